//! Who forgets a password where, and how the walk goes when nothing fails.

use okta_emulator::{Engine, Seed, StepUp, Switch};
use pages::texts::Wording;
use pages::{Channel, Purpose};
use recovery::{Choice, Delivery, OwnDelivery, Quota};
use serde_json::{Value, json};

use super::Cells;
use super::operations::Target;
use crate::matrix::{By, ENGINES, LOGIN, Row, create, own_delivery, rows};
use crate::native::Native;
use crate::setting::Setting;

/// An account, and by whom and how it is written to.
#[derive(Clone)]
pub(crate) struct Case {
    /// The name of the row.
    pub(crate) name: String,
    engine: Engine,
    /// The way to the account's person.
    pub(crate) way: Way,
    /// Nothing for somebody without an account.
    row: Option<&'static Row>,
    /// What goes wrong besides.
    pub(crate) luck: Luck,
}

/// Who writes, by what that is proved, and where it arrives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Way {
    name: &'static str,
    pub(crate) sender: Sender,
    pub(crate) by: By,
    pub(crate) channel: Channel,
    pub(crate) purpose: Purpose,
}

/// Who sends the messages.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Sender {
    Okta,
    Own,
}

/// What goes wrong on every walk of a case, besides the one thing that fails in a cell. So calls are
/// on the way that are made to find out what became of others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Luck {
    /// Nothing.
    Good,
    /// A first message is not waited for. Code, answer and password reach Okta, and the first answers
    /// to them do not come back.
    AnswersLost,
    /// The same, but they do not reach Okta.
    RequestsLost,
}

/// How the walk goes when nothing fails.
#[derive(Debug)]
pub(crate) struct Undisturbed {
    /// What is asked, oldest first.
    pub(crate) calls: Vec<Target>,
    /// The public answer.
    pub(crate) answer: Value,
    /// How many messages lead to a new password: none for whoever has no way to one.
    pub(crate) links: usize,
    /// How many mails do not, and say why.
    pub(crate) denials: usize,
    /// How many pages come between the message and the end.
    pub(crate) pages: usize,
    /// How often something is written down before it is tried.
    pub(crate) records: usize,
}

const fn way(name: &'static str, sender: Sender, by: By, channel: Channel) -> Way {
    Way {
        name,
        sender,
        by,
        channel,
        purpose: Purpose::Reset,
    }
}

const fn to_unlock(name: &'static str, by: By, channel: Channel) -> Way {
    Way {
        purpose: Purpose::OnlyUnlock,
        ..way(name, Sender::Okta, by, channel)
    }
}

/// Okta's calls are the same as its text messages, to a hair.
const WAYS: [Way; 8] = [
    way("okta::link", Sender::Okta, By::Link, Channel::Email),
    way("okta::code", Sender::Okta, By::Code, Channel::Email),
    way("okta::sms", Sender::Okta, By::Code, Channel::Sms),
    way("own::link", Sender::Own, By::Link, Channel::Email),
    way("own::code", Sender::Own, By::Code, Channel::Email),
    to_unlock("unlock::link", By::Link, Channel::Email),
    to_unlock("unlock::code", By::Code, Channel::Email),
    to_unlock("unlock::sms", By::Code, Channel::Sms),
];

/// The rows that are walked always: those in which an engine or a way makes a difference. Codes are
/// sent to people with a question and without; some get one that leads nowhere, some none.
const ALWAYS: &[(&str, &[&str])] = &[
    (
        "classic::okta::sms",
        &["active", "active_without_question", "locked", "nobody"],
    ),
    ("classic::own::code", &["active", "expired", "nobody"]),
    ("identity_engine::okta::link", &["active", "nobody"]),
    (
        "identity_engine::okta::code",
        &["active_without_question", "provisioned", "nobody"],
    ),
    ("identity_engine::okta::sms", &["active_without_question"]),
    (
        "identity_engine::own::link",
        &["active_without_question", "locked_without_question"],
    ),
    ("identity_engine::own::code", &["active_without_question"]),
    (
        "classic::unlock::link",
        &["locked", "locked_without_question", "active", "nobody"],
    ),
    (
        "classic::unlock::sms",
        &["locked", "locked_without_question", "nobody"],
    ),
    ("identity_engine::unlock::link", &["locked"]),
    (
        "identity_engine::unlock::code",
        &["locked", "locked_without_question", "active", "nobody"],
    ),
    ("identity_engine::unlock::sms", &["locked_without_question"]),
];
/// The ways on which luck is bad always, not only in the whole table.
const ALWAYS_UNLUCKY: [&str; 3] = [
    "classic::okta::link",
    "classic::okta::sms",
    "identity_engine::okta::code",
];
/// Whose luck is bad: who has something to gain.
const UNLUCKY: [&str; 2] = ["active", "active_without_question"];
const UNLUCKY_LOCKED: [&str; 2] = ["locked", "locked_without_question"];

/// Every case.
pub(crate) fn cases(cells: Cells) -> Vec<Case> {
    let mut cases = Vec::new();
    for (engine_name, engine) in ENGINES {
        // Classic has no codes by mail.
        let ways = WAYS.into_iter();
        let has_code = |way: &Way| !matches!(way.name, "okta::code" | "unlock::code");
        let ways = ways.filter(|way| engine != Engine::Classic || has_code(way));
        for way in ways {
            for row in rows(engine).map(Some).chain([None]) {
                let row_name = row.map_or("nobody", |row| row.name);
                let name = format!("{engine_name}::{}::{row_name}", way.name);
                let case = Case {
                    name,
                    engine,
                    way,
                    row,
                    luck: Luck::Good,
                };
                let lucks = [
                    (Luck::AnswersLost, "answers_lost"),
                    (Luck::RequestsLost, "requests_lost"),
                ];
                let unlucky = lucks
                    .into_iter()
                    .filter(|_| is_unlucky((engine_name, way.name), row_name, cells));
                cases.extend(unlucky.map(|(luck, word)| Case {
                    name: format!("{}::{word}", case.name),
                    luck,
                    ..case.clone()
                }));
                if cells == Cells::All || is_always((engine_name, way.name), row_name) {
                    cases.push(case);
                }
            }
        }
    }
    cases
}

fn is_always((engine, way): (&str, &str), row: &str) -> bool {
    let mut ways = ALWAYS.iter();
    let found = ways.find(|(name, _)| *name == format!("{engine}::{way}"));
    found.is_none_or(|(_, rows)| rows.contains(&row))
}

fn is_unlucky((engine, way): (&str, &str), row: &str, cells: Cells) -> bool {
    let name = format!("{engine}::{way}");
    let is_always = row == UNLUCKY[0] && ALWAYS_UNLUCKY.contains(&&*name);
    let rows = if way.starts_with("unlock") {
        UNLUCKY_LOCKED
    } else {
        UNLUCKY
    };
    rows.contains(&row) && way != "own::code" && (cells == Cells::All || is_always)
}

/// Our own mails, with all there are: whoever has an account must not read that there is none.
fn telling_everybody() -> Delivery {
    let Delivery::Own(own) = own_delivery() else {
        panic!("it is our own")
    };
    Delivery::Own(OwnDelivery {
        wording: Wording::ours(),
        notify_unknown: Choice::On,
        notify_blocked: Choice::On,
        ..own
    })
}

/// An org that sends text messages, asks questions behind its codes, and has a policy for a group,
/// so that groups are read.
fn seed(engine: Engine) -> Seed {
    let staff = json!({ "policies": [{ "name": "Staff", "groups": ["Staff"] }], "people": [] });
    let mut seed = Seed::from_json(&staff.to_string()).expect("the seed is in order");
    seed.switches.engine = engine;
    seed.policy.recovery.factors.okta_sms = Switch::On;
    seed.policy.rules[0].step_up = StepUp::SecurityQuestion;
    seed.switches.idx.unlock_needs_question = Switch::On;
    seed
}

impl Way {
    /// Whether an account is unlocked, and keeps its password.
    pub(crate) fn only_unlocks(self) -> bool {
        self.purpose == Purpose::OnlyUnlock
    }

    /// Whether Okta sends a code.
    pub(crate) fn is_okta_code(self) -> bool {
        self.sender == Sender::Okta && self.by == By::Code
    }
}

impl Case {
    /// The same for somebody who has a way to a new password.
    pub(crate) fn of_somebody(&self) -> Self {
        let name = if self.way.only_unlocks() {
            "locked"
        } else {
            "active"
        };
        let row = rows(self.engine).find(|row| row.name == name);
        Self {
            row,
            ..self.clone()
        }
    }

    /// Whether there is a message that leads nowhere: Identity Engine says behind its code that an
    /// account is not activated yet.
    pub(crate) fn is_dead_end(&self) -> bool {
        let is_provisioned = self.row.is_some_and(|row| row.name == "provisioned");
        is_provisioned
            && !self.way.only_unlocks()
            && self.engine == Engine::IdentityEngine
            && self.way.is_okta_code()
    }

    /// A fresh org with this account alone.
    pub(crate) fn begin(&self) -> Native {
        let delivery = match self.way.sender {
            Sender::Okta => Delivery::Okta,
            Sender::Own => telling_everybody(),
        };
        let mut person = Native::with(seed(self.engine), delivery);
        // Whoever has such luck asks often.
        *person.world.quota.borrow_mut() = Quota {
            per_hour: 1_000,
            per_day: 1_000,
        };
        if self.way.by == By::Link {
            // Without an app Okta mails links, on Identity Engine, too.
            person.world.idx.take();
        }
        if let Some(row) = self.row {
            create(person.okta(), row);
        }
        // So that a new password is seen by its date.
        person.pass(86_400);
        person
    }

    /// The account as the org shows it; nothing for nobody.
    pub(crate) fn account(&self, person: &Native) -> Value {
        match self.row {
            Some(_) => person.world.user(LOGIN).expect("the account is there"),
            None => Value::Null,
        }
    }
}
