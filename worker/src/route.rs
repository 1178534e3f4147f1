//! The routes, as types.

use http::Method;
use okta::RecoveryToken;
use percent_encoding::percent_decode_str;
use worker::Env;

use crate::answer::Answer;
use crate::config::Config;
use crate::transactions::Transactions;
use crate::visit::Visit;
use crate::{forgot_password, healthz, reset_password};

/// Everything this Worker answers, but static files.
#[derive(Debug, PartialEq)]
pub(crate) enum Route {
    /// `/forgot_password`
    ForgotPassword,
    /// `/reset_password`
    ResetPassword,
    /// `/reset_password/{token}`; `None` when the token cannot be one.
    ResetLink(Option<RecoveryToken>),
    /// `/.well-known/change-password`
    ChangePassword,
    /// `/healthz`
    Healthz,
}

/// Where people start.
pub(crate) const FORGOT_PASSWORD: &str = "/forgot_password";
/// Where people finish.
pub(crate) const RESET_PASSWORD: &str = "/reset_password";

impl Route {
    /// The route of a path as it came, percent-encoded. A trailing slash makes no difference.
    pub(crate) fn parse(path: &str) -> Option<Self> {
        let path = path.strip_suffix('/').unwrap_or(path);
        match path {
            FORGOT_PASSWORD => Some(Self::ForgotPassword),
            RESET_PASSWORD => Some(Self::ResetPassword),
            "/.well-known/change-password" => Some(Self::ChangePassword),
            "/healthz" => Some(Self::Healthz),
            _ => {
                let token = path.strip_prefix(RESET_PASSWORD)?.strip_prefix('/')?;
                (!token.contains('/')).then(|| Self::ResetLink(decode(token)))
            }
        }
    }

    /// The methods of this route, for `Allow`.
    pub(crate) fn methods(&self) -> &'static str {
        match self {
            Self::ForgotPassword | Self::ResetPassword | Self::ResetLink(_) => {
                "GET, HEAD, POST, OPTIONS"
            }
            Self::ChangePassword | Self::Healthz => "GET, HEAD, OPTIONS",
        }
    }

    /// Whether this route takes `method`.
    pub(crate) fn allows(&self, method: &Method) -> bool {
        self.methods()
            .split(", ")
            .any(|allowed| allowed == method.as_str())
    }

    /// The answer of a route that works even when the settings do not.
    pub(crate) fn without_settings(&self, visit: &Visit) -> Option<Answer> {
        match self {
            Self::ChangePassword => Some(Answer::found(FORGOT_PASSWORD)),
            Self::Healthz => healthz::shallow(visit),
            Self::ForgotPassword | Self::ResetPassword | Self::ResetLink(_) => None,
        }
    }
}

/// One handler per route and method.
pub(crate) async fn handle(route: Route, visit: &Visit, config: &Config, env: &Env) -> Answer {
    let transactions = Transactions::new(env, &visit.request_id);
    let post = visit.inbound.method == Method::POST;
    match (route, post) {
        (Route::ForgotPassword, false) => forgot_password::show(visit, &transactions).await,
        (Route::ForgotPassword, true) => forgot_password::request(visit, &transactions).await,
        (Route::ResetPassword, false) => reset_password::show(visit, &transactions, None).await,
        (Route::ResetPassword, true) => reset_password::set(visit, &transactions, None).await,
        (Route::ResetLink(None), _) => reset_password::invalid(visit, &transactions).await,
        (Route::ResetLink(Some(token)), false) => {
            reset_password::open(visit, &transactions, token).await
        }
        (Route::ResetLink(Some(token)), true) => {
            reset_password::set(visit, &transactions, Some(token)).await
        }
        (Route::ChangePassword, _) => Answer::found(FORGOT_PASSWORD),
        (Route::Healthz, _) => healthz::deep(config).await,
    }
}

fn decode(segment: &str) -> Option<RecoveryToken> {
    let token = percent_decode_str(segment).decode_utf8().ok()?;
    token.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_path_has_its_route() {
        let token = || RecoveryToken::new("VBQ0gwBp5LyJJFdbmWCM");
        for (path, route) in [
            ("/forgot_password", Some(Route::ForgotPassword)),
            ("/forgot_password/", Some(Route::ForgotPassword)),
            ("/reset_password", Some(Route::ResetPassword)),
            ("/reset_password/", Some(Route::ResetPassword)),
            (
                "/reset_password/VBQ0gwBp5LyJJFdbmWCM",
                Some(Route::ResetLink(Some(token()))),
            ),
            (
                "/reset_password/VBQ0gwBp5LyJJFdbm%57CM",
                Some(Route::ResetLink(Some(token()))),
            ),
            ("/reset_password/%F0%9F%98%80", Some(Route::ResetLink(None))),
            ("/reset_password/%FF", Some(Route::ResetLink(None))),
            ("/reset_password/..%2Fauthn", Some(Route::ResetLink(None))),
            ("/reset_password/a/b", None),
            ("/.well-known/change-password", Some(Route::ChangePassword)),
            (
                "/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200",
                None,
            ),
            ("/healthz", Some(Route::Healthz)),
            ("/reset_passwords", None),
            ("/", None),
            ("", None),
        ] {
            assert_eq!(Route::parse(path), route, "{path}");
        }
    }

    #[test]
    fn only_the_forms_take_a_post() {
        assert!(Route::ForgotPassword.allows(&Method::POST));
        assert!(Route::ResetLink(None).allows(&Method::POST));
        assert!(!Route::Healthz.allows(&Method::POST));
        assert!(!Route::ForgotPassword.allows(&Method::DELETE));
    }
}
