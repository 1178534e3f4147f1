//! Where WebAssembly is refused, plain forms and links remain.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::world::*;

fn refused() -> Promise {
    Promise::reject(&JsValue::from("CSP"))
}

async fn mounted(tag: &str, inside: &str) -> Mounted {
    let host = document().create_element(tag).expect("a valid name");
    host.set_attribute("endpoint", ENDPOINT)
        .expect("a valid name");
    host.set_attribute("token", "a/b").expect("a valid name");
    host.set_inner_html(inside);
    let host = mount(host.unchecked_into()).await;
    define(tag, &refused(), STYLE, &languages());
    later(0).await;
    host
}

#[wasm_bindgen_test]
async fn the_servers_form_stays_as_it_is() {
    let form = "<div data-part=\"page\" data-page=\"x\"><form action=\"/x\"></form></div>";
    let host = mounted("rekey-plain-form", form).await;
    let before = host.0.inner_html();
    let form = find(&host.0, "form");
    assert!(!is_taken(&form), "it is the browser's");
    assert_eq!(host.0.inner_html(), before);
    assert_eq!(asked_count(), 0);
}

#[wasm_bindgen_test]
async fn a_foreign_page_gets_a_link() {
    let host = mounted("rekey-plain-link", "").await;
    let link = find(&host.0, "a").get_attribute("href");
    assert_eq!(
        link.as_deref(),
        Some("https://password.example.com/reset_password/a%2Fb")
    );
}
