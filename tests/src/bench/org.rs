//! The org that all peers ask, and its people.

use std::fmt::Write as _;
use std::time::Duration;

use okta_emulator::seed::{API_TOKEN, PASSWORD};
use serde_json::json;

use crate::org::Okta;
use crate::programs::RemoteOkta;

use super::connection::Connection;

/// How many people there are: so many forms for a new password can be open at once.
pub(super) const PEOPLE: usize = 600;
/// What everybody answers.
pub(super) const ANSWER: &str = "okra";
/// How long Okta takes for each call, in milliseconds.
const OKTA: u64 = 150;

/// The org, from behind the scenes.
pub(super) struct Org {
    okta: RemoteOkta,
    origin: String,
}

/// How quickly Okta answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// As a real one: each call takes its time.
    Real,
    /// At once, while something is prepared.
    AtOnce,
}

impl Org {
    /// The org at `origin`.
    pub(super) fn at(origin: &str) -> Self {
        Self {
            okta: RemoteOkta::at(origin),
            origin: origin.to_owned(),
        }
    }

    /// Where it is.
    pub(super) fn origin(&self) -> &str {
        &self.origin
    }

    /// From now on it answers like this.
    pub(super) fn answer(&mut self, pace: Pace) {
        let okta: &mut dyn Okta = &mut self.okta;
        okta.request("DELETE", "/_emulator/faults", None);
        match pace {
            Pace::Real => okta.fault(json!({ "delay_ms": OKTA })),
            Pace::AtOnce => {}
        }
    }

    /// A new recovery token of each of the first `count` people.
    ///
    /// # Panics
    /// When there are not so many, or Okta refuses one.
    pub(super) fn recovery_tokens(&self, count: usize) -> Vec<String> {
        assert!(count <= PEOPLE, "there are {PEOPLE} people");
        let port = self.origin.rsplit_once(':').map(|(_, port)| port.parse());
        let port = port.and_then(Result::ok).expect("an origin with a port");
        let mut connection = Connection::open(port).expect("the emulator listens");
        let mut token = |number| {
            let request = http::Request::post("/api/v1/authn/recovery/password")
                .header("accept", "application/json")
                .header("content-type", "application/json")
                .header("authorization", format!("SSWS {API_TOKEN}"))
                .body(json!({ "username": login(number) }).to_string());
            let request = request.expect("a request of ours can be built");
            let answer = connection.send(&request).expect("the emulator answers");
            let answer: serde_json::Value =
                serde_json::from_str(answer.body()).expect("Okta answers JSON");
            let token = answer["recoveryToken"].as_str();
            token.expect("a trusted application gets it").to_owned()
        };
        (0..count).map(&mut token).collect()
    }

    /// The paths that were asked for until nothing more comes.
    pub(super) fn calls(&mut self) -> Vec<String> {
        let okta: &mut dyn Okta = &mut self.okta;
        let mut calls = okta.calls();
        loop {
            std::thread::sleep(Duration::from_secs(1));
            let more = okta.calls();
            if more == calls {
                return calls;
            }
            calls = more;
        }
    }
}

fn login(number: usize) -> String {
    format!("p{number:03}@example.com")
}

/// An org with everybody, who all have a recovery question.
pub(super) fn seed() -> String {
    let mut people = String::new();
    for number in 0..PEOPLE {
        let (login, comma) = (login(number), if number == 0 { "" } else { "," });
        let _ = write!(
            people,
            r#"{comma}{{"login": "{login}", "password": "{PASSWORD}",
            "recovery_question": {{"question": "Your food?", "answer": "{ANSWER}"}}}}"#
        );
    }
    format!(r#"{{"people": [{people}]}}"#)
}

#[cfg(test)]
mod tests {
    use okta_emulator::seed::Seed;

    #[test]
    fn the_emulator_takes_the_seed() {
        let seed = Seed::from_json(&super::seed()).expect("a seed");
        assert_eq!(seed.people.len(), super::PEOPLE);
        assert!(
            seed.people
                .iter()
                .all(|one| one.recovery_question.is_some())
        );
    }
}
