//! An element speaks the language around it.

use pages::{CheckYourEmail, Language, Page, Texts};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::world::*;

fn texts(tag: &str) -> &'static Texts {
    let language = Language::tagged(tag);
    language.expect("there is a catalogue").texts()
}

fn label(host: &Element) -> String {
    let label = find(host, "[data-part=label]").text_content();
    label.unwrap_or_default()
}

fn page(host: &Element) -> (Option<String>, Option<String>) {
    let page = find(host, "[data-part=page]");
    (page.get_attribute("lang"), page.get_attribute("dir"))
}

async fn packed(index: u32, tag: &str) {
    answer_with_text(index, 200, &texts(tag).pack()).await;
}

#[wasm_bindgen_test]
async fn its_own_language_is_fetched_alone_and_shown() {
    let host = in_foreign_page("rekey-forgot-password", &[("lang", "ar-EG")]).await;
    assert_eq!(asked_count(), 1);
    assert_eq!(asked_url(0), "https://cdn.example.com/ar.txt");
    assert!(
        !is_there(&host.0, "form"),
        "nothing in another language before"
    );
    packed(0, "ar").await;
    assert_eq!(label(&host.0), texts("ar").login_label);
    assert_eq!(page(&host.0), (Some("ar".into()), Some("rtl".into())));
    // The next one does not ask again, and a form says in which language its mail is to be.
    let next = create("rekey-forgot-password", &[("lang", "ar")]);
    document()
        .body()
        .expect("a body")
        .append_child(&next)
        .expect("room");
    later(0).await;
    assert_eq!(label(&next), texts("ar").login_label);
    assert_eq!(asked_count(), 1);
    submit(&find(&next, "form"));
    assert_eq!(sent(1)["lang"], "ar");
    let sent = CheckYourEmail {
        login: "ada@example.com".into(),
        ..CheckYourEmail::default()
    };
    answer_with(1, &Page::CheckYourEmail(sent)).await;
    let title = find(&next, "[data-part=title]").text_content();
    assert_eq!(title.as_deref(), Some(texts("ar").by_email.title));
    next.remove();
}

#[wasm_bindgen_test]
async fn else_it_is_that_of_what_it_stands_in() {
    let around = document().create_element("div").expect("a valid name");
    around.set_attribute("lang", "de-AT").expect("a valid name");
    document()
        .body()
        .expect("a body")
        .append_child(&around)
        .expect("room");
    let host = create("rekey-forgot-password", &[]);
    let mounted = mount(host.clone()).await;
    around.append_child(&host).expect("room");
    // It began outside, in English; whoever moves it says so.
    assert_eq!(label(&host), Texts::ENGLISH.login_label);
    drop(mounted);
    let host = create("rekey-forgot-password", &[]);
    around.append_child(&host).expect("room");
    later(0).await;
    assert_eq!(asked_url(0), "https://cdn.example.com/de.txt");
    packed(0, "de").await;
    assert_eq!(label(&host), texts("de").login_label);
    around.remove();
}

#[wasm_bindgen_test]
async fn a_new_language_begins_anew() {
    let host = in_foreign_page("rekey-forgot-password", &[("lang", "en-GB")]).await;
    assert_eq!(asked_count(), 0, "English is there already");
    assert_eq!(label(&host.0), Texts::ENGLISH.login_label);
    host.0.set_attribute("lang", "de").expect("a valid name");
    later(0).await;
    if asked_count() == 1 {
        packed(0, "de").await;
    }
    assert_eq!(label(&host.0), texts("de").login_label);
    let pages = host
        .0
        .query_selector_all("[data-part=page]")
        .expect("valid");
    assert_eq!(pages.length(), 1);
}

#[wasm_bindgen_test]
async fn without_its_catalogue_it_is_english() {
    // Each of another operator, since a catalogue is kept.
    for (at, texts) in ["/texts/a", "/texts/b", "/texts/c", "/texts/d"]
        .into_iter()
        .enumerate()
    {
        let host = in_foreign_page("rekey-forgot-password", &[("texts", texts)]).await;
        assert_eq!(asked_url(0), texts);
        match at {
            0 => answer_with_text(0, 404, "not here").await,
            1 => answer_with_text(0, 200, "<!doctype html>").await,
            2 => answer_with_text(0, 200, "de\nltr\n1\nfrom another version").await,
            _ => {
                lose(0);
                later(0).await;
            }
        }
        assert_eq!(label(&host.0), Texts::ENGLISH.login_label, "{texts}");
        submit(&find(&host.0, "form"));
        assert_eq!(asked_count(), 2, "it works");
    }
}

#[wasm_bindgen_test]
async fn an_operators_own_sentences_are_shown() {
    let mut own = Texts::ENGLISH;
    own.login_label = "Staff number";
    let host = in_foreign_page("rekey-forgot-password", &[("texts", "/texts/en")]).await;
    answer_with_text(0, 200, &own.pack()).await;
    assert_eq!(label(&host.0), "Staff number");
}
