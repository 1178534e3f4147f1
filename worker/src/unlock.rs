//! `/unlock`: the link of a mail of Okta's that unlocks an account, and the button behind it.

use okta::{Answer as RecoveryAnswer, RecoveryToken};
use pages::forms::UnlockForm;
use pages::{NewPasswordErrors, Purpose};
use recovery::{Event, Filled, Handle};

use crate::answer::Answer;
use crate::cookie::Cookie;
use crate::encoding::Encoding;
use crate::reset_password::{invalid, tell};
use crate::route::RESET_PASSWORD;
use crate::transactions::Transactions;
use crate::visit::Visit;

/// `GET /unlock/{token}`: the button. Okta would unlock at once, so nobody asks it: mail scanners come
/// along here, too. A browser has the token moved out of its URL.
pub(crate) async fn open(
    visit: &Visit,
    transactions: &Transactions<'_>,
    token: Option<RecoveryToken>,
) -> Answer {
    let Some(token) = token else {
        return invalid(visit, transactions).await;
    };
    let handle = Handle::of_link(&token);
    let purpose = Purpose::OnlyUnlock;
    let event = Event::OpenLink { token, purpose };
    if let Err(why) = transactions.tell(&handle, event).await {
        return visit.went_wrong(why);
    }
    if visit.inbound.encoding() == Encoding::Html {
        return Answer::see_other(RESET_PASSWORD).remembering(Cookie::Reset, &handle);
    }
    let event = Event::ShowNewPassword {
        token: None,
        context: visit.inbound.context(),
    };
    tell(visit, transactions, &handle, event).await
}

/// `POST /unlock` and `POST /unlock/{token}`: unlocks the account.
pub(crate) async fn unlock(
    visit: &Visit,
    transactions: &Transactions<'_>,
    token: Option<RecoveryToken>,
) -> Answer {
    let fields = match visit.inbound.fields() {
        Ok(fields) => fields,
        Err(why) => return visit.went_wrong(why),
    };
    let handle = match &token {
        Some(token) => Some(Handle::of_link(token)),
        None => visit.inbound.handle(Cookie::Reset),
    };
    let Some(handle) = handle else {
        return invalid(visit, transactions).await;
    };
    let event = match UnlockForm::parse(fields) {
        Ok(form) => Event::Unlock {
            token,
            answer: form.answer.map(RecoveryAnswer::new),
            context: visit.inbound.context(),
        },
        Err(error) => Event::RefuseForm {
            errors: NewPasswordErrors {
                answer: Some(error),
                ..NewPasswordErrors::default()
            },
            answer: Filled::Yes,
        },
    };
    tell(visit, transactions, &handle, event).await
}
