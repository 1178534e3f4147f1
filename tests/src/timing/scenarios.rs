//! Asking, a wrong code and asking again, while all is well and while it is not.

use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::beat::now;
use crate::org::Okta;
use crate::programs::{OWN, RemoteOkta};
use crate::runtime::{Edge, Storage};

use super::ROUNDS;
use super::client::{Client, Exchange, Networks};
use super::people::{ACTIVE, EVERYBODY, LOCKED, NOBODY, SPENT, login, org};
use super::sampling::{Samples, turns};
use super::statistics::Dice;

/// What Okta takes for everything, in milliseconds.
pub(super) const OKTA: u64 = 200;
/// Samples that are not counted: the first ones compile, and open connections.
const WARMING_UP: usize = 200;
/// How long another message cannot be had.
const COOLDOWN: Duration = Duration::from_secs(62);
/// As many as a login is asked for in a run, and a few.
const QUOTA: &[(&str, &str)] = &[("MAILS_PER_HOUR", "50"), ("MAILS_PER_DAY", "50")];

/// How long nothing is asked of Okta any more when all is done; longer than a pause after a failure.
const REST: Duration = Duration::from_secs(5);

const FORGOT: &str = "/forgot_password";
const RESEND: &str = "/forgot_password/resend";
const CODE: &str = "/forgot_password/code";

/// The Worker and its Okta, and somebody who measures.
pub(super) struct Laboratory {
    pub(super) edge: Edge,
    pub(super) dice: Dice,
}

/// A request that was answered: whose, and the cookie that goes on with it.
type Opened = (&'static str, String, String);

pub(super) fn own_delivery() {
    let mut laboratory = Laboratory::new(&[OWN, QUOTA].concat(), &[]);
    laboratory.spend(FORGOT);
    let complaints = everything(&mut laboratory, "own", EVERYBODY);
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

pub(super) fn okta_delivery() {
    let mut laboratory = Laboratory::new(QUOTA, &[]);
    laboratory.spend(FORGOT);
    let (asked, _) = laboratory.ask(&[ACTIVE, LOCKED, SPENT, NOBODY]);
    let complaints = asked.judged("okta: asking");
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

pub(super) fn failing_okta() {
    let fault = json!({ "status": 503, "delay_ms": OKTA });
    let mut laboratory = Laboratory::new(&[OWN, QUOTA].concat(), &[fault]);
    let (asked, _) = laboratory.ask(&[ACTIVE, NOBODY]);
    let complaints = asked.judged("failing Okta: asking");
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

pub(super) fn failing_mailer() {
    let fault = json!({ "path": "/resend/emails", "status": 503, "delay_ms": OKTA });
    let mut laboratory = Laboratory::new(&[OWN, QUOTA].concat(), &[fault]);
    let complaints = everything(&mut laboratory, "failing mailer", &[ACTIVE, NOBODY]);
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// Asks, types a wrong code, and asks for another mail.
fn everything(laboratory: &mut Laboratory, name: &str, classes: &[&'static str]) -> Vec<String> {
    let (asked, opened) = laboratory.ask(classes);
    let start = now();
    // Whoever had trouble is well again: what comes late must not look late.
    laboratory.recover();
    laboratory.come_to_rest();
    let mut complaints = asked.judged(&format!("{name}: asking"));
    let (wrong, waits) = laboratory.go_on(&opened, (CODE, &[("code", "000000")]));
    complaints.extend(wrong.judged(&format!("{name}: a wrong code")));
    complaints.extend(waits.judged(&format!("{name}: what the page counts down, in seconds")));
    thread::sleep(COOLDOWN.saturating_sub(start.elapsed()));
    let (again, waits) = laboratory.go_on(&opened, (RESEND, &[]));
    complaints.extend(again.judged(&format!("{name}: asking again")));
    complaints.extend(waits.judged(&format!("{name}: what that page counts down, in seconds")));
    complaints
}

impl Laboratory {
    /// An org of everybody, a Worker with these settings, and what fails besides being slow.
    pub(super) fn new(settings: &[(&str, &str)], faults: &[Value]) -> Self {
        let edge = Edge::start(settings, &org(), Storage::Memory);
        let mut okta = RemoteOkta::at(&edge.programs.okta);
        let okta: &mut dyn Okta = &mut okta;
        let (status, told) = okta.request("PUT", "/_emulator/switches", Some(no_limits()));
        assert_eq!(status, 200, "{told}");
        // The first that fits strikes: what fails does so before it is merely slow.
        for fault in faults {
            okta.fault(fault.clone());
        }
        slow_down(okta);
        let seed = u64::from(edge.programs.port);
        println!("the order is drawn with seed {seed}");
        Self {
            edge,
            dice: Dice::new(seed),
        }
    }

    pub(super) fn client(&mut self) -> Client {
        let seed = u64::try_from(self.dice.below(1 << 30)).unwrap_or_default();
        Client::new(&self.edge.programs.worker, Networks::Many, seed)
    }

    /// Waits until all is sent that there is to send. Thousands of alarms at once are Cloudflare's
    /// business elsewhere; here, one process has them all, and answers nobody for seconds.
    pub(super) fn come_to_rest(&self) {
        let mut okta = RemoteOkta::at(&self.edge.programs.okta);
        let okta: &mut dyn Okta = &mut okta;
        let mut before = 0;
        loop {
            thread::sleep(REST);
            let calls = okta.calls().len();
            if calls == before {
                return;
            }
            before = calls;
        }
    }

    /// Nothing fails any more.
    fn recover(&mut self) {
        let mut okta = RemoteOkta::at(&self.edge.programs.okta);
        let okta: &mut dyn Okta = &mut okta;
        okta.request("DELETE", "/_emulator/faults", None);
        slow_down(okta);
    }

    /// Asks for all that the quota has.
    fn spend(&mut self, path: &str) {
        let mut client = self.client();
        let login = login(SPENT, 0);
        for _ in 0..60 {
            client.post(path, &[("login", &login)], (&login, None));
        }
    }

    /// Asks for a mail, each time as somebody who was never here.
    pub(super) fn ask(&mut self, classes: &[&'static str]) -> (Samples, Vec<Opened>) {
        let mut client = self.client();
        let (mut samples, mut opened) = (Samples::default(), Vec::new());
        for turn in 0..WARMING_UP {
            let login = format!("w{turn:03}@example.com");
            client.post(FORGOT, &[("login", &login)], (&login, None));
        }
        for (round, class) in turns(classes, ROUNDS, &mut self.dice) {
            let login = login(class, round);
            let exchange = client.post(FORGOT, &[("login", &login)], (&login, None));
            samples.add(class, &exchange);
            let cookie = exchange.cookie.unwrap_or_default();
            opened.push((class, login, cookie));
        }
        (samples, opened)
    }

    /// Sends a form for each request that was answered, in an order of its own; besides the times,
    /// what the pages count down.
    fn go_on(
        &mut self,
        opened: &[Opened],
        (path, fields): (&str, &[(&str, &str)]),
    ) -> (Samples, Samples) {
        let mut client = self.client();
        let (mut samples, mut waits) = (Samples::default(), Samples::default());
        let mut guessed = 0;
        // Neighbours stay neighbours: what was asked early must not be what is slow.
        let mut order: Vec<_> = opened.iter().collect();
        for neighbours in order.chunks_mut(64) {
            self.dice.shuffle(neighbours);
        }
        for (class, login, cookie) in order {
            let exchange = client.post(path, fields, (login, Some(cookie)));
            if is_a_lucky_guess(&exchange, path) {
                guessed += 1;
                continue;
            }
            samples.add(class, &exchange);
            waits.measure(class, exchange.wait);
        }
        assert!(guessed < 3, "{guessed} codes were right by chance");
        (samples, waits)
    }
}

/// As many calls as a run makes: it would be a run of waiting otherwise.
fn no_limits() -> Value {
    let classes = [
        "authn",
        "get_user",
        "change_user",
        "management",
        "oauth",
        "idx",
        "idx_identify",
        "idx_introspect",
        "idx_poll",
    ];
    let limits = classes.map(|class| (class.to_owned(), json!(1_000_000)));
    json!({ "rate_limits": Value::Object(limits.into_iter().collect()) })
}

/// Everything takes its time, Okta's and the mail service's.
fn slow_down(okta: &mut dyn Okta) {
    okta.fault(json!({ "delay_ms": OKTA }));
    okta.fault(json!({ "path": "/resend/emails", "delay_ms": OKTA }));
}

/// One code of a million is right, and leads elsewhere.
fn is_a_lucky_guess(exchange: &Exchange, path: &str) -> bool {
    path == CODE && exchange.status == 303
}
