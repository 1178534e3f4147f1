//! Every story in Chromium, with the element on our pages and in a page of another origin.

use std::net::TcpListener;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use libtest_mimic::{Arguments, Trial};
use recovery_tests::browser::{Browser, Driver, Place};
use recovery_tests::foreign::ForeignSite;
use recovery_tests::programs::Programs;
use recovery_tests::stories::STORIES;

/// What runs behind the stories. One at a time: they share the org and its clock.
struct Stage {
    driver: Driver,
    programs: Programs,
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let address = listener
        .local_addr()
        .expect("a bound socket has an address");
    let programs = Programs::start(&format!("http://{address}"));
    let site = ForeignSite::start(listener, &programs.worker);
    let stage = Arc::new(Mutex::new(Stage {
        driver: Driver::start(),
        programs,
    }));
    let trials = ["own_page", "foreign_page"].into_iter().flat_map(|name| {
        let place = match name {
            "own_page" => Place::OwnPage,
            _ => Place::Foreign(site.origin.clone()),
        };
        let stage = Arc::clone(&stage);
        STORIES.iter().map(move |(story_name, story)| {
            let (stage, story, place) = (Arc::clone(&stage), *story, place.clone());
            Trial::test(format!("browser::{name}::{story_name}"), move || {
                let stage = stage.lock().unwrap_or_else(PoisonError::into_inner);
                story(&mut Browser::new(&stage.driver, &stage.programs, place));
                Ok(())
            })
        })
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}
