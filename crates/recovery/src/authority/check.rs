//! Whether the credential works, asked of Okta.

use okta::users::{UserId, get_user_request, get_user_response};
use okta::{ErrorCode, OrgUrl, Response};

use super::notice::Notice;
use crate::surroundings::{Authority, Freshness, HttpClient, NetworkError, NotAuthorized};

/// Has the shape of an id, and is nobody's: the answer tells of no person.
const NOBODY: &str = "00u0rekey0nobody0000";

/// What the credential is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Okta takes it.
    Good,
    /// Okta refuses it, or what its owner may do is too little.
    Refused,
    /// Okta does not answer, or is asked too often.
    Unknown,
}

/// Asks Okta for somebody who does not exist: an org that says so has taken the credential, and
/// its owner may see users. Changes nothing.
///
/// The line for the operator comes with what Okta says here; what `authority` says it has written
/// itself.
pub async fn standing(
    network: &impl HttpClient,
    authority: &impl Authority,
    org: &OrgUrl,
) -> (Standing, Option<Notice>) {
    let mut answer = ask(network, authority, org, Freshness::Any).await;
    if answer.as_ref().is_ok_and(is_token_refused) {
        answer = ask(network, authority, org, Freshness::New).await;
    }
    match answer {
        Ok(response) => read(&response),
        Err(standing) => (standing, None),
    }
}

async fn ask(
    network: &impl HttpClient,
    authority: &impl Authority,
    org: &OrgUrl,
    freshness: Freshness,
) -> Result<Response, Standing> {
    let user = UserId::new(NOBODY).map_err(|_| Standing::Unknown)?;
    let request = get_user_request(org, &user);
    let request = authority.authorize(request, freshness).await;
    let request = request.map_err(|why| match why {
        NotAuthorized::Refused => Standing::Refused,
        NotAuthorized::Unavailable { .. } => Standing::Unknown,
    })?;
    let response = network.send(request).await;
    response.map_err(|NetworkError| Standing::Unknown)
}

/// Whether another token may do better: Okta did not take this one, whatever its scopes.
fn is_token_refused(response: &Response) -> bool {
    match get_user_response(response) {
        Err(okta::Error::Api(error)) => error.code == ErrorCode::InvalidToken,
        Err(okta::Error::Oauth(error)) => error.status == 401,
        Ok(_) | Err(okta::Error::RateLimited(_) | okta::Error::Unreadable(_)) => false,
    }
}

fn read(response: &Response) -> (Standing, Option<Notice>) {
    let Err(error) = get_user_response(response) else {
        return (Standing::Good, None);
    };
    let standing = worth(&error);
    let is_refused = standing == Standing::Refused;
    (
        standing,
        is_refused.then(|| Notice::too_weak(response, &error)),
    )
}

fn worth(error: &okta::Error) -> Standing {
    match error {
        okta::Error::Api(error) if error.code == ErrorCode::ResourceNotFound => Standing::Good,
        okta::Error::Api(error) if error.status < 500 => Standing::Refused,
        okta::Error::Oauth(error) if error.status < 500 => Standing::Refused,
        okta::Error::Api(_)
        | okta::Error::Oauth(_)
        | okta::Error::RateLimited(_)
        | okta::Error::Unreadable(_) => Standing::Unknown,
    }
}
