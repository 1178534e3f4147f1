//! `_links`: where Okta wants the next step to go.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::org::OrgUrl;
use crate::request::Request;
use crate::wire::null_as_default;

/// `_links` of a transaction.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Links {
    /// The step that the state asks for.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "one_link")]
    pub next: Option<Link>,
    /// Back to the state before.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "one_link")]
    pub prev: Option<Link>,
    /// Past this state.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "one_link")]
    pub skip: Option<Link>,
    /// A new code.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "one_link")]
    pub resend: Option<Link>,
    /// The end of the transaction.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "one_link")]
    pub cancel: Option<Link>,
}

impl Links {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What the step is called; differs between sources, so it steers nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// An absolute URL.
    pub href: String,
    /// How to go there.
    #[serde(default, deserialize_with = "null_as_default")]
    pub hints: Hints,
}

/// `hints` of a link.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Hints {
    /// The methods that are allowed; none said means any.
    #[serde(deserialize_with = "null_as_default")]
    pub allow: Vec<String>,
}

impl Link {
    /// A link to POST to.
    #[must_use]
    pub fn post(name: Option<&str>, href: impl Into<String>) -> Self {
        let allow = vec!["POST".to_owned()];
        Self {
            name: name.map(str::to_owned),
            href: href.into(),
            hints: Hints { allow },
        }
    }

    fn allows_post(&self) -> bool {
        let allow = &self.hints.allow;
        allow.is_empty()
            || allow
                .iter()
                .any(|method| method.eq_ignore_ascii_case("POST"))
    }
}

/// Sends the request where Okta's link points instead of to the documented path.
///
/// A link is followed only on the org's own origin and only if it allows POST: the request
/// carries tokens, and those go to no other host.
///
/// ```
/// # use okta::{ClientContext, OrgUrl, StateToken, Answer, authn};
/// # let org: OrgUrl = "https://example.okta.com".parse()?;
/// # let (context, answer) = (ClientContext::default(), Answer::new("mist"));
/// # let transaction: authn::RecoveryTransaction =
/// #     serde_json::from_str(r#"{"status": "RECOVERY", "stateToken": "00lMJ"}"#)?;
/// if let Some(state_token) = &transaction.state_token {
///     let request =
///         authn::answer_recovery_question_request(&org, &context, state_token, &answer);
///     let request = authn::follow(request, &org, transaction.links.next.as_ref());
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn follow(mut request: Request, org: &OrgUrl, link: Option<&Link>) -> Request {
    let link = link.filter(|link| link.allows_post());
    if let Some(url) = link.and_then(|link| org.own(&link.href)) {
        *request.uri_mut() = url;
    }
    request
}

/// In some states a link is a list of alternatives; the first one is kept.
fn one_link<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Link>, D::Error> {
    let mut value = Value::deserialize(deserializer)?;
    if let Some(first) = value.get_mut(0) {
        value = first.take();
    }
    Ok(serde_json::from_value(value).ok())
}
