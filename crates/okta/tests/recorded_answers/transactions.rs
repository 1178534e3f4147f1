//! What the recorded transactions say.

use okta::authn::{
    FactorResult, FactorType, RecoveryTransaction as Transaction, RecoveryType,
    TransactionStatus as Status, User,
};
use okta::{Age, Complexity, Expiration, PasswordPolicy};

use crate::parts::{
    DOCS, administrator, asked, at, challenge, dade, isaac, new_password, of_type, question,
    success, trusted, until, user, usual_complexity, with_relay_state,
};
use crate::sign_in;

const COWBOYS: &str = "Who's a major player in the cowboy scene?";

/// File and value.
pub(crate) fn expected() -> Vec<(&'static str, Transaction)> {
    [
        trusted_starts(),
        challenges(),
        questions(),
        new_passwords(),
        successes(),
        sign_in::expected(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Begun with a credential.
fn trusted_starts() -> Vec<(&'static str, Transaction)> {
    vec![
        ("authjs-recovery", {
            let user = User {
                password_changed: None,
                ..isaac()
            };
            until("2014-11-10T04:06:58.000Z", with_relay_state(trusted(user)))
        }),
        ("docs-forgot-password-trusted", {
            let start = Transaction {
                recovery_type: Some(RecoveryType::Password),
                ..trusted(dade())
            };
            until("2015-11-03T10:15:57.000Z", start)
        }),
    ]
}

/// The recovery question is to be answered.
fn questions() -> Vec<(&'static str, Transaction)> {
    vec![
        ("authjs-recovery-token", {
            let state = question(
                DOCS,
                "00lMJySRYNz3u_rKQrsLvLrzxiARgivP8FB_1gpmVb",
                asked(isaac(), COWBOYS),
            );
            until("2014-11-03T04:35:20.748Z", with_relay_state(state))
        }),
        ("docs-recovery-token", {
            let state = question(
                DOCS,
                "00lMJySRYNz3u_rKQrsLvLrzxiARgivP8FB_1gpmVb",
                asked(dade(), COWBOYS),
            );
            until("2015-11-03T10:15:57.000Z", state)
        }),
        ("docs-verify-sms-recovery", {
            let state = question(
                DOCS,
                "00xdqXOE5qDXX8-PBR1bYv8AESqIEinDy3yul01tyh",
                asked(dade(), COWBOYS),
            );
            until(
                "2015-11-03T10:15:57.000Z",
                of_type(RecoveryType::Password, state),
            )
        }),
        ("siw-recovery-password", {
            let someone = user(
                "00u1m3nBokL0CovJ80g4",
                Some("2022-07-11T16:31:29.000Z"),
                ["someone.else@okta.com", "Someone", "Else"],
            );
            let someone = asked(someone, "What is the food you least liked as a child?");
            let state = question(
                "http://localhost:3000",
                "00SfxhEO4b2WrxEB6sbjwj5qiUCBC1bKv_Umd17nLZ",
                someone,
            );
            until(
                "2022-07-12T23:32:25.000Z",
                of_type(RecoveryType::Password, state),
            )
        }),
        ("siwunit-RECOVERY", {
            let admin = asked(
                administrator("00uhveDu5xF26YA0j0g3"),
                "Last 4 digits of your social security number?",
            );
            of_type(
                RecoveryType::Password,
                question("https://foo.com", "testStateToken", admin),
            )
        }),
    ]
}

/// The new password is to be set.
fn new_passwords() -> Vec<(&'static str, Transaction)> {
    vec![
        ("docs-recovery-answer", {
            let policy = PasswordPolicy {
                complexity: Complexity {
                    exclude_username: true,
                    ..usual_complexity()
                },
                expiration: Some(Expiration {
                    password_expire_days: 0,
                }),
                age: Age::default(),
            };
            let token = "00lMJySRYNz3u_rKQrsLvLrzxiARgivP8FB_1gpmVb";
            until(
                "2015-11-03T10:15:57.000Z",
                new_password(DOCS, token, "password", dade(), policy),
            )
        }),
        ("siw-recovery-answer", {
            let test = user(
                "00u1ejh1oq5ChfLqk0g4",
                Some("2022-10-17T19:59:32.000Z"),
                ["test.user@okta.com", "Test", "User"],
            );
            let complexity = Complexity {
                exclude_username: true,
                ..usual_complexity()
            };
            let policy = PasswordPolicy {
                complexity,
                ..PasswordPolicy::default()
            };
            let token = "00RCzpqu-u2eck3wufQ2_qwRmRUUGF5TlIHF7Wy-Wb";
            let state = new_password(
                "http://localhost:3000",
                token,
                "resetPassword",
                test,
                policy,
            );
            until(
                "2022-10-21T20:20:15.000Z",
                of_type(RecoveryType::Password, state),
            )
        }),
        ("siwunit-PASSWORD_RESET_withComplexity", {
            let admin = administrator("00uhveDu5xF26YA0j0g3");
            let no_rules = PasswordPolicy::default();
            until(
                "2015-07-17T02:33:34.874Z",
                new_password(
                    "https://foo.com",
                    "testStateToken",
                    "resetPassword",
                    admin,
                    no_rules,
                ),
            )
        }),
    ]
}

/// It is done.
fn successes() -> Vec<(&'static str, Transaction)> {
    vec![
        ("docs-reset-password", {
            let dade = User {
                password_changed: Some(at("2015-11-08T20:14:45.000Z")),
                ..dade()
            };
            until(
                "2015-11-03T10:15:57.000Z",
                success("00t6IUQiVbWpMLgtmwSjMFzqykb5QcaBNtveiWlGeM", dade),
            )
        }),
        (
            "docs-change-password",
            until(
                "2015-11-03T10:15:57.000Z",
                success("00Fpzf4en68pCXTsMjcX8JPMctzN2Wiw4LDOBL_9pe", dade()),
            ),
        ),
        ("siwunit-SUCCESS_unlock", {
            let admin = administrator("00ui0jgywTAHxYGMM0g3");
            until(
                "2015-08-05T14:10:54.000Z",
                of_type(RecoveryType::Unlock, success("THE_SESSION_TOKEN", admin)),
            )
        }),
    ]
}

fn challenges() -> Vec<(&'static str, Transaction)> {
    vec![
        (
            "docs-forgot-password-email",
            Transaction {
                factor_result: Some(FactorResult::Waiting),
                factor_type: Some(FactorType::Email),
                recovery_type: Some(RecoveryType::Password),
                ..Transaction::new(Status::RecoveryChallenge)
            },
        ),
        ("docs-unlock-sms", {
            let state = challenge(
                DOCS,
                "00xdqXOE5qDXX8-PBR1bYv8AESqIEinDy3yul01tyh",
                FactorType::Sms,
                "sms",
            );
            until(
                "2015-11-03T10:15:57.000Z",
                of_type(RecoveryType::Unlock, state),
            )
        }),
        ("siwunit-RECOVERY_CHALLENGE", {
            let state = challenge("https://foo.com", "testStateToken", FactorType::Sms, "sms");
            until("2015-07-20T17:51:52.000Z", state)
        }),
        ("siwunit-RECOVERY_CHALLENGE_CALL_UNLOCK", {
            let state = challenge(
                "https://rain.okta1.com:80",
                "00_sxrUO9R5qFiSy5bb7vbyjftsAAMJDSGIHYvs_88",
                FactorType::Call,
                "CALL",
            );
            until(
                "2016-09-21T18:38:04.000Z",
                of_type(RecoveryType::Unlock, state),
            )
        }),
        ("siwunit-RECOVERY_CHALLENGE_SMS_UNLOCK", {
            let state = challenge(
                "https://rain.okta1.com:80",
                "00JvocrNLHuVZLfeYSMP6ZaP7qVJbMo5xsxBG_rqEC",
                FactorType::Sms,
                "sms",
            );
            until(
                "2015-10-03T22:47:34.000Z",
                of_type(RecoveryType::Unlock, state),
            )
        }),
    ]
}
