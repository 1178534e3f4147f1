//! Two functions per operation: the request, and one reading for all answers.

use http::HeaderValue;
use http::header::{ACCEPT, CONTENT_TYPE};
use serde::Serialize;

use super::body::{Challenge, ChallengeAnswer, Identify, Introspect, Step};
use super::error::{Error, read_step};
use super::form::Remediation;
use super::operation::Operation;
use super::response::IdxResponse;
use crate::org::OrgUrl;
use crate::request::{ClientContext, Request, post_json};
use crate::response::Response;

/// The media type of every step, in both directions.
pub const MEDIA_TYPE: &str = "application/ion+json; okta-version=1.0.0";

/// What the refusals have in common, for the docs of the steps.
macro_rules! step {
    ($(#[$about:meta])* $operation:ident($body:ty): $request:ident;
     $(#[$answer:meta])* $response:ident) => {
        $(#[$about])*
        #[must_use]
        pub fn $request(org: &OrgUrl, context: &ClientContext, body: &$body) -> Request {
            post(org, context, Operation::$operation, body)
        }

        $(#[$answer])*
        ///
        /// # Errors
        ///
        /// [`Error::Refused`] with the transaction as it is now, when Okta says why in its
        /// messages, whatever the status; [`Error::Okta`] for everything else. That
        /// [the password was changed](IdxResponse::password_was_changed) is no error, although
        /// it can come as one.
        pub fn $response(response: &Response) -> Result<IdxResponse, Error> {
            read_step(response)
        }
    };
}

step! {
    /// *Introspect*: begins a transaction with the interaction handle, or asks where it is with
    /// the state handle. Can be called at any time.
    Introspect(Introspect): introspect_request;
    /// The state: mostly `identify`, with a recovery token `reset-authenticator`.
    introspect_response
}

step! {
    /// *Identify*: says who it is. After [`recover_request`] the form is called
    /// `identify-recovery`.
    Identify(Identify): identify_request;
    /// What can be done to authenticate, or to recover. Without enumeration prevention
    /// an unknown person gets the same form again with
    /// [`UnknownUser`](super::MessageKey::UnknownUser).
    identify_response
}

step! {
    /// *Recover*: turns a sign-in into the recovery of the password. Possible where the answer
    /// has a [`recover`](IdxResponse::recover).
    Recover(Step): recover_request;
    /// `identify-recovery`, or the authenticators to choose from.
    recover_response
}

step! {
    /// *Challenge*: chooses the authenticator. Only this sends the mail or the text message.
    Challenge(Challenge): challenge_request;
    /// `challenge-authenticator`.
    challenge_response
}

step! {
    /// *Answer a challenge*: the code, the answer to the question, the new password.
    ChallengeAnswer(ChallengeAnswer): challenge_answer_request;
    /// A second step, `reset-authenticator`, or the end. A rejected password is what
    /// [`password_rejections`](IdxResponse::password_rejections) finds reasons for.
    challenge_answer_response
}

step! {
    /// *Resend a challenge*: another code; the one before is dead then.
    ChallengeResend(Step): challenge_resend_request;
    /// The same step.
    challenge_resend_response
}

step! {
    /// *Poll*: asks whether the magic link was opened, not more often than
    /// [`refresh`](Remediation::refresh) says.
    ChallengePoll(Step): challenge_poll_request;
    /// The same step, or the next.
    challenge_poll_response
}

step! {
    /// *Cancel*: begins anew.
    Cancel(Step): cancel_request;
    /// `identify`, with another state handle.
    cancel_response
}

step! {
    /// *Skip*: goes on without, where `skip` is offered.
    Skip(Step): skip_request;
    /// The next step.
    skip_response
}

step! {
    /// *Unlock account*: asks for the form, `select-authenticator-unlock-account`, which is
    /// answered by [`challenge_request`] with [`Challenge::to_unlock`].
    UnlockAccount(Step): unlock_account_request;
    /// `select-authenticator-unlock-account`.
    unlock_account_response
}

fn post(
    org: &OrgUrl,
    context: &ClientContext,
    operation: Operation,
    body: &impl Serialize,
) -> Request {
    let mut request = post_json(org.join(operation.path()), context, body);
    let media_type = HeaderValue::from_static(MEDIA_TYPE);
    let headers = request.headers_mut();
    headers.insert(ACCEPT, media_type.clone());
    headers.insert(CONTENT_TYPE, media_type);
    request
}

/// Sends the request where Okta's form points instead of to the usual path.
///
/// A form is followed only on the org's own origin and only if its method is POST: the request
/// carries the state handle, and that goes to no other host.
///
/// ```
/// # use okta::{ClientContext, OrgUrl, idx};
/// # let org: OrgUrl = "https://example.okta.com".parse()?;
/// # let context = ClientContext::default();
/// # let state: idx::IdxResponse =
/// #     serde_json::from_str(r#"{"version": "1.0.0", "stateHandle": "02tK"}"#)?;
/// if let Some(state_handle) = &state.state_handle {
///     let step = idx::Step::new(state_handle);
///     let request = idx::recover_request(&org, &context, &step);
///     let request = idx::follow(request, &org, state.recover());
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn follow(mut request: Request, org: &OrgUrl, form: Option<&Remediation>) -> Request {
    let is_post = |form: &&Remediation| match &form.method {
        Some(method) => method.eq_ignore_ascii_case("POST"),
        None => true,
    };
    let href = form.filter(is_post).and_then(|form| form.href.as_deref());
    if let Some(url) = href.and_then(|href| org.own(href)) {
        *request.uri_mut() = url;
    }
    request
}
