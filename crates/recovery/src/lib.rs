//! The story: what happens between "I forgot my password" and "your password is changed".
//!
//! *In scope*: the recovery journeys as one value, [`Step`], moved on by [`Event`]s; what is asked
//! of Okta on the way and what each of Okta's answers means for the person; what must be on disk
//! before what is tried.
//!
//! *Out of scope*: clocks and entropy (a [`Moment`] is handed in), HTTP servers, storage,
//! mail services, credentials, lists of stolen passwords and what addresses remember (the one-method traits of [`Surroundings`]), words and markup
//! (`pages`), Okta's wire format (`okta`).
//!
//! The rule that shapes everything here: [`Event::Request`] is answered before Okta is asked, so
//! a person who is unknown to Okta walks the same steps as a known one, and no type can say the
//! difference to the outside.
//!
//! Okta's side is specified in the [Authentication API reference][authn].
//!
//! [authn]: https://developer.okta.com/docs/reference/api/authn/#recovery-operations

// Nothing here panics; what cannot be otherwise says why.
#![cfg_attr(
    not(test),
    deny(
        clippy::expect_used,
        clippy::get_unwrap,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::string_slice,
        clippy::unimplemented,
        clippy::unreachable
    )
)]

mod addressee;
mod alerts;
mod ask;
mod authority;
mod breaches;
mod code;
mod dictionary;
mod dues;
mod follow;
mod form;
mod hand_over;
mod handle;
mod idx;
mod journey;
mod log;
mod mac;
mod moment;
mod new_password;
mod not_me;
mod occasion;
mod okta_code;
mod own_mail;
mod patience;
mod policy;
mod proof;
mod report;
mod request;
mod rules;
mod send;
mod settings;
mod sign_in;
mod standing;
mod start;
mod step;
mod surroundings;
#[cfg(test)]
mod tests;
mod throttle;
mod unlock;
mod way;

pub use addressee::{AddressKey, Addressee, AddresseeName, Claim, Message, Ruling};
pub use authority::{
    Errand, Failure, Keys, NotSigned, Notice, SCOPES, ServiceAccess, Signer, Standing, standing,
    with_api_token,
};
pub use breaches::{PasswordHash, Range};
pub use dictionary::{Operation, Refusal, idx_refusal, refusal};
pub use handle::{Digest32, Door, Handle, LinkSecret, LinkToken, MalformedHandle, Receipt};
pub use journey::{Journey, Outcome, Rest};
pub use log::{Line, LogKey, transaction_name};
pub use moment::Moment;
pub use occasion::Occasion;
pub use patience::{has_waited, stamp};
pub use report::Report;
pub use settings::{
    AfterReset, BreachCheck, Choice, Delivery, IdxApp, Listed, OwnDelivery, Quota, Settings,
    Unanswered,
};
pub use step::{
    Alert, Alerted, Awaited, Challenge, Due, Dues, Ended, Event, Filled, Link, Lost, NewPassword,
    OktaCode, Opened, OwnMail, PasswordReset, Recovery, RecoveryChallenge, Request, Requested,
    Sent, State, Step, Submitted, Success, Tries,
};
pub use surroundings::{
    Addressees, Authority, Breaches, Freshness, HttpClient, Journal, Mail, Mailer, NetworkError,
    NoRange, NotAuthorized, NotMailed, NotReached, NotRecorded, Pace, Stopwatch, Surroundings,
};
pub use throttle::{Call, CallEnd, Passage, Throttle, Urgency, network};
