//! Every story and the whole matrix, in this process; the credential's conversations; and whether
//! everybody judges passwords alike.

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};
use okta_emulator::Seed;
use recovery_tests::authority;
use recovery_tests::failures;
use recovery_tests::matrix::{own_delivery, walks};
use recovery_tests::native::Native;
use recovery_tests::own_mail::SCENARIOS;
use recovery_tests::own_stories::OWN_STORIES;
use recovery_tests::passwords;
use recovery_tests::stories::STORIES;

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
    let walks = walks().into_iter().map(|(name, walk)| {
        Trial::test(name, move || {
            walk();
            Ok(())
        })
    });
    let failures = failures::checks().into_iter().map(failing);
    // Every error code in every place takes minutes: with `--ignored`.
    let whole_table = failures::whole_table().into_iter().map(failing);
    let whole_table = whole_table.map(|trial| trial.with_ignored_flag(true));
    let scenarios = SCENARIOS.iter().map(|(name, scenario)| {
        Trial::test(format!("own_mail::{name}"), move || {
            scenario();
            Ok(())
        })
    });
    let checks = authority::CHECKS.iter().map(|(name, check)| {
        let check = *check;
        Trial::test(format!("authority::{name}"), move || {
            check();
            Ok(())
        })
    });
    let own_stories = OWN_STORIES.iter().map(own_trial);
    let stories = STORIES.iter().map(trial).chain(own_stories);
    let judges = Trial::test("passwords::the_org_judges_as_we_do", || {
        passwords::the_org_judges_as_we_do();
        Ok(())
    });
    let all = stories.chain(walks).chain(failures).chain(whole_table);
    let all = all.chain(scenarios).chain(checks);
    let trials = all.chain([judges]).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn failing((name, check): failures::Check) -> Trial {
    Trial::test(name, move || {
        check();
        Ok(())
    })
}
