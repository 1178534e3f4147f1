//! Every story in Chromium, with the element on our pages and in a page of another origin; and
//! axe-core on every page.

use std::net::TcpListener;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use libtest_mimic::{Arguments, Trial};
use recovery_tests::accessibility::{
    a_flaw_is_found, every_page_passes, every_state_passes, right_to_left_passes, unlocking_passes,
};
use recovery_tests::announcements::what_happens_is_announced;
use recovery_tests::breaches::stories::{BREACH_STORIES, WARN};
use recovery_tests::browser::{Browser, Place};
use recovery_tests::code_stories::{CODE_STORIES, RELOADS};
use recovery_tests::colours::hard_to_read_is_named;
use recovery_tests::driver::Driver;
use recovery_tests::foreign::ForeignSite;
use recovery_tests::keyboard::a_reset_by_keyboard;
use recovery_tests::layout::every_page_fits;
use recovery_tests::looks::{a_change_is_seen, every_page_looks_as_it_did};
use recovery_tests::own_stories::OWN_STORIES;
use recovery_tests::programs::{CODES, OWN, Programs, UNLOCK};
use recovery_tests::secrets;
use recovery_tests::stage::{Places, Stage, told};
use recovery_tests::stories::STORIES;
use recovery_tests::turnstile::waiting::in_chromium;
use recovery_tests::unlock_stories;
use recovery_tests::way_back::{SIGN_IN, with_the_element};

/// How the names of stories begin here.
const BROWSER: &str = "browser";

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut stages = Vec::new();
    let (stage, places) = stage(&[]);
    stages.push(Arc::clone(&stage));
    let mut trials = audits(&stage, &places);
    trials.extend(told(BROWSER, &stage, &places, STORIES));
    let (stage, places) = self::stage(OWN);
    stages.push(Arc::clone(&stage));
    trials.extend(told(BROWSER, &stage, &places, OWN_STORIES));
    let (stage, places) = self::stage(CODES);
    stages.push(Arc::clone(&stage));
    trials.extend(told(BROWSER, &stage, &places, CODE_STORIES));
    trials.extend(told(BROWSER, &stage, &places[..1], RELOADS));
    trials.extend(told(BROWSER, &stage, &places, unlock_stories::CODES));
    let (stage, places) = self::stage(UNLOCK);
    trials.extend(told(BROWSER, &stage, &places, unlock_stories::CLASSIC));
    let name = "unlocking_passes_axe";
    trials.push(audit(&stage, (name, &Place::OwnPage), unlocking_passes));
    let (stage, places) = self::stage(WARN);
    trials.extend(told(BROWSER, &stage, &places, BREACH_STORIES));
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

fn stage(settings: &[(&str, &str)]) -> (Arc<Mutex<Stage>>, Places) {
    recovery_tests::stage::stage(Driver::start(), settings)
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
    for (name, look) in [
        ("a_change_is_seen", a_change_is_seen as fn(Browser, &Place)),
        ("every_page_looks_as_it_did", every_page_looks_as_it_did),
        (
            "every_state_passes_axe_without_a_script",
            every_state_passes,
        ),
        ("what_happens_is_announced", what_happens_is_announced),
    ] {
        audits.push(audit(stage, (name, own), look));
    }
    let colours = ("hard_to_read_is_named", &places[1].1);
    audits.push(audit(stage, colours, hard_to_read_is_named));
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
