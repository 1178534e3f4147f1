//! What each mail says, and in which order.

use super::draft::{Action, Address, Block, Draft, Said};
use super::values::{cut, first_name, line, login};
use super::{Directory, Message, Proof, Sessions, Sheet};
use crate::texts::{MailTexts, Opening, fill};

/// The most characters of a subject: telephones show less than that.
const LONGEST_SUBJECT: usize = 60;
/// The most characters of the operator's name.
const LONGEST_BRAND: usize = 40;
/// The most characters of a code, and of a point in time.
const LONGEST_VALUE: usize = 40;

/// The mail, not yet written.
pub(super) fn draft<'a>(message: &Message<'_>, sheet: &Sheet<'a>) -> Draft<'a> {
    let texts = sheet.texts;
    let opening = opening(message, texts);
    let brand = brand(sheet);
    let logo = sheet.brand.logo_url.as_deref().and_then(Address::web);
    let help = sheet.brand.support_url.as_deref();
    let mut draft = Draft {
        texts,
        subject: subject(opening.subject, &brand),
        brand,
        logo: logo.map(|logo| logo.href).filter(|url| is_shown(url)),
        preview: opening.preview,
        title: opening.title,
        blocks: vec![Block::Words(greeting(message, sheet))],
        help: help.and_then(Address::web_or_mail),
    };
    draft.body(message, sheet.login);
    draft
}

fn opening(message: &Message<'_>, texts: &MailTexts) -> Opening {
    match message {
        Message::Reset(_) => texts.reset,
        Message::Unlock(_) => texts.unlock,
        Message::Activation(_) => texts.activation,
        Message::PasswordChanged { .. } => texts.changed,
        Message::ManagedElsewhere(_) => texts.managed,
        Message::NoAccount => texts.no_account,
        Message::Blocked => texts.blocked,
    }
}

/// The operator's name, or words that do where there is none.
fn brand(sheet: &Sheet<'_>) -> String {
    let brand = line(&sheet.brand.name, LONGEST_BRAND);
    if brand.is_empty() {
        return sheet.texts.no_brand.into();
    }
    brand
}

/// The operator's name gives way where the subject would be too long.
fn subject(sentence: &str, brand: &str) -> String {
    let words = fill(sentence, &[("brand", "")]).chars().count();
    let brand = cut(brand, LONGEST_SUBJECT.saturating_sub(words));
    fill(sentence, &[("brand", &brand)])
}

/// Whether mail programs can show this picture: few of them know SVG.
fn is_shown(url: &str) -> bool {
    let path = url.split('#').next().and_then(|url| url.split('?').next());
    let extension = path.and_then(|path| path.rsplit('.').next());
    !extension.is_some_and(|extension| extension.eq_ignore_ascii_case("svg"))
}

/// Where there is no account there is nobody whose name we could know.
fn greeting(message: &Message<'_>, sheet: &Sheet<'_>) -> Said {
    let person = match message {
        Message::NoAccount => None,
        Message::Reset(_)
        | Message::Unlock(_)
        | Message::Activation(_)
        | Message::PasswordChanged { .. }
        | Message::ManagedElsewhere(_)
        | Message::Blocked => sheet.person,
    };
    match person.and_then(first_name) {
        Some(name) => Said::with(sheet.texts.hello, "name", name),
        None => Said::plainly(sheet.texts.hello_nameless),
    }
}

impl Draft<'_> {
    fn body(&mut self, message: &Message<'_>, login: &str) {
        let texts = self.texts;
        match message {
            Message::Reset(proof) => {
                self.asked(texts.reset_text, login);
                self.prove(texts.reset_button, proof);
            }
            Message::Unlock(proof) => {
                self.asked(texts.unlock_text, login);
                self.prove(texts.unlock_button, proof);
            }
            Message::Activation(proof) => {
                self.asked(texts.activation_text, login);
                self.prove(texts.activation_button, proof);
            }
            Message::PasswordChanged {
                not_me,
                sessions,
                when,
            } => {
                self.changed(*sessions, when, login);
                self.not_me(not_me);
            }
            Message::ManagedElsewhere(directory) => {
                self.asked(whereabouts(*directory, texts), login);
                self.say(texts.ignore);
            }
            Message::NoAccount => {
                self.say(texts.no_account_text);
                self.login(texts.no_account_login, login);
                self.say(texts.no_account_next);
            }
            Message::Blocked => {
                self.asked(texts.blocked_text, login);
                self.say(texts.blocked_next);
                self.ask_for_help();
                self.say(texts.ignore);
            }
        }
    }

    fn say(&mut self, sentence: &'static str) {
        self.blocks.push(Block::Words(Said::plainly(sentence)));
    }

    /// A button, where there is somewhere to go.
    fn act(&mut self, label: &'static str, address: Option<Address>, note: Option<Said>) {
        let action = address.map(|address| Action {
            label,
            address,
            note,
        });
        self.blocks.extend(action.map(Block::Action));
    }

    /// What was asked for, and for which account.
    fn asked(&mut self, sentence: &'static str, login: &str) {
        self.say(sentence);
        self.login(self.texts.account, login);
    }

    fn login(&mut self, sentence: &'static str, given: &str) {
        if let Some(given) = login(given) {
            let said = Said::with(sentence, "login", given);
            self.blocks.push(Block::Fact(said));
        }
    }

    /// Link and code, and all that there is to know about them.
    fn prove(&mut self, button: &'static str, proof: &Proof<'_>) {
        let texts = self.texts;
        let lifetime = Said::plainly(texts.link_lifetime.say(proof.link_minutes));
        self.act(button, Address::web(proof.link), Some(lifetime));
        // The digits stand together, without a space: mail programs find
        // "code is 123456" and offer to fill it in, and whoever copies it
        // copies what the field takes. For the eye they are set apart by
        // style, which a screen reader doesn't read; it reads a number, and
        // digit by digit where one asks it to.
        let code = line(proof.code, LONGEST_VALUE);
        let code = Said::with(texts.code, "code", code);
        let lifetime = Said::plainly(texts.code_lifetime.say(proof.code_minutes));
        let notes = vec![Said::plainly(texts.code_use), lifetime];
        self.blocks.push(Block::Code(code, notes));
        self.say(texts.newest);
        self.say(texts.ignore);
        self.say(texts.never_asked);
    }

    fn changed(&mut self, sessions: Sessions, when: &str, login: &str) {
        let texts = self.texts;
        let when = line(when, LONGEST_VALUE);
        let when = Said::with(texts.changed_text, "when", when);
        self.blocks.push(Block::Words(when));
        self.login(texts.account, login);
        self.say(match sessions {
            Sessions::Ended => texts.sessions_ended,
            Sessions::Kept => texts.sessions_kept,
            Sessions::Unknown => texts.sessions_unknown,
        });
    }

    fn not_me(&mut self, address: &str) {
        let texts = self.texts;
        self.say(texts.was_you);
        self.say(texts.was_not_you);
        self.act(texts.not_me_button, Address::web(address), None);
        self.say(texts.mailbox);
    }

    /// The operator's help as what to do next, rather than as a footnote.
    fn ask_for_help(&mut self) {
        let help = self.help.take();
        self.act(self.texts.help, help, None);
    }
}

/// Where the password lives, and what to do there.
fn whereabouts(directory: Directory, texts: &MailTexts) -> &'static str {
    match directory {
        Directory::ActiveDirectory => texts.in_active_directory,
        Directory::Ldap => texts.in_ldap,
        Directory::Federation => texts.in_federation,
        Directory::Other => texts.in_other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_of_the_operator_gives_way_to_the_subject() {
        let sentence = "Where to change your password – {brand}";
        let said = subject(sentence, "Example Ltd");
        assert_eq!(said, "Where to change your password – Example Ltd");
        let said = subject(sentence, "The Worshipful Company of Examples");
        assert_eq!(
            said,
            "Where to change your password – The Worshipful Company of E…"
        );
        assert_eq!(said.chars().count(), LONGEST_SUBJECT);
    }

    #[test]
    fn the_words_of_a_subject_leave_room_for_a_name() {
        let texts = &MailTexts::ENGLISH;
        let openings = [
            texts.reset,
            texts.unlock,
            texts.activation,
            texts.changed,
            texts.managed,
            texts.no_account,
            texts.blocked,
        ];
        for opening in openings {
            let words = fill(opening.subject, &[]);
            assert!(words.chars().count() <= 40, "{words}");
            assert!(opening.subject.contains("{brand}"), "{words}");
        }
    }

    #[test]
    fn a_picture_that_mail_programs_do_not_show_is_left_out() {
        for url in [
            "https://a.example/logo.svg",
            "https://a.example/LOGO.SVG?v=2",
        ] {
            assert!(!is_shown(url), "{url}");
        }
        for url in ["https://a.example/logo.png", "https://a.example/?as=.svg"] {
            assert!(is_shown(url), "{url}");
        }
    }
}
