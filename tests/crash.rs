//! Whether anything is lost when the runtime is killed, or Okta goes away.

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};
use recovery_tests::crash::{AT_ONCE, checks};

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = arguments.test_threads.or(Some(AT_ONCE));
    let trial = |(name, check): (String, Box<dyn FnOnce() + Send>)| {
        Trial::test(name, move || {
            check();
            Ok(())
        })
    };
    let trials = checks().into_iter().map(trial).collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}
