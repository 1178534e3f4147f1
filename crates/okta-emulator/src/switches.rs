//! What differs between orgs, or between Okta's sources.

mod management;
mod passwords;
mod recovery;

use serde::{Deserialize, Serialize};

use crate::idx::IdxSwitches;
use crate::limits::RateLimits;
use crate::media::{UnsupportedAccept, UnsupportedContentType};
use crate::resend::ResendSwitches;
pub use management::{
    AppWithoutRole, DeactivatedTwice, ExpireAllowedFrom, LockedForgotPassword, ManagementSwitches,
    ResetAllowedFrom, ResetRefusal,
};
pub use passwords::{MinimumAge, PasswordSwitches, UsernameParts};
pub use recovery::{RecoverySwitches, UnknownPerson};

/// The org's switches; the README says which facts behind them are uncertain.
/// Each type lists its default first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Switches {
    /// The engine that is played.
    pub engine: Engine,
    /// The code of a refused password at `authn/credentials/reset_password`.
    pub policy_violation: PolicyViolation,
    /// What `authn/recovery/token` says of a token that is no good.
    pub dead_recovery_token: DeadRecoveryToken,
    /// What `authn/recovery/token` answers when there is no question.
    pub without_question: WithoutQuestion,
    /// Whether only people with a recovery question get a recovery mail. Off.
    pub question_required: Switch,
    /// Whether a `PASSWORD_EXPIRED` person gets a recovery mail. Off.
    pub expired_may_recover: Switch,
    /// Whether a newer recovery token ends a person's older ones. On.
    pub newer_token_ends_older: Switch,
    /// Seconds that a state token lives after each request with it. 330.
    pub state_token_lifetime_seconds: u32,
    /// Whether a reset without `revokeSessions` ends the sessions too. Off.
    pub reset_ends_sessions: Switch,
    /// Whether a reset answers `MFA_REQUIRED`, the password being changed. Off.
    pub mfa_after_reset: Switch,
    /// The name of the link after a right answer.
    pub link_after_answer: LinkAfterAnswer,
    /// How answers write the factor type.
    pub factor_type_case: FactorTypeCase,
    /// Wrong recovery answers in a row that lock the person; 0: none do. 0.
    pub wrong_answers_lock: u32,
    /// Wrong codes of one challenge that lock the person; 0: none do. 0.
    pub wrong_codes_lock: u32,
    /// Whether a text message or call is refused by 429 already at the start
    /// of a recovery, when another went out less than 30 seconds before; on
    /// Identity Engine a mail, too, after less than 5. On.
    pub code_limit_at_start: Switch,
    /// Sign-ins in a second under one name, beyond which there is 429; 0:
    /// any. 0, where Okta has 4, so that tests need not wait.
    pub username_limit_per_second: u32,
    /// Whether an unlocked account comes with a session token. Off.
    pub unlock_gives_session: Switch,
    /// Whether a recovery that a trusted application starts puts the person
    /// into RECOVERY. Off.
    pub trusted_recovery_changes_status: Switch,
    /// Whether a sign-in answers `MFA_REQUIRED` instead of SUCCESS. Off.
    pub mfa_at_sign_in: Switch,
    /// The code of a refused password at `authn/credentials/change_password`.
    /// E0000014.
    pub policy_violation_at_change: PolicyViolation,
    /// What the Authentication API says to a public application that names no
    /// factor.
    pub missing_factor_type: MissingFactorType,
    /// How an `Accept` without JSON is refused.
    pub unsupported_accept: UnsupportedAccept,
    /// How a `Content-Type` that is not JSON is refused.
    pub unsupported_content_type: UnsupportedContentType,
    /// Whether the Authentication API takes an access token with the scope
    /// `okta.users.manage` for an API token. Off: 401.
    pub authn_takes_access_tokens: Switch,
    /// Seconds that activating takes, and deactivating with `Prefer: respond-async`; until then
    /// the person is `transitioningToStatus` and cannot be changed. 0: at once.
    pub activation_seconds: u32,
    /// Minutes that an activation token lives. 10080, a week.
    pub activation_token_lifetime_minutes: u32,
    /// What `/api/v1` says of an access token that is no good.
    pub bad_access_token: BadAccessToken,
    /// The links of `lifecycle/reset_password` and `credentials/forgot_password`.
    pub reset_url: ResetUrl,
    /// The code of a wrong answer at `credentials/forgot_password_recovery_question`.
    pub wrong_answer: WrongAnswer,
    /// Who needs a recovery question for `credentials/forgot_password`.
    pub forgot_password_needs_question: QuestionNeeded,
    /// From where `lifecycle/reset_password` is allowed.
    pub reset_allowed_from: ResetAllowedFrom,
    /// Whether `PASSWORD_EXPIRED` becomes ACTIVE by `credentials/change_password`. On.
    pub change_ends_expiry: Switch,
    /// What a 404 says.
    pub not_found_text: NotFoundText,
    /// Whether Identity Engine hides who is known, in recovery and unlocking
    /// (*User enumeration prevention*); for the Authentication API see
    /// [`RecoverySwitches::unknown_person`]. On.
    pub enumeration_prevention: Switch,
    /// Identity Engine's own switches.
    pub idx: IdxSwitches,
    /// Those of the management APIs.
    pub management: ManagementSwitches,
    /// Those about new passwords.
    pub passwords: PasswordSwitches,
    /// Those about how a recovery begins.
    pub recovery: RecoverySwitches,
    /// Those of the mail service.
    pub resend: ResendSwitches,
    /// What `X-Rate-Limit-Limit` shows, requests per minute and class.
    pub rate_limits: RateLimits,
    /// Whether requests over that limit are refused by 429. Off.
    pub rate_limit_enforced: Switch,
}

/// A switch that is on or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Switch {
    /// It is so.
    On,
    /// It is not so.
    Off,
}

/// The engine that an org runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Engine {
    /// The Classic engine, with its Authentication API.
    Classic,
    /// Identity Engine, with the IDX API besides.
    IdentityEngine,
}

/// The code of a refused password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PolicyViolation {
    /// As recorded.
    E0000080,
    /// As the reference says.
    E0000014,
}

/// What is said to a public application that names no factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MissingFactorType {
    /// 400, as for every other field that is missing.
    E0000001,
    /// 403, as to somebody who lacks a right.
    E0000006,
}

/// What is said of a recovery token that is no good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeadRecoveryToken {
    /// 403 E0000105 for a token that once was good, 401 E0000011 for garbage.
    Split,
    /// 403 E0000105 for both.
    LinkDead,
    /// 401 E0000011 for both.
    InvalidToken,
}

/// What a recovery token of a person without a question is exchanged for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WithoutQuestion {
    /// Status `PASSWORD_RESET`, with the policy and the link to the reset.
    PasswordReset,
    /// Status `RECOVERY` without links, as in one client's mock; the state
    /// token is good for the reset all the same.
    RecoveryWithoutLinks,
}

/// The name of the link to the reset after a right answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LinkAfterAnswer {
    /// `resetPassword`, as recorded.
    ResetPassword,
    /// `password`, as in the reference.
    Password,
}

/// How answers write the factor type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactorTypeCase {
    /// In upper case, as requests write it.
    Upper,
    /// In lower case.
    Lower,
    /// As the request wrote it.
    AsSent,
}

/// What is said of an access token that is unknown, expired or revoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BadAccessToken {
    /// 401 without a body, with `error="invalid_token"` in `WWW-Authenticate`.
    Challenge,
    /// 401 E0000011.
    #[serde(rename = "E0000011")]
    E0000011,
}

/// The shape of reset links.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResetUrl {
    /// As recorded: `/reset_password/…`, and `/signin/reset-password/…` for a forgotten one.
    AsRecorded,
    /// `/signin/reset-password/…` for both, as in the schema's example.
    SignIn,
}

/// What a wrong recovery answer is told at the Users API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WrongAnswer {
    /// 403 E0000087, by its name.
    E0000087,
    /// 403 E0000014.
    E0000014,
}

/// Whether `credentials/forgot_password` needs a recovery question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuestionNeeded {
    /// On the Classic engine.
    OnClassic,
    /// On none.
    Never,
    /// On both.
    Always,
}

/// What a 404 of a user or policy says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotFoundText {
    /// `Not found: Resource not found: {what} (User)`, as recorded.
    Whole,
    /// The template of the reference, with `{0}` in it.
    Template,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            engine: Engine::Classic,
            policy_violation: PolicyViolation::E0000080,
            dead_recovery_token: DeadRecoveryToken::Split,
            without_question: WithoutQuestion::PasswordReset,
            question_required: Switch::Off,
            expired_may_recover: Switch::Off,
            newer_token_ends_older: Switch::On,
            state_token_lifetime_seconds: 330,
            reset_ends_sessions: Switch::Off,
            mfa_after_reset: Switch::Off,
            link_after_answer: LinkAfterAnswer::ResetPassword,
            factor_type_case: FactorTypeCase::Upper,
            wrong_answers_lock: 0,
            wrong_codes_lock: 0,
            code_limit_at_start: Switch::On,
            username_limit_per_second: 0,
            unlock_gives_session: Switch::Off,
            trusted_recovery_changes_status: Switch::Off,
            mfa_at_sign_in: Switch::Off,
            policy_violation_at_change: PolicyViolation::E0000014,
            missing_factor_type: MissingFactorType::E0000001,
            unsupported_accept: UnsupportedAccept::E0000122,
            unsupported_content_type: UnsupportedContentType::BadRequest,
            authn_takes_access_tokens: Switch::Off,
            activation_seconds: 0,
            activation_token_lifetime_minutes: 10_080,
            bad_access_token: BadAccessToken::Challenge,
            reset_url: ResetUrl::AsRecorded,
            wrong_answer: WrongAnswer::E0000087,
            forgot_password_needs_question: QuestionNeeded::OnClassic,
            reset_allowed_from: ResetAllowedFrom::Activated,
            change_ends_expiry: Switch::On,
            not_found_text: NotFoundText::Whole,
            enumeration_prevention: Switch::On,
            idx: IdxSwitches::default(),
            management: ManagementSwitches::default(),
            passwords: PasswordSwitches::default(),
            recovery: RecoverySwitches::default(),
            resend: ResendSwitches::default(),
            rate_limits: RateLimits::default(),
            rate_limit_enforced: Switch::Off,
        }
    }
}
