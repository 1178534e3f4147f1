use pages::samples::samples;
use pages::{Page, Problem, SomethingWentWrong, WentWrong, texts};
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

use super::page;

wasm_bindgen_test_configure!(run_in_browser);

fn parsed(value: &impl Serialize) -> JsValue {
    let json = serde_json::to_string(value).unwrap();
    js_sys::JSON::parse(&json).unwrap()
}

/// What an element makes of a page: one is the Worker's alone, and so are some reasons.
fn as_shown(page: &Page) -> Option<Page> {
    let mut shown = page.clone();
    if let Page::SomethingWentWrong(SomethingWentWrong { why, .. }) = &mut shown {
        let is_known = matches!(
            why,
            WentWrong::Unavailable
                | WentWrong::TooManyRequests
                | WentWrong::Forbidden
                | WentWrong::NotAllowed
        );
        if !is_known {
            *why = WentWrong::Internal;
        }
    }
    (!matches!(page, Page::NotMe(_))).then_some(shown)
}

#[wasm_bindgen_test]
fn every_page_is_read_as_it_was_written() {
    for (name, sample) in samples() {
        assert_eq!(page(&parsed(&sample)), as_shown(&sample), "{name}");
    }
}

#[wasm_bindgen_test]
fn every_problem_holds_its_page() {
    for (name, sample) in samples() {
        if let Some(problem) = Problem::of(&sample, texts::english()) {
            assert_eq!(page(&parsed(&problem)), as_shown(&sample), "{name}");
        }
    }
}

#[wasm_bindgen_test]
fn anything_else_is_no_page() {
    let pages = [
        "null",
        "1",
        "\"done\"",
        "[]",
        "{}",
        "{\"page\":null}",
        "{\"page\":{}}",
    ];
    for json in pages {
        assert_eq!(page(&js_sys::JSON::parse(json).unwrap()), None, "{json}");
    }
    assert_eq!(page(&JsValue::UNDEFINED), None);
}
