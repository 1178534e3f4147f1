//! *List users*: page after page, and by an index where there is one.

use serde_json::{Value, json};

use crate::administrator::get;
use crate::stage::{ORG, Stage};

/// Everybody a list leads to, page by page.
fn followed(stage: &mut Stage, path: &str) -> Vec<String> {
    let mut logins = Vec::new();
    let mut next = Some(path.to_owned());
    while let Some(path) = next {
        let page = get(stage, &path);
        let users: Vec<Value> = serde_json::from_str(&page.text).expect("users");
        let login = |user: &Value| user["profile"]["login"].as_str().expect("text").to_owned();
        logins.extend(users.iter().map(login));
        assert!(logins.len() < 100, "the pages come to an end");
        next = page.headers.get("link").map(|link| {
            let link = link.to_str().expect("letters");
            let link = link.strip_prefix(&format!("<{ORG}")).expect("this org");
            link.split('>').next().expect("an address").to_owned()
        });
    }
    logins
}

fn crowd() -> Stage {
    let mut stage = Stage::new();
    let person = |number: usize| {
        json!({"profile": {
            "login": format!("crowd{number}@x.test"), "email": format!("M{}@x.test", number % 2),
            "firstName": "Zoë", "nickName": "R&D +1",
        }, "status": "ACTIVE"})
    };
    let many: Value = (0..5).map(person).collect();
    assert_eq!(stage.post("/_emulator/users", &many).status, 200);
    let stranger = json!({"profile": {"login": "stranger@x.test"}});
    assert_eq!(stage.post("/_emulator/users", &stranger).status, 200);
    stage
}

const CROWD: [&str; 5] = [
    "crowd0@x.test",
    "crowd1@x.test",
    "crowd2@x.test",
    "crowd3@x.test",
    "crowd4@x.test",
];

#[test]
fn the_second_page_of_a_search_is_of_the_same_search() {
    let mut stage = crowd();
    for query in [
        "q=zo%C3%AB",
        "search=profile.login%20sw%20%22crowd%22",
        "filter=profile.firstName+eq+%22Zo%C3%AB%22",
        "search=profile.nickName%20eq%20%22R%26D%20%2B1%22",
    ] {
        let path = format!("/api/v1/users?{query}&limit=2");
        assert_eq!(followed(&mut stage, &path), CROWD, "{query}");
    }
}

#[test]
fn an_exact_name_finds_exactly_those_who_have_it() {
    let mut stage = crowd();
    let id = get(&mut stage, "/api/v1/users/crowd3@x.test").string("/id");
    for (comparison, found) in [
        (
            "profile.login eq \"CROWD1@x.test\"".to_owned(),
            vec![CROWD[1]],
        ),
        ("profile.login eq \"crowd1\"".to_owned(), vec![]),
        (format!("id eq \"{id}\""), vec![CROWD[3]]),
        ("id eq \"00unobody\"".to_owned(), vec![]),
        (
            "profile.email eq \"m0@x.test\"".to_owned(),
            vec![CROWD[0], CROWD[2], CROWD[4]],
        ),
        (
            "status eq \"locked_out\"".to_owned(),
            vec!["locked@example.com"],
        ),
    ] {
        let query = comparison.replace(' ', "%20").replace('"', "%22");
        let path = format!("/api/v1/users?limit=1&filter={query}");
        assert_eq!(followed(&mut stage, &path), found, "{comparison}");
    }
}

#[test]
fn whoever_got_another_name_is_found_by_it_in_the_order_of_creation() {
    let mut stage = crowd();
    let renamed = json!({"profile": {"login": "other@x.test", "email": "m0@x.test"}});
    let path = "/api/v1/users/crowd0@x.test";
    assert_eq!(
        crate::administrator::post(&mut stage, path, &renamed).status,
        200
    );
    let search = |name: &str| format!("/api/v1/users?search=profile.{name}%22");
    let old = search("login%20eq%20%22crowd0@x.test");
    assert!(followed(&mut stage, &old).is_empty());
    let by_address = search("email%20eq%20%22m0@x.test");
    assert_eq!(
        followed(&mut stage, &by_address),
        ["other@x.test", CROWD[2], CROWD[4]]
    );
}
