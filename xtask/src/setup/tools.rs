//! Programs that cargo installs: once per version, into the cache that all clones share.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Explain, Outcome};
use crate::lock::Lock;
use crate::places::Places;
use crate::program::Program;

use super::system;

/// The folder of wasm-bindgen's programs.
pub(super) fn wasm_bindgen(places: &Places, version: &str) -> Outcome<PathBuf> {
    let tool = Tool {
        package: "wasm-bindgen-cli",
        version,
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
    };
    tool.ensure(places)
}

/// The program `worker-build`.
pub(super) fn worker_build(places: &Places, version: &str) -> Outcome<PathBuf> {
    let tool = Tool {
        package: "worker-build",
        version,
        programs: &["worker-build"],
    };
    if !tool.is_in(&tool.home(places)) {
        // It links OpenSSL, for downloads that we never let it make.
        system::openssl(places)?;
    }
    Ok(tool.ensure(places)?.join("worker-build"))
}

/// The program `cargo-deny`.
pub(super) fn cargo_deny(places: &Places, version: &str) -> Outcome<PathBuf> {
    let tool = Tool {
        package: "cargo-deny",
        version,
        programs: &["cargo-deny"],
    };
    Ok(tool.ensure(places)?.join("cargo-deny"))
}

/// The program `geckodriver`.
pub(super) fn geckodriver(places: &Places, version: &str) -> Outcome<PathBuf> {
    let tool = Tool {
        package: "geckodriver",
        version,
        programs: &["geckodriver"],
    };
    Ok(tool.ensure(places)?.join("geckodriver"))
}

struct Tool<'a> {
    package: &'static str,
    version: &'a str,
    programs: &'static [&'static str],
}

impl Tool<'_> {
    fn ensure(&self, places: &Places) -> Outcome<PathBuf> {
        let home = self.home(places);
        if !self.is_in(&home) {
            let lock = places.cache().join(format!(".{}.lock", self.name()));
            let _lock = Lock::take(&lock, &format!("installing {}", self.name()))?;
            // Whoever held the lock may have done it.
            if !self.is_in(&home) {
                self.install(places, &home)?;
            }
        }
        Ok(home.join("bin"))
    }

    /// Installs beside the final place and moves there at last, so that what is there is whole.
    fn install(&self, places: &Places, home: &Path) -> Outcome {
        println!(
            "xtask: installing {} {} into {} (some minutes, once per version)",
            self.package,
            self.version,
            home.display()
        );
        let scaffold = places.cache().join(format!(".{}.part", self.name()));
        remove(&scaffold)?;
        Program::cargo(places)
            .within(places.cache())
            // The clone's own build settings and output folder are not the tool's.
            .without_env("CARGO_TARGET_DIR")
            .without_env("RUSTFLAGS")
            // Compiled for a few seconds' work a day: quick to build before quick to run.
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .args(["install", self.package])
            .args(["--version", &format!("={}", self.version)])
            .args(["--root".as_ref(), scaffold.as_os_str()])
            .args(["--no-track", "--force"])
            .args(self.programs.iter().flat_map(|program| ["--bin", program]))
            .run()?;
        remove(home)?;
        let doing = format!("cannot move {} into place", self.name());
        fs::rename(&scaffold, home).explain(doing)
    }

    fn is_in(&self, home: &Path) -> bool {
        let bin = home.join("bin");
        self.programs
            .iter()
            .all(|program| bin.join(program).is_file())
    }

    fn home(&self, places: &Places) -> PathBuf {
        places.cache().join(self.name())
    }

    fn name(&self) -> String {
        format!("{}-{}", self.package, self.version)
    }
}

/// Removes a folder, if it is there.
pub(super) fn remove(folder: &Path) -> Outcome {
    if folder.exists() {
        fs::remove_dir_all(folder).explain(format_args!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}
