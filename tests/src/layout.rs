//! Every page in every state fits a narrow window: a small phone, and a desk at 400 % (WCAG 1.4.10); in a
//! language with long words, in those from right to left, and in one that nobody speaks and is longer
//! than all.

use std::fs;
use std::path::Path;

use pages::samples::{pseudo, samples};
use pages::{Assets, Brand, Frame, Language, Menu, STYLE, Texts, html};
use serde_json::json;

use crate::browser::{Browser, Place};
use crate::programs::required;

/// In CSS pixels.
const WIDTHS: [u32; 2] = [320, 360];
const TAGS: [&str; 6] = ["ar", "de", "fi", "he", "hu", "ru"];

/// What sticks out at a side, of what is to be seen; and by how much the page can be moved sideways.
const STICKS_OUT: &str = "
    const out = [...document.querySelectorAll('body *:not([data-part=username])')].filter((it) => {
        const { left, right, width } = it.getBoundingClientRect();
        return width > 0 && (left < -1 || right > innerWidth + 1);
    });
    const moves = document.documentElement.scrollWidth - innerWidth;
    return [innerWidth, ...out.map((it) => it.dataset.part ?? it.localName), ...(moves > 0 ? [moves] : [])];
";

/// Looks at all.
///
/// # Panics
/// When something does not fit.
pub fn every_page_fits(person: Browser, _: &Place) {
    let folder = Path::new(&required("REKEY_ROOT")).join("target/layout");
    fs::create_dir_all(&folder).expect("the target folder can be written");
    fs::write(folder.join("style.css"), STYLE).expect("the target folder can be written");
    let pseudo = pseudo::texts();
    let mut languages = vec![("pseudo", Language::ENGLISH, &pseudo)];
    languages.extend(TAGS.map(|tag| {
        let language = Language::closest(tag).expect("there is a catalogue");
        (tag, language, language.texts())
    }));
    let mut wrong = Vec::new();
    let mut looked = 0;
    for width in WIDTHS {
        let size =
            json!({ "width": width, "height": 800, "deviceScaleFactor": 1, "mobile": false });
        person.devtools("Emulation.setDeviceMetricsOverride", &size);
        for (name, language, texts) in &languages {
            for (page, document) in documents(*language, texts) {
                let file = folder.join(format!("{name}-{page}.html"));
                fs::write(&file, document).expect("the target folder can be written");
                person.open(&format!("file://{}", file.display()));
                let found = person.evaluate(STICKS_OUT);
                looked += 1;
                if found != json!([width]) {
                    wrong.push(format!("{name}, {page}, {width} px: {found}"));
                }
            }
        }
    }
    drop(person);
    assert!(looked > 700, "{looked}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
