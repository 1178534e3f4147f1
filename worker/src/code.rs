//! `/forgot_password/code`: the code of a message.

use std::time::Duration;

use okta::Timestamp;
use pages::forms::CodeForm;
use pages::{Besides, Page};
use recovery::Event;
use worker::Delay;

use crate::answer::Answer;
use crate::cookie::Cookie;
use crate::encoding::Encoding;
use crate::even::even;
use crate::forgot_password::accepted;
use crate::moment;
use crate::reset_password;
use crate::route::{FORGOT_PASSWORD, RESET_PASSWORD};
use crate::transactions::Transactions;
use crate::visit::Visit;

/// What a wrong code of Okta's takes, or a multiple of it, in milliseconds: how long Okta thinks about
/// one must not tell whose it is.
const BEAT: i64 = 1_500;

/// `POST`: compares the code; the right one opens the form for the new password.
pub(crate) async fn enter(visit: &Visit, transactions: &Transactions<'_>) -> Answer {
    let fields = match visit.inbound.fields() {
        Ok(fields) => fields,
        Err(why) => return visit.went_wrong(why),
    };
    let Some(handle) = visit.inbound.handle(Cookie::Request) else {
        return Answer::see_other(FORGOT_PASSWORD);
    };
    let event = match CodeForm::parse(fields) {
        Ok(form) => Event::EnterCode { code: form.code },
        Err(error) => Event::RefuseCode { error },
    };
    let asked = moment::present().now;
    let page = match even(transactions.page(visit, &handle, event)).await {
        Ok(page) => page,
        Err(answer) => return answer,
    };
    if is_of_okta(&page) {
        Delay::from(to_the_beat(asked, moment::present().now)).await;
    }
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

/// Whether a code of Okta's is awaited still: not more than that is known here.
fn is_of_okta(page: &Page) -> bool {
    let Page::CheckYourEmail(page) = page else {
        return false;
    };
    page.code
        .is_some_and(|code| code.besides == Besides::Nothing)
}

/// How long it is from `now` to the next beat after `asked`.
fn to_the_beat(asked: Timestamp, now: Timestamp) -> Duration {
    let taken = now.as_millis().saturating_sub(asked.as_millis()).max(0);
    let left = BEAT - taken % BEAT;
    Duration::from_millis(left.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_come_on_the_beat() {
        let at = Timestamp::from_millis;
        for (taken, left) in [
            (0, 1_500),
            (1, 1_499),
            (1_499, 1),
            (1_500, 1_500),
            (3_100, 1_400),
        ] {
            let wait = to_the_beat(at(7_000), at(7_000 + taken));
            assert_eq!(wait, Duration::from_millis(left), "{taken}");
        }
        let back = to_the_beat(at(7_000), at(6_000));
        assert_eq!(
            back,
            Duration::from_millis(1_500),
            "a clock may be set back"
        );
    }
}
