//! A request, read into values.

use futures_util::StreamExt;
use http::{HeaderMap, HeaderName, Method, header};
use okta::ClientContext;
use pages::WentWrong;
use pages::forms::Fields;
use recovery::Handle;
use serde_json::Value;
use worker::Request;

use crate::cookie::Cookie;

/// The most a body may have, in bytes.
const BODY_MAX: usize = 16 * 1024;

/// What the caller wants to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// A person with a browser.
    Html,
    /// The element, or an API client.
    Json,
}

/// A request, with its whole body.
#[derive(Debug)]
pub(crate) struct Inbound {
    pub(crate) method: Method,
    /// `https://host[:port]` as the caller reached us. Never used to build links.
    pub(crate) origin: String,
    /// Percent-encoded, as it came.
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    body: Body,
}

#[derive(Debug, PartialEq)]
enum Body {
    Whole(Vec<u8>),
    TooLarge,
    Unreadable,
}

impl Inbound {
    /// Reads a request of the runtime.
    pub(crate) async fn read(mut request: Request) -> Self {
        let url = request.url().ok();
        let part = |of: fn(&worker::Url) -> &str| url.as_ref().map(of).unwrap_or_default();
        let origin = url.as_ref().map(|url| url.origin().ascii_serialization());
        Self {
            method: request.method().to_string().parse().unwrap_or(Method::GET),
            origin: origin.unwrap_or_default(),
            path: part(worker::Url::path).to_owned(),
            query: part(|url| url.query().unwrap_or_default()).to_owned(),
            headers: HeaderMap::from(request.headers()),
            body: body(&mut request).await,
        }
    }

    /// Why the body cannot be used at all, if so.
    pub(crate) fn defect(&self) -> Option<WentWrong> {
        match self.body {
            Body::Whole(_) => None,
            Body::TooLarge => Some(WentWrong::TooLarge),
            Body::Unreadable => Some(WentWrong::BadRequest),
        }
    }

    /// The encoding of the answer, by `Accept`; an API client that names none but sends JSON
    /// reads JSON.
    pub(crate) fn encoding(&self) -> Encoding {
        let accept = self.header(&header::ACCEPT).unwrap_or_default();
        let json =
            weight(accept, "application/json").max(weight(accept, "application/problem+json"));
        let html = weight(accept, "text/html");
        if json > html || (json == 0 && html == 0 && self.is_json()) {
            Encoding::Json
        } else {
            Encoding::Html
        }
    }

    /// The fields of the body.
    ///
    /// # Errors
    /// [`WentWrong::WrongType`] or [`WentWrong::BadRequest`].
    pub(crate) fn fields(&self) -> Result<Fields, WentWrong> {
        let Body::Whole(bytes) = &self.body else {
            return Err(WentWrong::BadRequest);
        };
        match self.media_type() {
            _ if bytes.is_empty() => Ok(Fields::default()),
            Some("application/x-www-form-urlencoded") => Ok(urlencoded(bytes)),
            Some("application/json") => json(bytes).ok_or(WentWrong::BadRequest),
            _ => Err(WentWrong::WrongType),
        }
    }

    /// The value of a field in the query.
    pub(crate) fn query(&self, name: &str) -> Option<String> {
        urlencoded(self.query.as_bytes())
            .get(name)
            .map(str::to_owned)
    }

    /// The handle that the caller holds: as a cookie, or as the field `transaction`.
    pub(crate) fn handle(&self, cookie: Cookie) -> Option<Handle> {
        let cookies = self.headers.get_all(header::COOKIE);
        let from_cookie = cookies
            .iter()
            .filter_map(|value| value.to_str().ok())
            .find_map(|v| cookie.read(v));
        from_cookie.or_else(|| {
            self.fields()
                .ok()?
                .get(pages::forms::TRANSACTION)?
                .parse()
                .ok()
        })
    }

    /// The browser, as Okta shall see it.
    pub(crate) fn context(&self) -> ClientContext {
        let header = |name: &HeaderName| self.header(name).map(str::to_owned);
        ClientContext {
            user_agent: header(&header::USER_AGENT),
            accept_language: header(&header::ACCEPT_LANGUAGE),
            forwarded_for: header(&HeaderName::from_static("cf-connecting-ip")),
        }
    }

    /// A header's value, when it is text.
    pub(crate) fn header(&self, name: &HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Whether the body says that it is JSON: no HTML form of another site can do that.
    pub(crate) fn is_json(&self) -> bool {
        self.media_type() == Some("application/json")
    }

    fn media_type(&self) -> Option<&str> {
        let value = self.header(&header::CONTENT_TYPE)?;
        value.split(';').next().map(str::trim)
    }
}

/// Reads a body up to the bound and not further.
async fn body(request: &mut Request) -> Body {
    if request.inner().body().is_none() {
        return Body::Whole(Vec::new());
    }
    let Ok(mut stream) = request.stream() else {
        return Body::Unreadable;
    };
    let mut bytes = Vec::new();
    while let Some(chunk) = stream.next().await {
        let Ok(chunk) = chunk else {
            return Body::Unreadable;
        };
        bytes.extend_from_slice(&chunk);
        if bytes.len() > BODY_MAX {
            return Body::TooLarge;
        }
    }
    Body::Whole(bytes)
}

/// What is not UTF-8 becomes U+FFFD, which no field accepts.
fn urlencoded(bytes: &[u8]) -> Fields {
    let pairs = form_urlencoded::parse(bytes);
    Fields::from_pairs(pairs.map(|(name, value)| (name.into_owned(), value.into_owned())))
}

fn json(bytes: &[u8]) -> Option<Fields> {
    let Value::Object(members) = serde_json::from_slice(bytes).ok()? else {
        return None;
    };
    let pairs = members.into_iter().filter_map(|(name, value)| match value {
        Value::Null => None,
        Value::String(text) => Some(Some((name, text))),
        Value::Bool(_) | Value::Number(_) => Some(Some((name, value.to_string()))),
        Value::Array(_) | Value::Object(_) => Some(None),
    });
    pairs.collect::<Option<Vec<_>>>().map(Fields::from_pairs)
}

/// The weight of `media_type` in an `Accept` header, in thousandths; wildcards weigh nothing.
fn weight(accept: &str, media_type: &str) -> u32 {
    accept
        .split(',')
        .filter_map(|range| {
            let mut parts = range.split(';').map(str::trim);
            let named = parts.next()?.eq_ignore_ascii_case(media_type);
            named.then(|| parts.find_map(quality).unwrap_or(1000))
        })
        .max()
        .unwrap_or(0)
}

/// `q=0.8` in thousandths.
fn quality(parameter: &str) -> Option<u32> {
    let value = parameter
        .strip_prefix("q=")
        .or_else(|| parameter.strip_prefix("Q="))?;
    let (whole, part) = value.split_once('.').unwrap_or((value, ""));
    let digits: String = part.chars().chain("000".chars()).take(3).collect();
    let thousandths = digits.parse::<u32>().ok()?;
    Some(
        whole
            .parse::<u32>()
            .ok()?
            .saturating_mul(1000)
            .saturating_add(thousandths)
            .min(1000),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inbound(headers: &[(HeaderName, &str)], body: &[u8]) -> Inbound {
        let value = |text: &str| text.parse().expect("a header of a test");
        Inbound {
            method: Method::POST,
            origin: String::new(),
            path: String::new(),
            query: String::new(),
            headers: headers
                .iter()
                .map(|(name, text)| (name.clone(), value(text)))
                .collect(),
            body: Body::Whole(body.to_vec()),
        }
    }

    #[test]
    fn accept_chooses_the_encoding() {
        for (accept, encoding) in [
            ("text/html,application/xhtml+xml,*/*;q=0.8", Encoding::Html),
            ("*/*", Encoding::Html),
            ("", Encoding::Html),
            ("application/json", Encoding::Json),
            ("application/problem+json", Encoding::Json),
            ("APPLICATION/JSON; q=0.5", Encoding::Json),
            ("text/html;q=0.4, application/json;q=0.5", Encoding::Json),
            ("text/html, application/json;q=0.9", Encoding::Html),
            ("application/json;q=0", Encoding::Html),
            ("application/json;q=nonsense, text/html", Encoding::Html),
        ] {
            let inbound = inbound(&[(header::ACCEPT, accept)], b"");
            assert_eq!(inbound.encoding(), encoding, "{accept}");
        }
    }

    #[test]
    fn whoever_sends_json_and_accepts_anything_reads_json() {
        let any = [
            (header::CONTENT_TYPE, "application/json"),
            (header::ACCEPT, "*/*"),
        ];
        assert_eq!(inbound(&any, b"{}").encoding(), Encoding::Json);
    }

    #[test]
    fn forms_and_json_give_the_same_fields() {
        let form = [(
            header::CONTENT_TYPE,
            "application/x-www-form-urlencoded;charset=UTF-8",
        )];
        let json = [(header::CONTENT_TYPE, "application/json")];
        let form = inbound(&form, b"login=ada%2Bx%40example.com&n=1").fields();
        let json = inbound(&json, br#"{"login":"ada+x@example.com","n":1,"z":null}"#).fields();
        assert_eq!(form, json);
    }

    #[test]
    fn bodies_that_cannot_be_read_are_told_apart() {
        let json = [(header::CONTENT_TYPE, "application/json")];
        for body in [&b"{"[..], b"[]", b"\xff", br#"{"login":{}}"#] {
            assert_eq!(inbound(&json, body).fields(), Err(WentWrong::BadRequest));
        }
        let text = [(header::CONTENT_TYPE, "text/plain")];
        assert_eq!(
            inbound(&text, b"login=ada").fields(),
            Err(WentWrong::WrongType)
        );
        assert_eq!(
            inbound(&[], b"login=ada").fields(),
            Err(WentWrong::WrongType)
        );
        assert_eq!(inbound(&[], b"").fields(), Ok(Fields::default()));
    }

    #[test]
    fn a_client_without_cookies_sends_the_handle_as_a_field() {
        let handle = Handle::from_entropy([9; 32]);
        let body = format!(r#"{{"transaction":"{}"}}"#, handle.secret());
        let json = [(header::CONTENT_TYPE, "application/json")];
        assert_eq!(
            inbound(&json, body.as_bytes()).handle(Cookie::Reset),
            Some(handle)
        );
    }
}
