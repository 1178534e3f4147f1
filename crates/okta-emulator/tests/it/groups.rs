//! Who is put into which group when they are created, and the list of somebody's groups.

use okta::oauth::scope;
use okta::users::{
    UserId, list_user_groups_request, list_user_groups_response, next_groups_request,
};
use okta::{ApiToken, Credential, authorize};
use okta_emulator::Seed;
use okta_emulator::seed::API_TOKEN;
use serde_json::{Value, json};

use crate::administrator::{get, post};
use crate::service_app::{EC, Robot, org};
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

/// Bee is in two groups besides everybody's.
const MEMBERS: &str = r#"{
    "policies": [{"name": "Everybody", "groups": ["Everyone"], "complexity": {"minLength": 20}}],
    "people": [
        {"login": "bee@example.com", "password": "Correct-Horse-7", "groups": ["Staff", "Admins"]},
        {"login": "lone@example.com", "password": "Correct-Horse-7", "status": "STAGED"}
    ]
}"#;

fn members() -> Stage {
    Stage::with(Seed::from_json(MEMBERS).expect("the seed is in order"))
}

fn names(stage: &mut Stage, path: &str) -> Vec<Value> {
    let groups = get(stage, path).json();
    let groups = groups.as_array().expect("a list").iter();
    groups
        .map(|group| group["profile"]["name"].clone())
        .collect()
}

#[test]
fn everybody_is_in_the_group_of_everybody_and_in_their_own() {
    let mut stage = members();
    let bee = names(&mut stage, "/api/v1/users/bee@example.com/groups");
    assert_eq!(bee, ["Everyone", "Admins", "Staff"]);
    let lone = get(&mut stage, "/api/v1/users/lone/groups").json();
    assert_eq!(lone[0]["type"], "BUILT_IN");
    let included = get(&mut stage, "/api/v1/policies?type=PASSWORD")
        .string("/0/conditions/people/groups/include/0");
    assert_eq!(lone[0]["id"], included, "the id that a policy names");
    let nobody = get(&mut stage, "/api/v1/users/nobody/groups");
    assert_eq!(nobody.error(), (404, "E0000007".to_owned()));
}

#[test]
fn a_policy_for_everyone_by_name_is_everybodys() {
    let mut stage = members();
    let state_token = stage.state_token("bee@example.com");
    let cause = stage.reset(&state_token, "Battery-Staple-8").cause();
    assert!(cause.contains("at least 20 characters"), "{cause}");
}

#[test]
fn somebodys_groups_come_page_by_page() {
    let mut stage = members();
    let bee = UserId::new("bee@example.com").expect("it is a login");
    let token: ApiToken = API_TOKEN.parse().expect("it is a token");
    let mut request = list_user_groups_request(&org(), &bee);
    let first = format!("{}?limit=1", request.uri());
    *request.uri_mut() = first.parse().expect("it is an address");
    let mut pages = Vec::new();
    loop {
        let asked = authorize(request, Credential::Ssws(&token)).expect("the token is ASCII");
        let page = list_user_groups_response(&org(), &bee, &stage.respond(&asked));
        let page = page.expect("groups");
        pages.push(page.ids.len());
        assert!(pages.len() < 10, "the pages come to an end");
        let Some(next) = next_groups_request(&page) else {
            break;
        };
        request = next;
    }
    assert_eq!(pages, [1, 1, 1]);
    let wrong = get(&mut stage, "/api/v1/users/bee/groups?limit=none");
    assert_eq!(wrong.status, 400);
}

#[test]
fn who_may_read_users_may_read_their_groups() {
    for (granted, status) in [
        (scope::USERS_READ, 200),
        (scope::USERS_MANAGE, 200),
        (scope::POLICIES_READ, 403),
        ("okta.groups.read", 403),
    ] {
        let mut stage = members();
        let mut robot = Robot::with_scopes(&mut stage, (EC, "off"), &[granted]);
        let (token, _) = robot.token(&mut stage);
        let bee = UserId::new("bee@example.com").expect("it is a login");
        let request = list_user_groups_request(&org(), &bee);
        let credential = token.credential(None).expect("it is a bearer's");
        let request = authorize(request, credential).expect("the token is ASCII");
        assert_eq!(stage.respond(&request).status(), status, "{granted}");
    }
    let stranger = members().get("/api/v1/users/bee@example.com/groups");
    assert_eq!(stranger.error(), (403, "E0000005".to_owned()));
}
