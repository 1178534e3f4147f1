//! The conversation with the token endpoint.

use http::HeaderName;
use jose::{Header, Jwk, Jwt, Unsigned};
use serde_json::json;

use super::TOKEN_PATH;
use super::cached_token::{CachedToken, Purpose};
use super::dpop::{DpopProof, dpop_proof};
use super::token::{TokenResponse, TokenType, token_response};
use crate::credential::sensitive;
use crate::error::{Defect, Error};
use crate::oauth_error::{OauthError, OauthErrorCode};
use crate::org::OrgUrl;
use crate::request::{Request, post_form};
use crate::response::{Response, unreadable};
use crate::timestamp::Timestamp;

/// `client_assertion_type` of a signed assertion.
pub const CLIENT_ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// An assertion is good for so many seconds; Okta takes up to an hour.
const ASSERTION_SECONDS: i64 = 300;

/// So far back a statement is dated. Okta refuses what is dated in the future, and the clock here
/// may be ahead of Okta's; well within the five minutes that a proof is good for.
const BACKDATE_SECONDS: i64 = 10;

/// So often in a row an answer may be [`TokenAnswer::Again`].
const MOST_ROUNDS: u8 = 3;

/// What makes a signed statement unique. Each is for one statement.
#[derive(Debug, Clone, Copy)]
pub struct Stamp<'a> {
    /// The time.
    pub now: Timestamp,
    /// A name that was never used before, for `jti`: 128 random bits as text, for example.
    pub jti: &'a str,
}

impl Stamp<'_> {
    /// `iat`, in seconds since 1970.
    pub(super) fn issued_at(&self) -> i64 {
        let now = self.now.as_millis().div_euclid(1000);
        now.saturating_sub(BACKDATE_SECONDS)
    }
}

/// A service app (*API Services*), and what it has learnt about its org: whether it wants proof
/// of possession, and with which nonce.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceApp {
    org: OrgUrl,
    client_id: String,
    key: Jwk,
    proof_key: Jwk,
    scope: String,
    dpop: Possession,
    rounds: u8,
}

/// Whether the org wants proof of possession.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Possession {
    NotAsked,
    Asked { nonce: Option<String> },
}

/// What the token endpoint has said.
#[derive(Debug, PartialEq, Eq)]
pub enum TokenAnswer {
    /// Here is the token.
    Token(CachedToken),
    /// The app has learnt what was missing: sign anew and ask again, at once.
    Again,
}

impl ServiceApp {
    /// An app that is not yet known to need proofs; it learns that by itself.
    #[must_use]
    pub fn new(org: OrgUrl, client_id: impl Into<String>, key: Jwk, scopes: &[&str]) -> Self {
        Self {
            org,
            client_id: client_id.into(),
            proof_key: key.clone(),
            key,
            scope: scopes.join(" "),
            dpop: Possession::NotAsked,
            rounds: 0,
        }
    }

    /// The same, with another key for proofs than the app's own. It need not be known to the org,
    /// and need not outlive its tokens; Okta's guide wants the two keys [separate].
    ///
    /// [separate]: https://developer.okta.com/docs/guides/dpop/oktaresourceserver/main/
    #[must_use]
    pub fn proving_with(self, proof_key: Jwk) -> Self {
        Self { proof_key, ..self }
    }

    /// The same, known to need proofs.
    #[must_use]
    pub fn with_dpop(self) -> Self {
        let dpop = Possession::Asked { nonce: None };
        Self { dpop, ..self }
    }

    /// Who the app is, to be signed with its key.
    #[must_use]
    pub fn client_assertion(&self, stamp: &Stamp<'_>) -> Unsigned {
        let issued_at = stamp.issued_at();
        let header = Header {
            kid: self.key.kid.clone(),
            ..Header::default()
        };
        let claims = json!({
            "iss": self.client_id,
            "sub": self.client_id,
            "aud": format!("{}{TOKEN_PATH}", self.org),
            "iat": issued_at,
            "exp": issued_at.saturating_add(ASSERTION_SECONDS),
            "jti": stamp.jti,
        });
        Unsigned::new(self.key.algorithm(), &header, &claims)
    }

    /// The proof for the token request, to be signed with the key for proofs; nothing as long as
    /// the org has not asked for one.
    #[must_use]
    pub fn token_proof(&self, stamp: &Stamp<'_>) -> Option<Unsigned> {
        let Possession::Asked { nonce } = &self.dpop else {
            return None;
        };
        let request = post_form(self.org.join(TOKEN_PATH), &[]);
        let claims = DpopProof {
            nonce: nonce.clone(),
            ..DpopProof::of(&request, stamp)
        };
        Some(dpop_proof(&self.proof_key, &claims))
    }

    /// *Token*: asks for an access token by `client_credentials`.
    #[must_use]
    pub fn token_request(&self, assertion: &Jwt, proof: Option<&Jwt>) -> Request {
        let fields = [
            ("grant_type", "client_credentials"),
            ("scope", self.scope.as_str()),
            ("client_assertion_type", CLIENT_ASSERTION_TYPE),
            ("client_assertion", assertion.secret()),
        ];
        let mut request = post_form(self.org.join(TOKEN_PATH), &fields);
        if let Some(proof) = proof.and_then(|proof| sensitive(proof.secret())) {
            let name = HeaderName::from_static("dpop");
            request.headers_mut().insert(name, proof);
        }
        request
    }

    /// The token that came at `now`, or what to do next.
    ///
    /// # Errors
    ///
    /// [`Error::Oauth`]: [`InvalidClient`](OauthErrorCode::InvalidClient) for a wrong key, client
    /// or clock, [`ConsentRequired`](OauthErrorCode::ConsentRequired) for scopes that nobody has
    /// granted. [`Defect::WrongTokenType`] for a token that is bound to the key when no proof
    /// was sent, or is not when one was.
    pub fn token_response(
        &mut self,
        response: &Response,
        now: Timestamp,
    ) -> Result<TokenAnswer, Error> {
        match token_response(response) {
            Ok(token) if self.proves() == (token.token_type == TokenType::Dpop) => {
                Ok(self.succeeded(response, token, now))
            }
            Ok(_) => {
                self.rounds = 0;
                Err(unreadable(response, Defect::WrongTokenType))
            }
            Err(Error::Oauth(error)) if self.rounds < MOST_ROUNDS && self.learns(&error) => {
                self.rounds += 1;
                Ok(TokenAnswer::Again)
            }
            Err(error) => {
                self.rounds = 0;
                Err(error)
            }
        }
    }

    /// The proof for a request with an access token, to be signed with the key for proofs; nothing
    /// for a token that is not bound to it.
    #[must_use]
    pub fn proof(
        &self,
        request: &Request,
        token: &CachedToken,
        stamp: &Stamp<'_>,
    ) -> Option<Unsigned> {
        let claims = DpopProof {
            ath: Some(DpopProof::hash_of(token.token())),
            ..DpopProof::of(request, stamp)
        };
        token
            .needs_proof()
            .then(|| dpop_proof(&self.proof_key, &claims))
    }

    /// Whether the org is known to want proofs.
    pub(super) fn proves(&self) -> bool {
        match self.dpop {
            Possession::Asked { .. } => true,
            Possession::NotAsked => false,
        }
    }

    /// For whom and for what its tokens are.
    pub(super) fn purpose(&self) -> Purpose {
        let mut scopes: Vec<_> = self.scope.split(' ').map(str::to_owned).collect();
        scopes.sort_unstable();
        Purpose {
            org: self.org.to_string(),
            client_id: self.client_id.clone(),
            key_thumbprint: self.key.thumbprint(),
            proof_key_thumbprint: self.proof_key.thumbprint(),
            scopes,
        }
    }

    /// A token comes with the nonce for the next one.
    fn succeeded(
        &mut self,
        response: &Response,
        mut token: TokenResponse,
        now: Timestamp,
    ) -> TokenAnswer {
        self.rounds = 0;
        // What is not said is as it was asked for: RFC 6749, section 5.1.
        token.scope.get_or_insert_with(|| self.scope.clone());
        let next = response.headers().get("dpop-nonce");
        let next = next.and_then(|value| value.to_str().ok());
        if let (Possession::Asked { nonce }, Some(next)) = (&mut self.dpop, next) {
            *nonce = Some(next.to_owned());
        }
        TokenAnswer::Token(CachedToken::of(token, now))
    }

    /// Whether the error tells something that another try would do better with.
    fn learns(&mut self, error: &OauthError) -> bool {
        let asks_for_nonce = error.code == OauthErrorCode::UseDpopNonce;
        let learnt = match (&self.dpop, &error.dpop_nonce) {
            (Possession::NotAsked, _) => error.asks_for_dpop() || asks_for_nonce,
            (Possession::Asked { nonce }, Some(next)) => {
                asks_for_nonce && nonce.as_ref() != Some(next)
            }
            (Possession::Asked { .. }, None) => false,
        };
        if learnt {
            let nonce = error.dpop_nonce.clone();
            self.dpop = Possession::Asked { nonce };
        }
        learnt
    }
}
