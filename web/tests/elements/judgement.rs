//! This build judges passwords as the native one does, in every generated case.

use pages::samples::passwords::{CHUNK, digests};
use wasm_bindgen_test::wasm_bindgen_test;

/// What `cargo run -p pages --example verdicts` printed; `cargo xtask test` hands it over.
const NATIVE: Option<&str> = option_env!("REKEY_VERDICTS");

#[wasm_bindgen_test]
fn the_browser_judges_as_the_native_build_does() {
    let native = NATIVE.expect("REKEY_VERDICTS says what the native build judges");
    let native: Vec<&str> = native.split_whitespace().collect();
    let here: Vec<String> = digests().iter().map(|it| format!("{it:016x}")).collect();
    assert_eq!(here.len(), native.len(), "of {CHUNK} cases each");
    for (chunk, (here, native)) in here.iter().zip(native).enumerate() {
        assert_eq!(here, native, "from case {} on", chunk * CHUNK);
    }
}
