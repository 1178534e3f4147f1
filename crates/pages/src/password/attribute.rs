//! The `passwordrules` attribute, by which password managers generate.

use super::{MAX_LENGTH, Policy};
use crate::node::decimal;

/// The value of the attribute [`passwordrules`](https://developer.apple.com/password-rules/):
/// what a manager generates by it meets every rule of the policy about length,
/// character classes and equal characters in a row. The language can ask for one character of a class,
/// not for several; Okta never asks for more than one.
#[must_use]
pub fn password_rules_attribute(policy: &Policy) -> String {
    let mut value = String::from("minlength: ");
    value.push_str(&decimal(policy.min_length.clamp(1, MAX_LENGTH)));
    value.push_str("; maxlength: ");
    value.push_str(&decimal(MAX_LENGTH));
    let classes = [
        (policy.min_lower_case, "; required: lower"),
        (policy.min_upper_case, "; required: upper"),
        (policy.min_number, "; required: digit"),
        (policy.min_symbol, "; required: special"),
    ];
    for (least, required) in classes {
        if least > 0 {
            value.push_str(required);
        }
    }
    if policy.max_consecutive > 0 {
        value.push_str("; max-consecutive: ");
        value.push_str(&decimal(policy.max_consecutive));
    }
    // Without this, a manager would take characters of the required classes only.
    value.push_str("; allowed: ascii-printable;");
    value
}
