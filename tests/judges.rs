//! Okta's own SDKs against the emulator: see `tests/judges/README.md`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use libtest_mimic::{Arguments, Failed, Trial};
use recovery_tests::judges::Hearing;
use recovery_tests::programs::required;
use recovery_tests::table::Table;

fn main() -> ExitCode {
    let root = PathBuf::from(required("REKEY_ROOT"));
    let notes: Arc<Mutex<BTreeMap<&str, String>>> = Arc::default();
    let trial = |hearing: Hearing| {
        let notes = Arc::clone(&notes);
        Trial::test(hearing.name(), move || {
            let seen = hearing.hold().map_err(Failed::from)?;
            let mut notes = notes.lock().unwrap_or_else(PoisonError::into_inner);
            notes.entry(hearing.engine()).or_default().push_str(&seen);
            Ok(())
        })
    };
    let trials: Vec<_> = Hearing::all(&root).into_iter().map(trial).collect();
    let all = trials.len();
    let conclusion = libtest_mimic::run(&Arguments::from_args(), trials);
    let is_whole = usize::try_from(conclusion.num_passed) == Ok(all);
    let notes = notes.lock().unwrap_or_else(PoisonError::into_inner);
    // Some of them alone, or failing, have not seen what the table says.
    if is_whole && !is_true(&root, &notes) {
        return ExitCode::FAILURE;
    }
    conclusion.exit_code()
}

/// Whether the emulator's README says of each endpoint who has seen it: on every engine that its
/// judge looks at.
fn is_true(root: &Path, notes: &BTreeMap<&str, String>) -> bool {
    let readme = fs::read_to_string(root.join("crates/okta-emulator/README.md"));
    let complaints = Table::of(&readme.unwrap_or_default()).map_or_else(
        |error| vec![error],
        |table| {
            let engines = notes.iter();
            engines
                .flat_map(|(engine, notes)| table.complaints(engine, notes))
                .collect()
        },
    );
    for complaint in &complaints {
        eprintln!("the table of crates/okta-emulator/README.md: {complaint}");
    }
    complaints.is_empty()
}
