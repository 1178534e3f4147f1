//! What is asked of Okta.

/// The operations of the journeys, by Okta's names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// `POST /api/v1/authn/recovery/password`
    ForgotPassword,
    /// `POST /api/v1/authn/recovery/unlock`
    UnlockAccount,
    /// `POST /api/v1/authn/recovery/factors/{factor}/resend`
    ResendRecoveryChallenge,
    /// `POST /api/v1/authn/recovery/factors/{factor}/verify`
    VerifyRecoveryFactor,
    /// `POST /api/v1/authn/recovery/token`
    VerifyRecoveryToken,
    /// `POST /api/v1/authn`
    TransactionState,
    /// `POST /api/v1/authn/recovery/answer`
    AnswerRecoveryQuestion,
    /// `POST /api/v1/authn/credentials/reset_password`
    ResetPassword,
    /// `POST /oauth2/{server}/v1/interact`
    Interact,
    /// `POST /idp/idx/introspect`
    Introspect,
    /// `POST /idp/idx/identify`
    Identify,
    /// `POST /idp/idx/recover`
    Recover,
    /// `POST /idp/idx/unlock-account`
    BeginUnlock,
    /// `POST /idp/idx/challenge`
    Challenge,
    /// `POST /idp/idx/challenge/resend`
    ResendChallenge,
    /// `POST /idp/idx/challenge/answer`, with a code
    AnswerChallenge,
    /// `POST /idp/idx/challenge/answer`, with the answer to a question
    AnswerSecurityQuestion,
    /// `POST /idp/idx/challenge/answer`, with the new password
    ResetAuthenticator,
    /// `GET /api/v1/users/{id}`
    GetUser,
    /// `GET /api/v1/policies`
    ListPolicies,
    /// `GET /api/v1/users/{id}/groups`
    ListUserGroups,
    /// `POST /api/v1/users/{id}/credentials/forgot_password`
    TakeRecoveryToken,
    /// `POST /api/v1/users/{id}/lifecycle/reset_password`
    DemandReset,
    /// `POST /api/v1/users/{id}/lifecycle/activate`
    Activate,
    /// `POST /api/v1/users/{id}/lifecycle/reactivate`
    Reactivate,
    /// `POST /api/v1/users/{id}/lifecycle/unlock`
    Unlock,
    /// `DELETE /api/v1/users/{id}/sessions`
    RevokeSessions,
}

/// Of which of Okta's interfaces an operation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Api {
    /// The Authentication API: public.
    Authn,
    /// IDX: public.
    Idx,
    /// The management API: takes the credential.
    Management,
}

impl Operation {
    /// The name for the log.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ForgotPassword => "forgot_password",
            Self::UnlockAccount => "unlock_account",
            Self::ResendRecoveryChallenge => "resend_recovery_challenge",
            Self::VerifyRecoveryFactor => "verify_recovery_factor",
            Self::VerifyRecoveryToken => "verify_recovery_token",
            Self::TransactionState => "transaction_state",
            Self::AnswerRecoveryQuestion => "answer_recovery_question",
            Self::ResetPassword => "reset_password",
            Self::Interact => "interact",
            Self::Introspect => "introspect",
            Self::Identify => "identify",
            Self::Recover => "recover",
            Self::BeginUnlock => "begin_unlock",
            Self::Challenge => "challenge",
            Self::ResendChallenge => "resend_challenge",
            Self::AnswerChallenge => "answer_challenge",
            Self::AnswerSecurityQuestion => "answer_security_question",
            Self::ResetAuthenticator => "reset_authenticator",
            Self::GetUser => "get_user",
            Self::ListPolicies => "list_policies",
            Self::ListUserGroups => "list_user_groups",
            Self::TakeRecoveryToken => "take_recovery_token",
            Self::DemandReset => "demand_reset",
            Self::Activate => "activate",
            Self::Reactivate => "reactivate",
            Self::Unlock => "unlock",
            Self::RevokeSessions => "revoke_sessions",
        }
    }

    pub(crate) fn api(self) -> Api {
        match self {
            Self::ForgotPassword
            | Self::UnlockAccount
            | Self::ResendRecoveryChallenge
            | Self::VerifyRecoveryFactor
            | Self::VerifyRecoveryToken
            | Self::TransactionState
            | Self::AnswerRecoveryQuestion
            | Self::ResetPassword => Api::Authn,
            Self::Interact
            | Self::Introspect
            | Self::Identify
            | Self::Recover
            | Self::BeginUnlock
            | Self::Challenge
            | Self::ResendChallenge
            | Self::AnswerChallenge
            | Self::AnswerSecurityQuestion
            | Self::ResetAuthenticator => Api::Idx,
            Self::GetUser
            | Self::ListPolicies
            | Self::ListUserGroups
            | Self::TakeRecoveryToken
            | Self::DemandReset
            | Self::Activate
            | Self::Reactivate
            | Self::Unlock
            | Self::RevokeSessions => Api::Management,
        }
    }

    /// Whether this takes the credential of the management API.
    pub(crate) fn is_managing(self) -> bool {
        self.api() == Api::Management
    }

    /// Whether operators may withhold the right to this: the journey goes on without it.
    pub(super) fn is_optional(self) -> bool {
        matches!(self, Self::ListPolicies | Self::ListUserGroups)
    }

    /// Whether this hands in a code. What Okta says against one must read alike for people who have
    /// an account and who have none.
    pub(crate) fn hands_in_code(self) -> bool {
        matches!(self, Self::VerifyRecoveryFactor | Self::AnswerChallenge)
    }
}
