//! By what right Okta's management API is called.

use std::rc::Rc;

use jose::{Algorithm, PrivateJwk, PrivateJwkError};
use okta::oauth::ServiceApp;
use okta::{ApiToken, OrgUrl};
use recovery::Delivery;

use super::ConfigError;
use super::variables::Variables;

/// What Okta is shown. Prints no secret.
#[derive(Clone, Debug)]
pub(crate) enum Credential {
    /// Nothing: no call needs it.
    None,
    /// Read from `OKTA_API_TOKEN` and `OKTA_API_TOKEN_NEXT`.
    ApiToken(ApiTokens),
    /// Read from `OKTA_CLIENT_ID` and `OKTA_PRIVATE_KEY`.
    ServiceApp(Rc<KeyedApp>),
}

/// An API token, and another that is about to replace it.
#[derive(Clone, Debug)]
pub(crate) struct ApiTokens {
    /// The one that is in use.
    pub(crate) first: Rc<ApiToken>,
    /// The one that is shown when Okta refuses it. Nobody remembers that: two requests that are
    /// refused at the same time would take it for one another's.
    pub(crate) next: Option<Rc<ApiToken>>,
}

/// A service app and its key.
#[derive(Debug)]
pub(crate) struct KeyedApp {
    /// The app, with the public half.
    pub(crate) app: ServiceApp,
    /// The private half.
    pub(crate) key: PrivateJwk,
}

const API_TOKEN: &str = "OKTA_API_TOKEN";
const NEXT_API_TOKEN: &str = "OKTA_API_TOKEN_NEXT";
const CLIENT_ID: &str = "OKTA_CLIENT_ID";
const PRIVATE_KEY: &str = "OKTA_PRIVATE_KEY";

/// The credential for `org`: a token or an app; or neither, where Okta sends the mails.
pub(super) fn credential(
    variables: &Variables<'_>,
    org: &OrgUrl,
    delivery: &Delivery,
) -> Result<Credential, ConfigError> {
    let why = "must be an API token of the org: visible ASCII without spaces";
    let token = variables.optional(API_TOKEN, why, |text| text.parse().ok().map(Rc::new))?;
    let next = variables.optional(NEXT_API_TOKEN, why, |text| text.parse().ok().map(Rc::new))?;
    if token.is_none() && next.is_some() {
        return Err(ConfigError {
            setting: NEXT_API_TOKEN,
            why: "is for the time in which it replaces OKTA_API_TOKEN, which is missing",
        });
    }
    let client_id = variables.optional(
        CLIENT_ID,
        "must be the client id of the service app, like 0oa1gjh63g214q0Hq0g4",
        client_id,
    )?;
    match (token, client_id, private_key(variables)?) {
        (None, None, None) => without(delivery),
        (Some(first), None, None) => Ok(Credential::ApiToken(ApiTokens { first, next })),
        (None, Some(id), Some(key)) => Ok(service_app(org, id, key)),
        (Some(_), Some(_), _) | (Some(_), None, Some(_)) => Err(ConfigError {
            setting: API_TOKEN,
            why: "must not be set beside OKTA_CLIENT_ID or OKTA_PRIVATE_KEY: choose one way",
        }),
        (None, Some(_), None) => Err(ConfigError {
            setting: PRIVATE_KEY,
            why: "is missing, and OKTA_CLIENT_ID is worth nothing without it",
        }),
        (None, None, Some(_)) => Err(ConfigError {
            setting: CLIENT_ID,
            why: "is missing, and OKTA_PRIVATE_KEY is worth nothing without it",
        }),
    }
}

/// To whom a mail of our own goes, and what it is for, only the management API can say.
fn without(delivery: &Delivery) -> Result<Credential, ConfigError> {
    match delivery {
        Delivery::Okta => Ok(Credential::None),
        Delivery::Own(_) => Err(ConfigError {
            setting: API_TOKEN,
            why: "is missing: DELIVERY=own needs it, or OKTA_CLIENT_ID and OKTA_PRIVATE_KEY",
        }),
    }
}

fn service_app(org: &OrgUrl, client_id: String, key: PrivateJwk) -> Credential {
    let public = key.public().clone();
    let app = ServiceApp::new(org.clone(), client_id, public, &recovery::SCOPES);
    Credential::ServiceApp(Rc::new(KeyedApp { app, key }))
}

pub(super) fn client_id(text: &str) -> Option<String> {
    let is_plain = text.len() <= 100 && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_plain.then(|| text.to_owned())
}

fn private_key(variables: &Variables<'_>) -> Result<Option<PrivateJwk>, ConfigError> {
    let error = |why| ConfigError {
        setting: PRIVATE_KEY,
        why,
    };
    let Some(text) = variables.text(PRIVATE_KEY)? else {
        return Ok(None);
    };
    let key: PrivateJwk = text.parse().map_err(|why| error(must(why)))?;
    // An app's key is registered for one algorithm.
    match key.public().alg.as_deref() {
        Some(alg) if alg != key.algorithm().as_str() => Err(error(match key.algorithm() {
            Algorithm::Rs256 => "must be for RS256: its `alg` says something else",
            Algorithm::Es256 => "must be for ES256: its `alg` says something else",
        })),
        Some(_) | None => Ok(Some(key)),
    }
}

/// What a private key must be that is none. Says nothing of the text.
fn must(error: PrivateJwkError) -> &'static str {
    match error {
        PrivateJwkError::NotJson => "must be a private key as JSON (a JWK), not PEM",
        PrivateJwkError::KeyType => "must be one JWK of `kty` RSA or EC",
        PrivateJwkError::Curve => "must be of the curve P-256",
        PrivateJwkError::Missing(_) => "must be whole: one of its numbers is missing, perhaps `d`",
        PrivateJwkError::NotANumber(_) => "must have its numbers in base64url",
        PrivateJwkError::Size => "must be RSA of 2048 bits or more, or P-256",
    }
}

#[cfg(test)]
mod tests {
    use pages::Brand;
    use pages::texts::Wording;
    use recovery::{Choice, OwnDelivery};

    use super::super::variables::Variable;
    use super::*;

    const RSA: &str = include_str!("../../../crates/jose/tests/keys/rfc7515-a2-rsa.json");
    const EC: &str = include_str!("../../../crates/jose/tests/keys/rfc7515-a3-ec.json");
    const ID: (&str, &str) = (CLIENT_ID, "0oa1gjh63g214q0Hq0g4");

    fn read(settings: &[(&str, &str)]) -> Result<Credential, ConfigError> {
        read_for(settings, &Delivery::Okta)
    }

    fn read_for(settings: &[(&str, &str)], delivery: &Delivery) -> Result<Credential, ConfigError> {
        let find = |name: &str| {
            let found = settings.iter().find(|(key, _)| *key == name);
            found.map_or(Variable::Missing, |(_, value)| {
                Variable::Text((*value).to_owned())
            })
        };
        let org = "https://example.okta.com".parse().expect("an origin");
        credential(&Variables::new(&find), &org, delivery)
    }

    #[test]
    fn each_way_is_chosen_by_what_is_set() {
        assert!(matches!(read(&[]), Ok(Credential::None)));
        let token = read(&[(API_TOKEN, " 00secret\n")]);
        assert!(
            matches!(&token, Ok(Credential::ApiToken(tokens)) if tokens.first.secret() == "00secret"),
            "what `echo` adds is no part of it"
        );
        for key in [RSA, EC] {
            let app = read(&[ID, (PRIVATE_KEY, key)]);
            assert!(matches!(app, Ok(Credential::ServiceApp(_))));
        }
    }

    #[test]
    fn our_own_mails_need_a_credential() {
        let own = Delivery::Own(OwnDelivery {
            wording: Wording::ours(),
            public_url: "https://id.example.com".to_owned(),
            brand: Brand::default(),
            unlock: Choice::Off,
            notify_unknown: Choice::Off,
            notify_blocked: Choice::Off,
        });
        let error = read_for(&[], &own).expect_err("nobody may ask");
        assert_eq!(error.setting, API_TOKEN);
        assert!(error.why.contains(CLIENT_ID), "there are two ways");
        assert!(read_for(&[(API_TOKEN, "00secret")], &own).is_ok());
        assert!(read_for(&[ID, (PRIVATE_KEY, EC)], &own).is_ok());
    }

    #[test]
    fn both_or_half_is_refused_by_name() {
        let (token, key) = ((API_TOKEN, "00secret"), (PRIVATE_KEY, EC));
        for (settings, named) in [
            (&[token, ID, key][..], API_TOKEN),
            (&[token, ID], API_TOKEN),
            (&[token, key], API_TOKEN),
            (&[ID], PRIVATE_KEY),
            (&[key], CLIENT_ID),
        ] {
            let error = read(settings).expect_err(named);
            assert_eq!(error.setting, named);
        }
    }

    #[test]
    fn what_is_no_credential_is_named_and_never_quoted() {
        let public = r#"{"kty":"EC","crv":"P-256","x":"s3cr3t","y":"s3cr3t"}"#;
        let short = r#"{"kty":"EC","crv":"P-256","x":"s3cr","y":"s3cr","d":"s3cr"}"#;
        let other_curve = r#"{"kty":"EC","crv":"P-384","x":"s3cr","y":"s3cr","d":"s3cr"}"#;
        let other_alg = EC.replacen('{', r#"{"alg":"s3cr3t","#, 1);
        for (settings, named) in [
            ([ID, (API_TOKEN, "s3cr3t s3cr3t")], API_TOKEN),
            ([(CLIENT_ID, "s3cr3t@x"), (PRIVATE_KEY, EC)], CLIENT_ID),
            ([ID, (PRIVATE_KEY, "-----BEGIN s3cr3t")], PRIVATE_KEY),
            ([ID, (PRIVATE_KEY, r#"{"keys":["s3cr3t"]}"#)], PRIVATE_KEY),
            ([ID, (PRIVATE_KEY, public)], PRIVATE_KEY),
            ([ID, (PRIVATE_KEY, short)], PRIVATE_KEY),
            ([ID, (PRIVATE_KEY, other_curve)], PRIVATE_KEY),
            ([ID, (PRIVATE_KEY, &other_alg)], PRIVATE_KEY),
        ] {
            let error = read(&settings).expect_err(named);
            assert_eq!(error.setting, named);
            assert!(!error.to_string().contains("s3cr"), "{error}");
        }
    }

    #[test]
    fn no_secret_is_printed() {
        let number = "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI";
        assert!(EC.contains(number));
        let tokens = [(API_TOKEN, "00secret"), (NEXT_API_TOKEN, "00secreter")];
        for settings in [&tokens[..], &[ID, (PRIVATE_KEY, EC)]] {
            let printed = format!("{:?}", read(settings).expect("good settings"));
            assert!(!printed.contains(number) && !printed.contains("00secret"));
        }
    }
}
