//! The groups of a user: the request, its answers, and their pages.

use http::Method;
use okta::oauth::OauthErrorCode;
use okta::users::{self, GroupPage, UserId};
use okta::{Defect, Error, ErrorCode};
use serde_json::{Value, json};

use crate::{ok, org, response};

fn user() -> UserId {
    UserId::new("00u1").unwrap()
}

fn read(answer: &okta::Response) -> Result<GroupPage, Error> {
    users::list_user_groups_response(&org(), &user(), answer)
}

/// `ListUserGroups` of the OpenAPI document.
fn example() -> Value {
    json!([
        {"id": "0gabcd1234", "profile": {
            "name": "Cloud app users", "description": "Users can access cloud apps",
        }},
        {"id": "0gefgh5678", "profile": {
            "name": "Internal app users", "description": "Users can access internal apps",
        }},
    ])
}

#[test]
fn groups_are_asked_for_where_they_are_documented() {
    let request = users::list_user_groups_request(&org(), &user());
    assert_eq!(request.method(), Method::GET);
    let url = "https://example.okta.com/api/v1/users/00u1/groups";
    assert_eq!(request.uri().to_string(), url);
    assert_eq!(request.body(), b"");
}

#[test]
fn the_ids_are_read_and_nothing_else() {
    let page = read(&ok(&example().to_string())).unwrap();
    let ids = ["0gabcd1234", "0gefgh5678"].map(str::to_owned).to_vec();
    assert_eq!(page, GroupPage { ids, next: None });
    assert_eq!(read(&ok("[]")), Ok(GroupPage::default()));
    let odd = json!([{"id": "00g1", "profile": 7, "type": "NEWER"}]).to_string();
    assert_eq!(read(&ok(&odd)).unwrap().ids, ["00g1"]);
}

#[test]
fn what_is_no_list_of_groups_is_refused() {
    for (body, defect) in [
        ("{}", Defect::WrongShape),
        (r#"["00g1"]"#, Defect::WrongShape),
        (r#"[{"profile":{}}]"#, Defect::WrongShape),
        (r#"[{"id":1}]"#, Defect::WrongShape),
        ("", Defect::EmptyBody),
        ("[", Defect::CutOff),
        ("<html>", Defect::Html),
    ] {
        let Err(Error::Unreadable(why)) = read(&ok(body)) else {
            panic!("{body}");
        };
        assert_eq!(why.why, defect, "{body}");
    }
}

#[test]
fn a_refusal_says_whether_the_user_the_role_or_the_scope_is_missing() {
    for (status, code, expected) in [
        (403, "E0000006", ErrorCode::AccessDenied),
        (404, "E0000007", ErrorCode::ResourceNotFound),
    ] {
        let body = json!({"errorCode": code, "errorSummary": "x"}).to_string();
        let error = read(&response(status, &[], &body)).unwrap_err();
        assert_eq!(error.code(), Some(&expected), "{code}");
    }
    // As another API of the org was recorded to refuse (okta-sdk-golang#145).
    let challenge = r#"Bearer authorization_uri="http://x/oauth2/v1/authorize", realm="http://x", scope="okta.users.read", error="insufficient_scope", resource="/api/v1/users/00u1/groups""#;
    let refused = read(&response(403, &[("www-authenticate", challenge)], ""));
    let Err(Error::Oauth(error)) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(error.code, OauthErrorCode::InsufficientScope);
    assert_eq!(error.scope.as_deref(), Some("okta.users.read"));
}

/// What a `Link` leads to; an error where there is more, but nobody knows where.
fn next(link: &str) -> Result<Option<String>, Defect> {
    match read(&response(200, &[("link", link)], "[]")) {
        Ok(page) => Ok(users::next_groups_request(&page).map(|next| next.uri().to_string())),
        Err(Error::Unreadable(why)) => Err(why.why),
        Err(error) => panic!("{error:?}"),
    }
}

#[test]
fn the_next_page_is_the_orgs_own_and_a_part_is_not_taken_for_all() {
    let groups = "https://example.okta.com/api/v1/users/00u1/groups";
    let own = format!("<{groups}>; rel=\"self\", <{groups}?after=a&limit=1>; rel=\"next\"");
    assert_eq!(next(&own), Ok(Some(format!("{groups}?after=a&limit=1"))));
    let custom = "<https://id.example.com/api/v1/users/00u1/groups?limit=1&after=a>; rel=\"next\"";
    assert_eq!(next(custom), Ok(Some(format!("{groups}?after=a"))));
    assert_eq!(next(&format!("<{groups}>; rel=\"self\"")), Ok(None));
    for link in [
        r#"<https://evil.example/api/v1/users/00u2/groups?after=a>; rel="next""#,
        r#"<https://evil.example/api/v1/policies?after=a>; rel="next""#,
        r#"<https://evil.example/x>; rel="next""#,
        "next",
    ] {
        assert_eq!(next(link), Err(Defect::NextPage), "{link}");
    }
}
