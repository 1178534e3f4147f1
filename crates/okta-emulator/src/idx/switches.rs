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

impl Default for IdxSwitches {
    fn default() -> Self {
        Self {
            first_page: FirstPage::IdentifierAndPassword,
            state_handle: StateHandleShape::IdAndContext,
            step_lifetime_seconds: 3600,
            email_code_minutes: 5,
            revoke_sessions_field: Switch::On,
            after_reset: AfterReset::InteractionCode,
            magic_link: MagicLink::Off,
            poll_offered: Switch::On,
            burst_limits: Switch::Off,
            too_many_requests: TooManyRequestsKey::Oie,
            rejected_password_status: RejectedPasswordStatus::BadRequest,
        }
    }
}
