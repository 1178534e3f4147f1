//! The npm package: the elements with all they need beside them, and what tools want to know of
//! them. Whoever has no use for npm gets five lines of HTML.

mod embed;
mod manifest;
mod types;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::arguments::Parts;
use crate::build;
use crate::failure::{Explain, Failure, Outcome};
use crate::notices;
use crate::places::Places;
use crate::program::Program;
use crate::setup::{Browser, Setup};

use manifest::Manifest;

/// What is in the package as it is in the clone.
const COPIES: [(&str, &str); 5] = [
    ("web/package/README.md", "README.md"),
    ("web/package/node.js", "node.js"),
    (manifest::FILE, "custom-elements.json"),
    ("LICENSE", "LICENSE"),
    (notices::FILE, notices::FILE),
];
const STYLE: &str = "crates/pages/src/style.css";

/// Builds, makes the package, and says what to do with it.
pub(crate) fn package(places: &Places) -> Outcome {
    let setup = Setup::make(places, Browser::NotNeeded)?;
    build::build(&setup, Parts::Web)?;
    let lines = make(&setup)?;
    println!("\nThe npm package is web/dist/package: `npm pack` or `npm publish` it there.");
    println!(
        "\nBy the Worker's script instead; its name and hash change with each release:\n\n{lines}"
    );
    Ok(())
}

/// Makes `web/dist/package` of what was built, and gives back the lines that do without, which are in
/// `web/dist/embed.html`, too.
pub(crate) fn make(setup: &Setup) -> Outcome<String> {
    let places = &setup.places;
    let manifest = Manifest::of(places)?;
    let folder = places.web_dist().join("package");
    // What another release had would stay in it.
    if folder.is_dir() {
        fs::remove_dir_all(&folder).explain("cannot tidy web/dist/package")?;
    }
    fs::create_dir_all(&folder).explain("cannot make web/dist/package")?;
    for (from, to) in COPIES {
        copy(&places.at(from), &folder.join(to))?;
    }
    for (name, types) in types::FILES {
        write(&folder.join(name), &types(&manifest))?;
    }
    let list = read(&places.at("web/package/package.json"))?;
    let version = env!("CARGO_PKG_VERSION");
    write(
        &folder.join("package.json"),
        &list.replace("0.0.0", version),
    )?;
    script(places, &folder)?;
    is_whole(places, &folder)?;
    embedding(places)
}

/// The script, its WebAssembly, its style sheet and its languages.
fn script(places: &Places, folder: &Path) -> Outcome {
    let work = places.web_dist().join(".wasm");
    copy(&work.join("small.wasm"), &folder.join("rekey.wasm"))?;
    let languages = languages(places, folder)?;
    write(&work.join("languages.js"), &addresses(&languages))?;
    for (from, to) in [
        ("web/package/rekey.js", "rekey.js"),
        ("web/js/contrast.js", "contrast.js"),
        (STYLE, "rekey.css"),
    ] {
        // Loaded when it is needed.
        let apart = ["--external:./contrast.js".to_owned()];
        build::bundle(places, &places.at(from), &folder.join(to), &apart)?;
    }
    Ok(())
}

/// Takes the packed catalogues along, and gives back their tags.
fn languages(places: &Places, folder: &Path) -> Outcome<Vec<String>> {
    let to = folder.join("languages");
    fs::create_dir_all(&to).explain("cannot make the folder of the languages")?;
    let mut tags = Vec::new();
    for file in files(&places.web_dist().join(".wasm/languages"))? {
        let tag = file.file_stem().unwrap_or_default().to_string_lossy();
        copy(&file, &to.join(format!("{tag}.txt")))?;
        tags.push(tag.into_owned());
    }
    tags.sort();
    Ok(tags)
}

/// Where each language is, written out for bundlers. Vite would put small files into the script.
fn addresses(tags: &[String]) -> String {
    let addresses = tags.iter().map(|tag| {
        format!("  \"{tag}\": new URL(\"./languages/{tag}.txt?no-inline\", import.meta.url),\n")
    });
    let addresses: String = addresses.collect();
    format!("export const addresses = {{\n{addresses}}};\n")
}

/// The five lines for those who take the Worker's script, kept for whoever tests them.
fn embedding(places: &Places) -> Outcome<String> {
    let names: Value =
        serde_json::from_str(&read(&places.assets_json())?).explain("assets.json")?;
    let script = names["script"].as_str().unwrap_or_default();
    let file = places.public().join(script.trim_start_matches('/'));
    let content = fs::read(&file).explain(format_args!("cannot read {}", file.display()))?;
    let lines = embed::lines(script, &embed::integrity(&content));
    write(&places.web_dist().join("embed.html"), &lines)?;
    Ok(lines)
}

/// Asks npm what it would pack: all of the folder, or `files` in `package.json` forgets something.
fn is_whole(places: &Places, folder: &Path) -> Outcome {
    let told = Program::new(places, "npm")
        .within(folder)
        .args(["pack", "--dry-run", "--json", "--ignore-scripts"])
        .output()?;
    let told: Value = serde_json::from_str(&told).explain("npm pack")?;
    let packed = told[0]["entryCount"].as_u64().unwrap_or_default();
    let mut there = files(folder)?.len();
    for languages in folders(folder)? {
        there += files(&languages)?.len();
    }
    if u64::try_from(there).is_ok_and(|there| there == packed) {
        return Ok(());
    }
    Err(Failure::new(format!(
        "npm would pack {packed} of the {there} files in {}: see `files` in package.json",
        folder.display()
    )))
}

fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    Ok(entries(folder)?
        .into_iter()
        .filter(|path| path.is_file())
        .collect())
}

fn folders(folder: &Path) -> Outcome<Vec<PathBuf>> {
    Ok(entries(folder)?
        .into_iter()
        .filter(|path| path.is_dir())
        .collect())
}

fn entries(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let doing = format!("cannot list {}", folder.display());
    let entries = fs::read_dir(folder).explain(&doing)?;
    entries
        .map(|entry| Ok(entry.explain(&doing)?.path()))
        .collect()
}

fn read(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).explain(format_args!("cannot read {}", file.display()))
}

fn write(file: &Path, text: &str) -> Outcome {
    fs::write(file, text).explain(format_args!("cannot write {}", file.display()))
}

fn copy(from: &Path, to: &Path) -> Outcome {
    let copied = fs::copy(from, to).map(drop);
    copied.explain(format_args!("cannot copy {}", from.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::scratch::Scratch;

    #[test]
    fn catalogues_are_taken_along_and_their_addresses_written_out() {
        let scratch = Scratch::new("package-languages");
        scratch.write("web/dist/.wasm/languages/fr.txt", "oui");
        scratch.write("web/dist/.wasm/languages/de.txt", "ja");
        let folder = scratch.path().join("package");
        let tags = languages(&scratch.places(), &folder).unwrap();
        assert_eq!(tags, ["de", "fr"]);
        assert_eq!(read(&folder.join("languages/de.txt")).unwrap(), "ja");
        let url = "\"de\": new URL(\"./languages/de.txt?no-inline\", import.meta.url),";
        assert!(addresses(&tags).contains(url));
    }
}
