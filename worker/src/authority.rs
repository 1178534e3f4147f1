//! The right to call Okta's management API: an API token, or a service app's access token.
//!
//! A token is kept in the memory of the isolate, for the app of the settings, and nowhere else.
//! Proofs are by a key that the isolate makes for itself and that cannot leave it: Okta's guide
//! wants another key for proofs than the app's own, a proof goes with every call and P-256 signs
//! faster than RSA, and a token that is bound to such a key is worth nothing elsewhere. Key and
//! token end together, with the isolate.

use std::cell::RefCell;
use std::rc::Rc;

use okta::oauth::ServiceApp;
use recovery::{
    Authority, Errand, Failure, Freshness, Keys, NotAuthorized, NotSigned, Notice, ServiceAccess,
    with_api_token,
};

use crate::config::{ApiTokens, Credential, KeyedApp};
use crate::moment;
use crate::network::{Network, in_time};
use crate::web_crypto::WebCryptoKey;

thread_local! {
    static KEPT: RefCell<Option<Kept>> = const { RefCell::new(None) };
}

/// What an isolate remembers of one service app.
#[derive(Clone)]
struct Kept {
    /// The app of the settings: other settings find nothing here.
    app: ServiceApp,
    keys: Rc<Keys<WebCryptoKey>>,
    access: ServiceAccess,
}

impl Authority for Credential {
    async fn authorize(
        &self,
        request: okta::Request,
        token: Freshness,
    ) -> Result<okta::Request, NotAuthorized> {
        match self {
            Self::None => Err(NotAuthorized::Refused),
            Self::ApiToken(ApiTokens { first, next }) => {
                with_api_token(request, (first, next.as_deref()), token)
                    .map_err(|failure| complain(&failure))
            }
            // Boxed: most calls have their token, and a journey makes many.
            Self::ServiceApp(app) => Box::pin(as_app(app, request, token)).await,
        }
    }
}

/// The right of a service app. Two walks that find no token both take one: the runtime does not
/// let one request wait for another's network.
async fn as_app(
    app: &KeyedApp,
    request: okta::Request,
    freshness: Freshness,
) -> Result<okta::Request, NotAuthorized> {
    let kept = kept(app).await;
    let mut kept = kept.map_err(|NotSigned| complain(&Failure::not_signed()))?;
    let (keys, moment) = (Rc::clone(&kept.keys), moment::present());
    let errand = Errand::new(&keys, &Network, moment);
    if freshness == Freshness::New || !kept.access.has_token(moment.now) {
        // The whole conversation may take as long as one answer.
        let taken = in_time(kept.access.take_token(&errand)).await;
        let taken = taken.unwrap_or_else(|| Err(Failure::unreachable()));
        KEPT.set(Some(kept.clone()));
        let notice = taken.map_err(|failure| complain(&failure))?;
        worker::console_log!("{}", line(&notice));
    }
    kept.access.authorize(request, &errand).await
}

/// What is kept of the app, or a beginning.
async fn kept(KeyedApp { app, key }: &KeyedApp) -> Result<Kept, NotSigned> {
    let known = KEPT.with_borrow(|kept| kept.clone().filter(|kept| kept.app == *app));
    if let Some(kept) = known {
        return Ok(kept);
    }
    let (proofs, public) = moment::new_key().await?;
    let keys = Keys {
        app: WebCryptoKey::import(key).await?,
        proofs,
    };
    let kept = Kept {
        app: app.clone(),
        keys: Rc::new(keys),
        access: ServiceAccess::new(app.clone().proving_with(public)),
    };
    KEPT.set(Some(kept.clone()));
    Ok(kept)
}

/// Tells the operator.
fn complain(failure: &Failure) -> NotAuthorized {
    worker::console_error!("{}", line(&failure.notice));
    failure.why
}

/// A line for the log.
pub(crate) fn line(notice: &Notice) -> String {
    serde_json::to_string(notice).unwrap_or_default()
}
