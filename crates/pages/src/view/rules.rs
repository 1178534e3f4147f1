//! The list of the organisation's rules, each with its mark.

use super::Scene;
use crate::complaint::rule_words;
use crate::node::{Node, decimal, element, text};
use crate::password::{Rule, rules};
use crate::{NewPassword, PasswordError};

impl Scene<'_> {
    /// The rules, if they are known, or as far as they are broken. The list
    /// is named by a title and not by `aria-label`: read as the description
    /// of the field, a label would stand in for what is on the list.
    pub(super) fn rules(&self, page: &NewPassword) -> Option<Node> {
        let broken: Vec<Rule> = page
            .errors
            .password
            .iter()
            .copied()
            .filter_map(broken)
            .collect();
        let mut shown = page.policy.as_ref().map(rules).unwrap_or_default();
        shown.extend(
            broken
                .iter()
                .filter(|rule| !shown.contains(rule))
                .collect::<Vec<_>>(),
        );
        if shown.is_empty() {
            return None;
        }
        let items = shown.into_iter().map(|rule| {
            let state = if broken.contains(&rule) {
                "missing"
            } else {
                "neutral"
            };
            self.rule(rule, state)
        });
        let title = element("p")
            .with("data-part", "rules-title")
            .with("id", "rekey-rules-title")
            .saying(self.texts.rules_label);
        let list = element("ul")
            .with("data-part", "rules")
            .with("role", "list")
            .with("aria-labelledby", "rekey-rules-title")
            .maybe("data-refused", (!broken.is_empty()).then_some(""));
        let policy = element("div").with("data-part", "policy");
        Some(policy.holding([title, list.holding(items)]))
    }

    fn rule(&self, rule: Rule, state: &'static str) -> Node {
        let said = if state == "missing" {
            self.texts.rule_missing
        } else {
            ""
        };
        let mark = element("span")
            .with("data-part", "mark")
            .with("aria-hidden", "true");
        let verdict = element("span").with("data-part", "verdict").saying(said);
        let words = element("span").with("data-part", "rule-text");
        element("li")
            .with("data-part", "rule")
            .with("data-rule", rule.name())
            .maybe("data-count", rule.count().map(decimal))
            .with("data-state", state)
            .holding([mark, verdict, text(" ")])
            .holding([words.saying(rule_words(rule, self.texts))])
    }
}

fn broken(error: PasswordError) -> Option<Rule> {
    match error {
        PasswordError::Broken(rule) => Some(rule),
        PasswordError::Missing
        | PasswordError::TooLong
        | PasswordError::SameAsCurrent
        | PasswordError::UsedRecently
        | PasswordError::Common
        | PasswordError::TooSoon
        | PasswordError::Refused => None,
    }
}
