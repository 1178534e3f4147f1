//! How fast the products are, beside what they are compared with.

use crate::arguments::{Length, Parts};
use crate::build;
use crate::dev;
use crate::failure::Outcome;
use crate::places::Places;
use crate::program::Program;
use crate::setup::{Browser, Setup};
use crate::sizes;

/// The back end that Rekey is compared with. Nothing else needs its packages.
const BACKEND: &str = "tests/bench/backend";

/// Builds and installs what is measured, and measures it; the Worker's size comes last.
pub(crate) fn bench(places: &Places, length: Length) -> Outcome {
    let setup = Setup::make(places, Browser::NotNeeded)?;
    setup.packages_of(BACKEND)?;
    build::build(&setup, Parts::Both)?;
    let emulator = dev::emulator(places)?;
    let options: &[&str] = match length {
        Length::Whole => &[],
        Length::Quick => &["--quick"],
    };
    Program::cargo(places)
        .args(["run", "--quiet", "--package", "recovery-tests"])
        .args(["--example", "bench", "--"])
        .args(options)
        .env("REKEY_ROOT", places.root())
        .env("REKEY_EMULATOR", emulator)
        .env("REKEY_NODE_MODULES", places.at("node_modules"))
        .run()?;
    sizes::worker(places)
}
