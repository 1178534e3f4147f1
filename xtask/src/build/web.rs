//! The element: Rust → WebAssembly → small WebAssembly, and one JavaScript and one CSS file beside it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Explain, Failure, Outcome};
use crate::metadata::Metadata;
use crate::places::Places;
use crate::program::Program;
use crate::setup::Setup;

use super::flags;
use super::names;
use super::published::{Element, Languages, publish};
use super::traps;

pub(super) const INPUTS: &[&str] = &["crates/pages", "web/src", "web/js", "web/Cargo.toml"];
pub(super) const OUTPUTS: &[&str] = &["web/dist/public", "web/dist/assets.json"];

/// What rustc emits for wasm32-unknown-unknown, and so what every engine that can run it knows.
pub(super) const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];
/// A longer function of one caller stays one: what is alike in many of them, brotli finds better than
/// in one long function, and best where their names are alike. Below the stack there is nothing.
const SMALL: &[&str] = &[
    "-Oz",
    "--one-caller-inline-max-function-size=20",
    "--low-memory-unused",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--reorder-functions-by-name",
];
/// Browsers of the last years; the same line as WebAssembly's reference types.
const BROWSERS: &str = "--target=es2022";

/// Builds and publishes into `web/dist`.
pub(super) fn build(setup: &Setup) -> Outcome {
    let places = &setup.places;
    let work = places.web_dist().join(".wasm");
    fs::create_dir_all(&work).explain("cannot make web/dist/.wasm")?;
    bindgen(setup, &compile(places)?, &work)?;
    let wasm = optimise(places, &work)?;
    flags::is_anonymous(places, &wasm)?;
    let style = bundle(
        places,
        &places.at("crates/pages/src/style.css"),
        &work.join("bundle.css"),
        &[],
    )?;
    let contrast = bundle(
        places,
        &places.at("web/js/contrast.js"),
        &work.join("contrast.js"),
        &[],
    )?;
    let mut element = Element::new((wasm, style, contrast), languages(places, &work)?);
    let addresses = [
        define("REKEY_WASM_URL", &element.wasm.name),
        define("REKEY_STYLE_URL", &element.style.name),
        define("REKEY_LANGUAGES_URL", &element.languages.prefix),
        define("REKEY_LANGUAGES", &element.languages.tags),
        define(
            "REKEY_CONTRAST_URL",
            &format!("./{}", element.contrast.name),
        ),
        // It is there, and loaded when it is needed.
        "--external:./rekey-contrast-*".to_owned(),
    ];
    let script = bundle(places, &glue(places)?, &work.join("bundle.js"), &addresses)?;
    element.set_script(script);
    publish(places, &element)
}

fn compile(places: &Places) -> Outcome<PathBuf> {
    flags::anonymous(places, Program::cargo(places))
        .args(["build", "--release", "--lib", "--package", "recovery-web"])
        .args(["--target", "wasm32-unknown-unknown"])
        .run()?;
    let target = Metadata::read(places)?.target()?;
    Ok(target.join("wasm32-unknown-unknown/release/recovery_web.wasm"))
}

/// The catalogues, packed by the code that unpacks them.
fn languages(places: &Places, work: &Path) -> Outcome<Languages> {
    let doing = "cannot pack the languages";
    let folder = work.join("languages");
    // What another release had would stay in it.
    if folder.is_dir() {
        fs::remove_dir_all(&folder).explain(doing)?;
    }
    Program::cargo(places)
        .args([
            "run",
            "--quiet",
            "--package",
            "pages",
            "--example",
            "languages",
            "--",
        ])
        .arg_path(&folder)
        .run()?;
    let mut all = Vec::new();
    for file in fs::read_dir(&folder).explain(doing)? {
        let file = file.explain(doing)?.path();
        let tag = file.file_stem().unwrap_or_default().to_string_lossy();
        all.push((tag.into_owned(), read(&file)?));
    }
    Ok(Languages::new(all))
}

fn bindgen(setup: &Setup, compiled: &Path, work: &Path) -> Outcome {
    Program::new(&setup.places, setup.bindgen("wasm-bindgen"))
        .args(["--target", "web", "--no-typescript"])
        // Whatever knows WebAssembly's reference types knows this.
        .args(["--encode-into", "always"])
        // The glue names the file, with its hash.
        .args(["--omit-default-module-path"])
        .args(["--out-dir".as_ref(), work.as_os_str(), compiled.as_os_str()])
        .run()
}

/// Makes the module small, and the glue know it again.
fn optimise(places: &Places, work: &Path) -> Outcome<Vec<u8>> {
    let text = Program::new(places, places.npm_program("wasm-dis"))
        .arg_path(&work.join("recovery_web_bg.wasm"))
        .args(FEATURES)
        .output()?;
    let trapping = work.join("trapping.wat");
    fs::write(&trapping, traps::trap(&text)?).explain("cannot write the module")?;
    let small = work.join("small.wasm");
    let printed = Program::new(places, places.npm_program("wasm-opt"))
        .arg_path(&trapping)
        .args(SMALL)
        .args(["--strip-debug", "--strip-producers"])
        .args(["--strip-target-features"])
        .args(FEATURES)
        .args([names::PASS])
        .args(["--output".as_ref(), small.as_os_str()])
        .output()?;
    let glue = work.join("recovery_web.js");
    let renamed = names::rename(
        &fs::read_to_string(&glue).explain("cannot read the glue")?,
        &printed,
    )?;
    fs::write(&glue, renamed).explain("cannot write the glue")?;
    read(&small)
}

/// One file of a script or a style sheet and all that it imports.
pub(crate) fn bundle(
    places: &Places,
    from: &Path,
    to: &Path,
    defines: &[String],
) -> Outcome<Vec<u8>> {
    Program::new(places, places.npm_program("esbuild"))
        .arg_path(from)
        .args(["--bundle", "--minify", "--format=esm", BROWSERS])
        .args(["--legal-comments=none", "--log-level=warning"])
        .args(defines)
        .args([format!("--outfile={}", to.display())])
        .run()?;
    read(to)
}

fn define(name: &str, file: &str) -> String {
    format!("--define:{name}=\"{file}\"")
}

fn glue(places: &Places) -> Outcome<PathBuf> {
    let glue = places.at("web/js/rekey.js");
    if glue.is_file() {
        return Ok(glue);
    }
    Err(Failure::new("web/js/rekey.js is missing"))
}

fn read(file: &Path) -> Outcome<Vec<u8>> {
    fs::read(file).explain(format_args!("cannot read {}", file.display()))
}
