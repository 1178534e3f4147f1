//! The audience: every journey, told once, watched in three settings.
//!
//! *In scope*: the [`stories`]; the settings they are told in: [`native`] (recovery and emulator
//! in this process), [`workerd`] (the built Worker in Cloudflare's runtime, JavaScript off) and
//! [`browser`] (Chromium with the element, on our pages and in a page of another origin).
//!
//! *Out of scope*: unit tests, which stand beside what they test; starting order and tools, which
//! are `xtask`'s.
//!
//! [`judges`] are Okta's own SDKs, which look at the emulator that all of this rests on.
//!
//! [`openapi`] holds every JSON answer against the API's own document.
//!
//! [`examples`] are the applications in `web/examples`, built and used.
//!
//! [`accessibility`] looks at each page on the way with axe-core, in light and dark, on a phone
//! and on a desk.
//!
//! A story is about effects: what Okta was asked, what lies in the outbox, who can sign in.

#![expect(clippy::missing_panics_doc, reason = "a check that fails panics")]

pub mod accessibility;
pub mod addressees;
pub mod announcements;
pub mod authority;
pub mod bad_input;
pub mod beat;
pub mod bench;
pub mod breaches;
pub mod browser;
pub mod call;
pub mod code_stories;
pub mod colours;
pub mod crash;
pub mod credential;
mod documents;
pub mod driver;
pub mod edge;
pub mod examples;
pub mod failures;
pub mod flood;
pub mod foreign;
pub mod headers;
pub mod judges;
pub mod keyboard;
pub mod languages;
pub mod layout;
pub mod log;
pub mod looks;
pub mod matrix;
mod memory;
pub mod native;
pub mod okta_code;
pub mod okta_matrix;
pub mod openapi;
pub mod operator;
pub mod org;
pub mod own_mail;
pub mod own_stories;
pub mod pace;
pub mod passwords;
pub mod programs;
pub mod refused;
pub mod replays;
pub mod rules;
pub mod runtime;
pub mod secrets;
pub mod seen;
pub mod setting;
pub mod sign_in;
mod signer;
pub mod stage;
pub mod stories;
pub mod strangers;
pub mod table;
pub mod timing;
pub mod totals;
pub mod turnstile;
pub mod unlock;
pub mod unlock_api;
pub mod unlock_stories;
pub mod way_back;
pub mod workerd;
mod world;
pub mod wrangler;
