//! Our own mails: what they are about, and what they say.
//!
//! In scope: the words of each mail and its two encodings, text and HTML,
//! from one draft, so that they say the same. Out of scope: sender, headers,
//! how lines are encoded on their way, and who gets which mail when.
//!
//! A mail goes to a mailbox that a stranger may have typed, about an account
//! that a stranger may have made. So nothing that people chose about
//! themselves is shown unless it is what it claims to be (`values.rs`), and
//! nothing is loaded from anywhere but the operator's logo.

mod compose;
mod draft;
mod markup;
mod plain;
mod samples;
mod style;
mod values;

pub use crate::texts::MailTexts;
pub use samples::{Sample, samples};

use crate::Brand;

/// A mail as it is handed to a mail service.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// The subject: one line, at most 60 characters, no code and nothing of
    /// the person; locked phones show it.
    pub subject: String,
    /// The body for those who read text. Lines have at most 76 characters,
    /// except for addresses, and end in `\n`.
    pub text: String,
    /// The body for those who read HTML: a whole document, in one long line.
    pub html: String,
}

/// What a mail is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Message<'a> {
    /// A new password was asked for.
    Reset(Proof<'a>),
    /// A new password was asked for; proving the mailbox unlocks the account.
    Unlock(Proof<'a>),
    /// A new password was asked for an account that never had one: it is
    /// finished by choosing one.
    Activation(Proof<'a>),
    /// The password was changed.
    PasswordChanged {
        /// Address of the page *it wasn't me*.
        not_me: &'a str,
        /// What became of the person's other sessions.
        sessions: Sessions,
        /// When: date, time and zone, as people read it in this language.
        when: &'a str,
    },
    /// A new password was asked for, but this organisation's Okta doesn't
    /// keep it.
    ManagedElsewhere(Directory),
    /// A new password was asked for a login that nobody here has.
    NoAccount,
    /// A new password was asked for an account that is suspended or
    /// deactivated: says whom to ask.
    Blocked,
}

/// The two ways to prove that a mailbox is one's own. Both are secrets.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Proof<'a> {
    /// The address that works on any device.
    pub link: &'a str,
    /// The code for the browser where the reset was started: digits only.
    pub code: &'a str,
    /// How long the link works, in minutes.
    pub link_minutes: u32,
    /// How long the code works, in minutes.
    pub code_minutes: u32,
}

/// What became of a person's other sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sessions {
    /// They were ended.
    Ended,
    /// They were left alone, as the operator wishes.
    Kept,
    /// They should have been ended; whether they were is not known.
    Unknown,
}

/// Where a password lives that can't be changed here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Directory {
    /// Microsoft's Active Directory.
    ActiveDirectory,
    /// A directory spoken to in LDAP.
    Ldap,
    /// Another identity provider, social or an organisation's own.
    Federation,
    /// Somewhere else.
    Other,
}

/// Everything a mail needs besides its message.
#[derive(Clone, Copy)]
pub struct Sheet<'a> {
    /// The sentences, in the person's language.
    pub texts: &'a MailTexts,
    /// The operator. Addresses that are no web or `mailto:` ones, or have more
    /// than 600 characters, are left out.
    pub brand: &'a Brand,
    /// The person's first name, if known. It is left out when it could be
    /// anything else, such as a link.
    pub person: Option<&'a str>,
    /// The login of the account; for [`Message::NoAccount`] what was entered.
    /// It is left out when it could be anything else.
    pub login: &'a str,
}

/// Writes a mail: subject, text and HTML, less than 30 KB together.
#[must_use]
pub fn write(message: &Message<'_>, sheet: &Sheet<'_>) -> Letter {
    let draft = compose::draft(message, sheet);
    Letter {
        text: plain::text(&draft),
        html: markup::document(&draft),
        subject: draft.subject,
    }
}
