//! Every check and every test, in the order in which they are quick to fail.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::arguments::Parts;
use crate::build;
use crate::clock;
use crate::dev;
use crate::failure::{Failure, Outcome};
use crate::notices;
use crate::package;
use crate::places::Places;
use crate::program::Program;
use crate::setup::{Browser, Chromium, Firefox, Setup};
use crate::sizes;

const WASM: &str = "wasm32-unknown-unknown";
/// The journeys' settings and Okta's SDKs, from the quickest to the slowest: test target and step.
const AUDIENCE: [(&str, &str); 6] = [
    ("native", "journeys, native"),
    ("judges", "judges of the emulator"),
    ("workerd", "journeys, workerd"),
    ("browser", "journeys, browser"),
    ("firefox", "journeys, Firefox"),
    ("examples", "examples in Chromium"),
];
/// The second stage: what takes minutes, and a machine that does nothing else.
const LONG: [(&str, &str); 4] = [
    ("schemathesis", "long: schemathesis"),
    ("flood", "long: flood"),
    ("crash", "long: crash"),
    ("timing", "long: timing"),
];
const JOURNEYS: &str = "recovery-tests";
/// What property tests draw their cases from: the same cases each time, so that a red run is red
/// again. Set the variable for others, and `PROPTEST_CASES` for more of them.
const SEED: (&str, &str) = ("PROPTEST_RNG_SEED", "20261129");

/// Runs all; stops at the first failure.
pub(crate) fn test(places: &Places) -> Outcome {
    let mut record = Record::default();
    let outcome = steps(places, &mut record);
    record.print();
    if outcome.is_ok() {
        println!("\nxtask: every check and every test passed");
    }
    outcome
}

fn steps(places: &Places, record: &mut Record) -> Outcome {
    let (setup, firefox, python) = record.step("set-up", || {
        let setup = Setup::make(places, Browser::Needed)?;
        let firefox = setup.firefox()?;
        let python = setup.schemathesis()?;
        Ok((setup, firefox, python))
    })?;
    record.step("format", || cargo(places, "fmt --all --check").run())?;
    lint(places, record)?;
    record.step("third parties", || third_parties(&setup))?;
    record.step("unit tests", || {
        cargo(places, "test --workspace")
            .args(["--exclude", JOURNEYS, "--exclude", "recovery-web"])
            .run()?;
        // Its other tests want what is built below.
        cargo(places, "test --lib --package").args([JOURNEYS]).run()
    })?;
    record.step("build", || build::build(&setup, Parts::Both))?;
    record.step("sizes", || sizes::report(places))?;
    record.step("package", || package::make(&setup).map(drop))?;
    // Its packages are as many as all others together, and what they contain was just made.
    record.step("packages of the examples", || {
        setup.packages_of("web/examples")
    })?;
    let chromium = setup.chromium()?;
    let verdicts = cargo(places, "run --quiet --package pages --example verdicts").output()?;
    for (name, driver) in [
        ("element in Chromium", ("CHROMEDRIVER", &chromium.driver)),
        ("element in Firefox", ("GECKODRIVER", &firefox.driver)),
    ] {
        record.step(name, || element(&setup, &verdicts, driver))?;
    }
    journeys(places, (chromium, &firefox, &python), record)
}

fn lint(places: &Places, record: &mut Record) -> Outcome {
    record.step("clippy, native", || {
        cargo(places, "clippy --workspace --all-targets -- -D warnings").run()
    })?;
    record.step("clippy, wasm32", || {
        cargo(
            places,
            "clippy --package recovery-worker --package recovery-web",
        )
        .args(["--target", WASM, "--", "-D", "warnings"])
        .run()
    })?;
    record.step("rustdoc", || {
        cargo(places, "doc --workspace --no-deps")
            .env("RUSTDOCFLAGS", "-D warnings")
            .run()
    })
}

/// What is not ours: on which terms, from where, and whether the products say so. Known holes are
/// asked for where the list of them can be had: README, *Supply chain*.
fn third_parties(setup: &Setup) -> Outcome {
    let places = &setup.places;
    notices::check(places)?;
    Program::new(places, setup.cargo_deny()?)
        .args(["--frozen", "check"])
        .args(["licenses", "bans", "sources"])
        .run()
}

/// The element's own tests; `web/webdriver.json` says how the browsers are started. They compare how
/// passwords are judged there with how they are judged here.
fn element(setup: &Setup, verdicts: &str, (variable, driver): (&str, &PathBuf)) -> Outcome {
    cargo(&setup.places, "test --package recovery-web --target")
        .args([WASM])
        .env("REKEY_VERDICTS", verdicts.trim())
        // Seconds for all together; some wait for what people wait for.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            setup.bindgen("wasm-bindgen-test-runner"),
        )
        .env(variable, driver)
        .run()
}

/// The programs that tell each journey; they start what they need themselves.
fn journeys(
    places: &Places,
    (chromium, firefox, python): (&Chromium, &Firefox, &Path),
    record: &mut Record,
) -> Outcome {
    let emulator = record.step("emulator", || dev::emulator(places))?;
    for (target, step) in AUDIENCE.into_iter().chain(LONG) {
        record.step(step, || {
            journey(places, target, (&emulator, chromium))
                .env("REKEY_FIREFOX", &firefox.browser)
                .env("GECKODRIVER", &firefox.driver)
                .env("REKEY_PYTHON", python)
                .run()
        })?;
    }
    Ok(())
}

/// One of these programs, told where things are.
fn journey(places: &Places, target: &str, (emulator, chromium): (&Path, &Chromium)) -> Program {
    cargo(places, "test --package recovery-tests --test")
        .args([target])
        .env("REKEY_ROOT", places.root())
        .env("REKEY_EMULATOR", emulator)
        .env("REKEY_NODE_MODULES", places.at("node_modules"))
        .env("REKEY_CHROMIUM", &chromium.browser)
        .env("CHROMEDRIVER", &chromium.driver)
}

/// Takes the pictures that `journeys, browser` holds the pages against.
pub(crate) fn looks(places: &Places) -> Outcome {
    let setup = Setup::make(places, Browser::Needed)?;
    build::build(&setup, Parts::Both)?;
    let chromium = setup.chromium()?;
    journey(places, "browser", (&dev::emulator(places)?, chromium))
        .env("REKEY_LOOKS", "take")
        .args(["--", "every_page_looks"])
        .run()
}

/// What `long: timing` does here, against a deployment.
pub(crate) fn timing(places: &Places, options: &[String]) -> Outcome {
    cargo(places, "run --quiet --package recovery-tests --example")
        .args(["timing", "--"])
        .args(options)
        .run()
}

fn cargo(places: &Places, words: &str) -> Program {
    let (name, seed) = SEED;
    let seed = std::env::var(name).unwrap_or_else(|_| seed.to_owned());
    Program::cargo(places)
        .env(name, seed)
        .args(words.split(' '))
}

/// How long each step took.
#[derive(Debug, Default)]
struct Record(Vec<(String, Duration)>);

impl Record {
    fn step<T>(&mut self, name: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
        println!("\n=== {name}");
        let start = clock::now();
        let outcome = work();
        self.0.push((name.to_owned(), start.elapsed()));
        outcome.map_err(|failure| Failure::new(format!("the step `{name}` failed: {failure}")))
    }

    fn print(&self) {
        println!("\n=== times");
        for (name, time) in &self.0 {
            println!("{name:<24}{:>8.1} s", time.as_secs_f32());
        }
        let total: Duration = self.0.iter().map(|(_, time)| *time).sum();
        println!("{:<24}{:>8.1} s", "total", total.as_secs_f32());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_its_step_and_is_still_timed() {
        let mut record = Record::default();
        let outcome: Outcome = record.step("washing", || Err(Failure::new("no water")));
        let sentence = outcome.unwrap_err().to_string();
        assert!(sentence.contains("washing"), "{sentence}");
        assert!(sentence.contains("no water"), "{sentence}");
        assert_eq!(record.0.len(), 1);
    }
}
