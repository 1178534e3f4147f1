//! Every page in every state as a file, for looking at without a Worker.

use std::fs;
use std::path::Path;

use pages::samples::{document, samples};
use pages::{Assets, Language, STYLE, Texts};

use crate::programs::required;

/// Writes them into `target/FOLDER`; gives the name and the address of each.
///
/// # Panics
/// When the target folder cannot be written.
pub(crate) fn written(
    folder: &str,
    (name, language, texts): (&str, Language, &Texts),
) -> Vec<(&'static str, String)> {
    let folder = Path::new(&required("REKEY_ROOT"))
        .join("target")
        .join(folder);
    fs::create_dir_all(&folder).expect("the target folder can be written");
    fs::write(folder.join("style.css"), STYLE).expect("the target folder can be written");
    let assets = Assets {
        script: String::new(),
        style: "style.css".to_owned(),
    };
    let written = samples().into_iter().map(|(page, sample)| {
        let document = document(&sample, (language, texts), &assets);
        let file = folder.join(format!("{name}-{page}.html"));
        fs::write(&file, document).expect("the target folder can be written");
        (page, format!("file://{}", file.display()))
    });
    written.collect()
}
