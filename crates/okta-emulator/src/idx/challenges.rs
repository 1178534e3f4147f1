//! The pages that ask for a proof: which authenticator, shall it be sent, the code, the answer.

use okta::idx::{
    Authenticator, Choice, ChoiceValue, ContextualData, Field, FieldValue, Form, IdxResponse,
    MethodType, Operation, Remediation, RemediationName,
};

use super::form::{about, bare, credentials, fixed, required, secret, text, word};
use super::offers::{OWN_QUESTION, Offer, asking, key_of, label};
use super::recovery::offered_methods;
use super::transaction::Sent;
use super::view::Scene;
use crate::people::Person;
use crate::policy::Method;
use crate::switches::Switch;

/// What a form relates to.
const ENROLLMENT: &str = "$.currentAuthenticatorEnrollment";

/// Milliseconds between polls, as recorded.
const REFRESH: u32 = 4000;

/// Which authenticator?
pub(super) fn choose(scene: &Scene<'_>, state: IdxResponse) -> IdxResponse {
    let offers = offers(scene);
    let remediations = vec![select(scene, &offers)];
    with_parts(
        scene,
        &offers,
        IdxResponse {
            remediations,
            ..state
        },
    )
}

/// Shall a code be sent?
pub(super) fn confirm(scene: &Scene<'_>, state: IdxResponse, method: Method) -> IdxResponse {
    let offers = offers(scene);
    let offer = chosen(&offers, method);
    let mut fields = vec![
        fixed_id(&offer),
        Field {
            r#type: Some("string".to_owned()),
            options: offer
                .methods
                .iter()
                .map(|method| word(label(method), method.as_str()))
                .collect(),
            ..required(bare("methodType"))
        },
    ];
    fields.extend(enrollment_id(&offer, scene.visible()));
    let authenticator = Field {
        form: Some(Form { fields }),
        ..text("authenticator", offer.name())
    };
    let name = RemediationName::AuthenticatorVerificationData;
    let ask = scene.form(name, Operation::Challenge, vec![authenticator]);
    let remediations = vec![about(ask, ENROLLMENT), select(scene, &offers)];
    let enrollment = Authenticator {
        resend: Some(resend(scene)),
        ..enrolled(&offer, scene.visible())
    };
    with_parts(
        scene,
        &offers,
        IdxResponse {
            remediations,
            current_authenticator_enrollment: Some(enrollment),
            ..state
        },
    )
}

/// The code that was sent.
pub(super) fn code(scene: &Scene<'_>, state: IdxResponse, sent: &Sent) -> IdxResponse {
    let offers = offers(scene);
    let offer = chosen(&offers, sent.method);
    let fields = vec![credentials(vec![text("passcode", "Enter code")])];
    let name = RemediationName::ChallengeAuthenticator;
    let ask = scene.form(name, Operation::ChallengeAnswer, fields);
    let remediations = vec![about(ask, ENROLLMENT), select(scene, &offers)];
    let is_mail = sent.method == Method::Email;
    let polls = is_mail && scene.org.switches.idx.poll_offered == Switch::On;
    let enrollment = Authenticator {
        contextual_data: (is_mail && sent.link.is_none()).then(|| ContextualData {
            use_email_magic_link: Some(false),
            ..ContextualData::default()
        }),
        resend: Some(resend(scene)),
        poll: polls.then(|| Remediation {
            refresh: Some(REFRESH),
            ..scene.form(RemediationName::Poll, Operation::ChallengePoll, Vec::new())
        }),
        ..enrolled(&offer, scene.visible())
    };
    with_parts(
        scene,
        &offers,
        IdxResponse {
            remediations,
            current_authenticator_enrollment: Some(enrollment),
            ..state
        },
    )
}

/// Which second authenticator?
pub(super) fn choose_question(scene: &Scene<'_>, state: IdxResponse) -> IdxResponse {
    let offers = [Offer::question()];
    let remediations = vec![select(scene, &offers)];
    with_parts(
        scene,
        &offers,
        IdxResponse {
            remediations,
            ..state
        },
    )
}

/// The answer to the question.
pub(super) fn question(scene: &Scene<'_>, state: IdxResponse) -> IdxResponse {
    let offers = [Offer::question()];
    let data = scene.person().map(asking);
    let asked = data
        .as_ref()
        .and_then(|data| data.enrolled_question.as_ref());
    let asked = asked.map(|question| question.question.clone());
    let key = Field {
        label: asked,
        required: Some(true),
        visible: Some(false),
        ..fixed("questionKey", OWN_QUESTION)
    };
    let answer = secret(required(text("answer", "Answer")));
    let name = RemediationName::ChallengeAuthenticator;
    let fields = vec![credentials(vec![key, answer])];
    let ask = scene.form(name, Operation::ChallengeAnswer, fields);
    let remediations = vec![about(ask, ENROLLMENT), select(scene, &offers)];
    let enrollment = Authenticator {
        contextual_data: data,
        ..enrolled(&offers[0], scene.visible())
    };
    with_parts(
        scene,
        &offers,
        IdxResponse {
            remediations,
            current_authenticator_enrollment: Some(enrollment),
            ..state
        },
    )
}

fn with_parts(scene: &Scene<'_>, offers: &[Offer], state: IdxResponse) -> IdxResponse {
    let enrollment = |offer: &Offer| enrolled(offer, scene.visible());
    IdxResponse {
        authenticators: offers.iter().map(Offer::authenticator).collect(),
        authenticator_enrollments: offers.iter().map(enrollment).collect(),
        recovery_authenticator: scene.recovered(),
        ..state
    }
}

fn offers(scene: &Scene<'_>) -> Vec<Offer> {
    Offer::all(&offered_methods(scene.org, scene.transaction.person))
}

fn chosen(offers: &[Offer], method: Method) -> Offer {
    let key = key_of(method);
    let mut offers = offers.iter().filter(|offer| offer.key == key);
    offers
        .next()
        .cloned()
        .unwrap_or_else(|| Offer::all(&[method]).swap_remove(0))
}

/// With id and profile, as far as anybody may see them.
pub(super) fn enrolled(offer: &Offer, person: Option<&Person>) -> Authenticator {
    match person {
        Some(person) => offer.enrolled(person),
        None => offer.hidden(),
    }
}

fn resend(scene: &Scene<'_>) -> Remediation {
    scene.form(
        RemediationName::Resend,
        Operation::ChallengeResend,
        Vec::new(),
    )
}

/// `select-authenticator-authenticate`.
pub(super) fn select(scene: &Scene<'_>, offers: &[Offer]) -> Remediation {
    let name = RemediationName::SelectAuthenticatorAuthenticate;
    let fields = vec![choices(offers, scene.visible())];
    scene.form(name, Operation::Challenge, fields)
}

/// The field with the authenticators to choose from.
pub(super) fn choices(offers: &[Offer], person: Option<&Person>) -> Field {
    let choice = |(index, offer): (usize, &Offer)| {
        let mut fields = vec![fixed_id(offer), method_type(offer)];
        fields.extend(enrollment_id(offer, person));
        Choice {
            label: offer.name().to_owned(),
            value: ChoiceValue::Fields {
                form: Form { fields },
            },
            relates_to: Some(format!("$.authenticatorEnrollments.value[{index}]")),
        }
    };
    Field {
        r#type: Some("object".to_owned()),
        options: offers.iter().enumerate().map(choice).collect(),
        ..bare("authenticator")
    }
}

fn fixed_id(offer: &Offer) -> Field {
    required(fixed("id", &offer.id()))
}

/// The phone lets choose, the others have one way.
fn method_type(offer: &Offer) -> Field {
    let field = Field {
        required: Some(false),
        ..bare("methodType")
    };
    let is_phone = offer.key == okta::idx::AuthenticatorKey::Phone;
    match &offer.methods[..] {
        [only] if !is_phone => Field {
            value: Some(FieldValue::Text(only.as_str().to_owned())),
            mutable: Some(false),
            ..field
        },
        methods => Field {
            r#type: Some("string".to_owned()),
            options: methods
                .iter()
                .map(|method: &MethodType| word(label(method), method.as_str()))
                .collect(),
            ..field
        },
    }
}

/// Which phone, where anybody may see it.
fn enrollment_id(offer: &Offer, person: Option<&Person>) -> Option<Field> {
    let is_phone = offer.key == okta::idx::AuthenticatorKey::Phone;
    let person = person.filter(|_| is_phone)?;
    Some(required(fixed(
        "enrollmentId",
        &offer.enrollment_id(person),
    )))
}
