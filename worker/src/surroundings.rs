//! What surrounds one transaction: the network and its pace, its storage, the mail service, the
//! credential, the address it writes to, and who knows stolen passwords.

use futures_util::future::join;
use okta::{Password, Timestamp};
use recovery::{
    AddresseeName, Addressees, Authority, Breaches, Call, CallEnd, Claim, Freshness, HttpClient,
    Journal, Mail, Mailer, NetworkError, NoRange, NotAuthorized, NotMailed, NotReached,
    NotRecorded, Pace, Passage, Ruling, Step, Stopwatch,
};
use worker::{Env, Storage};

use crate::config::Config;
use crate::{addressees, breaches, json, mailer, moment, network, throttle};

/// The key of the step, stored as JSON.
pub(crate) const STEP: &str = "step";

/// The surroundings of the transaction with this storage.
pub(crate) struct Surroundings<'a> {
    pub(crate) storage: &'a Storage,
    pub(crate) env: &'a Env,
    pub(crate) config: &'a Config,
}

impl HttpClient for Surroundings<'_> {
    async fn send(&self, request: okta::Request) -> Result<okta::Response, NetworkError> {
        network::send(request).await
    }
}

impl Pace for Surroundings<'_> {
    async fn pass(&self, call: &Call) -> Passage {
        throttle::pass(self.env, call).await
    }

    async fn note(&self, end: CallEnd) {
        throttle::note(self.env, end).await;
    }
}

impl Journal for Surroundings<'_> {
    async fn stored(&self) -> Result<Option<Step>, NotRecorded> {
        load(self.storage).await.map_err(|_| NotRecorded)
    }

    async fn record(&self, step: &Step, wake: Timestamp) -> Result<(), NotRecorded> {
        let stored = store(self.storage, step, wake).await;
        stored.map_err(|_| NotRecorded)?;
        self.storage.sync().await.map_err(|_| NotRecorded)
    }
}

impl Mailer for Surroundings<'_> {
    async fn mail(&self, mail: &Mail) -> Result<(), NotMailed> {
        match &self.config.mailer {
            Some(config) => mailer::send(config, self.env, mail).await,
            // Okta sends the mails.
            None => Err(NotMailed::Refused),
        }
    }
}

impl Authority for Surroundings<'_> {
    async fn authorize(
        &self,
        request: okta::Request,
        token: Freshness,
    ) -> Result<okta::Request, NotAuthorized> {
        self.config.credential.authorize(request, token).await
    }
}

impl Addressees for Surroundings<'_> {
    async fn claim(&self, addressee: &AddresseeName, claim: Claim) -> Result<Ruling, NotReached> {
        addressees::claim(self.env, addressee, &claim).await
    }
}

impl Breaches for Surroundings<'_> {
    async fn is_stolen(&self, password: &Password) -> Result<bool, NoRange> {
        breaches::is_stolen(&self.config.breaches_url, password).await
    }
}

impl Stopwatch for Surroundings<'_> {
    fn read(&self) -> Timestamp {
        moment::now()
    }
}

/// The stored step.
///
/// # Errors
/// When storage cannot be read, or not understood.
pub(crate) async fn load(storage: &Storage) -> worker::Result<Option<Step>> {
    match storage.get::<String>(STEP).await? {
        // Not the parser's words: they may quote what is stored.
        Some(text) => match json::read(&text) {
            Ok(step) => Ok(Some(step)),
            Err(_) => Err("the stored step cannot be read".into()),
        },
        None => Ok(None),
    }
}

/// Stores a step, and leaves its waking as it is.
pub(crate) async fn put(storage: &Storage, step: &Step) -> worker::Result<()> {
    storage.put(STEP, serde_json::to_string(step)?).await
}

/// Stores a step together with its next waking: without a wait in between, the runtime writes both
/// or neither, so nothing stays for ever and nothing is forgotten.
pub(crate) async fn store(storage: &Storage, step: &Step, wake: Timestamp) -> worker::Result<()> {
    let wait = wake.as_millis() - moment::present().now.as_millis();
    let (alarm, step) = join(storage.set_alarm(wait.max(0)), put(storage, step)).await;
    alarm.and(step)
}
