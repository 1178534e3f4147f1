//! What a flood does to the Worker as it is shipped, on workerd.

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};
use recovery_tests::flood;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trial = Trial::test("flood::reaches_neither_people_nor_okta", || {
        flood::reaches_neither_people_nor_okta();
        Ok(())
    });
    libtest_mimic::run(&arguments, vec![trial]).exit_code()
}
