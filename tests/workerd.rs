//! Every story on workerd with JavaScript off, and what the routes do with bad input.

use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use libtest_mimic::{Arguments, Trial};
use recovery_tests::beat::wrong_codes_are_answered_on_the_beat;
use recovery_tests::breaches::stories::{BREACH_STORIES, CHECKS as BREACHES, WARN};
use recovery_tests::code_stories::{CODE_STORIES, RELOADS};
use recovery_tests::own_stories::OWN_STORIES;
use recovery_tests::programs::{CODES, OWN, Programs, UNLOCK};
use recovery_tests::stories::{STORIES, Story};
use recovery_tests::turnstile::{self, CHECKS as TURNSTILE, STRICT};
use recovery_tests::unlock_api::routes_that_unlock;
use recovery_tests::way_back::{APP, SIGN_IN, without_javascript};
use recovery_tests::workerd::Workerd;
use recovery_tests::{addressees, credential, edge, headers, secrets, unlock_stories};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let programs = Programs::start("https://app.example.com");
    // One at a time: the stories share the org and its clock.
    let stage = Arc::new(Mutex::new(programs));
    let own = Arc::new(Mutex::new(Programs::with("https://app.example.com", OWN)));
    let codes = Arc::new(Mutex::new(Programs::with("https://app.example.com", CODES)));
    let unlock = Arc::new(Mutex::new(Programs::with(
        "https://app.example.com",
        UNLOCK,
    )));
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
    let on_classic = unlock_stories::CLASSIC.iter();
    let on_classic = on_classic.map(|story| told("unlock::", &unlock, story));
    let by_codes = unlock_stories::CODES.iter();
    let by_codes = by_codes.map(|story| told("unlock::", &codes, story));
    let warn = Arc::new(Mutex::new(Programs::with("https://app.example.com", WARN)));
    let breach_stories = BREACH_STORIES
        .iter()
        .map(|story| told("breaches::", &warn, story));
    let breaches = BREACHES.iter().map(|(name, check)| {
        let (stage, check) = (Arc::clone(&warn), *check);
        Trial::test(format!("breaches::{name}"), move || {
            check(&stage.lock().unwrap_or_else(PoisonError::into_inner));
            Ok(())
        })
    });
    let strict = Arc::new(Mutex::new(Programs::with(
        "https://app.example.com",
        STRICT,
    )));
    let turnstile = TURNSTILE.iter().map(|(name, check)| {
        let (stage, check) = (Arc::clone(&strict), *check);
        Trial::test(format!("turnstile::{name}"), move || {
            check(&stage.lock().unwrap_or_else(PoisonError::into_inner));
            Ok(())
        })
    });
    let off = Arc::clone(&stage);
    let turnstiles = [
        Trial::test("turnstile::unanswered_it_may_let_in", || {
            turnstile::lenient();
            Ok(())
        }),
        Trial::test("turnstile::people_are_asked_under_pressure", || {
            turnstile::under_pressure();
            Ok(())
        }),
        Trial::test("turnstile::off_leaves_no_trace", move || {
            turnstile::off(&off.lock().unwrap_or_else(PoisonError::into_inner));
            Ok(())
        }),
    ];
    let beat = Arc::clone(&codes);
    let beat = Trial::test("codes::wrong_codes_are_answered_on_the_beat", move || {
        let programs = beat.lock().unwrap_or_else(PoisonError::into_inner);
        wrong_codes_are_answered_on_the_beat(&programs);
        Ok(())
    });
    let routes = Arc::clone(&unlock);
    let routes = Trial::test("unlock::routes_that_unlock", move || {
        let programs = routes.lock().unwrap_or_else(PoisonError::into_inner);
        routes_that_unlock(&programs);
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
        .chain(on_classic)
        .chain(by_codes)
        .chain(breach_stories)
        .chain(breaches)
        .chain(turnstile)
        .chain(turnstiles)
        .chain([beat, routes, back])
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
