//! What a person sees.

use http::StatusCode;
use okta::idx::MessageKey;

use super::Browser;

impl Browser {
    /// The code of the last message.
    pub(crate) fn code(&self) -> String {
        let message = self.stage.org.outbox().last().expect("a message was sent");
        message.code.clone().expect("it has a code")
    }

    /// Six digits that are not the code.
    pub(crate) fn wrong_code(&self) -> &'static str {
        let codes: Vec<_> = self
            .stage
            .org
            .outbox()
            .iter()
            .filter_map(|m| m.code.as_deref())
            .collect();
        if codes.contains(&"123456") {
            "654321"
        } else {
            "123456"
        }
    }

    /// What can be done next, by name.
    pub(crate) fn next(&self) -> Vec<&str> {
        let forms = self.state.remediations.iter();
        forms.map(|form| form.name.as_str()).collect()
    }

    /// Status, and what is said.
    #[track_caller]
    pub(crate) fn is_told(&self, status: StatusCode, key: &MessageKey) {
        let said: Vec<_> = self
            .state
            .all_messages()
            .iter()
            .filter_map(|m| m.key())
            .collect();
        assert_eq!((self.status, said), (status.as_u16(), vec![key]));
    }
}
