//! What rustc is told for the products, so that no path of this machine is in them: nobody learns where
//! they were built, and that is one reason less for two builds of a commit to differ.

use std::env;
use std::path::PathBuf;

use crate::failure::{Failure, Outcome};
use crate::places::Places;
use crate::program::Program;

/// The flags of `.cargo/config.toml`, in whose place these stand.
const CONFIGURED: [&str; 2] = ["--cfg", "getrandom_backend=\"wasm_js\""];
/// What separates them.
const UNIT: &str = "\u{1f}";

/// The same program, with these flags for whatever it compiles.
pub(super) fn anonymous(places: &Places, program: Program) -> Program {
    let remapped = paths(places)
        .into_iter()
        .map(|(path, name)| format!("--remap-path-prefix={}={name}", path.display()));
    let flags: Vec<_> = CONFIGURED
        .map(str::to_owned)
        .into_iter()
        .chain(remapped)
        .collect();
    program.env("CARGO_ENCODED_RUSTFLAGS", flags.join(UNIT))
}

/// Fails where a path of this machine is in a product all the same.
pub(super) fn is_anonymous(places: &Places, product: &[u8]) -> Outcome {
    for (path, _) in paths(places) {
        let path = path.to_string_lossy();
        let mut places = product.windows(path.len());
        if places.any(|here| here == path.as_bytes()) {
            return Err(Failure::new(format!("a product names the path {path}")));
        }
    }
    Ok(())
}

/// Where sources lie here, and what that is called.
fn paths(places: &Places) -> Vec<(PathBuf, &'static str)> {
    let home = env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo"));
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or(home);
    let registry = home.map(|home| (home.join("registry/src"), "registry"));
    let own = (places.root().to_owned(), "rekey");
    registry.into_iter().chain([own]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_configured_flags_are_those_of_the_file() {
        let places = Places::of_this_clone();
        let file = std::fs::read_to_string(places.at(".cargo/config.toml")).unwrap();
        let flags = CONFIGURED.map(|flag| format!("{flag:?}")).join(", ");
        assert!(file.contains(&format!("rustflags = [{flags}]")), "{flags}");
    }

    #[test]
    fn a_path_in_a_product_is_found() {
        let places = Places::of_this_clone();
        let root = places.root().display().to_string();
        assert!(is_anonymous(&places, b"rekey/worker/src/lib.rs").is_ok());
        let told = format!("\0{root}/worker/src/lib.rs\0");
        assert!(is_anonymous(&places, told.as_bytes()).is_err());
    }
}
