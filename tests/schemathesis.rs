//! schemathesis asks the Worker what its document allows, and what it does not.

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};
use recovery_tests::openapi::schemathesis::CHECKS;

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // Each keeps the machine busy.
    arguments.test_threads = arguments.test_threads.or(Some(1));
    let trial = |(name, check): (&str, fn())| {
        Trial::test(format!("schemathesis::{name}"), move || {
            check();
            Ok(())
        })
    };
    libtest_mimic::run(&arguments, CHECKS.into_iter().map(trial).collect()).exit_code()
}
