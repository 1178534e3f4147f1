//! What the token endpoint gives.

use serde::{Deserialize, Serialize};

use crate::error::{Defect, Error};
use crate::header_secret::AccessToken;
use crate::response::{Response, read, unreadable};
use crate::secret::{IdToken, RefreshToken};
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
    /// The scopes that were given, with spaces between them; a server that gives what was asked
    /// for need not say so.
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
/// [`Error::Oauth`] with the server's word; [`Defect::WrongTokenType`] for a token that is
/// neither `Bearer` nor `DPoP`; [`Defect::WrongShape`] for one that cannot stand in a header.
pub fn token_response(response: &Response) -> Result<TokenResponse, Error> {
    let token: TokenResponse = read(response)?;
    match token.token_type {
        TokenType::Bearer | TokenType::Dpop => Ok(token),
        TokenType::NotApplicable | TokenType::Unknown(_) => {
            Err(unreadable(response, Defect::WrongTokenType))
        }
    }
}
