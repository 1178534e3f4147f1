//! Why Okta did not take a new password. The only place where Okta's texts are read for
//! meaning: one code stands for every reason.

use crate::error::ApiError;
use crate::error_code::ErrorCode;

/// One reason, from the text of one cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PasswordRejection {
    /// It breaks one of the policy's complexity rules.
    Complexity,
    /// It has more characters than Okta stores (72).
    TooLong,
    /// It is the current password.
    SameAsCurrent,
    /// It is one of the last passwords.
    UsedTooRecently,
    /// It is a commonly used password.
    Common,
    /// The current password is too young to be changed. Okta mostly says so by mail, at the
    /// start; how it says so here is not recorded, so this is read from any mention of a
    /// minimum age.
    TooYoung,
    /// A reason that this crate does not know, in Okta's words.
    Unknown(String),
}

/// The reasons for which a new password was rejected, in Okta's order; none when the error is
/// about something else.
///
/// Okta uses three codes for this: E0000080, in the reference also E0000014, and E0000001 when
/// the password is set as part of a user.
#[must_use]
pub fn password_rejections(error: &ApiError) -> Vec<PasswordRejection> {
    let refused_requirements = error.code == ErrorCode::PasswordRequirementsNotMet;
    let refused_update = error.code == ErrorCode::UpdateOfCredentialsFailed;
    let causes = error.causes.iter();
    if error.code == ErrorCode::ApiValidationFailed {
        let about_password = causes.filter_map(|text| text.strip_prefix("password: "));
        return about_password.map(rejection).collect();
    }
    if refused_requirements && error.causes.is_empty() {
        return vec![PasswordRejection::Complexity];
    }
    if refused_update && error.causes.is_empty() {
        return vec![PasswordRejection::Unknown(error.summary.clone())];
    }
    if refused_requirements || refused_update {
        let about_new = causes.filter(|text| !is_about_old_password(text));
        return about_new.map(|text| rejection(text)).collect();
    }
    Vec::new()
}

fn is_about_old_password(text: &str) -> bool {
    text.starts_with("oldPassword:") || text.starts_with("Old password")
}

pub(crate) fn rejection(text: &str) -> PasswordRejection {
    let says = |words: &str| text.to_ascii_lowercase().contains(words);
    if says("maximum") && says("characters") && !says("at least") {
        PasswordRejection::TooLong
    } else if says("current password") {
        PasswordRejection::SameAsCurrent
    } else if says("used too recently") {
        PasswordRejection::UsedTooRecently
    } else if says("commonly used") {
        PasswordRejection::Common
    } else if says("minimum age") || says("minimum password age") {
        PasswordRejection::TooYoung
    } else if says("requirements were not met") || says("passwords must have") {
        PasswordRejection::Complexity
    } else {
        PasswordRejection::Unknown(text.to_owned())
    }
}
