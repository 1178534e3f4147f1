//! Having the message sent, now or later.

use std::time::Duration;

use okta::Timestamp;
use okta::authn::{FactorType, RecoveryTransaction};
use pages::Purpose;

use crate::ask::Ask;
use crate::ask::inquiries::{self, Visitor};
use crate::dictionary::Refusal;
use crate::journey::{Journey, Rest};
use crate::moment::Moment;
use crate::occasion::Occasion;
use crate::settings::Delivery;
use crate::step::{Awaited, Request, Requested, Step};
use crate::surroundings::{NotRecorded, Surroundings};

/// The first wait after a failure, and the longest, in milliseconds.
const FIRST_WAIT: i64 = 2_000;
const LONGEST_WAIT: i64 = 300_000;

impl<S: Surroundings> Journey<'_, S> {
    /// Has the message sent; when that is not possible now, tries again later.
    pub(crate) async fn send_message(&self, requested: Requested) -> Rest {
        if let (Awaited::OwnMail(_), Delivery::Own(delivery)) =
            (&requested.request.awaited, &self.settings.delivery)
        {
            return self.send_own_mail(requested, delivery).await;
        }
        let addressee = self.typed_addressee(&requested.request);
        let requested = match self.may_send(requested, &addressee).await {
            Ok(requested) => requested,
            Err(rest) => return *rest,
        };
        match &requested.request.awaited {
            Awaited::OktaCode(_) => self.ask_for_code(requested).await,
            // The operator has changed the delivery in between.
            Awaited::OwnMail(_) | Awaited::OktaLink => self.ask_for_mail(requested).await,
        }
    }

    /// Asks Okta to send its mail.
    async fn ask_for_mail(&self, requested: Requested) -> Rest {
        let request = &requested.request;
        let visitor = self.visitor(&request.context);
        let ask = first_message(visitor, request, FactorType::Email);
        match self.ask(ask).await {
            Err(Refusal::Unavailable { wait }) => self.ask_later(requested, wait),
            // Okta was told, or will never listen: either way the public answer stays what it was.
            Ok(_) => {
                self.note(Occasion::Sent, ("okta", request.channel.word()));
                self.sent(requested.request)
            }
            Err(
                refusal @ (Refusal::LinkExpired
                | Refusal::LinkInvalid
                | Refusal::StateExpired
                | Refusal::WrongAnswer
                | Refusal::PasswordRejected(_)
                | Refusal::NoSuchUser
                | Refusal::CredentialRefused
                | Refusal::NotAllowed),
            ) => {
                self.note(Occasion::Refused, ("okta", refusal.name()));
                self.sent(requested.request)
            }
        }
    }

    /// Makes a request durable before something is tried for it; what is left, when that fails.
    pub(crate) async fn record_request(
        &self,
        requested: Requested,
    ) -> Result<Requested, Box<Rest>> {
        let mut step = Step::Requested(requested);
        let recorded = self.record(&mut step).await;
        match (step, recorded) {
            (Step::Requested(requested), Ok(())) => Ok(requested),
            (Step::Requested(requested), Err(NotRecorded)) => {
                Err(Box::new(self.ask_later(requested, None)))
            }
            (step, _) => Err(Box::new(Rest::unchanged(Some(step)))),
        }
    }

    /// The step after a message went out, or after it was clear that none will.
    pub(crate) fn sent(&self, mut request: Request) -> Rest {
        // Not `asked`, which pages count down from: how late a message went out would tell whom
        // there was one for.
        request.sent = Some(self.moment.now);
        request.until = self.until();
        Rest::of(Step::RecoveryChallenge(request.into()))
    }

    pub(crate) fn ask_later(&self, requested: Requested, asked: Option<Duration>) -> Rest {
        let wake = self.later(requested.failures, asked);
        let failure = u32::from(!self.was_held());
        let failures = requested.failures.saturating_add(failure);
        let step = Step::Requested(Requested {
            failures,
            ..requested
        });
        Rest {
            wake: Some(wake.min(step.until())),
            step: Some(step),
        }
    }

    /// When to try again after so many failures, and after the wait that was asked for.
    pub(crate) fn later(&self, failures: u32, asked: Option<Duration>) -> Timestamp {
        let asked = asked.map_or(0, |wait| {
            i64::try_from(wait.as_millis()).unwrap_or(i64::MAX)
        });
        let asked = spread(asked.min(LONGEST_WAIT), &self.moment);
        self.moment.after(pause(failures, &self.moment).max(asked))
    }
}

/// Asks Okta for a message.
pub(crate) fn first_message(
    visitor: Visitor<'_>,
    request: &Request,
    factor: FactorType,
) -> Ask<RecoveryTransaction> {
    if request.purpose == Purpose::OnlyUnlock {
        return inquiries::unlock_account(visitor, &request.login, factor);
    }
    inquiries::forgot_password(visitor, &request.login, factor)
}

/// Twice as long after each failure, up to a bound, and spread.
fn pause(failures: u32, moment: &Moment) -> i64 {
    let doubled = FIRST_WAIT << failures.min(16);
    spread(doubled.min(LONGEST_WAIT), moment)
}

/// So long, and up to a quarter longer: thousands who wait for the same moment do not all come at it.
fn spread(wait: i64, moment: &Moment) -> i64 {
    let quarter = u32::try_from(wait / 4).unwrap_or(u32::MAX);
    wait + i64::from(moment.below(quarter))
}
