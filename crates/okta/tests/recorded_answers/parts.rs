//! The parts that recorded transactions are made of.

use okta::authn::{
    Embedded, FactorType, Link, Links, Profile, RecoveryQuestion,
    RecoveryTransaction as Transaction, RecoveryType, RelayState, TransactionStatus as Status,
    User,
};
use okta::{Complexity, PasswordPolicy, RecoveryToken, SessionToken, StateToken, Timestamp};

pub(crate) const DOCS: &str = "https://{yourOktaDomain}";

pub(crate) fn trusted(user: User) -> Transaction {
    Transaction {
        recovery_token: Some(RecoveryToken::new("VBQ0gwBp5LyJJFdbmWCM")),
        embedded: Embedded {
            user: Some(user),
            policy: None,
        },
        links: links(DOCS, "recovery", "recovery/token"),
        ..Transaction::new(Status::Recovery)
    }
}

pub(crate) fn question(host: &str, state_token: &str, user: User) -> Transaction {
    Transaction {
        state_token: Some(StateToken::new(state_token)),
        embedded: Embedded {
            user: Some(user),
            policy: None,
        },
        links: links(host, "answer", "recovery/answer"),
        ..Transaction::new(Status::Recovery)
    }
}

pub(crate) fn new_password(
    host: &str,
    state_token: &str,
    name: &str,
    user: User,
    policy: PasswordPolicy,
) -> Transaction {
    Transaction {
        state_token: Some(StateToken::new(state_token)),
        embedded: Embedded {
            user: Some(user),
            policy: Some(policy),
        },
        links: links(host, name, "credentials/reset_password"),
        ..Transaction::new(Status::PasswordReset)
    }
}

pub(crate) fn success(session_token: &str, user: User) -> Transaction {
    Transaction {
        session_token: Some(SessionToken::new(session_token)),
        embedded: Embedded {
            user: Some(user),
            policy: None,
        },
        ..Transaction::new(Status::Success)
    }
}

pub(crate) fn challenge(
    host: &str,
    state_token: &str,
    factor_type: FactorType,
    resend: &str,
) -> Transaction {
    let path = format!("recovery/factors/{factor_type}");
    let resend = link(host, Some(resend), &format!("{path}/resend"));
    Transaction {
        state_token: Some(StateToken::new(state_token)),
        links: Links {
            resend: Some(resend),
            ..links(host, "verify", &format!("{path}/verify"))
        },
        factor_type: Some(factor_type),
        ..Transaction::new(Status::RecoveryChallenge)
    }
}

pub(crate) fn locked_out(host: &str) -> Transaction {
    Transaction {
        links: links(host, "unlock", "recovery/unlock"),
        ..Transaction::new(Status::LockedOut)
    }
}

pub(crate) fn of_type(recovery_type: RecoveryType, transaction: Transaction) -> Transaction {
    Transaction {
        recovery_type: Some(recovery_type),
        ..transaction
    }
}

pub(crate) fn with_relay_state(transaction: Transaction) -> Transaction {
    let relay_state = Some(RelayState::new("/myapp/some/deep/link/i/want/to/return/to"));
    Transaction {
        relay_state,
        ..transaction
    }
}

pub(crate) fn until(expires_at: &str, transaction: Transaction) -> Transaction {
    Transaction {
        expires_at: Some(at(expires_at)),
        ..transaction
    }
}

pub(crate) fn at(time: &str) -> Timestamp {
    time.parse().expect("a time of a recording")
}

pub(crate) fn links(host: &str, next: &str, path: &str) -> Links {
    Links {
        next: Some(link(host, Some(next), path)),
        cancel: Some(link(host, None, "cancel")),
        ..Links::default()
    }
}

pub(crate) fn link(host: &str, name: Option<&str>, path: &str) -> Link {
    Link::post(name, format!("{host}/api/v1/authn/{path}"))
}

pub(crate) fn usual_complexity() -> Complexity {
    Complexity {
        min_length: 8,
        min_lower_case: 1,
        min_upper_case: 1,
        min_number: 1,
        ..Complexity::default()
    }
}

pub(crate) fn dade() -> User {
    user(
        "00ub0oNGTSWTBKOLGLNR",
        Some("2015-09-08T20:14:45.000Z"),
        ["dade.murphy@example.com", "Dade", "Murphy"],
    )
}

pub(crate) fn isaac() -> User {
    user(
        "00ub0oNGTSWTBKOLGLNR",
        None,
        ["isaac@example.org", "Isaac", "Brock"],
    )
}

pub(crate) fn administrator(id: &str) -> User {
    user(
        id,
        None,
        ["administrator1@clouditude.net", "Add-Min", "O'Cloudy Tud"],
    )
}

pub(crate) fn asked(user: User, question: &str) -> User {
    let question = question.to_owned();
    User {
        recovery_question: Some(RecoveryQuestion { question }),
        ..user
    }
}

pub(crate) fn user(id: &str, password_changed: Option<&str>, names: [&str; 3]) -> User {
    let [login, first_name, last_name] = names.map(|name| Some(name.to_owned()));
    User {
        id: Some(id.to_owned()),
        password_changed: password_changed.map(at),
        profile: Profile {
            login,
            first_name,
            last_name,
            locale: Some("en_US".to_owned()),
            time_zone: Some("America/Los_Angeles".to_owned()),
        },
        recovery_question: None,
    }
}
