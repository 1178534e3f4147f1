//! What differs between orgs on Identity Engine, or between the sources about it.

use serde::{Deserialize, Serialize};

use crate::switches::Switch;

/// Identity Engine's switches; the README says which facts behind them are uncertain. Each
/// type lists its default first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IdxSwitches {
    /// What the first page asks for.
    pub first_page: FirstPage,
    /// The form of state handles.
    pub state_handle: StateHandleShape,
    /// For how long a state handle is good.
    pub state_handle_lives: StateHandleLives,
    /// Seconds that a step lives which waits for no code. 3600.
    pub step_lifetime_seconds: u32,
    /// Minutes that the code of a mail lives, 5 to 30. 5.
    pub email_code_minutes: u32,
    /// Whether the form of the new password has `revokeSessions`. On.
    pub revoke_sessions_field: Switch,
    /// What a reset ends with.
    pub after_reset: AfterReset,
    /// Whether mails have a link besides the code, and what opening it does.
    pub magic_link: MagicLink,
    /// Whether answers about a mailed code offer to `poll`. On.
    pub poll_offered: Switch,
    /// Whether more than 20 requests per user and 10 per state handle within five seconds
    /// are refused. Off.
    pub burst_limits: Switch,
    /// The key of the message that there were too many requests.
    pub too_many_requests: TooManyRequestsKey,
    /// The status of a refused password.
    pub rejected_password_status: RejectedPasswordStatus,
    /// The `Content-Type` of answers.
    pub answer_type: AnswerType,
    /// Whether the rule's question comes after a one-time token that a person asked for. On.
    pub own_token_needs_question: Switch,
    /// Whether it comes after one that an administrator asked for. Off.
    pub administrators_token_needs_question: Switch,
    /// Whether the rule's question comes before an account is unlocked. Off.
    pub unlock_needs_question: Switch,
    /// The key of the message that the password is wrong.
    pub wrong_password: WrongPasswordKey,
    /// The key of the message that the answer to the question is wrong.
    pub wrong_answer: WrongAnswerKey,
    /// Wrong codes and answers that a person may give within five minutes; 0: any number. 5.
    pub wrong_codes_allowed: u32,
    /// What is said to whoever has given more.
    pub too_many_guesses: TooManyGuesses,
    /// The status of the message that nobody has a name, where the org does not hide that.
    pub unknown_user_status: UnknownUserStatus,
    /// The class of that message.
    pub unknown_user_class: UnknownUserClass,
    /// The key of the message that somebody may not recover.
    pub reset_not_allowed: ResetNotAllowedKey,
    /// The status of that message.
    pub reset_not_allowed_status: ResetNotAllowedStatus,
    /// The key of the message that nobody may unlock an account.
    pub unlock_not_allowed: UnlockNotAllowedKey,
    /// Seconds that an interaction code lives. 60.
    pub interaction_code_seconds: u32,
    /// Whether redeeming an interaction code with the wrong verifier spends it. Off.
    pub wrong_verifier_spends_code: Switch,
}

/// What the first page asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FirstPage {
    /// Who it is and the password: `recover` is offered at once.
    IdentifierAndPassword,
    /// Who it is: `recover` is offered with the password, on the second page.
    Identifier,
}

/// The form of state handles; three generations are in the recordings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StateHandleShape {
    /// `02.id.…~c.…`, 967 characters; the part before `~` names the transaction.
    IdAndContext,
    /// `02…`, 42 characters.
    Short,
    /// About 3,000 characters that look like an encrypted token until the person has said who
    /// they are, then as [`Short`](Self::Short).
    Encrypted,
}

/// For how long a state handle is good; recordings have the beginning of most handles only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StateHandleLives {
    /// As long as its transaction, but where its [shape](StateHandleShape) changes.
    Transaction,
    /// Until a step is taken: the answer to that has another one. A step that is refused is not
    /// taken.
    Step,
}

/// What a reset ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AfterReset {
    /// An interaction code: the person is signed in.
    InteractionCode,
    /// The message `idx.recovery.completed`: the person is to sign in.
    RecoveryCompleted,
    /// An error: the password is changed, the sign-in failed.
    SignInFailed,
}

/// Whether mails have a link, and where whoever opens it is taken to be: without cookies the
/// emulator cannot tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MagicLink {
    /// There is only the code.
    Off,
    /// Opened in the browser that began: the next `poll` goes on.
    SameBrowser,
    /// Opened elsewhere: it shows the code.
    Elsewhere,
}

/// The key of the message that there were too many requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TooManyRequestsKey {
    /// As a client in production sees it.
    #[serde(rename = "oie.tooManyRequests")]
    Oie,
    /// As recorded.
    #[serde(rename = "tooManyRequests")]
    Plain,
}

/// The status of a refused password; no source tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RejectedPasswordStatus {
    /// 400.
    #[serde(rename = "400")]
    BadRequest,
    /// 403, as the Authentication API has it.
    #[serde(rename = "403")]
    Forbidden,
}

/// The `Content-Type` of answers; no recording has headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AnswerType {
    /// As the forms promise by `produces`.
    #[serde(rename = "application/ion+json; okta-version=1.0.0")]
    IonJson,
    /// As the forms accept.
    #[serde(rename = "application/json")]
    Json,
}

/// The key of the message that the password is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WrongPasswordKey {
    /// As recorded.
    #[serde(rename = "errors.E0000004")]
    AuthenticationFailed,
    /// Older.
    #[serde(rename = "incorrectPassword")]
    IncorrectPassword,
}

/// The key of the message that the answer to the question is wrong; no source has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WrongAnswerKey {
    /// As for a wrong code.
    #[serde(rename = "api.authn.error.PASSCODE_INVALID")]
    PasscodeInvalid,
    /// As the Authentication API has it.
    #[serde(rename = "errors.E0000068")]
    WrongAnswer,
}

/// What is said after too many wrong codes and answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TooManyGuesses {
    /// That there were too many requests: 429.
    #[serde(rename = "too-many-requests")]
    TooManyRequests,
    /// That the factor is suspended: 403, at the same step.
    #[serde(rename = "authfactor.challenge.suspended_factor")]
    SuspendedFactor,
}

/// The status of the message that nobody has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum UnknownUserStatus {
    /// 200, as in one SDK's test.
    #[serde(rename = "200")]
    Ok,
    /// 400.
    #[serde(rename = "400")]
    BadRequest,
}

/// The class of the message that nobody has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum UnknownUserClass {
    /// As recorded.
    #[serde(rename = "WARNING")]
    Warning,
    /// As recorded in 2021.
    #[serde(rename = "INFO")]
    Info,
}

/// The key of the message that somebody may not recover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ResetNotAllowedKey {
    /// That the reset is not allowed.
    #[serde(rename = "oie.selfservice.reset.password.not.allowed")]
    ResetNotAllowed,
    /// That the change is not allowed.
    #[serde(rename = "errors.E0000035")]
    ChangeNotAllowed,
}

/// The status of the message that somebody may not recover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ResetNotAllowedStatus {
    /// 403.
    #[serde(rename = "403")]
    Forbidden,
    /// 400.
    #[serde(rename = "400")]
    BadRequest,
}

/// The key of the message that nobody may unlock an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum UnlockNotAllowedKey {
    /// That it is not allowed.
    #[serde(rename = "oie.selfservice.user.unlock.not.allowed")]
    NotAllowed,
    /// That the permission lacks, as recorded elsewhere.
    #[serde(rename = "oie.selfservice.unlock_user.challenge.failed.permissions")]
    FailedPermissions,
    /// That it has failed.
    #[serde(rename = "oie.selfservice.unlock_user.failed.message")]
    Failed,
}

impl Default for IdxSwitches {
    fn default() -> Self {
        Self {
            first_page: FirstPage::IdentifierAndPassword,
            state_handle: StateHandleShape::IdAndContext,
            state_handle_lives: StateHandleLives::Transaction,
            step_lifetime_seconds: 3600,
            email_code_minutes: 5,
            revoke_sessions_field: Switch::On,
            after_reset: AfterReset::InteractionCode,
            magic_link: MagicLink::Off,
            poll_offered: Switch::On,
            burst_limits: Switch::Off,
            too_many_requests: TooManyRequestsKey::Oie,
            rejected_password_status: RejectedPasswordStatus::BadRequest,
            answer_type: AnswerType::IonJson,
            own_token_needs_question: Switch::On,
            administrators_token_needs_question: Switch::Off,
            unlock_needs_question: Switch::Off,
            wrong_password: WrongPasswordKey::AuthenticationFailed,
            wrong_answer: WrongAnswerKey::PasscodeInvalid,
            wrong_codes_allowed: 5,
            too_many_guesses: TooManyGuesses::TooManyRequests,
            unknown_user_status: UnknownUserStatus::Ok,
            unknown_user_class: UnknownUserClass::Warning,
            reset_not_allowed: ResetNotAllowedKey::ResetNotAllowed,
            reset_not_allowed_status: ResetNotAllowedStatus::Forbidden,
            unlock_not_allowed: UnlockNotAllowedKey::NotAllowed,
            interaction_code_seconds: 60,
            wrong_verifier_spends_code: Switch::Off,
        }
    }
}
