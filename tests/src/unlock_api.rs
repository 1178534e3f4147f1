//! What the routes do that unlock an account, beside the stories.

use serde_json::json;

use crate::call::{Call, FORM, JSON};
use crate::org::Okta;
use crate::programs::{Programs, RemoteOkta};

const LOCKED: &str = "locked@example.com";
const OLD: &str = "Correct-Horse-7";

/// Everybody is answered alike; looking at the link asks nobody, whoever looks and how; one call
/// unlocks.
pub fn routes_that_unlock(programs: &Programs) {
    let mut okta = RemoteOkta::fresh(&programs.okta);
    let okta: &mut dyn Okta = &mut okta;
    let answers = [LOCKED, "ada@example.com", "nobody@example.com"].map(|login| {
        let body = format!("login={login}&channel=email&purpose=unlock");
        let html = Call::post("/forgot_password", FORM, body.as_bytes()).send(programs);
        let cookies = html.headers().get_all("set-cookie").iter();
        let lengths: Vec<_> = cookies.map(http::HeaderValue::len).collect();
        let text = html.body().replace(login, "");
        let reference = text.rfind("Reference").unwrap_or(text.len());
        (html.status(), lengths, text[..reference].to_owned())
    });
    assert_eq!(answers[0].0, 200);
    assert_eq!(answers[0], answers[1], "who is not locked");
    assert_eq!(answers[0], answers[2], "who is not there");

    let mail = okta.mail_for(LOCKED, 1);
    let link = mail["links"][0].as_str().expect("the mail has a link");
    let path = link.strip_prefix(&programs.worker).expect("it is ours");
    for method in ["GET", "HEAD", "GET"] {
        let answer = Call::get(path).method(method).send(programs);
        assert_eq!(answer.status(), 303, "{method}");
        assert_eq!(answer.headers()["location"], "/reset_password");
        assert_eq!(answer.headers()["referrer-policy"], "no-referrer");
    }
    let looked = json!({ "page": "new-password", "purpose": "only-unlock" });
    assert_eq!(Call::get(path).json(programs), (200, looked));
    let is_asked = |path: &String| path.contains("recovery/token");
    assert!(!okta.calls().iter().any(is_asked), "nobody is asked");
    assert!(!okta.signs_in(LOCKED, OLD), "nobody is unlocked");

    let (status, done) = Call::post(path, JSON, b"{}").json(programs);
    let expected = json!({ "page": "done", "purpose": "only-unlock", "login": LOCKED });
    assert_eq!((status, done), (200, expected));
    assert!(okta.signs_in(LOCKED, OLD), "by the old password");
}
