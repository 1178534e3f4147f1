//! What the operator reads of the credential.

use okta::oauth::OauthErrorCode;
use okta::{Defect, Response};
use serde::Serialize;

use crate::occasion::Occasion;
use crate::report::{Report, name};
use crate::surroundings::NotAuthorized;

/// One line for the operator about the credential. Holds no token, and no text of Okta's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// What was asked of Okta and what came of it; OAuth's word for it stands in `code`.
    #[serde(flatten)]
    pub report: Report,
    /// Which setting, here or in Okta, is probably wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub look_at: Option<&'static str>,
}

/// Why there is no token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What the journey makes of it.
    pub why: NotAuthorized,
    /// What the operator should read.
    pub notice: Notice,
}

const API_TOKEN: &str = "OKTA_API_TOKEN: it is not revoked, its owner is an active administrator";
const APP: &str = "OKTA_CLIENT_ID: it names an app of the type API Services in this org";
const KEY: &str = "OKTA_CLIENT_ID and OKTA_PRIVATE_KEY: the app has the public half of this key";
const ORG: &str = "OKTA_ORG_URL: there is an org at this address";
const PRIVATE_KEY: &str = "OKTA_PRIVATE_KEY: it is a whole key of RSA or P-256";
const PROOF: &str = "the app's DPoP setting in Okta";
const ROLE: &str = "the credential, and its admin role in Okta: it may see users";
const SCOPES: &str = "the app's Okta API scopes: okta.users.manage is granted";
const ZONES: &str = "the app's network zones in Okta: Cloudflare may ask from anywhere";

impl Notice {
    /// A token came.
    pub(super) fn taken(response: &Response) -> Self {
        Self {
            report: answered(response, "ok"),
            look_at: None,
        }
    }

    /// A request with the credential was refused for what the credential is.
    pub(super) fn too_weak(response: &Response, error: &okta::Error) -> Self {
        let report = Report {
            operation: "get_user",
            code: code(error),
            ..answered(response, "refused")
        };
        Self {
            report,
            look_at: Some(ROLE),
        }
    }
}

impl Failure {
    /// The key cannot sign.
    #[must_use]
    pub fn not_signed() -> Self {
        let report = unanswered("not_signed");
        Self::of(NotAuthorized::Refused, report, Some(PRIVATE_KEY))
    }

    /// No answer came.
    #[must_use]
    pub fn unreachable() -> Self {
        let later = NotAuthorized::Unavailable { wait: None };
        Self::of(later, unanswered("unreachable"), None)
    }

    /// Okta has refused the API token, and there is no other.
    pub(super) fn api_token() -> Self {
        let report = unanswered("refused");
        Self::of(NotAuthorized::Refused, report, Some(API_TOKEN))
    }

    /// A token came that is not good for the work.
    pub(super) fn scope_missing(response: &Response) -> Self {
        let report = answered(response, "scope_missing");
        Self::of(NotAuthorized::Refused, report, Some(SCOPES))
    }

    /// Something else came than a token.
    pub(super) fn refused(response: &Response, error: &okta::Error) -> Self {
        let (why, look_at) = meaning(error);
        let outcome = match why {
            NotAuthorized::Unavailable { .. } => "unavailable",
            NotAuthorized::Refused => "refused",
        };
        let report = Report {
            code: code(error),
            ..answered(response, outcome)
        };
        Self::of(why, report, look_at)
    }

    fn of(why: NotAuthorized, report: Report, look_at: Option<&'static str>) -> Self {
        let notice = Notice { report, look_at };
        Self { why, notice }
    }
}

/// Okta's name of the operation.
const TOKEN: &str = "token";

fn unanswered(outcome: &'static str) -> Report {
    Report::of(Occasion::Okta, (TOKEN, outcome))
}

fn answered(response: &Response, outcome: &'static str) -> Report {
    Report {
        status: Some(response.status().as_u16()),
        okta_request_id: okta::request_id(response).and_then(name),
        ..unanswered(outcome)
    }
}

/// OAuth's word, or Okta's code.
pub(super) fn code(error: &okta::Error) -> Option<Box<str>> {
    match error {
        okta::Error::Oauth(error) => name(error.code.as_str()),
        okta::Error::Api(_) | okta::Error::RateLimited(_) | okta::Error::Unreadable(_) => {
            error.code().and_then(|code| name(code.as_str()))
        }
    }
}

/// What a refusal at the token endpoint means, and where the operator should look.
fn meaning(error: &okta::Error) -> (NotAuthorized, Option<&'static str>) {
    let later = (NotAuthorized::Unavailable { wait: None }, None);
    match error {
        okta::Error::RateLimited(limited) => {
            let wait = limited.wait();
            (NotAuthorized::Unavailable { wait }, None)
        }
        okta::Error::Oauth(error) if error.status >= 500 => later,
        okta::Error::Oauth(error) => match place(&error.code) {
            Some(place) => (NotAuthorized::Refused, Some(place)),
            None => later,
        },
        okta::Error::Api(error) if error.status >= 500 => later,
        okta::Error::Api(_) => (NotAuthorized::Refused, Some(APP)),
        okta::Error::Unreadable(unreadable) => match unreadable.why {
            Defect::NoSuchOrg => (NotAuthorized::Refused, Some(ORG)),
            Defect::EmptyBody
            | Defect::Html
            | Defect::CutOff
            | Defect::NotJson
            | Defect::WrongShape
            | Defect::WrongTokenType
            | Defect::NextPage => later,
        },
    }
}

/// Which setting OAuth's word speaks of; nothing for one that passes by itself.
fn place(code: &OauthErrorCode) -> Option<&'static str> {
    use OauthErrorCode as E;
    match code {
        E::InvalidClient | E::InvalidGrant | E::InvalidToken => Some(KEY),
        E::InvalidScope | E::ConsentRequired | E::InsufficientScope => Some(SCOPES),
        E::AccessDenied => Some(ZONES),
        E::InvalidDpopProof => Some(PROOF),
        E::InvalidRequest
        | E::UnauthorizedClient
        | E::UnsupportedGrantType
        | E::LoginRequired
        | E::InteractionRequired
        | E::Unknown(_) => Some(APP),
        E::UseDpopNonce | E::ServerError | E::TemporarilyUnavailable => None,
    }
}
