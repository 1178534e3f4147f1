//! Every account, every call, every failure, one by one: `tests/native.rs` walks one failure of each
//! meaning. This takes minutes.

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};
use recovery_tests::failures;

fn main() -> ExitCode {
    let trials = failures::whole_table().into_iter().map(|(name, check)| {
        Trial::test(name, move || {
            check();
            Ok(())
        })
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}
