//! Magic links: `GET /email/verify/{token}`, and what opening one does.

use http::{Method, StatusCode};
use okta::idx::{Authenticator, ContextualData, IdxResponse, IdxUser, Intent, Message, MessageKey};
use okta::{ErrorCode, Request, Response};

use super::offers::Offer;
use super::reply::Reply;
use super::said;
use super::switches::MagicLink;
use super::transaction::{Opened, Sent, Stage, Transaction};
use crate::authn::one_time::link_origin;
use crate::org::Org;
use crate::policy;
use crate::refusal::Refusal;
use crate::visit::Visit;

/// Where links lead.
pub(crate) const PATH: &str = "/email/verify";

/// The link of a mail.
pub(super) fn link(org: &Org, visit: &Visit, token: &str) -> String {
    format!("{}{PATH}/{token}", link_origin(org, visit))
}

/// Answers whoever opens a link, in the words of the transaction.
pub(crate) fn respond(
    org: &mut Org,
    request: &Request,
    visit: &mut Visit,
) -> Result<Response, Refusal> {
    if request.method() != Method::GET {
        return Err(Refusal::method("GET"));
    }
    let path = request.uri().path();
    let token = path
        .strip_prefix(PATH)
        .and_then(|rest| rest.strip_prefix('/'));
    let token = token.ok_or(ErrorCode::PathNotFound)?.to_owned();
    let reply = open(org, &token, visit);
    Ok(reply.into_response(org.switches.idx.answer_type))
}

fn open(org: &mut Org, token: &str, visit: &Visit) -> Reply {
    let Some(mut transaction) = org.idx.linked(token, visit.now) else {
        let text = "This email link has expired. To resend it, return to the screen where you \
                    requested it.";
        return told(said::error(MessageKey::ReturnLinkExpired, text));
    };
    let Stage::Code(sent) = &transaction.stage else {
        let text = "Could not process this email link. Return to the screen where you requested \
                    it.";
        return told(said::error(MessageKey::ReturnError, text));
    };
    if sent.link.as_deref() != Some(token) {
        let text = "This email link is out of date. Return to the screen where you requested it.";
        return told(Message {
            class: None,
            ..said::info(MessageKey::ReturnStale, text)
        });
    }
    match org.switches.idx.magic_link {
        MagicLink::Elsewhere => Reply::of(elsewhere(org, &transaction, sent)),
        MagicLink::SameBrowser | MagicLink::Off => {
            let opened = Opened::Yes;
            transaction.stage = Stage::Code(Sent {
                opened,
                ..sent.clone()
            });
            org.idx.put(&transaction);
            let text = "Please return to the original tab.";
            told(said::info(MessageKey::ReturnToOriginalTab, text))
        }
    }
}

fn told(message: Message) -> Reply {
    Reply::lost(StatusCode::OK, message)
}

/// The code, to be typed where the flow began.
fn elsewhere(org: &Org, transaction: &Transaction, sent: &Sent) -> IdxResponse {
    let offers = Offer::all(&[policy::Method::Email]);
    let shown = ContextualData {
        otp: sent.code.clone(),
        ..ContextualData::default()
    };
    let mail = offers.first().map(|offer| Authenticator {
        contextual_data: Some(shown),
        ..offer.authenticator()
    });
    let person = transaction.person.map(|key| org.people.get(key));
    let text = "Enter the OTP in your original browser or device.";
    IdxResponse {
        intent: Some(Intent::Recovery),
        messages: vec![said::info(MessageKey::EnterOtpInOriginalTab, text)],
        current_authenticator: mail,
        user: person.map(|person| IdxUser {
            id: Some(person.id.clone()),
            identifier: Some(okta::Username::new(person.profile.login.clone())),
            profile: None,
        }),
        ..IdxResponse::default()
    }
}
