//! Every page in every state as a file, for looking at without a Worker.

use std::fs;
use std::path::Path;

use pages::samples::samples;
use pages::{Assets, Brand, Frame, Language, Menu, STYLE, Texts, html};

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
    let documents = documents(language, texts).into_iter();
    let written = documents.map(|(page, document)| {
        let file = folder.join(format!("{name}-{page}.html"));
        fs::write(&file, document).expect("the target folder can be written");
        (page, format!("file://{}", file.display()))
    });
    written.collect()
}

fn documents(language: Language, texts: &Texts) -> Vec<(&'static str, String)> {
    let brand = Brand {
        name: "Analytical Engines".to_owned(),
        support_url: Some("https://help.example.com/".to_owned()),
        logo_url: None,
        sign_in_url: Some("https://app.example.com/sign-in".to_owned()),
    };
    let assets = Assets {
        script: String::new(),
        style: "style.css".to_owned(),
    };
    let frame = Frame {
        texts,
        brand: &brand,
        assets: &assets,
        request_id: "8f2c1d7e5a",
        widget: None,
        own_texts: None,
        menu: Some(Menu {
            language,
            query: &[],
        }),
    };
    let pages = samples().into_iter();
    pages
        .map(|(name, page)| (name, html::document(&page, &frame)))
        .collect()
}
