//! Operations of IDX. All leave every account as it is, but for the new password, and for a right code
//! or answer where an account is to be unlocked.

use okta::authn::RevokeSessions;
use okta::idx::{
    self, Chosen, CodeVerifier, Credentials, IdxResponse, Interact, InteractResponse,
    InteractionHandle, Passcode, StateHandle,
};
use okta::{Answer, Password};

use super::Ask;
use super::inquiries::Visitor;
use crate::dictionary::Operation;
use crate::proof::Proof;
use crate::settings::IdxApp;

/// One step of a transaction.
pub(crate) type Step = Ask<IdxResponse, idx::Error>;

/// *Interact*: begins a transaction.
pub(crate) fn interact(
    (org, context): Visitor<'_>,
    app: &IdxApp,
    verifier: &CodeVerifier,
) -> Ask<InteractResponse> {
    let form = Interact {
        client_id: &app.client_id,
        scope: "openid",
        redirect_uri: &app.redirect_uri,
        // Nobody comes back by a redirect, so there is nothing to recognise.
        state: "rekey",
        code_verifier: verifier,
        nonce: None,
        client_secret: None,
        token: None,
    };
    Ask::new(
        Operation::Interact,
        idx::interact_request(org, context, &app.server, &form),
        idx::interact_response,
    )
}

/// *Introspect*: the first step of a transaction.
pub(crate) fn introspect_interaction(
    (org, context): Visitor<'_>,
    interaction_handle: InteractionHandle,
) -> Step {
    let body = idx::Introspect::Interaction { interaction_handle };
    Ask::new(
        Operation::Introspect,
        idx::introspect_request(org, context, &body),
        idx::introspect_response,
    )
}

/// *Introspect*: where a transaction is.
pub(crate) fn introspect((org, context): Visitor<'_>, handle: &StateHandle) -> Step {
    let state_handle = StateHandle::new(handle.secret());
    let body = idx::Introspect::State { state_handle };
    Ask::new(
        Operation::Introspect,
        idx::introspect_request(org, context, &body),
        idx::introspect_response,
    )
}

/// *Identify*: says who it is.
pub(crate) fn identify((org, context): Visitor<'_>, handle: &StateHandle, login: &str) -> Step {
    let body = idx::Identify::new(handle, login);
    Ask::new(
        Operation::Identify,
        idx::identify_request(org, context, &body),
        idx::identify_response,
    )
}

/// *Recover*: turns a sign-in into a recovery.
pub(crate) fn recover((org, context): Visitor<'_>, handle: &StateHandle) -> Step {
    let body = idx::Step::new(handle);
    Ask::new(
        Operation::Recover,
        idx::recover_request(org, context, &body),
        idx::recover_response,
    )
}

/// *Unlock account*: turns a sign-in into the unlocking of an account.
pub(crate) fn unlock_account((org, context): Visitor<'_>, handle: &StateHandle) -> Step {
    let body = idx::Step::new(handle);
    Ask::new(
        Operation::BeginUnlock,
        idx::unlock_account_request(org, context, &body),
        idx::unlock_account_response,
    )
}

/// *Challenge*, to unlock: says who it is and chooses the authenticator; Okta sends the code.
pub(crate) fn challenge_to_unlock(
    (org, context): Visitor<'_>,
    handle: &StateHandle,
    (chosen, login): (Chosen, &str),
) -> Step {
    let body = idx::Challenge::new(handle, chosen).to_unlock(login);
    Ask::new(
        Operation::Challenge,
        idx::challenge_request(org, context, &body),
        idx::challenge_response,
    )
}

/// *Challenge*: chooses the authenticator; Okta sends the code.
pub(crate) fn challenge((org, context): Visitor<'_>, handle: &StateHandle, chosen: Chosen) -> Step {
    let body = idx::Challenge::new(handle, chosen);
    Ask::new(
        Operation::Challenge,
        idx::challenge_request(org, context, &body),
        idx::challenge_response,
    )
}

/// *Resend a challenge*: another code.
pub(crate) fn resend_challenge((org, context): Visitor<'_>, handle: &StateHandle) -> Step {
    let body = idx::Step::new(handle);
    Ask::new(
        Operation::ResendChallenge,
        idx::challenge_resend_request(org, context, &body),
        idx::challenge_resend_response,
    )
}

/// *Answer a challenge*: hands in the code.
pub(crate) fn answer_challenge(visitor: Visitor<'_>, handle: &StateHandle, code: &str) -> Step {
    let credentials = Credentials::passcode(Passcode::new(code));
    answer(Operation::AnswerChallenge, visitor, (handle, credentials))
}

/// *Answer a challenge*: the security question.
pub(crate) fn answer_security_question(
    visitor: Visitor<'_>,
    handle: &StateHandle,
    (question_key, given): (&str, &Answer),
) -> Step {
    let credentials = Credentials::question(question_key, Answer::new(given.secret()));
    answer(
        Operation::AnswerSecurityQuestion,
        visitor,
        (handle, credentials),
    )
}

/// *Answer a challenge*: the new password. `sessions` is for forms that have the field.
pub(crate) fn reset_authenticator(
    _: &Proof,
    visitor: Visitor<'_>,
    handle: &StateHandle,
    (password, sessions): (&Password, Option<RevokeSessions>),
) -> Step {
    let credentials = Credentials::new_password(Passcode::new(password.secret()), sessions);
    answer(
        Operation::ResetAuthenticator,
        visitor,
        (handle, credentials),
    )
}

fn answer(
    operation: Operation,
    (org, context): Visitor<'_>,
    (handle, credentials): (&StateHandle, Credentials),
) -> Step {
    let body = idx::ChallengeAnswer::new(handle, credentials);
    Ask::new(
        operation,
        idx::challenge_answer_request(org, context, &body),
        idx::challenge_answer_response,
    )
}
