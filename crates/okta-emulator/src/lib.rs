//! An Okta org in memory: a request and a [`Moment`] in, Okta's response out.
//!
//! **In scope:** what it takes to recover a password, on both engines: the
//! Authentication API, for public and trusted applications, by mail, text
//! message and voice call; Identity Engine's IDX API; the Users and Policies
//! APIs, with API tokens and service apps; the authorization servers behind
//! them. Its messages land in an outbox. Under `/_emulator/` a test advances
//! the clock, sets faults and reads what was sent and asked; `/mailbox` and `/`
//! show the same to a person. Under `/resend/` a mail service takes mails that
//! are not Okta's into the same outbox, under `/pwned/` a service knows
//! stolen passwords, under `/turnstile/v0/` one tells people from programs. What Okta leaves open is a field of [`Switches`];
//! the README says which, and who else has seen each endpoint.
//!
//! **Out of scope:** MFA beyond its first answer, registration, directories and
//! identity providers, and anything that must be secret: this org is for
//! development.
//!
//! There is no clock and no entropy in here, so a test that hands in both gets
//! the same answers every time. The specification is Okta's [Authentication
//! API] and [management API]; IDX has none but okta-auth-js. Where recordings
//! of real orgs contradict any of them, they win.
//!
//! [Authentication API]: https://developer.okta.com/docs/reference/api/authn/
//! [management API]: https://developer.okta.com/docs/api/openapi/okta-management/guides/overview/

mod answer;
mod apps;
mod authn;
mod callers;
mod calls;
mod desk;
mod ends;
mod faults;
mod front_door;
mod headers;
mod html;
mod idx;
mod judge;
mod limits;
mod mail;
mod mailbox;
mod media;
mod moment;
mod new_password;
mod newest;
mod oauth;
mod org;
mod paces;
mod people;
mod phone;
mod policies;
mod policy;
mod pwned;
mod refusal;
mod resend;
mod secret;
pub mod seed;
mod sessions;
mod sign_in_page;
mod signer;
mod switches;
mod tokens;
mod turnstile;
mod users;
mod visit;
mod well_known;

pub use answer::{Answer, Delivery};
pub use apps::{App, ApplicationType, OIDC_APP, REDIRECT_URI};
pub use calls::Call;
pub use faults::{EmptyBucket, Fault, Garbage, When};
pub use idx::{
    AfterReset, AnswerType, FirstPage, IdxSwitches, MagicLink, RejectedPasswordStatus,
    ResetNotAllowedKey, ResetNotAllowedStatus, StateHandleLives, StateHandleShape, TooManyGuesses,
    TooManyRequestsKey, UnknownUserClass, UnknownUserStatus, UnlockNotAllowedKey, WrongAnswerKey,
    WrongPasswordKey,
};
pub use judge::is_well_made;
pub use limits::RateLimits;
pub use mail::{Channel, Message};
pub use media::{UnsupportedAccept, UnsupportedContentType};
pub use moment::Moment;
pub use org::Org;
pub use people::{EmailStatus, Profile, Provider, Status};
pub use policy::{
    Access, Age, Attribute, Complexity, Factors, Lockout, Method, Policy, Recovery, Rule, StepUp,
};
pub use resend::{BadFieldStatus, BadKey, ResendSwitches};
pub use seed::Seed;
pub use signer::Signer;
pub use switches::{
    AppWithoutRole, BadAccessToken, DeactivatedTwice, DeadRecoveryToken, Engine, ExpireAllowedFrom,
    FactorTypeCase, LinkAfterAnswer, LockedForgotPassword, ManagementSwitches, MinimumAge,
    MissingFactorType, NotFoundText, PasswordSwitches, PolicyViolation, QuestionNeeded,
    RecoverySwitches, ResetAllowedFrom, ResetRefusal, ResetUrl, Switch, Switches, UnknownPerson,
    UsernameParts, WithoutQuestion, WrongAnswer,
};
