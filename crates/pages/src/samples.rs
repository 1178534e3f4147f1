//! Every page in every state that looks different: for tests, for the gallery
//! of pictures, and for operators who style the pages.

mod check_your_email;
mod forgot_password;
mod new_password;
pub mod passwords;
pub mod pseudo;
mod unlock;

use crate::password::Policy;
use crate::{
    Assets, Brand, Done, Frame, Language, LinkClosed, LinkExpired, LinkInvalid, LinkUsed, Menu,
    NotMe, NotMeState, Page, Purpose, ReturnTo, SomethingWentWrong, Texts, WentWrong, html,
};

/// The name of a state, and the page in it.
pub type Sample = (&'static str, Page);

const LOGIN: &str = "ada@example.com";

/// One of everything.
#[must_use]
pub fn samples() -> Vec<Sample> {
    let groups = [
        forgot_password::forgot_password(),
        check_your_email::check_your_email(),
        new_password::new_password(),
        unlock::unlock(),
        links(),
        ends(),
        went_wrong(),
    ];
    groups.into_iter().flatten().collect()
}

/// A whole document of a page, with an organisation around it, for looking at.
#[must_use]
pub fn document(page: &Page, (language, texts): (Language, &Texts), assets: &Assets) -> String {
    let frame = Frame {
        texts,
        brand: &brand(),
        assets,
        request_id: "8f2c1d7e5a",
        widget: None,
        own_texts: None,
        menu: Some(Menu {
            language,
            query: &[],
        }),
    };
    html::document(page, &frame)
}

/// The organisation of the samples.
#[must_use]
pub fn brand() -> Brand {
    Brand {
        name: "Analytical Engines".into(),
        support_url: Some("https://help.example.com/".into()),
        logo_url: None,
        sign_in_url: Some("https://app.example.com/sign-in".into()),
    }
}

/// The policy of the samples: everything that Okta knows.
#[must_use]
pub fn policy() -> Policy {
    Policy {
        min_length: 8,
        min_lower_case: 1,
        min_upper_case: 1,
        min_number: 1,
        min_symbol: 1,
        max_consecutive: 2,
        exclude_username: true,
        exclude_first_name: true,
        exclude_last_name: true,
        exclude_common: true,
        history_count: 4,
    }
}

fn links() -> Vec<Sample> {
    let login = Some(LOGIN.into());
    vec![
        ("link-expired", Page::LinkExpired(LinkExpired { login })),
        ("link-used", Page::LinkUsed(LinkUsed::default())),
        ("link-closed", Page::LinkClosed(LinkClosed::default())),
        ("link-invalid", Page::LinkInvalid(LinkInvalid::default())),
    ]
}

fn ends() -> Vec<Sample> {
    let done = |purpose, return_to| {
        Page::Done(Done {
            purpose,
            return_to,
            ..Done::default()
        })
    };
    let signed_in = Page::Done(Done {
        sign_in: Some("https://example.okta.com/login/sessionCookieRedirect?token=20111".into()),
        ..Done::default()
    });
    let back = |name: Option<&str>| {
        let (url, name) = ("https://app.example.com/".into(), name.map(Into::into));
        Some(ReturnTo { url, name })
    };
    let not_me = |state| Page::NotMe(NotMe { state });
    vec![
        ("done", done(Purpose::Reset, None)),
        ("done-return", done(Purpose::Reset, back(Some("Payroll")))),
        ("done-return-unnamed", done(Purpose::Reset, back(None))),
        ("done-sign-in", signed_in),
        ("done-activation", done(Purpose::Activation, None)),
        ("done-unlock", done(Purpose::Unlock, None)),
        ("not-me", not_me(NotMeState::Confirm)),
        ("not-me-done", not_me(NotMeState::Done)),
        ("not-me-expired", not_me(NotMeState::Expired)),
    ]
}

fn went_wrong() -> Vec<Sample> {
    let setting = "OKTA_ORG_URL".into();
    let causes = [
        WentWrong::Unavailable,
        WentWrong::TooManyRequests,
        WentWrong::NotFound,
        WentWrong::MethodNotAllowed,
        WentWrong::TooLarge,
        WentWrong::WrongType,
        WentWrong::Forbidden,
        WentWrong::NotAllowed,
        WentWrong::BadRequest,
        WentWrong::Internal,
        WentWrong::Misconfigured { setting },
    ];
    let page = |why: WentWrong| {
        let request_id = "8f2c1d7e5a".into();
        (
            why.name(),
            Page::SomethingWentWrong(SomethingWentWrong { request_id, why }),
        )
    };
    causes.into_iter().map(page).collect()
}
