//! English.

use super::{ChannelTexts, Notice, Plural, Texts};

pub(super) const ENGLISH: Texts = Texts {
    language: "en",
    direction: "ltr",

    forgot_title: "Forgot your password?",
    forgot_intro: "Tell us who you are, and we’ll help you choose a new one.",
    login_label: "E-mail address or username",
    channel_label: "How can we reach you?",
    unlock_choice: "My account is locked",
    challenge: "Solve the task on this page, or wait ten seconds and send the form again.",
    go_on: "Continue",
    sending: "Sending…",
    back_to_sign_in: "Back to sign-in",

    by_email: ChannelTexts {
        choice: "By e-mail",
        title: "Check your e-mail",
        intro: "If there is an account for {login}, a mail is on its way. It can take a minute; look into the spam folder too.",
        again: "If there is an account for {login}, another mail is on its way. Only the newest one works.",
        resend: "Send another mail",
    },
    by_sms: ChannelTexts {
        choice: "By text message",
        title: "Check your phone",
        intro: "If there is an account with a phone for {login}, a text message is on its way. It can take a minute.",
        again: "If there is an account with a phone for {login}, another text message is on its way. Only the newest one works.",
        resend: "Send another text message",
    },
    by_call: ChannelTexts {
        choice: "By phone call",
        title: "Answer your phone",
        intro: "If there is an account with a phone for {login}, we’re calling it. It can take a minute.",
        again: "If there is an account with a phone for {login}, we’re calling it again. Only the newest code works.",
        resend: "Call me again",
    },
    check_link: "Open the link in the mail to go on. You can close this page.",
    check_both: "Enter the code here, or open the link in the mail.",
    code_label: "Six-digit code",
    code_hint: Plural {
        one: "It works for 1 minute.",
        other: "It works for {n} minutes.",
    },
    checking: "Checking…",
    resend_seconds: Plural {
        one: "You can ask for another one in 1 second.",
        other: "You can ask for another one in {n} seconds.",
    },
    resend_minutes: Plural {
        one: "You can ask for another one in 1 minute.",
        other: "You can ask for another one in {n} minutes.",
    },
    check_other: "Wrong address? Enter another one",

    new_title: "Choose a new password",
    activation: Notice {
        title: "Finish setting up your account",
        text: "Choose a password, and you can sign in.",
    },
    unlock: Notice {
        title: "Unlock your account",
        text: "Choose a new password, and you can sign in again.",
    },
    only_unlock: Notice {
        title: "Unlock your account",
        text: "Your password stays as it is.",
    },
    new_for: "For your account {login}",
    question_hint: "This is the recovery question of your account.",
    password_label: "New password",
    rules_unknown: "Your organisation’s rules are checked when you save. If one isn’t met, you’ll see the whole list here.",
    rules_label: "What your password needs:",
    history: Plural {
        one: "It can’t be the password you had last.",
        other: "It can’t be one of your last {n} passwords.",
    },
    show: "Show",
    show_password: "Show password",
    save: "Save new password",
    saving: "Saving…",

    rule_min_length: Plural {
        one: "At least 1 character",
        other: "At least {n} characters",
    },
    rule_lower_case: Plural {
        one: "A lower-case letter",
        other: "{n} lower-case letters",
    },
    rule_upper_case: Plural {
        one: "An upper-case letter",
        other: "{n} upper-case letters",
    },
    rule_number: Plural {
        one: "A number",
        other: "{n} numbers",
    },
    rule_symbol: Plural {
        one: "A symbol, such as ? or %",
        other: "{n} symbols, such as ? or %",
    },
    rule_max_consecutive: Plural {
        one: "No character twice in a row",
        other: "The same character at most {n} times in a row",
    },
    rule_no_username: "No part of your username",
    rule_no_first_name: "Not your first name",
    rule_no_last_name: "Not your last name",
    rule_not_common: "Not a password that many people use",
    rule_max_length: Plural {
        one: "At most 1 character",
        other: "At most {n} characters",
    },
    rule_met: "Met:",
    rule_missing: "Missing:",
    rules_progress: "{met} of {all} met",

    errors_title: "Something needs another look",
    error_prefix: "Error: ",
    login_missing: "Enter your e-mail address or username.",
    login_too_long: "This is too long. Enter your e-mail address or username alone.",
    login_not_a_login: "This has characters that can’t be in it. Type your e-mail address or username again.",
    channel_not_offered: "This isn’t possible at the moment. Choose another way.",
    code_missing: "Enter the six digits of the code.",
    code_wrong: "This isn’t the right code. Check it and enter it again.",
    code_expired: "This code has expired. Have a new one sent to you.",
    code_closed: "Too many codes were wrong. To keep your account safe, have a new one sent to you.",
    code_try_again: "We couldn’t check the code just now. It still works: try again in a minute.",
    answer_missing: "Enter the answer to your recovery question.",
    answer_too_long: "Enter an answer of at most 100 characters.",
    answer_wrong: "This isn’t the answer we know. Check it and enter it again.",
    attempts_left: Plural {
        one: "You can try once more.",
        other: "You can try {n} more times.",
    },
    answer_expired: "Some time has passed. Enter the answer once more.",
    password_missing: "Enter a new password.",
    password_broken: "Choose a password that has everything on the list.",
    password_too_long: "Choose a shorter password, of at most 72 characters.",
    password_same: "This is your current password. Choose a different one.",
    password_used_recently: "This password was used recently. Choose a different one.",
    password_common: "Many people use this password, so it is easy to guess. Choose a different one.",
    password_breached: "This password is in lists of passwords stolen elsewhere, so it is easy to guess. Choose a different one.",
    password_breach_warning: "This password is in lists of passwords stolen elsewhere, so it is easy to guess. Choose a different one, or save it again to keep it.",
    password_too_soon: "Your password was changed only a short while ago. Wait a little before you change it again.",
    password_refused: "Your organisation doesn’t accept this password. Choose a different one.",
    try_again: "We couldn’t do this just now. Nothing is lost: try again in a minute.",
    no_connection: "We couldn’t reach the service. Check your connection and try again.",

    link_expired: Notice {
        title: "This link has expired",
        text: "To keep your account safe, a link works for a limited time only. Your password is unchanged. We’ll gladly send you a new link.",
    },
    link_used: Notice {
        title: "This link has been used",
        text: "A link works once, and only the newest one works. If you have chosen a new password, sign in with it. If not, we’ll gladly send you a new link.",
    },
    link_closed: Notice {
        title: "Too many wrong answers",
        text: "To keep your account safe, this link doesn’t work any more. Your password has not changed. Have a new link sent to you, or ask for help.",
    },
    link_invalid: Notice {
        title: "This link doesn’t work",
        text: "Part of it may have been lost on the way, or your browser keeps no cookies. Open it from the mail once more, or have a new one sent to you.",
    },
    new_link: "Send me a new link",

    done: Notice {
        title: "Your password is changed",
        text: "You can sign in with it now. Your other devices may ask for it too.",
    },
    activated: Notice {
        title: "Your account is ready",
        text: "You can sign in with your new password now.",
    },
    unlocked: Notice {
        title: "Your account is unlocked",
        text: "You can sign in with your new password now. Your other devices may ask for it too.",
    },
    only_unlocked: Notice {
        title: "Your account is unlocked",
        text: "You can sign in with the password you have, or choose a new one.",
    },
    done_elsewhere: "Go back to where you wanted to sign in. You can close this page.",
    sign_in: "Sign in",
    return_to: "Back to {name}",

    not_me: Notice {
        title: "You didn’t change your password?",
        text: "Tell us here, and we’ll sign everybody out of your account and stop any reset that is under way.",
    },
    not_me_submit: "It wasn’t me",
    not_me_done: Notice {
        title: "Everybody is signed out of your account",
        text: "Any reset that was under way is stopped, and the people who look after your account have been told. Choose a new password now. Whoever did this may read your mail: change the password of your mailbox too, and ask for help.",
    },
    not_me_expired: Notice {
        title: "This link has expired",
        text: "If you didn’t change your password, choose a new one now and ask for help.",
    },

    unavailable: Notice {
        title: "This isn’t possible just now",
        text: "The service is busy or being looked after. Try again in a few minutes.",
    },
    too_many_requests: Notice {
        title: "Too many requests at once",
        text: "Your network sent us more than we can take. Wait a minute and try again.",
    },
    not_found: Notice {
        title: "There is no such page",
        text: "The address may have been mistyped or cut off. You can start again here.",
    },
    method_not_allowed: Notice {
        title: "This page can’t be opened like that",
        text: "You can start again here.",
    },
    too_large: Notice {
        title: "This is more than we can take",
        text: "What you sent is longer than the form allows. Start again with less.",
    },
    wrong_type: Notice {
        title: "We couldn’t read this",
        text: "What arrived is not one of our forms. You can start again here.",
    },
    forbidden: Notice {
        title: "This came from another site",
        text: "To keep your account safe, we take this form from our own pages only. You can start again here.",
    },
    not_allowed: Notice {
        title: "Your account can’t be changed here",
        text: "Your organisation doesn’t allow this for your account at the moment. Please ask for help.",
    },
    bad_request: Notice {
        title: "We couldn’t read this",
        text: "Part of what you sent didn’t arrive as it should. You can start again here.",
    },
    internal: Notice {
        title: "Something went wrong",
        text: "The fault is ours, and your password is unchanged as far as we know. Try again in a few minutes. If it happens again, ask for help and give the reference below.",
    },
    misconfigured: Notice {
        title: "This service isn’t ready yet",
        text: "The setting {setting} is missing or can’t work. The people who run this service can mend it.",
    },
    start_again: "Start again",

    help: "Get help",
    reference: "Reference {id}",
};
