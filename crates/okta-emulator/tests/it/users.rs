//! `/_emulator/users`.

use serde_json::{Value, json};

use crate::stage::{NEW_PASSWORD, PASSWORD, Stage};

fn user(stage: &mut Stage, login: &str) -> Value {
    let users = stage.get("/_emulator/users").json();
    let found = users
        .as_array()
        .into_iter()
        .flatten()
        .find(|user| user["profile"]["login"] == login);
    found.unwrap_or_else(|| panic!("no {login}")).clone()
}

#[test]
fn users_are_whole_okta_user_objects() {
    let mut stage = Stage::new();
    let grace = user(&mut stage, "grace@example.com");
    assert_eq!(grace["status"], "ACTIVE");
    assert_eq!(grace["id"].as_str().map(str::len), Some(20));
    assert_eq!(grace["credentials"]["password"], json!({}));
    let question = json!({ "question": "What is the food you least liked as a child?" });
    assert_eq!(grace["credentials"]["recovery_question"], question);
    assert_eq!(
        grace["credentials"]["provider"],
        json!({ "type": "OKTA", "name": "OKTA" })
    );
    let forgot = &grace["_links"]["forgotPassword"];
    assert_eq!(forgot["method"], "POST");
    let id = grace["id"].as_str().expect("an id");
    assert_eq!(
        forgot["href"],
        format!("https://org.example/api/v1/users/{id}/credentials/forgot_password")
    );
    assert_eq!(
        grace["_links"]["self"],
        json!({ "href": format!("https://org.example/api/v1/users/{id}") })
    );
}

#[test]
fn a_social_user_has_no_password_and_cannot_forget_it() {
    let mut stage = Stage::new();
    let social = user(&mut stage, "social@example.com");
    assert_eq!(social["credentials"].get("password"), None);
    assert_eq!(
        social["credentials"]["provider"],
        json!({ "type": "SOCIAL", "name": "SOCIAL" })
    );
    assert_eq!(social["_links"].get("forgotPassword"), None);
}

#[test]
fn there_is_somebody_in_every_status() {
    let mut stage = Stage::new();
    for (short, status) in [
        ("staged", "STAGED"),
        ("provisioned", "PROVISIONED"),
        ("ada", "ACTIVE"),
        ("recovery", "RECOVERY"),
        ("expired", "PASSWORD_EXPIRED"),
        ("locked", "LOCKED_OUT"),
        ("suspended", "SUSPENDED"),
        ("deprovisioned", "DEPROVISIONED"),
    ] {
        assert_eq!(
            user(&mut stage, &format!("{short}@example.com"))["status"],
            status
        );
    }
}

#[test]
fn a_reset_shows_in_the_user_and_a_request_does_not() {
    let mut stage = Stage::new();
    let before = user(&mut stage, "ada@example.com");
    let state_token = stage.state_token("ada@example.com");
    assert_eq!(user(&mut stage, "ada@example.com"), before);
    stage.org.advance(5);
    stage.reset(&state_token, NEW_PASSWORD);
    let after = user(&mut stage, "ada@example.com");
    assert_eq!(after["passwordChanged"], "2030-03-17T17:46:45.000Z");
}

#[test]
fn a_created_person_can_do_what_the_body_says() {
    let mut stage = Stage::new();
    let body = json!({
        "profile": { "login": "new@example.com", "firstName": "Nora", "lastName": "New", "secondEmail": "n@x.test" },
        "credentials": {
            "password": { "value": "Correct-Horse-7" },
            "recovery_question": { "question": "Which street?", "answer": "Elm" },
        },
    });
    let created = stage.post("/_emulator/users", &body);
    assert_eq!(created.status, 200);
    assert_eq!(created.string("/status"), "ACTIVE");
    assert_eq!(created.string("/profile/email"), "new@example.com");
    assert_eq!(created.json(), user(&mut stage, "new@example.com"));
    assert_eq!(stage.sign_in("new@example.com", PASSWORD).status, 200);
    let token = stage.recovery_token("new@example.com");
    let question = stage
        .exchange(&token)
        .string("/_embedded/user/recovery_question/question");
    assert_eq!(question, "Which street?");
}

#[test]
fn the_status_of_a_created_person_follows_the_body_or_the_password() {
    let mut stage = Stage::new();
    for (login, body, status) in [
        ("a@x.test", json!({}), "PROVISIONED"),
        ("b@x.test", json!({ "status": "SUSPENDED" }), "SUSPENDED"),
        (
            "c@x.test",
            json!({ "credentials": { "password": { "value": "x" } }, "status": "STAGED" }),
            "STAGED",
        ),
    ] {
        let mut body = body;
        body["profile"] = json!({ "login": login });
        assert_eq!(
            stage.post("/_emulator/users", &body).string("/status"),
            status
        );
    }
}

#[test]
fn many_people_are_created_at_once() {
    let mut stage = Stage::new();
    let person = |number| json!({ "profile": { "login": format!("p{number}@x.test") } });
    let many: Value = (0..50).map(person).collect();
    let created = stage.post("/_emulator/users", &many).json();
    assert_eq!(created.as_array().map(Vec::len), Some(50));
    assert_eq!(user(&mut stage, "p49@x.test")["status"], "PROVISIONED");
}

#[test]
fn a_login_belongs_to_one_person() {
    let mut stage = Stage::new();
    let reply = stage.post(
        "/_emulator/users",
        &json!({ "profile": { "login": "ADA@example.com" } }),
    );
    assert_eq!(reply.error(), (400, "E0000001".to_owned()));
}
