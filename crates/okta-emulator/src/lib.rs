//! An Okta org in memory: request to response, with an outbox.
