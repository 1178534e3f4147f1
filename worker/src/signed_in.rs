//! `/signed_in`: where Okta sends a browser to that it has signed in.

use pages::{Done, Page};
use recovery::Event;

use crate::answer::Answer;
use crate::cookie::Cookie;
use crate::transactions::Transactions;
use crate::visit::Visit;

/// `GET`: on to where the person came from. What Okta hands along is worth nothing to anybody, and
/// not looked at.
pub(crate) async fn show(visit: &Visit, transactions: &Transactions<'_>) -> Answer {
    let done = match visit.inbound.handle(Cookie::Reset) {
        Some(handle) => transactions
            .page(visit, &handle, Event::ShowDone)
            .await
            .ok(),
        None => None,
    };
    let done = match done {
        Some(Page::Done(done)) => done,
        Some(_) | None => Done::default(),
    };
    let brand = visit.config().map(|config| &config.brand);
    let sign_in = brand.ok().and_then(|brand| brand.sign_in_url.as_ref());
    match done.return_to.as_ref().map(|back| &back.url).or(sign_in) {
        Some(url) => Answer::leave_for(url),
        None => Answer::page(Page::Done(done)),
    }
}
