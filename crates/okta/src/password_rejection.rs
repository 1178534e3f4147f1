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
    /// The current password is too young to be changed.
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
    let reasons = error
        .causes
        .iter()
        .filter(|text| !is_about_old_password(text));
    if error.code == ErrorCode::PasswordRequirementsNotMet && error.causes.is_empty() {
        return vec![PasswordRejection::Complexity];
    }
    if error.code == ErrorCode::UpdateOfCredentialsFailed && error.causes.is_empty() {
        return vec![PasswordRejection::Unknown(error.summary.clone())];
    }
    if error.code == ErrorCode::ApiValidationFailed {
        let about_password = |text: &str| text.strip_prefix("password: ").map(rejection);
        return reasons.filter_map(|text| about_password(text)).collect();
    }
    if is_about_credentials(&error.code) {
        return reasons.map(|text| rejection(text)).collect();
    }
    Vec::new()
}

fn is_about_credentials(code: &ErrorCode) -> bool {
    [
        ErrorCode::PasswordRequirementsNotMet,
        ErrorCode::UpdateOfCredentialsFailed,
    ]
    .contains(code)
}

fn is_about_old_password(text: &str) -> bool {
    text.starts_with("oldPassword:") || text.starts_with("Old password")
}

fn rejection(text: &str) -> PasswordRejection {
    let text = text.strip_prefix("password: ").unwrap_or(text);
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
