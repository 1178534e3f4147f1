//! The way from a transaction to the address it writes to.

use recovery::{AddresseeName, Claim, NotReached, Ruling};
use worker::wasm_bindgen::JsValue;
use worker::{Env, Method, Request, RequestInit};

use crate::json;
use crate::network::in_time;
use crate::whole;

/// The Durable Object namespace, by the name of its binding.
const ADDRESSEES: &str = "ADDRESSEES";

/// Claims something of one address.
///
/// # Errors
/// [`NotReached`] when no ruling came in time.
pub(crate) async fn claim(
    env: &Env,
    addressee: &AddresseeName,
    claim: &Claim,
) -> Result<Ruling, NotReached> {
    match in_time(send(env, addressee, claim)).await {
        Some(Ok(ruling)) => Ok(ruling),
        Some(Err(error)) => {
            worker::console_error!("addressee not reached: {error}");
            Err(NotReached)
        }
        None => Err(NotReached),
    }
}

async fn send(env: &Env, addressee: &AddresseeName, claim: &Claim) -> worker::Result<Ruling> {
    let body = serde_json::to_string(claim)?;
    let mut init = RequestInit::new();
    init.with_method(Method::Post)
        .with_body(Some(JsValue::from_str(&body)));
    let request = Request::new_with_init("https://addressee/", &init)?;
    let stub = env
        .durable_object(ADDRESSEES)?
        .get_by_name(addressee.as_str())?;
    let answer = stub.fetch_with_request(request).await?;
    Ok(json::read(&whole::text(&answer).await?)?)
}
