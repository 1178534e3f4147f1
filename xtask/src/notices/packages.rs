//! Which packages are compiled into the products.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::failure::{Explain, Failure, Outcome};
use crate::places::Places;
use crate::program::Program;

/// A package that is not ours.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Package {
    pub(super) name: String,
    pub(super) version: String,
    /// The SPDX expression of its manifest.
    pub(super) licence: String,
    /// Where it comes from, as its manifest says.
    pub(super) home: String,
    /// Where its sources are.
    pub(super) folder: PathBuf,
}

/// All of both, by name. What only takes part in the build, like macros, is in neither.
pub(super) fn of_the_products(places: &Places) -> Outcome<Vec<Package>> {
    let tree = Program::cargo(places)
        .args(["tree", "--locked", "--package", "recovery-worker"])
        .args([
            "--package",
            "recovery-web",
            "--edges",
            "normal,no-proc-macro",
        ])
        .args(["--target", "wasm32-unknown-unknown"])
        .args(["--prefix", "none", "--no-dedupe", "--format", "{p}"])
        .output()?;
    let metadata = Program::cargo(places)
        .args(["metadata", "--locked", "--format-version=1"])
        .output()?;
    let metadata = serde_json::from_str(&metadata).explain("cargo metadata")?;
    packages(&tree, &metadata)
}

fn packages(tree: &str, metadata: &Value) -> Outcome<Vec<Package>> {
    let compiled: BTreeSet<(&str, &str)> = tree.lines().filter_map(name_and_version).collect();
    let all = metadata["packages"].as_array();
    let mut packages: Vec<_> = all
        .into_iter()
        .flatten()
        // Our own rooms come from nowhere.
        .filter(|package| !package["source"].is_null())
        .map(read)
        .collect::<Outcome<_>>()?;
    packages.retain(|package| compiled.contains(&(&*package.name, &*package.version)));
    packages.sort();
    if packages.is_empty() {
        return Err(Failure::new("cargo names no package of the products"));
    }
    Ok(packages)
}

/// `serde v1.0.229`; more follows where it is in a folder of ours.
fn name_and_version(line: &str) -> Option<(&str, &str)> {
    let mut words = line.split(' ');
    let name = words.next()?;
    Some((name, words.next()?.strip_prefix('v')?))
}

fn read(package: &Value) -> Outcome<Package> {
    let word = |key: &str| package[key].as_str().map(str::to_owned);
    let read = || {
        let manifest = word("manifest_path")?;
        let home = word("repository").or_else(|| word("homepage"));
        Some(Package {
            name: word("name")?,
            version: word("version")?,
            licence: word("license").unwrap_or_default(),
            home: home.unwrap_or_default(),
            folder: Path::new(&manifest).parent()?.to_owned(),
        })
    };
    read().ok_or_else(|| Failure::new("cargo metadata describes a package in another way"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn metadata() -> Value {
        let package = |name: &str, source: &str| {
            json!({
                "name": name, "version": "1.2.3", "license": "MIT", "repository": "https://x.example",
                "manifest_path": format!("/sources/{name}/Cargo.toml"),
                "source": if source.is_empty() { Value::Null } else { source.into() },
            })
        };
        let packages = [
            package("serde", "registry"),
            package("argon2", "registry"),
            package("pages", ""),
        ];
        json!({ "packages": packages })
    }

    #[test]
    fn what_is_compiled_and_not_ours_is_listed() {
        let tree = "pages v1.2.3 (/clone/crates/pages)\nserde v1.2.3\nserde v1.2.3\n\n";
        let found = packages(tree, &metadata()).unwrap();
        let names: Vec<_> = found.iter().map(|package| &*package.name).collect();
        assert_eq!(names, ["serde"]);
        assert_eq!(found[0].folder, Path::new("/sources/serde"));
    }

    #[test]
    fn another_version_is_another_package() {
        assert!(packages("serde v1.2.4", &metadata()).is_err());
    }
}
