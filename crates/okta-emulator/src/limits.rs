//! Okta's rate limits: one bucket per class of endpoints, a minute from its first request.

use std::collections::HashMap;

use http::Method;
use okta::Timestamp;
use serde::{Deserialize, Serialize};

use crate::faults::EmptyBucket;
use crate::visit::later;

/// Requests per minute of each class. The defaults are the last that Okta published for orgs
/// with one app; today an org's own limits stand in its dashboard only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RateLimits {
    /// `/api/v1/authn` and everything below.
    pub authn: u32,
    /// `GET /api/v1/users/{id}`.
    pub get_user: u32,
    /// `POST`, `PUT` and `DELETE` of `/api/v1/users/{id}`.
    pub change_user: u32,
    /// Everything else below `/api/v1`: lifecycle, credentials, policies.
    pub management: u32,
    /// `/oauth2/…`.
    pub oauth: u32,
    /// `/idp/idx/…` without a bucket of its own.
    pub idx: u32,
    /// `/idp/idx/identify`.
    pub idx_identify: u32,
    /// `/idp/idx/introspect`.
    pub idx_introspect: u32,
    /// `/idp/idx/challenge/poll`.
    pub idx_poll: u32,
}

impl Default for RateLimits {
    fn default() -> Self {
        Self {
            authn: 600,
            get_user: 300,
            change_user: 300,
            management: 300,
            oauth: 1200,
            idx: 600,
            idx_identify: 600,
            idx_introspect: 900,
            idx_poll: 600,
        }
    }
}

impl RateLimits {
    /// The same limit for every class.
    #[must_use]
    pub const fn all(limit: u32) -> Self {
        Self {
            authn: limit,
            get_user: limit,
            change_user: limit,
            management: limit,
            oauth: limit,
            idx: limit,
            idx_identify: limit,
            idx_introspect: limit,
            idx_poll: limit,
        }
    }

    const fn of(&self, class: Class) -> u32 {
        match class {
            Class::Authn => self.authn,
            Class::GetUser => self.get_user,
            Class::ChangeUser => self.change_user,
            Class::Management => self.management,
            Class::Oauth => self.oauth,
            Class::Idx => self.idx,
            Class::IdxIdentify => self.idx_identify,
            Class::IdxIntrospect => self.idx_introspect,
            Class::IdxPoll => self.idx_poll,
        }
    }
}

/// Endpoints that share a bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Class {
    Authn,
    GetUser,
    ChangeUser,
    Management,
    Oauth,
    Idx,
    IdxIdentify,
    IdxIntrospect,
    IdxPoll,
}

impl Class {
    /// The most specific class: exact paths before prefixes. Keys and metadata have none.
    fn of(method: &Method, path: &str) -> Option<Self> {
        if path.contains("/.well-known/") || path.ends_with("/v1/keys") {
            return None;
        }
        if let Some(user) = path.strip_prefix("/api/v1/users/") {
            return Some(match user.contains('/') {
                true => Self::Management,
                false if method == Method::GET => Self::GetUser,
                false => Self::ChangeUser,
            });
        }
        if let Some(step) = path.strip_prefix("/idp/idx/") {
            return Some(match step {
                "identify" => Self::IdxIdentify,
                "introspect" => Self::IdxIntrospect,
                "challenge/poll" => Self::IdxPoll,
                _ => Self::Idx,
            });
        }
        Some(match path {
            _ if path.starts_with("/api/v1/authn") => Self::Authn,
            _ if path.starts_with("/oauth2/") => Self::Oauth,
            _ => Self::Management,
        })
    }
}

/// All buckets of the org.
#[derive(Clone, Debug, Default)]
pub(crate) struct Buckets(HashMap<Class, Window>);

#[derive(Clone, Copy, Debug)]
struct Window {
    ends: Timestamp,
    used: u32,
}

/// What a bucket shows after a request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bucket {
    pub(crate) limit: u32,
    pub(crate) remaining: u32,
    pub(crate) reset: Timestamp,
    pub(crate) is_over: bool,
}

impl Buckets {
    /// Counts a request; nothing where no limit applies.
    pub(crate) fn take(
        &mut self,
        limits: &RateLimits,
        (method, path): (&Method, &str),
        now: Timestamp,
    ) -> Option<Bucket> {
        let class = Class::of(method, path)?;
        let fresh = Window {
            ends: later(now, 60),
            used: 0,
        };
        let window = self.0.entry(class).or_insert(fresh);
        if window.ends <= now {
            *window = fresh;
        }
        window.used = window.used.saturating_add(1);
        let limit = limits.of(class);
        Some(Bucket {
            limit,
            remaining: limit.saturating_sub(window.used),
            reset: window.ends,
            is_over: window.used > limit,
        })
    }
}

impl Bucket {
    /// The same bucket as a fault wants it: with nothing left.
    pub(crate) fn emptied(self, empty: EmptyBucket, now: Timestamp) -> Self {
        Self {
            remaining: 0,
            reset: later(now, empty.reset_in_seconds.into()),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use http::Method;
    use okta::Timestamp;

    use super::{Buckets, Class, RateLimits};

    #[test]
    fn the_most_specific_class_counts() {
        for (method, path, class) in [
            (Method::POST, "/api/v1/authn/recovery/token", Class::Authn),
            (Method::GET, "/api/v1/users/00u1", Class::GetUser),
            (Method::POST, "/api/v1/users/00u1", Class::ChangeUser),
            (
                Method::POST,
                "/api/v1/users/00u1/lifecycle/unlock",
                Class::Management,
            ),
            (Method::GET, "/api/v1/policies", Class::Management),
            (Method::POST, "/oauth2/v1/token", Class::Oauth),
            (Method::POST, "/idp/idx/identify", Class::IdxIdentify),
            (Method::POST, "/idp/idx/challenge/answer", Class::Idx),
            (Method::POST, "/idp/idx/challenge/poll", Class::IdxPoll),
        ] {
            assert_eq!(Class::of(&method, path), Some(class), "{method} {path}");
        }
        assert_eq!(Class::of(&Method::GET, "/oauth2/v1/keys"), None);
        assert_eq!(
            Class::of(&Method::GET, "/.well-known/okta-organization"),
            None
        );
    }

    #[test]
    fn a_full_bucket_of_one_class_leaves_the_others_alone() {
        let (mut buckets, limits) = (Buckets::default(), RateLimits::all(1));
        let now = Timestamp::from_millis(0);
        let mut take = |path| {
            let bucket = buckets.take(&limits, (&Method::POST, path), now);
            bucket.map(|bucket| bucket.is_over)
        };
        assert_eq!(take("/api/v1/authn"), Some(false));
        assert_eq!(take("/api/v1/authn"), Some(true));
        assert_eq!(take("/idp/idx/identify"), Some(false));
    }

    #[test]
    fn a_window_lasts_a_minute() {
        let (mut buckets, limits) = (Buckets::default(), RateLimits::all(1));
        let mut is_over = |millis| {
            let now = Timestamp::from_millis(millis);
            let bucket = buckets.take(&limits, (&Method::POST, "/api/v1/authn"), now);
            bucket.is_some_and(|bucket| bucket.is_over)
        };
        assert_eq!([0, 59_999, 60_000].map(&mut is_over), [false, true, false]);
    }
}
