//! The sentences people read: one struct, a field per sentence, so that a
//! sentence missing in a language does not compile.
//!
//! They stand in `languages/`, a catalogue per language, which `build.rs` makes
//! into constants; browsers read one language besides English, packed.
//!
//! `{name}` in a sentence is a place for a value; the field's documentation
//! says which. Values never become markup.

pub(crate) mod catalogue;
mod fill;
mod mail;
mod packed;
mod places;
mod plural;
mod wording;

use crate::Channel;

pub(crate) use fill::{fill, fill_strong, fill_with};
pub use mail::{Lifetime, MailTexts, Opening};
pub use plural::PluralRule;
pub use wording::{Sentence, Wording, WordingError};

/// All sentences in one language.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    /// The language's tag, for `lang`.
    pub language: &'static str,
    /// `ltr` or `rtl`, for `dir`.
    pub direction: &'static str,

    /// Heading: asks for the login.
    pub forgot_title: &'static str,
    /// What to enter and what happens then.
    pub forgot_intro: &'static str,
    /// Label of the login.
    pub login_label: &'static str,
    /// Asks for the way that the message should take.
    pub channel_label: &'static str,
    /// To be ticked by somebody whose account is locked.
    pub unlock_choice: &'static str,
    /// How to show that no program asks: Turnstile's task, or ten seconds.
    pub challenge: &'static str,
    /// Button: go on with what was entered.
    pub go_on: &'static str,
    /// The button while it works.
    pub sending: &'static str,
    /// Quiet link to the sign-in page.
    pub back_to_sign_in: &'static str,

    /// The public answer, when a mail may be on its way.
    pub by_email: ChannelTexts,
    /// The public answer, when a text message may be on its way.
    pub by_sms: ChannelTexts,
    /// The public answer, when a phone may ring.
    pub by_call: ChannelTexts,
    /// What to do with a mail that has a link only.
    pub check_link: &'static str,
    /// What to do with a message that has a code and a link.
    pub check_both: &'static str,
    /// Label of the code.
    pub code_label: &'static str,
    /// How many minutes a code works, with `{n}`.
    pub code_hint: Plural,
    /// The button while the code is checked.
    pub checking: &'static str,
    /// From when on another message can be had, with `{n}`.
    pub resend_seconds: Plural,
    /// The same in minutes, with `{n}`.
    pub resend_minutes: Plural,
    /// Quiet link back to the first form.
    pub check_other: &'static str,

    /// Heading: asks for the new password. Button: asks for the way to one.
    pub new_title: &'static str,
    /// Asks for the password of a new account.
    pub activation: Notice,
    /// Asks for the new password of a locked account.
    pub unlock: Notice,
    /// Asks whether to unlock an account that keeps its password. The heading is on the button, too.
    pub only_unlock: Notice,
    /// Whose password it is, with `{login}`.
    pub new_for: &'static str,
    /// Hint below the recovery question.
    pub question_hint: &'static str,
    /// Label of the new password.
    pub password_label: &'static str,
    /// Stands in for the rules while they are not known.
    pub rules_unknown: &'static str,
    /// Names the list of rules.
    pub rules_label: &'static str,
    /// Says that old passwords are refused, with `{n}`.
    pub history: Plural,
    /// On the button that shows the password.
    pub show: &'static str,
    /// The full name of that button; it holds the words of `show`.
    pub show_password: &'static str,
    /// Below the password while the key is on.
    pub caps_lock: &'static str,
    /// Button: save the new password.
    pub save: &'static str,
    /// The button while it works.
    pub saving: &'static str,
    /// How long the form can still be saved, with `{n}`.
    pub expires_minutes: Plural,

    /// Rule: length, with `{n}`.
    pub rule_min_length: Plural,
    /// Rule: lower-case letters, with `{n}`.
    pub rule_lower_case: Plural,
    /// Rule: upper-case letters, with `{n}`.
    pub rule_upper_case: Plural,
    /// Rule: digits, with `{n}`.
    pub rule_number: Plural,
    /// Rule: symbols, with `{n}`.
    pub rule_symbol: Plural,
    /// Rule: the same character so many times in a row, with `{n}`.
    pub rule_max_consecutive: Plural,
    /// Rule: parts of the username.
    pub rule_no_username: &'static str,
    /// Rule: first name.
    pub rule_no_first_name: &'static str,
    /// Rule: last name.
    pub rule_no_last_name: &'static str,
    /// Rule: common passwords.
    pub rule_not_common: &'static str,
    /// Rule: length, with `{n}`.
    pub rule_max_length: Plural,
    /// Said before a rule that is met, for those who don't see the mark.
    pub rule_met: &'static str,
    /// Said before a rule that is not met.
    pub rule_missing: &'static str,
    /// Announced while typing, with `{met}` and `{all}`.
    pub rules_progress: &'static str,

    /// Heading of the list of errors.
    pub errors_title: &'static str,
    /// Put before the document's title when there are errors.
    pub error_prefix: &'static str,
    /// The login's field was empty.
    pub login_missing: &'static str,
    /// The login is too long.
    pub login_too_long: &'static str,
    /// The login has impossible characters.
    pub login_not_a_login: &'static str,
    /// The way is not offered.
    pub channel_not_offered: &'static str,
    /// The code's field was empty, or is not six digits.
    pub code_missing: &'static str,
    /// The code is wrong.
    pub code_wrong: &'static str,
    /// The code came too late.
    pub code_expired: &'static str,
    /// No code is taken any more.
    pub code_closed: &'static str,
    /// The code couldn't be checked; nothing is lost.
    pub code_try_again: &'static str,
    /// The answer's field was empty.
    pub answer_missing: &'static str,
    /// The answer is too long.
    pub answer_too_long: &'static str,
    /// The answer is wrong.
    pub answer_wrong: &'static str,
    /// How often one may still try, with `{n}`.
    pub attempts_left: Plural,
    /// The answer must be given again.
    pub answer_expired: &'static str,
    /// The password's field was empty.
    pub password_missing: &'static str,
    /// The password breaks rules; the list beside it says which.
    pub password_broken: &'static str,
    /// The password is longer than Okta stores.
    pub password_too_long: &'static str,
    /// It is the current one.
    pub password_same: &'static str,
    /// It was used lately.
    pub password_used_recently: &'static str,
    /// It is a common one.
    pub password_common: &'static str,
    /// It is in lists of stolen passwords.
    pub password_breached: &'static str,
    /// The same, where it is taken all the same when it is sent once more.
    pub password_breach_warning: &'static str,
    /// The last change is too recent.
    pub password_too_soon: &'static str,
    /// It was refused without a reason.
    pub password_refused: &'static str,
    /// Saving failed; nothing is lost.
    pub try_again: &'static str,
    /// In the browser: no answer came.
    pub no_connection: &'static str,
    /// In the browser: the device has no connection; the form is sent when it has one.
    pub offline: &'static str,
    /// In the browser: the answer takes long.
    pub still_working: &'static str,
    /// In the browser: the answer cannot be read, as from a newer Worker.
    pub outdated: &'static str,
    /// In the browser: stands where the form would, which cannot be used from this page.
    pub unreachable: Notice,

    /// The link came too late.
    pub link_expired: Notice,
    /// The link has done its work.
    pub link_used: Notice,
    /// Too many wrong answers were given behind the link.
    pub link_closed: Notice,
    /// The link is none of ours.
    pub link_invalid: Notice,
    /// Button: a new link.
    pub new_link: &'static str,

    /// Success.
    pub done: Notice,
    /// Success, for a new account.
    pub activated: Notice,
    /// Success, for a locked account.
    pub unlocked: Notice,
    /// Success, for a locked account that keeps its password.
    pub only_unlocked: Notice,
    /// What to do next where no way on is known.
    pub done_elsewhere: &'static str,
    /// Button-like link to the sign-in page.
    pub sign_in: &'static str,
    /// Button-like link back to an application, with `{name}`.
    pub return_to: &'static str,

    /// Asks whether somebody else changed the password.
    pub not_me: Notice,
    /// Button: it was somebody else.
    pub not_me_submit: &'static str,
    /// What was done about it.
    pub not_me_done: Notice,
    /// It came too late.
    pub not_me_expired: Notice,

    /// 503.
    pub unavailable: Notice,
    /// 429, for a whole network.
    pub too_many_requests: Notice,
    /// 404.
    pub not_found: Notice,
    /// 405.
    pub method_not_allowed: Notice,
    /// 413.
    pub too_large: Notice,
    /// 415.
    pub wrong_type: Notice,
    /// 403.
    pub forbidden: Notice,
    /// 403, for this person.
    pub not_allowed: Notice,
    /// 400.
    pub bad_request: Notice,
    /// 500.
    pub internal: Notice,
    /// 503, with `{setting}`.
    pub misconfigured: Notice,
    /// Button-like link to the first form.
    pub start_again: &'static str,

    /// Link to the operator's help.
    pub help: &'static str,
    /// Names the list of languages.
    pub language_label: &'static str,
    /// Button: read in the language that was chosen.
    pub language_change: &'static str,
    /// Names the request, with `{id}`.
    pub reference: &'static str,
}

/// What people read about one way for messages.
#[derive(Clone, Copy, Debug)]
pub struct ChannelTexts {
    /// Names it where it can be chosen.
    pub choice: &'static str,
    /// Heading: where to look.
    pub title: &'static str,
    /// The public answer, with `{login}`.
    pub intro: &'static str,
    /// The same once another message was asked for, with `{login}`.
    pub again: &'static str,
    /// Button: another message.
    pub resend: &'static str,
}

/// A heading, and the sentences below it.
#[derive(Clone, Copy, Debug)]
pub struct Notice {
    /// What happened.
    pub title: &'static str,
    /// Why, and what to do next.
    pub text: &'static str,
}

/// A sentence that depends on a number `{n}`.
#[derive(Clone, Copy, Debug)]
pub struct Plural {
    /// How the language counts.
    pub rule: PluralRule,
    /// The forms in the rule's order, with `|` between them.
    pub forms: &'static str,
}

/// What looks at a sentence, and may put another in its place: with the rule of its forms if it
/// depends on a number.
pub(crate) type Visitor<'a> = dyn FnMut(&mut &'static str, Option<&mut PluralRule>) + 'a;

impl Texts {
    /// English.
    pub const ENGLISH: Self = catalogue::EN_PAGES;

    /// What people read about this way.
    #[must_use]
    pub fn by(&self, channel: Channel) -> &ChannelTexts {
        match channel {
            Channel::Email => &self.by_email,
            Channel::Sms => &self.by_sms,
            Channel::Call => &self.by_call,
        }
    }
}

/// English.
#[must_use]
pub fn english() -> &'static Texts {
    const { &Texts::ENGLISH }
}
