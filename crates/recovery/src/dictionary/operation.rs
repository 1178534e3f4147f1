//! What is asked of Okta, by Okta's names.

/// The operations of this journey, by Okta's names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// `POST /api/v1/authn/recovery/password`
    ForgotPassword,
    /// `POST /api/v1/authn/recovery/token`
    VerifyRecoveryToken,
    /// `POST /api/v1/authn/recovery/answer`
    AnswerRecoveryQuestion,
    /// `POST /api/v1/authn/credentials/reset_password`
    ResetPassword,
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

impl Operation {
    /// The name for the log.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ForgotPassword => "forgot_password",
            Self::VerifyRecoveryToken => "verify_recovery_token",
            Self::AnswerRecoveryQuestion => "answer_recovery_question",
            Self::ResetPassword => "reset_password",
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

    /// Whether this takes the credential of the management API.
    pub(crate) fn is_managing(self) -> bool {
        match self {
            Self::ForgotPassword
            | Self::VerifyRecoveryToken
            | Self::AnswerRecoveryQuestion
            | Self::ResetPassword => false,
            Self::GetUser
            | Self::ListPolicies
            | Self::ListUserGroups
            | Self::TakeRecoveryToken
            | Self::DemandReset
            | Self::Activate
            | Self::Reactivate
            | Self::Unlock
            | Self::RevokeSessions => true,
        }
    }

    /// Whether operators may withhold the right to this: the journey goes on without it.
    pub(super) fn is_optional(self) -> bool {
        match self {
            Self::ListPolicies | Self::ListUserGroups => true,
            Self::ForgotPassword
            | Self::VerifyRecoveryToken
            | Self::AnswerRecoveryQuestion
            | Self::ResetPassword
            | Self::GetUser
            | Self::TakeRecoveryToken
            | Self::DemandReset
            | Self::Activate
            | Self::Reactivate
            | Self::Unlock
            | Self::RevokeSessions => false,
        }
    }
}
