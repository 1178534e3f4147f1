//! What people read is in their language: who says so is heard before their browser, a mail is in the
//! language of its request, and an operator's own words stand in the place of ours.

use http::header::SET_COOKIE;
use pages::{Language, Texts};
use serde_json::Value;

use crate::call::{Call, FORM};
use crate::edge::Check;
use crate::org::Okta;
use crate::programs::{Programs, RemoteOkta};

/// Every check, of a Worker that sends its own mails, with [`TEXTS`].
pub const CHECKS: &[Check] = &[
    ("a_page_is_in_the_language_of_the_browser", browsers),
    ("the_menu_changes_the_language_and_keeps_the_way_back", menu),
    ("an_answer_to_a_form_has_no_menu", no_menu),
    ("a_mail_is_in_the_language_of_its_request", mails),
    ("the_operators_own_words_stand_in_their_place", own_words),
];

/// Words of an operator's own.
pub const TEXTS: (&str, &str) = (
    "TEXTS",
    r#"{"da": {"pages": {"forgot_title": "Glemt?"}, "mails": {"reset": {"subject": "Ny kode til {brand}"}}}}"#,
);

const ADA: &str = "ada@example.com";

fn language(tag: &str) -> Language {
    Language::tagged(tag).expect("there is a catalogue")
}

/// The page, and the cookies that came with it.
fn page(programs: &Programs, path: &str, headers: &[(&str, &str)]) -> (String, Vec<String>) {
    let headers = [headers, &[("accept", "text/html")]].concat();
    let answer = Call::get(path).with(&headers).send(programs);
    assert_eq!(answer.status(), 200, "{path}");
    let cookies = answer.headers().get_all(SET_COOKIE).into_iter();
    let cookies = cookies.filter_map(|cookie| {
        let cookie = cookie.to_str().ok()?;
        let (pair, _) = cookie.split_once(';')?;
        Some(pair.to_owned())
    });
    (answer.body().clone(), cookies.collect())
}

/// Whether this is the first page in that language.
fn assert_in(document: &str, tag: &str) {
    let texts = language(tag).texts();
    let root = format!(r#"<html lang="{tag}" dir="{}">"#, texts.direction);
    assert!(document.contains(&root), "{tag}: {document}");
    assert!(document.contains(texts.login_label), "{tag}: {document}");
    let chosen = format!(r#"<option selected value="{tag}""#);
    assert!(document.contains(&chosen), "{tag}: {document}");
}

fn browsers(programs: &Programs) {
    for language in Language::all() {
        let headers = [("accept-language", language.tag())];
        let (document, _) = page(programs, "/forgot_password", &headers);
        assert_in(&document, language.tag());
    }
    for (header, tag) in [
        ("de-CH, fr;q=0.5", "de"),
        ("fr;q=0.5, tlh, he;q=0.8", "he"),
        ("zh-TW", "zh-Hant"),
        ("tlh", "en"),
    ] {
        let headers = [("accept-language", header)];
        let (document, _) = page(programs, "/forgot_password", &headers);
        assert_in(&document, tag);
    }
    let headers = [("accept-language", "de")];
    let (document, _) = page(programs, "/forgot_password?ui_locales=tlh%20ja", &headers);
    assert_in(&document, "ja");
}

fn menu(programs: &Programs) {
    let headers = [("accept-language", "de")];
    let asked = "/forgot_password?login=ada%40example.com&lang=ar&ui_locales=ja";
    let (document, cookies) = page(programs, asked, &headers);
    assert_in(&document, "ar");
    // The menu asks for the same page, in another language.
    for (name, value) in [("login", ADA), ("ui_locales", "ja")] {
        let kept = format!(r#"<input type="hidden" name="{name}" value="{value}">"#);
        assert!(document.contains(&kept), "{document}");
    }
    assert!(!document.contains(r#"type="hidden" name="lang""#));
    let chosen = cookies
        .iter()
        .find(|it| it.starts_with("__Host-rekey-lang"));
    assert_eq!(chosen.map(String::as_str), Some("__Host-rekey-lang=ar"));
    // It stays, whatever the application says on the next page.
    let headers = [("accept-language", "de"), ("cookie", &cookies.join("; "))];
    let (document, cookies) = page(programs, "/forgot_password?ui_locales=ja", &headers);
    assert_in(&document, "ar");
    assert!(!cookies.iter().any(|it| it.contains("lang")), "{cookies:?}");
    // Until another one is chosen. What nobody knows is no choice.
    for (asked, tag) in [("th", "th"), ("tlh", "ar")] {
        let asked = format!("/forgot_password?lang={asked}");
        let (document, _) = page(programs, &asked, &headers);
        assert_in(&document, tag);
    }
    let headers = [("cookie", "__Host-rekey-lang=%3Cscript%3E")];
    let (document, _) = page(programs, "/forgot_password", &headers);
    assert_in(&document, "en");
}

fn no_menu(programs: &Programs) {
    let headers = [
        ("accept", "text/html"),
        ("accept-language", "pl"),
        ("sec-fetch-site", "same-origin"),
    ];
    let empty = Call::post("/forgot_password", FORM, b"login=").with(&headers);
    let answer = empty.send(programs);
    let texts = language("pl").texts();
    assert!(answer.body().contains(texts.login_missing), "{answer:?}");
    assert!(!answer.body().contains("<select"), "{answer:?}");
    assert_eq!(answer.headers()["content-language"], "pl");
}

/// Asks for a mail in a language, and gives it back.
fn mailed(programs: &Programs, body: &str, headers: &[(&str, &str)]) -> Value {
    let mut okta = RemoteOkta::fresh(&programs.okta);
    let headers = [
        headers,
        &[("accept", "text/html"), ("sec-fetch-site", "same-origin")],
    ]
    .concat();
    let asked = Call::post("/forgot_password", FORM, body.as_bytes()).with(&headers);
    assert_eq!(asked.send(programs).status(), 200, "{body}");
    (&mut okta as &mut dyn Okta).mail_for(ADA, 1)
}

fn mails(programs: &Programs) {
    let login = "login=ada%40example.com";
    let header = [("accept-language", "fa")];
    let field = format!("{login}&lang=he");
    let cookie = [
        ("accept-language", "fa"),
        ("cookie", "__Host-rekey-lang=ja"),
    ];
    for (tag, mail) in [
        ("fa", mailed(programs, login, &header)),
        ("he", mailed(programs, &field, &header)),
        ("ja", mailed(programs, login, &cookie)),
    ] {
        let texts = language(tag).mail_texts();
        let subject = texts.reset.subject.replace("{brand}", "Analytical Engines");
        assert_eq!(mail["subject"], *subject, "{mail}");
        let html = mail["html"].as_str().unwrap_or_default();
        let root = format!(r#"lang="{tag}" dir="{}""#, texts.direction);
        assert!(html.contains(&root), "{html}");
        assert!(html.contains(texts.reset_button), "{html}");
        let text = mail["text"].as_str().unwrap_or_default();
        let code = mail["code"].as_str().unwrap_or_default();
        let said = texts.code.replace("{code}", code);
        assert!(
            text.contains(&said),
            "the emulator finds the code of {tag}: {text}"
        );
        let link = mail["links"][0].as_str().unwrap_or_default();
        assert!(link.contains("/reset_password/"), "{mail}");
    }
}

fn own_words(programs: &Programs) {
    let headers = [("accept-language", "da")];
    let (document, _) = page(programs, "/forgot_password", &headers);
    assert!(document.contains(">Glemt?</h1>"), "{document}");
    assert!(document.contains(language("da").texts().login_label));
    // The script is told where they are, and finds them there.
    assert!(
        document.contains(r#" texts="/texts?lang=da""#),
        "{document}"
    );
    // Of another language it has all that there is.
    let (document, _) = page(programs, "/forgot_password?lang=de", &headers);
    assert!(!document.contains("/texts"), "{document}");
    let packed = Call::get("/texts?lang=da").send(programs);
    let packed: &'static str = packed.into_body().leak();
    let texts = Texts::unpack(packed).expect("it is of this version");
    assert_eq!(texts.forgot_title, "Glemt?");
    assert_eq!(texts.save, language("da").texts().save);
    let mail = mailed(programs, "login=ada%40example.com", &headers);
    assert_eq!(mail["subject"], "Ny kode til Analytical Engines");
    let ours = language("da").mail_texts().reset_button;
    assert!(mail["html"].as_str().is_some_and(|it| it.contains(ours)));
}
