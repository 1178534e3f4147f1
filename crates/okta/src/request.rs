//! Building requests: a POST of JSON on behalf of a browser, and what administration needs.

use std::fmt;
use std::net::IpAddr;

use http::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use serde::{Deserialize, Serialize};

use crate::path::escape;

/// A request to Okta, ready to be sent.
pub type Request = http::Request<Vec<u8>>;

/// What Okta should know of the browser on whose behalf it is called. A header that cannot be
/// sent is left out.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClientContext {
    /// The browser's `User-Agent`.
    pub user_agent: Option<String>,
    /// The browser's `Accept-Language`; selects the language of texts where Okta has a choice.
    pub accept_language: Option<String>,
    /// The browser's address, for `X-Forwarded-For`. Okta believes it only when the caller's
    /// own address is registered as a trusted proxy. Anything but one IP address is left out,
    /// since malformed values have made Okta answer 500.
    pub forwarded_for: Option<String>,
}

/// Prints nothing: address and browser are personal.
impl fmt::Debug for ClientContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientContext").finish_non_exhaustive()
    }
}

impl ClientContext {
    pub(crate) fn add_to(&self, headers: &mut HeaderMap) {
        let forwarded_for = self
            .forwarded_for
            .as_deref()
            .filter(|text| is_address(text));
        let offered = [
            (USER_AGENT, self.user_agent.as_deref()),
            (ACCEPT_LANGUAGE, self.accept_language.as_deref()),
            (HeaderName::from_static("x-forwarded-for"), forwarded_for),
        ];
        for (name, text) in offered {
            let text = text.filter(|text| !text.is_empty());
            if let Some(value) = text.and_then(|text| HeaderValue::from_str(text).ok()) {
                headers.insert(name, value);
            }
        }
    }
}

fn is_address(text: &str) -> bool {
    text.parse::<IpAddr>().is_ok()
}

/// Both `Accept` and `Content-Type` are mandatory at Okta.
#[expect(clippy::expect_used, reason = "bodies are made of strings and flags")]
pub(crate) fn post_json(url: Uri, context: &ClientContext, body: &impl Serialize) -> Request {
    let body = serde_json::to_vec(body).expect("strings and flags are always JSON");
    let mut request = request(Method::POST, url, body);
    context.add_to(request.headers_mut());
    request
}

/// A POST without a body. Okta answers 411 where there is no `Content-Length: 0` either, so send
/// the empty body as one.
pub(crate) fn post(url: Uri) -> Request {
    request(Method::POST, url, Vec::new())
}

pub(crate) fn get(url: Uri) -> Request {
    request(Method::GET, url, Vec::new())
}

pub(crate) fn delete(url: Uri) -> Request {
    request(Method::DELETE, url, Vec::new())
}

/// A POST of a form: `names` and values are escaped.
pub(crate) fn post_form(url: Uri, fields: &[(&str, &str)]) -> Request {
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| format!("{}={}", escape(name), escape(value)))
        .collect();
    let mut request = request(Method::POST, url, fields.join("&").into_bytes());
    let form = HeaderValue::from_static("application/x-www-form-urlencoded");
    request.headers_mut().insert(CONTENT_TYPE, form);
    request
}

fn request(method: Method, url: Uri, body: Vec<u8>) -> Request {
    let mut request = Request::new(body);
    *request.method_mut() = method;
    *request.uri_mut() = url;
    let json = HeaderValue::from_static("application/json");
    let headers = request.headers_mut();
    headers.insert(ACCEPT, json.clone());
    headers.insert(CONTENT_TYPE, json);
    request
}
