//! A person, as the org keeps them.

use std::collections::BTreeMap;

use okta::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::moment::Entropy;
use crate::secret::Hashed;
use crate::switches::Engine;

/// Okta's user status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    /// Created, never activated.
    Staged,
    /// Activated, but without a password yet.
    Provisioned,
    /// The normal case.
    Active,
    /// An administrator demanded a reset.
    Recovery,
    /// Must change the password at the next sign-in.
    PasswordExpired,
    /// Too many wrong passwords.
    LockedOut,
    /// Paused by an administrator.
    Suspended,
    /// Deactivated.
    Deprovisioned,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 8] = [
        Self::Staged,
        Self::Provisioned,
        Self::Active,
        Self::Recovery,
        Self::PasswordExpired,
        Self::LockedOut,
        Self::Suspended,
        Self::Deprovisioned,
    ];
}

/// Who is the master of a person's credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Provider {
    /// Okta itself.
    Okta,
    /// Active Directory.
    ActiveDirectory,
    /// An LDAP directory.
    Ldap,
    /// Another identity provider, by SAML or `OpenID Connect`.
    Federation,
    /// A social identity provider; there is no password.
    Social,
    /// Imported from an app.
    Import,
}

/// Whether a mail address has been proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum EmailStatus {
    /// The person has followed a link or typed a code.
    Verified,
    /// Not yet.
    Unverified,
}

/// What Okta knows of a person's name and addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Profile {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Mobile phone.
    pub mobile_phone: Option<String>,
    /// Secondary mail address.
    pub second_email: Option<String>,
    /// What the person signs in with.
    pub login: String,
    /// Primary mail address.
    pub email: String,
    /// What the org's schema adds, by name.
    #[serde(flatten)]
    pub others: BTreeMap<String, Value>,
}

/// A person about to be created.
#[derive(Debug, Default)]
pub(crate) struct NewPerson {
    pub(crate) profile: Profile,
    pub(crate) password: Option<String>,
    pub(crate) recovery_question: Option<(String, String)>,
    /// Without one, a password makes ACTIVE, none PROVISIONED.
    pub(crate) status: Option<Status>,
    /// Without one, an ACTIVE person without a password is SOCIAL.
    pub(crate) provider: Option<Provider>,
    pub(crate) groups: Vec<String>,
    /// The number that codes go to.
    pub(crate) phone: Option<String>,
    /// Without one, proved.
    pub(crate) email_status: Option<EmailStatus>,
}

/// A question and the hash of its answer in lower case.
#[derive(Clone)]
pub(crate) struct RecoveryQuestion {
    pub(crate) question: String,
    answer: Hashed,
}

impl RecoveryQuestion {
    pub(crate) fn new(question: String, answer: &str, entropy: &mut Entropy) -> Self {
        Self {
            question,
            answer: Hashed::new(&answer.to_lowercase(), entropy),
        }
    }

    /// Answers are compared without regard to case.
    pub(crate) fn is_answered_by(&self, answer: &str) -> bool {
        self.answer.is(&answer.to_lowercase())
    }
}

/// What a successful sign-in or reset leaves behind.
#[derive(Clone, Debug, Serialize)]
#[expect(clippy::struct_field_names, reason = "Okta's name")]
pub(crate) struct Session {
    pub(crate) session_token: String,
    pub(crate) created_at: Timestamp,
    /// Whether the token has become a session; it can only once.
    pub(crate) is_exchanged: bool,
}

/// A person, as the org keeps them.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) status: Status,
    /// Which status the person is on the way to, and when it is reached.
    pub(crate) transition: Option<(Status, Timestamp)>,
    pub(crate) created: Timestamp,
    pub(crate) activated: Option<Timestamp>,
    pub(crate) status_changed: Option<Timestamp>,
    pub(crate) last_login: Option<Timestamp>,
    pub(crate) last_updated: Timestamp,
    pub(crate) password_changed: Option<Timestamp>,
    pub(crate) profile: Profile,
    pub(crate) provider: Provider,
    pub(crate) groups: Vec<String>,
    /// The number that codes go to; it has been proved.
    pub(crate) phone: Option<String>,
    /// Whether the primary address has been proved.
    pub(crate) email_status: EmailStatus,
    pub(crate) password: Option<Hashed>,
    /// Former passwords, the newest last.
    pub(crate) history: Vec<Hashed>,
    pub(crate) recovery_question: Option<RecoveryQuestion>,
    pub(crate) wrong_passwords: u32,
    pub(crate) wrong_answers: u32,
    pub(crate) sessions: Vec<Session>,
}

impl Person {
    pub(crate) fn new(new: NewPerson, now: Timestamp, entropy: &mut Entropy) -> Self {
        let password = new.password.map(|password| Hashed::new(&password, entropy));
        let created_as = if password.is_some() {
            Status::Active
        } else {
            Status::Provisioned
        };
        let status = new.status.unwrap_or(created_as);
        let social = status == Status::Active && password.is_none();
        let provider = if social {
            Provider::Social
        } else {
            Provider::Okta
        };
        let unused = status == Status::Staged;
        let question = new.recovery_question;
        Self {
            id: derived_id("00u", &new.profile.login.to_lowercase()),
            status,
            transition: None,
            created: now,
            activated: (!unused).then_some(now),
            status_changed: (!unused).then_some(now),
            last_login: None,
            last_updated: now,
            password_changed: password.is_some().then_some(now),
            profile: new.profile,
            provider: new.provider.unwrap_or(provider),
            groups: new.groups,
            phone: new.phone,
            email_status: new.email_status.unwrap_or(EmailStatus::Verified),
            password,
            history: Vec::new(),
            recovery_question: question
                .map(|(question, answer)| RecoveryQuestion::new(question, &answer, entropy)),
            wrong_passwords: 0,
            wrong_answers: 0,
            sessions: Vec::new(),
        }
    }

    pub(crate) fn set_status(&mut self, status: Status, now: Timestamp) {
        if self.status != status {
            self.status = status;
            self.status_changed = Some(now);
            self.last_updated = self.last_updated.max(now);
        }
    }

    /// Arrives at the status to come, if it is time.
    pub(crate) fn arrive(&mut self, now: Timestamp) {
        let Some((status, at)) = self.transition.take_if(|(_, at)| *at <= now) else {
            return;
        };
        if status == Status::Deprovisioned {
            self.sessions.clear();
        } else {
            self.activated = Some(at);
        }
        self.set_status(status, at);
    }

    /// Opens the lock, by whichever way; the password stays as it is.
    pub(crate) fn unlock(&mut self, at: Timestamp) {
        self.forgive();
        self.set_status(Status::Active, at);
    }

    /// Forgets what was counted.
    pub(crate) fn forgive(&mut self) {
        self.wrong_passwords = 0;
        self.wrong_answers = 0;
    }

    /// Counts a wrong answer; whether it was one too many, of so many, and locked. 0 never locks.
    pub(crate) fn answer_wrongly(&mut self, most: u32, now: Timestamp) -> bool {
        self.wrong_answers = self.wrong_answers.saturating_add(1);
        let locks = most > 0 && self.wrong_answers >= most;
        if locks {
            self.set_status(Status::LockedOut, now);
        }
        locks
    }

    /// As [`set`](crate::new_password::set), and no more.
    pub(crate) fn set_password(
        &mut self,
        (password, status): (&str, Status),
        now: Timestamp,
        entropy: &mut Entropy,
    ) {
        let former = self.password.replace(Hashed::new(password, entropy));
        self.history.extend(former);
        self.password_changed = Some(now);
        self.last_updated = now;
        self.set_status(status, now);
    }

    /// Begins a session, and gives its token: 42 letters or 58, as recorded. An org begins them by
    /// [`Org::begin_session`](crate::org::Org::begin_session).
    pub(super) fn begin_session(
        &mut self,
        engine: Engine,
        now: Timestamp,
        entropy: &mut Entropy,
    ) -> String {
        let session_token = match engine {
            Engine::Classic => format!("00{}", entropy.url_safe(40)),
            Engine::IdentityEngine => format!("20111{}", entropy.url_safe(53)),
        };
        self.sessions.push(Session {
            session_token: session_token.clone(),
            created_at: now,
            is_exchanged: false,
        });
        session_token
    }
}

/// An id of Okta's form that is the same in every run: it is made from a name.
pub(crate) fn derived_id(prefix: &str, name: &str) -> String {
    let key = Sha256::digest(name).into();
    format!("{prefix}{}", Entropy::new(key).alphanumeric(17))
}
