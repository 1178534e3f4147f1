//! The right to manage, as a service app has it: an access token that Okta gives for a signed
//! assertion, bound to a key of ours where the org demands it, and used until shortly before its
//! end.
//!
//! Natively `ring` signs, on Cloudflare `WebCrypto`: hence [`Signer`].

mod check;
mod notice;
#[cfg(test)]
mod tests;

pub use check::{Standing, standing};
pub use notice::{Failure, Notice};

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;

use jose::{Jwt, Unsigned, base64url, sha256};
use okta::oauth::{CachedToken, ServiceApp, Stamp, TokenAnswer, TokenCache, scope};
use okta::{ApiToken, Credential, Request, Response, Timestamp};

use crate::moment::Moment;
use crate::surroundings::{Freshness, HttpClient, NetworkError, NotAuthorized};

/// What a service app is asked to be granted: to look people up, and to do with their accounts
/// what a reset takes; if the operator likes, to read the rules for their passwords. Okta gives
/// what is granted of it.
pub const SCOPES: [&str; 3] = [scope::USERS_READ, scope::USERS_MANAGE, scope::POLICIES_READ];

/// Puts an API token on a request: the one in use, or, when Okta has refused that, the other one.
///
/// # Errors
/// A [`Failure`] when Okta has refused it and there is no other.
pub fn with_api_token(
    request: Request,
    (token, other): (&ApiToken, Option<&ApiToken>),
    freshness: Freshness,
) -> Result<Request, Failure> {
    let token = match freshness {
        Freshness::Any => Some(token),
        Freshness::New => other,
    };
    let token = token.ok_or_else(Failure::api_token)?;
    okta::authorize(request, Credential::Ssws(token)).map_err(|_| Failure::api_token())
}

/// Whoever holds the private half of a key.
pub trait Signer {
    /// Signs what waits for a signature.
    ///
    /// # Errors
    /// [`NotSigned`] when the key cannot do that.
    fn sign(&self, unsigned: Unsigned) -> impl Future<Output = Result<Jwt, NotSigned>>;
}

/// The key is none that can sign this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotSigned;

/// The two keys of a service app.
#[derive(Clone, Copy, Debug)]
pub struct Keys<S> {
    /// Says who the app is: its public half is registered with the app.
    pub app: S,
    /// What the tokens are bound to, where the org wants that.
    pub proofs: S,
}

/// One errand to Okta for a service app: who signs, by which way, and when.
pub struct Errand<'a, S, N> {
    keys: &'a Keys<S>,
    network: &'a N,
    moment: Moment,
    statements: Cell<u8>,
}

impl<'a, S: Signer, N: HttpClient> Errand<'a, S, N> {
    /// An errand at `moment`, whose entropy is for this errand only.
    pub fn new(keys: &'a Keys<S>, network: &'a N, moment: Moment) -> Self {
        Self {
            keys,
            network,
            moment,
            statements: Cell::new(0),
        }
    }

    /// A name that no other statement has, and nobody can foresee.
    fn new_name(&self) -> String {
        let count = self.statements.get();
        self.statements.set(count.wrapping_add(1));
        base64url(&sha256(&[&self.moment.entropy[..], &[count]].concat()))
    }

    fn stamp<'b>(&self, jti: &'b str) -> Stamp<'b> {
        let now = self.moment.now;
        Stamp { now, jti }
    }

    /// One request for a token, with whatever the app knows of its org by now.
    async fn token_request(&self, app: &ServiceApp) -> Result<Request, NotSigned> {
        let (assertion, proof) = (self.new_name(), self.new_name());
        let assertion = app.client_assertion(&self.stamp(&assertion));
        let assertion = self.keys.app.sign(assertion).await?;
        let proof = match app.token_proof(&self.stamp(&proof)) {
            Some(proof) => Some(self.keys.proofs.sign(proof).await?),
            None => None,
        };
        Ok(app.token_request(&assertion, proof.as_ref()))
    }
}

/// A service app, and what it has from its org so far: a token, and whether proofs are wanted.
#[derive(Clone, Debug)]
pub struct ServiceAccess {
    /// As the operator set it up: it knows nothing of its org yet.
    untaught: ServiceApp,
    app: ServiceApp,
    /// Shared, because tokens are not copied.
    tokens: Rc<TokenCache>,
}

impl ServiceAccess {
    /// The access of an app that has nothing yet.
    #[must_use]
    pub fn new(app: ServiceApp) -> Self {
        Self {
            untaught: app.clone(),
            app,
            tokens: Rc::default(),
        }
    }

    /// Whether there is a token that is still good at `now`.
    #[must_use]
    pub fn has_token(&self, now: Timestamp) -> bool {
        self.tokens.at(now, &self.app).is_some()
    }

    /// Takes a new token in place of the one at hand: asks, learns what the org wants besides
    /// (a proof, a nonce), and asks again.
    ///
    /// # Errors
    /// A [`Failure`], with the line that the operator should read.
    pub async fn take_token<S: Signer, N: HttpClient>(
        &mut self,
        errand: &Errand<'_, S, N>,
    ) -> Result<Notice, Failure> {
        self.tokens = Rc::default();
        loop {
            let request = errand.token_request(&self.app).await;
            let request = request.map_err(|NotSigned| Failure::not_signed())?;
            let response = errand.network.send(request).await;
            let response = response.map_err(|NetworkError| Failure::unreachable())?;
            match self.app.token_response(&response, errand.moment.now) {
                Ok(TokenAnswer::Again) => {}
                Ok(TokenAnswer::Token(token)) => return self.keep(token, &response),
                Err(error) => {
                    // What was learnt before may be what is wrong by now.
                    self.app = self.untaught.clone();
                    return Err(Failure::refused(&response, &error));
                }
            }
        }
    }

    /// Puts the token on a request, with the proof that it needs.
    ///
    /// # Errors
    /// [`NotAuthorized::Unavailable`] without a token that is good.
    pub async fn authorize<S: Signer, N: HttpClient>(
        &self,
        request: Request,
        errand: &Errand<'_, S, N>,
    ) -> Result<Request, NotAuthorized> {
        let token = self.tokens.at(errand.moment.now, &self.app);
        let token = token.ok_or(NotAuthorized::Unavailable { wait: None })?;
        let name = errand.new_name();
        let proof = match self.app.proof(&request, token, &errand.stamp(&name)) {
            Some(proof) => Some(errand.keys.proofs.sign(proof).await),
            None => None,
        };
        let refused = |_| NotAuthorized::Refused;
        let proof = proof
            .transpose()
            .map_err(|NotSigned| NotAuthorized::Refused)?;
        let credential = token.credential(proof.as_ref()).map_err(refused)?;
        okta::authorize(request, credential).map_err(refused)
    }

    /// Keeps a token that is good for the work: an administrator may have granted less than was
    /// asked for.
    fn keep(&mut self, token: CachedToken, response: &Response) -> Result<Notice, Failure> {
        if !token.grants(scope::USERS_MANAGE) {
            return Err(Failure::scope_missing(response));
        }
        let mut tokens = TokenCache::default();
        tokens.keep(token, &self.app);
        self.tokens = Rc::new(tokens);
        Ok(Notice::taken(response))
    }
}
