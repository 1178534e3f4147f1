//! One Durable Object per address: it stores what the address remembers.

#![expect(missing_docs, reason = "the macro's own methods have none")]

use futures_util::future::join;
use okta::Timestamp;
use worker::{DurableObject, Env, Request, Response, State, Storage, durable_object, wasm_bindgen};

use crate::config::Config;
use crate::json;
use crate::moment;

/// The key of what is remembered, stored as JSON.
const REMEMBERED: &str = "remembered";

/// What an address remembers. Holds no rule of its own.
#[durable_object]
pub struct Addressee {
    storage: Storage,
    env: Env,
}

impl DurableObject for Addressee {
    fn new(state: State, env: Env) -> Self {
        Self {
            storage: state.storage(),
            env,
        }
    }

    /// One claim. Between reading and writing nothing else is waited for, so the runtime lets no
    /// other claim in.
    async fn fetch(&self, mut request: Request) -> worker::Result<Response> {
        let claim = json::read(&request.text().await?)?;
        let config = Config::from_env(&self.env).map_err(|error| error.to_string())?;
        let stored = self.stored().await?;
        let mut remembered = remembered(stored.as_deref());
        let now = moment::present().now;
        let ruling = remembered.rule(claim, &config.recovery, now);
        let text = serde_json::to_string(&remembered)?;
        // Whoever only asks writes nothing: the alarm of what is stored is set.
        if let Some(until) = remembered.until()
            && stored.as_ref() != Some(&text)
        {
            self.store(text, until, now).await?;
        }
        Response::from_json(&ruling)
    }

    /// Forgets everything when nothing counts any more.
    async fn alarm(&self) -> worker::Result<Response> {
        let mut remembered = remembered(self.stored().await?.as_deref());
        let now = moment::present().now;
        remembered.forget(now);
        match remembered.until() {
            // It rang early.
            Some(until) => {
                let text = serde_json::to_string(&remembered)?;
                self.store(text, until, now).await?;
            }
            None => self.storage.delete_all().await?,
        }
        Response::empty()
    }
}

impl Addressee {
    async fn stored(&self) -> worker::Result<Option<String>> {
        self.storage.get(REMEMBERED).await
    }

    /// Stores what is remembered together with the alarm that forgets it.
    async fn store(&self, text: String, until: Timestamp, now: Timestamp) -> worker::Result<()> {
        let wait = until.as_millis().saturating_sub(now.as_millis());
        let alarm = self.storage.set_alarm(wait.max(0));
        let (alarm, stored) = join(alarm, self.storage.put(REMEMBERED, text)).await;
        alarm.and(stored)
    }
}

/// What stored text says. What cannot be read counts as nothing: it would keep a person from their
/// mails for a day.
fn remembered(stored: Option<&str>) -> recovery::Addressee {
    let Some(text) = stored else {
        return recovery::Addressee::default();
    };
    json::read(text).unwrap_or_else(|_| {
        worker::console_error!("what an address remembers cannot be read");
        recovery::Addressee::default()
    })
}
