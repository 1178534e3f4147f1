//! Errors in OAuth's words, tokens, and what an org says of itself.

use jose::{Jwk, PublicKey};
use okta::oauth::{
    CachedToken, OauthError, OauthErrorCode, ServiceApp, TokenCache, TokenType, token_response,
};
use okta::well_known::{Engine, organization_request, organization_response};
use okta::{AccessToken, Defect, Error, OrgUrl, Timestamp, users};

use crate::service_app::{app, app_for};
use crate::{ok, org, response};

fn refusal(response: &okta::Response) -> OauthError {
    match token_response(response) {
        Err(Error::Oauth(error)) => *error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_oauth_error_is_read_with_its_nonce() {
    let headers = [("dpop-nonce", "n1"), ("x-okta-request-id", "req1")];
    let body = r#"{"error":"use_dpop_nonce","error_description":"Authorization server requires nonce in DPoP proof."}"#;
    let error = OauthError {
        status: 400,
        code: OauthErrorCode::UseDpopNonce,
        description: Some("Authorization server requires nonce in DPoP proof.".to_owned()),
        dpop_nonce: Some("n1".to_owned()),
        scope: None,
        request_id: Some("req1".to_owned()),
    };
    assert_eq!(refusal(&response(400, &headers, body)), error);
    let printed = Error::Oauth(Box::new(error)).to_string();
    assert_eq!(printed, "Okta answered 400 use_dpop_nonce (request req1)");
}

/// As recorded: siw-oauth2-error-recovery-token-invalid.
#[test]
fn a_new_word_is_kept_and_a_description_is_not_needed() {
    let error = refusal(&response(
        400,
        &[],
        r#"{"error":"brand_new","error_description":7}"#,
    ));
    assert_eq!(error.code, OauthErrorCode::Unknown("brand_new".to_owned()));
    assert_eq!(error.description, None);
}

#[test]
fn a_token_without_the_scope_is_refused_without_a_body() {
    let header = r#"Bearer authorization_uri="http://example.okta.com/oauth2/v1/authorize", realm="http://example.okta.com", scope="okta.users.read", error="insufficient_scope", error_description="The access token provided does not contain the required scopes.", resource="/api/v1/users/00u1""#;
    let read = users::get_user_response(&response(403, &[("www-authenticate", header)], ""));
    let Err(Error::Oauth(error)) = read else {
        panic!("{read:?}");
    };
    assert_eq!(error.status, 403);
    assert_eq!(error.code, OauthErrorCode::InsufficientScope);
    assert_eq!(error.scope.as_deref(), Some("okta.users.read"));
    let description = "The access token provided does not contain the required scopes.";
    assert_eq!(error.description.as_deref(), Some(description));
}

#[test]
fn a_name_in_a_challenge_is_the_whole_name() {
    let header = [(
        "www-authenticate",
        r#"DPoP x_error="other", Error="invalid_token",error_description="so""#,
    )];
    let read = users::get_user_response(&response(401, &header, ""));
    let Err(Error::Oauth(error)) = read else {
        panic!("{read:?}");
    };
    assert_eq!(error.code, OauthErrorCode::InvalidToken);
    assert_eq!(error.description.as_deref(), Some("so"));
}

#[test]
fn oktas_own_words_count_more_than_a_header() {
    let header = [("www-authenticate", r#"Bearer error="invalid_token""#)];
    let own = response(401, &header, r#"{"errorCode":"E0000011"}"#);
    let code = users::get_user_response(&own).unwrap_err().code().cloned();
    assert_eq!(code, Some(okta::ErrorCode::InvalidToken));
    let page = response(
        401,
        &[("www-authenticate", r#"Basic realm="proxy""#)],
        "<html>",
    );
    let Err(Error::Unreadable(why)) = users::get_user_response(&page) else {
        panic!("a proxy's page is unreadable");
    };
    assert_eq!((why.status, why.why), (401, Defect::Html));
}

/// As recorded: siwv3-oauth2-token-default.
#[test]
fn tokens_are_read_and_hide_themselves() {
    let body = r#"{"token_type":"Bearer","expires_in":3600,"access_token":"header.payload.signature",
        "scope":"openid email profile","id_token":"header.payload.signature"}"#;
    let tokens = token_response(&ok(body)).unwrap();
    assert_eq!(tokens.token_type, TokenType::Bearer);
    assert_eq!(tokens.expires_in, 3600);
    assert_eq!(
        tokens.access_token,
        AccessToken::new("header.payload.signature")
    );
    assert_eq!(tokens.scope.as_deref(), Some("openid email profile"));
    assert!(tokens.id_token.is_some() && tokens.refresh_token.is_none());
    assert!(!format!("{tokens:?}").contains("payload"));
}

#[test]
fn a_token_is_used_until_shortly_before_its_end() {
    let body = r#"{"token_type":"DPoP","expires_in":3600,"access_token":"at"}"#;
    let at = |seconds: i64| Timestamp::from_millis(1_000_000 + seconds * 1000);
    let token = CachedToken::of(token_response(&ok(body)).unwrap(), at(0));
    assert!(token.needs_proof());
    let (mut cache, app) = (TokenCache::default(), app());
    assert_eq!(cache.at(at(0), &app), None);
    cache.keep(token, &app);
    let stored = serde_json::to_string(&cache).unwrap();
    let mut cache: TokenCache = serde_json::from_str(&stored).unwrap();
    assert!(cache.at(at(3539), &app).is_some());
    assert_eq!(cache.at(at(3540), &app), None);
    cache.forget();
    assert_eq!(cache.at(at(0), &app), None);
}

fn kept(kind: &str, app: &ServiceApp) -> TokenCache {
    let body = format!(r#"{{"token_type":"{kind}","expires_in":3600,"access_token":"at"}}"#);
    let now = Timestamp::from_millis(0);
    let mut cache = TokenCache::default();
    cache.keep(
        CachedToken::of(token_response(&ok(&body)).unwrap(), now),
        app,
    );
    serde_json::from_str(&serde_json::to_string(&cache).unwrap()).unwrap()
}

#[test]
fn a_token_is_for_one_app_with_its_org_keys_and_scopes() {
    let now = Timestamp::from_millis(0);
    let cache = kept("Bearer", &app_for(&["a", "b"]));
    assert!(cache.at(now, &app_for(&["a", "b"])).is_some());
    assert!(cache.at(now, &app_for(&["b", "a"])).is_some(), "no order");
    let key = || Jwk::new(point("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"));
    let (same, scopes) = ("0oa1", ["a", "b"]);
    assert!(
        cache
            .at(now, &ServiceApp::new(org(), same, key(), &scopes))
            .is_some()
    );
    let elsewhere: OrgUrl = "https://other.okta.com".parse().unwrap();
    for other in [
        ServiceApp::new(elsewhere, same, key(), &scopes),
        ServiceApp::new(org(), "0oa2", key(), &scopes),
        ServiceApp::new(org(), same, Jwk::new(point("AQAB")), &scopes),
        ServiceApp::new(org(), same, key(), &["a", "b", "c"]),
        ServiceApp::new(org(), same, key(), &["a"]),
        ServiceApp::new(org(), same, key(), &scopes).proving_with(Jwk::new(point("AQAB"))),
    ] {
        assert_eq!(cache.at(now, &other), None, "{other:?}");
    }
}

fn point(x: &str) -> PublicKey {
    PublicKey::Ec {
        crv: "P-256".to_owned(),
        x: x.to_owned(),
        y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0".to_owned(),
    }
}

#[test]
fn who_wants_proofs_does_not_use_a_stored_token_without() {
    let now = Timestamp::from_millis(0);
    assert_eq!(kept("Bearer", &app()).at(now, &app().with_dpop()), None);
    assert!(kept("DPoP", &app()).at(now, &app().with_dpop()).is_some());
    assert!(
        kept("DPoP", &app()).at(now, &app()).is_some(),
        "learnt before"
    );
}

#[test]
fn a_cache_of_another_form_is_empty() {
    let now = Timestamp::from_millis(0);
    for stored in [
        "null",
        "{}",
        "7",
        r#"{"token":"at","token_type":"Bearer","good_until":9}"#,
    ] {
        let cache: TokenCache = serde_json::from_str(stored).unwrap();
        assert_eq!(cache.at(now, &app()), None, "{stored}");
    }
}

#[test]
fn a_token_that_cannot_stand_in_a_header_is_no_token() {
    for token in ["", "a b", "a\\nb", "\u{e4}"] {
        let body = format!(r#"{{"token_type":"Bearer","access_token":"{token}"}}"#);
        let Err(Error::Unreadable(why)) = token_response(&ok(&body)) else {
            panic!("{token:?} was taken");
        };
        assert_eq!(why.why, Defect::WrongShape, "{token:?}");
    }
}

#[test]
fn an_org_says_which_engine_it_runs() {
    let request = organization_request(&org());
    assert_eq!(request.method(), "GET");
    let url = "https://example.okta.com/.well-known/okta-organization";
    assert_eq!(request.uri().to_string(), url);
    let body = r#"{"id":"00o47wwoytgsDqEtz0g7","_links":{"organization":{"href":"https://example.okta.com"},
        "alternate":null},"pipeline":"idx","settings":{"analyticsCollectionEnabled":false,
        "bugReportingEnabled":true,"omEnabled":false,"pssoEnabled":false}}"#;
    let organization = organization_response(&ok(body)).unwrap();
    assert_eq!(organization.pipeline, Engine::IdentityEngine);
    assert!(organization.settings.bug_reporting_enabled);
    let links = &organization.links;
    assert_eq!(
        links.organization.as_ref().unwrap().href,
        "https://example.okta.com"
    );
    assert_eq!(links.alternate, None);
    let engine = |word: &str| {
        let body = format!(r#"{{"pipeline":"{word}"}}"#);
        organization_response(&ok(&body)).unwrap().pipeline
    };
    assert_eq!(engine("v1"), Engine::Classic);
    assert_eq!(engine("v3"), Engine::Unknown("v3".to_owned()));
}
