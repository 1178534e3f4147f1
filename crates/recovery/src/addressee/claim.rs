//! What is claimed of the address: before a message, after it, and when somebody comes back with a link.

use crate::addressee::{AddresseeName, Claim, FORM, Message, Ruling};
use crate::form::{self, Way as Walk, end};
use crate::handle::Door;
use crate::journey::{Journey, Rest};
use crate::occasion::Occasion;
use crate::report::Report;
use crate::start::Intent;
use crate::step::{Awaited, Dues, Request, Requested, Step};
use crate::surroundings::{NotReached, Surroundings};
use pages::WentWrong;

impl<S: Surroundings> Journey<'_, S> {
    /// The address that Okta will write to, as far as it is known.
    pub(crate) fn typed_addressee(&self, request: &Request) -> AddresseeName {
        AddresseeName::of_login(&request.login, self.settings.address_key.as_ref())
    }

    /// The address of an account.
    pub(crate) fn addressee(&self, account: &str) -> AddresseeName {
        AddresseeName::of_account(account, self.settings.address_key.as_ref())
    }

    /// Goes on when the message may be sent now; else gives what is left. When too many were sent,
    /// that is what it would be, had it been sent.
    pub(crate) async fn may_send(
        &self,
        requested: Requested,
        addressee: &AddresseeName,
    ) -> Result<Requested, Box<Rest>> {
        let claim = Claim::MaySend(requested.request.message());
        match self.claim(addressee, claim).await {
            Ok(Ruling::Granted) => Ok(requested),
            Ok(Ruling::Denied) => {
                self.report(Report::quota_spent());
                Err(Box::new(self.not_sent(requested.request)))
            }
            Err(NotReached) => Err(Box::new(self.ask_later(requested, None))),
        }
    }

    /// Tells that the mail is out, so that older ones are replaced. When that cannot be said, they
    /// are not: nobody loses a link, and the mail is not sent twice for it.
    pub(crate) async fn handed_over(&self, request: &Request) {
        let account = request.own_mail().and_then(|own| own.account.as_deref());
        if let Some(account) = account {
            let claim = Claim::HandedOver(request.message());
            let _ = self.claim(&self.addressee(account), claim).await;
        }
    }

    /// Tells the address that a password was set: no form that was open by then sets another. Out of
    /// reach, as for what was handed over.
    pub(crate) async fn password_set(&self, dues: &Dues) {
        let claim = Claim::PasswordSet {
            transaction: dues.address.clone(),
            at: dues.set,
        };
        let _ = self.claim(&self.addressee(&dues.account), claim).await;
    }

    /// The step of somebody who has proved the mailbox, unless a newer mail has replaced the one
    /// that did. Whoever has the form open since before may save it, unless somebody else has saved theirs.
    pub(crate) async fn not_replaced(
        &self,
        mut step: Option<Step>,
        (door, intent): (&Door, Intent<'_>),
    ) -> Walk<Option<Step>> {
        let request = step.as_mut().and_then(Step::request_mut);
        let Some(request) = request else {
            return Ok(step);
        };
        let transaction = request.address.clone();
        let Some(own) = request.own_mail_mut() else {
            return Ok(step);
        };
        let Some(account) = &own.account else {
            return Ok(step);
        };
        let addressee = self.addressee(account);
        let open = own.shown.filter(|at| self.moment.since(*at) < FORM);
        if let (Some(shown), Intent::Save(_)) = (open, intent) {
            let claim = Claim::MaySave { transaction, shown };
            return match self.claim(&addressee, claim).await {
                // Out of reach: the mail was the newest when the form was shown.
                Ok(Ruling::Granted) | Err(NotReached) => Ok(step),
                Ok(Ruling::Denied) => end(Rest::unchanged(step), form::used()),
            };
        }
        let claim = Claim::IsNewest { transaction };
        match self.claim(&addressee, claim).await {
            Ok(Ruling::Granted) => {
                let before = own.shown.replace(self.moment.now);
                if before.is_none() {
                    let how = match door {
                        Door::Handle => "code",
                        Door::Link(_) => "link",
                    };
                    self.note(Occasion::Opened, ("", how));
                }
                Ok(step)
            }
            Ok(Ruling::Denied) => end(Rest::unchanged(step), form::used()),
            Err(NotReached) => {
                let page = self.went_wrong(WentWrong::Unavailable);
                end(Rest::unchanged(step), page)
            }
        }
    }

    /// The step when nothing was sent: what the last message opens is good as before.
    pub(crate) fn not_sent(&self, mut request: Request) -> Rest {
        let newest = request.messages;
        match &mut request.awaited {
            Awaited::OktaLink => {}
            Awaited::OwnMail(own) => {
                for sent in &mut own.sent {
                    sent.message = newest;
                }
            }
            Awaited::OktaCode(code) => {
                code.tries.until = self.moment.after(self.settings.code_lifetime);
            }
        }
        self.sent(request)
    }

    async fn claim(&self, addressee: &AddresseeName, claim: Claim) -> Result<Ruling, NotReached> {
        let ruling = self.surroundings.claim(addressee, claim).await;
        if ruling.is_err() {
            self.report(Report::addressee_unreachable());
        }
        ruling
    }
}

impl Request {
    /// The newest message that was asked for.
    fn message(&self) -> Message {
        Message {
            transaction: self.address.clone(),
            number: self.messages,
        }
    }
}
