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
use recovery_tests::{addressees, credential, edge, headers, languages, secrets, unlock_stories};

/// An org and a Worker. One story at a time: they share the org and its clock.
type Stage = Arc<Mutex<Programs>>;

/// Something that must be true of it.
type Check = (&'static str, fn(&Programs));

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let stage = self::stage(&[]);
    let own = self::stage(&[OWN, &[languages::TEXTS]].concat());
    let codes = self::stage(CODES);
    let unlock = self::stage(UNLOCK);
    let warn = self::stage(WARN);
    let strict = self::stage(STRICT);
    let mut trials = Vec::new();
    let mut tell = |of: &str, stage: &Stage, stories: &[Story]| {
        trials.extend(stories.iter().map(|story| told(of, stage, story)));
    };
    tell("", &stage, STORIES);
    tell("own::", &own, OWN_STORIES);
    tell("codes::", &codes, CODE_STORIES);
    tell("codes::", &codes, RELOADS);
    tell("unlock::", &unlock, unlock_stories::CLASSIC);
    tell("unlock::", &codes, unlock_stories::CODES);
    tell("breaches::", &warn, BREACH_STORIES);
    let mut check = |of: &str, stage: &Stage, checks: &[Check]| {
        trials.extend(checks.iter().map(|check| checked(of, stage, check)));
    };
    check("edge", &stage, edge::CHECKS);
    check("headers", &stage, headers::CHECKS);
    check("breaches", &warn, BREACHES);
    check("languages", &own, languages::CHECKS);
    check("turnstile", &strict, TURNSTILE);
    check(
        "turnstile",
        &stage,
        &[("off_leaves_no_trace", turnstile::off)],
    );
    let beat: Check = (
        "wrong_codes_are_answered_on_the_beat",
        wrong_codes_are_answered_on_the_beat,
    );
    check("codes", &codes, &[beat]);
    check(
        "unlock",
        &unlock,
        &[("routes_that_unlock", routes_that_unlock)],
    );
    // Each starts Workers with settings of its own.
    let alone: [(&str, fn()); 5] = [
        ("turnstile::unanswered_it_may_let_in", turnstile::lenient),
        (
            "turnstile::people_are_asked_under_pressure",
            turnstile::under_pressure,
        ),
        ("workerd::the_way_back_leads_by_okta", way_back),
        (
            "secrets::nothing_is_left_of_a_transaction_that_is_over",
            secrets::nothing_is_left,
        ),
        ("addressees::two_browsers", addressees::two_browsers),
    ];
    let credentials = credential::CHECKS.iter();
    let credentials = credentials.map(|(name, check)| (format!("credential::{name}"), *check));
    let alone = alone.map(|(name, check)| (name.to_owned(), check));
    trials.extend(alone.into_iter().chain(credentials).map(|(name, check)| {
        Trial::test(name, move || {
            check();
            Ok(())
        })
    }));
    let conclusion = libtest_mimic::run(&arguments, trials);
    // The last programs stop, and what they have left is searched.
    drop((stage, own, codes));
    drop((unlock, warn, strict));
    secrets::verdict();
    conclusion.exit_code()
}

fn stage(settings: &[(&str, &str)]) -> Stage {
    let programs = Programs::with("https://app.example.com", settings);
    Arc::new(Mutex::new(programs))
}

fn told(of: &str, stage: &Stage, (name, story): &Story) -> Trial {
    let (stage, story) = (Arc::clone(stage), *story);
    Trial::test(format!("workerd::{of}{name}"), move || {
        let programs = stage.lock().unwrap_or_else(PoisonError::into_inner);
        story(&mut Workerd::new(&programs));
        Ok(())
    })
}

fn checked(of: &str, stage: &Stage, (name, check): &Check) -> Trial {
    let (stage, check) = (Arc::clone(stage), *check);
    Trial::test(format!("{of}::{name}"), move || {
        check(&stage.lock().unwrap_or_else(PoisonError::into_inner));
        Ok(())
    })
}

fn way_back() {
    let settings = [SIGN_IN, &[("RETURN_TO", APP)]].concat();
    without_javascript(&Programs::with("https://app.example.com", &settings));
}
