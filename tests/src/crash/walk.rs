//! One walk through a journey, with a crash on the way or without.

use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use super::act::{ACTS, Act, Input, NEW};
use super::journeys::{Journey, Proof};
use crate::beat::now;
use crate::runtime::{Edge, Front, Storage};
use crate::setting::Setting;
use crate::workerd::Workerd;

const OLD: &str = "Correct-Horse-7";

/// What was written down and not heard of again is looked after by then: a minute, which is also how
/// long Okta sends no second text message, a quarter of it, by which whoever is told to wait comes
/// later, and a machine that is busy.
const LOOKED_AFTER: Duration = Duration::from_secs(81);
/// How long anything is waited for.
const PATIENCE: Duration = Duration::from_secs(100);
const PAUSE: Duration = Duration::from_millis(50);

/// When the runtime is killed.
pub(super) enum Instant {
    /// As soon as the act is answered.
    Answered,
    /// While it waits for an answer of Okta's, or of the mail service's.
    Calling {
        path: String,
        /// How many calls of this path the act makes before.
        before: usize,
        loss: Loss,
    },
}

/// What is lost of a call.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Loss {
    /// It has not been acted on.
    Request,
    /// It has been acted on.
    Answer,
}

/// The calls that each act makes when nothing happens.
pub(super) fn undisturbed(journey: &Journey) -> [Vec<String>; 3] {
    let mut walk = Walk::start(journey);
    ACTS.map(|act| {
        let input = walk.input(act);
        let before = walk.person.okta().calls().len();
        walk.must(act, &input);
        match act {
            Act::Ask => walk.until("a message", |walk| !walk.messages().is_empty()),
            Act::Save if journey.is_of_ours() => {
                walk.until("a notice", |walk| !walk.notices().is_empty());
            }
            Act::Prove | Act::Save => {}
        }
        // Nothing comes after the message: this is for a call that somebody may add.
        thread::sleep(PAUSE * 6);
        walk.person.okta().calls().split_off(before)
    })
}

/// The runtime is killed at one instant of one act; the journey comes to its end all the same.
pub(super) fn survives(journey: &Journey, crashing: Act, instant: &Instant) {
    let mut walk = Walk::start(journey);
    let before = walk.person.okta().user(journey.login);
    let mut crashed = None;
    for act in ACTS {
        if let (Act::Prove, Some(Crash::InBackground(at))) = (act, &crashed)
            && !journey.is_of_ours()
        {
            // Who is sent another message takes the newest.
            walk.await_another(*at);
        }
        let input = walk.input(act);
        if act != crashing {
            walk.must(act, &input);
            continue;
        }
        crashed = Some(walk.crash(act, &input, instant));
        if act != Act::Save {
            let after = walk.person.okta().user(journey.login);
            assert_eq!(after, before, "nothing changes before the password is sent");
        }
    }
    if let Some(Crash::InBackground(at)) = crashed {
        // What had not been heard of is tried again by then.
        thread::sleep(LOOKED_AFTER.saturating_sub(at.elapsed()));
    }
    walk.assert_end(crashing, instant);
}

/// What the runtime was doing.
enum Crash {
    /// The person had been answered: an alarm was at work.
    InBackground(std::time::Instant),
    /// It was done with that, or the person waited.
    InFront,
}

/// A person on a journey, and the programs that they meet.
pub(super) struct Walk<'a> {
    journey: &'a Journey,
    pub(super) edge: Edge,
    pub(super) person: Workerd,
}

impl<'a> Walk<'a> {
    fn start(journey: &'a Journey) -> Self {
        Self::behind(journey, &[])
    }

    /// The same with a test's modules before the Worker's.
    pub(super) fn behind(journey: &'a Journey, front: Front) -> Self {
        let settings = journey.settings.concat();
        let edge = Edge::behind(front, &settings, journey.org, Storage::Disk);
        let mut person = Workerd::beside(&edge.programs);
        assert_eq!(person.visit("/forgot_password").page, "forgot-password");
        Self {
            journey,
            edge,
            person,
        }
    }

    /// What the person fills in; waits for the message where it is needed.
    pub(super) fn input(&mut self, act: Act) -> Input {
        let journey = self.journey;
        match act {
            Act::Ask => {
                let login = ("login", journey.login.to_owned());
                let channel = journey.channel.map(|way| ("channel", way.to_owned()));
                Input::Fields([login].into_iter().chain(channel).collect())
            }
            Act::Prove => {
                self.until("a message", |walk| !walk.messages().is_empty());
                let newest = self.messages().pop().unwrap_or_default();
                let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
                match journey.proof {
                    Proof::Link => Input::Link(text(&newest["links"][0])),
                    Proof::Code => Input::Fields(vec![("code", text(&newest["code"]))]),
                }
            }
            Act::Save => {
                let answer = journey.answer.map(|answer| ("answer", answer.to_owned()));
                let password = ("password", NEW.to_owned());
                Input::Fields([password].into_iter().chain(answer).collect())
            }
        }
    }

    /// Does it, and is shown what comes next.
    pub(super) fn must(&mut self, act: Act, input: &Input) {
        let seen = input.send(&mut self.person);
        act.assert_page(&seen.expect("the Worker answers"));
    }

    /// Kills the runtime at the instant and starts it again; whoever was not answered before
    /// does the same again.
    fn crash(&mut self, act: Act, input: &Input, instant: &Instant) -> Crash {
        let answered = match instant {
            Instant::Answered => {
                self.must(act, input);
                self.edge.runtime.kill();
                true
            }
            Instant::Calling { path, before, loss } => {
                self.plant(path, *before, *loss);
                let mut person = self.person.clone();
                let seen = thread::scope(|scope| {
                    let acting = scope.spawn(|| input.send(&mut person));
                    // An alarm may be faster than the answer to whoever asked. Asking again would be
                    // another request, with a message of its own.
                    let came = self.comes(|walk| {
                        walk.faults() == 0 && (act != Act::Ask || acting.is_finished())
                    });
                    self.edge.runtime.kill();
                    let seen = acting.join().expect("a browser does not panic");
                    assert!(came, "the call did not come, and the person saw {seen:?}");
                    seen
                });
                if act == Act::Ask {
                    assert!(seen.is_some(), "nobody who asks waits for Okta");
                }
                if let Some(seen) = &seen {
                    act.assert_page(seen);
                    self.person = person;
                }
                seen.is_some()
            }
        };
        self.edge.runtime.start_again();
        self.person.reconnect();
        if !answered {
            self.must(act, input);
        }
        match instant {
            Instant::Calling { .. } if answered => Crash::InBackground(now()),
            Instant::Calling { .. } | Instant::Answered => Crash::InFront,
        }
    }

    /// Holds one call of this path, after so many others.
    fn plant(&mut self, path: &str, before: usize, loss: Loss) {
        if before > 0 {
            let let_pass = json!({ "path": path, "delay_ms": 0, "count": before });
            self.person.okta().fault(let_pass);
        }
        let mut fault = json!({ "path": path, "delay_ms": 600_000, "count": 1 });
        if loss == Loss::Request {
            fault["drop"] = true.into();
        }
        self.person.okta().fault(fault);
    }

    pub(super) fn faults(&mut self) -> usize {
        let (_, faults) = self.person.okta().request("GET", "/_emulator/faults", None);
        faults.as_array().map_or(usize::MAX, Vec::len)
    }

    /// The messages that bring a proof, oldest first.
    pub(super) fn messages(&mut self) -> Vec<Value> {
        let mut all = self.person.okta().mails_to(self.journey.to);
        all.retain(|mail| !is_notice(mail));
        all
    }

    fn notices(&mut self) -> Vec<Value> {
        let mut all = self.person.okta().mails_to(self.journey.to);
        all.retain(is_notice);
        all
    }

    /// Whether it comes in time.
    fn comes(&mut self, mut is_there: impl FnMut(&mut Self) -> bool) -> bool {
        let tries = PATIENCE.as_millis() / PAUSE.as_millis();
        for _ in 0..tries {
            if is_there(self) {
                return true;
            }
            thread::sleep(PAUSE);
        }
        false
    }

    pub(super) fn until(&mut self, what: &str, is_there: impl FnMut(&mut Self) -> bool) {
        if self.comes(is_there) {
            return;
        }
        let calls = self.person.okta().calls();
        panic!("{what} did not come: {calls:#?}");
    }

    /// Waits for a second message, or until none can come any more.
    pub(super) fn await_another(&mut self, since: std::time::Instant) {
        while self.messages().len() < 2 && since.elapsed() < LOOKED_AFTER {
            thread::sleep(PAUSE);
        }
    }

    /// The new password works, the old one does not, and nobody got more than was meant.
    pub(super) fn assert_end(&mut self, crashing: Act, instant: &Instant) {
        let login = self.journey.login;
        if self.journey.is_of_ours() {
            self.until("a notice", |walk| !walk.notices().is_empty());
            assert_eq!(self.notices().len(), 1, "one notice");
            let calls = self.person.okta().calls();
            let ends = calls.iter().filter(|path| path.ends_with("/sessions"));
            assert!(ends.count() > 0, "the other sessions are ended: {calls:#?}");
        }
        let messages = self.messages().len();
        let may_repeat = crashing == Act::Ask && !self.journey.is_of_ours();
        let most = if may_repeat && is_repeatable(instant) {
            2
        } else {
            1
        };
        assert!((1..=most).contains(&messages), "{messages} messages");
        let okta = self.person.okta();
        assert!(okta.signs_in(login, NEW), "the new password works");
        assert!(!okta.signs_in(login, OLD), "the old one does not");
        assert_eq!(okta.user(login)["status"], "ACTIVE");
    }
}

/// Whether Okta may have sent a message of which nothing was heard.
fn is_repeatable(instant: &Instant) -> bool {
    match instant {
        Instant::Answered => true,
        Instant::Calling { loss, .. } => *loss == Loss::Answer,
    }
}

fn is_notice(mail: &Value) -> bool {
    mail["links"].to_string().contains("/not_me/")
}
