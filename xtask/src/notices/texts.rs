//! The licences as their authors wrote them, each once, with who is under it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Explain, Failure, Outcome};

use super::Package;

/// How the files begin that a package explains its terms in.
const NAMES: &[&str] = &[
    "license",
    "licence",
    "copying",
    "copyright",
    "notice",
    "unlicense",
];
/// The longest text that only points to others.
const POINTER: usize = 200;
const RULE: &str =
    "================================================================================";
/// What is compiled into every program of Rust's, and what its tools wrote into the products.
const TOOLS: &str = "\
Rust's standard library (MIT OR Apache-2.0), https://github.com/rust-lang/rust; what it contains of
others is in COPYRIGHT-library.html of each toolchain.
The JavaScript beside the WebAssembly is written by wasm-bindgen (MIT OR Apache-2.0) and worker-build
(Apache-2.0), whose libraries are listed here.
";

/// A text, and the packages that come with it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Text {
    words: String,
    packages: Vec<String>,
}

/// All texts of these packages, in the order of the packages.
pub(super) fn of(packages: &[Package]) -> Outcome<Vec<Text>> {
    let mut texts: Vec<Text> = Vec::new();
    let mut places = BTreeMap::new();
    for package in packages {
        for words in texts_in(package)? {
            let place = *places.entry(folded(&words)).or_insert(texts.len());
            if place == texts.len() {
                let packages = Vec::new();
                texts.push(Text { words, packages });
            }
            texts[place].packages.push(label(package));
        }
    }
    Ok(texts)
}

/// The whole file.
pub(super) fn document(packages: &[Package], texts: &[Text]) -> String {
    let mut document = format!(
        "Third-party notices\n\nRekey's Worker and elements contain the following packages. \
         Made by `cargo xtask notices`.\n\n{TOOLS}\n"
    );
    for package in packages {
        let (label, licence, home) = (label(package), &package.licence, &package.home);
        line(&mut document, &format!("{label} ({licence}) {home}"));
    }
    for text in texts {
        line(&mut document, &format!("\n{RULE}"));
        line(
            &mut document,
            &format!("{}\n{RULE}\n", text.packages.join(", ")),
        );
        line(&mut document, &text.words);
    }
    document
}

fn line(document: &mut String, words: &str) {
    writeln!(document, "{}", words.trim_end()).expect("a String takes all text");
}

fn label(package: &Package) -> String {
    format!("{} {}", package.name, package.version)
}

/// What a package comes with. Without any text, terms that are ours too are in our own LICENSE.
fn texts_in(package: &Package) -> Outcome<Vec<String>> {
    let mut files = Vec::new();
    let doing = format!("cannot list {}", package.folder.display());
    for entry in fs::read_dir(&package.folder).explain(&doing)? {
        let entry = entry.explain(&doing)?.path();
        if entry.is_file() && is_of_terms(&entry) {
            files.push(entry);
        }
    }
    files.sort();
    let read = |file: &PathBuf| {
        let text =
            fs::read_to_string(file).explain(format_args!("cannot read {}", file.display()))?;
        let lines: Vec<_> = text.lines().map(str::trim_end).collect();
        Ok(lines.join("\n").trim_matches('\n').to_owned())
    };
    let mut texts: Vec<String> = files.iter().map(read).collect::<Outcome<_>>()?;
    texts.retain(|text| text.len() > POINTER);
    if texts.is_empty() && !package.licence.contains("Apache-2.0") {
        let sentence = format!("{} comes without its licence", label(package));
        return Err(Failure::new(sentence));
    }
    Ok(texts)
}

fn is_of_terms(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let name = name.to_ascii_lowercase();
    // `license.rs` would be a program.
    let is_program = file.extension().is_some_and(|extension| extension == "rs");
    !is_program && NAMES.iter().any(|beginning| name.starts_with(beginning))
}

/// A text without its line breaks: the same words are the same terms.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::scratch::Scratch;

    fn package(scratch: &Scratch, name: &str, licence: &str) -> Package {
        scratch.write(&format!("{name}/Cargo.toml"), "");
        Package {
            name: name.into(),
            version: "1.0.0".into(),
            licence: licence.into(),
            home: "https://x.example".into(),
            folder: scratch.path().join(name),
        }
    }

    fn terms(author: &str) -> String {
        format!(
            "Copyright {author}\n\n{}",
            "Permission is granted.\n".repeat(12)
        )
    }

    #[test]
    fn each_text_stands_once_with_all_who_are_under_it() {
        let scratch = Scratch::new("notices-texts");
        let packages = ["a", "b", "c"].map(|name| package(&scratch, name, "MIT"));
        scratch.write("a/LICENSE-MIT", &terms("Ada"));
        scratch.write("b/license.txt", &terms("Ada").replace('\n', " \r\n"));
        scratch.write("c/COPYING", &terms("Grace"));
        scratch.write("c/LICENSE", "See COPYING.");
        let texts = of(&packages).unwrap();
        assert_eq!(texts.len(), 2, "{texts:?}");
        assert_eq!(texts[0].packages, ["a 1.0.0", "b 1.0.0"]);
        let document = document(&packages, &texts);
        assert_eq!(document.matches("Copyright Ada").count(), 1);
        assert!(
            document.contains("c 1.0.0 (MIT) https://x.example\n"),
            "{document}"
        );
    }

    #[test]
    fn a_package_without_terms_is_let_in_under_our_own_alone() {
        let scratch = Scratch::new("notices-none");
        assert!(of(&[package(&scratch, "a", "MIT/Apache-2.0")]).is_ok());
        let failure = of(&[package(&scratch, "a", "MIT")])
            .unwrap_err()
            .to_string();
        assert!(failure.contains("a 1.0.0"), "{failure}");
    }
}
