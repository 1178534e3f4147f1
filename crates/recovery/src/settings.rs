//! What the operator decided.

use okta::OrgUrl;
use okta::authn::RevokeSessions;
use okta::idx::AuthorizationServer;
use pages::texts::Wording;
use pages::{Brand, Channel};

use crate::addressee::AddressKey;
use crate::log::LogKey;

/// What the operator decided.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The Okta org.
    pub org: OrgUrl,
    /// Who sends the mails.
    pub delivery: Delivery,
    /// The app by which Identity Engine is asked for its codes; without one, it is the
    /// Authentication API that is asked.
    pub idx: Option<IdxApp>,
    /// The ways a message can take, the usual one first. Never empty.
    pub channels: Vec<Channel>,
    /// How long a code is good, in milliseconds; never longer than the link. Okta's own codes
    /// may end sooner.
    pub code_lifetime: i64,
    /// How long a request is tried and a link followed, in milliseconds.
    pub link_lifetime: i64,
    /// Whether a new password ends the person's other Okta sessions.
    pub revoke_sessions: RevokeSessions,
    /// What comes after a new password.
    pub after_reset: AfterReset,
    /// Whether locked people may ask Okta to unlock their accounts; where we send the mails, that is
    /// up to [`OwnDelivery::unlock`].
    pub unlock: Choice,
    /// How many messages one address is sent.
    pub quota: Quota,
    /// How often Okta is asked in a minute, by all together.
    pub calls_per_minute: u32,
    /// What the names of addresses are keyed with, if anything.
    pub address_key: Option<AddressKey>,
    /// Who is told by mail what cannot wait, if anybody; only where we send mails.
    pub operator_mail: Option<String>,
    /// What logins are hashed with for the log; without it, they are not there.
    pub log_key: Option<LogKey>,
    /// What is made of stolen passwords; nothing, where nobody is asked about them.
    pub breach_check: Option<BreachCheck>,
}

/// What is made of a new password that is in lists of stolen ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BreachCheck {
    /// When it is listed.
    pub listed: Listed,
    /// When nobody says whether it is.
    pub unanswered: Unanswered,
}

/// What is made of a password that is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// Its person is warned, and may take it all the same.
    Warn,
    /// It is refused.
    Refuse,
}

/// What is made of a password that nobody tells about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unanswered {
    /// It is taken.
    Accept,
    /// Its person is asked to try again.
    Refuse,
}

/// What comes after a new password.
#[derive(Clone, Debug)]
pub enum AfterReset {
    /// The way back.
    Return,
    /// The way back leads by Okta, which signs the person in; if it wants nothing else of them. Who
    /// does not say where to go back to goes to this address.
    SignIn(String),
}

/// How many messages one address is sent at most, of whatever kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// Within an hour.
    pub per_hour: u32,
    /// Within a day.
    pub per_day: u32,
}

impl Default for Quota {
    fn default() -> Self {
        Self {
            per_hour: 5,
            per_day: 20,
        }
    }
}

/// An OIDC app with the grant type *interaction code*, and the authorization server it belongs to.
#[derive(Clone, Debug)]
pub struct IdxApp {
    /// The server.
    pub server: AuthorizationServer,
    /// The app's client id. A public app: PKCE is its proof.
    pub client_id: String,
    /// One of the app's sign-in redirect URIs. Nobody is sent there.
    pub redirect_uri: String,
}

/// Who sends the mails.
#[derive(Clone, Debug)]
pub enum Delivery {
    /// Okta, with its own words and links; nothing is asked of the management API.
    Okta,
    /// We do.
    Own(OwnDelivery),
}

/// How our own mails are sent.
#[derive(Clone, Debug)]
pub struct OwnDelivery {
    /// The origin of the links.
    pub public_url: String,
    /// Who writes.
    pub brand: Brand,
    /// The sentences.
    pub wording: &'static Wording,
    /// Whether locked people may unlock themselves.
    pub unlock: Choice,
    /// Whether nobody's addresses get a mail that says there is no account.
    pub notify_unknown: Choice,
    /// Whether suspended and deactivated people get a mail that says whom to ask.
    pub notify_blocked: Choice,
}

/// Whether something is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// It is.
    On,
    /// It is not.
    Off,
}
