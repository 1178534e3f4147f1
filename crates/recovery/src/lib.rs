//! The story: what happens between "I forgot my password" and "your password is changed".
//!
//! *In scope*: the recovery journeys as one value, [`Step`], moved on by [`Event`]s; what is asked
//! of Okta on the way and what each of Okta's answers means for the person; what must be on disk
//! before what is tried.
//!
//! *Out of scope*: clocks and entropy (a [`Moment`] is handed in), HTTP servers, storage,
//! mail services and credentials (the one-method traits of [`Surroundings`]), words and markup
//! (`pages`), Okta's wire format (`okta`).
//!
//! The rule that shapes everything here: [`Event::Request`] is answered before Okta is asked, so
//! a person who is unknown to Okta walks the same steps as a known one, and no type can say the
//! difference to the outside.
//!
//! Okta's side is specified in the [Authentication API reference][authn].
//!
//! [authn]: https://developer.okta.com/docs/reference/api/authn/#recovery-operations

mod dictionary;
mod follow;
mod form;
mod handle;
mod journey;
mod moment;
mod new_password;
mod policy;
mod report;
mod request;
mod step;
mod surroundings;
#[cfg(test)]
mod tests;

pub use dictionary::{Operation, Refusal, refusal};
pub use handle::{Handle, MalformedHandle, Receipt};
pub use journey::{Journey, Outcome, Rest, Settings};
pub use moment::Moment;
pub use report::Report;
pub use step::{Event, Filled, Link, NewPassword, Step};
pub use surroundings::{
    Authority, Freshness, HttpClient, Journal, Mail, Mailer, NetworkError, NotAuthorized,
    NotMailed, NotRecorded, Surroundings,
};
