//! Every story and the whole matrix, in this process.

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};
use recovery_tests::matrix::walks;
use recovery_tests::native::Native;
use recovery_tests::stories::STORIES;

fn main() -> ExitCode {
    let trial = |(name, story): &(&'static str, fn(&mut dyn recovery_tests::setting::Setting))| {
        let story = *story;
        Trial::test(format!("native::{name}"), move || {
            story(&mut Native::new());
            Ok(())
        })
    };
    let walks = walks().into_iter().map(|(name, walk)| {
        Trial::test(name, move || {
            walk();
            Ok(())
        })
    });
    let trials = STORIES.iter().map(trial).chain(walks).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
