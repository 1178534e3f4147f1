//! Every page in every state as it looks, beside a picture of how it looked when somebody was content
//! with it: on a phone, a tablet and a desk, light and dark, from left to right and from right to left.
//! `cargo xtask looks` takes the pictures anew.

mod picture;

use std::fs;
use std::path::{Path, PathBuf};

use pages::Language;
use serde_json::json;

use self::picture::Picture;
use crate::browser::{Browser, Place};
use crate::documents;
use crate::programs::required;

/// In CSS pixels.
const WIDTHS: [u32; 3] = [360, 768, 1280];
const SCHEMES: [&str; 2] = ["light", "dark"];
const TAGS: [&str; 2] = ["en", "ar"];

/// Those whose look is their own; others have other words in the same places.
const LOOKED_AT: [&str; 28] = [
    "forgot-password",
    "forgot-password-missing",
    "forgot-password-channels",
    "forgot-password-unlock",
    "forgot-password-challenge",
    "check-your-email",
    "check-your-email-both",
    "check-your-email-resend",
    "check-your-email-sms",
    "code-wrong",
    "new-password",
    "new-password-activation",
    "new-password-broken",
    "new-password-breach-warning",
    "new-password-question",
    "new-password-answer-wrong",
    "new-password-nothing-known",
    "unlock",
    "unlock-question",
    "unlocked",
    "link-expired",
    "link-closed",
    "done",
    "done-return",
    "not-me",
    "not-me-done",
    "unavailable",
    "misconfigured",
];

/// The same letters on each machine that has it, in both directions.
const FONT: &str = "DejaVu Sans";
/// With this variable, pictures are taken and not compared.
const TAKE: &str = "REKEY_LOOKS";

/// Sets the font; says whether the machine has it.
const DRESS: &str = "
    const [font] = arguments;
    document.documentElement.style.setProperty('--rekey-font', `'${font}'`);
    const pen = document.createElement('canvas').getContext('2d');
    const width = (font) => { pen.font = `40px ${font}`; return pen.measureText('mmmiii').width; };
    return width(`'${font}', monospace`) !== width('monospace');
";
const HEIGHT: &str = "return document.documentElement.scrollHeight";

/// Looks at all.
///
/// # Panics
/// When a page looks different.
pub fn every_page_looks_as_it_did(person: Browser, _: &Place) {
    let root = PathBuf::from(required("REKEY_ROOT"));
    let (pictures, found) = (root.join("tests/looks"), root.join("target/looks"));
    let takes = std::env::var_os(TAKE).is_some();
    let mut wrong = Vec::new();
    for (page, addresses) in addresses() {
        let file = format!("{page}.png");
        let sheet = sheet(&person, &addresses, "");
        if takes {
            write(&pictures, &file, &sheet);
            continue;
        }
        let difference = match fs::read(pictures.join(&file)) {
            Ok(png) => Picture::read(&png).differs(&Picture::read(&sheet.png())),
            Err(_) => Some("there is no picture of it".to_owned()),
        };
        if let Some(difference) = difference {
            write(&found, &file, &sheet);
            wrong.push(format!("target/looks/{file}: {difference}"));
        }
    }
    drop(person);
    let wrong = wrong.join("\n");
    assert!(
        wrong.is_empty(),
        "these look different than in tests/looks; if that is meant, `cargo xtask looks`:\n{wrong}"
    );
}

/// Pictures that are like all others prove nothing: a flaw is made, and must be seen.
///
/// # Panics
/// When it is not.
pub fn a_change_is_seen(person: Browser, _: &Place) {
    let (_, addresses) = addresses().swap_remove(0);
    let sheet = |change: &str| sheet(&person, &addresses, change);
    let sheets = [
        sheet(""),
        sheet(""),
        sheet("document.querySelector('[data-part=submit]').style.opacity = '.8'"),
        sheet("document.querySelector('[data-part=title]').style.paddingTop = '4px'"),
    ];
    drop(person);
    let [one, same, paler, lower] = &sheets;
    assert_eq!(one.differs(same), None, "nothing has changed");
    assert!(one.differs(paler).is_some(), "the button is paler");
    assert!(one.differs(lower).is_some(), "the heading is lower");
}

/// Each page, in each direction.
fn addresses() -> Vec<(&'static str, Vec<String>)> {
    let written = TAGS.map(|tag| {
        let language = Language::closest(tag).expect("there is a catalogue");
        documents::written("looks", (tag, language, language.texts()))
    });
    let [left, right] = written;
    let both = left.into_iter().zip(right);
    let both = both.map(|((page, one), (_, other))| (page, vec![one, other]));
    let all: Vec<_> = both.filter(|(page, _)| LOOKED_AT.contains(page)).collect();
    assert_eq!(all.len(), LOOKED_AT.len(), "each of these is a sample");
    all
}

fn sheet(person: &Browser, addresses: &[String], change: &str) -> Picture {
    let mut views = Vec::new();
    for address in addresses {
        person.open(address);
        let has_font = person.evaluate_with(DRESS, &json!(FONT));
        assert_eq!(has_font, json!(true), "the pictures are in {FONT}");
        let _ = person.evaluate(change);
        for scheme in SCHEMES {
            person.prefer(scheme);
            views.push(WIDTHS.map(|width| view(person, width)).to_vec());
        }
    }
    Picture::sheet(&views).in_few_colours()
}

/// The whole page, however high.
fn view(person: &Browser, width: u32) -> Picture {
    let mut height = 600;
    person.resize(width, height);
    // What is above depends on the height itself.
    for _ in 0..2 {
        let needed = person.evaluate(HEIGHT);
        let needed = needed.as_u64().expect("a page has a height");
        // Two pixels become one.
        height = needed.next_multiple_of(2);
        person.resize(width, height);
    }
    Picture::read(&person.screenshot()).halved()
}

fn write(folder: &Path, file: &str, sheet: &Picture) {
    let written =
        fs::create_dir_all(folder).and_then(|()| fs::write(folder.join(file), sheet.png()));
    written.expect("the pictures can be written");
}
