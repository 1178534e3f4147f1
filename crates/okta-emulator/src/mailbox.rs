//! `/mailbox`: the outbox, as a person would see it.

mod frame;

use http::header::{CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderValue, Method, StatusCode};
use okta::{Request, Response};

use crate::answer::with_body;
use crate::html::Html;
use crate::mail::{Channel, Message, Shown};

/// Seconds after which the list looks for new mail.
const REFRESH: &str = "3";

/// The end of the path of a mail's own HTML.
const FRAMED: &str = "/html";

/// Where the pages of the emulator find their style.
const STYLE_PATH: &str = "/mailbox/style.css";

/// Answers a request to `/mailbox` and below.
pub(crate) fn respond(outbox: &[Message], request: &Request) -> Response {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return page(
            StatusCode::METHOD_NOT_ALLOWED,
            "Not here",
            [],
            [paragraph("This page can only be read.")],
        );
    }
    let path = request.uri().path();
    if path == STYLE_PATH {
        return with_body(
            StatusCode::OK,
            "text/css; charset=utf-8",
            STYLE.as_bytes().to_vec(),
        );
    }
    if path == "/mailbox" || path == "/mailbox/" {
        return list(outbox);
    }
    let name = path.strip_prefix("/mailbox/").unwrap_or_default();
    let (name, in_frame) = match name.strip_suffix(FRAMED) {
        Some(name) => (name, true),
        None => (name, false),
    };
    let number = name.parse::<usize>().ok();
    match number.and_then(|number| outbox.get(number.checked_sub(1)?)) {
        Some(message) if in_frame => frame::respond(message),
        Some(message) => letter(name, message),
        None => page(
            StatusCode::NOT_FOUND,
            "No such mail",
            [],
            [
                paragraph("It was never sent, or it was cleared away."),
                back(),
            ],
        ),
    }
}

/// The newest first. Mails are numbered from 1, in the order they were sent.
fn list(outbox: &[Message]) -> Response {
    let mails = outbox.iter().enumerate().rev().map(|(index, message)| {
        let path = format!("/mailbox/{}", index + 1);
        let link = Html::element("a", &[("href", &path)], [Html::text(&message.subject)]);
        let to = Html::element("span", &[("class", "to")], [Html::text(&message.to)]);
        Html::element("li", &[("data-part", "mail")], [link, to, sent_at(message)])
    });
    let list = Html::element("ol", &[("class", "mails"), ("data-part", "mails")], mails);
    let content = if outbox.is_empty() {
        paragraph("No mail yet. This page looks again every few seconds.")
    } else {
        list
    };
    let refresh = Html::void("meta", &[("http-equiv", "refresh"), ("content", REFRESH)]);
    page(StatusCode::OK, "Mailbox", [refresh], [content])
}

fn letter(number: &str, message: &Message) -> Response {
    let row = |name, value| {
        [
            Html::element("dt", &[], [Html::text(name)]),
            Html::element("dd", &[], [value]),
        ]
    };
    let from = match &message.shown {
        Shown::Inline(_) => None,
        Shown::Framed { from } => Some(row("From", Html::text(from))),
    };
    let rows = from
        .into_iter()
        .chain([row("To", Html::text(&message.to))])
        .chain([row("By", Html::text(by(message.channel)))])
        .chain([row("Sent", sent_at(message))]);
    let head = Html::element("dl", &[], rows.flatten());
    let body = match &message.shown {
        Shown::Inline(body) => vec![body.clone()],
        Shown::Framed { .. } => framed(number, message),
    };
    let body = Html::element("article", &[("data-part", "body")], body);
    page(StatusCode::OK, &message.subject, [], [head, body, back()])
}

/// Both parts of a mail of somebody else's: HTML in a frame of its own, and the text.
fn framed(number: &str, message: &Message) -> Vec<Html> {
    let path = format!("/mailbox/{number}{FRAMED}");
    let attributes = [
        ("src", path.as_str()),
        ("title", "The mail as HTML"),
        ("sandbox", frame::ALLOWED),
    ];
    let html = Html::element("iframe", &attributes, []);
    let text = Html::element("pre", &[], [Html::text(&message.text)]);
    if message.html.is_empty() {
        return vec![text];
    }
    let summary = Html::element("summary", &[], [Html::text("The mail as text")]);
    vec![html, Html::element("details", &[], [summary, text])]
}

fn by(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => "mail",
        Channel::Sms => "text message",
        Channel::Call => "voice call",
    }
}

/// `2026-11-22T08:34:06.493Z`, without what a person does not read.
fn sent_at(message: &Message) -> Html {
    let time = message.sent_at.to_string();
    let seconds = time.split('.').next().unwrap_or_default();
    let shown = format!("{} UTC", seconds.replace('T', " "));
    Html::element("time", &[("datetime", &time)], [Html::text(&shown)])
}

fn back() -> Html {
    let link = Html::element("a", &[("href", "/mailbox")], [Html::text("All mails")]);
    Html::element("p", &[], [link])
}

pub(crate) fn paragraph(text: &str) -> Html {
    Html::element("p", &[], [Html::text(text)])
}

/// One of the emulator's own pages. Mails carry their style in attributes, so
/// those are allowed, and frames with mails of others; scripts and foreign
/// content are not.
pub(crate) fn page(
    status: StatusCode,
    title: &str,
    head: impl IntoIterator<Item = Html>,
    content: impl IntoIterator<Item = Html>,
) -> Response {
    let basics = [
        Html::void("meta", &[("charset", "utf-8")]),
        Html::void(
            "meta",
            &[
                ("name", "viewport"),
                ("content", "width=device-width, initial-scale=1"),
            ],
        ),
        Html::element("title", &[], [Html::text(title)]),
        Html::void("link", &[("rel", "stylesheet"), ("href", STYLE_PATH)]),
    ];
    let heading = Html::element("h1", &[], [Html::text(title)]);
    let main = Html::element("main", &[], [heading].into_iter().chain(content));
    let body = Html::element("body", &[], [navigation(), main]);
    let document = Html::document(basics.into_iter().chain(head), body);
    html(status, document, HeaderValue::from_static(POLICY))
}

/// A document under a content security policy.
fn html(status: StatusCode, document: String, policy: HeaderValue) -> Response {
    let mut response = with_body(status, "text/html; charset=utf-8", document.into_bytes());
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

const POLICY: &str = "default-src 'none'; style-src 'self'; style-src-attr 'unsafe-inline'; frame-src 'self'; \
                      form-action 'self'; base-uri 'none'";

fn navigation() -> Html {
    let link = |path, text| Html::element("a", &[("href", path)], [Html::text(text)]);
    let name = Html::element("strong", &[], [Html::text("Okta emulator")]);
    Html::element(
        "nav",
        &[],
        [name, link("/mailbox", "Mailbox"), link("/", "Sign in")],
    )
}

const STYLE: &str = include_str!("pages.css");
