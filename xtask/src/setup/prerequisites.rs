//! What must be on the machine before us: Rust's wasm target, Node.js, npm.

use std::path::Path;

use crate::failure::{Failure, Outcome};
use crate::places::Places;
use crate::program::{Program, find};

const TARGET: &str = "wasm32-unknown-unknown";
/// The oldest Node.js that wrangler runs on.
const NODE: (u32, u32) = (20, 3);

pub(super) fn check(places: &Places) -> Outcome {
    node(places)?;
    wasm_target(places)
}

fn node(places: &Places) -> Outcome {
    let advice = format!(
        "install Node.js {} or newer with npm, by your system's packages or from https://nodejs.org",
        NODE.0
    );
    for program in ["node", "npm"] {
        if find(program).is_none() {
            return Err(Failure::new(format!("`{program}` is missing: {advice}")));
        }
    }
    let found = Program::new(places, "node").args(["--version"]).output()?;
    let found = found.trim();
    match version(found) {
        Some(version) if version >= NODE => Ok(()),
        _ => Err(Failure::new(format!(
            "Node.js {found} is too old: {advice}"
        ))),
    }
}

/// `v20.20.2` → `(20, 20)`.
fn version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.trim_start_matches('v').split('.');
    let major = numbers.next()?.parse().ok()?;
    let minor = numbers.next()?.parse().ok()?;
    Some((major, minor))
}

fn wasm_target(places: &Places) -> Outcome {
    let libraries = Program::new(places, "rustc")
        .args(["--print", "target-libdir", "--target", TARGET])
        .output()?;
    if Path::new(libraries.trim()).is_dir() {
        return Ok(());
    }
    if find("rustup").is_none() {
        return Err(Failure::new(format!(
            "Rust's target {TARGET} is missing: install Rust with rustup (https://rustup.rs), \
             then `rustup target add {TARGET}`"
        )));
    }
    println!("xtask: adding Rust's target {TARGET}");
    Program::new(places, "rustup")
        .args(["target", "add", TARGET])
        .run()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_says_its_version_with_a_v() {
        assert_eq!(version("v20.20.2"), Some((20, 20)));
        assert_eq!(version("22.1.0"), Some((22, 1)));
        assert_eq!(version("next"), None);
    }

    #[test]
    fn versions_compare_as_numbers() {
        assert!(version("v18.20.0").unwrap() < NODE);
        assert!(version("v20.2.9").unwrap() < NODE);
        assert!(version("v100.0.0").unwrap() > NODE);
    }
}
