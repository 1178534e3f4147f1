//! The sentences of our own mails: one struct, a field per sentence, like
//! [`Texts`](super::Texts) and apart from it, because browsers download those
//! and have no use for these.
//!
//! `{name}` in a sentence is a place for a value; the field's documentation
//! says which. Values never become markup.

use super::Plural;

/// All sentences of our mails in one language.
#[derive(Clone, Copy, Debug)]
pub struct MailTexts {
    /// The language's tag, for `lang`.
    pub language: &'static str,
    /// `ltr` or `rtl`, for `dir`.
    pub direction: &'static str,

    /// Stands where the operator's name would stand if there were one.
    pub no_brand: &'static str,
    /// Greeting, with `{name}`, the first name.
    pub hello: &'static str,
    /// Greeting of somebody whose name is not known.
    pub hello_nameless: &'static str,
    /// Whose account it is, with `{login}`.
    pub account: &'static str,

    /// A new password was asked for.
    pub reset: Opening,
    /// What the person can do now.
    pub reset_text: &'static str,
    /// Button: to the new password.
    pub reset_button: &'static str,
    /// A new password was asked for, and the account is locked.
    pub unlock: Opening,
    /// Why it is, and what the person can do now.
    pub unlock_text: &'static str,
    /// Button: unlock the account, to the new password.
    pub unlock_button: &'static str,
    /// A new password was asked for, and the account never had one.
    pub activation: Opening,
    /// What the person can do now.
    pub activation_text: &'static str,
    /// Button: to the first password.
    pub activation_button: &'static str,

    /// Stands above the address of a button.
    pub button_fails: &'static str,
    /// How long the link works, and that it works once.
    pub link_lifetime: Lifetime,
    /// The code, with `{code}`. Says the word *code* right before the place:
    /// that is how mail programs find what to fill in.
    pub code: &'static str,
    /// What the code is for.
    pub code_use: &'static str,
    /// How long the code works, and that it works once.
    pub code_lifetime: Lifetime,
    /// Only the newest mail works.
    pub newest: &'static str,
    /// Nothing happens if the mail is ignored.
    pub ignore: &'static str,
    /// Code and link are for nobody else.
    pub never_asked: &'static str,

    /// The password was changed.
    pub changed: Opening,
    /// When it was, with `{when}`: date, time and time zone.
    pub changed_text: &'static str,
    /// Other devices were signed out.
    pub sessions_ended: &'static str,
    /// Other devices were left alone.
    pub sessions_kept: &'static str,
    /// Other devices could not be signed out for certain.
    pub sessions_unknown: &'static str,
    /// What to do if it was the person.
    pub was_you: &'static str,
    /// What to do if it was somebody else, and what the button does.
    pub was_not_you: &'static str,
    /// Button: it was somebody else.
    pub not_me_button: &'static str,
    /// Who changed the password can read the mails.
    pub mailbox: &'static str,

    /// The password is not kept here.
    pub managed: Opening,
    /// It is in Active Directory, and what to do.
    pub in_active_directory: &'static str,
    /// It is in an LDAP directory, and what to do.
    pub in_ldap: &'static str,
    /// It is with another identity provider, and what to do.
    pub in_federation: &'static str,
    /// It is somewhere else, and what to do.
    pub in_other: &'static str,

    /// There is no account.
    pub no_account: Opening,
    /// What was asked for.
    pub no_account_text: &'static str,
    /// With which login, with `{login}`.
    pub no_account_login: &'static str,
    /// What else to try.
    pub no_account_next: &'static str,

    /// The account is suspended or deactivated.
    pub blocked: Opening,
    /// What was asked for, and why it is not possible.
    pub blocked_text: &'static str,
    /// Whom to ask.
    pub blocked_next: &'static str,

    /// Link or button to the operator's help.
    pub help: &'static str,
    /// A program wrote this.
    pub automatic: &'static str,
}

/// How a mail begins.
#[derive(Clone, Copy, Debug)]
pub struct Opening {
    /// The subject, with `{brand}`; at most 40 characters besides.
    pub subject: &'static str,
    /// What inboxes show after the subject.
    pub preview: &'static str,
    /// Heading of the mail.
    pub title: &'static str,
}

/// A sentence that says how long something works.
#[derive(Clone, Copy, Debug)]
pub struct Lifetime {
    /// In minutes `{n}`.
    pub minutes: Plural,
    /// In hours `{n}`.
    pub hours: Plural,
}

impl MailTexts {
    /// English.
    pub const ENGLISH: Self = super::catalogue::EN_MAILS;
}

impl Lifetime {
    /// The sentence for this many minutes: in hours where they are whole
    /// ones, so that nothing is rounded.
    pub(crate) fn say(&self, minutes: u32) -> String {
        match minutes {
            60.. if minutes.is_multiple_of(60) => self.hours.say(minutes / 60),
            0.. => self.minutes.say(minutes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lifetime_is_said_in_whole_hours_or_else_in_minutes() {
        let lifetime = MailTexts::ENGLISH.link_lifetime;
        let said = [0, 1, 5, 59, 60, 61, 90, 120, 1440].map(|minutes| {
            let sentence = lifetime.say(minutes);
            let within = sentence.split_once("within ").expect("a time").1;
            within.trim_end_matches('.').to_owned()
        });
        let expected = [
            "0 minutes",
            "1 minute",
            "5 minutes",
            "59 minutes",
            "1 hour",
            "61 minutes",
            "90 minutes",
            "2 hours",
            "24 hours",
        ];
        assert_eq!(said, expected);
    }
}
