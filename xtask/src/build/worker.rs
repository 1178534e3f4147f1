//! The Worker, by Cloudflare's own tool.

use std::fs;

use crate::failure::{Explain, Outcome};
use crate::program::Program;
use crate::setup::Setup;

use super::flags;
use super::web::FEATURES;

pub(super) const INPUTS: &[&str] = &[
    "crates/jose",
    "crates/okta",
    "crates/pages",
    "crates/recovery",
    "web/dist/assets.json",
    "worker/Cargo.toml",
    "worker/build.rs",
    "worker/js",
    "worker/src",
];
pub(super) const OUTPUTS: &[&str] = &[
    "worker/build/guard.js",
    "worker/build/index.js",
    "worker/build/index_bg.wasm",
];

/// Runs worker-build, with our pinned programs in place of those that it would download; what stands
/// before all that it makes is put beside it.
pub(super) fn build(setup: &Setup) -> Outcome {
    let places = &setup.places;
    flags::anonymous(places, Program::new(places, setup.worker_build()))
        .within(places.at("worker"))
        .env("WASM_BINDGEN_BIN", setup.bindgen("wasm-bindgen"))
        .env("WASM_OPT_BIN", places.npm_program("wasm-opt"))
        .env("ESBUILD_BIN", places.npm_program("esbuild"))
        .args(["--release"])
        .run()?;
    let guard = places.worker_build().join("guard.js");
    fs::copy(places.at("worker/js/guard.js"), guard).explain("cannot copy worker/js/guard.js")?;
    strip(setup)
}

/// Takes the names of functions out, which worker-build keeps: a sixth of what a cold start loads.
fn strip(setup: &Setup) -> Outcome {
    let places = &setup.places;
    let module = places.worker_build().join("index_bg.wasm");
    Program::new(places, places.npm_program("wasm-opt"))
        .arg_path(&module)
        .args(FEATURES)
        .args(["--strip-debug", "--strip-producers", "--output"])
        .arg_path(&module)
        .run()?;
    let stripped = fs::read(&module).explain("cannot read the Worker")?;
    flags::is_anonymous(places, &stripped)
}
