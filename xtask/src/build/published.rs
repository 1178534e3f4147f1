//! What of the element the public may fetch, under which name, for how long.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::failure::{Explain, Outcome};
use crate::fingerprint;
use crate::notices::FILE as NOTICES;
use crate::places::Places;

/// The address that an embedding page writes down: it outlives every release.
const STABLE: &str = "rekey.js";

/// Cloudflare's rules for static assets. Each path matches one rule that sets `Cache-Control`,
/// because the values of several would be joined.
const HEADERS: &str = "\
/*
  X-Content-Type-Options: nosniff
  Access-Control-Allow-Origin: *
  Cross-Origin-Resource-Policy: cross-origin
  Referrer-Policy: no-referrer
  Strict-Transport-Security: max-age=31536000

/assets/rekey-*
  Cache-Control: public, max-age=31536000, immutable

/assets/rekey.js
  Cache-Control: public, max-age=300
";

/// A file whose name says its content.
#[derive(Debug, Default)]
pub(super) struct Named {
    pub(super) name: String,
    content: Vec<u8>,
}

impl Named {
    fn new((middle, extension): (&str, &str), content: Vec<u8>) -> Self {
        let hash = fingerprint::short(&content);
        Self {
            name: format!("rekey-{middle}{hash}.{extension}"),
            content,
        }
    }
}

/// The catalogues of all languages but English, a file each; their names share a hash of all.
#[derive(Debug)]
pub(super) struct Languages {
    files: Vec<Named>,
    /// What stands before the tag in each name.
    pub(super) prefix: String,
    /// The tags, separated by spaces.
    pub(super) tags: String,
}

impl Languages {
    /// Of tags and what is in their files.
    pub(super) fn new(mut catalogues: Vec<(String, Vec<u8>)>) -> Self {
        catalogues.sort();
        let all: Vec<_> = catalogues.iter().map(|(_, content)| &**content).collect();
        let prefix = format!("rekey-{}-", fingerprint::short(&all.concat()));
        let tags: Vec<_> = catalogues.iter().map(|(tag, _)| &**tag).collect();
        let tags = tags.join(" ");
        let files = catalogues.into_iter().map(|(tag, content)| Named {
            name: format!("{prefix}{tag}.txt"),
            content,
        });
        Self {
            files: files.collect(),
            prefix,
            tags,
        }
    }
}

/// The element's files.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) wasm: Named,
    pub(super) style: Named,
    /// Judges colours, where an application has set some.
    pub(super) contrast: Named,
    pub(super) languages: Languages,
    script: Named,
}

impl Element {
    /// The files whose names the script contains.
    pub(super) fn new(
        (wasm, style, contrast): (Vec<u8>, Vec<u8>, Vec<u8>),
        languages: Languages,
    ) -> Self {
        Self {
            wasm: Named::new(("", "wasm"), wasm),
            style: Named::new(("", "css"), style),
            contrast: Named::new(("contrast-", "js"), contrast),
            languages,
            script: Named::default(),
        }
    }

    /// The script, made after the others were named.
    pub(super) fn set_script(&mut self, script: Vec<u8>) {
        self.script = Named::new(("", "js"), script);
    }

    fn files(&self) -> impl Iterator<Item = &Named> {
        let own = [&self.wasm, &self.style, &self.contrast, &self.script];
        own.into_iter().chain(&self.languages.files)
    }
}

/// Writes the public folder: first what is pointed to, then what points to it, then the old goes.
pub(super) fn publish(places: &Places, element: &Element) -> Outcome {
    let assets = places.assets();
    fs::create_dir_all(&assets).explain("cannot make the public folder")?;
    for file in element.files() {
        write(&assets.join(&file.name), &file.content)?;
    }
    write(&assets.join(STABLE), entry(element).as_bytes())?;
    let notices = fs::read(places.at(NOTICES)).explain(format_args!("cannot read {NOTICES}"))?;
    write(&assets.join(NOTICES), &notices)?;
    write(&places.public().join("_headers"), HEADERS.as_bytes())?;
    let names = json!({
        "script": format!("/assets/{}", element.script.name),
        "style": format!("/assets/{}", element.style.name),
    });
    write(&places.assets_json(), format!("{names:#}\n").as_bytes())?;
    forget_others(&assets, element)
}

/// What the stable address leads to, and where to read what is other people's in it.
fn entry(element: &Element) -> String {
    let script = &element.script.name;
    format!("// Other people's work in this: ./{NOTICES}\nexport * from \"./{script}\";\n")
}

fn forget_others(assets: &Path, element: &Element) -> Outcome {
    let doing = "cannot tidy the public folder";
    for entry in fs::read_dir(assets).explain(doing)? {
        let entry = entry.explain(doing)?;
        let name = entry.file_name();
        let current = element.files().any(|file| name == *file.name);
        if !current && name != STABLE && name != NOTICES {
            fs::remove_file(entry.path()).explain(doing)?;
        }
    }
    Ok(())
}

/// Leaves a file that is right untouched: `wrangler dev` watches this folder.
fn write(file: &Path, content: &[u8]) -> Outcome {
    if fs::read(file).is_ok_and(|there| there == content) {
        return Ok(());
    }
    fs::write(file, content).explain(format_args!("cannot write {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::super::scratch::Scratch;
    use super::*;

    fn element(script: &str) -> Element {
        let languages = vec![
            ("he".to_owned(), b"he".to_vec()),
            ("de".to_owned(), b"de".to_vec()),
        ];
        let languages = Languages::new(languages);
        assert_eq!(languages.tags, "de he");
        let files = (b"wasm".to_vec(), b"css".to_vec(), b"contrast".to_vec());
        let mut element = Element::new(files, languages);
        element.set_script(script.into());
        element
    }

    fn with_notices(name: &str) -> Scratch {
        let scratch = Scratch::new(name);
        scratch.write(NOTICES, "by others");
        scratch
    }

    fn names_in(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_new_release_replaces_the_old_files_and_keeps_the_stable_address() {
        let scratch = with_notices("publish");
        let places = scratch.places();
        publish(&places, &element("old")).unwrap();
        let old = names_in(&places.assets());
        publish(&places, &element("new")).unwrap();
        let new = names_in(&places.assets());
        assert_eq!((old.len(), new.len()), (8, 8));
        assert_eq!(old.iter().filter(|name| !new.contains(name)).count(), 1);
        let entry = fs::read_to_string(places.assets().join("rekey.js")).unwrap();
        let script = &element("new").script.name;
        let export = format!("\nexport * from \"./{script}\";\n");
        assert!(entry.ends_with(&export), "{entry}");
        let notices = fs::read_to_string(places.assets().join(NOTICES)).unwrap();
        assert_eq!(notices, "by others");
    }

    #[test]
    fn the_worker_is_told_the_addresses() {
        let scratch = with_notices("publish-json");
        let places = scratch.places();
        publish(&places, &element("x")).unwrap();
        let text = fs::read_to_string(places.assets_json()).unwrap();
        let told: serde_json::Value = serde_json::from_str(&text).unwrap();
        for kind in ["script", "style"] {
            let file = told[kind].as_str().unwrap();
            let file = places.public().join(file.trim_start_matches('/'));
            assert!(file.is_file(), "{}", file.display());
        }
    }

    #[test]
    fn names_follow_content() {
        assert_eq!(element("x").script.name, element("x").script.name);
        assert_ne!(element("x").script.name, element("y").script.name);
    }
}
