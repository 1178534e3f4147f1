//! How Identity Engine refuses a step, in its own words.

use okta::Response;
use okta::idx::MessageKey;
use serde_json::{Value, json};

use super::answers::{MARK, answer};
use super::operations::Target;

/// A refused step: the body is one of IDX, with a message.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Said {
    pub(crate) key: MessageKey,
    pub(crate) status: u16,
    class: &'static str,
    pub(crate) step: Step,
}

/// Where the transaction is, as a refusal tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Step {
    /// It is where it was: handle and remediations are repeated.
    Repeated,
    /// There is nothing but the message.
    Untold,
}

/// Every message that IDX is known to have, as an answer to this.
pub(crate) fn all(target: Target) -> impl Iterator<Item = Said> {
    let keys = MessageKey::ALL.iter().filter(move |key| {
        // An Okta that says so has acted: it is no way to refuse.
        (target.hands_in_password() || !changes_password(key)) && !unlocks(key)
    });
    keys.flat_map(|key| {
        let (class, statuses) = said(key);
        let steps = [Step::Repeated, Step::Untold].into_iter();
        statuses.iter().flat_map(move |status| {
            steps.clone().map(move |step| Said {
                key: key.clone(),
                status: *status,
                class,
                step,
            })
        })
    })
}

fn changes_password(key: &MessageKey) -> bool {
    let keys = [
        MessageKey::RecoveryCompleted,
        MessageKey::PostPasswordUpdateAuthFailure,
    ];
    keys.contains(key)
}

fn unlocks(key: &MessageKey) -> bool {
    let keys = [MessageKey::Unlocked, MessageKey::UnlockedLandingToApp];
    keys.contains(key)
}

/// Class and status, as recorded; where sources disagree, all of them.
fn said(key: &MessageKey) -> (&'static str, &'static [u16]) {
    use MessageKey as M;
    match key {
        M::PasscodeInvalid
        | M::SessionExpired
        | M::AuthenticationFailed
        | M::IncorrectPassword
        | M::WrongAnswer => ("ERROR", &[401]),
        M::TooManyRequests
        | M::OieTooManyRequests
        | M::SmsLimit
        | M::CallLimit
        | M::SmsTooSoon
        | M::EmailTooSoon
        | M::CallTooSoon => ("ERROR", &[429]),
        M::UnknownUser => ("WARNING", &[200, 400]),
        M::PasswordRequirementsNotMet
        | M::PasswordCommon
        | M::LdapPasswordResetFailed
        | M::ResetNotAllowed
        | M::ChangeNotAllowed
        | M::FactorSuspended
        | M::UnlockFailed
        | M::UnlockChallengeFailed
        | M::ActivatingUser
        | M::PostPasswordUpdateAuthFailure
        | M::ReturnError
        | M::InvalidForgotPasswordToken
        | M::InvalidResetPasswordToken => ("ERROR", &[400, 403]),
        M::UnlockNotAllowed | M::BadRequest => ("ERROR", &[400]),
        M::VerificationTimedOut => ("ERROR", &[404]),
        M::AccessDenied => ("ERROR", &[403]),
        M::InternalError => ("ERROR", &[500]),
        M::ReadOnly => ("ERROR", &[503]),
        M::Unlocked
        | M::UnlockedLandingToApp
        | M::RecoveryCompleted
        | M::ReturnLinkExpired
        | M::ReturnStale
        | M::ReturnToOriginalTab
        | M::TransferredToNewTab
        | M::EnterOtpInOriginalTab
        | M::PasswordExpiring
        | M::Unknown(_) => ("INFO", &[200]),
    }
}

impl Said {
    /// Whether the step was not done, beyond doubt.
    pub(crate) fn refuses(&self) -> bool {
        self.status < 500 && !changes_password(&self.key)
    }

    /// Whether this is how Okta says that the password is changed.
    pub(crate) fn reads_as_done(&self) -> bool {
        changes_password(&self.key)
    }

    /// What a message means that the journey does not know, and that is no error.
    pub(crate) fn says_nothing(&self) -> Option<String> {
        let is_idle = self.class == "INFO" && !changes_password(&self.key);
        is_idle.then(|| format!("another message, {:?}", self.step))
    }

    /// Whether it will pass: too often, an outage; or the transaction is over, and there is another
    /// one to be had while nobody has given anything.
    pub(crate) fn passes(&self, target: Target) -> bool {
        if self.ends_the_state() {
            return target.leads_to_code();
        }
        self.status >= 429
    }

    /// Whether the transaction is over.
    pub(crate) fn ends_the_state(&self) -> bool {
        let is_over = [MessageKey::SessionExpired, MessageKey::VerificationTimedOut];
        is_over.contains(&self.key)
    }

    /// For the name of the cell.
    pub(crate) fn name(&self) -> String {
        format!("{} {} {:?}", self.status, self.key, self.step)
    }

    /// The refusal, in `state`, Okta's own word of where the transaction is.
    pub(crate) fn answer(&self, state: Option<&Response>) -> Response {
        let state = state.filter(|_| self.step == Step::Repeated);
        let state = state.and_then(|state| serde_json::from_slice(state.body()).ok());
        let mut body: Value = state.unwrap_or_else(|| json!({ "version": "1.0.0" }));
        body["messages"] = json!({ "type": "array", "value": [{
            "message": MARK, "class": self.class,
            "i18n": { "key": self.key, "params": [MARK] },
        }] });
        let ion = "application/ion+json; okta-version=1.0.0";
        answer(self.status, (ion, body.to_string().into_bytes()))
    }
}
