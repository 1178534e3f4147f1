//! The headers that every answer carries.

use worker::Headers;

use crate::config::Config;

/// One policy for all pages: our own script, style and network, and nothing inline.
fn content_security_policy(config: Option<&Config>) -> String {
    let logo = config.and_then(Config::logo_origin).unwrap_or_default();
    [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "connect-src 'self'",
        &format!("img-src 'self' {logo}"),
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ]
    .map(str::trim)
    .join("; ")
}

/// What browsers must and must not do with an answer of ours.
pub(crate) fn secure(headers: &Headers, config: Option<&Config>) -> worker::Result<()> {
    for (name, value) in [
        ("cache-control", "no-store"),
        ("content-security-policy", &*content_security_policy(config)),
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
        ("vary", "Accept, Origin"),
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
