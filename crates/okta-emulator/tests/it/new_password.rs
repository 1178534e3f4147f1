//! `POST /api/v1/authn/credentials/reset_password`.

use okta_emulator::{Attribute, PolicyViolation, Switch};
use serde_json::json;

use crate::recorded::{recorded, recording, shape};
use crate::stage::{NEW_PASSWORD, PASSWORD, Stage};

const NOT_MET: &str = "Password requirements were not met. Password requirements: at least 8 characters, \
                       a lowercase letter, an uppercase letter, a number, no parts of your username. \
                       Your password cannot be any of your last 4 passwords.";

#[test]
pub(crate) fn a_good_password_is_set_and_the_answer_is_as_recorded() {
    let mut stage = Stage::new();
    let state_token = stage.state_token("ada@example.com");
    let reply = stage.reset(&state_token, NEW_PASSWORD);
    assert_eq!(reply.status, 200);
    reply.is_like(recording!("classic", "docs-reset-password"));
    assert_eq!(
        reply.string("/_embedded/user/passwordChanged"),
        "2030-03-17T17:46:40.000Z"
    );
    assert_eq!(stage.sign_in("ada@example.com", PASSWORD).status, 401);
    assert_eq!(stage.sign_in("ada@example.com", NEW_PASSWORD).status, 200);
}

#[test]
fn a_state_token_sets_one_password_only() {
    let mut stage = Stage::new();
    let token = stage.recovery_token("ada@example.com");
    let first = stage.exchange(&token).string("/stateToken");
    let second = stage.exchange(&token).string("/stateToken");
    assert_eq!(stage.reset(&first, NEW_PASSWORD).status, 200);
    for state_token in [first, second] {
        let reply = stage.reset(&state_token, "Another-Horse-9");
        assert_eq!(reply.error(), (401, "E0000011".to_owned()));
    }
    assert_eq!(stage.sign_in("ada@example.com", NEW_PASSWORD).status, 200);
}

#[test]
fn every_broken_rule_is_refused_with_the_list_of_rules() {
    let mut stage = Stage::new();
    let state_token = stage.state_token("ada@example.com");
    let broken = [
        "Short-7",
        "UPPER-CASE-7",
        "lower-case-7",
        "No-Number-Here",
        "An-eXample-7",
        "",
    ];
    for password in broken {
        let reply = stage.reset(&state_token, password);
        assert_eq!(reply.error(), (403, "E0000080".to_owned()), "{password}");
        assert_eq!(reply.cause(), NOT_MET, "{password}");
        assert_eq!(
            shape(&reply.json()),
            shape(&recorded!("siwunit-PASSWORD_RESET_error"))
        );
    }
}

#[test]
fn a_refused_password_costs_nothing() {
    let mut stage = Stage::new();
    let state_token = stage.state_token("ada@example.com");
    let before = stage.org.user("ada@example.com");
    stage.reset(&state_token, "short");
    assert_eq!(stage.org.user("ada@example.com"), before);
    assert_eq!(stage.reset(&state_token, NEW_PASSWORD).status, 200);
}

#[test]
fn all_rules_that_are_on_are_listed_in_oktas_order() {
    let mut stage = Stage::new();
    let policy = stage.org.policy_mut();
    policy.complexity.min_symbol = 1;
    policy.complexity.exclude_attributes = vec![Attribute::LastName, Attribute::FirstName];
    policy.age.history_count = 0;
    let state_token = stage.state_token("ada@example.com");
    let recorded = recorded!("siwunit-PASSWORD_RESET_error");
    for password in ["NoSymbol7", "Contains-ADA-7", "The-Lovelaces-7"] {
        let reply = stage.reset(&state_token, password);
        assert_eq!(
            reply.cause(),
            recorded["errorCauses"][0]["errorSummary"],
            "{password}"
        );
    }
    assert_eq!(stage.reset(&state_token, NEW_PASSWORD).status, 200);
}

#[test]
fn the_name_of_the_address_and_its_domain_may_not_occur_but_short_parts_may() {
    let mut stage = Stage::new();
    let state_token = stage.state_token("alan@example.com");
    assert_eq!(stage.reset(&state_token, "Is-Alan-Here-7").status, 403);
    assert_eq!(stage.reset(&state_token, "Dot-com-boom-7").status, 200);
}

#[test]
fn more_than_72_characters_are_too_long() {
    let mut stage = Stage::new();
    let state_token = stage.state_token("ada@example.com");
    let longest = format!("Aa1{}", "é".repeat(69));
    let reply = stage.reset(&state_token, &format!("{longest}x"));
    assert_eq!(reply.error(), (403, "E0000080".to_owned()));
    let cause = "Password requirements were not met. Password requirements: maximum 72 characters.";
    assert_eq!(reply.cause(), cause);
    assert_eq!(stage.reset(&state_token, &longest).status, 200);
}

#[test]
fn the_current_password_is_refused() {
    let mut stage = Stage::new();
    let state_token = stage.state_token("ada@example.com");
    let reply = stage.reset(&state_token, PASSWORD);
    assert_eq!(reply.error(), (403, "E0000080".to_owned()));
    assert_eq!(reply.cause(), "Password cannot be your current password");
}

#[test]
fn the_last_four_passwords_are_refused_and_the_fifth_is_not() {
    let mut stage = Stage::new();
    for number in 1..=3 {
        let state_token = stage.state_token("ada@example.com");
        assert_eq!(
            stage
                .reset(&state_token, &format!("Horse-Number-{number}"))
                .status,
            200
        );
    }
    let state_token = stage.state_token("ada@example.com");
    let reply = stage.reset(&state_token, PASSWORD);
    assert_eq!(reply.cause(), "Password has been used too recently");
    assert_eq!(stage.reset(&state_token, "Horse-Number-4").status, 200);
    let state_token = stage.state_token("ada@example.com");
    assert_eq!(stage.reset(&state_token, PASSWORD).status, 200);
}

#[test]
fn a_common_password_is_refused_where_the_policy_says_so() {
    for (exclude, status) in [(true, 403), (false, 200)] {
        let mut stage = Stage::new();
        stage.org.policy_mut().complexity.exclude_common = exclude;
        let state_token = stage.state_token("ada@example.com");
        let reply = stage.reset(&state_token, "Password123");
        assert_eq!(reply.status, status);
        if exclude {
            let cause = "This password was found in a list of commonly used passwords. Please try another password.";
            assert_eq!(reply.cause(), cause);
        }
    }
}

#[test]
fn a_switch_refuses_with_the_code_of_the_reference() {
    let mut stage = Stage::new();
    stage.org.switches_mut().policy_violation = PolicyViolation::E0000014;
    let state_token = stage.state_token("ada@example.com");
    assert_eq!(
        stage.reset(&state_token, "short").error(),
        (403, "E0000014".to_owned())
    );
}

#[test]
fn sessions_live_on_unless_they_are_revoked_or_the_org_ends_them() {
    for (revoke, switch, left) in [
        (false, Switch::Off, 3),
        (true, Switch::Off, 1),
        (false, Switch::On, 1),
    ] {
        let mut stage = Stage::new();
        stage.org.switches_mut().reset_ends_sessions = switch;
        stage.sign_in("ada@example.com", PASSWORD);
        stage.sign_in("ada@example.com", PASSWORD);
        let state_token = stage.state_token("ada@example.com");
        let body = json!({ "stateToken": state_token, "newPassword": NEW_PASSWORD, "revokeSessions": revoke });
        assert_eq!(
            stage.authn("/credentials/reset_password", &body).status,
            200
        );
        assert_eq!(
            stage.org.sessions("ada@example.com"),
            left,
            "{revoke} {switch:?}"
        );
    }
}

#[test]
fn where_mfa_is_required_the_password_is_changed_all_the_same() {
    let mut stage = Stage::new();
    stage.org.switches_mut().mfa_after_reset = Switch::On;
    let token = stage.recovery_token("ada@example.com");
    let state_token = stage.exchange(&token).string("/stateToken");
    let reply = stage.reset(&state_token, NEW_PASSWORD);
    assert_eq!(reply.string("/status"), "MFA_REQUIRED");
    assert_eq!(stage.org.sessions("ada@example.com"), 0);
    assert_eq!(stage.exchange(&token).status, 403);
    assert_eq!(stage.sign_in("ada@example.com", NEW_PASSWORD).status, 200);
}

#[test]
fn an_expired_password_becomes_a_good_one() {
    let mut stage = Stage::new();
    stage.org.switches_mut().expired_may_recover = Switch::On;
    let state_token = stage.state_token("expired@example.com");
    assert_eq!(stage.reset(&state_token, NEW_PASSWORD).status, 200);
    assert_eq!(stage.status_of("expired@example.com"), "ACTIVE");
}

#[test]
fn the_password_of_a_person_locked_meanwhile_is_not_changed() {
    let mut stage = Stage::new();
    let state_token = stage.state_token("ada@example.com");
    for _ in 0..10 {
        stage.sign_in("ada@example.com", "wrong");
    }
    assert_eq!(
        stage.reset(&state_token, NEW_PASSWORD).error(),
        (403, "E0000038".to_owned())
    );
    assert_eq!(stage.status_of("ada@example.com"), "LOCKED_OUT");
}

#[test]
fn an_expired_state_token_sets_nothing() {
    let mut stage = Stage::new();
    let state_token = stage.state_token("ada@example.com");
    stage.org.advance(330);
    assert_eq!(
        stage.reset(&state_token, NEW_PASSWORD).error(),
        (401, "E0000011".to_owned())
    );
    assert_eq!(stage.sign_in("ada@example.com", PASSWORD).status, 200);
}

#[test]
fn the_top_level_domain_may_occur() {
    let mut stage = Stage::new();
    let body = json!({
        "profile": { "login": "x@initech.technology" },
        "credentials": { "password": { "value": PASSWORD } },
    });
    assert_eq!(stage.post("/_emulator/users", &body).status, 200);
    let state_token = stage.state_token("x@initech.technology");
    assert_eq!(stage.reset(&state_token, "Initech-2030").status, 403);
    assert_eq!(stage.reset(&state_token, "Technology-2030").status, 200);
}

#[test]
fn a_new_password_forgives_the_wrong_ones_before_it() {
    let mut stage = Stage::new();
    for _ in 0..9 {
        stage.sign_in("ada@example.com", "wrong");
    }
    let state_token = stage.state_token("ada@example.com");
    assert_eq!(stage.reset(&state_token, NEW_PASSWORD).status, 200);
    stage.sign_in("ada@example.com", "wrong");
    assert_eq!(stage.status_of("ada@example.com"), "ACTIVE");
}
