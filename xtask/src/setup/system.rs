//! The system's own packages: installed where we may, named where we may not.

use crate::failure::{Failure, Outcome};
use crate::places::Places;
use crate::program::{Program, find};

/// OpenSSL's headers, for compiling `worker-build`.
pub(super) fn openssl(places: &Places) -> Outcome {
    if !cfg!(target_os = "linux") || std::env::var_os("OPENSSL_DIR").is_some() {
        return Ok(());
    }
    let probe = Program::new(places, "pkg-config").args(["--exists", "openssl"]);
    if probe.run_quietly().is_ok() {
        return Ok(());
    }
    ensure(
        places,
        "OpenSSL's headers (to compile worker-build)",
        &["pkg-config", "libssl-dev"],
    )
}

/// Installs Debian's `packages` as root; else says what to type.
pub(super) fn ensure(places: &Places, what: &str, packages: &[&str]) -> Outcome {
    let list = packages.join(" ");
    if find("apt-get").is_none() {
        return Err(Failure::new(format!(
            "{what}: missing. Install what your system calls Debian's packages {list}"
        )));
    }
    if !is_root(places) {
        return Err(Failure::new(format!(
            "{what}: missing. Install with\n  \
             sudo apt-get update && sudo apt-get install --no-install-recommends {list}"
        )));
    }
    println!("xtask: installing Debian's packages {list}");
    apt(places).args(["update"]).run_quietly()?;
    apt(places)
        .args(["install", "--yes", "--no-install-recommends"])
        .args(packages)
        .run_quietly()
}

fn apt(places: &Places) -> Program {
    Program::new(places, "apt-get").env("DEBIAN_FRONTEND", "noninteractive")
}

fn is_root(places: &Places) -> bool {
    let id = Program::new(places, "id").args(["-u"]).output();
    id.is_ok_and(|id| id.trim() == "0")
}
