//! What a browser downloads and what Cloudflare starts, in bytes; and the element's budget.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::failure::{Explain, Failure, Outcome};
use crate::places::Places;

/// The element's WebAssembly, JavaScript and CSS together, brotli-compressed.
const BUDGET: usize = 30 * 1024;
/// A language, brotli-compressed. The scripts of India and Thailand take three bytes a letter.
const LANGUAGE_BUDGET: usize = 5 * 1024;

/// What the Worker's WebAssembly should have at most, brotli-compressed.
const AIM: usize = 250 * 1024;

/// Prints the table; fails when the element is over its budget.
pub(crate) fn report(places: &Places) -> Outcome {
    let worker = Size::of(&places.worker_build().join("index_bg.wasm"))?;
    let files = Files::of(places)?;
    let parts = [
        ("Element: WebAssembly", Size::of(&files.wasm)?),
        ("Element: JavaScript", Size::of(&files.script)?),
        ("Element: CSS", Size::of(&files.style)?),
    ];
    let element = parts.iter().fold(Size::default(), |sum, (_, size)| Size {
        raw: sum.raw + size.raw,
        brotli: sum.brotli + size.brotli,
    });
    println!("{:<22}{:>12}{:>14}", "Size in bytes", "raw", "brotli (11)");
    row("Worker: WebAssembly", worker);
    for (name, size) in parts {
        row(name, size);
    }
    row("Element: total", element);
    within_budget(element.brotli)?;
    languages(places)
}

/// Each language is fetched alone; prints the heaviest.
fn languages(places: &Places) -> Outcome {
    let folder = places.web_dist().join(".wasm/languages");
    let doing = "cannot weigh the languages";
    let mut heaviest = (0, String::new());
    for file in fs::read_dir(&folder).explain(doing)? {
        let file = file.explain(doing)?;
        let name = file.file_name().to_string_lossy().into_owned();
        heaviest = heaviest.max((Size::of(&file.path())?.brotli, name));
    }
    let (brotli, name) = heaviest;
    println!("The heaviest language, {name}, takes {brotli} of {LANGUAGE_BUDGET} bytes.");
    if brotli <= LANGUAGE_BUDGET {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{name} is more than {LANGUAGE_BUDGET} bytes"
    )))
}

/// Prints the Worker's size alone, as an item of a list.
pub(crate) fn worker(places: &Places) -> Outcome {
    let size = Size::of(&places.worker_build().join("index_bg.wasm"))?;
    let (raw, brotli) = (size.raw.div_ceil(1024), size.brotli.div_ceil(1024));
    let aim = AIM / 1024;
    println!("- The Worker's WebAssembly: {raw} KB, brotli {brotli} KB (aim: {aim}).");
    Ok(())
}

fn row(name: &str, size: Size) {
    println!("{name:<22}{:>12}{:>14}", size.raw, size.brotli);
}

fn within_budget(brotli: usize) -> Outcome {
    if brotli <= BUDGET {
        println!("The element takes {brotli} of its {BUDGET} bytes.");
        return Ok(());
    }
    Err(Failure::new(format!(
        "the element takes {brotli} bytes (brotli), {} more than its budget of {BUDGET}",
        brotli - BUDGET
    )))
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Size {
    raw: usize,
    brotli: usize,
}

impl Size {
    fn of(file: &Path) -> Outcome<Self> {
        let doing = format!("cannot measure {}", file.display());
        let content = fs::read(file).explain(format!("{doing} (`cargo xtask build` makes it)"))?;
        Ok(Self {
            raw: content.len(),
            brotli: compress(&content).explain(doing)?.len(),
        })
    }
}

/// As Cloudflare's edge or any server at its best would.
fn compress(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 4096, 11, 22);
    writer.write_all(content)?;
    writer.flush()?;
    Ok(writer.into_inner())
}

struct Files {
    wasm: PathBuf,
    script: PathBuf,
    style: PathBuf,
}

impl Files {
    fn of(places: &Places) -> Outcome<Self> {
        Ok(Self {
            wasm: hashed(&places.assets(), "wasm")?,
            script: hashed(&places.assets(), "js")?,
            style: hashed(&places.assets(), "css")?,
        })
    }
}

/// The build leaves one `rekey-<hash>` file of each kind; what is loaded besides has a longer name.
fn hashed(assets: &Path, extension: &str) -> Outcome<PathBuf> {
    let missing = format!("no {extension} file in {}", assets.display());
    let entries = fs::read_dir(assets).explain(&missing)?;
    let mut files = entries.flatten().map(|entry| entry.path());
    files
        .find(|file| {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let hash = name.strip_prefix("rekey-");
            hash.is_some_and(|hash| !hash.contains('-'))
                && file.extension().is_some_and(|e| e == extension)
        })
        .ok_or_else(|| Failure::new(missing))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::scratch::Scratch;

    #[test]
    fn one_byte_over_the_budget_is_over_the_budget() {
        assert!(within_budget(BUDGET).is_ok());
        let failure = within_budget(BUDGET + 1).unwrap_err();
        assert!(failure.to_string().contains("1 more"), "{failure}");
    }

    #[test]
    fn a_size_counts_what_the_wire_carries() {
        let scratch = Scratch::new("sizes");
        scratch.write("file", &"again and ".repeat(1000));
        let size = Size::of(&scratch.path().join("file")).unwrap();
        assert_eq!(size.raw, 10_000);
        assert!((1..100).contains(&size.brotli), "{size:?}");
    }

    #[test]
    fn a_missing_product_is_named_with_the_command_that_makes_it() {
        let failure = Size::of(Path::new("nowhere/at.all")).unwrap_err();
        assert!(failure.to_string().contains("cargo xtask build"));
    }
}
