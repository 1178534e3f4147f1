//! `/forgot_password/code`: the code of our own mail.

use pages::Page;
use pages::forms::CodeForm;
use recovery::Event;

use crate::answer::Answer;
use crate::cookie::Cookie;
use crate::encoding::Encoding;
use crate::forgot_password::accepted;
use crate::reset_password;
use crate::route::{FORGOT_PASSWORD, RESET_PASSWORD};
use crate::transactions::Transactions;
use crate::visit::Visit;

/// `POST`: compares the code; the right one opens the form for the new password.
pub(crate) async fn enter(visit: &Visit, transactions: &Transactions<'_>) -> Answer {
    let fields = match visit.inbound.fields() {
        Ok(fields) => fields,
        Err(why) => return visit.went_wrong(why),
    };
    let Some(handle) = visit.inbound.handle(Cookie::Request) else {
        return Answer::see_other(FORGOT_PASSWORD);
    };
    let event = match CodeForm::parse(&fields) {
        Ok(form) => Event::EnterCode { code: form.code },
        Err(error) => Event::RefuseCode { error },
    };
    let page = match transactions.page(visit, &handle, event).await {
        Ok(page) => page,
        Err(answer) => return answer,
    };
    match (page, visit.inbound.encoding()) {
        (Page::NewPassword(_), Encoding::Html) => {
            Answer::see_other(RESET_PASSWORD).remembering(Cookie::Reset, &handle)
        }
        (Page::NewPassword(_), Encoding::Json) => {
            let event = Event::ShowNewPassword {
                token: None,
                context: visit.inbound.context(),
            };
            let form = reset_password::tell(visit, transactions, &handle, event).await;
            form.remembering(Cookie::Reset, &handle)
        }
        (page, _) => accepted(page, &handle, visit),
    }
}
