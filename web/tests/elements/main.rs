//! The two elements in a browser, as an application and a person meet them.
//! `fetch` is the test's own; everything else is the browser's.

mod code;
mod foreign;
mod judgement;
mod language;
mod manners;
mod own_page;
mod password;
mod places;
mod plain;
mod sending;
mod world;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
