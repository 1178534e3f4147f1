//! The packages of a `package-lock.json`.

use std::fs;

use crate::failure::{Explain, Outcome};
use crate::fingerprint;
use crate::places::Places;
use crate::program::Program;

const INPUTS: &[&str] = &["package.json", "package-lock.json", ".npmrc"];
/// Written when an installation is complete; `npm ci` removes it with the folder.
const STAMP: &str = "node_modules/.rekey-installed";

/// Those of a folder of the clone, written with `/`; the clone's own are in "".
pub(super) fn packages(places: &Places, folder: &str) -> Outcome {
    let folder = places.at(folder);
    let wanted = fingerprint::of_files(&folder, INPUTS)?;
    let stamp = folder.join(STAMP);
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let list = folder.join("package-lock.json");
    println!("xtask: installing the npm packages of {}", list.display());
    Program::new(places, "npm")
        .within(&folder)
        .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
        .run()?;
    fs::write(&stamp, wanted).explain(format_args!("cannot write {STAMP}"))
}
