//! Chromium and its driver, from the system's packages.

use std::env;
use std::path::PathBuf;

use crate::failure::{Failure, Outcome};
use crate::places::Places;
use crate::program::find;

use super::system;

const PACKAGES: &[&str] = &["chromium", "chromium-driver", "fonts-liberation"];
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

fn program(variable: &str, candidates: &[&str]) -> Option<PathBuf> {
    let named = env::var_os(variable).map(PathBuf::from);
    named
        .filter(|path| path.is_file())
        .or_else(|| candidates.iter().find_map(|name| find(name)))
}
