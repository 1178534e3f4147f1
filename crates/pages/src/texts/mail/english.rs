//! English.

use super::{Lifetime, MailTexts, Opening};
use crate::texts::Plural;

pub(super) const ENGLISH: MailTexts = MailTexts {
    language: "en",
    direction: "ltr",

    no_brand: "Your account",
    hello: "Hello {name},",
    hello_nameless: "Hello,",
    account: "Your account: {login}",

    reset: Opening {
        subject: "Choose a new password – {brand}",
        preview: "Somebody asked for a new password for your account. If it wasn’t you, there is nothing to do.",
        title: "Choose a new password",
    },
    reset_text: "Somebody asked for a new password for your account. If it was you, you can choose one now.",
    reset_button: "Choose a new password",
    unlock: Opening {
        subject: "Unlock your account – {brand}",
        preview: "Somebody asked for a new password for your account, which is locked. If it wasn’t you, there is nothing to do.",
        title: "Unlock your account",
    },
    unlock_text: "Somebody asked for a new password for your account. It is locked at the moment, as happens after too many failed sign-ins. If it was you, you can unlock it now and choose a new password.",
    unlock_button: "Unlock my account",
    activation: Opening {
        subject: "Finish setting up your account – {brand}",
        preview: "Your account is ready but for a password. If you didn’t ask for one, there is nothing to do.",
        title: "Finish setting up your account",
    },
    activation_text: "Somebody asked for a new password for your account, which has none yet. If it was you, you can choose your first one now. Then your account is ready.",
    activation_button: "Set up my account",

    button_fails: "If the button doesn’t work, open this address in your browser:",
    link_lifetime: Lifetime {
        minutes: Plural {
            one: "The link works once, within 1 minute.",
            other: "The link works once, within {n} minutes.",
        },
        hours: Plural {
            one: "The link works once, within 1 hour.",
            other: "The link works once, within {n} hours.",
        },
    },
    code: "Your code is {code}",
    code_use: "Is the page where you asked still open? You can type this code there instead of using the link.",
    code_lifetime: Lifetime {
        minutes: Plural {
            one: "The code works once, within 1 minute.",
            other: "The code works once, within {n} minutes.",
        },
        hours: Plural {
            one: "The code works once, within 1 hour.",
            other: "The code works once, within {n} hours.",
        },
    },
    newest: "If you asked more than once, only the newest mail works.",
    ignore: "If it wasn’t you, you can ignore this mail. Nothing about your account has changed.",
    never_asked: "Keep the link and the code to yourself. We will never ask you for them, neither on the phone nor in a message.",

    changed: Opening {
        subject: "Your password was changed – {brand}",
        preview: "If it was you, there is nothing to do. If it wasn’t, please tell us right away.",
        title: "Your password was changed",
    },
    changed_text: "The password of your account was changed on {when}.",
    sessions_ended: "All devices that were signed in to your account have been signed out. Sign in with the new password there.",
    sessions_kept: "Devices that were signed in to your account still are. If you no longer use one of them, sign out there.",
    sessions_unknown: "We couldn’t make sure that your other devices are signed out. If you no longer use one of them, sign out there.",
    was_you: "If it was you, there is nothing more to do.",
    was_not_you: "If it wasn’t you, tell us right away. We’ll sign everybody out of your account, and the people who look after it will know.",
    not_me_button: "It wasn’t me",
    mailbox: "Whoever did it may be able to read your mail. Change the password of your mailbox, too.",

    managed: Opening {
        subject: "Where to change your password – {brand}",
        preview: "Your password is kept in another place, and can only be changed there.",
        title: "Your password is kept elsewhere",
    },
    in_active_directory: "Somebody asked for a new password for your account. It is the password you use at your work computer, and it can’t be changed here. Change it at that computer, or ask your organisation’s IT support.",
    in_ldap: "Somebody asked for a new password for your account. It is kept in your organisation’s own directory, and it can’t be changed here. Ask your organisation’s IT support how to change it.",
    in_federation: "Somebody asked for a new password for your account. You sign in to it with a password from somewhere else: your organisation’s own sign-in page, or another service. It can only be changed there. Look for “Forgot your password?” on that page.",
    in_other: "Somebody asked for a new password for your account. It is kept in another system, and it can’t be changed here. Ask the people who look after your account where to change it.",

    no_account: Opening {
        subject: "No account for this address – {brand}",
        preview: "Somebody asked for a new password with your address, but there is no account for it here.",
        title: "There is no account for this address",
    },
    no_account_text: "Somebody asked us for a new password and entered your address. There is no account for it here.",
    no_account_login: "What was entered: {login}",
    no_account_next: "If it was you, you may have signed up with another address. Try that one. If it wasn’t you, you can ignore this mail.",

    blocked: Opening {
        subject: "About your account – {brand}",
        preview: "Your account can’t be used at the moment, so its password can’t be changed.",
        title: "Your account can’t be used",
    },
    blocked_text: "Somebody asked for a new password for your account. The account can’t be used at the moment, so its password can’t be changed.",
    blocked_next: "If it was you, ask the people who look after your account. They can tell you why, and what to do.",

    help: "Get help",
    automatic: "This mail was sent automatically. Replies to it aren’t read.",
};
