//! The HTML of a mail that somebody else has written, as a mail program would show it: it runs no
//! script, loads nothing, and its links lead out of its frame.

use http::{HeaderValue, StatusCode};
use okta::Response;

use super::html;
use crate::mail::Message;

/// What the frame may do: follow a link that a person has clicked.
pub(super) const ALLOWED: &str =
    "allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation";

const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
                      form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox ";

/// Links without a target lead out of the frame.
const BASE: &str = "<base target=\"_top\">";

/// The document in the frame.
pub(super) fn respond(message: &Message) -> Response {
    let policy = HeaderValue::try_from(format!("{POLICY}{ALLOWED}"));
    let policy = policy.expect("the policy is a constant in ASCII");
    html(StatusCode::OK, with_base(&message.html), policy)
}

/// After the start of the head, or else before everything.
fn with_base(html: &str) -> String {
    let (before, after) = html.split_at(end_of_head_tag(html).unwrap_or(0));
    format!("{before}{BASE}{after}")
}

fn end_of_head_tag(html: &str) -> Option<usize> {
    let lower = html.to_ascii_lowercase();
    let begin = ["<head>", "<head "]
        .iter()
        .find_map(|tag| lower.find(tag))?;
    let length = lower[begin..].find('>')?;
    Some(begin + length + 1)
}

#[cfg(test)]
mod tests {
    use super::with_base;

    #[test]
    fn links_lead_out_of_the_frame_whatever_the_document() {
        for (html, framed) in [
            (
                "<!doctype html><HTML><head class=\"a\"><title>A</title>",
                "<!doctype html><HTML><head class=\"a\"><base target=\"_top\"><title>A</title>",
            ),
            (
                "<header>\u{130}</header>",
                "<base target=\"_top\"><header>\u{130}</header>",
            ),
            ("<head", "<base target=\"_top\"><head"),
            ("", "<base target=\"_top\">"),
        ] {
            assert_eq!(with_base(html), framed);
        }
    }
}
