//! What surrounds a transaction, as far as this crate knows it: traits of one method or two.

use std::future::Future;
use std::time::Duration;

use okta::{Password, Timestamp};
use pages::mail::Letter;

use crate::addressee::{AddresseeName, Claim, Ruling};
use crate::step::Step;
use crate::throttle::{Call, CallEnd, Passage};

/// Network and its pace, storage, mail, the right to manage, what addresses remember, lists of
/// stolen passwords, and a watch, at once.
pub trait Surroundings:
    HttpClient + Pace + Journal + Mailer + Authority + Addressees + Breaches + Stopwatch
{
}

impl<T: HttpClient + Pace + Journal + Mailer + Authority + Addressees + Breaches + Stopwatch>
    Surroundings for T
{
}

/// The whole network to Okta.
pub trait HttpClient {
    /// Sends `request` to Okta and waits for the answer, but not for ever.
    ///
    /// # Errors
    /// [`NetworkError`] when no whole answer came in time.
    fn send(
        &self,
        request: okta::Request,
    ) -> impl Future<Output = Result<okta::Response, NetworkError>>;
}

/// No whole answer came: name not found, connection refused or cut, deadline passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NetworkError;

/// The pace at which Okta is asked, by all transactions together: a [`Throttle`](crate::Throttle).
///
/// Who cannot be reached holds nobody: Okta has limits of its own.
pub trait Pace {
    /// Whether `call` may be made. Asked before each.
    fn pass(&self, call: &Call) -> impl Future<Output = Passage>;

    /// Tells what came of a call, where that is news.
    fn note(&self, end: CallEnd) -> impl Future<Output = ()>;
}

/// The storage of one transaction.
pub trait Journal {
    /// What is stored now: not everybody waits until somebody else is through.
    ///
    /// # Errors
    /// [`NotRecorded`] when storage cannot be read.
    fn stored(&self) -> impl Future<Output = Result<Option<Step>, NotRecorded>>;

    /// Makes `step` durable, and plans to wake it at `wake` should nothing more be stored. What
    /// follows may have effects that cannot be taken back.
    ///
    /// # Errors
    /// [`NotRecorded`] when the step is not known to be on disk.
    fn record(&self, step: &Step, wake: Timestamp)
    -> impl Future<Output = Result<(), NotRecorded>>;
}

/// The step is not known to be on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotRecorded;

/// Whoever sends our own mails.
pub trait Mailer {
    /// Hands over one mail.
    ///
    /// # Errors
    /// [`NotMailed`] when the service is not known to have taken it.
    fn mail(&self, mail: &Mail) -> impl Future<Output = Result<(), NotMailed>>;
}

/// One mail to one person. The sender is the mailer's own setting.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// The address.
    pub to: String,
    /// What is written.
    pub letter: Letter,
    /// Names this mail: a service that knows idempotency keys sends it once, however often it is
    /// handed over. At most 43 characters of base64url; says nothing of the person.
    pub key: String,
}

/// Why a mail was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotMailed {
    /// Not now: an outage, a rate limit, no answer. It may have gone out.
    Unavailable {
        /// How long the service asks to wait.
        wait: Option<Duration>,
    },
    /// Not today and not tomorrow: the address, the sender or the credential is refused.
    Refused,
}

/// The right to call Okta's management API: an API token, or a service app with its key.
pub trait Authority {
    /// Puts the credential on `request`, which is not changed afterwards: a proof of possession
    /// speaks of its method and address.
    ///
    /// # Errors
    /// [`NotAuthorized`] when there is no credential to be had.
    fn authorize(
        &self,
        request: okta::Request,
        token: Freshness,
    ) -> impl Future<Output = Result<okta::Request, NotAuthorized>>;
}

/// Whether a token that was used before will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// Any that is good by its own account.
    Any,
    /// One that Okta has made just now: it has refused the last one.
    New,
}

/// Why there is no credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAuthorized {
    /// Not now: Okta does not answer, or asks to wait.
    Unavailable {
        /// How long Okta asks to wait.
        wait: Option<Duration>,
    },
    /// Okta refuses the credential, or none is set: the operator must act.
    Refused,
}

/// What addresses remember, beyond one transaction: an [`Addressee`](crate::Addressee) each.
pub trait Addressees {
    /// Claims something of one of them; what it remembers of that is on disk before the ruling comes.
    ///
    /// # Errors
    /// [`NotReached`] when it cannot be reached, or cannot write down what it was asked.
    fn claim(
        &self,
        addressee: &AddresseeName,
        claim: Claim,
    ) -> impl Future<Output = Result<Ruling, NotReached>>;
}

/// No ruling came. What was claimed may have been counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotReached;

/// Whoever has lists of stolen passwords.
pub trait Breaches {
    /// Whether a password is in them. It is not told to anybody: what is asked for is the
    /// [`Range`](crate::Range) of its [`PasswordHash`](crate::PasswordHash). Soon, or not at all,
    /// since somebody waits.
    ///
    /// # Errors
    /// [`NoRange`] when no whole answer came in time.
    fn is_stolen(&self, password: &Password) -> impl Future<Output = Result<bool, NoRange>>;
}

/// Nobody said which passwords begin so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoRange;

/// A watch, for how long something took: for the log, and for nothing else. What a step decides, it
/// decides by its [`Moment`](crate::Moment).
pub trait Stopwatch {
    /// Milliseconds since 1970, UTC.
    fn read(&self) -> Timestamp;
}
