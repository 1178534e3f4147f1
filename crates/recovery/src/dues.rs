//! What is owed once a new password is set. It is settled in the background: the person reads
//! *done* already.

use okta::Timestamp;
use okta::authn::RevokeSessions;
use okta::users::UserId;
use pages::mail::{Message, Sessions};

use crate::ask::{changes, inquiries};
use crate::dictionary::Hindrance;
use crate::handle::{Digest32, LinkSecret, LinkToken, Receipt};
use crate::journey::{Journey, Rest};
use crate::occasion::Occasion;
use crate::own_mail::write;
use crate::proof::Proof;
use crate::settings::{Delivery, OwnDelivery};
use crate::step::{Alert, Due, Dues, Link, Step, Success};
use crate::surroundings::{Mail, NotMailed, Surroundings};

/// How long the link of a notice works, in milliseconds.
const NOTICE_LIFETIME: i64 = 7 * 24 * 60 * 60_000;
/// How often ending sessions is tried in vain before the operator hears of it: for more than a minute.
const PATIENCE: u32 = 6;

impl<S: Surroundings> Journey<'_, S> {
    /// The password is set, as Okta says or as it must be.
    pub(crate) fn success(&self, link: &Link, receipt: Option<Receipt>) -> Success {
        let dues = self.dues(link);
        let until = match &dues {
            Some(_) => self.moment.after(NOTICE_LIFETIME),
            None => self.until(),
        };
        Success {
            receipt,
            misses: 0,
            purpose: link.purpose,
            login: None,
            return_to: link
                .request
                .as_ref()
                .and_then(|request| request.return_to.clone()),
            dues,
            until,
        }
    }

    /// The same as what is left: woken at once for what is owed.
    pub(crate) fn succeeded(&self, success: Success) -> Rest {
        let wake = match &success.dues {
            Some(_) => self.moment.now,
            None => success.until,
        };
        Rest {
            step: Some(Step::Success(success)),
            wake: Some(wake),
        }
    }

    /// Only whoever sends mails of their own has the credential and the words for it.
    fn dues(&self, link: &Link) -> Option<Dues> {
        let Delivery::Own(_) = &self.settings.delivery else {
            return None;
        };
        let request = link.request.as_ref()?;
        let sessions = match self.settings.revoke_sessions {
            RevokeSessions::Yes => Due::Open,
            RevokeSessions::No => Due::Dropped,
        };
        Some(Dues {
            account: link.account.clone()?,
            address: request.address.clone(),
            language: request.language,
            set: self.moment.now,
            sessions,
            notice: Due::Open,
            not_me: Vec::new(),
            failures: 0,
            alerts: Vec::new(),
        })
    }

    /// Does what is still owed; what does not work now is tried again.
    pub(crate) async fn settle(&self, mut success: Success) -> Rest {
        let Some(mut dues) = success.dues.take() else {
            return Rest::of(Step::Success(success));
        };
        self.password_set(&dues).await;
        let mut waits = if dues.sessions == Due::Open {
            self.end_sessions(&mut dues).await
        } else {
            None
        };
        if dues.sessions == Due::Open && dues.failures >= PATIENCE {
            self.alert(&mut dues, Alert::Sessions);
        }
        if dues.has_alerts() {
            waits = self.tell_operator(&mut dues).await.max(waits);
        }
        if dues.sessions != Due::Open && dues.notice == Due::Open {
            return self.notify(success, dues).await;
        }
        self.settled(success, dues, waits)
    }

    /// Ends sessions and tokens.
    pub(crate) async fn end_sessions(&self, dues: &mut Dues) -> Option<std::time::Duration> {
        let Ok(id) = UserId::new(&dues.account) else {
            dues.sessions = Due::Dropped;
            return None;
        };
        let ask = changes::revoke_sessions(&Proof::of_dues(dues), &self.settings.org, &id);
        match self.ask(ask).await.map_err(|refusal| refusal.hindrance()) {
            Ok(()) => {
                dues.sessions = Due::Done;
                self.note(Occasion::Sessions, ("", "ended"));
            }
            Err(Hindrance::Now { wait }) => return wait,
            Err(Hindrance::ForGood) => {
                dues.sessions = Due::Dropped;
                self.note(Occasion::Sessions, ("", "kept"));
                self.alert(dues, Alert::Sessions);
            }
        }
        None
    }

    /// Says by mail that the password was changed.
    async fn notify(&self, mut success: Success, mut dues: Dues) -> Rest {
        let Delivery::Own(delivery) = &self.settings.delivery else {
            dues.notice = Due::Dropped;
            return self.settled(success, dues, None);
        };
        let mail = match self.notice(&mut dues, delivery).await {
            Ok(Some(mail)) => mail,
            Ok(None) => {
                dues.notice = Due::Dropped;
                return self.settled(success, dues, None);
            }
            Err(wait) => return self.settled(success, dues, wait),
        };
        success.dues = Some(dues);
        let mut step = Step::Success(success);
        let recorded = self.record(&mut step).await;
        let Step::Success(mut success) = step else {
            return Rest::NOTHING;
        };
        let Some(mut dues) = success.dues.take() else {
            return Rest::of(Step::Success(success));
        };
        if recorded.is_err() {
            return self.settled(success, dues, None);
        }
        let wait = match self.mail(&mail).await {
            Ok(()) => {
                dues.notice = Due::Done;
                None
            }
            Err(NotMailed::Refused) => {
                dues.notice = Due::Dropped;
                None
            }
            Err(NotMailed::Unavailable { wait }) => wait,
        };
        self.settled(success, dues, wait)
    }

    /// The notice, to where the account's mail goes now.
    async fn notice(
        &self,
        dues: &mut Dues,
        delivery: &OwnDelivery,
    ) -> Result<Option<Mail>, Option<std::time::Duration>> {
        let Ok(id) = UserId::new(&dues.account) else {
            return Ok(None);
        };
        let user = self.ask(inquiries::get_user(&self.settings.org, &id)).await;
        let user = match user.map_err(|refusal| refusal.hindrance()) {
            Ok(user) => user,
            Err(Hindrance::Now { wait }) => return Err(wait),
            Err(Hindrance::ForGood) => return Ok(None),
        };
        let (secret, _) = self.moment.mail_secrets();
        let secret = LinkSecret::from_entropy(secret);
        let digest = secret.digest();
        let Some((link, to)) = LinkToken::new(&dues.address, secret).zip(user.profile.email) else {
            return Ok(None);
        };
        dues.not_me.push(digest);
        let not_me = format!("{}/not_me/{}", delivery.public_url, link.secret());
        let when = day_and_minute(dues.set);
        let message = Message::PasswordChanged {
            not_me: &not_me,
            sessions: sessions(dues.sessions),
            when: &when,
        };
        let login = user.profile.login.as_deref().unwrap_or_default();
        let person = user.profile.first_name.as_deref();
        let letter = write(&message, (delivery, dues.language), (person, login));
        let key = Digest32::of("rekey notice", dues.address.as_bytes()).into_name();
        Ok(Some(Mail { to, letter, key }))
    }

    fn settled(
        &self,
        mut success: Success,
        mut dues: Dues,
        wait: Option<std::time::Duration>,
    ) -> Rest {
        let is_open = dues.sessions == Due::Open || dues.notice == Due::Open || dues.has_alerts();
        let wake = is_open.then(|| self.later(dues.failures, wait));
        dues.failures = dues.failures.saturating_add(u32::from(is_open));
        success.dues = Some(dues);
        let until = success.until;
        Rest {
            step: Some(Step::Success(success)),
            wake: Some(wake.map_or(until, |wake| wake.min(until))),
        }
    }
}

/// A time as everybody reads it: `2026-08-03 14:05 UTC`.
pub(crate) fn day_and_minute(time: Timestamp) -> String {
    let text = time.to_string();
    let minute = text.get(..16).unwrap_or(&text);
    format!("{} UTC", minute.replace('T', " "))
}

fn sessions(due: Due) -> Sessions {
    match due {
        Due::Done => Sessions::Ended,
        Due::Dropped => Sessions::Kept,
        Due::Open => Sessions::Unknown,
    }
}
