//! An answer in the making: the state, and what is said about it.

use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};
use okta::Response;
use okta::idx::{Field, IdxResponse, Intent, MEDIA_TYPE, Message};

use super::switches::AnswerType;
use super::transaction::Transaction;
use super::view;
use crate::answer::json;
use crate::org::Org;
use crate::visit::Visit;

/// A status and a body.
pub(super) struct Reply {
    status: StatusCode,
    state: Box<IdxResponse>,
}

impl Reply {
    /// Where a transaction stands.
    pub(super) fn state(org: &Org, transaction: &Transaction, visit: &Visit) -> Self {
        Self {
            status: StatusCode::OK,
            state: Box::new(view::state(org, transaction, visit)),
        }
    }

    /// A state that is no transaction's.
    pub(super) fn of(state: IdxResponse) -> Self {
        let (status, state) = (StatusCode::OK, Box::new(state));
        Self { status, state }
    }

    /// Nothing but a message: there is no such transaction.
    pub(super) fn lost(status: StatusCode, message: Message) -> Self {
        let state = Box::new(IdxResponse {
            messages: vec![message],
            ..IdxResponse::default()
        });
        Self { status, state }
    }

    /// The same with another status.
    pub(super) fn status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// Whether it is no refusal.
    pub(super) fn is_ok(&self) -> bool {
        self.status.is_success()
    }

    /// The same under another handle, which stands in every form, too.
    pub(super) fn under(mut self, (old, new): (&str, &str)) -> Self {
        let text = serde_json::to_string(&self.state).expect("a state can be written");
        let state = serde_json::from_str(&text.replace(old, new));
        self.state = state.expect("what was written can be read");
        self
    }

    /// Says something about the whole.
    pub(super) fn saying(mut self, message: Message) -> Self {
        self.state.messages.push(message);
        self
    }

    /// Says something about a field of the first form.
    pub(super) fn saying_at(mut self, name: &str, message: Message) -> Self {
        let first = self.state.remediations.first_mut();
        match first.and_then(|form| find(&mut form.fields, name)) {
            Some(field) => field.messages.push(message),
            None => self.state.messages.push(message),
        }
        self
    }

    /// Nothing can be done any more, but to begin anew.
    pub(super) fn terminal(self) -> Self {
        let state = *self.state;
        let state = Box::new(IdxResponse {
            version: state.version,
            state_handle: state.state_handle,
            expires_at: state.expires_at,
            intent: state.intent,
            messages: state.messages,
            user: state.user,
            cancel: state.cancel,
            app: state.app,
            ..IdxResponse::default()
        });
        Self { state, ..self }
    }

    /// The same without a way to begin anew.
    pub(super) fn final_word(mut self) -> Self {
        self = self.terminal();
        self.state.cancel = None;
        self.state.app = None;
        self
    }

    /// The same without what the step itself says.
    pub(super) fn hushed(mut self) -> Self {
        self.state.messages.clear();
        self
    }

    /// The same without whose it is.
    pub(super) fn nobodys(mut self) -> Self {
        self.state.user = None;
        self
    }

    pub(super) fn intent(mut self, intent: Intent) -> Self {
        self.state.intent = Some(intent);
        self
    }

    pub(super) fn into_response(self, answer_type: AnswerType) -> Response {
        let mut response = json(self.status, &self.state);
        let media_type = HeaderValue::from_static(match answer_type {
            AnswerType::IonJson => MEDIA_TYPE,
            AnswerType::Json => "application/json",
        });
        response.headers_mut().insert(CONTENT_TYPE, media_type);
        response
    }
}

fn find<'a>(fields: &'a mut [Field], name: &str) -> Option<&'a mut Field> {
    for field in fields {
        if field.name == name {
            return Some(field);
        }
        let inner = field.form.as_mut();
        if let Some(found) = inner.and_then(|form| find(&mut form.fields, name)) {
            return Some(found);
        }
    }
    None
}
