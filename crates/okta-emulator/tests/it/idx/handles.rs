//! State handles, and the way of a browser to its session.

use http::{Method, StatusCode};
use okta::idx::MessageKey;
use okta_emulator::seed::PASSWORD;
use okta_emulator::{StateHandleLives, StateHandleShape};

use super::{ADA, Browser, seed};
use crate::stage::{NEW_PASSWORD, request};

fn with(shape: StateHandleShape) -> Browser {
    let mut seed = seed();
    seed.switches.idx.state_handle = shape;
    Browser::with(seed)
}

#[test]
fn handles_have_the_form_that_the_switch_says() {
    for (shape, start, lengths) in [
        (StateHandleShape::IdAndContext, "02.id.", [967, 967]),
        (StateHandleShape::Short, "02", [42, 42]),
        (StateHandleShape::Encrypted, "eyJ6aXAiOiJERUYi", [3000, 42]),
    ] {
        let mut browser = with(shape);
        assert!(browser.handle().secret().starts_with(start));
        let first = browser.handle().secret().len();
        browser.until_code(ADA);
        assert_eq!(
            [first, browser.handle().secret().len()],
            lengths,
            "{shape:?}"
        );
        let code = browser.code();
        browser.answer(&code).answer(NEW_PASSWORD);
        assert!(browser.state.is_complete(), "{shape:?}");
    }
}

#[test]
fn every_form_carries_the_handle_of_its_state() {
    let mut browser = with(StateHandleShape::Encrypted);
    browser.until_code(ADA);
    let handle = browser.handle();
    let forms = browser
        .state
        .remediations
        .iter()
        .chain(browser.state.poll());
    for form in forms.chain(&browser.state.cancel) {
        let field = form.field("stateHandle").unwrap();
        assert_eq!(field.text(), Some(handle.secret()));
        assert_eq!((field.visible, field.mutable), (Some(false), Some(false)));
    }
}

#[test]
fn a_step_that_is_taken_ends_the_handle_it_was_taken_with() {
    for shape in [
        StateHandleShape::IdAndContext,
        StateHandleShape::Short,
        StateHandleShape::Encrypted,
    ] {
        let mut seed = seed();
        seed.switches.idx.state_handle = shape;
        seed.switches.idx.state_handle_lives = StateHandleLives::Step;
        let mut browser = Browser::with(seed);
        let mut handles = vec![browser.handle()];
        browser.until_code(ADA);
        handles.push(browser.handle());
        browser.answer("no code");
        assert_eq!(browser.handle(), handles[1], "a refusal changes nothing");
        let forms = browser.state.remediations.iter();
        for form in forms.chain(browser.state.poll()) {
            let field = form.field("stateHandle").unwrap();
            assert_eq!(field.text(), Some(handles[1].secret()), "{shape:?}");
        }
        let code = browser.code();
        browser.answer(&code);
        handles.push(browser.handle());
        for old in &handles[..2] {
            let body = serde_json::json!({ "stateHandle": old.secret() });
            let reply = browser.stage.post("/idp/idx/introspect", &body);
            assert_eq!(reply.status, 401, "{shape:?}");
            let body = serde_json::json!({ "stateHandle": handles[2].secret() });
            let reply = browser.stage.post("/idp/idx/introspect", &body);
            assert_eq!(reply.status, 200, "asking takes no step");
        }
        browser.answer(NEW_PASSWORD);
        assert!(browser.state.is_complete(), "{shape:?}");
    }
}

#[test]
fn introspection_tells_where_the_transaction_stands() {
    let mut browser = Browser::new();
    browser.until_code(ADA);
    let before = serde_json::to_value(&browser.state).unwrap();
    let handle = browser.handle();
    for name in ["stateHandle", "stateToken"] {
        let body = serde_json::json!({ name: handle.secret() });
        let reply = browser.stage.post("/idp/idx/introspect", &body);
        assert_eq!(reply.json(), before, "{name}");
    }
}

#[test]
fn a_step_that_nobody_takes_ends_in_time() {
    let mut browser = Browser::new();
    browser.stage.org.advance(3600);
    browser.recover();
    browser.is_told(StatusCode::UNAUTHORIZED, &MessageKey::SessionExpired);
}

#[test]
fn the_part_before_the_tilde_is_enough_for_the_redirect_to_a_session() {
    let mut browser = Browser::new();
    browser.sign_in(ADA, PASSWORD);
    let handle = browser.handle();
    let path = format!("/login/token/redirect?stateToken={}", handle.id());
    let reply = browser.stage.send(&request(Method::GET, &path, Vec::new()));
    assert_eq!(reply.status, 302);
    let code = browser.state.interaction_code().unwrap();
    let target = format!(
        "http://127.0.0.1:8787/login/callback?interaction_code={}&state=of%20the%20art",
        code.secret()
    );
    assert_eq!(reply.headers["location"], target.as_str());
    assert!(
        reply.headers["set-cookie"]
            .to_str()
            .unwrap()
            .starts_with("idx=")
    );
}

#[test]
fn nobody_is_redirected_before_the_end() {
    let mut browser = Browser::new();
    let handle = browser.handle();
    for token in [handle.id(), "02.id.nobody", ""] {
        let path = format!("/login/token/redirect?stateToken={token}");
        let reply = browser.stage.get(&path);
        assert_eq!(reply.error(), (401, "E0000011".to_owned()), "{token}");
    }
}
