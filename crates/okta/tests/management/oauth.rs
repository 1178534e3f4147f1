//! Errors in OAuth's words, tokens, and what an org says of itself.

use okta::oauth::CachedToken;
use okta::oauth::{OauthError, OauthErrorCode, TokenCache, TokenType, token_response};
use okta::well_known::{Engine, organization_request, organization_response};
use okta::{AccessToken, Defect, Error, Timestamp, users};

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
    let mut cache = TokenCache::default();
    assert_eq!(cache.at(at(0)), None);
    cache.keep(token);
    let stored = serde_json::to_string(&cache).unwrap();
    let mut cache: TokenCache = serde_json::from_str(&stored).unwrap();
    assert!(cache.at(at(3539)).is_some());
    assert_eq!(cache.at(at(3540)), None);
    cache.forget();
    assert_eq!(cache.at(at(0)), None);
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
