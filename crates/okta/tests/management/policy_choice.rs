//! Whose a policy is and what its rules decide: read as it stands, or not at all.

use okta::policies::{
    self, ApplyingRule, Decision, Policy, PolicyId, PolicyList, Rule, applying_rule, password_reset,
};
use okta::users::ProviderType;
use okta::{Defect, Error};
use serde_json::{Value, json};

use crate::policies::{example, named, policy};
use crate::{ok, org, response};

fn with(pointer: &str, name: &str, value: Value) -> Value {
    let mut changed = example();
    changed.pointer_mut(pointer).unwrap()[name] = value;
    changed
}

#[test]
fn a_condition_that_cannot_be_read_is_not_a_policy_for_everybody() {
    let unreadable = [
        with("/conditions/people/groups", "include", json!(["00g", null])),
        with("/conditions/people", "groups", json!(["00g"])),
        with("/conditions", "people", json!(7)),
        with("/conditions/authProvider", "provider", Value::Null),
        with("/conditions/authProvider", "include", json!([1])),
        with("/conditions", "authProvider", json!({})),
        with("", "priority", json!("1")),
        with("", "system", json!(1)),
        with("", "system", json!("perhaps")),
    ];
    for policy in unreadable {
        let body = json!([policy]).to_string();
        let Err(Error::Unreadable(why)) = policies::list_policies_response(&org(), &ok(&body))
        else {
            panic!("{body}");
        };
        assert_eq!(why.why, Defect::WrongShape);
    }
    let everybody = policy(with("", "conditions", json!({"people": {"groups": null}})));
    assert_eq!(everybody.conditions.people.unwrap().groups, None);
    let absent = policy(with("", "priority", Value::Null));
    assert_eq!(absent.priority, None);
}

fn holds(policies: Vec<Policy>, provider: &ProviderType) -> Result<Option<String>, String> {
    let list = PolicyList::from_iter(policies);
    let found = list.applying_to(&["staff"], provider);
    let found = found.map(|policy| policy.map(|policy| policy.id.clone()));
    found.map_err(|unclear| unclear.id().to_owned())
}

#[test]
fn who_is_kept_in_no_directory_is_okta_s() {
    let policies = || {
        vec![
            named("ad", 1, "staff", "ACTIVE_DIRECTORY"),
            named("okta", 2, "staff", "OKTA"),
        ]
    };
    for provider in [
        ProviderType::Okta,
        ProviderType::Import,
        ProviderType::Federation,
        ProviderType::Social,
    ] {
        let found = holds(policies(), &provider);
        assert_eq!(found, Ok(Some("okta".to_owned())), "{provider}");
    }
    assert_eq!(holds(policies(), &ProviderType::Ldap), Ok(None));
}

#[test]
fn a_policy_that_may_be_somebody_s_hides_those_behind_it() {
    let unclear = |pointer: &str, name: &str, value: Value| {
        let mut first =
            serde_json::to_value(named("first", 1, "staff", "ACTIVE_DIRECTORY")).unwrap();
        first.pointer_mut(pointer).unwrap()[name] = value;
        vec![policy(first), named("any", 2, "staff", "ANY")]
    };
    let cases = || {
        [
            unclear("/conditions/authProvider", "include", json!(["0oa1"])),
            unclear("/conditions/authProvider", "provider", json!("MARS")),
            unclear("/conditions", "risk", json!({"level": "HIGH"})),
            unclear("/conditions/people", "users", json!({"exclude": ["00u"]})),
            unclear("", "status", json!("PAUSED")),
        ]
    };
    for policies in cases() {
        let found = holds(policies, &ProviderType::ActiveDirectory);
        assert_eq!(found, Err("first".to_owned()));
    }
    let [directories, ..] = cases();
    let found = holds(directories, &ProviderType::Okta);
    assert_eq!(found, Ok(Some("any".to_owned())), "no directory is Okta's");
    let nothing = unclear("/conditions/people", "users", json!({"exclude": []}));
    let found = holds(nothing, &ProviderType::ActiveDirectory);
    assert_eq!(found, Ok(Some("first".to_owned())));
}

/// What a `Link` leads to; an error where there is more, but nobody knows where.
fn next(link: &str) -> Result<Option<String>, Defect> {
    let answer = response(200, &[("link", link)], "[]");
    match policies::list_policies_response(&org(), &answer) {
        Ok(page) => Ok(policies::next_page_request(&page).map(|next| next.uri().to_string())),
        Err(Error::Unreadable(why)) => Err(why.why),
        Err(error) => panic!("{error:?}"),
    }
}

#[test]
fn a_part_of_the_policies_is_not_taken_for_all() {
    let page = |query| {
        Ok(Some(format!(
            "https://example.okta.com/api/v1/policies?{query}"
        )))
    };
    for rel in ["next", "\"next\"", "NEXT", "\"last next\""] {
        let link = format!("<https://example.okta.com/api/v1/policies?after=a>;rel={rel}");
        assert_eq!(next(&link), page("after=a"), "{link}");
        for origin in ["https://id.example.com", ""] {
            let link = format!("<{origin}/api/v1/policies?limit=1&after=a%2Cb#x>; rel={rel}");
            assert_eq!(next(&link), page("type=PASSWORD&expand=rules&after=a%2Cb"));
        }
    }
    for link in [
        r#"<https://evil.example/x?after=a>; rel="next""#,
        r#"<https://evil.example/api/v1/policies>; rel="next""#,
        r#"<https://example.okta.com:1/x>; rel="next""#,
        r#"<https://id.example.com/api/v1/policies?after=a b>; rel="next""#,
        r#"https://example.okta.com/api/v1/policies?after=a; rel="next""#,
        r#"<https://example.okta.com/api/v1/policies?after=a; rel="next""#,
    ] {
        assert_eq!(next(link), Err(Defect::NextPage), "{link}");
    }
    for link in [
        r#"<https://a/?x=next,y>; rel="self"; title="rel=next; next""#,
        "garbage",
    ] {
        assert_eq!(next(link), Ok(None), "{link}");
    }
    let rules = response(
        200,
        &[("link", "<https://example.okta.com/x>; rel=next")],
        "[]",
    );
    let Err(Error::Unreadable(why)) = policies::list_policy_rules_response(&rules) else {
        panic!("some rules are not all");
    };
    assert_eq!(why.why, Defect::NextPage);
}

#[test]
fn one_policy_is_asked_for_with_its_rules() {
    let id = PolicyId::new("00p1").unwrap();
    let request = policies::get_policy_request(&org(), &id);
    let url = "https://example.okta.com/api/v1/policies/00p1?expand=rules";
    assert_eq!(request.uri().to_string(), url);
    let read = policies::get_policy_response(&ok(&example().to_string()));
    assert_eq!(read, Ok(policy(example())));
}

fn rule(id: &str, priority: u32, network: &str) -> Value {
    json!({"id": id, "status": "ACTIVE", "priority": priority, "system": false,
        "conditions": {"people": {"users": {"exclude": []}}, "network": {"connection": network}},
        "actions": {"passwordChange": {"access": "ALLOW"},
            "selfServicePasswordReset": {"access": "ALLOW"}}})
}

fn rules(values: &Value) -> Result<Vec<Rule>, Defect> {
    let mut whole = example();
    whole["_embedded"] = json!({ "rules": values });
    policy(whole).rules()
}

#[test]
fn rules_are_read_all_and_in_their_order_or_not_at_all() {
    let mut default = rule("default", 1, "ANYWHERE");
    default["system"] = json!(true);
    let read = rules(&json!([
        default,
        rule("b", 2, "ZONE"),
        rule("a", 1, "ZONE")
    ]))
    .unwrap();
    let ids: Vec<_> = read.iter().map(|rule| rule.id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "default"]);
    assert_eq!(policy(example()).rules(), Err(Defect::WrongShape));
    assert_eq!(rules(&json!([])), Ok(Vec::new()));
    for (pointer, name, value) in [
        ("", "priority", json!("1")),
        ("", "system", json!(1)),
        ("/conditions", "network", json!("ZONE")),
        ("/actions", "selfServicePasswordReset", json!("ALLOW")),
        ("/actions/selfServicePasswordReset", "requirement", json!(1)),
        (
            "/actions/selfServicePasswordReset",
            "requirement",
            json!({"accessControl": 1}),
        ),
    ] {
        let mut odd = rule("odd", 1, "ANYWHERE");
        odd.pointer_mut(pointer).unwrap()[name] = value;
        let read = rules(&json!([odd, rule("a", 2, "ANYWHERE")]));
        assert_eq!(read, Err(Defect::WrongShape), "{name}");
    }
}

#[test]
fn the_first_rule_decides_unless_okta_has_to() {
    let decision = |values: Value| password_reset(&rules(&values).unwrap());
    let anywhere = || rule("a", 2, "ANYWHERE");
    assert_eq!(decision(json!([anywhere()])), Decision::Allowed);
    assert_eq!(decision(json!([])), Decision::Denied);
    let mut off = rule("off", 1, "ZONE");
    off["status"] = json!("INACTIVE");
    assert_eq!(decision(json!([off, anywhere()])), Decision::Allowed);
    let mut denied = rule("denied", 1, "ANYWHERE");
    denied["actions"]["passwordChange"]["access"] = json!("DENY");
    assert_eq!(decision(json!([anywhere(), denied])), Decision::Denied);
    let some = rules(&json!([rule("some", 1, "ZONE"), anywhere()])).unwrap();
    assert_eq!(
        applying_rule(&some),
        ApplyingRule::DecidedElsewhere(&some[0])
    );
    assert_eq!(password_reset(&some), Decision::DecidedElsewhere);
    let mut excluding = rule("excluding", 1, "ANYWHERE");
    excluding["conditions"]["people"]["users"]["exclude"] = json!(["00u"]);
    assert_eq!(decision(json!([excluding])), Decision::DecidedElsewhere);
    for (word, expected) in [
        ("AUTH_POLICY", Decision::DecidedElsewhere),
        ("NEWER", Decision::DecidedElsewhere),
        ("LEGACY", Decision::Allowed),
    ] {
        let mut rule = anywhere();
        rule["actions"]["selfServicePasswordReset"]["requirement"] = json!({"accessControl": word});
        assert_eq!(decision(json!([rule])), expected, "{word}");
    }
}
