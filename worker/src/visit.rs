//! One request and what surrounds it.

use std::cell::Cell;

use http::HeaderName;
use okta::Timestamp;
use pages::texts::Wording;
use pages::{Page, SomethingWentWrong, WentWrong};
use worker::Env;

use crate::answer::Answer;
use crate::config::{Config, ConfigError};
use crate::inbound::Inbound;
use crate::moment;

/// One request, its name, and the settings it is answered under.
pub(crate) struct Visit {
    pub(crate) inbound: Inbound,
    /// What people may quote: Cloudflare's ray, or a name of our own.
    pub(crate) request_id: String,
    /// When it came.
    begun: Timestamp,
    /// Whether a transaction was told something: how long that took is nobody's business.
    pub(crate) told: Cell<bool>,
    config: Result<Config, ConfigError>,
}

impl Visit {
    /// Names the request and reads the settings.
    pub(crate) fn new(inbound: Inbound, begun: Timestamp, env: &Env) -> Self {
        let ray = inbound
            .header(&HeaderName::from_static("cf-ray"))
            .map(str::to_owned);
        let request_id = ray.unwrap_or_else(moment::new_request_id);
        Self {
            inbound,
            request_id,
            begun,
            told: Cell::new(false),
            config: Config::from_env(env),
        }
    }

    /// The settings, or what is wrong with them.
    pub(crate) fn config(&self) -> Result<&Config, &ConfigError> {
        self.config.as_ref()
    }

    /// The sentences that people read.
    pub(crate) fn wording(&self) -> &'static Wording {
        let config = self.config.as_ref();
        config.map_or(Wording::ours(), |config| config.wording)
    }

    /// How long this has taken, in milliseconds; nothing where that could say something of an
    /// account.
    pub(crate) fn took(&self) -> Option<i64> {
        let took = moment::now().as_millis() - self.begun.as_millis();
        (!self.told.get()).then_some(took.max(0))
    }

    /// The page for what went wrong outside of any form.
    pub(crate) fn went_wrong(&self, why: WentWrong) -> Answer {
        let request_id = self.request_id.clone();
        Answer::page(Page::SomethingWentWrong(SomethingWentWrong {
            request_id,
            why,
        }))
    }
}
