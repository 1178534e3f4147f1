//! What a person sees.

use http::{Response, StatusCode};
use okta::idx::{self, AuthorizationServer, MessageKey, Redemption};
use serde_json::Value;

use super::{Browser, CLIENT_ID, org};
use crate::stage::asked;

fn body(answer: &Response<Vec<u8>>) -> Value {
    serde_json::from_slice(answer.body()).expect("the body is JSON")
}

impl Browser {
    /// What `interact` was asked, and the body of its answer.
    pub(crate) fn begun(&mut self) -> (String, Value) {
        let (asked, answer) = self.interacted(None);
        (asked, body(&answer))
    }

    /// The token endpoint, asked for the tokens of a transaction that is complete, and the body of
    /// its answer.
    pub(crate) fn redeemed(&mut self) -> (String, Value) {
        let code = self.state.interaction_code();
        let redemption = Redemption {
            client_id: CLIENT_ID,
            interaction_code: &code.expect("the transaction is complete"),
            code_verifier: &self.verifier,
            client_secret: None,
        };
        let server = "default".parse().map(AuthorizationServer::Custom);
        let server = server.expect("default is an id");
        let request = idx::token_request(&org(), &server, &redemption);
        (asked(&request), body(&self.stage.answer(&request).response))
    }

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
