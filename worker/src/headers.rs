//! The headers that every answer carries.

use worker::Headers;

use crate::config::Config;

/// One policy for all pages: our own script, style and network, and nothing inline.
fn content_security_policy(config: Option<&Config>, widget: Option<&str>) -> String {
    let widget = widget.unwrap_or_default();
    // Cloudflare documents no way to run its script under Trusted Types; that page has no secret.
    let types = match widget {
        "" => "require-trusted-types-for 'script'; trusted-types 'none'",
        _ => "",
    };
    let logo = config.and_then(Config::logo_origin).unwrap_or_default();
    let frame = match widget {
        "" => String::new(),
        widget => format!("frame-src {widget}"),
    };
    [
        "default-src 'none'",
        &format!("script-src 'self' 'wasm-unsafe-eval' {widget}"),
        "style-src 'self'",
        "connect-src 'self'",
        &format!("img-src 'self' {logo}"),
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        &frame,
        types,
    ]
    .map(str::trim)
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect::<Vec<_>>()
    .join("; ")
}

/// What browsers must and must not do with an answer of ours; `widget` is the origin of Turnstile's,
/// where that stands on the page.
pub(crate) fn secure(
    headers: &Headers,
    config: Option<&Config>,
    widget: Option<&str>,
) -> worker::Result<()> {
    for (name, value) in [
        ("cache-control", "no-store"),
        (
            "content-security-policy",
            &*content_security_policy(config, widget),
        ),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        (
            "permissions-policy",
            "browsing-topics=(), camera=(), display-capture=(), geolocation=(), microphone=(), \
             payment=(), publickey-credentials-get=(), usb=()",
        ),
        ("referrer-policy", "no-referrer"),
        ("strict-transport-security", "max-age=31536000"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("vary", "Accept, Accept-Language, Cookie, Origin"),
    ] {
        headers.set(name, value)?;
    }
    Ok(())
}

/// Lets `reader`, an origin that the operator allowed, read the answer. Cookies stay out of it.
pub(crate) fn share(headers: &Headers, reader: Option<&str>) -> worker::Result<()> {
    let Some(origin) = reader else {
        return Ok(());
    };
    for (name, value) in [
        ("access-control-allow-origin", origin),
        ("access-control-allow-methods", "GET, POST"),
        ("access-control-allow-headers", "accept, content-type"),
        ("access-control-expose-headers", "retry-after, x-request-id"),
        ("access-control-max-age", "600"),
    ] {
        headers.set(name, value)?;
    }
    Ok(())
}
