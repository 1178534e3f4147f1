//! The routes, as types.

use http::Method;
use okta::RecoveryToken;
use percent_encoding::percent_decode_str;
use recovery::LinkToken;
use worker::Env;

use crate::answer::Answer;
use crate::config::Config;
use crate::transactions::Transactions;
use crate::visit::Visit;
use crate::{code, forgot_password, healthz, not_me, openapi, reset_password, signed_in, unlock};

/// Everything this Worker answers, but static files.
#[derive(Debug, PartialEq)]
pub(crate) enum Route {
    /// `/forgot_password`
    ForgotPassword,
    /// `/forgot_password/resend`
    Resend,
    /// `/forgot_password/code`
    Code,
    /// `/reset_password`
    ResetPassword,
    /// `/reset_password/{token}`; `None` when the token cannot be one.
    ResetLink(Option<Link>),
    /// `/unlock`
    Unlock,
    /// `/unlock/{token}`; `None` when the token cannot be one.
    UnlockLink(Option<RecoveryToken>),
    /// `/signed_in`
    SignedIn,
    /// `/not_me/{token}`; `None` when the token cannot be one.
    NotMe(Option<LinkToken>),
    /// `/.well-known/change-password`
    ChangePassword,
    /// `/healthz`
    Healthz,
    /// `/openapi.json`
    OpenApi,
    /// `/texts`
    Texts,
}

/// The token in the link of a mail.
#[derive(Debug, PartialEq)]
pub(crate) enum Link {
    /// Of a mail of Okta's.
    Okta(RecoveryToken),
    /// Of a mail of ours.
    Own(LinkToken),
}

/// Where people start.
pub(crate) const FORGOT_PASSWORD: &str = "/forgot_password";
/// The sentences that the elements show, with the operator's own.
pub(crate) const TEXTS: &str = "/texts";
/// Where people finish.
pub(crate) const RESET_PASSWORD: &str = "/reset_password";

impl Route {
    /// The route of a path as it came, percent-encoded. A trailing slash makes no difference.
    pub(crate) fn parse(path: &str) -> Option<Self> {
        let path = path.strip_suffix('/').unwrap_or(path);
        match path {
            FORGOT_PASSWORD => Some(Self::ForgotPassword),
            "/forgot_password/resend" => Some(Self::Resend),
            "/forgot_password/code" => Some(Self::Code),
            RESET_PASSWORD => Some(Self::ResetPassword),
            "/unlock" => Some(Self::Unlock),
            "/signed_in" => Some(Self::SignedIn),
            "/.well-known/change-password" => Some(Self::ChangePassword),
            "/healthz" => Some(Self::Healthz),
            "/openapi.json" => Some(Self::OpenApi),
            TEXTS => Some(Self::Texts),
            _ => Self::with_token(path),
        }
    }

    fn with_token(path: &str) -> Option<Self> {
        let (before, token) = path.rsplit_once('/')?;
        match before {
            RESET_PASSWORD => Some(Self::ResetLink(link(token))),
            "/unlock" => Some(Self::UnlockLink(recovery_token(token))),
            "/not_me" => Some(Self::NotMe(token.parse().ok())),
            _ => None,
        }
    }

    /// The methods of this route, for `Allow`.
    pub(crate) fn methods(&self) -> &'static str {
        match self {
            Self::ForgotPassword
            | Self::Resend
            | Self::Code
            | Self::ResetPassword
            | Self::ResetLink(_)
            | Self::Unlock
            | Self::UnlockLink(_)
            | Self::NotMe(_) => "GET, HEAD, POST, OPTIONS",
            Self::SignedIn | Self::ChangePassword | Self::Healthz | Self::OpenApi | Self::Texts => {
                "GET, HEAD, OPTIONS"
            }
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
            Self::OpenApi => Some(openapi::document()),
            Self::ForgotPassword
            | Self::Resend
            | Self::Code
            | Self::ResetPassword
            | Self::ResetLink(_)
            | Self::Unlock
            | Self::UnlockLink(_)
            | Self::SignedIn
            | Self::NotMe(_)
            | Self::Texts => None,
        }
    }
}

/// One handler per route and method.
pub(crate) async fn handle(route: Route, visit: &Visit, config: &Config, env: &Env) -> Answer {
    let transactions = Transactions::new(env, visit);
    let post = visit.inbound.method == Method::POST;
    match (route, post) {
        (Route::ForgotPassword, false) => forgot_password::show(visit, &transactions).await,
        (Route::ForgotPassword, true) => forgot_password::request(visit, &transactions).await,
        // What was sent there is seen again by asking for the form.
        (Route::Resend | Route::Code, false) => Answer::see_other(FORGOT_PASSWORD),
        (Route::Resend, true) => forgot_password::resend(visit, &transactions).await,
        (Route::Code, true) => code::enter(visit, &transactions).await,
        (Route::SignedIn, _) => signed_in::show(visit, &transactions).await,
        (Route::NotMe(link), false) => not_me::show(visit, &transactions, link).await,
        (Route::NotMe(link), true) => not_me::confirm(visit, &transactions, link).await,
        (Route::ResetPassword, false) => reset_password::show(visit, &transactions, None).await,
        (Route::ResetPassword, true) => reset_password::set(visit, &transactions, None).await,
        (Route::ResetLink(None), _) | (Route::UnlockLink(None), true) => {
            reset_password::invalid(visit, &transactions).await
        }
        (Route::ResetLink(Some(link)), false) => {
            reset_password::open(visit, &transactions, link).await
        }
        (Route::ResetLink(Some(link)), true) => {
            reset_password::set(visit, &transactions, Some(link)).await
        }
        // What was opened there is seen where all links lead.
        (Route::Unlock, false) => Answer::see_other(RESET_PASSWORD),
        (Route::Unlock, true) => unlock::unlock(visit, &transactions, None).await,
        (Route::UnlockLink(token), false) => unlock::open(visit, &transactions, token).await,
        (Route::UnlockLink(token), true) => unlock::unlock(visit, &transactions, token).await,
        (Route::ChangePassword, _) => Answer::found(FORGOT_PASSWORD),
        (Route::Healthz, _) => healthz::deep(config).await,
        (Route::OpenApi, _) => openapi::document(),
        (Route::Texts, _) => Answer::text(config.wording.texts(visit.inbound.language()).pack()),
    }
}

fn recovery_token(segment: &str) -> Option<RecoveryToken> {
    let token = percent_decode_str(segment).decode_utf8().ok()?;
    token.parse().ok()
}

fn link(segment: &str) -> Option<Link> {
    let token = percent_decode_str(segment).decode_utf8().ok()?;
    match token.parse() {
        Ok(own) => Some(Link::Own(own)),
        // Okta's have 20 characters: none of them is taken for one of ours, which have 64.
        Err(_) => token.parse().ok().map(Link::Okta),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_path_has_its_route() {
        let token = || RecoveryToken::new("VBQ0gwBp5LyJJFdbmWCM");
        let own = || "A".repeat(64).parse().expect("64 characters of base64url");
        for (path, route) in [
            ("/forgot_password", Some(Route::ForgotPassword)),
            ("/forgot_password/", Some(Route::ForgotPassword)),
            ("/reset_password", Some(Route::ResetPassword)),
            ("/reset_password/", Some(Route::ResetPassword)),
            (
                "/reset_password/VBQ0gwBp5LyJJFdbmWCM",
                Some(Route::ResetLink(Some(Link::Okta(token())))),
            ),
            (
                "/reset_password/VBQ0gwBp5LyJJFdbm%57CM",
                Some(Route::ResetLink(Some(Link::Okta(token())))),
            ),
            (
                &format!("/reset_password/{}", "A".repeat(64)),
                Some(Route::ResetLink(Some(Link::Own(own())))),
            ),
            (
                &format!("/not_me/{}", "A".repeat(64)),
                Some(Route::NotMe(Some(own()))),
            ),
            ("/unlock", Some(Route::Unlock)),
            (
                "/unlock/VBQ0gwBp5LyJJFdbmWCM",
                Some(Route::UnlockLink(Some(token()))),
            ),
            ("/unlock/..%2Fauthn", Some(Route::UnlockLink(None))),
            ("/not_me/VBQ0gwBp5LyJJFdbmWCM", Some(Route::NotMe(None))),
            ("/not_me", None),
            ("/forgot_password/code", Some(Route::Code)),
            ("/forgot_password/resend/", Some(Route::Resend)),
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
            ("/openapi.json", Some(Route::OpenApi)),
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

    proptest! {
        #[test]
        fn no_path_reaches_okta_but_as_one_plain_segment(
            before in prop::sample::select(vec![RESET_PASSWORD, "/unlock", "/not_me", ""]),
            token in r"[A-Za-z0-9_%./-]{0,70}|(%[0-9A-Fa-f]{2}){0,8}|[A-Za-z0-9_-]{64}|\PC{0,20}",
        ) {
            let path = format!("{before}/{token}");
            let token = match Route::parse(&path) {
                Some(Route::ResetLink(Some(Link::Own(own))) | Route::NotMe(Some(own))) => own.secret(),
                Some(
                    Route::ResetLink(Some(Link::Okta(token))) | Route::UnlockLink(Some(token)),
                ) => token.secret().to_owned(),
                Some(_) | None => return Ok(()),
            };
            let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
            prop_assert!(!token.is_empty() && token.bytes().all(is_plain), "{}", token);
            prop_assert_eq!(Route::parse(&format!("{before}/{token}")), Route::parse(&path));
        }
    }
}
