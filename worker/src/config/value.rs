//! What the values of settings mean, without their names.

use std::ops::RangeInclusive;

use worker::Url;

/// Minutes, in milliseconds.
pub(super) fn minutes(text: &str, allowed: RangeInclusive<i64>) -> Option<i64> {
    let minutes = text.parse().ok()?;
    allowed.contains(&minutes).then(|| minutes * 60_000)
}

/// `true` is the first, `false` the second.
pub(super) fn yes_or_no<T>(text: &str, yes: T, no: T) -> Option<T> {
    match text {
        "true" => Some(yes),
        "false" => Some(no),
        _ => None,
    }
}

/// An address that people may be sent to; on this machine plain http will do.
pub(super) fn address(text: &str, schemes: &[&str]) -> Option<String> {
    let url = Url::parse(text).ok()?;
    let is_known = schemes.contains(&url.scheme()) || is_local(&url);
    is_known.then(|| url.to_string())
}

/// What stands before the paths of an API, without a slash at the end; on this machine plain http
/// will do.
pub(super) fn api(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    let bare = url.query().is_none() && url.fragment().is_none();
    let fits = bare && is_anonymous(&url) && is_safe(&url);
    fits.then(|| url.as_str().trim_end_matches('/').to_owned())
}

/// An origin, as browsers write it; on this machine plain http will do.
pub(super) fn origin(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let fits = bare && is_anonymous(&url) && is_safe(&url);
    fits.then(|| url.origin().ascii_serialization())
}

/// Origins, separated by spaces.
pub(super) fn origins(text: &str) -> Option<Vec<String>> {
    text.split_whitespace().map(origin).collect()
}

/// Addresses that people may be sent back to, separated by spaces: whole ones, or origins, which
/// stand for all of theirs.
pub(super) fn ways_back(text: &str) -> Option<Vec<String>> {
    text.split_whitespace().map(way_back).collect()
}

/// An address as [`Url`] writes it, on the web and nobody's own.
pub(super) fn way_back(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    (is_anonymous(&url) && is_safe(&url)).then(|| url.to_string())
}

/// Whether an address is one of those that [`ways_back`] has read.
pub(super) fn leads_back(ways: &[String], url: &str) -> bool {
    let is_way = |way: &String| {
        let is_origin = origin(way).is_some_and(|origin| url.starts_with(&format!("{origin}/")));
        way == url || is_origin
    };
    ways.iter().any(is_way)
}

fn is_anonymous(url: &Url) -> bool {
    url.username().is_empty() && url.password().is_none()
}

fn is_safe(url: &Url) -> bool {
    url.scheme() == "https" || is_local(url)
}

fn is_local(url: &Url) -> bool {
    url.scheme() == "http" && matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"))
}
