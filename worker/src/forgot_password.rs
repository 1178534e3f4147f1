//! `/forgot_password`: asking for the mail.

use pages::forms::{ForgotPasswordForm, Login, RETURN_TO};
use pages::{Channel, ChannelError, ForgotPassword, Page, Purpose, ReturnTo, Unlocking};
use recovery::{Choice, Event, Handle};

use crate::answer::Answer;
use crate::cookie::Cookie;
use crate::encoding::Encoding;
use crate::even::even;
use crate::route::FORGOT_PASSWORD;
use crate::transactions::Transactions;
use crate::visit::Visit;
use crate::{moment, turnstile};

/// `GET`: the form, with `?login=` filled in.
pub(crate) async fn show(visit: &Visit, transactions: &Transactions<'_>) -> Answer {
    // Asked even when the query names another: it tells the transaction that the form is seen.
    let requested = transactions.shown(visit).await.unwrap_or_default();
    let login = match visit.inbound.query("login") {
        Some(typed) => {
            Login::parse(&typed).map_or(String::new(), |login| login.as_str().to_owned())
        }
        None => requested.login,
    };
    let answer = form(
        visit,
        ForgotPassword {
            login,
            return_to: allowed(visit, visit.inbound.query("return_to")).or(requested.return_to),
            channel: requested.channel,
            unlock: requested.unlock,
            ..ForgotPassword::default()
        },
    );
    match visit.inbound.handle(Cookie::Request) {
        Some(_) => answer,
        // Handed out with the form, so that a double click meets the same transaction.
        None => answer.remembering(Cookie::Request, &moment::new_handle()),
    }
}

/// `POST`: accepts the request and answers. Okta is asked later, by the transaction's alarm.
pub(crate) async fn request(visit: &Visit, transactions: &Transactions<'_>) -> Answer {
    let fields = match visit.inbound.fields() {
        Ok(fields) => fields,
        Err(why) => return visit.went_wrong(why),
    };
    let form = match ForgotPasswordForm::parse(fields) {
        Ok(form) => form,
        Err(page) => {
            let return_to = allowed(visit, fields.get(RETURN_TO).map(str::to_owned));
            return self::form(visit, ForgotPassword { return_to, ..page });
        }
    };
    let return_to = allowed(visit, form.return_to);
    let offered = channels(visit);
    let channel = match (form.channel, offered.first()) {
        (None, Some(usual)) => *usual,
        (Some(channel), _) if offered.contains(&channel) => channel,
        (chosen, _) => {
            let page = ForgotPassword {
                login: form.login.as_str().to_owned(),
                channel_error: chosen.map(|_| ChannelError::NotOffered),
                unlock: wish(form.purpose),
                return_to,
                ..ForgotPassword::default()
            };
            return self::form(visit, page);
        }
    };
    if form.purpose == Purpose::OnlyUnlock && unlock(visit) == Choice::Off {
        let page = ForgotPassword {
            login: form.login.as_str().to_owned(),
            channel: Some(channel),
            unlock: Unlocking::Refused,
            return_to,
            ..ForgotPassword::default()
        };
        return self::form(visit, page);
    }
    if !turnstile::lets_in(visit, fields).await {
        let page = ForgotPassword {
            login: form.login.as_str().to_owned(),
            channel: Some(channel),
            unlock: wish(form.purpose),
            stamp: turnstile::begin_to_wait(visit).map(String::into_boxed_str),
            return_to,
            ..ForgotPassword::default()
        };
        return self::form(visit, page);
    }
    turnstile::accepted(moment::present().now);
    let event = |handle: &Handle, return_to: Option<&ReturnTo>| Event::Request {
        login: form.login.as_str().to_owned(),
        channel,
        purpose: form.purpose,
        context: visit.inbound.context(),
        address: handle.address(),
        return_to: return_to.map(|back| back.url.clone()),
        language: visit.inbound.language(),
    };
    if let Some(handle) = visit.inbound.handle(Cookie::Request)
        && let Ok(Some(page)) = transactions
            .tell(&handle, event(&handle, return_to.as_ref()))
            .await
    {
        return accepted(page, &handle, visit);
    }
    let handle = moment::new_handle();
    // Whoever asks once more, for a link that is dead, wants to go back all the same.
    let return_to = match return_to {
        Some(back) => Some(back),
        None => transactions.came_from(visit).await,
    };
    match transactions
        .page(visit, &handle, event(&handle, return_to.as_ref()))
        .await
    {
        Ok(page) => accepted(page, &handle, visit),
        Err(answer) => answer,
    }
}

/// `POST /forgot_password/resend`: another mail for the request of this browser.
pub(crate) async fn resend(visit: &Visit, transactions: &Transactions<'_>) -> Answer {
    if let Err(why) = visit.inbound.fields() {
        return visit.went_wrong(why);
    }
    let Some(handle) = visit.inbound.handle(Cookie::Request) else {
        return Answer::see_other(FORGOT_PASSWORD);
    };
    match even(transactions.page(visit, &handle, Event::Resend)).await {
        Ok(page) => accepted(page, &handle, visit),
        Err(answer) => answer,
    }
}

/// The first form, with the ways there are.
fn form(visit: &Visit, page: ForgotPassword) -> Answer {
    let unlock = match (unlock(visit), page.unlock) {
        (Choice::On, Unlocking::NotOffered) => Unlocking::Offered,
        (Choice::Off, Unlocking::Offered | Unlocking::Chosen) => Unlocking::NotOffered,
        (Choice::On | Choice::Off, unlock) => unlock,
    };
    let channels = channels(visit).to_vec();
    Answer::page(Page::ForgotPassword(ForgotPassword {
        channels,
        unlock,
        ..page
    }))
}

/// What was asked for, as the form has it.
fn wish(purpose: Purpose) -> Unlocking {
    if purpose == Purpose::OnlyUnlock {
        Unlocking::Chosen
    } else {
        Unlocking::NotOffered
    }
}

/// Whether people may ask to be unlocked.
fn unlock(visit: &Visit) -> Choice {
    let config = visit.config();
    config.map_or(Choice::Off, |config| config.recovery.unlock)
}

/// The way back, if the operator lets people go there.
fn allowed(visit: &Visit, said: Option<String>) -> Option<ReturnTo> {
    let url = visit.config().ok()?.return_to(&said?)?;
    Some(ReturnTo { url, name: None })
}

fn channels(visit: &Visit) -> &[Channel] {
    visit
        .config()
        .map_or(&[], |config| &config.recovery.channels)
}

/// The one public answer.
pub(crate) fn accepted(mut page: Page, handle: &Handle, visit: &Visit) -> Answer {
    if let Page::CheckYourEmail(page) = &mut page
        && visit.inbound.encoding() == Encoding::Json
        && !visit.inbound.keeps_cookies()
    {
        page.transaction = Some(handle.secret());
    }
    Answer::page(page).remembering(Cookie::Request, handle)
}
