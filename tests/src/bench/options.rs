//! What the command is told.

use std::time::Duration;

use super::org::PEOPLE;

/// What the command prints when it is told something else.
pub const USAGE: &str = "\
cargo xtask bench [--quick]

  Measures Rekey beside a bare Worker and a back end of Express and Okta's SDK, all on this machine,
  and prints a table. Let nothing else run meanwhile: it takes a quarter of an hour, or with --quick
  a few minutes, which show that it works and little more.";

/// How much is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// How often each peer has its turn.
    pub(super) rounds: usize,
    /// How long a turn lasts.
    pub(super) lasts: Duration,
    /// How many requests at most are sent one by one.
    pub(super) alone: usize,
    /// How many forms for a new password are open at once, and then saved.
    pub(super) forms: usize,
    /// How often each runtime is started.
    pub(super) starts: usize,
    /// How many transactions are opened at once.
    pub(super) transactions: usize,
}

impl Plan {
    /// Reads the options.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn parse(given: &[String]) -> Result<Self, String> {
        match given {
            [] => Ok(Self {
                rounds: 5,
                lasts: Duration::from_secs(4),
                alone: 200,
                forms: PEOPLE,
                starts: 20,
                transactions: 10_000,
            }),
            [quick] if quick == "--quick" => Ok(Self {
                rounds: 3,
                lasts: Duration::from_secs(1),
                alone: 20,
                forms: 100,
                starts: 3,
                transactions: 1_000,
            }),
            [other, ..] => Err(format!("there is no option `{other}` here")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_run_is_shorter_and_nonsense_is_named() {
        let parse = |line: &str| {
            let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
            Plan::parse(&words)
        };
        let (whole, quick) = (
            parse("").expect("a plan"),
            parse("--quick").expect("a plan"),
        );
        assert!(quick.rounds < whole.rounds && quick.transactions < whole.transactions);
        assert!(parse("--slow").expect_err("nonsense").contains("--slow"));
    }
}
