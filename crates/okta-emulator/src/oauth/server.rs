//! The authorization servers of an org.

/// Which authorization server is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Server {
    /// The org's own, for Okta's APIs.
    Org,
    /// A custom one, for the org's applications: `default`, or an id beginning with `aus`.
    Custom(String),
}

impl Server {
    /// The server of a path below `/oauth2`, and the endpoint behind it: `v1/token`.
    pub(crate) fn at(path: &str) -> Option<(Self, &str)> {
        let rest = path.strip_prefix("/oauth2/")?;
        if rest.starts_with("v1/") || rest.starts_with(".well-known/") {
            return Some((Self::Org, rest));
        }
        let (id, endpoint) = rest.split_once('/')?;
        let is_known = id == "default" || id.starts_with("aus");
        is_known.then(|| (Self::Custom(id.to_owned()), endpoint))
    }

    /// `iss` of what it signs.
    pub(crate) fn issuer(&self, origin: &str) -> String {
        match self {
            Self::Org => origin.to_owned(),
            Self::Custom(id) => format!("{origin}/oauth2/{id}"),
        }
    }

    /// Where its endpoints are.
    pub(crate) fn base(&self, origin: &str) -> String {
        match self {
            Self::Org => format!("{origin}/oauth2"),
            Self::Custom(_) => self.issuer(origin),
        }
    }

    /// `aud` of its access tokens.
    pub(crate) fn audience(&self, origin: &str) -> String {
        match self {
            Self::Org => origin.to_owned(),
            Self::Custom(_) => "api://default".to_owned(),
        }
    }
}
