//! The tokens there are.

use std::sync::atomic::{AtomicU32, Ordering};

/// A token's name, a new one of its kind, and the status of who brings it.
pub(super) type Row = (&'static str, fn() -> String, u16);

/// Every kind. The one that is too long comes last: it is not handed on.
pub(super) const TOKENS: &[Row] = &[
    ("none", String::new, 422),
    ("good", || token("127.0.0.1", "forgot_password"), 200),
    (
        "of a site that embeds the elements",
        || token("app.example.com", "forgot_password"),
        200,
    ),
    (
        "of another site",
        || token("evil.example", "forgot_password"),
        422,
    ),
    (
        "of a site that begins alike",
        || token("app.example.com.evil.example", "forgot_password"),
        422,
    ),
    ("of no site", || token("", "forgot_password"), 422),
    ("for something else", || token("127.0.0.1", "sign_in"), 422),
    ("for nothing", || token("127.0.0.1", ""), 422),
    ("made up", || "0.made-up".to_owned(), 422),
    (
        "too long",
        || token("127.0.0.1", "forgot_password") + &"x".repeat(2_048),
        422,
    ),
];

/// A token as the emulator's widget makes them.
pub(super) fn token(hostname: &str, action: &str) -> String {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let number = MADE.fetch_add(1, Ordering::Relaxed);
    format!("solved.{}.{action}.{number}", hostname.replace('.', "%2E"))
}
