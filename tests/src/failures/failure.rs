//! What can come instead of an answer.

use std::collections::BTreeSet;
use std::time::Duration;

use http::header::{CONTENT_TYPE, DATE};
use okta::{ErrorCode, Response};
use recovery::{NetworkError, NotAuthorized, NotMailed, Operation};
use serde_json::{Value, json};

use super::operations::Target;

/// Stands wherever Okta, or a proxy, has words of its own: no person may read it.
pub(crate) const MARK: &str = "okta-said-this";

/// One way to fail.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Failure {
    what: What,
    acts: Acts,
}

/// Whether the service acts on the request before it fails.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Acts {
    /// The answer is lost.
    Yes,
    /// The request is lost.
    No,
}

#[derive(Clone, Debug, PartialEq)]
enum What {
    /// No answer comes.
    Silence,
    /// An error object, with the status that belongs to its code.
    Error(ErrorCode),
    /// An error object of a code that is on no list.
    Unlisted(u16),
    /// 429 with the end of the window.
    Limited,
    /// A status without a body.
    Bare(u16),
    /// A page for humans.
    Html(u16),
    /// What Okta has to say, cut off in the middle.
    CutOff,
    /// JSON of another shape.
    Shape(Value),
    /// There is no credential to ask with.
    NotAuthorized(NotAuthorized),
    /// What the mailer says.
    NotMailed(NotMailed),
}

/// Every failure of a service.
pub(crate) fn failures(target: Target) -> Vec<Failure> {
    let whats: Vec<What> = match target {
        Target::Okta(_) if target.is_managing() => of_okta().chain(of_the_authority()).collect(),
        Target::Okta(_) => of_okta().collect(),
        Target::Mailer => of_the_mailer().map(What::NotMailed).collect(),
    };
    let both = whats.into_iter().flat_map(|what| {
        let acts = [Acts::No, Acts::Yes].into_iter();
        acts.map(move |acts| Failure {
            what: what.clone(),
            acts,
        })
    });
    both.filter(Failure::occurs).collect()
}

fn of_okta() -> impl Iterator<Item = What> {
    let codes = ErrorCode::ALL.iter().cloned().map(What::Error);
    let known = ErrorCode::ALL.iter().map(ErrorCode::status);
    let statuses: BTreeSet<u16> = known.chain([500, 502, 503, 504]).collect();
    let statuses = [200].into_iter().chain(statuses);
    let without_code = statuses.flat_map(|status| [What::Bare(status), What::Html(status)]);
    let unlisted = [400, 403, 500].map(What::Unlisted);
    let shapes = [
        json!([]),
        json!([{ "errorSummary": MARK }]),
        json!({}),
        json!({ "message": MARK }),
        json!(MARK),
        Value::Null,
    ];
    codes
        .chain(without_code)
        .chain(unlisted)
        .chain(shapes.map(What::Shape))
        .chain([What::Silence, What::Limited, What::CutOff])
}

fn of_the_authority() -> impl Iterator<Item = What> {
    let unavailable = waits().map(|wait| NotAuthorized::Unavailable { wait });
    let all = unavailable.into_iter().chain([NotAuthorized::Refused]);
    all.map(What::NotAuthorized)
}

fn of_the_mailer() -> impl Iterator<Item = NotMailed> {
    let unavailable = waits().map(|wait| NotMailed::Unavailable { wait });
    unavailable.into_iter().chain([NotMailed::Refused])
}

fn waits() -> [Option<Duration>; 2] {
    [None, Some(Duration::from_secs(30))]
}

impl Failure {
    /// Whoever refuses has not acted; whoever says nothing, or stumbles, may have.
    fn occurs(&self) -> bool {
        !(self.refuses() && self.lets_act())
    }

    /// Whether somebody has answered, and has not done what was asked.
    fn refuses(&self) -> bool {
        match &self.what {
            What::Error(code) => code.status() < 500,
            What::Unlisted(status) | What::Bare(status) | What::Html(status) => {
                (400..500).contains(status)
            }
            What::Limited | What::NotAuthorized(_) | What::NotMailed(NotMailed::Refused) => true,
            What::Silence
            | What::CutOff
            | What::Shape(_)
            | What::NotMailed(NotMailed::Unavailable { .. }) => false,
        }
    }

    /// Whether the service acts all the same.
    pub(crate) fn lets_act(&self) -> bool {
        self.acts == Acts::Yes
    }

    /// The name of the cell.
    pub(crate) fn name(&self) -> String {
        let what = match &self.what {
            What::Silence => "no answer".to_owned(),
            What::Error(code) => format!("{} {code}", code.status()),
            What::Unlisted(status) => format!("{status} {UNLISTED}"),
            What::Limited => "429 with a reset".to_owned(),
            What::Bare(status) => format!("{status} empty"),
            What::Html(status) => format!("{status} HTML"),
            What::CutOff => "200 cut off".to_owned(),
            What::Shape(value) => format!("200 {value}"),
            What::NotAuthorized(failure) => format!("{failure:?}, no credential"),
            What::NotMailed(failure) => format!("{failure:?}"),
        };
        match self.acts {
            Acts::Yes => format!("{what} after acting"),
            Acts::No => what,
        }
    }

    /// Whether it will pass, so that the person is to try again and nothing accepted is given up.
    /// Only an error object of Okta's that refuses is its word; but what is said of our credential
    /// is said to the operator.
    ///
    /// Whatever Okta has against a code, the code is wrong, so that nobody learns who has one. And
    /// what is asked besides may fail as it likes.
    pub(crate) fn passes(&self, target: Target) -> bool {
        if target.is_optional() {
            return true;
        }
        if target.hands_in_code() && self.refuses() {
            return false;
        }
        let code = match &self.what {
            What::Error(code) => code,
            What::Unlisted(status) => return *status >= 500,
            What::NotMailed(failure) => return *failure != NotMailed::Refused,
            What::Silence
            | What::Limited
            | What::NotAuthorized(_)
            | What::Bare(_)
            | What::Html(_)
            | What::CutOff
            | What::Shape(_) => return true,
        };
        let is_outage = code.status() >= 500 || code.status() == 429;
        let is_of_credential = target.is_managing() && OF_CREDENTIALS.contains(code)
            || target == Target::Okta(Operation::GetUser) && *code == ErrorCode::AccessDenied;
        is_outage || is_of_credential || *code == ErrorCode::StillActivating
    }

    /// What the journey makes of it, as far as that can be told before: failures of one meaning are
    /// the same to it, and to this table.
    pub(crate) fn meaning(&self, target: Target) -> String {
        let alone = || self.name();
        let Target::Okta(operation) = target else {
            return alone();
        };
        if self.what == What::CutOff {
            return alone();
        }
        let answer = self.answer(None).ok();
        let refusal = answer.and_then(|answer| super::operations::refusal(operation, &answer));
        refusal.map_or_else(alone, |refusal| {
            let judged = (self.passes(target), self.denies_the_account());
            format!("{refusal:?}, {:?}, {judged:?}", self.acts)
        })
    }

    /// Whether this is how Okta says that something is done which has no answer.
    pub(crate) fn reads_as_done(&self) -> bool {
        let is_object = matches!(&self.what, What::Shape(value) if value.is_object());
        is_object || self.what == What::Bare(200)
    }

    /// What comes instead of `own`, the answer of an Okta that has acted.
    pub(crate) fn answer(&self, own: Option<Response>) -> Result<Response, NetworkError> {
        let mut answer = match &self.what {
            What::Silence | What::NotAuthorized(_) | What::NotMailed(_) => {
                return Err(NetworkError);
            }
            What::Error(code) => json_answer(code.status(), &error(code.as_str())),
            What::Unlisted(status) => json_answer(*status, &error(UNLISTED)),
            What::Limited => json_answer(429, &error(ErrorCode::TooManyRequests.as_str())),
            What::Bare(status) => answer(*status, Vec::new()),
            What::Html(status) => html(*status),
            What::CutOff => cut_off(own),
            What::Shape(value) => json_answer(200, value),
        };
        if self.what == What::Limited {
            let headers = answer.headers_mut();
            headers.insert(DATE, http::HeaderValue::from_static(NOW));
            headers.insert("x-rate-limit-reset", RESET.into());
        }
        Ok(answer)
    }

    /// Why there is no credential, where that is what fails.
    pub(crate) fn authority(&self) -> Option<NotAuthorized> {
        if let What::NotAuthorized(failure) = &self.what {
            return Some(*failure);
        }
        None
    }

    /// Whether Okta says that there is no such account.
    pub(crate) fn denies_the_account(&self) -> bool {
        self.what == What::Error(ErrorCode::ResourceNotFound)
    }

    /// What a mailer gives back.
    pub(crate) fn mailed(&self) -> Result<(), NotMailed> {
        let What::NotMailed(failure) = &self.what else {
            panic!("no mailer says {:?}", self.what)
        };
        Err(*failure)
    }
}

/// What Okta says of a credential.
const OF_CREDENTIALS: [ErrorCode; 3] = [
    ErrorCode::InvalidToken,
    ErrorCode::InvalidSession,
    ErrorCode::AuthenticationFailed,
];
/// On no list of Okta's.
const UNLISTED: &str = "E0009999";
/// A time, and the same half a minute later: waits go by Okta's own clock.
const NOW: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
const RESET: u32 = 784_111_777 + 30;

fn error(code: &str) -> Value {
    json!({
        "errorCode": code, "errorSummary": MARK, "errorLink": code, "errorId": "oaeMark",
        "errorCauses": [{ "errorSummary": MARK }],
    })
}

fn answer(status: u16, body: Vec<u8>) -> Response {
    let mut answer = Response::new(body);
    *answer.status_mut() = status.try_into().expect("the status is one");
    answer
}

fn json_answer(status: u16, body: &Value) -> Response {
    let mut answer = answer(status, body.to_string().into_bytes());
    let json = http::HeaderValue::from_static("application/json");
    answer.headers_mut().insert(CONTENT_TYPE, json);
    answer
}

fn html(status: u16) -> Response {
    let page = format!("<!doctype html><title>{MARK}</title><h1>{MARK}</h1>");
    let mut answer = answer(status, page.into_bytes());
    let html = http::HeaderValue::from_static("text/html; charset=utf-8");
    answer.headers_mut().insert(CONTENT_TYPE, html);
    answer
}

/// Without an answer of Okta's own, one that Okta could have begun.
fn cut_off(own: Option<Response>) -> Response {
    let begun = || json_answer(200, &json!({ "status": "RECOVERY", "message": MARK }));
    let mut answer = own.unwrap_or_else(begun);
    let half = answer.body().len() / 2;
    answer.body_mut().truncate(half);
    answer
}
