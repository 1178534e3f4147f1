//! An Okta org in memory: a request and a [`Moment`] in, Okta's response out.
//!
//! **In scope:** the Classic engine's Authentication API as far as a password
//! reset by mail needs it: primary authentication, forgot password with the
//! EMAIL factor, recovery token, recovery question, reset password, cancel.
//! Its mails land in an outbox. Under `/_emulator/` a test advances the clock,
//! sets faults and reads what was sent and asked; `/mailbox` and `/` show the
//! same to a person. What Okta leaves open is a field of [`Switches`].
//!
//! **Out of scope:** Identity Engine, SMS and voice, `change_password`, MFA
//! beyond its first answer, the management API and its credentials, and
//! anything that must be secret: this org is for development.
//!
//! There is no clock and no entropy in here, so a test that hands in both gets
//! the same answers every time. The specification is Okta's [Authentication
//! API]; where recordings of real orgs contradict it, they win.
//!
//! [Authentication API]: https://developer.okta.com/docs/reference/api/authn/

mod answer;
mod authn;
mod calls;
mod desk;
mod faults;
mod html;
mod judge;
mod mail;
mod mailbox;
mod moment;
mod okta_paths;
mod org;
mod people;
mod policy;
mod refusal;
mod secret;
pub mod seed;
mod sign_in_page;
mod switches;
mod tokens;
mod user;
mod visit;

pub use answer::{Answer, Delivery};
pub use calls::Call;
pub use faults::{EmptyBucket, Fault, Garbage, When};
pub use mail::{Channel, Message};
pub use moment::Moment;
pub use org::Org;
pub use people::{Profile, Provider, Status};
pub use policy::{Age, Attribute, Complexity, Lockout, Policy};
pub use seed::Seed;
pub use switches::{
    DeadRecoveryToken, Engine, FactorTypeCase, LinkAfterAnswer, PolicyViolation, Switch, Switches,
    WithoutQuestion,
};
