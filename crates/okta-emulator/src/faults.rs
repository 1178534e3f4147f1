//! Faults that are played on Okta's paths, and on those of the services beside it.

mod effect;

use serde::{Deserialize, Serialize};

use crate::moment::Entropy;
use crate::{pwned, resend, turnstile};

/// A fault, as `/_emulator/faults` takes and shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// The path it strikes, with `*` at the end for all that begins so;
    /// without one, every path of Okta's, and none of another service's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Answers with this status and the error that goes with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Answers this much later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delay_ms: Option<u64>,
    /// Closes the connection without an answer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub drop: bool,
    /// Answers with something that is no JSON.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "garbage"
    )]
    pub garbage: Option<Garbage>,
    /// Answers 429 with the headers of an empty bucket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate_limit: Option<EmptyBucket>,
    /// How many more times it strikes; without one, until it is deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// How likely it strikes, 0 to 1; without one, always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
    /// Whether it strikes before or after the org has acted.
    #[serde(default)]
    pub when: When,
}

/// What an answer is replaced by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Garbage {
    /// JSON, cut off in the middle.
    Json,
    /// An HTML page, as of a proxy.
    Html,
    /// Nothing at all.
    Empty,
}

/// A bucket without a request left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmptyBucket {
    /// Seconds until the bucket is full again.
    pub reset_in_seconds: u32,
}

/// Whether the org acts on a request that a fault strikes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum When {
    /// The request is lost: the org does not act on it.
    #[default]
    Before,
    /// The answer is lost: the org has acted on the request.
    After,
}

/// `true` is the plainest garbage.
fn garbage<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Garbage>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Field {
        Flag(bool),
        Kind(Garbage),
    }
    Ok(match Field::deserialize(deserializer)? {
        Field::Flag(true) => Some(Garbage::Json),
        Field::Flag(false) => None,
        Field::Kind(kind) => Some(kind),
    })
}

impl Fault {
    /// Says what is wrong with a fault that cannot be played.
    pub(crate) fn check(&self) -> Result<(), &'static str> {
        let effects = [
            self.status.is_some(),
            self.drop,
            self.garbage.is_some(),
            self.rate_limit.is_some(),
        ];
        let effects = effects.into_iter().filter(|effect| *effect).count();
        if effects > 1 {
            return Err("give one of status, drop, garbage and rate_limit");
        }
        if effects == 0 && self.delay_ms.is_none() {
            return Err("give one of status, drop, garbage, rate_limit and delay_ms");
        }
        if self
            .status
            .is_some_and(|status| !(200..=599).contains(&status))
        {
            return Err("status goes from 200 to 599");
        }
        if self
            .probability
            .is_some_and(|probability| !(0.0..=1.0).contains(&probability))
        {
            return Err("probability goes from 0 to 1");
        }
        Ok(())
    }

    /// Whether the answer is another than the service's own.
    fn replaces_answer(&self) -> bool {
        self.status.is_some() || self.drop || self.garbage.is_some() || self.rate_limit.is_some()
    }

    fn strikes(&self, path: &str, entropy: &mut Entropy) -> bool {
        let on_path = match self.path.as_deref() {
            None => !resend::has(path) && !pwned::has(path) && !turnstile::has(path),
            Some(pattern) => match pattern.strip_suffix('*') {
                Some(beginning) => path.starts_with(beginning),
                None => path == pattern,
            },
        };
        on_path
            && self
                .probability
                .is_none_or(|probability| entropy.chance() < probability)
    }
}

/// The faults that are set, in the order they were set in.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    set: Vec<Fault>,
}

impl Faults {
    pub(crate) fn add(&mut self, fault: Fault) {
        self.set.push(fault);
    }

    pub(crate) fn list(&self) -> &[Fault] {
        &self.set
    }

    pub(crate) fn clear(&mut self) {
        self.set.clear();
    }

    /// The fault that strikes a request: the first that fits.
    pub(crate) fn strike(&mut self, path: &str, entropy: &mut Entropy) -> Option<Fault> {
        self.set.retain(|fault| fault.count != Some(0));
        let struck = self
            .set
            .iter_mut()
            .find(|fault| fault.strikes(path, entropy))?;
        struck.count = struck.count.map(|count| count - 1);
        let fault = struck.clone();
        self.set.retain(|fault| fault.count != Some(0));
        Some(fault)
    }
}
