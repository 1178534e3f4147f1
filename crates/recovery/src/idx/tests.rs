//! What recorded answers of Okta's lead to.

use okta::idx::{IdxResponse, MethodType};
use pages::Channel;

use super::next::{Next, Phase, Proved, next, next_to_unlock, offers_revocation, proved, user};

macro_rules! text {
    ($name:literal) => {
        include_str!(concat!("../../../okta/tests/fixtures/idx/", $name, ".json"))
    };
}

fn answer(recording: &str) -> IdxResponse {
    serde_json::from_str(recording).expect("a recording is an answer")
}

macro_rules! recorded {
    ($name:literal) => {
        answer(text!($name))
    };
}

/// What is done, in one word.
fn word(next: &Next) -> String {
    match next {
        Next::Recover => "recover".to_owned(),
        Next::BeginUnlock => "begin to unlock".to_owned(),
        Next::Unlock(chosen) => {
            let method = chosen.method_type.as_ref().map(MethodType::as_str);
            format!("unlock by {}", method.unwrap_or_default())
        }
        Next::Identify => "identify".to_owned(),
        Next::Choose(chosen) => {
            let method = chosen.method_type.as_ref().map(MethodType::as_str);
            let enrolled = chosen.enrollment_id.as_ref().map_or("", |_| ", enrolled");
            format!("choose {}{enrolled}", method.unwrap_or_default())
        }
        Next::Wait => "wait".to_owned(),
        Next::Nothing => "nothing".to_owned(),
    }
}

/// A recording, where in the walk it comes, the way that was chosen, and what is done.
type Row = (&'static str, Phase, Channel, &'static str);

const WAYS: &[Row] = &[
    (
        text!("siwv3-introspect-default"),
        Phase::SignIn,
        Channel::Email,
        "recover",
    ),
    (
        text!("siw-identify-with-password"),
        Phase::SignIn,
        Channel::Sms,
        "recover",
    ),
    (
        text!("siwv3-recover-default"),
        Phase::Recovery,
        Channel::Email,
        "identify",
    ),
    (
        text!("siw-identify-recovery"),
        Phase::Recovery,
        Channel::Email,
        "identify",
    ),
    (
        text!("siwv3-identify-password-reset"),
        Phase::Recovery,
        Channel::Email,
        "choose email",
    ),
    (
        text!("siw-authenticator-verification-data-email"),
        Phase::Recovery,
        Channel::Email,
        "choose email",
    ),
    (
        text!("siw-authenticator-verification-data-email"),
        Phase::Recovery,
        Channel::Sms,
        "nothing",
    ),
    (
        text!("siw-authenticator-verification-data-phone-sms-then-voice-no-profile"),
        Phase::Recovery,
        Channel::Sms,
        "choose sms",
    ),
    (
        text!("siw-authenticator-verification-data-phone-sms-then-voice-no-profile"),
        Phase::Recovery,
        Channel::Call,
        "choose voice",
    ),
    (
        text!("siw-authenticator-verification-select-authenticator-for-recovery"),
        Phase::Recovery,
        Channel::Email,
        "choose email",
    ),
    (
        text!("siwv3-challenge-password-reset-email-challenge"),
        Phase::Recovery,
        Channel::Email,
        "wait",
    ),
    (
        text!("siw-authenticator-verification-email-no-profile"),
        Phase::Recovery,
        Channel::Email,
        "wait",
    ),
    (
        text!("siwv3-challenge-sms-method"),
        Phase::Recovery,
        Channel::Sms,
        "choose sms, enrolled",
    ),
    (
        text!("siw-authenticator-verification-phone-sms-no-profile"),
        Phase::Recovery,
        Channel::Sms,
        "wait",
    ),
    (
        text!("siwv3-challenge-sms-method"),
        Phase::Recovery,
        Channel::Email,
        "choose email",
    ),
    // A code that would sign somebody in is not waited for.
    (
        text!("siw-authenticator-verification-email"),
        Phase::SignIn,
        Channel::Email,
        "nothing",
    ),
    (
        text!("siw-authenticator-verification-password"),
        Phase::SignIn,
        Channel::Email,
        "recover",
    ),
    (
        text!("authjs-unknown-user"),
        Phase::SignIn,
        Channel::Email,
        "nothing",
    ),
    (
        text!("siw-success"),
        Phase::Recovery,
        Channel::Email,
        "nothing",
    ),
];

#[test]
fn the_way_to_a_code() {
    for (recording, phase, channel, done) in WAYS {
        let found = next(&answer(recording), *phase, *channel);
        assert_eq!(word(&found), *done, "{phase:?} {channel:?} {found:?}");
    }
}

/// A recording, the way that was chosen, and what is done to unlock an account.
const WAYS_TO_UNLOCK: &[(&str, Channel, &str)] = &[
    (
        text!("siwv3-cancel-default"),
        Channel::Email,
        "begin to unlock",
    ),
    // Not every org offers it.
    (text!("siwv3-introspect-default"), Channel::Email, "nothing"),
    (
        text!("siw-user-unlock-account"),
        Channel::Email,
        "unlock by email",
    ),
    (
        text!("siw-user-unlock-account"),
        Channel::Call,
        "unlock by voice",
    ),
    (text!("siw-user-unlock-account"), Channel::Sms, "nothing"),
    (
        text!("siwv3-challenge-unlock-account-sms"),
        Channel::Sms,
        "wait",
    ),
    // These would sign somebody in, or change a password.
    (text!("siwv3-recover-default"), Channel::Email, "nothing"),
    (
        text!("siw-authenticator-verification-password"),
        Channel::Email,
        "nothing",
    ),
    (
        text!("siw-error-400-unlock-account"),
        Channel::Email,
        "nothing",
    ),
    (text!("authjs-unknown-user"), Channel::Email, "nothing"),
];

#[test]
fn the_way_to_a_code_that_unlocks() {
    for (recording, channel, done) in WAYS_TO_UNLOCK {
        let found = next_to_unlock(&answer(recording), *channel);
        assert_eq!(word(&found), *done, "{channel:?} {found:?}");
    }
}

#[test]
fn an_unlocked_account_is_the_end() {
    let recording = text!("siw-user-account-unlock-success");
    let landing = recording.replace("unlock_user.success", "unlock_user.landing.to.app.success");
    for recording in [recording, &landing] {
        assert!(matches!(proved(&answer(recording)), Proved::Unlocked));
    }
    // Okta wants an authenticator that nobody is asked for here.
    let more = recorded!("siwv3-challenge-answer-unlock-account-email-additional-verification");
    assert!(matches!(proved(&more), Proved::Other));
}

#[test]
fn what_stands_behind_a_code() {
    for (recording, is_new_password) in [
        (text!("siw-authenticator-reset-password"), true),
        (text!("siwv3-challenge-answer-password-reset"), true),
        (
            text!("siwv3-authenticator-password-reset-revoke-sessions"),
            true,
        ),
        (
            text!("siwv3-challenge-password-reset-email-challenge"),
            false,
        ),
    ] {
        let found = proved(&answer(recording));
        assert_eq!(matches!(found, Proved::NewPassword), is_new_password);
        assert!(is_new_password || matches!(found, Proved::NotYet));
    }
    let question = recorded!("siwv3-identify-securityquestion-custom-verify");
    let Proved::Question(asked) = proved(&question) else {
        panic!("a question is asked");
    };
    assert_eq!(asked.question_key, "custom");
    assert!(matches!(proved(&recorded!("siw-success")), Proved::Ended));
    let completed = recorded!("siw-terminal-reset-password-success");
    assert!(matches!(proved(&completed), Proved::Ended));
}

#[test]
fn sessions_are_ended_where_the_form_offers_it() {
    let with = recorded!("siwv3-authenticator-password-reset-revoke-sessions");
    assert!(offers_revocation(&with));
    assert!(!offers_revocation(&recorded!(
        "siwv3-challenge-answer-password-reset"
    )));
}

#[test]
fn a_person_is_who_they_said_they_are_until_okta_says_more() {
    let user = user(&recorded!("siwv3-challenge-answer-password-reset")).expect("somebody");
    assert!(user.profile.login.is_some());
}
