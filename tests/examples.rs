//! Every example in `web/examples`, built, served from an origin of its own, and used in Chromium;
//! and what TypeScript makes of the package.

use std::net::TcpListener;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use libtest_mimic::{Arguments, Trial};
use recovery_tests::browser::{Browser, Place};
use recovery_tests::driver::Driver;
use recovery_tests::examples::{EXAMPLES, accepted, is_kept, journey, nothing_on_a_server, serve};
use recovery_tests::programs::Programs;
use recovery_tests::secrets;
use recovery_tests::stage::Stage;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let sites = EXAMPLES.map(|example| {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        let address = listener
            .local_addr()
            .expect("a bound socket has an address");
        let origin = format!("http://{}:{}", example.host, address.port());
        (example, listener, origin)
    });
    let origins: Vec<_> = sites.iter().map(|(_, _, origin)| origin.as_str()).collect();
    let stage = Arc::new(Mutex::new(Stage {
        programs: Programs::start(&origins.join(" ")),
        driver: Driver::start(),
    }));
    let mut trials = vec![
        trial("typescript_accepts_each_framework", accepted),
        trial("importing_it_on_a_server_does_nothing", nothing_on_a_server),
        in_chromium(&stage, "the_classes_are_as_the_manifest_says", |stage| {
            is_kept(Browser::new(&stage.driver, &stage.programs, Place::OwnPage));
        }),
    ];
    trials.extend(sites.map(|(example, listener, origin)| {
        in_chromium(&stage, example.name, move |stage| {
            let pages = (example.pages(), example.by_hash);
            serve(listener, pages, &stage.programs.worker);
            let place = Place::App(origin);
            journey(Browser::new(&stage.driver, &stage.programs, place));
        })
    }));
    let conclusion = libtest_mimic::run(&arguments, trials);
    // The programs stop, and what they have left is searched.
    drop(stage);
    secrets::verdict();
    conclusion.exit_code()
}

fn trial(name: &str, look: fn()) -> Trial {
    Trial::test(format!("examples::{name}"), move || {
        look();
        Ok(())
    })
}

fn in_chromium(
    stage: &Arc<Mutex<Stage>>,
    name: &str,
    look: impl FnOnce(&Stage) + Send + 'static,
) -> Trial {
    let stage = Arc::clone(stage);
    Trial::test(format!("examples::{name}"), move || {
        look(&stage.lock().unwrap_or_else(PoisonError::into_inner));
        Ok(())
    })
}
