//! What can come instead of an answer.

use std::collections::BTreeSet;
use std::time::Duration;

use http::header::DATE;
use okta::{ErrorCode, Response};
use recovery::{NetworkError, NotAuthorized, NotMailed, Operation};
use serde_json::{Value, json};

use super::answers::{MARK, answer, cut_off, error, html, json_answer};
use super::idx_words::{self, Said, Step};
use super::operations::Target;

/// One way to fail.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Failure {
    what: What,
    acts: Acts,
}

/// Whether the service acts on the request before it fails.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Acts {
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
    /// A refusal of Identity Engine's.
    Idx(Said),
    /// An error of OAuth's.
    Oauth(u16, &'static str),
    /// There is no credential to ask with.
    NotAuthorized(NotAuthorized),
    /// What the mailer says.
    NotMailed(NotMailed),
    /// Our own storage does not take it.
    NotRecorded,
}

/// Every failure of a service.
pub(crate) fn failures(target: Target) -> Vec<Failure> {
    let whats: Vec<What> = match target {
        Target::Okta(_) if target.is_managing() => of_okta().chain(of_the_authority()).collect(),
        Target::Okta(Operation::Interact) => of_okta().chain(of_oauth()).collect(),
        Target::Okta(_) if target.is_idx() => {
            let said = idx_words::all(target).map(What::Idx);
            of_okta().chain(said).collect()
        }
        Target::Okta(_) => of_okta().collect(),
        Target::Mailer => of_the_mailer().map(What::NotMailed).collect(),
        Target::Journal => vec![What::NotRecorded],
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

fn of_oauth() -> impl Iterator<Item = What> {
    let words = [
        (400, "invalid_request"),
        (400, "access_denied"),
        (400, "unauthorized_client"),
        (401, "invalid_client"),
    ];
    words
        .into_iter()
        .map(|(status, word)| What::Oauth(status, word))
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
    /// Whoever refuses has not acted; whoever says nothing, or stumbles, may have. Whoever says that
    /// it is done has.
    fn occurs(&self) -> bool {
        if let What::Idx(said) = &self.what
            && said.reads_as_done()
        {
            return self.lets_act() && said.step == Step::Untold;
        }
        !(self.refuses() && self.lets_act())
    }

    /// Whether somebody has answered, and has not done what was asked.
    fn refuses(&self) -> bool {
        match &self.what {
            What::Error(code) => code.status() < 500,
            What::Unlisted(status) | What::Bare(status) | What::Html(status) => {
                (400..500).contains(status)
            }
            What::Idx(said) => said.refuses(),
            What::Limited
            | What::Oauth(..)
            | What::NotAuthorized(_)
            | What::NotRecorded
            | What::NotMailed(NotMailed::Refused) => true,
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
            What::Idx(said) => said.name(),
            What::Oauth(status, word) => format!("{status} {word}"),
            What::Bare(status) => format!("{status} empty"),
            What::Html(status) => format!("{status} HTML"),
            What::CutOff => "200 cut off".to_owned(),
            What::Shape(value) => format!("200 {value}"),
            What::NotAuthorized(failure) => format!("{failure:?}, no credential"),
            What::NotMailed(failure) => format!("{failure:?}"),
            What::NotRecorded => "not recorded".to_owned(),
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
            What::Idx(said) => return said.passes(target),
            // The operator mends it.
            What::Oauth(..)
            | What::Silence
            | What::Limited
            | What::NotAuthorized(_)
            | What::NotRecorded
            | What::Bare(_)
            | What::Html(_)
            | What::CutOff
            | What::Shape(_) => return true,
        };
        let is_outage = code.status() >= 500 || code.status() == 429;
        let is_of_credential = target.is_managing() && OF_CREDENTIALS.contains(code)
            || target == Target::Okta(Operation::GetUser) && *code == ErrorCode::AccessDenied;
        let is_over = self.ends_the_state() && target.leads_to_code();
        is_outage || is_of_credential || is_over || *code == ErrorCode::StillActivating
    }

    /// Whether this is how Okta says that a transaction of its own is over.
    pub(crate) fn ends_the_state(&self) -> bool {
        match &self.what {
            What::Error(code) => OF_STATES.contains(code),
            What::Idx(said) => said.ends_the_state(),
            What::Silence
            | What::Unlisted(_)
            | What::Limited
            | What::Bare(_)
            | What::Html(_)
            | What::CutOff
            | What::Shape(_)
            | What::Oauth(..)
            | What::NotAuthorized(_)
            | What::NotRecorded
            | What::NotMailed(_) => false,
        }
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
        if let What::Idx(said) = &self.what
            && let Some(meaning) = said.says_nothing()
        {
            return meaning;
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

    /// Whether the answer repeats where Okta's transaction is.
    pub(crate) fn repeats_the_step(&self) -> bool {
        matches!(&self.what, What::Idx(said) if said.step == Step::Repeated)
    }

    /// What comes instead of `own`, the answer of an Okta that has acted.
    pub(crate) fn answer(&self, own: Option<Response>) -> Result<Response, NetworkError> {
        let mut answer = match &self.what {
            What::Silence | What::NotAuthorized(_) | What::NotMailed(_) | What::NotRecorded => {
                return Err(NetworkError);
            }
            What::Error(code) => json_answer(code.status(), &error(code.as_str())),
            What::Unlisted(status) => json_answer(*status, &error(UNLISTED)),
            What::Limited => json_answer(429, &error(ErrorCode::TooManyRequests.as_str())),
            What::Idx(said) => said.answer(own.as_ref()),
            What::Oauth(status, word) => json_answer(
                *status,
                &json!({ "error": word, "error_description": MARK }),
            ),
            What::Bare(status) => answer(*status, ("", Vec::new())),
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

    /// A lost answer, or a lost request.
    pub(crate) fn silence(acts: Acts) -> Self {
        let what = What::Silence;
        Self { what, acts }
    }

    /// The same limit, and the end of its window, that every operation has.
    pub(crate) fn limit() -> Self {
        Self {
            what: What::Limited,
            acts: Acts::No,
        }
    }

    /// What a mailer gives back.
    pub(crate) fn mailed(&self) -> Result<(), NotMailed> {
        if let What::NotMailed(failure) = &self.what {
            return Err(*failure);
        }
        // It says nothing, or asks to wait.
        Err(NotMailed::Unavailable { wait: None })
    }
}

/// What Okta says of a credential.
const OF_CREDENTIALS: [ErrorCode; 3] = [
    ErrorCode::InvalidToken,
    ErrorCode::InvalidSession,
    ErrorCode::AuthenticationFailed,
];
/// What Okta says of a transaction that is over.
const OF_STATES: [ErrorCode; 2] = [ErrorCode::InvalidToken, ErrorCode::NotAllowedInState];
/// On no list of Okta's.
const UNLISTED: &str = "E0009999";
/// A time, and the same half a minute later: waits go by Okta's own clock.
const NOW: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
const RESET: u32 = 784_111_777 + 30;
