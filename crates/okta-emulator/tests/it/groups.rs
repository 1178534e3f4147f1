//! Who is put into which group when they are created.

use okta_emulator::Seed;
use serde_json::{Value, json};

use crate::administrator::{get, post};
use crate::stage::{Reply, Stage};

/// Staff need 20 characters; there are Guests, but no policy for them.
const SEED: &str = r#"{
    "policies": [{"name": "Staff", "groups": ["Staff"], "complexity": {"minLength": 20}}],
    "people": [{"login": "guest@example.com", "password": "Correct-Horse-7", "groups": ["Guests"]}]
}"#;

fn stage() -> Stage {
    Stage::with(Seed::from_json(SEED).expect("the seed is in order"))
}

/// The id of the group of the policy that is looked at first.
fn staff(stage: &mut Stage) -> String {
    get(stage, "/api/v1/policies?type=PASSWORD").string("/0/conditions/people/groups/include/0")
}

fn create(stage: &mut Stage, (login, password): (&str, &str), groups: &Value) -> Reply {
    let body = json!({
        "profile": {"login": login, "email": login},
        "credentials": {"password": {"value": password}},
        "groupIds": groups,
    });
    post(stage, "/api/v1/users", &body)
}

#[test]
fn who_is_created_into_a_group_has_the_policy_of_the_group() {
    let mut stage = stage();
    let staff = staff(&mut stage);
    let short = create(
        &mut stage,
        ("new@x.test", "Correct-Horse-7"),
        &json!([staff]),
    );
    assert_eq!(short.error(), (400, "E0000001".to_owned()));
    assert!(short.cause().contains("at least 20 characters"));
    let long = ("new@x.test", "Correct-Horse-Battery-77");
    assert_eq!(create(&mut stage, long, &json!([staff])).status, 200);
    let state_token = stage.state_token("new@x.test");
    let cause = stage.reset(&state_token, "Battery-Staple-8").cause();
    assert!(cause.contains("at least 20 characters"), "{cause}");
}

#[test]
fn a_group_that_the_org_does_not_have_is_not_found() {
    let mut stage = stage();
    for unknown in ["00gnobody00000000000", "Staff"] {
        let one = ("new@x.test", "Correct-Horse-7");
        let refused = create(&mut stage, one, &json!([unknown]));
        assert_eq!(refused.error(), (404, "E0000007".to_owned()), "{unknown}");
        let summary = format!("Not found: Resource not found: {unknown} (UserGroup)");
        assert_eq!(refused.string("/errorSummary"), summary);
        assert_eq!(get(&mut stage, "/api/v1/users/new@x.test").status, 404);
    }
}

#[test]
fn the_group_of_everybody_is_known() {
    let mut stage = stage();
    let everyone = get(&mut stage, "/api/v1/policies?type=PASSWORD")
        .string("/1/conditions/people/groups/include/0");
    let one = ("new@x.test", "Correct-Horse-7");
    assert_eq!(create(&mut stage, one, &json!([everyone])).status, 200);
}
