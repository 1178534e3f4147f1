//! For how long a token is used, by whom, and for what.

use jose::Jwt;
use serde::{Deserialize, Serialize};

use super::service_app::ServiceApp;
use super::token::{TokenResponse, TokenType};
use crate::credential::{Credential, CredentialError};
use crate::header_secret::AccessToken;
use crate::timestamp::Timestamp;
use crate::wire::if_readable;

/// An access token that is used until it ends.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CachedToken {
    token: AccessToken,
    token_type: TokenType,
    scope: Option<String>,
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
            scope: response.scope,
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

    /// Whether the scope was given. Okta gives less than was asked for when an administrator
    /// has granted less.
    #[must_use]
    pub fn grants(&self, scope: &str) -> bool {
        let given = self.scope.as_deref().unwrap_or_default();
        given.split_ascii_whitespace().any(|given| given == scope)
    }

    /// Whether each request needs a proof.
    #[must_use]
    pub fn needs_proof(&self) -> bool {
        self.token_type == TokenType::Dpop
    }

    /// How to show it, which is for its type to say.
    ///
    /// # Errors
    ///
    /// [`ProofMissing`](CredentialError::ProofMissing) and
    /// [`ProofUnwanted`](CredentialError::ProofUnwanted) when the proof and the type do not go
    /// together, [`NotForApis`](CredentialError::NotForApis) for other types.
    pub const fn credential<'a>(
        &'a self,
        proof: Option<&'a Jwt>,
    ) -> Result<Credential<'a>, CredentialError> {
        let token = &self.token;
        match (&self.token_type, proof) {
            (TokenType::Bearer, None) => Ok(Credential::Bearer(token)),
            (TokenType::Dpop, Some(proof)) => Ok(Credential::Dpop { token, proof }),
            (TokenType::Dpop, None) => Err(CredentialError::ProofMissing),
            (TokenType::Bearer, Some(_)) => Err(CredentialError::ProofUnwanted),
            (TokenType::NotApplicable | TokenType::Unknown(_), _) => {
                Err(CredentialError::NotForApis)
            }
        }
    }
}

/// For whom a token was given and for what: the org, the app, its keys, and the scopes that were
/// asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Purpose {
    pub(super) org: String,
    pub(super) client_id: String,
    pub(super) key_thumbprint: String,
    pub(super) proof_key_thumbprint: String,
    /// In order, so that it does not matter how they were asked for.
    pub(super) scopes: Vec<String>,
}

/// Room for one token. It remembers for which app, keys, org and scopes the token was given, and
/// is empty for any other: whoever changes one of them in a configuration asks anew.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TokenCache {
    /// What was stored in another form counts as nothing.
    #[serde(deserialize_with = "if_readable")]
    kept: Option<Kept>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    purpose: Purpose,
    token: CachedToken,
}

impl TokenCache {
    /// The app's token, if there is one that is good.
    #[must_use]
    pub fn at(&self, now: Timestamp, app: &ServiceApp) -> Option<&CachedToken> {
        let kept = self.kept.as_ref()?;
        let is_its = kept.purpose == app.purpose();
        let is_safe = kept.token.needs_proof() || !app.proves();
        let is_usable = is_its && is_safe && kept.token.is_good_at(now);
        is_usable.then_some(&kept.token)
    }

    /// Keeps the app's token in place of the former.
    pub fn keep(&mut self, token: CachedToken, app: &ServiceApp) {
        let purpose = app.purpose();
        self.kept = Some(Kept { purpose, token });
    }

    /// Forgets the token, when Okta has refused it before its time.
    pub fn forget(&mut self) {
        self.kept = None;
    }
}
