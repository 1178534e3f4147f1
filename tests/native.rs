//! Every story and the whole matrix, in this process; the credential's conversations; and whether
//! everybody judges passwords alike.

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};
use okta_emulator::{Engine, Seed};
use recovery::Delivery;
use recovery_tests::addressees;
use recovery_tests::authority;
use recovery_tests::breaches;
use recovery_tests::code_stories::{CODE_STORIES, RELOADS};
use recovery_tests::failures;
use recovery_tests::log;
use recovery_tests::matrix::{own_delivery, walks};
use recovery_tests::native::Native;
use recovery_tests::okta_code;
use recovery_tests::okta_matrix;
use recovery_tests::operator;
use recovery_tests::own_mail::{SCENARIOS, Scenario};
use recovery_tests::own_stories::OWN_STORIES;
use recovery_tests::pace;
use recovery_tests::passwords;
use recovery_tests::refused;
use recovery_tests::replays;
use recovery_tests::rules;
use recovery_tests::sign_in;
use recovery_tests::stories::STORIES;
use recovery_tests::strangers;
use recovery_tests::{unlock, unlock_stories};

fn main() -> ExitCode {
    let trial = |(name, story): &(&'static str, fn(&mut dyn recovery_tests::setting::Setting))| {
        let story = *story;
        Trial::test(format!("native::{name}"), move || {
            story(&mut Native::new());
            Ok(())
        })
    };
    let own_trial =
        |(name, story): &(&'static str, fn(&mut dyn recovery_tests::setting::Setting))| {
            let story = *story;
            Trial::test(format!("native::own::{name}"), move || {
                story(&mut Native::with(Seed::default(), own_delivery()));
                Ok(())
            })
        };
    let boxed = |(name, check): (String, Box<dyn FnOnce() + Send>)| {
        Trial::test(name, move || {
            check();
            Ok(())
        })
    };
    let walks = walks().into_iter().chain(okta_matrix::walks()).map(boxed);
    let failures = failures::checks().into_iter().map(boxed);
    let codes = okta_code::scenarios().into_iter().map(boxed);
    let scenario = |of: &str, (name, scenario): &'static Scenario| {
        Trial::test(format!("{of}::{name}"), move || {
            scenario();
            Ok(())
        })
    };
    let scenarios = [
        ("own_mail", SCENARIOS),
        ("sign_in", sign_in::SCENARIOS),
        ("strangers", strangers::SCENARIOS),
        ("addressees", addressees::SCENARIOS),
        ("pace", pace::SCENARIOS),
        ("rules", rules::SCENARIOS),
        ("refused", refused::SCENARIOS),
        ("replays", replays::SCENARIOS),
        ("breaches", breaches::SCENARIOS),
        ("authority", authority::CHECKS),
        ("unlock", unlock::SCENARIOS),
        ("log", log::CHECKS),
        ("operator", operator::SCENARIOS),
    ];
    let scenarios = scenarios
        .into_iter()
        .flat_map(|(of, all)| all.iter().map(move |told| scenario(of, told)));
    let code_stories = CODE_STORIES.iter().chain(RELOADS).map(|(name, story)| {
        let story = *story;
        Trial::test(format!("native::codes::{name}"), move || {
            story(&mut Native::with(
                okta_code::seed(Engine::IdentityEngine),
                Delivery::Okta,
            ));
            Ok(())
        })
    });
    let unlock_trial = |engine, (name, story): &'static recovery_tests::stories::Story| {
        Trial::test(format!("native::unlock::{name}"), move || {
            story(&mut Native::with(okta_code::seed(engine), Delivery::Okta));
            Ok(())
        })
    };
    let on_classic = unlock_stories::CLASSIC.iter();
    let on_classic = on_classic.map(|story| unlock_trial(Engine::Classic, story));
    let by_codes = unlock_stories::CODES.iter();
    let by_codes = by_codes.map(|story| unlock_trial(Engine::IdentityEngine, story));
    let own_stories = OWN_STORIES.iter().map(own_trial);
    let stories = STORIES.iter().map(trial).chain(own_stories);
    let judges = Trial::test("passwords::the_org_judges_as_we_do", || {
        passwords::the_org_judges_as_we_do();
        Ok(())
    });
    let managers = Trial::test("passwords::what_managers_generate_is_taken", || {
        passwords::what_managers_generate_is_taken();
        Ok(())
    });
    let all = stories
        .chain(walks)
        .chain(failures)
        .chain(scenarios)
        .chain(codes)
        .chain(code_stories)
        .chain(on_classic)
        .chain(by_codes);
    let trials = all.chain([judges, managers]).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
