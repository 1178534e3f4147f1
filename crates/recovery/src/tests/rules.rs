//! Whose rules cannot be told gets a form without rules, and the operator a line.

use okta::{ClientContext, Timestamp};

use super::stage::{MINUTE, NOW, Stage, page, response, run, settings};
use crate::*;

const MARY: &str = r#"{"id":"00u1","status":"RECOVERY","profile":{"login":"mary@example.com"},
    "credentials":{"password":{},"provider":{"type":"OKTA"}}}"#;
const STAFF: &str = r#"{"id":"00p1","type":"PASSWORD","status":"ACTIVE","priority":1,
    "conditions":{"people":{"groups":{"include":["00g1"]}}},
    "settings":{"password":{"complexity":{"minLength":20}}}}"#;
const NEWER: &str = r#"{"id":"00p2","type":"PASSWORD","status":"ACTIVE","priority":2,
    "conditions":{"risk":{"level":"HIGH"}}}"#;
const GROUPS: &str = r#"[{"id":"00g0"},{"id":"00g1"}]"#;

/// A proved mailbox.
fn proved() -> Step {
    let until = Timestamp::from_millis(NOW + MINUTE);
    let own = OwnMail {
        account: Some("00u1".to_owned()),
        sent: Vec::new(),
        tries: Tries {
            until,
            wrong: 0,
            closed: None,
        },
        opened: Opened::Yes,
        shown: None,
    };
    let request = Request {
        login: "mary@example.com".to_owned(),
        context: ClientContext::default(),
        channel: pages::Channel::Email,
        purpose: pages::Purpose::Reset,
        address: Handle::from_entropy([1; 32]).address(),
        return_to: None,
        language: pages::Language::ENGLISH,
        sent: None,
        asked: Timestamp::from_millis(NOW),
        until,
        messages: 1,
        warned: None,
        awaited: Awaited::OwnMail(own),
    };
    Step::RecoveryChallenge(request.into())
}

/// Looks at the form: how long a password must be by it, and what was reported last.
fn looked(stage: &Stage) -> (Option<u32>, Report) {
    let settings = settings();
    let journey = Journey::new(stage, &settings, stage.moment());
    let event = Event::ShowNewPassword {
        token: None,
        context: ClientContext::default(),
    };
    let outcome = run(journey.tell(Some(proved()), &Door::Handle, event));
    assert_eq!(page(&outcome), "new-password");
    assert!(matches!(
        outcome.rest.step,
        Some(Step::RecoveryChallenge(_))
    ));
    let Some(pages::Page::NewPassword(form)) = outcome.page else {
        panic!("{outcome:?}");
    };
    assert_eq!(form.username.as_deref(), Some("mary@example.com"));
    let policy = form.policy.map(|policy| policy.min_length);
    let last = journey.reports().pop();
    (policy, last.expect("something was reported"))
}

fn with(policies: &str, groups: &str) -> (Option<u32>, Report) {
    looked(&Stage::new(&[(200, MARY), (200, policies), (200, groups)]))
}

#[test]
fn the_first_policy_of_the_groups_is_told() {
    let (length, last) = with(&format!("[{STAFF},{NEWER}]"), GROUPS);
    assert_eq!(length, Some(20));
    assert_eq!((last.operation, last.outcome), ("list_user_groups", "ok"));
}

#[test]
fn what_stands_against_a_choice_is_reported() {
    let staff = format!("[{STAFF}]");
    let first = NEWER.replace("\"priority\":2", "\"priority\":0");
    let unclear = format!("[{first},{STAFF}]");
    for (policies, groups, why) in [
        ("[]", GROUPS, "none_applies"),
        (&*staff, r#"[{"id":"00g0"}]"#, "none_applies"),
        (&*staff, "[]", "no_groups"),
        (&*unclear, GROUPS, "unclear"),
    ] {
        let (length, last) = with(policies, groups);
        assert_eq!(length, None, "{why}");
        assert_eq!((last.operation, last.outcome), ("password_policy", why));
        assert_eq!((last.status, last.code), (None, None), "{why}");
    }
}

/// Lists that never end are not read for ever.
#[test]
fn so_many_pages_are_read_and_no_more() {
    let page = |path: &str, body: &str| {
        let mut page = response(200, body);
        let next = format!("<https://example.okta.com{path}?after=a>; rel=\"next\"");
        let next = next.parse().expect("the words are ASCII");
        page.headers_mut().insert("link", next);
        Ok(page)
    };
    let stage = Stage::new(&[(200, MARY)]);
    let endless = (0..10).map(|_| page("/api/v1/policies", &format!("[{STAFF}]")));
    stage.answers.borrow_mut().extend(endless);
    let (length, last) = looked(&stage);
    assert_eq!((length, last.outcome), (None, "too_many_policies"));

    let stage = Stage::new(&[(200, MARY), (200, &format!("[{STAFF}]"))]);
    let endless = (0..10).map(|_| page("/api/v1/users/00u1/groups", GROUPS));
    stage.answers.borrow_mut().extend(endless);
    let (length, last) = looked(&stage);
    assert_eq!((length, last.outcome), (None, "too_many_groups"));
    assert_eq!(stage.asked().len(), 12);
}
