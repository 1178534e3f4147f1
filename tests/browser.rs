//! Every story in Chromium, with the element on our pages and in a page of another origin; and
//! axe-core on every page.

use std::net::TcpListener;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use libtest_mimic::{Arguments, Trial};
use recovery_tests::accessibility::{
    a_flaw_is_found, every_page_passes, right_to_left_passes, unlocking_passes,
};
use recovery_tests::breaches::stories::{BREACH_STORIES, WARN};
use recovery_tests::browser::{Browser, Driver, Place};
use recovery_tests::code_stories::{CODE_STORIES, RELOADS};
use recovery_tests::foreign::ForeignSite;
use recovery_tests::keyboard::a_reset_by_keyboard;
use recovery_tests::layout::every_page_fits;
use recovery_tests::own_stories::OWN_STORIES;
use recovery_tests::programs::{CODES, OWN, Programs, UNLOCK};
use recovery_tests::secrets;
use recovery_tests::stories::{STORIES, Story};
use recovery_tests::turnstile::waiting::in_chromium;
use recovery_tests::unlock_stories;
use recovery_tests::way_back::{SIGN_IN, with_the_element};

/// What runs behind the stories. One at a time: they share the org and its clock.
struct Stage {
    driver: Driver,
    programs: Programs,
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut stages = Vec::new();
    let (stage, places) = stage(&[]);
    stages.push(Arc::clone(&stage));
    let mut trials = audits(&stage, &places);
    trials.extend(told(&stage, &places, STORIES));
    let (stage, places) = self::stage(OWN);
    stages.push(Arc::clone(&stage));
    trials.extend(told(&stage, &places, OWN_STORIES));
    let (stage, places) = self::stage(CODES);
    stages.push(Arc::clone(&stage));
    trials.extend(told(&stage, &places, CODE_STORIES));
    trials.extend(told(&stage, &places[..1], RELOADS));
    trials.extend(told(&stage, &places, unlock_stories::CODES));
    let (stage, places) = self::stage(UNLOCK);
    trials.extend(told(&stage, &places, unlock_stories::CLASSIC));
    let name = "unlocking_passes_axe";
    trials.push(audit(&stage, (name, &Place::OwnPage), unlocking_passes));
    let (stage, places) = self::stage(WARN);
    trials.extend(told(&stage, &places, BREACH_STORIES));
    trials.push(Trial::test("browser::turnstile_or_patience", || {
        in_chromium();
        Ok(())
    }));
    trials.push(Trial::test(
        "browser::the_element_goes_back_by_okta",
        || {
            let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
            let address = listener
                .local_addr()
                .expect("a bound socket has an address");
            let app = format!("http://{address}");
            let settings = [SIGN_IN, &[("RETURN_TO", &*app)]].concat();
            let programs = Programs::with(&app, &settings);
            let _site = ForeignSite::start(listener, &programs.worker, "");
            let driver = Driver::start();
            with_the_element(Browser::new(&driver, &programs, Place::OwnPage), &app);
            Ok(())
        },
    ));
    let conclusion = libtest_mimic::run(&arguments, trials);
    // The last programs stop, and what they have left is searched.
    stages.clear();
    secrets::verdict();
    conclusion.exit_code()
}

type Places = [(&'static str, Place); 2];

/// Programs with these settings, and the two places to see them from.
fn stage(settings: &[(&str, &str)]) -> (Arc<Mutex<Stage>>, Places) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let address = listener
        .local_addr()
        .expect("a bound socket has an address");
    let programs = Programs::with(&format!("http://{address}"), settings);
    let channels = settings.iter().find(|(name, _)| *name == "CHANNELS");
    let channels = channels.map_or("", |(_, channels)| channels);
    let site = ForeignSite::start(listener, &programs.worker, channels);
    let driver = Driver::start();
    let places = [
        ("own_page", Place::OwnPage),
        ("foreign_page", Place::Foreign(site.origin)),
    ];
    (Arc::new(Mutex::new(Stage { driver, programs })), places)
}

/// Each story, in each place.
fn told(
    stage: &Arc<Mutex<Stage>>,
    places: &[(&'static str, Place)],
    stories: &[Story],
) -> Vec<Trial> {
    let all = places
        .iter()
        .flat_map(|place| stories.iter().map(move |story| (place, story)));
    let trials = all.map(|((name, place), (story_name, story))| {
        let (stage, story, place) = (Arc::clone(stage), *story, place.clone());
        Trial::test(format!("browser::{name}::{story_name}"), move || {
            let stage = stage.lock().unwrap_or_else(PoisonError::into_inner);
            story(&mut Browser::new(&stage.driver, &stage.programs, place));
            Ok(())
        })
    });
    trials.collect()
}

fn audits(stage: &Arc<Mutex<Stage>>, places: &[(&str, Place)]) -> Vec<Trial> {
    let flaw = ("a_flaw_is_found", &Place::OwnPage);
    let mut audits = vec![audit(stage, flaw, a_flaw_is_found)];
    let own = &Place::OwnPage;
    let right_to_left = ("right_to_left_passes_axe", own);
    audits.push(audit(stage, right_to_left, right_to_left_passes));
    audits.push(audit(
        stage,
        ("every_page_fits_320_px", own),
        every_page_fits,
    ));
    audits.push(audit(
        stage,
        ("a_reset_by_keyboard", own),
        a_reset_by_keyboard,
    ));
    audits.extend(places.iter().map(|(name, place)| {
        let name = format!("every_page_passes_axe_on_{name}");
        audit(stage, (&name, place), every_page_passes)
    }));
    audits
}

fn audit(
    stage: &Arc<Mutex<Stage>>,
    (name, place): (&str, &Place),
    look: fn(Browser, &Place),
) -> Trial {
    let (stage, place) = (Arc::clone(stage), place.clone());
    Trial::test(format!("accessibility::{name}"), move || {
        let stage = stage.lock().unwrap_or_else(PoisonError::into_inner);
        let person = Browser::new(&stage.driver, &stage.programs, place.clone());
        look(person, &place);
        Ok(())
    })
}
