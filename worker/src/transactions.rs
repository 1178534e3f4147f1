//! The way from a request to its transaction.

use std::cell::Cell;

use pages::{ForgotPassword, Page, ReturnTo, WentWrong};
use recovery::{Door, Event, Handle};
use serde::{Deserialize, Serialize};
use worker::wasm_bindgen::JsValue;
use worker::{Env, Method, Request, RequestInit, Stub};

use crate::answer::Answer;
use crate::cookie::Cookie;
use crate::visit::Visit;
use crate::{json, limits, whole};

/// The Durable Object namespace, by the name of its binding.
const TRANSACTIONS: &str = "TRANSACTIONS";

/// What the Worker says to a transaction. Stays inside the account's own network.
#[derive(Serialize, Deserialize)]
pub(crate) struct Message {
    /// By which door the person comes.
    pub(crate) door: Door,
    /// What the person does.
    pub(crate) event: Event,
    /// The request's name, for the log and for pages.
    pub(crate) request_id: String,
    /// The network that it came from.
    pub(crate) network: String,
}

/// All recovery transactions.
pub(crate) struct Transactions<'a> {
    env: &'a Env,
    request_id: &'a str,
    network: String,
    /// Whether one was told something.
    told: &'a Cell<bool>,
}

impl<'a> Transactions<'a> {
    /// The transactions of this Worker, on behalf of one request.
    pub(crate) fn new(env: &'a Env, visit: &'a Visit) -> Self {
        Self {
            env,
            request_id: &visit.request_id,
            network: limits::network(&visit.inbound),
            told: &visit.told,
        }
    }

    /// Tells the transaction of `handle` what happens, and gives back the page.
    ///
    /// # Errors
    /// [`WentWrong::Unavailable`] when the transaction cannot be reached or cannot be stored.
    pub(crate) async fn tell(
        &self,
        handle: &Handle,
        event: Event,
    ) -> Result<Option<Page>, WentWrong> {
        self.told.set(true);
        let sent = self.send(handle, event).await;
        sent.map_err(|error| {
            worker::console_error!("{}: transaction not reached: {error}", self.request_id);
            WentWrong::Unavailable
        })
    }

    /// The same, for events that belong to whatever transaction they reach; what goes wrong is an
    /// answer, too.
    ///
    /// # Errors
    /// The answer that says what went wrong.
    pub(crate) async fn page(
        &self,
        visit: &Visit,
        handle: &Handle,
        event: Event,
    ) -> Result<Page, Answer> {
        match self.tell(handle, event).await {
            Ok(Some(page)) => Ok(page),
            Ok(None) => Err(visit.went_wrong(WentWrong::Internal)),
            Err(why) => Err(visit.went_wrong(why)),
        }
    }

    /// The form as this browser filled it in, if it asked for a message.
    pub(crate) async fn requested(&self, visit: &Visit) -> Option<ForgotPassword> {
        self.form(visit, Event::RecallForgotPassword).await
    }

    /// Where this browser came from, if it may go back there. Nobody is asked where none may.
    pub(crate) async fn came_from(&self, visit: &Visit) -> Option<ReturnTo> {
        let config = visit.config().ok()?;
        if !config.has_ways_back() {
            return None;
        }
        self.requested(visit).await?.return_to
    }

    /// The same form, for somebody who is shown it.
    pub(crate) async fn shown(&self, visit: &Visit) -> Option<ForgotPassword> {
        self.form(visit, Event::ShowForgotPassword).await
    }

    async fn form(&self, visit: &Visit, event: Event) -> Option<ForgotPassword> {
        let handle = visit.inbound.handle(Cookie::Request)?;
        match self.tell(&handle, event).await {
            Ok(Some(Page::ForgotPassword(page))) => Some(page),
            Ok(_) | Err(_) => None,
        }
    }

    async fn send(&self, handle: &Handle, event: Event) -> worker::Result<Option<Page>> {
        let message = Message {
            door: handle.door(),
            event,
            request_id: self.request_id.to_owned(),
            network: self.network.clone(),
        };
        let body = serde_json::to_string(&message)?;
        let mut init = RequestInit::new();
        init.with_method(Method::Post)
            .with_body(Some(JsValue::from_str(&body)));
        let request = Request::new_with_init("https://transaction/", &init)?;
        let answer = self.stub(handle)?.fetch_with_request(request).await?;
        Ok(json::read(&whole::text(&answer).await?)?)
    }

    fn stub(&self, handle: &Handle) -> worker::Result<Stub> {
        self.env
            .durable_object(TRANSACTIONS)?
            .get_by_name(&handle.address())
    }
}
