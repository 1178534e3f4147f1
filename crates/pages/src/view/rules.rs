//! The list of the organisation's rules, each with its mark.

use super::Scene;
use crate::complaint::rule_words;
use crate::node::{Fixed, Node, decimal, element, part};
use crate::password::{Rule, rules};
use crate::{NewPassword, PasswordError};

const RULES: &[Fixed] = &[
    ("data-part", "rules"),
    ("role", "list"),
    ("aria-labelledby", "rekey-rules-title"),
];

const RULES_TITLE: &[Fixed] = &[("data-part", "rules-title"), ("id", "rekey-rules-title")];

impl Scene<'_> {
    /// The rules, if they are known, or as far as they are broken. The list
    /// is named by a title and not by `aria-label`: read as the description
    /// of the field, a label would stand in for what is on the list.
    pub(super) fn rules(&self, page: &NewPassword) -> Option<Node> {
        let mut shown = page.policy.as_ref().map(rules).unwrap_or_default();
        let mut refused = Vec::new();
        for error in &page.errors.password {
            if let Some(rule) = broken(*error) {
                refused.push(rule);
                if !shown.contains(&rule) {
                    shown.push(rule);
                }
            }
        }
        (!shown.is_empty()).then(|| self.list(&shown, &refused))
    }

    fn list(&self, shown: &[Rule], refused: &[Rule]) -> Node {
        let mut list = element("ul", RULES);
        if !refused.is_empty() {
            list = list.set("data-refused", "");
        }
        for rule in shown {
            list = list.holding(self.rule(*rule, refused.contains(rule).then_some("missing")));
        }
        let title = element("p", RULES_TITLE).reading(self.texts.rules_label);
        part("div", "policy").holding(title).holding(list)
    }

    fn rule(&self, rule: Rule, state: Option<&'static str>) -> Node {
        let mut item = part("li", "rule")
            .set("data-rule", rule.name())
            .set("data-state", state.unwrap_or("neutral"));
        if let Some(count) = rule.count() {
            item = item.with("data-count", decimal(count).into());
        }
        let verdict = state.map_or("", |_| self.texts.rule_missing);
        let words = rule_words(rule, self.texts);
        item.holding(element(
            "span",
            &[("data-part", "mark"), ("aria-hidden", "true")],
        ))
        .holding(part("span", "verdict").reading(verdict))
        .reading(" ")
        .holding(part("span", "rule-text").saying(words.into()))
    }
}

fn broken(error: PasswordError) -> Option<Rule> {
    match error {
        PasswordError::Broken(rule) => Some(rule),
        PasswordError::Common => Some(Rule::NotCommon),
        PasswordError::Missing
        | PasswordError::TooLong
        | PasswordError::SameAsCurrent
        | PasswordError::UsedRecently
        | PasswordError::Breached
        | PasswordError::BreachWarning
        | PasswordError::TooSoon
        | PasswordError::Refused => None,
    }
}
