//! `/reset_password`: following the link of the mail.

use okta::{Answer as RecoveryAnswer, Password, RecoveryToken};
use pages::forms::NewPasswordForm;
use pages::{LinkInvalid, Page, Purpose};
use recovery::{Event, Filled, Handle, NewPassword, Receipt};

use crate::answer::Answer;
use crate::cookie::Cookie;
use crate::encoding::Encoding;
use crate::route::{Link, RESET_PASSWORD};
use crate::transactions::Transactions;
use crate::visit::Visit;

/// `GET /reset_password/{token}`. A browser has the token moved out of its URL; nothing is spent
/// and nobody asked, since mail scanners come along here too. An API client sees the form.
pub(crate) async fn open(visit: &Visit, transactions: &Transactions<'_>, link: Link) -> Answer {
    if visit.inbound.encoding() == Encoding::Json {
        return show(visit, transactions, Some(link)).await;
    }
    let (handle, token) = followed(link);
    // The transaction of a link of ours knows it already; Okta's token has to be kept.
    if let Some(token) = token {
        let purpose = Purpose::Reset;
        let event = Event::OpenLink { token, purpose };
        if let Err(why) = transactions.tell(&handle, event).await {
            return visit.went_wrong(why);
        }
    }
    Answer::see_other(RESET_PASSWORD).remembering(Cookie::Reset, &handle)
}

/// `GET /reset_password`: the form for the new password.
pub(crate) async fn show(
    visit: &Visit,
    transactions: &Transactions<'_>,
    link: Option<Link>,
) -> Answer {
    let Some((handle, token)) = handle(visit, link) else {
        return invalid(visit, transactions).await;
    };
    let event = Event::ShowNewPassword {
        token,
        context: visit.inbound.context(),
    };
    tell(visit, transactions, &handle, event).await
}

/// `POST /reset_password` and `POST /reset_password/{token}`: sets the new password.
pub(crate) async fn set(
    visit: &Visit,
    transactions: &Transactions<'_>,
    link: Option<Link>,
) -> Answer {
    let fields = match visit.inbound.fields() {
        Ok(fields) => fields,
        Err(why) => return visit.went_wrong(why),
    };
    let Some((handle, token)) = handle(visit, link) else {
        return invalid(visit, transactions).await;
    };
    let event = match NewPasswordForm::parse(fields) {
        Ok(form) => Event::SetNewPassword {
            token,
            form: NewPassword {
                receipt: Receipt::new(&handle, &form.password),
                password: Password::new(form.password),
                username: form.username,
                answer: form.answer.map(RecoveryAnswer::new),
                // A link of Okta's does not know.
                return_to: transactions.came_from(visit).await.map(|back| back.url),
            },
            context: visit.inbound.context(),
        },
        Err(errors) => Event::RefuseForm {
            errors,
            answer: fields.answer().map_or(Filled::No, |_| Filled::Yes),
        },
    };
    tell(visit, transactions, &handle, event).await
}

/// A link that cannot be one, or no link at all.
pub(crate) async fn invalid(visit: &Visit, transactions: &Transactions<'_>) -> Answer {
    let page = Page::LinkInvalid(LinkInvalid { login: None });
    Answer::page(with_login(page, visit, transactions).await)
}

pub(crate) async fn tell(
    visit: &Visit,
    transactions: &Transactions<'_>,
    handle: &Handle,
    event: Event,
) -> Answer {
    match transactions.page(visit, handle, event).await {
        Ok(page) => Answer::page(with_login(page, visit, transactions).await),
        Err(answer) => answer,
    }
}

/// A dead link's page offers a new one to the login that this very browser asked for before.
async fn with_login(mut page: Page, visit: &Visit, transactions: &Transactions<'_>) -> Page {
    let login = match &mut page {
        Page::LinkExpired(page) => &mut page.login,
        Page::LinkUsed(page) => &mut page.login,
        Page::LinkInvalid(page) => &mut page.login,
        Page::LinkClosed(page) => &mut page.login,
        Page::ForgotPassword(_)
        | Page::CheckYourEmail(_)
        | Page::NewPassword(_)
        | Page::Done(_)
        | Page::NotMe(_)
        | Page::SomethingWentWrong(_) => return page,
    };
    // This page has the form, too.
    let requested = transactions.shown(visit).await;
    *login = requested
        .map(|page| page.login)
        .filter(|login| !login.is_empty());
    page
}

/// The transaction of a link, or the one that this browser opened; and Okta's token, to be handed
/// along, where the link has one.
fn handle(visit: &Visit, link: Option<Link>) -> Option<(Handle, Option<RecoveryToken>)> {
    match link {
        Some(link) => Some(followed(link)),
        None => visit
            .inbound
            .handle(Cookie::Reset)
            .map(|handle| (handle, None)),
    }
}

fn followed(link: Link) -> (Handle, Option<RecoveryToken>) {
    match link {
        Link::Okta(token) => (Handle::of_link(&token), Some(token)),
        Link::Own(link) => (Handle::Link(link), None),
    }
}
