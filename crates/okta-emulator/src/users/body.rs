//! Bodies, and what is wrong with them.

use okta::users::{NewRecoveryQuestion, UserUpdate};
use okta::{ErrorCode, Password, Timestamp};
use serde::de::DeserializeOwned;

use crate::judge::{
    Law, Rejection, TOO_YOUNG, is_young, judge_history, judge_making, judge_rarity,
};
use crate::people::{Person, Profile};
use crate::policy::Policy;
use crate::refusal::Refusal;

pub(super) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, ErrorCode> {
    serde_json::from_slice(body).map_err(|_| ErrorCode::MalformedBody)
}

/// 400 E0000001 about a field.
pub(super) fn invalid(field: &'static str, cause: impl Into<String>) -> Refusal {
    Refusal::new(ErrorCode::ApiValidationFailed)
        .about(field)
        .because(cause)
}

/// The profile after an update: what it names, and what was there before. Names that Okta
/// limits in length are looked at.
pub(super) fn updated_profile(former: &Profile, update: &UserUpdate) -> Result<Profile, Refusal> {
    let mut members = match serde_json::to_value(former) {
        Ok(serde_json::Value::Object(members)) => members,
        Ok(_) | Err(_) => serde_json::Map::new(),
    };
    for (name, value) in &update.profile {
        members.insert(name.clone(), value.clone());
    }
    for name in ["firstName", "lastName", "login", "email"] {
        if members.get(name).is_some_and(serde_json::Value::is_null) {
            members.remove(name);
        }
    }
    let profile: Profile =
        serde_json::from_value(members.into()).map_err(|_| ErrorCode::MalformedBody)?;
    check_profile(&profile)?;
    Ok(profile)
}

fn check_profile(profile: &Profile) -> Result<(), Refusal> {
    for (field, value) in [("login", &profile.login), ("email", &profile.email)] {
        let length = value.chars().count();
        if length == 0 {
            let cause = format!("{field}: The field cannot be left blank");
            return Err(invalid(field, cause));
        }
        if !(5..=100).contains(&length) {
            let cause = format!("{field}: Length must be between 5 and 100");
            return Err(invalid(field, cause));
        }
    }
    if !profile.email.contains('@') {
        return Err(invalid("email", "email: Does not match required pattern"));
    }
    for (field, value) in [
        ("firstName", &profile.first_name),
        ("lastName", &profile.last_name),
    ] {
        if value.chars().count() > 50 {
            let cause = format!("{field}: Length must be between 1 and 50");
            return Err(invalid(field, cause));
        }
    }
    Ok(())
}

/// Question and answer within Okta's limits and the policy's.
pub(super) fn check_question(policy: &Policy, new: &NewRecoveryQuestion) -> Result<(), Refusal> {
    let length = |text: &str| text.chars().count();
    if !(1..=100).contains(&length(&new.question)) {
        let cause = "recovery_question: The question must have 1 to 100 characters";
        return Err(invalid("recovery_question", cause));
    }
    let least = policy.recovery.answer_min_length.max(1) as usize;
    if !(least..=100).contains(&length(new.answer.secret())) {
        let cause = format!("recovery_question: The answer must have {least} to 100 characters");
        return Err(invalid("recovery_question", cause));
    }
    Ok(())
}

/// How strictly a password that an administrator sets is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strictness {
    /// By complexity, age and history.
    Full,
    /// By complexity alone.
    ComplexityOnly,
}

impl From<Option<bool>> for Strictness {
    fn from(strict: Option<bool>) -> Self {
        match strict {
            Some(true) => Self::Full,
            Some(false) | None => Self::ComplexityOnly,
        }
    }
}

/// Why a password is not taken, in the words of this API. Complexity is always judged, age and
/// history only strictly: one that an easygoing administrator overlooks hides no other.
pub(super) fn rejection(
    (law, person): (Law<'_>, &Person),
    password: &Password,
    strictness: Strictness,
    now: Timestamp,
) -> Option<String> {
    let (policy, _) = law;
    let password = password.secret();
    let judged = judge_making(law, person, password).map_err(Rejection::cause);
    let judged = judged.and_then(|()| match strictness {
        Strictness::Full if is_young(policy, person, now) => Err(TOO_YOUNG.to_owned()),
        Strictness::Full => {
            let judged = judge_history(policy, person, password);
            // One text for the current and for former ones was recorded for this API.
            judged.map_err(|_| Rejection::UsedTooRecently.cause())
        }
        Strictness::ComplexityOnly => Ok(()),
    });
    let judged = judged.and_then(|()| judge_rarity(policy, password).map_err(Rejection::cause));
    judged.err()
}
