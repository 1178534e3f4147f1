//! What a handler gives back, and how it becomes a response.

use std::borrow::Cow;

use http::{Method, StatusCode};
use pages::{Assets, Brand, Frame, Language, Menu, Page, Problem, Texts, Widget, html};
use recovery::Handle;
use worker::{Headers, Response, ResponseBuilder};

use crate::access;
use crate::config::Turnstile;
use crate::cookie::{Cookie, language};
use crate::encoding::Encoding;
use crate::route::{Route, TEXTS};
use crate::visit::Visit;
use crate::{headers, turnstile};

/// The answer to one request.
pub(crate) struct Answer {
    body: Body,
    cookie: Option<String>,
    allow: Option<&'static str>,
}

enum Body {
    Page(Box<Page>),
    /// A status and where to go next.
    Redirect(StatusCode, Cow<'static, str>),
    /// JSON for machines.
    Json(StatusCode, Cow<'static, str>),
    /// Text for the elements.
    Text(String),
    Nothing,
}

impl Answer {
    /// A page, in the encoding that the caller reads.
    pub(crate) fn page(page: Page) -> Self {
        Self::of(Body::Page(Box::new(page)))
    }

    /// 302: the same question has its answer there.
    pub(crate) fn found(path: &'static str) -> Self {
        Self::of(Body::Redirect(StatusCode::FOUND, path.into()))
    }

    /// 303: what was asked is done, look there.
    pub(crate) fn see_other(path: &'static str) -> Self {
        Self::of(Body::Redirect(StatusCode::SEE_OTHER, path.into()))
    }

    /// 303 to somebody else, whom the operator has allowed.
    pub(crate) fn leave_for(url: &str) -> Self {
        let url = url.to_owned();
        Self::of(Body::Redirect(StatusCode::SEE_OTHER, url.into()))
    }

    /// JSON for machines.
    pub(crate) fn json(status: StatusCode, body: &serde_json::Value) -> Self {
        Self::of(Body::Json(status, body.to_string().into()))
    }

    /// JSON for machines, written before.
    pub(crate) fn written(json: &'static str) -> Self {
        Self::of(Body::Json(StatusCode::OK, json.into()))
    }

    /// Text for the elements.
    pub(crate) fn text(text: String) -> Self {
        Self::of(Body::Text(text))
    }

    /// The answer to a browser that asks whether it may ask.
    pub(crate) fn preflight(route: &Route) -> Self {
        Self::of(Body::Nothing).allowing(route)
    }

    /// With a cookie that holds `handle`.
    pub(crate) fn remembering(self, cookie: Cookie, handle: &Handle) -> Self {
        Self {
            cookie: Some(cookie.set(handle)),
            ..self
        }
    }

    /// With the methods of `route`.
    pub(crate) fn allowing(self, route: &Route) -> Self {
        Self {
            allow: Some(route.methods()),
            ..self
        }
    }

    /// The response for the runtime.
    pub(crate) fn respond(self, visit: &Visit) -> worker::Result<Response> {
        let headers = Headers::new();
        let widget = self.widget(visit);
        let origin = widget.and_then(Turnstile::origin);
        self.describe(visit, &headers, origin.as_deref())?;
        let (status, body) = match self.body {
            Body::Nothing => (StatusCode::NO_CONTENT, None),
            Body::Redirect(status, path) => {
                headers.set("location", &path)?;
                (status, None)
            }
            Body::Json(status, text) => {
                headers.set("content-type", "application/json")?;
                (status, Some(text.into_owned()))
            }
            Body::Text(text) => {
                headers.set("content-type", "text/plain; charset=utf-8")?;
                (StatusCode::OK, Some(text))
            }
            Body::Page(page) => write(&page, (visit, widget), &headers)?,
        };
        let builder = ResponseBuilder::new()
            .with_status(status.as_u16())
            .with_headers(headers);
        Ok(match body {
            Some(text) => builder.fixed(text.into_bytes()),
            None => builder.empty(),
        })
    }

    fn of(body: Body) -> Self {
        Self {
            body,
            cookie: None,
            allow: None,
        }
    }

    /// Turnstile, where its widget stands on this page.
    fn widget<'a>(&self, visit: &'a Visit) -> Option<&'a Turnstile> {
        let Body::Page(page) = &self.body else {
            return None;
        };
        turnstile::wanted(visit).filter(|_| page.name() == "forgot-password")
    }

    fn describe(
        &self,
        visit: &Visit,
        headers: &Headers,
        widget: Option<&str>,
    ) -> worker::Result<()> {
        let config = visit.config().ok();
        headers::secure(headers, config, widget)?;
        headers.set("x-request-id", &visit.request_id)?;
        if let Some(millis) = visit.took() {
            headers.set("server-timing", &format!("total;dur={millis}"))?;
        }
        if let Some(cookie) = &self.cookie {
            headers.append("set-cookie", cookie)?;
        }
        if let (Body::Page(_), Some(language)) = (&self.body, visit.inbound.chosen()) {
            headers.append("set-cookie", &language::remember(language))?;
        }
        if let Some(methods) = self.allow {
            headers.set("allow", methods)?;
        }
        let reader = config.and_then(|config| access::readable_by(&visit.inbound, config));
        headers::share(headers, reader)
    }
}

type Written = (StatusCode, Option<String>);

fn write(
    page: &Page,
    (visit, widget): (&Visit, Option<&Turnstile>),
    headers: &Headers,
) -> worker::Result<Written> {
    let status = StatusCode::from_u16(page.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if let Some(seconds) = retry_after(page, status) {
        headers.set("retry-after", &seconds.to_string())?;
    }
    let language = visit.inbound.language();
    headers.set("content-language", language.tag())?;
    let texts = visit.wording().texts(language);
    let (media_type, text) = match (visit.inbound.encoding(), Problem::of(page, texts)) {
        (Encoding::Html, _) => (
            "text/html; charset=utf-8",
            document(page, (texts, language), (visit, widget)),
        ),
        (Encoding::Json, None) => ("application/json", serde_json::to_string(page)?),
        (Encoding::Json, Some(problem)) => {
            let problem = problem.for_request(&visit.request_id);
            ("application/problem+json", serde_json::to_string(&problem)?)
        }
    };
    headers.set("content-type", media_type)?;
    Ok((status, Some(text)))
}

/// The seconds after which the same may be tried again.
fn retry_after(page: &Page, status: StatusCode) -> Option<u32> {
    match (page, status) {
        (Page::CheckYourEmail(page), StatusCode::TOO_MANY_REQUESTS) => {
            page.resend.map(|resend| resend.wait_seconds.max(1))
        }
        // The longest that a network is counted for.
        (Page::SomethingWentWrong(_), StatusCode::TOO_MANY_REQUESTS) => Some(60),
        (_, StatusCode::SERVICE_UNAVAILABLE) => Some(30),
        _ => None,
    }
}

fn document(
    page: &Page,
    (texts, language): (&Texts, Language),
    (visit, turnstile): (&Visit, Option<&Turnstile>),
) -> String {
    let script = turnstile.map(Turnstile::script);
    let unnamed = Brand::default();
    let brand = visit.config().map_or(&unnamed, |config| &config.brand);
    let assets = Assets {
        script: env!("REKEY_SCRIPT").to_owned(),
        style: env!("REKEY_STYLE").to_owned(),
    };
    // A page that answers a form could not be asked for once more.
    let is_asked = matches!(visit.inbound.method, Method::GET | Method::HEAD);
    let query = is_asked.then(|| visit.inbound.query_but_language());
    let menu = query.as_deref().map(|query| Menu { language, query });
    // The script has only our own sentences.
    let own_texts =
        (!visit.wording().is_ours(language)).then(|| format!("{TEXTS}?lang={}", language.tag()));
    let frame = Frame {
        texts,
        own_texts: own_texts.as_deref(),
        menu,
        brand,
        assets: &assets,
        request_id: &visit.request_id,
        widget: turnstile
            .zip(script.as_deref())
            .map(|(turnstile, script)| Widget {
                site_key: &turnstile.site_key,
                script,
            }),
    };
    html::document(page, &frame)
}
