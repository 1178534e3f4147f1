//! What a clone needs before it can build: each thing once, pinned, and named when it is missing.

mod browser;
mod npm;
mod prerequisites;
mod schemathesis;
mod system;
mod tools;

use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome};
use crate::lock::Lock;
use crate::metadata::locked_version;
use crate::places::Places;

pub(crate) use browser::{Chromium, Firefox};

/// The Worker's build tool; its minor version is that of the `worker` package.
const WORKER_BUILD: &str = "0.8.7";

/// What judges the packages by `deny.toml`.
const CARGO_DENY: &str = "0.20.2";

/// What drives Firefox.
const GECKODRIVER: &str = "0.37.1";

/// Whether a command opens a browser.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Browser {
    /// Chromium and its driver must be there.
    Needed,
    /// No page is opened.
    NotNeeded,
}

/// A clone that can build.
#[derive(Debug)]
pub(crate) struct Setup {
    /// Where things lie.
    pub(crate) places: Places,
    chromium: Option<Chromium>,
    bindgen: PathBuf,
    worker_build: PathBuf,
}

impl Setup {
    /// Installs what is missing; in a second when nothing is.
    pub(crate) fn make(places: &Places, browser: Browser) -> Outcome<Self> {
        let _lock = Lock::take(&places.own("setup.lock"), "the set-up of this clone")?;
        prerequisites::check(places)?;
        npm::packages(places, "")?;
        let chromium = match browser {
            Browser::Needed => Some(Chromium::ensure(places)?),
            Browser::NotNeeded => None,
        };
        let bindgen_version = locked_version(places, "wasm-bindgen")?;
        Ok(Self {
            bindgen: tools::wasm_bindgen(places, &bindgen_version)?,
            worker_build: tools::worker_build(places, WORKER_BUILD)?,
            places: places.clone(),
            chromium,
        })
    }

    /// Installs the npm packages of a folder of the clone, for the one command that needs them.
    pub(crate) fn packages_of(&self, folder: &str) -> Outcome {
        let _lock = Lock::take(&self.places.own("setup.lock"), "the set-up of this clone")?;
        npm::packages(&self.places, folder)
    }

    /// Chromium, when a [`Browser`] was needed.
    pub(crate) fn chromium(&self) -> Outcome<&Chromium> {
        let found = self.chromium.as_ref();
        found.ok_or_else(|| Failure::new("the set-up found no browser"))
    }

    /// Firefox, which only the tests need.
    pub(crate) fn firefox(&self) -> Outcome<Firefox> {
        Firefox::ensure(&self.places, GECKODRIVER)
    }

    /// The Python that has schemathesis, which only the tests need.
    pub(crate) fn schemathesis(&self) -> Outcome<PathBuf> {
        schemathesis::ensure(&self.places)
    }

    /// The program that judges the packages; installed when it is asked for, since only the tests do.
    pub(crate) fn cargo_deny(&self) -> Outcome<PathBuf> {
        tools::cargo_deny(&self.places, CARGO_DENY)
    }

    /// wasm-bindgen's programs, in the version of `Cargo.lock`.
    pub(crate) fn bindgen(&self, program: &str) -> PathBuf {
        self.bindgen.join(program)
    }

    /// The Worker's build tool.
    pub(crate) fn worker_build(&self) -> &Path {
        &self.worker_build
    }
}
