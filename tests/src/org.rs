//! The org, from behind the scenes: its mails, its calls, its clock, and signing in.

use std::thread::sleep;
use std::time::Duration;

use serde_json::{Value, json};

/// An emulated org that can be spoken to.
pub trait Okta {
    /// Sends a request to one of the org's paths, and gives back status and body.
    fn request(&mut self, method: &str, path: &str, body: Option<Value>) -> (u16, Value);

    /// Lets the transactions do what they wait for, where nobody else does.
    fn settle(&mut self) {}
}

/// How often and how long something is waited for: ten seconds in all.
const TRIES: usize = 200;
const PAUSE: Duration = Duration::from_millis(50);

impl dyn Okta + '_ {
    /// Back to the seed.
    pub fn reset(&mut self) {
        let (status, _) = self.request("POST", "/_emulator/reset", None);
        assert!(status < 300, "the org was not reset: {status}");
    }

    /// The paths of Okta that were asked, oldest first.
    pub fn calls(&mut self) -> Vec<String> {
        let calls = self.list("/_emulator/calls");
        calls
            .iter()
            .filter_map(|call| call["path"].as_str())
            .map(str::to_owned)
            .collect()
    }

    /// How often Okta was asked for a mail.
    pub fn asked_for_mail(&mut self) -> usize {
        self.calls()
            .iter()
            .filter(|path| *path == "/api/v1/authn/recovery/password")
            .count()
    }

    /// The mails to one address, oldest first.
    pub fn mails_to(&mut self, address: &str) -> Vec<Value> {
        let mails = self.list("/_emulator/outbox");
        mails
            .into_iter()
            .filter(|mail| mail["to"] == address)
            .collect()
    }

    /// Waits until Okta was asked for `count` mails.
    pub fn wait_until_asked(&mut self, count: usize) {
        for _ in 0..TRIES {
            self.settle();
            if self.asked_for_mail() >= count {
                return;
            }
            sleep(PAUSE);
        }
        panic!("Okta was not asked for {count} mails: {:?}", self.calls());
    }

    /// Waits for the newest mail of several to one address, and gives back its link.
    pub fn link_for(&mut self, address: &str, count: usize) -> String {
        self.wait_until_asked(count);
        let mails = self.mails_to(address);
        let link = mails.last().and_then(|mail| mail["links"][0].as_str());
        link.expect("the mail has a link").to_owned()
    }

    /// Waits until so many mails lie there for an address, and gives back the newest.
    pub fn mail_for(&mut self, address: &str, count: usize) -> Value {
        for _ in 0..TRIES {
            let mut mails = self.mails_to(address);
            if mails.len() >= count {
                assert_eq!(mails.len(), count, "not more than asked for: {mails:?}");
                return mails.pop().unwrap_or_default();
            }
            self.settle();
            sleep(PAUSE);
        }
        panic!("{address} got no {count} mails: {:?}", self.calls());
    }

    /// Whether these credentials are good: a real sign-in.
    pub fn signs_in(&mut self, login: &str, password: &str) -> bool {
        let body = json!({ "username": login, "password": password });
        let (status, answer) = self.request("POST", "/api/v1/authn", Some(body));
        status == 200 && answer["status"] == "SUCCESS"
    }

    /// Moves the org's clock.
    pub fn advance(&mut self, seconds: u64) {
        let body = json!({ "advance_seconds": seconds });
        let (status, _) = self.request("POST", "/_emulator/clock", Some(body));
        assert!(status < 300, "the clock did not move: {status}");
    }

    /// Plants a fault.
    pub fn fault(&mut self, fault: Value) {
        let (status, _) = self.request("POST", "/_emulator/faults", Some(fault));
        assert!(status < 300, "the fault was not taken: {status}");
    }

    /// One whole user.
    pub fn user(&mut self, login: &str) -> Value {
        let users = self.list("/_emulator/users");
        let user = users
            .into_iter()
            .find(|user| user["profile"]["login"] == login);
        user.expect("the person is in the seed")
    }

    fn list(&mut self, path: &str) -> Vec<Value> {
        match self.request("GET", path, None) {
            (200, Value::Array(items)) => items,
            (status, other) => panic!("{path}: {status} {other}"),
        }
    }
}
