//! A request, read into values.

use std::cell::OnceCell;

use futures_util::StreamExt;
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use okta::ClientContext;
use pages::forms::{Fields, LANG, UI_LOCALES};
use pages::{Language, WentWrong, Wish};
use recovery::Handle;
use serde_json::Value;
use worker::Request;

use crate::cookie::{Cookie, language};
use crate::encoding::Encoding;

/// The most a body may have, in bytes.
const BODY_MAX: usize = 16 * 1024;
/// The most a header may have that is kept for Okta, in bytes.
const CONTEXT_MAX: usize = 512;
/// Set by `js/guard.js` where a request came to nothing and its body is gone.
const INTERRUPTED: HeaderName = HeaderName::from_static("rekey-interrupted");

/// A request, with its whole body.
pub(crate) struct Inbound {
    pub(crate) method: Method,
    /// `https://host[:port]` as the caller reached us. Never used to build links.
    pub(crate) origin: String,
    /// Percent-encoded, as it came.
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    body: Body,
    /// What the body says, once it was looked at.
    fields: OnceCell<Result<Fields, WentWrong>>,
}

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
        let headers = headers(request.headers());
        let length = headers.get(header::CONTENT_LENGTH);
        Self {
            // Not the runtime's enum, to which an unknown method is GET.
            method: request.inner().method().parse().unwrap_or(Method::TRACE),
            origin: origin.unwrap_or_default(),
            path: part(worker::Url::path).to_owned(),
            query: part(|url| url.query().unwrap_or_default()).to_owned(),
            body: body(&mut request, length).await,
            fields: OnceCell::new(),
            headers,
        }
    }

    /// Why the request cannot be used at all, if so.
    pub(crate) fn defect(&self) -> Option<WentWrong> {
        match self.body {
            Body::Whole(_) if self.headers.contains_key(INTERRUPTED) => {
                Some(WentWrong::Unavailable)
            }
            Body::Whole(_) => None,
            Body::TooLarge => Some(WentWrong::TooLarge),
            Body::Unreadable => Some(WentWrong::BadRequest),
        }
    }

    /// The encoding of the answer, by `Accept`; an API client that names none but sends JSON
    /// reads JSON.
    pub(crate) fn encoding(&self) -> Encoding {
        match Encoding::accepted(self.header(&header::ACCEPT).unwrap_or_default()) {
            Some(encoding) => encoding,
            None if self.is_json() => Encoding::Json,
            None => Encoding::Html,
        }
    }

    /// The fields of the body.
    ///
    /// # Errors
    /// [`WentWrong::WrongType`] or [`WentWrong::BadRequest`].
    pub(crate) fn fields(&self) -> Result<&Fields, WentWrong> {
        let fields = self.fields.get_or_init(|| self.parse());
        fields.as_ref().map_err(Clone::clone)
    }

    fn parse(&self) -> Result<Fields, WentWrong> {
        let Body::Whole(bytes) = &self.body else {
            return Err(WentWrong::BadRequest);
        };
        match self.media_type().as_deref() {
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
        let from_cookie = self.cookies().find_map(|header| cookie.read(header));
        let handle = from_cookie.or_else(|| {
            self.fields()
                .ok()?
                .get(pages::forms::TRANSACTION)?
                .parse()
                .ok()
        });
        // Whoever asked has the handle itself; a link says where a transaction is, and could be
        // made up.
        handle.filter(|handle| cookie == Cookie::Reset || matches!(handle, Handle::Own(_)))
    }

    /// Whether this comes from a page of ours, where a script must not see what a cookie holds.
    pub(crate) fn keeps_cookies(&self) -> bool {
        let site = self.header(&HeaderName::from_static("sec-fetch-site"));
        site == Some("same-origin") || self.headers.contains_key(header::COOKIE)
    }

    /// The browser, as Okta shall see it.
    pub(crate) fn context(&self) -> ClientContext {
        let header = |name: &HeaderName| {
            let value = self
                .header(name)
                .filter(|value| value.len() <= CONTEXT_MAX)?;
            Some(value.to_owned())
        };
        ClientContext {
            user_agent: header(&header::USER_AGENT),
            accept_language: header(&header::ACCEPT_LANGUAGE),
            forwarded_for: header(&HeaderName::from_static("cf-connecting-ip")),
        }
    }

    /// What this person reads: what was chosen, with this request or once before; what their
    /// application says; what their browser says.
    pub(crate) fn language(&self) -> Language {
        let said = self.said(LANG).and_then(|tag| Language::closest(&tag));
        let before = || self.cookies().find_map(language::remembered);
        said.or_else(before).unwrap_or_else(|| {
            Language::wanted(Wish {
                ui_locales: self.said(UI_LOCALES).as_deref(),
                accept_language: self.header(&header::ACCEPT_LANGUAGE),
                ..Wish::default()
            })
        })
    }

    /// The language that was chosen in the menu of a page, which asks for the page once more.
    pub(crate) fn chosen(&self) -> Option<Language> {
        let tag = self.query(LANG).filter(|_| self.method == Method::GET)?;
        Language::closest(&tag)
    }

    /// What stands in the address besides the language, to ask for the same page in another one.
    pub(crate) fn query_but_language(&self) -> Vec<(String, String)> {
        form_urlencoded::parse(self.query.as_bytes())
            .into_owned()
            .filter(|(name, _)| name != LANG)
            .collect()
    }

    fn cookies(&self) -> impl Iterator<Item = &str> {
        let cookies = self.headers.get_all(header::COOKIE).into_iter();
        cookies.filter_map(|value| value.to_str().ok())
    }

    /// The value of a field in the form, or else in the address.
    fn said(&self, name: &str) -> Option<String> {
        let field = self.fields().ok().and_then(|fields| fields.get(name));
        field.map(str::to_owned).or_else(|| self.query(name))
    }

    /// A header's value, when it is text.
    pub(crate) fn header(&self, name: &HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Whether the body says that it is JSON: no HTML form of another site can do that.
    pub(crate) fn is_json(&self) -> bool {
        self.media_type().as_deref() == Some("application/json")
    }

    fn media_type(&self) -> Option<String> {
        let value = self.header(&header::CONTENT_TYPE)?;
        let name = value.split(';').next()?;
        Some(name.trim().to_ascii_lowercase())
    }
}

/// The headers that are headers: what else may come along is nothing to panic about.
pub(crate) fn headers(given: &worker::Headers) -> HeaderMap {
    let pairs = given.entries().filter_map(|(name, value)| {
        Some((
            HeaderName::try_from(name).ok()?,
            HeaderValue::try_from(value).ok()?,
        ))
    });
    pairs.collect()
}

/// Reads a body up to the bound and not further.
async fn body(request: &mut Request, length: Option<&HeaderValue>) -> Body {
    if request.inner().body().is_none() {
        return Body::Whole(Vec::new());
    }
    // A body is no longer than its head says, or it breaks off. In one piece it costs less than a
    // stream, see `whole.rs`.
    let length = length.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    match length {
        Some(length) if length > BODY_MAX => Body::TooLarge,
        Some(_) => request.bytes().await.map_or(Body::Unreadable, bounded),
        None => streamed(request).await,
    }
}

fn bounded(bytes: Vec<u8>) -> Body {
    if bytes.len() > BODY_MAX {
        return Body::TooLarge;
    }
    Body::Whole(bytes)
}

/// A body of which nobody has said how long it is.
async fn streamed(request: &mut Request) -> Body {
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
        // A number is no text: 1e2, read and written again, would be another password.
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => Some(None),
    });
    pairs.collect::<Option<Vec<_>>>().map(Fields::from_pairs)
}

#[cfg(test)]
mod properties;

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn inbound(headers: &[(HeaderName, &str)], body: &[u8]) -> Inbound {
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
            fields: OnceCell::new(),
            body: Body::Whole(body.to_vec()),
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
            "Application/X-WWW-Form-Urlencoded;charset=UTF-8",
        )];
        let json = [(header::CONTENT_TYPE, "application/json")];
        let form = inbound(&form, b"login=ada%2Bx%40example.com&n=1")
            .fields()
            .cloned();
        let json = inbound(&json, br#"{"login":"ada+x@example.com","n":"1","z":null}"#)
            .fields()
            .cloned();
        assert_eq!(form, json);
    }

    #[test]
    fn a_form_is_heard_before_its_address() {
        let form = [(header::CONTENT_TYPE, "application/x-www-form-urlencoded")];
        let mut request = inbound(&form, b"lang=de");
        request.query = "lang=fr&ui_locales=pt+en".to_owned();
        assert_eq!(request.said("lang").as_deref(), Some("de"));
        assert_eq!(request.said("ui_locales").as_deref(), Some("pt en"));
        assert_eq!(request.said("login"), None);
    }

    #[test]
    fn bodies_that_cannot_be_read_are_told_apart() {
        let json = [(header::CONTENT_TYPE, "application/json")];
        for body in [
            &b"{"[..],
            b"[]",
            b"\xff",
            br#"{"login":{}}"#,
            br#"{"password":1e2}"#,
            br#"{"transaction":false}"#,
        ] {
            assert_eq!(
                inbound(&json, body).fields().cloned(),
                Err(WentWrong::BadRequest)
            );
        }
        let text = [(header::CONTENT_TYPE, "text/plain")];
        assert_eq!(
            inbound(&text, b"login=ada").fields().cloned(),
            Err(WentWrong::WrongType)
        );
        assert_eq!(
            inbound(&[], b"login=ada").fields().cloned(),
            Err(WentWrong::WrongType)
        );
        assert_eq!(inbound(&[], b"").fields().cloned(), Ok(Fields::default()));
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
