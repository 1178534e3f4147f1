//! The people of the usual seed: one for each thing to be seen.

use serde::{Deserialize, Serialize};

use crate::people::{EmailStatus, NewPerson, Profile, Provider, Status};

/// The password of everybody in the seed who has one.
pub const PASSWORD: &str = "Correct-Horse-7";

/// Grace's recovery question.
pub const QUESTION: &str = "What is the food you least liked as a child?";

/// The answer to [`QUESTION`].
pub const ANSWER: &str = "okra";

/// One person of a seed, as a seed file has them, and as `/_emulator/seed` and
/// `--help` show them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SeededPerson {
    /// Login, and primary address unless [`email`](Self::email) says otherwise.
    pub login: String,
    /// The password, if there is one.
    pub password: Option<String>,
    /// Okta's status; without one, a password makes ACTIVE, none PROVISIONED.
    pub status: Option<Status>,
    /// What this person shows.
    pub note: String,
    /// First name.
    #[serde(skip_serializing)]
    pub first_name: String,
    /// Last name.
    #[serde(skip_serializing)]
    pub last_name: String,
    /// The primary address, if it is not the login.
    #[serde(skip_serializing)]
    pub email: Option<String>,
    /// Whether the primary address has been proved; without a word, it has.
    #[serde(skip_serializing)]
    pub email_status: Option<EmailStatus>,
    /// The secondary address.
    #[serde(skip_serializing)]
    pub second_email: Option<String>,
    /// The number that codes go to, proved.
    #[serde(skip_serializing)]
    pub phone: Option<String>,
    /// Recovery question and answer.
    #[serde(skip_serializing)]
    pub recovery_question: Option<SeededQuestion>,
    /// Whose credentials these are; an ACTIVE person without a password is SOCIAL.
    #[serde(skip_serializing)]
    pub provider: Option<Provider>,
    /// The names of the groups besides Everyone.
    #[serde(skip_serializing)]
    pub groups: Vec<String>,
}

/// A recovery question with its answer.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeededQuestion {
    /// The question.
    pub question: String,
    /// The answer.
    pub answer: String,
}

/// Everybody in the usual seed.
pub(super) fn usual() -> Vec<SeededPerson> {
    let mut people = well();
    people.extend(stuck());
    people
}

/// Who has an account that works.
fn well() -> Vec<SeededPerson> {
    vec![
        person(
            "ada@example.com",
            ("Ada", "Lovelace"),
            Status::Active,
            "no recovery question: the link leads straight to the new password",
        ),
        SeededPerson {
            recovery_question: Some(SeededQuestion {
                question: QUESTION.to_owned(),
                answer: ANSWER.to_owned(),
            }),
            ..person(
                "grace@example.com",
                ("Grace", "Hopper"),
                Status::Active,
                "recovery question; the answer is «okra»",
            )
        },
        SeededPerson {
            second_email: Some("alan.home@example.net".to_owned()),
            ..person(
                "alan@example.com",
                ("Alan", "Turing"),
                Status::Active,
                "the mail goes to alan.home@example.net too",
            )
        },
        SeededPerson {
            phone: Some("+15550100".to_owned()),
            ..person(
                "hedy@example.com",
                ("Hedy", "Lamarr"),
                Status::Active,
                "has a phone for codes, where the policy allows SMS or calls",
            )
        },
        SeededPerson {
            password: None,
            ..person(
                "social@example.com",
                ("Sophie", "Wilson"),
                Status::Active,
                "signs in elsewhere, has no password: no mail",
            )
        },
        SeededPerson {
            provider: Some(Provider::ActiveDirectory),
            ..person(
                "directory@example.com",
                ("Barbara", "Liskov"),
                Status::Active,
                "the password lives in Active Directory: no mail",
            )
        },
    ]
}

/// Who cannot get in.
fn stuck() -> Vec<SeededPerson> {
    let without_password = |person| SeededPerson {
        password: None,
        ..person
    };
    vec![
        without_password(person(
            "staged@example.com",
            ("Stephanie", "Shirley"),
            Status::Staged,
            "created, never activated: no mail",
        )),
        without_password(person(
            "provisioned@example.com",
            ("Radia", "Perlman"),
            Status::Provisioned,
            "activated, has no password yet: no mail",
        )),
        person(
            "recovery@example.com",
            ("Rózsa", "Péter"),
            Status::Recovery,
            "an administrator demanded a reset: no mail",
        ),
        person(
            "expired@example.com",
            ("Edsger", "Dijkstra"),
            Status::PasswordExpired,
            "the password has expired: no mail",
        ),
        person(
            "locked@example.com",
            ("Lynn", "Conway"),
            Status::LockedOut,
            "locked by wrong passwords: a mail that says so",
        ),
        person(
            "suspended@example.com",
            ("Karen", "Spärck Jones"),
            Status::Suspended,
            "suspended by an administrator: no mail",
        ),
        person(
            "deprovisioned@example.com",
            ("Donald", "Knuth"),
            Status::Deprovisioned,
            "deactivated: no mail",
        ),
    ]
}

/// Somebody with the usual password.
fn person(login: &str, (first, last): (&str, &str), status: Status, note: &str) -> SeededPerson {
    SeededPerson {
        login: login.to_owned(),
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        password: Some(PASSWORD.to_owned()),
        status: Some(status),
        note: note.to_owned(),
        ..SeededPerson::default()
    }
}

impl From<&SeededPerson> for NewPerson {
    fn from(person: &SeededPerson) -> Self {
        let question = person.recovery_question.clone();
        let email = person.email.as_ref().unwrap_or(&person.login);
        Self {
            profile: Profile {
                login: person.login.clone(),
                email: email.clone(),
                second_email: person.second_email.clone(),
                first_name: person.first_name.clone(),
                last_name: person.last_name.clone(),
                mobile_phone: person.phone.clone(),
                ..Profile::default()
            },
            password: person.password.clone(),
            recovery_question: question.map(|asked| (asked.question, asked.answer)),
            status: person.status,
            provider: person.provider,
            groups: person.groups.clone(),
            phone: person.phone.clone(),
            email_status: person.email_status,
        }
    }
}
