//! Nothing that is asked under the management paths breaks the org.

use http::{HeaderValue, Method};
use proptest::prelude::*;

use crate::stage::{Stage, request};

/// Words of these paths, bodies and queries, in any order.
fn any_request() -> impl Strategy<Value = (Method, String, Vec<u8>, Option<String>)> {
    let method = prop::sample::select(vec![
        Method::GET,
        Method::POST,
        Method::PUT,
        Method::DELETE,
        Method::PATCH,
    ]);
    let path = r"/(api/v1/(users|policies|sessions)|oauth2(/default)?/v1|\.well-known)(/(ada@example\.com|me|lifecycle|credentials|sessions|groups|rules|activate|reset_password|change_password|token|revoke|interact|keys|okta-organization|%2F|%FF|\.\.|[a-z]{0,3})){0,4}(\?[a-z=&%\[\]]{0,20}|\?(sendEmail|type|limit|after|search)=[a-zA-Z0-9%]{0,8})?";
    let body = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..40),
        r#"\{"(profile|credentials|oldPassword|password|sessionToken)":(\{"(login|value|password)":("x"|1|null|\{\})\}|null|1|"x"|\[\])\}"#
            .prop_map(String::into_bytes),
        "(grant_type|scope|client_assertion|client_assertion_type|client_id|token)=[a-z_.%&=]{0,30}"
            .prop_map(String::into_bytes),
    ];
    let credential = prop::option::of(prop_oneof![
        Just(format!("SSWS {}", okta_emulator::seed::API_TOKEN)),
        "(SSWS|Bearer|DPoP|Basic) ?[A-Za-z0-9.=]{0,20}",
    ]);
    (method, path, body, credential)
}

proptest! {
    #[test]
    fn nothing_that_is_asked_breaks_the_org((method, path, body, credential) in any_request(), form: bool) {
        let Ok(uri) = format!("{}{path}", crate::stage::ORG).parse::<http::Uri>() else {
            return Ok(());
        };
        let mut request = request(method, "/", body);
        *request.uri_mut() = uri;
        let headers = request.headers_mut();
        if let Some(credential) = credential {
            let value = HeaderValue::try_from(credential).expect("letters");
            headers.insert("authorization", value);
        }
        if form {
            let form = HeaderValue::from_static("application/x-www-form-urlencoded");
            headers.insert("content-type", form);
        }
        let response = Stage::new().answer(&request).response;
        prop_assert!(response.status().as_u16() < 500, "{} {:?}", response.status(), request);
    }
}
