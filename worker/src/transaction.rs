//! One Durable Object per recovery transaction: it stores a step and drives `recovery`.

#![expect(missing_docs, reason = "the macro's own methods have none")]

use std::cell::Cell;
use std::time::Duration;

use futures_util::lock::{Mutex, MutexGuard};
use okta::Timestamp;
use recovery::{Journey, Rest, Step, transaction_name};
use worker::{
    Delay, DurableObject, Env, Request, Response, State, Storage, durable_object, wasm_bindgen,
};

use crate::config::Config;
use crate::json;
use crate::log::log;
use crate::moment;
use crate::surroundings::{STEP, Surroundings, load, put, store};
use crate::transactions::Message;

/// When an alarm is tried again that failed, in milliseconds.
const WAIT_AFTER_FAILURE: i64 = 60_000;
/// How often whoever waits for their turn looks whether it has come.
const LOOK_AGAIN: Duration = Duration::from_millis(10);

/// A recovery transaction. Holds no rule of its own.
#[durable_object]
pub struct Transaction {
    storage: Storage,
    env: Env,
    /// The object's id, of which the log has a name.
    id: String,
    /// One event at a time: while Okta is asked, the runtime would let the next one in.
    turn: Mutex<()>,
    /// Whether the alarm is at work.
    alarm: Cell<Alarm>,
}

/// What the alarm does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Alarm {
    /// It waits, if it was planned.
    Planned,
    /// It is at work, reads what is stored meanwhile, and plans the next one; should it not come so
    /// far, the runtime repeats it. Another one beside it would be in its way.
    Rings,
}

impl DurableObject for Transaction {
    fn new(state: State, env: Env) -> Self {
        Self {
            storage: state.storage(),
            env,
            id: state.id().to_string(),
            turn: Mutex::new(()),
            alarm: Cell::new(Alarm::Planned),
        }
    }

    async fn fetch(&self, mut request: Request) -> worker::Result<Response> {
        let Message {
            door,
            event,
            request_id,
            network,
        } = json::read(&request.text().await?)?;
        let mut step = self.step().await?;
        let mut turn = None;
        if event.waits_for_okta(step.as_ref()) {
            turn = Some(self.turn().await);
            // Whoever had the turn has moved on.
            step = self.step().await?;
        }
        let config = self.config()?;
        let surroundings = self.surroundings(&config);
        let name = self.name();
        let journey = Journey::new(&surroundings, &config.recovery, moment::present())
            .for_request(&request_id)
            .from_network(network)
            .in_transaction(&name);
        // All that may happen makes a large future: it goes to the heap.
        let outcome = Box::pin(journey.tell(step, &door, event)).await;
        log(&self.env, &request_id, &journey);
        let mut rest = outcome.rest;
        if turn.is_some() {
            // Who asks nobody has not waited.
            rest = rest.meanwhile(self.step().await?, moment::present().now);
        }
        self.keep(rest).await?;
        drop(turn);
        Response::from_json(&outcome.page)
    }

    async fn alarm(&self) -> worker::Result<Response> {
        self.alarm.set(Alarm::Rings);
        let _turn = self.turn().await;
        let woken = Box::pin(self.wake()).await;
        self.alarm.set(Alarm::Planned);
        if let Err(error) = woken {
            // The runtime gives up after a few failures; this must not.
            worker::console_error!("alarm: {error}");
            self.storage.set_alarm(WAIT_AFTER_FAILURE).await?;
        }
        Response::empty()
    }
}

impl Transaction {
    /// Waits until nothing else is going on here. Not by `lock`: whoever had the turn would wake the
    /// next one within its own invocation, and what is begun there ends with it, unanswered.
    async fn turn(&self) -> MutexGuard<'_, ()> {
        loop {
            if let Some(turn) = self.turn.try_lock() {
                return turn;
            }
            Delay::from(LOOK_AGAIN).await;
        }
    }

    async fn wake(&self) -> worker::Result<()> {
        let Some(step) = self.step().await? else {
            return Ok(());
        };
        let config = self.config()?;
        let surroundings = self.surroundings(&config);
        let name = self.name();
        let journey =
            Journey::new(&surroundings, &config.recovery, moment::present()).in_transaction(&name);
        let rest = Box::pin(journey.wake(step)).await;
        log(&self.env, "alarm", &journey);
        let rest = rest.meanwhile(self.step().await?, moment::present().now);
        self.alarm.set(Alarm::Planned);
        self.keep(rest).await
    }

    fn surroundings<'a>(&'a self, config: &'a Config) -> Surroundings<'a> {
        Surroundings {
            storage: &self.storage,
            env: &self.env,
            config,
        }
    }

    /// What the log calls this transaction.
    fn name(&self) -> String {
        transaction_name(&self.id)
    }

    fn config(&self) -> worker::Result<Config> {
        Config::from_env(&self.env).map_err(|error| error.to_string().into())
    }

    async fn step(&self) -> worker::Result<Option<Step>> {
        load(&self.storage).await
    }

    /// Stores what is left, before the answer goes out.
    async fn keep(&self, rest: Rest) -> worker::Result<()> {
        let Some(step) = rest.step else {
            return self.forget().await;
        };
        if self.alarm.get() == Alarm::Rings {
            return put(&self.storage, &step).await;
        }
        let wake = match rest.wake {
            Some(wake) => wake,
            None => self.planned().await?,
        };
        store(&self.storage, &step, wake).await
    }

    /// When it will be woken. Whatever lost the alarm: waking a step that waits for nothing only plans
    /// anew.
    async fn planned(&self) -> worker::Result<Timestamp> {
        let planned = self.storage.get_alarm().await?;
        Ok(planned.map_or_else(|| moment::present().now, Timestamp::from_millis))
    }

    /// Leaves nothing behind; an object that never stored anything is not touched.
    async fn forget(&self) -> worker::Result<()> {
        if self.storage.get::<String>(STEP).await?.is_some() {
            self.storage.delete_alarm().await?;
            self.storage.delete_all().await?;
        }
        Ok(())
    }
}
