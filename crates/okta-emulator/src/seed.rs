//! The org that every run begins with.

use okta::Timestamp;
use serde::Serialize;

use crate::moment::Entropy;
use crate::people::{NewPerson, People, Status};
use crate::policy::Policy;
use crate::switches::Switches;

/// The password of everybody in the seed who has one.
pub const PASSWORD: &str = "Correct-Horse-7";

/// Grace's recovery question.
pub const QUESTION: &str = "What is the food you least liked as a child?";

/// The answer to [`QUESTION`].
pub const ANSWER: &str = "okra";

/// Where the links of recovery mails lead unless told otherwise.
pub const RESET_LINK: &str = "http://127.0.0.1:8787/reset_password/{token}";

/// What an org is made from, and made from again by `/_emulator/reset`.
#[derive(Clone, Debug)]
pub struct Seed {
    /// The password policy.
    pub policy: Policy,
    /// The switches.
    pub switches: Switches,
    /// The link of recovery mails, with `{token}` where the token goes.
    pub reset_link: String,
    /// Who is in the org.
    pub people: Vec<SeededPerson>,
}

impl Default for Seed {
    fn default() -> Self {
        Self {
            policy: Policy::default(),
            switches: Switches::default(),
            reset_link: RESET_LINK.to_owned(),
            people: PEOPLE.to_vec(),
        }
    }
}

/// One person of the seed, as `/_emulator/seed` and `--help` show them.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct SeededPerson {
    /// Login and primary address.
    pub login: &'static str,
    /// The password, if there is one.
    pub password: Option<&'static str>,
    /// Okta's status.
    pub status: Status,
    /// What this person shows.
    pub note: &'static str,
    /// First and last name.
    #[serde(skip)]
    pub name: (&'static str, &'static str),
    /// The secondary address.
    #[serde(skip)]
    pub second_email: Option<&'static str>,
    /// Recovery question and answer.
    #[serde(skip)]
    pub recovery_question: Option<(&'static str, &'static str)>,
}

/// The people of the seed: one for each thing to be seen.
pub const PEOPLE: &[SeededPerson] = &[
    active(
        "ada@example.com",
        ("Ada", "Lovelace"),
        "no recovery question: the link leads straight to the new password",
    ),
    SeededPerson {
        recovery_question: Some((QUESTION, ANSWER)),
        ..active(
            "grace@example.com",
            ("Grace", "Hopper"),
            "recovery question; the answer is «okra»",
        )
    },
    SeededPerson {
        second_email: Some("alan.home@example.net"),
        ..active(
            "alan@example.com",
            ("Alan", "Turing"),
            "the mail goes to alan.home@example.net too",
        )
    },
    SeededPerson {
        password: None,
        ..active(
            "social@example.com",
            ("Sophie", "Wilson"),
            "signs in elsewhere, has no password: no mail",
        )
    },
    stuck(
        "staged@example.com",
        ("Stephanie", "Shirley"),
        Status::Staged,
        "created, never activated: no mail",
    ),
    stuck(
        "provisioned@example.com",
        ("Radia", "Perlman"),
        Status::Provisioned,
        "activated, has no password yet: no mail",
    ),
    with_password(
        "recovery@example.com",
        ("Rózsa", "Péter"),
        Status::Recovery,
        "an administrator demanded a reset: no mail",
    ),
    with_password(
        "expired@example.com",
        ("Edsger", "Dijkstra"),
        Status::PasswordExpired,
        "the password has expired: no mail",
    ),
    with_password(
        "locked@example.com",
        ("Lynn", "Conway"),
        Status::LockedOut,
        "locked by wrong passwords: a mail that says so",
    ),
    with_password(
        "suspended@example.com",
        ("Karen", "Spärck Jones"),
        Status::Suspended,
        "suspended by an administrator: no mail",
    ),
    with_password(
        "deprovisioned@example.com",
        ("Donald", "Knuth"),
        Status::Deprovisioned,
        "deactivated: no mail",
    ),
];

const fn active(
    login: &'static str,
    name: (&'static str, &'static str),
    note: &'static str,
) -> SeededPerson {
    with_password(login, name, Status::Active, note)
}

const fn with_password(
    login: &'static str,
    name: (&'static str, &'static str),
    status: Status,
    note: &'static str,
) -> SeededPerson {
    SeededPerson {
        password: Some(PASSWORD),
        ..stuck(login, name, status, note)
    }
}

const fn stuck(
    login: &'static str,
    name: (&'static str, &'static str),
    status: Status,
    note: &'static str,
) -> SeededPerson {
    SeededPerson {
        login,
        password: None,
        status,
        note,
        name,
        second_email: None,
        recovery_question: None,
    }
}

/// Days before the start at which everybody was created.
const AGE_IN_DAYS: i64 = 30;

impl Seed {
    /// The people, created some weeks before `now`, so that no password is
    /// too young to be changed.
    pub(crate) fn people(&self, now: Timestamp, entropy: &mut Entropy) -> People {
        let created = Timestamp::from_millis(now.as_millis() - AGE_IN_DAYS * 86_400_000);
        let mut people = People::default();
        for person in &self.people {
            people
                .create(person.into(), created, entropy)
                .expect("the logins of the seed are distinct");
        }
        people
    }
}

impl From<&SeededPerson> for NewPerson {
    fn from(person: &SeededPerson) -> Self {
        let mut new = NewPerson::named(person.login, person.name.0, person.name.1);
        new.profile.second_email = person.second_email.map(str::to_owned);
        new.password = person.password.map(str::to_owned);
        new.recovery_question = person
            .recovery_question
            .map(|(question, answer)| (question.to_owned(), answer.to_owned()));
        new.status = Some(person.status);
        new
    }
}
