//! One Durable Object for all calls to Okta: it keeps the pace at which Okta is asked.

#![expect(missing_docs, reason = "the macro's own methods have none")]

use std::cell::RefCell;

use okta::Timestamp;
use recovery::{Call, CallEnd, Passage};
use serde::{Deserialize, Serialize};
use worker::wasm_bindgen::JsValue;
use worker::{
    DurableObject, Env, Method, Request, RequestInit, Response, State, durable_object, wasm_bindgen,
};

use crate::config::Config;
use crate::json;
use crate::moment;
use crate::network::in_time;
use crate::whole;

/// The Durable Object namespace, by the name of its binding.
const THROTTLE: &str = "THROTTLE";
/// The name of the only one.
const OKTA: &str = "okta";

/// What a transaction says to it.
#[derive(Serialize, Deserialize)]
enum Word {
    Pass(Call),
    Note(CallEnd),
}

/// The pace at which Okta is asked. In memory alone: after a pause, whoever comes may ask.
#[durable_object]
pub struct Throttle {
    env: Env,
    pace: RefCell<Option<Pace>>,
}

/// What is allowed, read once for an object and its environment, and what was used of it.
struct Pace {
    per_minute: u32,
    used: recovery::Throttle,
}

impl DurableObject for Throttle {
    fn new(_state: State, env: Env) -> Self {
        Self {
            env,
            pace: RefCell::default(),
        }
    }

    async fn fetch(&self, mut request: Request) -> worker::Result<Response> {
        let word = json::read(&request.text().await?)?;
        let now = moment::present().now;
        let mut pace = self.pace.borrow_mut();
        let pace = match &mut *pace {
            Some(pace) => pace,
            none => none.insert(Pace::begin(&self.env, now)?),
        };
        match word {
            Word::Pass(call) => Response::from_json(&pace.used.pass(&call, pace.per_minute, now)),
            Word::Note(end) => {
                pace.used.note(end, now);
                Response::empty()
            }
        }
    }
}

impl Pace {
    fn begin(env: &Env, now: Timestamp) -> worker::Result<Self> {
        let config = Config::from_env(env).map_err(|error| error.to_string())?;
        let per_minute = config.recovery.calls_per_minute;
        Ok(Self {
            per_minute,
            used: recovery::Throttle::new(per_minute, now),
        })
    }
}

/// Whether a call may be made.
pub(crate) async fn pass(env: &Env, call: &Call) -> Passage {
    let answer = async {
        let answer = say(env, &Word::Pass(call.clone())).await?;
        Ok::<_, worker::Error>(json::read(&whole::text(&answer).await?)?)
    };
    match in_time(answer).await {
        Some(Ok(passage)) => passage,
        // Okta has limits of its own, and nobody shall wait for this one.
        Some(Err(error)) => {
            worker::console_error!("throttle not reached: {error}");
            Passage::Granted { tell: false }
        }
        None => Passage::Granted { tell: false },
    }
}

/// Tells what came of a call.
pub(crate) async fn note(env: &Env, end: CallEnd) {
    if let Some(Err(error)) = in_time(say(env, &Word::Note(end))).await {
        worker::console_error!("throttle not reached: {error}");
    }
}

async fn say(env: &Env, word: &Word) -> worker::Result<Response> {
    let body = serde_json::to_string(word)?;
    let mut init = RequestInit::new();
    init.with_method(Method::Post)
        .with_body(Some(JsValue::from_str(&body)));
    let request = Request::new_with_init("https://throttle/", &init)?;
    let stub = env.durable_object(THROTTLE)?.get_by_name(OKTA)?;
    stub.fetch_with_request(request).await
}
