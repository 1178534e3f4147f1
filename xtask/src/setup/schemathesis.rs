//! schemathesis, for the tests: in a Python environment of its own, in the cache that all clones share.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Explain, Failure, Outcome};
use crate::fingerprint;
use crate::lock::Lock;
use crate::places::Places;
use crate::program::{Program, find};

use super::{system, tools};

/// Every package, pinned by its hash.
const PACKAGES: &str = "tests/schemathesis/requirements.txt";
/// The oldest Python that it runs on.
const PYTHON: (u32, u32) = (3, 11);
/// Says the version, and fails where Debian has taken a part of the standard library away.
const PROBE: &str = "import ensurepip, sys, venv; print('%d.%d' % sys.version_info[:2])";
/// Written when an installation is complete: an environment cannot be moved into place.
const STAMP: &str = ".rekey-installed";

/// The Python that has schemathesis.
pub(super) fn ensure(places: &Places) -> Outcome<PathBuf> {
    let doing = format!("cannot read {PACKAGES}");
    let pinned = fs::read(places.at(PACKAGES)).explain(doing)?;
    let name = format!("schemathesis-{}", fingerprint::short(&pinned));
    let home = places.cache().join(&name);
    if !home.join(STAMP).is_file() {
        let lock = places.cache().join(format!(".{name}.lock"));
        let _lock = Lock::take(&lock, &format!("installing {name}"))?;
        // Whoever held the lock may have done it.
        if !home.join(STAMP).is_file() {
            install(places, &home)?;
        }
    }
    Ok(home.join("bin/python"))
}

fn install(places: &Places, home: &Path) -> Outcome {
    python(places)?;
    println!("xtask: installing schemathesis into {}", home.display());
    tools::remove(home)?;
    Program::new(places, "python3")
        .args(["-m", "venv"])
        .arg_path(home)
        .run()?;
    Program::new(places, home.join("bin/python"))
        .args(["-m", "pip", "install", "--quiet"])
        .args(["--disable-pip-version-check", "--require-hashes"])
        .args(["--requirement", PACKAGES])
        .run()?;
    fs::write(home.join(STAMP), "").explain(format_args!("cannot write {STAMP}"))
}

/// A Python that can make environments; installed where that is possible and necessary.
fn python(places: &Places) -> Outcome {
    let (major, minor) = PYTHON;
    let what = format!("Python {major}.{minor} or newer with venv (for the tests of the API)");
    if look(places).is_none() {
        system::ensure(places, &what, &["python3", "python3-venv"])?;
    }
    match look(places) {
        Some(found) if version(&found) >= Some(PYTHON) => Ok(()),
        Some(found) => Err(Failure::new(format!("{what}: found {found} as `python3`"))),
        None => Err(Failure::new(format!(
            "{what}: `python3` has no venv even after installing python3-venv"
        ))),
    }
}

fn look(places: &Places) -> Option<String> {
    find("python3")?;
    let found = Program::new(places, "python3")
        .args(["-c", PROBE])
        .output()
        .ok()?;
    Some(found.trim().to_owned())
}

/// `3.11` → `(3, 11)`.
fn version(text: &str) -> Option<(u32, u32)> {
    let (major, minor) = text.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_as_numbers() {
        assert!(version("3.9") < Some(PYTHON));
        assert!(version("3.11") >= Some(PYTHON));
        assert!(version("3.100") > Some(PYTHON));
        assert!(version("nothing") < Some(PYTHON));
    }

    #[test]
    fn every_package_is_pinned_by_version_and_hash() {
        let pinned = fs::read_to_string(Places::of_this_clone().at(PACKAGES)).unwrap();
        let pinned = pinned.replace("\\\n", "");
        let packages = pinned.lines().filter(|line| line.contains("=="));
        let packages: Vec<_> = packages.collect();
        assert!(packages.iter().any(|it| it.starts_with("schemathesis==")));
        for package in packages {
            assert!(package.contains("--hash=sha256:"), "{package}");
        }
    }
}
