//! What the recorded errors say.

use okta::authn;
use okta::{Error, ErrorCode, PasswordRejection, password_rejections};

use crate::recorded;

const OLD_RULES: &str = "Passwords must have at least 8 characters, a lowercase letter, \
    an uppercase letter, a number, no parts of your username";
const NEW_RULES: &str = "Password requirements were not met. Password requirements: at least 8 \
    characters, a lowercase letter, an uppercase letter, a number, a symbol, no parts of your \
    username, does not include your first name, does not include your last name.";
const WRONG_STATE: &str = "This operation is not allowed in the current authentication state.";

type Row = (
    &'static str,
    u16,
    ErrorCode,
    &'static str,
    &'static [&'static str],
);

/// File, status, code, `errorId`, causes.
#[rustfmt::skip]
pub(crate) fn expected() -> Vec<Row> {
    use ErrorCode as C;
    vec![
        ("authjs-error-password-requirements", 403, C::PasswordRequirementsNotMet, "oaeS4O7BUp5Roefkk_y4Z2u8Q", &[OLD_RULES]),
        ("authjs-password-expired-error-complexity", 403, C::PasswordRequirementsNotMet, "oaeuNNAquYEQkWFnUVG86Abbw", &[OLD_RULES]),
        ("docs-change-password-wrong-old", 403, C::UpdateOfCredentialsFailed, "oaeYx8fd_-VQdONMI5OYcqoqw", &["oldPassword: The credentials provided were incorrect."]),
        ("docs-primary-auth-invalid", 401, C::AuthenticationFailed, "oaeuHRrvMnuRga5UzpKIOhKpQ", &[]),
        ("docs-state-token-wrong-state", 403, C::NotAllowedInState, "oaen9Ly_ivHQJ-STb8KiADh9w", &[WRONG_STATE]),
        ("siw-error-authentication-failed", 401, C::AuthenticationFailed, "oaeiBUE81RAQY-sqdEBhG3zcA", &[]),
        ("siwunit-ERROR_OPERATION_NOT_ALLOWED", 403, C::NotAllowedInState, "oaeAAjMfwlZS0C1N65KG8dG-g", &[WRONG_STATE]),
        ("siwunit-ERROR_throttle", 429, C::TooManyRequests, "oaeIorNQi2mTNu788B5ULby9w", &[]),
        ("siwunit-NO_PERMISSION_error", 403, C::AccessDenied, "oae3CaVvE33SqKyymZRyUWE7Q", &[]),
        ("siwunit-PASSWORD_EXPIRED_error_complexity", 403, C::UpdateOfCredentialsFailed, "oaeRXeoXe24RWqjj0R-pL03ZA", &[NEW_RULES]),
        ("siwunit-PASSWORD_EXPIRED_error_oldpass", 400, C::UpdateOfCredentialsFailed, "oaecIzifuYzTV-5h3Ea46oxiw", &["Old password is not correct"]),
        ("siwunit-PASSWORD_RESET_error", 403, C::PasswordRequirementsNotMet, "oaeZL71b-kLQyae-eG7rzghzQ", &[NEW_RULES]),
        ("siwunit-RECOVERY_EXPIRED_error", 403, C::RecoveryLinkDead, "oaeJFD_L3CcQoC9Am9y7tpfrQ", &[]),
        ("siwunit-RECOVERY_error", 403, C::AccessDenied, "oaeJFD_L3CcQoC9Am9y7tpfrQ", &[]),
    ]
}

#[test]
fn a_recorded_error_is_read_into_what_it_says() {
    for (name, status, code, error_id, causes) in expected() {
        let error = authn::reset_password_response(&recorded(name, status)).unwrap_err();
        assert_eq!(error.code(), Some(&code), "{name}");
        assert_eq!(
            error.request_id(),
            Some("reqVy8wsvmBQN27h4soUE3ZEnA"),
            "{name}"
        );
        match error {
            Error::Api(error) => {
                assert_eq!(error.status, status, "{name}");
                assert_eq!(error.causes, causes, "{name}");
                assert_eq!(error.error_id.as_deref(), Some(error_id), "{name}");
                // Older answers lack the word "not" in the summary of E0000080.
                let documented = error.summary.replace("does meet", "does not meet");
                assert_eq!(documented, code.summary(), "{name}");
            }
            Error::RateLimited(_) => assert_eq!(status, 429, "{name}"),
            Error::Oauth(why) => panic!("{name}: {why:?}"),
            Error::Unreadable(why) => panic!("{name}: {why:?}"),
        }
    }
}

#[test]
fn only_recordings_of_rejected_passwords_are_rejections() {
    for (name, status, _, _, causes) in expected() {
        let error = authn::reset_password_response(&recorded(name, status)).unwrap_err();
        let Error::Api(error) = error else { continue };
        let is_about_rules = [[OLD_RULES].as_slice(), &[NEW_RULES]].contains(&causes);
        let rejections = if is_about_rules {
            vec![PasswordRejection::Complexity]
        } else {
            vec![]
        };
        assert_eq!(password_rejections(&error), rejections, "{name}");
    }
}
