//! The stories in Firefox, with the element on our pages and in a page of another origin. What is said
//! of every page, of its looks and of its messages, is asked of Chromium alone.

use std::process::ExitCode;

use libtest_mimic::Arguments;
use recovery_tests::code_stories::CODE_STORIES;
use recovery_tests::driver::Driver;
use recovery_tests::own_stories::OWN_STORIES;
use recovery_tests::programs::{CODES, OWN};
use recovery_tests::secrets;
use recovery_tests::stage::{stage, told};
use recovery_tests::stories::STORIES;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut stages = Vec::new();
    let mut trials = Vec::new();
    for (settings, stories) in [
        (&[][..], STORIES),
        (OWN, OWN_STORIES),
        (CODES, CODE_STORIES),
    ] {
        let (stage, places) = stage(Driver::firefox(), settings);
        trials.extend(told("firefox", &stage, &places, stories));
        stages.push(stage);
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    // The last programs stop, and what they have left is searched.
    stages.clear();
    secrets::verdict();
    conclusion.exit_code()
}
