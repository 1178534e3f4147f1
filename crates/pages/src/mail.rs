//! Our own mails.

/// A mail as it is handed to a mail service.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// The subject, one line.
    pub subject: String,
    /// The body for those who read text.
    pub text: String,
    /// The body for those who read HTML: a whole document.
    pub html: String,
}
