//! What each of Okta's refusals means, per operation. Okta's own words never get further.

mod idx;
mod operation;

use std::time::Duration;

use okta::idx::MessageKey;
use okta::{ApiError, ErrorCode, PasswordRejection, password_rejections};
use pages::{PasswordError, WentWrong};

pub use idx::idx_refusal;
pub use operation::Operation;

/// What a refusal means for the person's journey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Okta knew the link once.
    LinkExpired,
    /// Okta does not know the link.
    LinkInvalid,
    /// Okta's own transaction ran out; the link may give a new one.
    StateExpired,
    /// The recovery question was answered wrongly, or the code is not the one.
    WrongAnswer,
    /// The password was not taken, for these reasons.
    PasswordRejected(Vec<PasswordError>),
    /// Okta knows no such person.
    NoSuchUser,
    /// Okta does not take our credential, or not for this: the operator must act.
    CredentialRefused,
    /// Okta will not do this, today and tomorrow: policy, account, or rights.
    NotAllowed,
    /// Not now: an outage, a rate limit, an answer that cannot be read.
    Unavailable {
        /// How long Okta asks to wait.
        wait: Option<Duration>,
    },
}

impl Refusal {
    /// The kind, for the log.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::LinkExpired => "link_expired",
            Self::LinkInvalid => "link_invalid",
            Self::StateExpired => "state_expired",
            Self::WrongAnswer => "wrong_answer",
            Self::PasswordRejected(_) => "password_rejected",
            Self::NoSuchUser => "no_such_user",
            Self::CredentialRefused => "credential_refused",
            Self::NotAllowed => "not_allowed",
            Self::Unavailable { .. } => "unavailable",
        }
    }
}

/// What stands in the way of something that a person does not wait for.
pub(crate) enum Hindrance {
    /// It will pass.
    Now {
        /// How long Okta asks to wait.
        wait: Option<Duration>,
    },
    /// It will stay.
    ForGood,
}

impl Refusal {
    /// Whether to try again. A refused credential is mended by the operator, sooner or later.
    pub(crate) fn hindrance(&self) -> Hindrance {
        match self {
            Self::Unavailable { wait } => Hindrance::Now { wait: *wait },
            Self::CredentialRefused => Hindrance::Now { wait: None },
            Self::NoSuchUser
            | Self::NotAllowed
            | Self::LinkExpired
            | Self::LinkInvalid
            | Self::StateExpired
            | Self::WrongAnswer
            | Self::PasswordRejected(_) => Hindrance::ForGood,
        }
    }

    /// The same for a person who waits.
    pub(crate) fn why(&self) -> WentWrong {
        match self.hindrance() {
            Hindrance::Now { .. } => WentWrong::Unavailable,
            Hindrance::ForGood => WentWrong::NotAllowed,
        }
    }
}

/// What Okta says instead of what was asked for.
pub(crate) trait OktaError {
    /// What it means as an answer to `operation`.
    fn refusal(&self, operation: Operation) -> Refusal;

    /// Okta's name for it.
    fn code(&self) -> Option<&str>;
}

impl OktaError for okta::Error {
    fn refusal(&self, operation: Operation) -> Refusal {
        refusal(operation, self)
    }

    fn code(&self) -> Option<&str> {
        self.code().map(ErrorCode::as_str)
    }
}

impl OktaError for okta::idx::Error {
    fn refusal(&self, operation: Operation) -> Refusal {
        idx::idx_refusal(operation, self)
    }

    fn code(&self) -> Option<&str> {
        match self {
            Self::Okta(error) => OktaError::code(error),
            Self::Refused(refused) => {
                let messages = refused.state.all_messages();
                let key = messages.into_iter().find_map(|message| message.key());
                key.map(MessageKey::as_str)
            }
        }
    }
}

/// The meaning of `error` as an answer to `operation`.
#[must_use]
pub fn refusal(operation: Operation, error: &okta::Error) -> Refusal {
    let refusal = plain(operation, error);
    let is_limited = matches!(error, okta::Error::RateLimited(_));
    let is_unavailable = matches!(refusal, Refusal::Unavailable { .. });
    // Whatever Okta has against a code, it is wrong: some of Okta's reasons only people meet who have
    // an account.
    if operation.hands_in_code() && (is_limited || !is_unavailable) {
        return Refusal::WrongAnswer;
    }
    refusal
}

fn plain(operation: Operation, error: &okta::Error) -> Refusal {
    match error {
        okta::Error::RateLimited(limited) => Refusal::Unavailable {
            wait: limited.wait(),
        },
        // Another token would have no more scopes: none is taken.
        okta::Error::Oauth(error) if operation.is_optional() && error.status == 403 => {
            Refusal::NotAllowed
        }
        okta::Error::Oauth(_) if operation.is_managing() || operation == Operation::Interact => {
            Refusal::CredentialRefused
        }
        okta::Error::Unreadable(answer) if operation.is_managing() && answer.status == 401 => {
            Refusal::CredentialRefused
        }
        okta::Error::Oauth(_) | okta::Error::Unreadable(_) => Refusal::Unavailable { wait: None },
        okta::Error::Api(error) => meaning(operation, error),
    }
}

fn meaning(operation: Operation, error: &ApiError) -> Refusal {
    use ErrorCode as E;
    match &error.code {
        E::InvalidToken | E::InvalidSession | E::AuthenticationFailed
            if operation.is_managing() =>
        {
            Refusal::CredentialRefused
        }
        // Of people without a password, Okta says the same: the table of ways knows them before.
        E::AccessDenied if operation == Operation::GetUser => Refusal::CredentialRefused,
        E::ResourceNotFound if operation.is_managing() => Refusal::NoSuchUser,
        E::InvalidToken | E::NotAllowedInState => token_refused(operation, &error.code),
        E::RecoveryLinkDead | E::LinkDead => Refusal::LinkExpired,
        E::WrongAnswer | E::InvalidPassCode if operation == Operation::AnswerRecoveryQuestion => {
            Refusal::WrongAnswer
        }
        E::PasswordRequirementsNotMet | E::UpdateOfCredentialsFailed | E::ApiValidationFailed
            if operation == Operation::ResetPassword =>
        {
            Refusal::PasswordRejected(reasons(error))
        }
        E::InternalServerError
        | E::ReadOnly
        | E::TooManyRequests
        | E::FactorServiceError
        | E::SmsTooSoon
        | E::EmailTooSoon
        | E::CallTooSoon
        | E::StillActivating
        | E::InlineHookFailed
        | E::OrgSmsQuota
        | E::OrgCallQuota
        | E::SmsLimit
        | E::CallLimit => Refusal::Unavailable { wait: None },
        E::Unknown(_) if error.status >= 500 => Refusal::Unavailable { wait: None },
        E::ApiValidationFailed
        | E::InvalidRequest
        | E::MalformedBody
        | E::AuthenticationFailed
        | E::InvalidSession
        | E::AccessDenied
        | E::ResourceNotFound
        | E::PathNotFound
        | E::UpdateOfCredentialsFailed
        | E::FeatureNotAvailable
        | E::UserAlreadyActive
        | E::PasswordResetFailed
        | E::HeaderNotSet
        | E::HeaderNotSupported
        | E::BadRequest
        | E::HeaderValueNotSupported
        | E::MethodNotAllowed
        | E::MissingParameter
        | E::UnlockNotAllowed
        | E::ForgotPasswordNotAllowed
        | E::ChangePasswordNotAllowed
        | E::ChangeRecoveryQuestionNotAllowed
        | E::TypeMismatch
        | E::NotAllowedInStatus
        | E::InvalidCombination
        | E::PasswordExpired
        | E::InvalidPassCode
        | E::UserLocked
        | E::PasswordRequirementsNotMet
        | E::PassCodeAlreadyUsed
        | E::PassCodeTooLate
        | E::SignOnDenied
        | E::WrongAnswer
        | E::UnknownUser
        | E::NoVerifiedPhoneNumber
        | E::InvalidPhoneNumber
        | E::AccountLocked
        | E::AcceptNotSupported
        | E::NotAcceptable
        | E::SmsQuota
        | E::CallQuota
        | E::VerificationTimedOut
        | E::WrongUsernameOrPassword
        | E::OriginNotTrusted
        | E::LoginNotAllowed
        | E::Unknown(_) => Refusal::NotAllowed,
    }
}

/// Which of our two tokens was meant depends on what was asked.
fn token_refused(operation: Operation, code: &ErrorCode) -> Refusal {
    match operation {
        Operation::ForgotPassword
        | Operation::UnlockAccount
        | Operation::Interact
        | Operation::GetUser
        | Operation::ListPolicies
        | Operation::ListUserGroups
        | Operation::TakeRecoveryToken
        | Operation::DemandReset
        | Operation::Activate
        | Operation::Reactivate
        | Operation::Unlock
        | Operation::RevokeSessions => Refusal::NotAllowed,
        Operation::VerifyRecoveryToken if *code == ErrorCode::InvalidToken => Refusal::LinkInvalid,
        Operation::VerifyRecoveryToken => Refusal::LinkExpired,
        Operation::ResendRecoveryChallenge
        | Operation::VerifyRecoveryFactor
        | Operation::TransactionState
        | Operation::AnswerRecoveryQuestion
        | Operation::ResetPassword
        | Operation::Introspect
        | Operation::Identify
        | Operation::Recover
        | Operation::BeginUnlock
        | Operation::Challenge
        | Operation::ResendChallenge
        | Operation::AnswerChallenge
        | Operation::AnswerSecurityQuestion
        | Operation::ResetAuthenticator => Refusal::StateExpired,
    }
}

fn reasons(error: &ApiError) -> Vec<PasswordError> {
    let mut reasons: Vec<_> = password_rejections(error).iter().map(reason).collect();
    if reasons.is_empty() {
        reasons.push(PasswordError::Refused);
    }
    reasons
}

fn reason(rejection: &PasswordRejection) -> PasswordError {
    match rejection {
        PasswordRejection::TooLong => PasswordError::TooLong,
        PasswordRejection::SameAsCurrent => PasswordError::SameAsCurrent,
        PasswordRejection::UsedTooRecently => PasswordError::UsedRecently,
        PasswordRejection::Common => PasswordError::Common,
        PasswordRejection::TooYoung => PasswordError::TooSoon,
        // Okta lists all rules of its policy, not the broken ones; ours were judged before.
        PasswordRejection::Complexity | PasswordRejection::Unknown(_) => PasswordError::Refused,
    }
}
