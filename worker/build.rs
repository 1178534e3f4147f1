//! Tells the Worker the hashed names of the element's files, if they were built before it, and writes
//! the API's document without the spaces that are for people.

use std::path::Path;
use std::{env, fs};

/// The names without a hash, for a Worker that is only checked or tested.
const UNBUILT: (&str, &str) = ("/assets/rekey.js", "/assets/rekey.css");

const DOCUMENT: &str = "src/openapi.json";

fn main() {
    names();
    document();
}

fn names() {
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

fn document() {
    println!("cargo::rerun-if-changed={DOCUMENT}");
    let text = fs::read(DOCUMENT).expect("the document is there");
    let document: serde_json::Value = serde_json::from_slice(&text).expect("it is JSON");
    let folder = env::var_os("OUT_DIR").expect("cargo sets it");
    let written = Path::new(&folder).join("openapi.json");
    fs::write(written, document.to_string()).expect("cargo's folder can be written");
}
