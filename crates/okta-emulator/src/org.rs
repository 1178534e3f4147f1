//! The org.

use std::collections::VecDeque;

use http::StatusCode;
use okta::{Request, Response, Timestamp};
use serde_json::{Value, json};

use crate::answer::{Answer, Delivery, empty};
use crate::apps::Apps;
use crate::calls::Call;
use crate::ends::Ends;
use crate::faults::Faults;
use crate::front_door;
use crate::idx::Transactions;
use crate::limits::Buckets;
use crate::mail::Message;
use crate::moment::{Entropy, Moment};
use crate::newest::Newest;
use crate::oauth::grants::Grants;
use crate::paces::Paces;
use crate::people::{Key, People, Person, Status};
use crate::policy::{Policies, Policy};
use crate::resend::{self, Resend};
use crate::seed::Seed;
use crate::sessions::end_of_session;
use crate::switches::Switches;
use crate::tokens::Tokens;
use crate::turnstile::{self, Turnstile};
use crate::users::view;
use crate::visit::{Visit, later};
use crate::{desk, mailbox, pwned, sign_in_page};

/// So many calls are remembered; older ones are forgotten.
const MOST_CALLS: usize = 100_000;

/// An Okta org in memory.
pub struct Org {
    pub(crate) seed: Seed,
    pub(crate) policies: Policies,
    pub(crate) switches: Switches,
    pub(crate) people: People,
    pub(crate) tokens: Tokens,
    pub(crate) paces: Paces,
    pub(crate) apps: Apps,
    pub(crate) grants: Grants,
    pub(crate) idx: Transactions,
    pub(crate) outbox: Newest<Message>,
    pub(crate) resend: Resend,
    pub(crate) turnstile: Turnstile,
    pub(crate) faults: Faults,
    pub(crate) calls: VecDeque<Call>,
    pub(crate) advanced_seconds: u64,
    sessions_end: Ends<Key>,
    /// When the last request came, by the clock that is handed in.
    asked_at: Timestamp,
    pub(crate) buckets: Buckets,
}

impl Org {
    /// The org that `seed` describes, its people created some weeks ago.
    #[must_use]
    pub fn seeded(seed: Seed, moment: Moment) -> Self {
        let (now, mut entropy) = moment.spend();
        Self::grown(seed, now, &mut entropy)
    }

    fn grown(seed: Seed, now: Timestamp, entropy: &mut Entropy) -> Self {
        Self {
            policies: seed.policies(),
            switches: seed.switches.clone(),
            people: seed.people(now, entropy),
            tokens: Tokens::default(),
            paces: Paces::default(),
            apps: Apps::new(seed.apps.clone()),
            grants: Grants::default(),
            idx: Transactions::default(),
            outbox: Newest::default(),
            resend: Resend::default(),
            turnstile: Turnstile::default(),
            faults: Faults::default(),
            calls: VecDeque::new(),
            advanced_seconds: 0,
            sessions_end: Ends::default(),
            asked_at: now,
            buckets: Buckets::default(),
            seed,
        }
    }

    /// Answers a request, to Okta's paths, to those of the services beside it and to the emulator's
    /// own alike.
    pub fn answer(&mut self, request: &Request, moment: Moment) -> Answer {
        self.asked_at = moment.now;
        let mut visit = Visit::new(request, moment, self.advanced_seconds);
        self.end_sessions(visit.now);
        let path = request.uri().path();
        match path.strip_prefix("/_emulator/") {
            Some(tool) => Answer::at_once(desk::respond(self, tool, request, &mut visit)),
            None if path == "/" => {
                Answer::at_once(sign_in_page::respond(self, request, &mut visit))
            }
            None if path == "/mailbox" || path.starts_with("/mailbox/") => {
                Answer::at_once(mailbox::respond(&self.outbox, request))
            }
            None if resend::has(path) => resend::answer(self, request, &mut visit),
            None if pwned::has(path) => pwned::answer(self, request, &mut visit),
            None if turnstile::has(path) => turnstile::answer(self, request, &mut visit),
            None => front_door::answer(self, request, &mut visit),
        }
    }

    /// As [`Org::answer`], for callers without a connection: delays are not
    /// waited for, and a dropped answer reads as a proxy would tell of it, 502
    /// without a body.
    pub fn respond(&mut self, request: &Request, moment: Moment) -> Response {
        let answer = self.answer(request, moment);
        match answer.delivery {
            Delivery::Whole => answer.response,
            Delivery::Dropped => empty(StatusCode::BAD_GATEWAY),
        }
    }

    /// The messages sent, oldest first; the newest 100,000 of them, or 256 MiB.
    #[must_use]
    pub fn outbox(&self) -> &[Message] {
        &self.outbox
    }

    /// The requests to Okta's paths and to the services beside it, oldest first.
    #[must_use]
    pub fn calls(&self) -> impl ExactSizeIterator<Item = &Call> {
        self.calls.iter()
    }

    /// The user object of a login as of the last request, as `GET /api/v1/users/{id}` shows it.
    #[must_use]
    pub fn user(&self, login: &str) -> Option<Value> {
        let mut person = self.people.get(self.people.by_username(login)?).clone();
        let now = later(self.asked_at, self.advanced_seconds);
        settle(&self.policies, &mut person, now);
        Some(json!(view::of(self, &person, "https://org.example")))
    }

    /// How many sessions a login has.
    #[must_use]
    pub fn sessions(&self, login: &str) -> usize {
        let key = self.people.by_username(login);
        key.map_or(0, |key| self.people.get(key).sessions.len())
    }

    /// The password policy of everybody to whom no other applies, to be changed.
    pub fn policy_mut(&mut self) -> &mut Policy {
        self.policies.system_mut()
    }

    /// The switches, to be changed.
    pub fn switches_mut(&mut self) -> &mut Switches {
        &mut self.switches
    }

    /// Moves the org's clock forward.
    pub fn advance(&mut self, seconds: u64) {
        self.advanced_seconds = self.advanced_seconds.saturating_add(seconds);
    }

    /// Back to the seed: people, clock, everything.
    pub(crate) fn reset(&mut self, visit: &mut Visit) {
        let now = visit.now.as_millis()
            - later(Timestamp::from_millis(0), self.advanced_seconds).as_millis();
        *self = Self::grown(
            self.seed.clone(),
            Timestamp::from_millis(now),
            &mut visit.entropy,
        );
    }

    /// Begins a session, and gives its token.
    pub(crate) fn begin_session(&mut self, key: Key, visit: &mut Visit) -> String {
        self.sessions_end.push(end_of_session(visit.now), key);
        let whose = (key, self.switches.engine);
        self.people
            .begin_session(whose, visit.now, &mut visit.entropy)
    }

    fn end_sessions(&mut self, now: Timestamp) {
        while let Some(key) = self.sessions_end.pop(now) {
            let sessions = &mut self.people.get_mut(key).sessions;
            sessions.retain(|session| now < end_of_session(session.created_at));
        }
    }

    /// A person as they stand now: whoever is about to decide by a status asks here.
    pub(crate) fn settled(&mut self, key: Key, now: Timestamp) -> &Person {
        self.settle(key, now);
        self.people.get(key)
    }

    /// Opens the lock of a person whom the policy locks for a time only.
    pub(crate) fn settle(&mut self, key: Key, now: Timestamp) {
        settle(&self.policies, self.people.get_mut(key), now);
    }

    /// The same for everybody.
    pub(crate) fn settle_all(&mut self, now: Timestamp) {
        for person in self.people.iter_mut() {
            settle(&self.policies, person, now);
        }
    }

    pub(crate) fn record(&mut self, call: Call) {
        if self.calls.len() == MOST_CALLS {
            self.calls.pop_front();
        }
        self.calls.push_back(call);
    }
}

/// The lock opens when its time is over, not when somebody looks.
fn settle(policies: &Policies, person: &mut Person, now: Timestamp) {
    person.arrive(now);
    let locked = person
        .status_changed
        .filter(|_| person.status == Status::LockedOut);
    let Some(locked) = locked else { return };
    let minutes = policies.of(person).lockout.auto_unlock_minutes;
    let end = later(locked, u64::from(minutes) * 60);
    if minutes > 0 && end <= now {
        person.unlock(end);
    }
}
