//! From Rust to what Cloudflare runs and browsers load; a step whose inputs are unchanged is skipped.

mod flags;
mod names;
mod published;
#[cfg(test)]
pub(crate) mod scratch;
mod stamp;
mod traps;
mod web;
mod worker;

use crate::arguments::Parts;
use crate::failure::Outcome;
use crate::lock::Lock;
use crate::notices;
use crate::setup::Setup;

use stamp::{Step, Was};
pub(crate) use web::bundle;

/// What every product is made from besides its own sources.
const COMMON: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    ".cargo/config.toml",
    "package-lock.json",
    notices::FILE,
    "xtask/src/build",
];

/// Builds the element, then the Worker, which embeds the names of the element's files.
pub(crate) fn build(setup: &Setup, parts: Parts) -> Outcome {
    let places = &setup.places;
    // Wrangler may call us twice at once, and two test programs may each start a wrangler.
    let _lock = Lock::take(&places.own("build.lock"), "building this clone")?;
    let element = Step {
        name: "the element",
        inputs: &[COMMON, web::INPUTS].concat(),
        outputs: web::OUTPUTS,
        stamp: places.web_dist().join(".stamp"),
    };
    say(
        &element,
        element.run_if_changed(places, || web::build(setup))?,
    );
    if parts == Parts::Web {
        return Ok(());
    }
    let worker = Step {
        name: "the Worker",
        inputs: &[COMMON, worker::INPUTS].concat(),
        outputs: worker::OUTPUTS,
        stamp: places.worker_build().join(".stamp"),
    };
    say(
        &worker,
        worker.run_if_changed(places, || worker::build(setup))?,
    );
    Ok(())
}

fn say(step: &Step, was: Was) {
    match was {
        Was::Run => println!("xtask: built {}", step.name),
        Was::Skipped => println!("xtask: {} is up to date", step.name),
    }
}
