//! The project's commands: `cargo xtask dev | test | build | package | sizes | notices | pictures |
//! looks | setup | deploy | timing | bench`.
//!
//! In scope: what a clone needs before it can build (tools, packages, a browser), the order of
//! the build's steps, the programs of a development session, the order of the checks.
//! Out of scope: what the products do; nothing here knows Okta, pages or journeys.
//!
//! See [cargo-xtask](https://github.com/matklad/cargo-xtask) for the pattern.

mod arguments;
mod bench;
mod build;
mod clock;
mod deploy;
mod dev;
mod failure;
mod fingerprint;
mod lock;
mod metadata;
mod notices;
mod package;
mod pictures;
mod places;
mod program;
mod setup;
mod sizes;
mod test;

use std::process::ExitCode;

use arguments::{Command, USAGE};
use failure::Outcome;
use places::Places;
use setup::{Browser, Setup};

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).collect();
    match Command::parse(&given).and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nxtask: {failure}");
            ExitCode::from(failure.code())
        }
    }
}

fn run(command: Command) -> Outcome {
    let places = Places::of_this_clone();
    match command {
        Command::Help => {
            println!("{USAGE}");
            Ok(())
        }
        Command::Setup => Setup::make(&places, Browser::NotNeeded).map(drop),
        Command::Build(parts) => {
            let setup = Setup::make(&places, Browser::NotNeeded)?;
            build::build(&setup, parts)
        }
        Command::Package => package::package(&places),
        Command::Sizes => sizes::report(&places),
        Command::Notices => notices::write(&places),
        Command::Dev(wishes) => dev::dev(&places, &wishes),
        Command::Test => test::test(&places),
        Command::Pictures(wishes) => pictures::take(&places, &wishes),
        Command::Deploy => deploy::deploy(&places),
        Command::Looks => test::looks(&places),
        Command::Timing(options) => test::timing(&places, &options),
        Command::Bench(length) => bench::bench(&places, length),
    }
}
