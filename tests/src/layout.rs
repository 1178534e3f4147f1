//! Every page in every state fits a narrow window: a small phone, and a desk at 400 % (WCAG 1.4.10); in a
//! language with long words, in those from right to left, and in one that nobody speaks and is longer
//! than all.

use pages::Language;
use pages::samples::pseudo;
use serde_json::json;

use crate::browser::{Browser, Place};
use crate::documents;

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
    let pseudo = pseudo::texts();
    let mut languages = vec![("pseudo", Language::ENGLISH, &pseudo)];
    languages.extend(TAGS.map(|tag| {
        let language = Language::closest(tag).expect("there is a catalogue");
        (tag, language, language.texts())
    }));
    let mut wrong = Vec::new();
    let mut looked = 0;
    for width in WIDTHS {
        person.resize(width, 800);
        for (name, language, texts) in &languages {
            for (page, address) in documents::written("layout", (name, *language, texts)) {
                person.open(&address);
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
