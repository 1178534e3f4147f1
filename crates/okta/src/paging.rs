//! `Link: <…>; rel="next"`: where a list goes on.
//!
//! Source: [pagination](https://developer.okta.com/docs/reference/core-okta-api/#pagination),
//! [RFC 8288](https://www.rfc-editor.org/rfc/rfc8288#section-3).

use http::Uri;
use http::header::LINK;

use crate::error::{Defect, Error};
use crate::org::OrgUrl;
use crate::response::{Response, unreadable};

/// The next page of the list at `path`, which was asked for with `query` (`name=value`, or
/// nothing). A link to another of the org's domains, as between its own name and a custom one, is
/// followed on `org`, behind the link's cursor.
///
/// # Errors
///
/// [`Defect::NextPage`] when there is one, but it cannot be told where.
pub(crate) fn next(
    org: &OrgUrl,
    (path, query): (&str, &str),
    response: &Response,
) -> Result<Option<Uri>, Error> {
    let unknown = || unreadable(response, Defect::NextPage);
    let Some(href) = next_href(response).map_err(|Garbled| unknown())? else {
        return Ok(None);
    };
    if let Some(url) = org.own(&href) {
        return Ok(Some(url));
    }
    let cursor = cursor(path, &href).ok_or_else(unknown)?;
    let query = if query.is_empty() {
        String::new()
    } else {
        format!("{query}&")
    };
    Ok(Some(
        org.join_escaped(&format!("{path}?{query}after={cursor}")),
    ))
}

/// Whether there is more, wherever.
pub(crate) fn is_paged(response: &Response) -> bool {
    !matches!(next_href(response), Ok(None))
}

/// A link that may well be one to the next page.
struct Garbled;

fn next_href(response: &Response) -> Result<Option<String>, Garbled> {
    for header in response.headers().get_all(LINK) {
        let header = String::from_utf8_lossy(header.as_bytes());
        for link in outside_quotes(&header, ',') {
            if let Some(href) = href_if_next(link.trim())? {
                return Ok(Some(href.to_owned()));
            }
        }
    }
    Ok(None)
}

fn href_if_next(link: &str) -> Result<Option<&str>, Garbled> {
    let parts = link.strip_prefix('<').and_then(|link| link.split_once('>'));
    let Some((href, parameters)) = parts else {
        let mentioned = link.to_ascii_lowercase().contains("next");
        return if mentioned { Err(Garbled) } else { Ok(None) };
    };
    let mut parameters = outside_quotes(parameters, ';');
    Ok(parameters.any(is_next).then_some(href))
}

/// `rel=next`, with or without quotes, perhaps among other relations.
fn is_next(parameter: &str) -> bool {
    parameter.split_once('=').is_some_and(|(name, value)| {
        let mut relations = value.trim().trim_matches('"').split_ascii_whitespace();
        name.trim().eq_ignore_ascii_case("rel")
            && relations.any(|relation| relation.eq_ignore_ascii_case("next"))
    })
}

/// The parts between separators that stand neither in quotes nor in `<…>`.
fn outside_quotes(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let (mut in_quotes, mut in_brackets) = (false, false);
    text.split(move |c: char| {
        match c {
            '"' if !in_brackets => in_quotes = !in_quotes,
            '<' if !in_quotes => in_brackets = true,
            '>' if !in_quotes => in_brackets = false,
            _ => {}
        }
        c == separator && !in_quotes && !in_brackets
    })
}

/// `after` of a link to the list at `path`, on whichever host, escaped as it was.
fn cursor<'a>(list: &str, href: &'a str) -> Option<&'a str> {
    let (path, query) = href.split_once('?')?;
    let path = match path.split_once("://") {
        Some((_scheme, rest)) => rest.find('/').and_then(|start| rest.get(start..))?,
        None => path,
    };
    let mut parameters = query.split(['&', '#']);
    let cursor = parameters.find_map(|parameter| parameter.strip_prefix("after="))?;
    let is_escaped = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%,:+".contains(&byte);
    (path == list && !cursor.is_empty() && cursor.bytes().all(is_escaped)).then_some(cursor)
}
