//! What the token endpoint gives, and for how long.

use jose::Jwt;
use serde::{Deserialize, Serialize};

use crate::credential::Credential;
use crate::error::Error;
use crate::response::{Response, read};
use crate::secret::{AccessToken, IdToken, RefreshToken};
use crate::timestamp::Timestamp;
use crate::wire::{counter, if_readable, words};

/// The answer of a token endpoint. Source: [token endpoint].
///
/// [token endpoint]: https://developer.okta.com/docs/api/openapi/okta-oauth/oauth/tag/OrgAS/#tag/OrgAS/operation/token
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenResponse {
    /// How to show the access token.
    pub token_type: TokenType,
    /// For how many seconds it is good; 3600 for the management API.
    #[serde(default, deserialize_with = "counter")]
    pub expires_in: u32,
    /// The access token.
    pub access_token: AccessToken,
    /// The scopes that were given, with spaces between them.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub scope: Option<String>,
    /// For the scope `offline_access`, and never for service apps.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub refresh_token: Option<RefreshToken>,
    /// For the scope `openid`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "if_readable"
    )]
    pub id_token: Option<IdToken>,
}

words! {
    /// `token_type`.
    TokenType {
        /// Whoever has it may use it
        Bearer = "Bearer",
        /// Bound to a key
        Dpop = "DPoP",
        /// Of a grant whose token is none for APIs
        NotApplicable = "N_A",
    }
}

/// The tokens.
///
/// # Errors
///
/// [`Error::Oauth`] with the server's word.
pub fn token_response(response: &Response) -> Result<TokenResponse, Error> {
    read(response)
}

/// An access token that is used until it ends.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CachedToken {
    token: AccessToken,
    token_type: TokenType,
    good_until: Timestamp,
}

/// So long before its end a token is no longer used: calls take time, clocks differ.
const MARGIN_MILLIS: i64 = 60_000;

impl CachedToken {
    /// The token of an answer that came at `now`.
    #[must_use]
    pub fn of(response: TokenResponse, now: Timestamp) -> Self {
        let life = i64::from(response.expires_in) * 1000;
        let good_until = now.as_millis().saturating_add(life - MARGIN_MILLIS);
        Self {
            token: response.access_token,
            token_type: response.token_type,
            good_until: Timestamp::from_millis(good_until),
        }
    }

    /// Whether it can still be used.
    #[must_use]
    pub fn is_good_at(&self, now: Timestamp) -> bool {
        now < self.good_until
    }

    /// The token itself.
    #[must_use]
    pub const fn token(&self) -> &AccessToken {
        &self.token
    }

    /// Whether each request needs a proof.
    #[must_use]
    pub fn needs_proof(&self) -> bool {
        self.token_type == TokenType::Dpop
    }

    /// How to show it: with a proof where there is one.
    #[must_use]
    pub const fn credential<'a>(&'a self, proof: Option<&'a Jwt>) -> Credential<'a> {
        let token = &self.token;
        match proof {
            Some(proof) => Credential::Dpop { token, proof },
            None => Credential::Bearer(token),
        }
    }
}

/// Room for one token.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TokenCache(Option<CachedToken>);

impl TokenCache {
    /// The token, if there is one that is good.
    #[must_use]
    pub fn at(&self, now: Timestamp) -> Option<&CachedToken> {
        self.0.as_ref().filter(|token| token.is_good_at(now))
    }

    /// Keeps a token in place of the former.
    pub fn keep(&mut self, token: CachedToken) {
        self.0 = Some(token);
    }

    /// Forgets the token, when Okta has refused it before its time.
    pub fn forget(&mut self) {
        self.0 = None;
    }
}
