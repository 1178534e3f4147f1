//! The story against an Okta that answers as told.

mod link;
mod request;
mod rules;
mod stage;
