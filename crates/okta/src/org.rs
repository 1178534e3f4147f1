//! Where an org lives.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use http::Uri;

/// The origin of an Okta org, `https://example.okta.com`: scheme, host and port, nothing more.
///
/// Plain `http` is accepted for loopback hosts only, for the emulator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrgUrl(String);

/// The admin consoles of Okta's own domains; they serve no API.
const ADMIN_CONSOLES: [&str; 3] = [
    "-admin.okta.com",
    "-admin.oktapreview.com",
    "-admin.okta-emea.com",
];

/// The longest name that DNS knows.
const MAX_HOST_LENGTH: usize = 253;

impl OrgUrl {
    /// The URL of a documented path, which begins with a slash and has nothing to escape.
    #[expect(clippy::expect_used, reason = "both halves are checked")]
    pub(crate) fn join(&self, path: &'static str) -> Uri {
        Uri::try_from(format!("{self}{path}")).expect("an origin and a documented path are a URL")
    }

    /// The URL of a path whose names are escaped, with or without a query.
    #[expect(clippy::expect_used, reason = "both halves are checked")]
    pub(crate) fn join_escaped(&self, path: &str) -> Uri {
        Uri::try_from(format!("{self}{path}")).expect("an origin and an escaped path are a URL")
    }

    /// The link as a URL, if it stays on this org's own origin.
    pub(crate) fn own(&self, href: &str) -> Option<Uri> {
        let (origin, _rest) = Self::split(href).ok()?;
        (origin == *self).then(|| Uri::try_from(href).ok())?
    }

    /// The origin of any URL, and what stands behind it.
    fn split(url: &str) -> Result<(Self, &str), OrgUrlError> {
        let (scheme, rest) = url.split_once("://").ok_or(OrgUrlError::NoScheme)?;
        let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at(end);
        if authority.contains('@') {
            return Err(OrgUrlError::UserInfo);
        }
        let (host, port) = host_and_port(authority)?;
        let (scheme, usual_port) = match scheme.to_ascii_lowercase().as_str() {
            "https" => ("https", 443),
            "http" if is_loopback(&host) => ("http", 80),
            "http" => return Err(OrgUrlError::NotEncrypted),
            _ => return Err(OrgUrlError::OtherScheme),
        };
        let origin = match port {
            Some(port) if port != usual_port => format!("{scheme}://{host}:{port}"),
            Some(_) | None => format!("{scheme}://{host}"),
        };
        Ok((Self(origin), rest))
    }
}

impl FromStr for OrgUrl {
    type Err = OrgUrlError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (origin, rest) = Self::split(text)?;
        if ADMIN_CONSOLES.iter().any(|end| origin.0.ends_with(end)) {
            return Err(OrgUrlError::AdminConsole);
        }
        match rest.strip_prefix('/').unwrap_or(rest).chars().next() {
            None => Ok(origin),
            Some('?') => Err(OrgUrlError::Query),
            Some('#') => Err(OrgUrlError::Fragment),
            Some(_) => Err(OrgUrlError::Path),
        }
    }
}

impl fmt::Display for OrgUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn host_and_port(authority: &str) -> Result<(String, Option<u16>), OrgUrlError> {
    // The colons of an IPv6 host stand inside its brackets.
    let after_brackets = authority.rfind(']').map_or(0, |end| end + 1);
    let rest = authority.get(after_brackets..).unwrap_or_default();
    let (host, port) = match rest.find(':') {
        Some(colon) => authority.split_at(after_brackets + colon),
        None => (authority, ""),
    };
    let host = checked_host(host)?;
    let port = match port.strip_prefix(':') {
        Some(digits) => Some(digits.parse().map_err(|_| OrgUrlError::Port)?),
        None => None,
    };
    Ok((host, port))
}

fn checked_host(host: &str) -> Result<String, OrgUrlError> {
    if host.is_empty() {
        return Err(OrgUrlError::NoHost);
    }
    if ipv6(host).is_some() {
        return Ok(host.to_ascii_lowercase());
    }
    let is_label = |label: &str| {
        let mut bytes = label.bytes();
        !label.is_empty() && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if host.len() > MAX_HOST_LENGTH || !host.split('.').all(is_label) {
        return Err(OrgUrlError::Host);
    }
    Ok(host.to_ascii_lowercase())
}

fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host.ends_with(".localhost")
        || host.parse().is_ok_and(|ip: Ipv4Addr| ip.is_loopback())
        || ipv6(host).is_some_and(|ip| ip.is_loopback())
}

fn ipv6(host: &str) -> Option<Ipv6Addr> {
    host.strip_prefix('[')?.strip_suffix(']')?.parse().ok()
}

/// What is wrong with the URL of an org.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrgUrlError {
    /// There is no `https://` in front.
    NoScheme,
    /// The scheme is neither `https` nor `http`.
    OtherScheme,
    /// `http` for a host that is not this machine.
    NotEncrypted,
    /// There is nothing between `https://` and the end.
    NoHost,
    /// The host is no name and no address.
    Host,
    /// The port is no number up to 65535.
    Port,
    /// There is a user name in front of the host.
    UserInfo,
    /// There is a path.
    Path,
    /// There is a query.
    Query,
    /// There is a fragment.
    Fragment,
    /// This is the org's admin console (`…-admin.okta.com`), not the org.
    AdminConsole,
}

impl fmt::Display for OrgUrlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoScheme => "the org URL must begin with https://",
            Self::OtherScheme => "the org URL must be an https URL",
            Self::NotEncrypted => "the org URL must be https (http is for this machine only)",
            Self::NoHost => "the org URL has no host",
            Self::Host => "the org URL's host is not a host name",
            Self::Port => "the org URL's port is not a port number",
            Self::UserInfo => "the org URL must not contain a user name",
            Self::Path => "the org URL must not have a path",
            Self::Query => "the org URL must not have a query",
            Self::Fragment => "the org URL must not have a fragment",
            Self::AdminConsole => "the org URL is that of the admin console; leave out `-admin`",
        })
    }
}

impl std::error::Error for OrgUrlError {}
