//! Every story on workerd with JavaScript off, and what the routes do with bad input.

use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use libtest_mimic::{Arguments, Trial};
use recovery_tests::beat::wrong_codes_are_answered_on_the_beat;
use recovery_tests::code_stories::{CODE_STORIES, RELOADS};
use recovery_tests::own_stories::OWN_STORIES;
use recovery_tests::programs::{CODES, OWN, Programs};
use recovery_tests::stories::STORIES;
use recovery_tests::workerd::Workerd;
use recovery_tests::{credential, edge};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let programs = Programs::start("https://app.example.com");
    // One at a time: the stories share the org and its clock.
    let stage = Arc::new(Mutex::new(programs));
    let stories = STORIES.iter().map(|(name, story)| {
        let (stage, story) = (Arc::clone(&stage), *story);
        Trial::test(format!("workerd::{name}"), move || {
            let programs = stage.lock().unwrap_or_else(PoisonError::into_inner);
            story(&mut Workerd::new(&programs));
            Ok(())
        })
    });
    let own = Arc::new(Mutex::new(Programs::with("https://app.example.com", OWN)));
    let own_stories = OWN_STORIES.iter().map(|(name, story)| {
        let (stage, story) = (Arc::clone(&own), *story);
        Trial::test(format!("workerd::own::{name}"), move || {
            let programs = stage.lock().unwrap_or_else(PoisonError::into_inner);
            story(&mut Workerd::new(&programs));
            Ok(())
        })
    });
    let codes = Arc::new(Mutex::new(Programs::with("https://app.example.com", CODES)));
    let code_stories = CODE_STORIES.iter().chain(RELOADS).map(|(name, story)| {
        let (stage, story) = (Arc::clone(&codes), *story);
        Trial::test(format!("workerd::codes::{name}"), move || {
            let programs = stage.lock().unwrap_or_else(PoisonError::into_inner);
            story(&mut Workerd::new(&programs));
            Ok(())
        })
    });
    let beat = Arc::clone(&codes);
    let beat = Trial::test("codes::wrong_codes_are_answered_on_the_beat", move || {
        let programs = beat.lock().unwrap_or_else(PoisonError::into_inner);
        wrong_codes_are_answered_on_the_beat(&programs);
        Ok(())
    });
    let checks = edge::CHECKS.iter().map(|(name, check)| {
        let (stage, check) = (Arc::clone(&stage), *check);
        Trial::test(format!("edge::{name}"), move || {
            check(&stage.lock().unwrap_or_else(PoisonError::into_inner));
            Ok(())
        })
    });
    // Each starts a Worker with settings of its own.
    let credentials = credential::CHECKS.iter().map(|(name, check)| {
        let check = *check;
        Trial::test(format!("credential::{name}"), move || {
            check();
            Ok(())
        })
    });
    let trials = stories
        .chain(own_stories)
        .chain(code_stories)
        .chain([beat])
        .chain(checks)
        .chain(credentials)
        .collect();
    let conclusion = libtest_mimic::run(&arguments, trials);
    conclusion.exit_code()
}
