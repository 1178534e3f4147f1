//! The authenticators of the org, and what people have enrolled.

use okta::idx::{
    Authenticator, AuthenticatorKey, ContextualData, EnrolledQuestion, EnrollmentProfile, Method,
    MethodType,
};

use crate::people::{Person, derived_id};
use crate::policy;

/// `questionKey` of a question that the person has written.
pub(super) const OWN_QUESTION: &str = "custom";

/// An authenticator with the methods that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Offer {
    pub(super) key: AuthenticatorKey,
    pub(super) methods: Vec<MethodType>,
}

impl Offer {
    pub(super) fn of(key: AuthenticatorKey, methods: Vec<MethodType>) -> Self {
        Self { key, methods }
    }

    pub(super) fn password() -> Self {
        Self::of(AuthenticatorKey::Password, vec![MethodType::Password])
    }

    pub(super) fn question() -> Self {
        let method = MethodType::SecurityQuestion;
        Self::of(AuthenticatorKey::SecurityQuestion, vec![method])
    }

    /// The authenticators of these methods: SMS and voice share the phone.
    pub(super) fn all(methods: &[policy::Method]) -> Vec<Self> {
        let mut offers: Vec<Self> = Vec::new();
        for method in methods {
            let key = key_of(*method);
            match offers.iter_mut().find(|offer| offer.key == key) {
                Some(offer) => offer.methods.push(method_type(*method)),
                None => offers.push(Self::of(key, vec![method_type(*method)])),
            }
        }
        offers
    }

    pub(super) fn id(&self) -> String {
        derived_id("aut", self.key.as_str())
    }

    pub(super) fn name(&self) -> &'static str {
        kind(&self.key).1
    }

    /// As the org knows it.
    pub(super) fn authenticator(&self) -> Authenticator {
        let methods = self.methods.iter().cloned();
        Authenticator {
            r#type: Some(kind(&self.key).0.to_owned()),
            key: Some(self.key.clone()),
            id: Some(self.id()),
            display_name: Some(self.name().to_owned()),
            methods: methods.map(|r#type| Method { r#type }).collect(),
            ..Authenticator::default()
        }
    }

    /// As nobody may know it: without id and profile.
    pub(super) fn hidden(&self) -> Authenticator {
        Authenticator {
            id: None,
            ..self.authenticator()
        }
    }

    /// As a person has enrolled it.
    pub(super) fn enrolled(&self, person: &Person) -> Authenticator {
        Authenticator {
            id: Some(self.enrollment_id(person)),
            profile: self.profile(person),
            ..self.authenticator()
        }
    }

    pub(super) fn enrollment_id(&self, person: &Person) -> String {
        derived_id(kind(&self.key).2, &person.id)
    }

    fn profile(&self, person: &Person) -> Option<EnrollmentProfile> {
        let mut profile = EnrollmentProfile::default();
        if self.key == AuthenticatorKey::Email {
            profile.email = Some(masked(&person.profile.email));
        } else if self.key == AuthenticatorKey::Phone {
            profile.phone_number = person.phone.as_deref().map(masked_number);
        } else if self.key == AuthenticatorKey::SecurityQuestion {
            let question = enrolled_question(person)?;
            profile.question_key = Some(question.question_key);
            profile.question = Some(question.question);
        } else {
            return None;
        }
        Some(profile)
    }
}

/// The question, as a challenge shows it.
pub(super) fn asking(person: &Person) -> ContextualData {
    ContextualData {
        enrolled_question: enrolled_question(person),
        ..ContextualData::default()
    }
}

fn enrolled_question(person: &Person) -> Option<EnrolledQuestion> {
    let question = person.recovery_question.as_ref()?;
    Some(EnrolledQuestion {
        question_key: OWN_QUESTION.to_owned(),
        question: question.question.clone(),
    })
}

pub(super) fn method_type(method: policy::Method) -> MethodType {
    match method {
        policy::Method::Email => MethodType::Email,
        policy::Method::Sms => MethodType::Sms,
        policy::Method::Voice => MethodType::Voice,
    }
}

pub(super) fn key_of(method: policy::Method) -> AuthenticatorKey {
    match method {
        policy::Method::Email => AuthenticatorKey::Email,
        policy::Method::Sms | policy::Method::Voice => AuthenticatorKey::Phone,
    }
}

/// What choices call a method.
pub(super) fn label(method: &MethodType) -> &'static str {
    match method {
        MethodType::Email => "Email",
        MethodType::Sms => "SMS",
        MethodType::Voice => "Voice call",
        MethodType::Password
        | MethodType::SecurityQuestion
        | MethodType::Push
        | MethodType::Totp
        | MethodType::Otp
        | MethodType::SignedNonce
        | MethodType::Webauthn
        | MethodType::Idp
        | MethodType::Unknown(_) => "",
    }
}

/// Type, name, and what the ids of enrollments begin with.
fn kind(key: &AuthenticatorKey) -> (&'static str, &'static str, &'static str) {
    match key {
        AuthenticatorKey::Email => ("email", "Email", "eae"),
        AuthenticatorKey::Password => ("password", "Password", "lae"),
        AuthenticatorKey::Phone => ("phone", "Phone", "sms"),
        AuthenticatorKey::SecurityQuestion => ("security_question", "Security Question", "qae"),
        AuthenticatorKey::OktaVerify
        | AuthenticatorKey::GoogleOtp
        | AuthenticatorKey::Webauthn
        | AuthenticatorKey::ExternalIdp
        | AuthenticatorKey::Unknown(_) => ("app", "App", "uft"),
    }
}

/// `t***t@idx.com`.
fn masked(address: &str) -> String {
    let (name, domain) = address.split_once('@').unwrap_or((address, ""));
    let mut letters = name.chars();
    let (first, last) = (letters.next(), letters.next_back());
    let first = first.map(String::from).unwrap_or_default();
    let last = last.map(String::from).unwrap_or_default();
    format!("{first}***{last}@{domain}")
}

/// `+1 XXX-XXX-5555`.
fn masked_number(number: &str) -> String {
    let digits: Vec<char> = number.chars().collect();
    let last: String = digits[digits.len().saturating_sub(4)..].iter().collect();
    format!("+1 XXX-XXX-{last}")
}

#[cfg(test)]
mod tests {
    use super::{masked, masked_number};

    #[test]
    fn addresses_and_numbers_are_masked_as_recorded() {
        assert_eq!(masked("test@idx.com"), "t***t@idx.com");
        assert_eq!(masked("a@idx.com"), "a***@idx.com");
        assert_eq!(masked_number("+15555555555"), "+1 XXX-XXX-5555");
        assert_eq!(masked_number("12"), "+1 XXX-XXX-12");
        assert_eq!(masked(""), "***@");
    }
}
