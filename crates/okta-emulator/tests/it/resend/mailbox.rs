//! How the mailbox shows a mail that somebody else has written.

use serde_json::{Value, json};

use super::{LINK, mail, mail_with, send};
use crate::stage::Stage;

/// A mail that would do what no mail may.
const HOSTILE: &str = "<html><head></head><body onload=\"alert(1)\"><script>alert(2)</script>\
                       <img src=\"https://spy.example.com/pixel\"></body></html>";

#[test]
fn the_html_stands_in_a_frame_that_can_do_nothing() {
    let mut stage = Stage::new();
    send(&mut stage, &mail_with("html", json!(HOSTILE)));
    let page = stage.get("/mailbox/1");
    assert!(!page.text.contains("<script") && !page.text.contains("onload"));
    let frame = "<iframe src=\"/mailbox/1/html\" title=\"The mail as HTML\" sandbox=\"";
    assert!(page.text.contains(frame), "{}", page.text);
    assert!(!page.text.contains("allow-scripts") && !page.text.contains("allow-same-origin"));
    let policy = page.headers["content-security-policy"].to_str();
    assert!(policy.expect("text").contains("frame-src 'self'"));
}

#[test]
fn the_frame_runs_no_script_and_loads_nothing_even_when_opened_alone() {
    let mut stage = Stage::new();
    send(&mut stage, &mail_with("html", json!(HOSTILE)));
    let frame = stage.get("/mailbox/1/html");
    assert!(
        frame
            .text
            .contains(HOSTILE.split_once("</head>").expect("it has one").1)
    );
    let policy = frame.headers["content-security-policy"].to_str();
    let directives: Vec<_> = policy.expect("text").split("; ").collect();
    for directive in [
        "default-src 'none'",
        "img-src data:",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    ] {
        assert!(directives.contains(&directive), "{directives:?}");
    }
    let sandbox = directives.iter().find(|one| one.starts_with("sandbox "));
    let sandbox = sandbox.expect("the document is in a sandbox by itself");
    assert!(!sandbox.contains("allow-scripts") && !sandbox.contains("allow-same-origin"));
    assert!(!directives.iter().any(|one| one.starts_with("script-src")));
}

#[test]
fn its_links_lead_out_of_the_frame() {
    let mut stage = Stage::new();
    send(&mut stage, &mail());
    let frame = stage.get("/mailbox/1/html").text;
    assert!(frame.contains("<head><base target=\"_top\">"), "{frame}");
    assert!(frame.contains(&format!("href=\"{LINK}\"")));
}

#[test]
fn sender_and_text_are_shown_too() {
    let mut stage = Stage::new();
    send(&mut stage, &mail());
    let page = stage.get("/mailbox/1").text;
    assert!(page.contains("Rekey &lt;no-reply@example.com&gt;"));
    assert!(page.contains("482916"));
    send(&mut stage, &mail_with("html", Value::Null));
    let page = stage.get("/mailbox/2").text;
    assert!(page.contains("482916") && !page.contains("<iframe"));
    assert_eq!(stage.get("/mailbox/3/html").status, 404);
    let list = stage.get("/mailbox").text;
    assert!(list.contains("Your new password") && list.contains("/mailbox/2"));
}
