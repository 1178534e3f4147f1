//! The mails that the org sends, and the outbox that keeps them.

use okta::Timestamp;
use serde::Serialize;

use crate::html::Html;
use crate::newest::Weigh;
use crate::people::Profile;

/// How a message travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// A mail.
    Email,
    /// A text message.
    Sms,
    /// A voice call.
    Call,
}

/// A message that the org has sent, as `/_emulator/outbox` shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Message {
    /// The one address or telephone number it went to.
    pub to: String,
    /// How it travelled.
    pub channel: Channel,
    /// The subject line; of a text message or call, what it is.
    pub subject: String,
    /// The plain-text part.
    pub text: String,
    /// The HTML part, a whole document; empty where there is none.
    pub html: String,
    /// Every link in it.
    pub links: Vec<String>,
    /// The code to type, if it has one.
    pub code: Option<String>,
    /// When it was sent, by the org's clock.
    pub sent_at: Timestamp,
    /// What the mailbox shows.
    #[serde(skip)]
    pub(crate) shown: Shown,
}

/// How the mailbox shows a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// In the page itself: the org's own.
    Inline(Html),
    /// The HTML part in a frame that can do nothing: somebody else's.
    Framed {
        /// Who is said to have sent it.
        from: String,
    },
}

/// Texts are what is heavy in a message.
impl Weigh for Message {
    fn weight(&self) -> usize {
        let links = self.links.iter().map(String::len);
        let shown = match &self.shown {
            Shown::Inline(body) => body.len(),
            Shown::Framed { from } => from.len(),
        };
        let texts = [&self.to, &self.subject, &self.text, &self.html].map(String::len);
        texts.into_iter().chain(links).sum::<usize>() + shown + size_of::<Self>()
    }
}

/// Why a known person does not get a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Denial {
    /// The account is locked.
    Locked,
    /// The password is younger than the policy's minimum age.
    TooYoung,
}

/// What a message says, before it has an address.
pub(crate) struct Letter {
    subject: &'static str,
    paragraphs: Vec<String>,
    link: Option<(String, &'static str)>,
    code: Option<String>,
}

impl Letter {
    /// The mail with the link.
    pub(crate) fn reset(profile: &Profile, link: String, lifetime_minutes: u32) -> Self {
        let paragraphs = vec![
            greeting(profile),
            format!(
                "somebody asked to reset the password of your Okta account {}.",
                profile.login
            ),
            format!(
                "This link leads to a new password. It works for {}:",
                lifetime(lifetime_minutes)
            ),
        ];
        Self {
            subject: "Account password reset",
            paragraphs,
            link: Some((link, "Reset password")),
            code: None,
        }
    }

    /// The mail with the link that unlocks.
    pub(crate) fn unlock(profile: &Profile, link: String, lifetime_minutes: u32) -> Self {
        let paragraphs = vec![
            greeting(profile),
            format!(
                "somebody asked to unlock your Okta account {}. The password stays as it is.",
                profile.login
            ),
            format!(
                "This link unlocks the account. It works for {}:",
                lifetime(lifetime_minutes)
            ),
        ];
        Self {
            subject: "Account unlock",
            paragraphs,
            link: Some((link, "Unlock account")),
            code: None,
        }
    }

    /// The mail that invites somebody into their account.
    pub(crate) fn activation(profile: &Profile, link: String, lifetime_minutes: u32) -> Self {
        let paragraphs = vec![
            greeting(profile),
            format!("an Okta account is ready for you: {}.", profile.login),
            format!(
                "This link activates it. It works for {}:",
                lifetime(lifetime_minutes)
            ),
        ];
        Self {
            subject: "Welcome to Okta",
            paragraphs,
            link: Some((link, "Activate account")),
            code: None,
        }
    }

    /// The mail that says that a password was changed.
    pub(crate) fn password_changed(profile: &Profile) -> Self {
        let what = format!(
            "the password of your Okta account {} was changed.",
            profile.login
        );
        Self {
            subject: "Your password has been changed",
            paragraphs: vec![greeting(profile), what],
            link: None,
            code: None,
        }
    }

    /// The mail that says why there is no link.
    pub(crate) fn denied(profile: &Profile, denial: Denial) -> Self {
        let why = match denial {
            Denial::Locked => {
                "The account is locked. Only an administrator can reset its password."
            }
            Denial::TooYoung => {
                "The password was changed only recently and cannot be changed again yet."
            }
        };
        let paragraphs = vec![
            greeting(profile),
            format!(
                "somebody asked to reset the password of your Okta account {}.",
                profile.login
            ),
            why.to_owned(),
        ];
        Self {
            subject: "Forgot password denied",
            paragraphs,
            link: None,
            code: None,
        }
    }

    /// The mail with a code.
    pub(crate) fn code(
        profile: &Profile,
        code: &str,
        lifetime_minutes: u32,
        link: Option<String>,
    ) -> Self {
        let paragraphs = vec![
            greeting(profile),
            format!("this is the code for your Okta account {}:", profile.login),
            code.to_owned(),
            format!("It works for {}.", lifetime(lifetime_minutes)),
        ];
        Self {
            subject: "One-time verification code",
            paragraphs,
            link: link.map(|link| (link, "Continue")),
            code: Some(code.to_owned()),
        }
    }

    /// The letter as one message to one address.
    pub(crate) fn to(&self, address: &str, sent_at: Timestamp) -> Message {
        let body = self.body();
        let head = [
            Html::void("meta", &[("charset", "utf-8")]),
            Html::element("title", &[], [Html::text(self.subject)]),
        ];
        Message {
            to: address.to_owned(),
            channel: Channel::Email,
            subject: self.subject.to_owned(),
            text: self.text(),
            html: Html::document(head, Html::element("body", &[], [body.clone()])),
            links: self.link.iter().map(|(link, _)| link.clone()).collect(),
            code: self.code.clone(),
            sent_at,
            shown: Shown::Inline(body),
        }
    }

    fn text(&self) -> String {
        let link = self.link.iter().map(|(link, _)| link.clone());
        let lines = self
            .paragraphs
            .iter()
            .cloned()
            .chain(link)
            .chain([CLOSING.to_owned()]);
        lines.collect::<Vec<_>>().join("\n\n")
    }

    fn body(&self) -> Html {
        let paragraph = |text: &str| Html::element("p", &[], [Html::text(text)]);
        let link = self.link.iter().map(|(link, label)| {
            let attributes = [
                ("href", link.as_str()),
                ("target", "_top"),
                ("style", BUTTON),
            ];
            Html::element(
                "p",
                &[],
                [Html::element("a", &attributes, [Html::text(label)])],
            )
        });
        let paragraphs = self.paragraphs.iter().map(|text| paragraph(text));
        Html::element(
            "div",
            &[("style", FRAME)],
            paragraphs.chain(link).chain([paragraph(CLOSING)]),
        )
    }
}

const CLOSING: &str = "If it was not you, tell your administrator.";

/// Mails carry their style with them.
const FRAME: &str = "font: 16px/1.5 system-ui, sans-serif; color: #1d2433; max-width: 34rem";
const BUTTON: &str = "display: inline-block; padding: 12px 20px; border-radius: 8px; background: #1f5fd0; \
                      color: #ffffff; text-decoration: none; font-weight: 600";

fn greeting(profile: &Profile) -> String {
    format!("Hello {},", profile.first_name)
}

fn lifetime(minutes: u32) -> String {
    match minutes {
        1 => "1 minute".to_owned(),
        60 => "1 hour".to_owned(),
        days if days % 1440 == 0 && days > 1440 => format!("{} days", days / 1440),
        hours if hours % 60 == 0 && hours > 60 => format!("{} hours", hours / 60),
        minutes => format!("{minutes} minutes"),
    }
}

#[cfg(test)]
mod tests {
    use super::lifetime;

    #[test]
    fn a_lifetime_is_told_in_the_largest_whole_unit() {
        assert_eq!(lifetime(5), "5 minutes");
        assert_eq!(lifetime(60), "1 hour");
        assert_eq!(lifetime(180), "3 hours");
        assert_eq!(lifetime(10_080), "7 days");
    }
}
