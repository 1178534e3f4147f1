//! The story against an Okta that answers as told.

mod addressee;
mod link;
mod request;
mod rules;
mod stage;
mod throttle;
