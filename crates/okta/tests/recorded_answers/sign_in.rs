//! What the recorded transactions of a sign-in say that did not get through.

use okta::authn::{
    Embedded, Links, RecoveryTransaction as Transaction, TransactionStatus as Status,
};
use okta::{Age, Expiration, PasswordPolicy, StateToken};

use crate::parts::{DOCS, dade, link, links, locked_out, until, user, usual_complexity};

/// Primary authentication with something in the way.
pub(crate) fn expected() -> Vec<(&'static str, Transaction)> {
    vec![
        ("authjs-locked-out", locked_out(DOCS)),
        (
            "siwunit-ACCOUNT_LOCKED_OUT",
            locked_out("https://rain.okta1.com:80"),
        ),
        ("docs-primary-auth-password-expired", {
            let policy = PasswordPolicy {
                complexity: usual_complexity(),
                ..PasswordPolicy::default()
            };
            until(
                "2015-11-03T10:15:57.000Z",
                Transaction {
                    state_token: Some(StateToken::new(
                        "007ucIX7PATyn94hsHfOLVaXAmOBkKHWnOOLG43bsb",
                    )),
                    embedded: Embedded {
                        user: Some(dade()),
                        policy: Some(policy),
                    },
                    links: links(DOCS, "changePassword", "credentials/change_password"),
                    ..Transaction::new(Status::PasswordExpired)
                },
            )
        }),
        ("authjs-password-warn", {
            let inca = user(
                "00uia0N87NVFAcLjm0g3",
                Some("2015-11-10T21:50:43.000Z"),
                ["inca@clouditude.net", "Inca-Louise", "O'Rain Dum"],
            );
            let policy = PasswordPolicy {
                complexity: usual_complexity(),
                expiration: Some(Expiration {
                    password_expire_days: 0,
                }),
                age: Age::default(),
            };
            let links = links(DOCS, "changePassword", "credentials/change_password");
            until(
                "2015-11-10T22:08:57.691Z",
                Transaction {
                    state_token: Some(StateToken::new(
                        "00PrDdGF4JjOG1v2Mh2b2_vJZsywXSwZAuzEVhCk1s",
                    )),
                    embedded: Embedded {
                        user: Some(inca),
                        policy: Some(policy),
                    },
                    links: Links {
                        skip: Some(link(DOCS, Some("skip"), "skip")),
                        ..links
                    },
                    ..Transaction::new(Status::PasswordWarn)
                },
            )
        }),
    ]
}
