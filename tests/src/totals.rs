//! The totals at the end of a report of Node's test runner.

/// What must be there, and nothing of it.
const NONE: [&str; 4] = ["fail", "cancelled", "skipped", "todo"];

/// Whether a report in TAP tells of tests that all have run and passed.
///
/// # Errors
/// When a test failed, was cancelled, skipped or is still to be written, when none passed, or when
/// the report has no totals.
pub fn check(report: &str) -> Result<(), String> {
    if total(report, "pass")? == 0 {
        return Err("no test has passed".to_owned());
    }
    for name in NONE {
        match total(report, name)? {
            0 => {}
            some => return Err(format!("{some} tests: {name}")),
        }
    }
    Ok(())
}

/// The last line `# name 7`: a test may print such lines, too, but before the totals.
fn total(report: &str, name: &str) -> Result<u32, String> {
    let lines = report.lines().filter_map(|line| line.strip_prefix("# "));
    let mut totals = lines.filter_map(|line| line.strip_prefix(name)?.trim().parse().ok());
    totals
        .next_back()
        .ok_or_else(|| format!("the report has no total «{name}»"))
}

#[cfg(test)]
mod tests {
    use super::check;

    const GOOD: &str = "\
TAP version 13
# skipped 3
ok 1 - a code is good once
1..1
# tests 1
# suites 0
# pass 1
# fail 0
# cancelled 0
# skipped 0
# todo 0
# duration_ms 12.5
";

    #[test]
    fn tests_that_have_all_passed_are_good() {
        assert_eq!(check(GOOD), Ok(()));
    }

    #[test]
    fn whoever_was_not_heard_is_told() {
        for (total, instead) in [
            ("# pass 1", "# pass 0"),
            ("# fail 0", "# fail 1"),
            ("# cancelled 0", "# cancelled 1"),
            ("# skipped 0", "# skipped 1"),
            ("# todo 0", "# todo 1"),
            ("# todo 0\n", ""),
        ] {
            let report = GOOD.replace(total, instead);
            assert!(check(&report).is_err(), "{instead:?}");
        }
    }

    #[test]
    fn a_report_of_nothing_is_an_error() {
        assert!(check("").is_err());
    }
}
