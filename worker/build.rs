//! Tells the Worker the hashed names of the element's files, if they were built before it.

use std::fs;
use std::path::Path;

/// The names without a hash, for a Worker that is only checked or tested.
const UNBUILT: (&str, &str) = ("/assets/rekey.js", "/assets/rekey.css");

fn main() {
    let built = Path::new("../web/dist/assets.json");
    println!("cargo::rerun-if-changed={}", built.display());
    let manifest = fs::read(built).ok().and_then(|text| parse(&text));
    let (script, style) = manifest.unwrap_or_else(|| (UNBUILT.0.to_owned(), UNBUILT.1.to_owned()));
    println!("cargo::rustc-env=REKEY_SCRIPT={script}");
    println!("cargo::rustc-env=REKEY_STYLE={style}");
}

fn parse(text: &[u8]) -> Option<(String, String)> {
    let manifest: serde_json::Value = serde_json::from_slice(text).ok()?;
    let name = |key: &str| Some(manifest.get(key)?.as_str()?.to_owned());
    Some((name("script")?, name("style")?))
}
