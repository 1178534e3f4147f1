//! Every story on workerd with JavaScript off, and what the routes do with bad input.

use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use libtest_mimic::{Arguments, Trial};
use recovery_tests::beat::wrong_codes_are_answered_on_the_beat;
use recovery_tests::code_stories::{CODE_STORIES, RELOADS};
use recovery_tests::own_stories::OWN_STORIES;
use recovery_tests::programs::{CODES, OWN, Programs};
use recovery_tests::stories::{STORIES, Story};
use recovery_tests::way_back::{APP, SIGN_IN, without_javascript};
use recovery_tests::workerd::Workerd;
use recovery_tests::{addressees, credential, edge, headers, secrets};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let programs = Programs::start("https://app.example.com");
    // One at a time: the stories share the org and its clock.
    let stage = Arc::new(Mutex::new(programs));
    let own = Arc::new(Mutex::new(Programs::with("https://app.example.com", OWN)));
    let codes = Arc::new(Mutex::new(Programs::with("https://app.example.com", CODES)));
    let told = |of: &str, stage: &Arc<Mutex<Programs>>, (name, story): &Story| {
        let (stage, story) = (Arc::clone(stage), *story);
        Trial::test(format!("workerd::{of}{name}"), move || {
            let programs = stage.lock().unwrap_or_else(PoisonError::into_inner);
            story(&mut Workerd::new(&programs));
            Ok(())
        })
    };
    let stories = STORIES.iter().map(|story| told("", &stage, story));
    let own_stories = OWN_STORIES.iter().map(|story| told("own::", &own, story));
    let code_stories = CODE_STORIES.iter().chain(RELOADS);
    let code_stories = code_stories.map(|story| told("codes::", &codes, story));
    let beat = Arc::clone(&codes);
    let beat = Trial::test("codes::wrong_codes_are_answered_on_the_beat", move || {
        let programs = beat.lock().unwrap_or_else(PoisonError::into_inner);
        wrong_codes_are_answered_on_the_beat(&programs);
        Ok(())
    });
    let back = Trial::test("workerd::the_way_back_leads_by_okta", || {
        let settings = [SIGN_IN, &[("RETURN_TO", APP)]].concat();
        without_javascript(&Programs::with("https://app.example.com", &settings));
        Ok(())
    });
    let edges = edge::CHECKS.iter().map(|check| ("edge", check));
    let edges = edges.chain(headers::CHECKS.iter().map(|check| ("headers", check)));
    let left = Trial::test(
        "secrets::nothing_is_left_of_a_transaction_that_is_over",
        || {
            secrets::nothing_is_left();
            Ok(())
        },
    );
    let checks = edges.map(|(of, (name, check))| {
        let (stage, check) = (Arc::clone(&stage), *check);
        Trial::test(format!("{of}::{name}"), move || {
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
    let two_browsers = Trial::test("addressees::two_browsers", || {
        addressees::two_browsers();
        Ok(())
    });
    let trials = stories
        .chain(own_stories)
        .chain(code_stories)
        .chain([beat, back])
        .chain(checks)
        .chain(credentials)
        .chain([two_browsers, left])
        .collect();
    let conclusion = libtest_mimic::run(&arguments, trials);
    // The last programs stop, and what they have left is searched.
    drop((stage, own, codes));
    secrets::verdict();
    conclusion.exit_code()
}
