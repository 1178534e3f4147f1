//! What `build.rs` makes of `languages/`.

use super::{
    ChannelTexts, Lifetime, MailTexts, Notice, Opening, Plural, PluralRule, Texts, Visitor,
};

/// One language.
#[derive(Debug)]
pub(crate) struct Catalogue {
    /// Its tag, for `lang`.
    pub(crate) tag: &'static str,
    /// What it calls itself.
    pub(crate) name: &'static str,
    /// The sentences of the pages.
    pub(crate) texts: Texts,
    /// The sentences of our own mails.
    pub(crate) mail_texts: MailTexts,
}

include!(concat!(env!("OUT_DIR"), "/languages.rs"));
