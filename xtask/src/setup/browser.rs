//! Chromium and its driver, and Firefox, from the system's packages; Firefox's driver from cargo.

use std::env;
use std::path::PathBuf;

use crate::failure::{Failure, Outcome};
use crate::places::Places;
use crate::program::find;

use super::{system, tools};

/// The last is for the pictures that the pages are held against.
const PACKAGES: &[&str] = &[
    "chromium",
    "chromium-driver",
    "fonts-liberation",
    "fonts-dejavu-core",
];
const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome"];

/// A browser and the program that drives it.
#[derive(Debug)]
pub(crate) struct Chromium {
    /// `$CHROMIUM`, else by name.
    pub(crate) browser: PathBuf,
    /// `$CHROMEDRIVER`, else by name.
    pub(crate) driver: PathBuf,
}

impl Chromium {
    /// Finds both, after installing them where that is possible and necessary.
    pub(super) fn ensure(places: &Places) -> Outcome<Self> {
        if let Some(found) = Self::look() {
            return Ok(found);
        }
        let what = "Chromium and ChromeDriver (for the tests in a browser)";
        system::ensure(places, what, PACKAGES)?;
        Self::look().ok_or_else(|| {
            Failure::new(format!(
                "{what}: not found even after installing {}; name them in $CHROMIUM and $CHROMEDRIVER",
                PACKAGES.join(" ")
            ))
        })
    }

    fn look() -> Option<Self> {
        Some(Self {
            browser: program("CHROMIUM", BROWSERS)?,
            driver: program("CHROMEDRIVER", &["chromedriver"])?,
        })
    }
}

/// Firefox and the program that drives it.
#[derive(Debug)]
pub(crate) struct Firefox {
    /// `$FIREFOX`, else by name.
    pub(crate) browser: PathBuf,
    /// `$GECKODRIVER`, else by name, else of our own making: Debian has no package of it.
    pub(crate) driver: PathBuf,
}

impl Firefox {
    /// Finds both, after installing them where that is possible and necessary.
    pub(super) fn ensure(places: &Places, version: &str) -> Outcome<Self> {
        const BROWSERS: &[&str] = &["firefox-esr", "firefox"];
        let look = || program("FIREFOX", BROWSERS);
        let browser = if let Some(found) = look() {
            found
        } else {
            let what = "Firefox (for the tests in a browser)";
            system::ensure(places, what, &["firefox-esr"])?;
            let missing =
                format!("{what}: not found even after installing it; name it in $FIREFOX");
            look().ok_or_else(|| Failure::new(missing))?
        };
        let driver = match program("GECKODRIVER", &["geckodriver"]) {
            Some(found) => found,
            None => tools::geckodriver(places, version)?,
        };
        Ok(Self { browser, driver })
    }
}

fn program(variable: &str, candidates: &[&str]) -> Option<PathBuf> {
    let named = env::var_os(variable).map(PathBuf::from);
    named
        .filter(|path| path.is_file())
        .or_else(|| candidates.iter().find_map(|name| find(name)))
}
