//! Which sites may ask.

use http::{HeaderName, Method, header};

use crate::config::Config;
use crate::inbound::Inbound;

/// Whether this request changes something on behalf of a site that may not.
///
/// Browsers tell the truth in `Sec-Fetch-Site`; older ones only have `Origin`, which is `null` on
/// our own pages, too, because of their `Referrer-Policy`. What passes then carries no cookie from
/// another site (`SameSite=Lax`), so it could have been sent without a browser just as well.
pub(crate) fn refused(inbound: &Inbound, config: &Config) -> bool {
    if inbound.method != Method::POST {
        return false;
    }
    let origin = inbound.header(&header::ORIGIN);
    if origin.is_some_and(|origin| embeds(origin, config)) && inbound.is_json() {
        return false;
    }
    match (inbound.header(&SEC_FETCH_SITE), origin) {
        (Some(site), _) => !matches!(site, "same-origin" | "none"),
        (None, None | Some("null")) => false,
        (None, Some(origin)) => !is_own(origin, inbound, config),
    }
}

/// The origin that may read this answer across sites, if the operator allowed it.
pub(crate) fn readable_by<'a>(inbound: &'a Inbound, config: &Config) -> Option<&'a str> {
    inbound
        .header(&header::ORIGIN)
        .filter(|origin| embeds(origin, config))
}

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

fn is_own(origin: &str, inbound: &Inbound, config: &Config) -> bool {
    origin == inbound.origin || origin == config.public_url
}

fn embeds(origin: &str, config: &Config) -> bool {
    config
        .allowed_origins
        .iter()
        .any(|allowed| allowed == origin)
}
