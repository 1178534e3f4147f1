//! A document with elements in it, and a Worker that says what the test says.

use gloo::timers::callback::Timeout;
use js_sys::{Array, Function, Promise};
use pages::{Brand, Page, Place, Problem, Texts, html, texts, view};
use recovery_web::RekeyElement;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, EventInit, HtmlElement, HtmlInputElement};

#[wasm_bindgen(module = "/js/element.js")]
extern "C" {
    pub(crate) fn define(tag: &str, ready: &Promise, style: &str, languages: &JsValue);
}

#[wasm_bindgen(module = "/tests/elements/world.js")]
extern "C" {
    fn fake_fetch();
    pub(crate) fn asked_count() -> u32;
    pub(crate) fn asked_url(index: u32) -> String;
    pub(crate) fn asked_method(index: u32) -> String;
    pub(crate) fn asked_header(index: u32, name: &str) -> Option<String>;
    pub(crate) fn asked_credentials(index: u32) -> String;
    fn asked_body(index: u32) -> Option<String>;
    fn answer(index: u32, status: u16, body: &str);
    pub(crate) fn lose(index: u32);
    fn class_of(instance: JsValue) -> JsValue;
    pub(crate) fn languages() -> JsValue;
    pub(crate) fn key_up(target: &Element, caps_lock: bool);
    pub(crate) fn connection(is_there: bool);
    pub(crate) fn call(host: &Element, method: &str);
    pub(crate) fn into_dialog(host: &Element);
    pub(crate) fn into_shadow_root(host: &Element);
    pub(crate) fn leave(host: &Element);
    pub(crate) fn focused_beside(host: &Element) -> Option<String>;
    pub(crate) fn details(target: &Element, kind: &str) -> Array;
    pub(crate) fn sheets(root: &JsValue) -> u32;
    pub(crate) fn submit(form: &Element);
    pub(crate) fn is_taken(form: &Element) -> bool;
    pub(crate) fn record(target: &Element, kind: &str) -> Array;
    pub(crate) fn restored();
}

pub(crate) const ENDPOINT: &str = "https://password.example.com";
pub(crate) const STYLE: &str = "data:text/css,p{}";

/// One element in the document; it leaves when the test ends.
pub(crate) struct Mounted(pub(crate) HtmlElement);

impl Drop for Mounted {
    fn drop(&mut self) {
        self.0.remove();
    }
}

pub(crate) fn document() -> Document {
    gloo::utils::document()
}

/// Waits.
pub(crate) async fn later(milliseconds: u32) {
    let mut wait = |resolve: Function, _| {
        let wake = move || {
            resolve
                .call0(&JsValue::NULL)
                .expect("a promise can be kept");
        };
        Timeout::new(milliseconds, wake).forget();
    };
    let promise = Promise::new(&mut wait);
    JsFuture::from(promise).await.expect("it never breaks");
}

/// The class, as `init()` would promise it.
pub(crate) fn ready() -> Promise {
    Promise::resolve(&class_of(RekeyElement::new(None).into()))
}

/// The element of this tag with these attributes, in no document yet.
pub(crate) fn create(tag: &str, attributes: &[(&str, &str)]) -> HtmlElement {
    define("rekey-forgot-password", &ready(), STYLE, &languages());
    define("rekey-new-password", &ready(), STYLE, &languages());
    let element = document().create_element(tag).expect("a valid name");
    for (name, value) in attributes {
        element.set_attribute(name, value).expect("a valid name");
    }
    element.unchecked_into()
}

/// Puts it into the document and lets it begin.
pub(crate) async fn mount(host: HtmlElement) -> Mounted {
    fake_fetch();
    gloo::utils::body().append_child(&host).expect("room");
    later(0).await;
    Mounted(host)
}

/// The element in another application's page.
pub(crate) async fn in_foreign_page(tag: &str, attributes: &[(&str, &str)]) -> Mounted {
    let host = create(tag, attributes);
    host.set_attribute("endpoint", ENDPOINT)
        .expect("a valid name");
    mount(host).await
}

/// The element on the Worker's own page, with the Worker's markup inside.
pub(crate) async fn on_own_page(page: &Page) -> Mounted {
    let tag = page.element().expect("a page of an element");
    let host = create(tag, &[]);
    let brand = Brand::default();
    let tree = view(page, &Texts::ENGLISH, &brand, &Place::OwnPage);
    host.set_inner_html(&html::serialise(&tree));
    mount(host).await
}

/// The Worker answers a request with this page, as it would over the wire.
pub(crate) async fn answer_with(index: u32, page: &Page) {
    let body = match Problem::of(page, texts::english()) {
        Some(problem) => serde_json::to_string(&problem),
        None => serde_json::to_string(page),
    };
    answer(index, page.status(), &body.expect("pages are JSON"));
    later(0).await;
}

/// Something answers that is not the Worker.
pub(crate) async fn answer_with_text(index: u32, status: u16, body: &str) {
    answer(index, status, body);
    later(0).await;
}

/// The fields that were sent.
pub(crate) fn sent(index: u32) -> serde_json::Value {
    let body = asked_body(index).expect("a body");
    serde_json::from_str(&body).expect("JSON")
}

pub(crate) fn find(inside: &Element, selector: &str) -> HtmlElement {
    let found = inside.query_selector(selector).expect("a valid selector");
    found
        .unwrap_or_else(|| panic!("no {selector}"))
        .unchecked_into()
}

pub(crate) fn is_there(inside: &Element, selector: &str) -> bool {
    let found = inside.query_selector(selector).expect("a valid selector");
    found.is_some()
}

pub(crate) fn input(inside: &Element, name: &str) -> HtmlInputElement {
    find(inside, &format!("input[name={name}]")).unchecked_into()
}

/// Types into a field, as a person would.
pub(crate) fn type_into(inside: &Element, name: &str, value: &str) {
    let input = input(inside, name);
    input.set_value(value);
    let init = EventInit::new();
    init.set_bubbles(true);
    let event = web_sys::Event::new_with_event_init_dict("input", &init).expect("an event");
    input.dispatch_event(&event).expect("no listener throws");
}

/// The page's name, as applications see it.
pub(crate) fn page_of(host: &Element) -> Option<String> {
    find(host, "[data-part=page]").get_attribute("data-page")
}

/// The part that has the focus.
pub(crate) fn focused_part() -> Option<String> {
    document().active_element()?.get_attribute("data-part")
}
