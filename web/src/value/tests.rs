use pages::samples::samples;
use pages::{Page, Problem, texts};
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

use super::page;

wasm_bindgen_test_configure!(run_in_browser);

fn parsed(value: &impl Serialize) -> JsValue {
    let json = serde_json::to_string(value).unwrap();
    js_sys::JSON::parse(&json).unwrap()
}

#[wasm_bindgen_test]
fn every_page_is_read_as_it_was_written() {
    for (name, sample) in samples() {
        let known = !matches!(sample, Page::NotMe(_));
        assert_eq!(page(&parsed(&sample)), known.then_some(sample), "{name}");
    }
}

#[wasm_bindgen_test]
fn every_problem_holds_its_page() {
    for (name, sample) in samples() {
        let known = !matches!(sample, Page::NotMe(_));
        if let Some(problem) = Problem::of(&sample, texts::english()).filter(|_| known) {
            assert_eq!(page(&parsed(&problem)), Some(sample), "{name}");
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
