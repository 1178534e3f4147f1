//! What cargo knows about the workspace.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::failure::{Explain, Failure, Outcome};
use crate::places::Places;
use crate::program::Program;

/// The output of `cargo metadata --no-deps`.
#[derive(Debug)]
pub(crate) struct Metadata(Value);

impl Metadata {
    /// Asks cargo.
    pub(crate) fn read(places: &Places) -> Outcome<Self> {
        let text = Program::cargo(places)
            .args(["metadata", "--format-version=1", "--no-deps"])
            .output()?;
        Ok(Self(serde_json::from_str(&text).explain("cargo metadata")?))
    }

    /// Cargo's output folder.
    pub(crate) fn target(&self) -> Outcome<PathBuf> {
        let folder = self.0["target_directory"].as_str();
        folder
            .map(PathBuf::from)
            .ok_or_else(|| Failure::new("cargo metadata names no target_directory"))
    }
}

/// The version of `package` in `Cargo.lock`.
pub(crate) fn locked_version(places: &Places, package: &str) -> Outcome<String> {
    let text = fs::read_to_string(places.at("Cargo.lock")).explain("cannot read Cargo.lock")?;
    version_in(&text, package)
        .ok_or_else(|| Failure::new(format!("Cargo.lock has no package `{package}`")))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.next()?;
    let version = lines.next()?.strip_prefix("version = \"")?;
    Some(version.strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "\
[[package]]
name = \"wasm-bindgen-futures\"
version = \"0.4.80\"

[[package]]
name = \"wasm-bindgen\"
version = \"0.2.130\"
source = \"registry\"
";

    #[test]
    fn the_locked_version_is_that_of_the_very_package() {
        assert_eq!(version_in(LOCK, "wasm-bindgen").unwrap(), "0.2.130");
        assert_eq!(version_in(LOCK, "wasm-bindgen-futures").unwrap(), "0.4.80");
    }

    #[test]
    fn a_package_that_is_not_locked_has_no_version() {
        assert_eq!(version_in(LOCK, "wasm"), None);
    }
}
