//! Whether time tells who has an account.

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};
use recovery_tests::timing::CHECKS;

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // Whatever else runs is noise.
    arguments.test_threads = Some(1);
    let trial = |(name, check): &(&'static str, fn())| {
        let check = *check;
        Trial::test(format!("timing::{name}"), move || {
            check();
            Ok(())
        })
    };
    let trials = CHECKS.iter().map(trial).collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}
