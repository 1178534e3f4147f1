//! `/mailbox`: the outbox, as a person would see it.

use http::header::{CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderValue, Method, StatusCode};
use okta::{Request, Response};

use crate::answer::with_body;
use crate::html::Html;
use crate::mail::{Channel, Message};

/// Seconds after which the list looks for new mail.
const REFRESH: &str = "3";

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
    let number = path
        .strip_prefix("/mailbox/")
        .and_then(|number| number.parse::<usize>().ok());
    match number.and_then(|number| outbox.get(number.checked_sub(1)?)) {
        Some(message) => letter(message),
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

fn letter(message: &Message) -> Response {
    let row = |name, value| {
        [
            Html::element("dt", &[], [Html::text(name)]),
            Html::element("dd", &[], [value]),
        ]
    };
    let rows = row("To", Html::text(&message.to))
        .into_iter()
        .chain(row("By", Html::text(by(message.channel))))
        .chain(row("Sent", sent_at(message)));
    let head = Html::element("dl", &[], rows);
    let body = Html::element("article", &[("data-part", "body")], [message.body.clone()]);
    page(StatusCode::OK, &message.subject, [], [head, body, back()])
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
/// those are allowed; scripts, frames and foreign content are not.
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
    let mut response = with_body(status, "text/html; charset=utf-8", document.into_bytes());
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

const POLICY: &str = "default-src 'none'; style-src 'self'; style-src-attr 'unsafe-inline'; form-action 'self'; \
                      base-uri 'none'";

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
