//! `/mailbox` and `/`.

use http::Method;
use serde_json::json;

use crate::stage::{PASSWORD, Reply, Stage, request};

fn sign_in(stage: &mut Stage, form: &str) -> Reply {
    stage.send(&request(Method::POST, "/", form.as_bytes().to_vec()))
}

#[test]
fn the_mailbox_lists_the_newest_mail_first_and_looks_for_more() {
    let mut stage = Stage::new();
    assert!(stage.get("/mailbox").text.contains("No mail yet"));
    stage.forget("ada@example.com");
    stage.forget("grace@example.com");
    let list = stage.get("/mailbox").text;
    assert!(list.contains("http-equiv=\"refresh\""));
    let ada = list.find("ada@example.com").expect("Ada's mail is listed");
    let grace = list
        .find("grace@example.com")
        .expect("Grace's mail is listed");
    assert!(grace < ada);
    assert!(list.contains("href=\"/mailbox/2\""));
}

#[test]
fn an_opened_mail_has_its_link_and_keeps_still() {
    let mut stage = Stage::new();
    stage.forget("ada@example.com");
    let mail = stage.get("/mailbox/1").text;
    let link = &stage.org.outbox()[0].links[0];
    assert!(
        mail.contains(&format!("<a href=\"{link}\" target=\"_top\"")),
        "{mail}"
    );
    assert!(!mail.contains("http-equiv"));
}

#[test]
fn a_mail_that_is_not_there_is_not_found() {
    let mut stage = Stage::new();
    for path in ["/mailbox/1", "/mailbox/0", "/mailbox/x"] {
        assert_eq!(stage.get(path).status, 404, "{path}");
    }
}

#[test]
fn names_are_escaped() {
    let mut stage = Stage::new();
    let body = json!({
        "profile": { "login": "x@example.com", "firstName": "<script>alert(1)</script>" },
        "credentials": { "password": { "value": PASSWORD } },
    });
    stage.post("/_emulator/users", &body);
    stage.forget("x@example.com");
    let mail = stage.get("/mailbox/1").text;
    assert!(mail.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(!mail.contains("<script"));
    assert!(!stage.org.outbox()[0].html.contains("<script"));
}

#[test]
fn pages_allow_no_script_and_are_not_kept() {
    let mut stage = Stage::new();
    stage.forget("ada@example.com");
    for path in ["/", "/mailbox", "/mailbox/1", "/mailbox/9"] {
        let reply = stage.get(path);
        let policy = reply.headers["content-security-policy"]
            .to_str()
            .expect("the policy is text");
        assert!(
            policy.contains("default-src 'none'") && !policy.contains("script-src"),
            "{path}"
        );
        assert_eq!(reply.headers["cache-control"], "no-cache, no-store");
        assert_eq!(reply.headers["content-type"], "text/html; charset=utf-8");
    }
    assert_eq!(
        stage.get("/mailbox/style.css").headers["content-type"],
        "text/css; charset=utf-8"
    );
}

#[test]
fn the_sign_in_form_says_whether_a_password_is_right() {
    let mut stage = Stage::new();
    assert!(
        stage
            .get("/")
            .text
            .contains("<form method=\"post\" action=\"/\">")
    );
    let right = sign_in(
        &mut stage,
        "username=ada%40example.com&password=Correct-Horse-7",
    );
    assert_eq!(right.status, 200);
    assert!(right.text.contains("Signed in as Ada Lovelace."));
    let wrong = sign_in(&mut stage, "username=ada%40example.com&password=wrong");
    assert_eq!(wrong.status, 401);
    assert!(wrong.text.contains("Not signed in."));
}

#[test]
fn the_sign_in_form_takes_every_letter() {
    let mut stage = Stage::new();
    let body = json!({
        "profile": { "login": "x@example.com" },
        "credentials": { "password": { "value": "a b+c&d=é%" } },
    });
    stage.post("/_emulator/users", &body);
    let reply = sign_in(
        &mut stage,
        "username=x%40example.com&password=a+b%2Bc%26d%3D%C3%A9%25",
    );
    assert_eq!(reply.status, 200);
}

#[test]
fn wrong_passwords_at_the_form_count_too() {
    let mut stage = Stage::new();
    for _ in 0..10 {
        sign_in(&mut stage, "username=ada%40example.com&password=wrong");
    }
    assert_eq!(stage.status_of("ada@example.com"), "LOCKED_OUT");
}
