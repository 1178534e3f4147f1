//! Okta's own SDKs against the emulator: see `tests/judges/README.md`.

use std::path::PathBuf;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use recovery_tests::judges::Hearing;
use recovery_tests::programs::required;

fn main() -> ExitCode {
    let root = PathBuf::from(required("REKEY_ROOT"));
    let trial = |hearing: Hearing| {
        Trial::test(hearing.name(), move || hearing.hold().map_err(Failed::from))
    };
    let trials = Hearing::all(&root).into_iter().map(trial).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
