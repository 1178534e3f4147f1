//! What can happen to a transaction.

use okta::{ClientContext, RecoveryToken};
use pages::{Channel, CodeError, Language, NewPasswordErrors, Purpose};
use serde::{Deserialize, Serialize};

use super::Step;
use crate::handle::Receipt;

/// What a person does to a transaction.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Event {
    /// Comes back to the first page.
    ShowForgotPassword,
    /// Is elsewhere, where something of the first page is needed.
    RecallForgotPassword,
    /// Asks for a message.
    Request {
        /// The login, already parsed by `pages::forms`.
        login: String,
        /// The way the message takes.
        channel: Channel,
        /// A new password, or only to unlock the account.
        purpose: Purpose,
        /// The browser, as Okta shall see it.
        context: ClientContext,
        /// Where this transaction lives: [`Handle::address`](crate::Handle::address).
        address: String,
        /// Where to go back to in the end, an address that the caller allows.
        return_to: Option<String>,
        /// What our mails are to be written in.
        #[serde(default)]
        language: Language,
    },
    /// Asks for another message of the same kind.
    Resend,
    /// Types the code of a message.
    EnterCode {
        /// The digits.
        code: String,
    },
    /// Sends a form for the code that is refused at first sight.
    RefuseCode {
        /// What is wrong with it.
        error: CodeError,
    },
    /// Opens a link of Okta's. Spends nothing and asks nobody, since mail scanners do it too.
    OpenLink {
        /// The token of the link.
        token: RecoveryToken,
        /// What the link is for: one that only unlocks is not followed before its button is
        /// pressed.
        purpose: Purpose,
    },
    /// Looks at the form for the new password.
    ShowNewPassword {
        /// The token, when the caller has the link at hand (API) instead of an opened transaction.
        token: Option<RecoveryToken>,
        /// The browser, as Okta shall see it.
        context: ClientContext,
    },
    /// Sends a form that is refused at first sight. Nobody is asked.
    RefuseForm {
        /// What is wrong with it.
        errors: NewPasswordErrors,
        /// Whether an answer was filled in.
        answer: Filled,
    },
    /// Sends the form with the new password.
    SetNewPassword {
        /// As in [`Event::ShowNewPassword`].
        token: Option<RecoveryToken>,
        /// What was filled in.
        form: NewPassword,
        /// The browser, as Okta shall see it.
        context: ClientContext,
    },
    /// Presses the button that unlocks, or answers the question before that.
    Unlock {
        /// The token of a link that unlocks, as in [`Event::ShowNewPassword`].
        token: Option<RecoveryToken>,
        /// The answer to the recovery question, if one was given.
        answer: Option<okta::Answer>,
        /// The browser, as Okta shall see it.
        context: ClientContext,
    },
    /// Comes back from being signed in.
    ShowDone,
    /// Looks at what the link of a notice offers.
    ShowNotMe,
    /// Says that the new password was somebody else's doing.
    NotMe,
}

impl Event {
    /// Whether only the browser may do this that asked for the message. A link of a mail says where
    /// a transaction is; what follows that may be made up.
    pub(crate) fn is_of_whoever_asked(&self) -> bool {
        match self {
            Self::ShowForgotPassword
            | Self::RecallForgotPassword
            | Self::Request { .. }
            | Self::Resend
            | Self::EnterCode { .. }
            | Self::RefuseCode { .. } => true,
            Self::OpenLink { .. }
            | Self::ShowNewPassword { .. }
            | Self::RefuseForm { .. }
            | Self::SetNewPassword { .. }
            | Self::Unlock { .. }
            | Self::ShowDone
            | Self::ShowNotMe
            | Self::NotMe => false,
        }
    }

    /// Whether Okta may be asked before the answer. What does not wait for Okta must not wait for
    /// somebody who does, or its time would tell what Okta thinks of a login.
    #[must_use]
    pub fn waits_for_okta(&self, step: Option<&Step>) -> bool {
        match self {
            Self::ShowForgotPassword
            | Self::RecallForgotPassword
            | Self::Request { .. }
            | Self::Resend
            | Self::RefuseCode { .. } => false,
            Self::EnterCode { .. } => step.is_some_and(Step::waits_for_okta_code),
            Self::OpenLink { .. }
            | Self::ShowNewPassword { .. }
            | Self::ShowDone
            | Self::ShowNotMe
            | Self::NotMe
            | Self::RefuseForm { .. }
            | Self::SetNewPassword { .. }
            | Self::Unlock { .. } => true,
        }
    }
}

/// Whether a field was filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Filled {
    /// It holds something.
    Yes,
    /// It was empty or absent.
    No,
}

/// The filled-in form for a new password.
#[derive(Debug, Serialize, Deserialize)]
pub struct NewPassword {
    /// The password.
    pub password: okta::Password,
    /// Whose form it was, if it said so: another tab may have opened another link since.
    pub username: Option<String>,
    /// The answer to the recovery question, if one was given.
    pub answer: Option<okta::Answer>,
    /// Recognises the password when the form comes again.
    pub receipt: Receipt,
    /// Where this browser came from, for a link of Okta's, which does not know.
    pub return_to: Option<String>,
}
