//! `/not_me/{token}`: the link of a notice.

use pages::{NotMe, NotMeState, Page};
use recovery::{Event, Handle, LinkToken};

use crate::answer::Answer;
use crate::transactions::Transactions;
use crate::visit::Visit;

/// `GET`: the button. Changes nothing: mail scanners come along here too.
pub(crate) async fn show(
    visit: &Visit,
    transactions: &Transactions<'_>,
    link: Option<LinkToken>,
) -> Answer {
    tell(visit, transactions, link, Event::ShowNotMe).await
}

/// `POST`: it was somebody else.
pub(crate) async fn confirm(
    visit: &Visit,
    transactions: &Transactions<'_>,
    link: Option<LinkToken>,
) -> Answer {
    tell(visit, transactions, link, Event::NotMe).await
}

async fn tell(
    visit: &Visit,
    transactions: &Transactions<'_>,
    link: Option<LinkToken>,
    event: Event,
) -> Answer {
    let Some(link) = link else {
        let state = NotMeState::Expired;
        return Answer::page(Page::NotMe(NotMe { state }));
    };
    match transactions.page(visit, &Handle::Link(link), event).await {
        Ok(page) => Answer::page(page),
        Err(answer) => answer,
    }
}
