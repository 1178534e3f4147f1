//! What runs behind stories in a browser.

use std::net::TcpListener;
use std::sync::{Arc, Mutex, PoisonError};

use libtest_mimic::Trial;

use crate::browser::{Browser, Place};
use crate::driver::Driver;
use crate::foreign::ForeignSite;
use crate::programs::Programs;
use crate::stories::Story;

/// A browser, a Worker and an org. One story at a time: they share the org and its clock.
pub struct Stage {
    /// Opens windows.
    pub driver: Driver,
    /// The Worker and the org.
    pub programs: Programs,
}

/// The two places to see a Worker from, and their names.
pub type Places = [(&'static str, Place); 2];

/// Programs with these settings, and the two places to see them from.
///
/// # Panics
/// When they do not start.
#[must_use]
pub fn stage(driver: Driver, settings: &[(&str, &str)]) -> (Arc<Mutex<Stage>>, Places) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let address = listener
        .local_addr()
        .expect("a bound socket has an address");
    let programs = Programs::with(&format!("http://{address}"), settings);
    let channels = settings.iter().find(|(name, _)| *name == "CHANNELS");
    let channels = channels.map_or("", |(_, channels)| channels);
    let site = ForeignSite::start(listener, &programs.worker, channels);
    let places = [
        ("own_page", Place::OwnPage),
        ("foreign_page", Place::Foreign(site.origin)),
    ];
    (Arc::new(Mutex::new(Stage { driver, programs })), places)
}

/// Each story, in each place; `browser` begins their names.
#[must_use]
pub fn told(
    browser: &str,
    stage: &Arc<Mutex<Stage>>,
    places: &[(&'static str, Place)],
    stories: &[Story],
) -> Vec<Trial> {
    let all = places
        .iter()
        .flat_map(|place| stories.iter().map(move |story| (place, story)));
    let trials = all.map(|((name, place), (story_name, story))| {
        let (stage, story, place) = (Arc::clone(stage), *story, place.clone());
        Trial::test(format!("{browser}::{name}::{story_name}"), move || {
            let stage = stage.lock().unwrap_or_else(PoisonError::into_inner);
            story(&mut Browser::new(&stage.driver, &stage.programs, place));
            Ok(())
        })
    });
    trials.collect()
}
