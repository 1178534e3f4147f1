//! A page whose status says error, as `application/problem+json`.

use serde::Serialize;

use crate::complaint::complaints;
use crate::view::heading;
use crate::{Page, Texts};

/// [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457) problem details, with
/// the extension members `errors` and `page`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Problem {
    /// `urn:rekey:problem:` and the name of the page or of the failure.
    #[serde(rename = "type")]
    pub kind: String,
    /// The heading of the page.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The sentence below the heading, or the first error.
    pub detail: String,
    /// `urn:rekey:request:` and the name of the request in the operator's log, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// What is wrong with which field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// The whole page.
    pub page: Page,
}

/// One error of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldProblem {
    /// The field's name; absent when it is about none of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<&'static str>,
    /// A stable word for programs, such as `min-length`.
    pub code: &'static str,
    /// A sentence for people.
    pub detail: String,
}

impl Problem {
    /// The problem details of a page, if its status is 400 or above.
    #[must_use]
    pub fn of(page: &Page, texts: &Texts) -> Option<Self> {
        let status = page.status();
        if status < 400 {
            return None;
        }
        let errors = complaints(page, texts);
        let heading = heading(page, texts);
        let mut kind = String::from("urn:rekey:problem:");
        kind.push_str(page.problem());
        Some(Self {
            kind,
            title: heading.title.into(),
            status,
            detail: errors
                .first()
                .map_or(heading.text, |error| error.detail.clone()),
            instance: None,
            errors,
            page: page.clone(),
        })
    }

    /// The same, as an answer to the request of this name.
    #[must_use]
    pub fn for_request(mut self, request_id: &str) -> Self {
        let mut instance = String::from("urn:rekey:request:");
        instance.push_str(request_id);
        self.instance = Some(instance);
        self
    }
}

impl Page {
    /// The name of the failure where it says more than the page's name.
    fn problem(&self) -> &'static str {
        match self {
            Self::SomethingWentWrong(page) => page.why.name(),
            Self::ForgotPassword(_)
            | Self::CheckYourEmail(_)
            | Self::NewPassword(_)
            | Self::LinkExpired(_)
            | Self::LinkUsed(_)
            | Self::LinkClosed(_)
            | Self::LinkInvalid(_)
            | Self::Done(_)
            | Self::NotMe(_) => self.name(),
        }
    }
}
