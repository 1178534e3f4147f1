//! The packages of `package-lock.json`.

use std::fs;

use crate::failure::{Explain, Outcome};
use crate::fingerprint;
use crate::places::Places;
use crate::program::Program;

const INPUTS: &[&str] = &["package.json", "package-lock.json", ".npmrc"];
/// Written when an installation is complete; `npm ci` removes it with the folder.
const STAMP: &str = "node_modules/.rekey-installed";

pub(super) fn packages(places: &Places) -> Outcome {
    let wanted = fingerprint::of_files(places.root(), INPUTS)?;
    let stamp = places.at(STAMP);
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    println!("xtask: installing the npm packages of package-lock.json");
    Program::new(places, "npm")
        .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
        .run()?;
    fs::write(&stamp, wanted).explain(format_args!("cannot write {STAMP}"))
}
