//! How a transaction ends.

use http::Uri;

use super::form::Remediation;
use super::message::{Message, MessageKey};
use super::response::IdxResponse;
use super::secret::{InteractionCode, RedirectUrl};

/// Where a transaction is: open, or at one of its ends.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Something can be done: there are remediations.
    Open,
    /// The person is authenticated; what an OIDC transaction gives for the token endpoint.
    InteractionCode(InteractionCode),
    /// The person is authenticated; where to send the browser for a session.
    Redirect(RedirectUrl),
    /// The password is changed, and nobody is signed in.
    PasswordChanged,
    /// Nothing can be done any more; the messages, if there are any, say why.
    Terminal,
}

impl IdxResponse {
    /// Where the transaction is.
    ///
    /// What could be done comes first, then what has gone wrong: a person is authenticated only
    /// where Okta offers nothing to do, reports no error, and gives a readable code or URL. A
    /// user with an id alone is no proof, since terminal messages come with one as well.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        if !self.remediations.is_empty() {
            return Outcome::Open;
        }
        match self.success() {
            Some(success) if !self.reports_error() => success,
            Some(_) | None if self.password_was_changed() => Outcome::PasswordChanged,
            Some(_) | None => Outcome::Terminal,
        }
    }

    fn success(&self) -> Option<Outcome> {
        let code = self.success_with_interaction_code.as_ref().and_then(code);
        let redirect = || self.success.as_ref().and_then(redirect);
        let code = code.map(Outcome::InteractionCode);
        code.or_else(|| redirect().map(Outcome::Redirect))
    }

    /// Whether the transaction has reached its end with the person authenticated.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        match self.outcome() {
            Outcome::InteractionCode(_) | Outcome::Redirect(_) => true,
            Outcome::Open | Outcome::PasswordChanged | Outcome::Terminal => false,
        }
    }

    /// Whether nothing can be done any more, and the transaction is not complete: the messages
    /// say why.
    #[must_use]
    pub fn is_terminal(&self) -> bool {
        match self.outcome() {
            Outcome::PasswordChanged | Outcome::Terminal => true,
            Outcome::Open | Outcome::InteractionCode(_) | Outcome::Redirect(_) => false,
        }
    }

    /// What a complete OIDC transaction gives for the token endpoint.
    #[must_use]
    pub fn interaction_code(&self) -> Option<InteractionCode> {
        match self.outcome() {
            Outcome::InteractionCode(code) => Some(code),
            Outcome::Open | Outcome::Redirect(_) | Outcome::PasswordChanged | Outcome::Terminal => {
                None
            }
        }
    }

    /// Whether Okta says that the new password is set although nobody is signed in: because the
    /// flow ends so ([`RecoveryCompleted`](MessageKey::RecoveryCompleted)), or because only the
    /// sign-in behind it failed
    /// ([`PostPasswordUpdateAuthFailure`](MessageKey::PostPasswordUpdateAuthFailure), which comes
    /// as an error but must not be told as one).
    #[must_use]
    pub fn password_was_changed(&self) -> bool {
        self.says(&MessageKey::RecoveryCompleted)
            || self.says(&MessageKey::PostPasswordUpdateAuthFailure)
    }

    /// Whether any message, of the step or of a field, is an error.
    #[must_use]
    pub fn reports_error(&self) -> bool {
        self.all_messages().into_iter().any(Message::is_error)
    }
}

fn code(issue: &Remediation) -> Option<InteractionCode> {
    let code = issue.field("interaction_code")?.text()?;
    (!code.is_empty()).then(|| InteractionCode::new(code))
}

/// An absolute URL for a browser. It may lead to any host: that of the application.
fn redirect(success: &Remediation) -> Option<RedirectUrl> {
    let href = success.href.as_deref()?;
    let url = Uri::try_from(href).ok()?;
    let is_web = matches!(url.scheme_str(), Some("https" | "http"));
    is_web.then(|| RedirectUrl::new(href))
}
