//! An application sets colours of its own: whether they can be read, it is told on the console.

use std::thread::sleep;
use std::time::Duration;

use serde_json::json;

use crate::browser::{Browser, Place};
use crate::setting::Setting;

/// Sets colours, and puts a new element in the place of the one that is there.
const PAINT: &str = "
    const [colours] = arguments;
    for (const [name, colour] of Object.entries(colours))
        document.documentElement.style.setProperty(`--rekey-${name}`, colour);
    const old = document.querySelector('rekey-forgot-password');
    const fresh = document.createElement('rekey-forgot-password');
    fresh.endpoint = old.endpoint;
    old.replaceWith(fresh);
";
/// Until the colours are judged: a small file is fetched from loopback.
const PAUSE: Duration = Duration::from_millis(700);
/// How often it is waited for.
const TRIES: usize = 15;

/// None, readable ones, and one that is not.
///
/// # Panics
/// When the console says something else.
pub fn hard_to_read_is_named(mut person: Browser, _: &Place) {
    person.visit("/forgot_password");
    assert_eq!(complaints(&person, 0), [""; 0], "no colours are set");
    let readable = json!({ "accent": "#05472a", "radius": "0", "muted": "oklch(0.4 0 0)" });
    let _ = person.evaluate_with(PAINT, &readable);
    let _ = person.look();
    assert_eq!(complaints(&person, 0), [""; 0], "these are readable");
    let _ = person.evaluate_with(PAINT, &json!({ "muted": "#b0b0b0", "edge": "#ccc" }));
    let _ = person.look();
    let said = complaints(&person, 2);
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].contains("--rekey-muted on --rekey-surface has a contrast of 2.17 : 1"));
    assert!(said[1].contains("--rekey-edge on --rekey-surface has a contrast of 1.61 : 1"));
    // What was said is not said again.
    let _ = person.evaluate_with(PAINT, &json!({}));
    let _ = person.look();
    assert_eq!(complaints(&person, 0), [""; 0], "once is enough");
    // In the dark, others are as pale.
    let _ = person.evaluate("document.documentElement.style.colorScheme = 'light dark'");
    person.prefer("dark");
    let said = complaints(&person, 1).join(" ");
    assert!(said.contains("--rekey-accent on --rekey-surface"), "{said}");
    assert!(!said.contains("--rekey-muted"), "{said}");
}

/// What the console says: so much at least, and whatever comes a little later.
fn complaints(person: &Browser, least: usize) -> Vec<String> {
    let mut all = Vec::new();
    for _ in 0..TRIES {
        sleep(PAUSE);
        let new = person.complaints();
        let is_all = new.is_empty() && all.len() >= least;
        all.extend(new);
        if is_all {
            break;
        }
    }
    all
}
