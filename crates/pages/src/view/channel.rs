//! The choice of the way that the message takes.

use super::Scene;
use super::field::ids;
use super::forms::choice;
use crate::forms::CHANNEL;
use crate::node::{Fixed, Node, element, part};
use crate::{Channel, ForgotPassword};

const CHOICES: &[Fixed] = &[
    ("data-part", "choices"),
    ("role", "radiogroup"),
    ("tabindex", "-1"),
];

const CHOICE_INPUT: &[Fixed] = &[("type", "radio"), ("name", CHANNEL)];

impl Scene<'_> {
    /// The ways there are, if there is something to choose.
    pub(super) fn channel_field(&self, page: &ForgotPassword) -> Option<Node> {
        let first = *page.channels.first()?;
        if page.channels.len() < 2 {
            return None;
        }
        let chosen = page.channel.unwrap_or(first);
        let (id, error_id) = ids(CHANNEL);
        let label = part("legend", "label").reading(self.texts.channel_label);
        let mut group = element("fieldset", CHOICES).set("id", id).holding(label);
        for channel in &page.channels {
            group = group.holding(self.choice(*channel, chosen));
        }
        let error = self.error_about(CHANNEL, error_id);
        if error.is_some() {
            group = group.set("aria-invalid", "true");
            group = group.set("aria-describedby", error_id);
        }
        Some(group.maybe_holding(error))
    }

    fn choice(&self, channel: Channel, chosen: Channel) -> Node {
        let mut input = element("input", CHOICE_INPUT).set("value", channel.word());
        if channel == chosen {
            input = input.set("checked", "");
        }
        choice(input, self.texts.by(channel).choice)
    }
}
