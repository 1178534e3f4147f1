//! Every story and the whole matrix, in this process; the credential's conversations; and whether
//! everybody judges passwords alike.

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};
use okta_emulator::{Engine, Seed};
use recovery::Delivery;
use recovery_tests::addressees;
use recovery_tests::authority;
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
use recovery_tests::passwords;
use recovery_tests::rules;
use recovery_tests::sign_in;
use recovery_tests::stories::STORIES;
use recovery_tests::strangers;

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
        ("rules", rules::SCENARIOS),
        ("authority", authority::CHECKS),
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
    let own_stories = OWN_STORIES.iter().map(own_trial);
    let stories = STORIES.iter().map(trial).chain(own_stories);
    let judges = Trial::test("passwords::the_org_judges_as_we_do", || {
        passwords::the_org_judges_as_we_do();
        Ok(())
    });
    let all = stories
        .chain(walks)
        .chain(failures)
        .chain(scenarios)
        .chain(codes)
        .chain(code_stories);
    let trials = all.chain([judges]).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
