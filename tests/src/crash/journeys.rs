//! The journeys that are interrupted.

use crate::programs::{CODES, OWN, WITH_PHONES};

/// One way to a new password.
pub(super) struct Journey {
    pub(super) name: &'static str,
    /// Besides what every test has.
    pub(super) settings: &'static [&'static [(&'static str, &'static str)]],
    /// The org, as the emulator's seed.
    pub(super) org: &'static str,
    pub(super) login: &'static str,
    /// Where the message goes.
    pub(super) to: &'static str,
    /// What is chosen beside the login.
    pub(super) channel: Option<&'static str>,
    pub(super) proof: Proof,
    /// To the recovery question.
    pub(super) answer: Option<&'static str>,
}

/// What a message brings.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Proof {
    Link,
    Code,
}

const IDENTITY_ENGINE: &[(&str, &str)] = &[("OKTA_ENGINE", "identity-engine")];
const BY_PHONE: &[(&str, &str)] = &[("CHANNELS", "email sms")];
const STEP_UP: &str = r#"{"policy": {"rules": [{"stepUp": "security_question"}]}}"#;

const ADA: &str = "ada@example.com";
const GRACE: &str = "grace@example.com";

/// Okta's mail with a link, to somebody without a recovery question.
pub(super) const OKTA_LINK: Journey = Journey {
    name: "okta_link",
    settings: &[],
    org: WITH_PHONES,
    login: ADA,
    to: ADA,
    channel: None,
    proof: Proof::Link,
    answer: None,
};

/// The same by our own mail.
pub(super) const OWN_LINK: Journey = Journey {
    name: "own_link",
    settings: &[OWN],
    ..OKTA_LINK
};

pub(super) const JOURNEYS: &[Journey] = &[
    OKTA_LINK,
    Journey {
        name: "okta_link_question",
        login: GRACE,
        to: GRACE,
        answer: Some("okra"),
        ..OKTA_LINK
    },
    OWN_LINK,
    Journey {
        name: "own_link_question",
        login: GRACE,
        to: GRACE,
        answer: Some("okra"),
        ..OWN_LINK
    },
    Journey {
        name: "own_link_identity_engine",
        settings: &[OWN, IDENTITY_ENGINE],
        ..OWN_LINK
    },
    Journey {
        name: "own_code",
        proof: Proof::Code,
        ..OWN_LINK
    },
    Journey {
        name: "own_code_identity_engine",
        settings: &[OWN, IDENTITY_ENGINE],
        proof: Proof::Code,
        ..OWN_LINK
    },
    Journey {
        name: "activation_staged",
        login: "staged@example.com",
        to: "staged@example.com",
        ..OWN_LINK
    },
    Journey {
        name: "activation_provisioned",
        login: "provisioned@example.com",
        to: "provisioned@example.com",
        ..OWN_LINK
    },
    Journey {
        name: "unlock",
        login: "locked@example.com",
        to: "locked@example.com",
        ..OWN_LINK
    },
    Journey {
        name: "idx_code",
        settings: &[CODES],
        channel: Some("email"),
        proof: Proof::Code,
        ..OKTA_LINK
    },
    Journey {
        name: "idx_code_question",
        settings: &[CODES],
        org: STEP_UP,
        login: GRACE,
        to: GRACE,
        channel: Some("email"),
        proof: Proof::Code,
        answer: Some("okra"),
    },
    Journey {
        name: "classic_sms",
        settings: &[BY_PHONE],
        login: "hedy@example.com",
        to: "+15550100",
        channel: Some("sms"),
        proof: Proof::Code,
        ..OKTA_LINK
    },
];

impl Journey {
    pub(super) fn is_of_ours(&self) -> bool {
        self.settings.contains(&OWN)
    }
}
