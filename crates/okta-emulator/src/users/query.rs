//! The parameters of a query.

use okta::users::SendEmail;
use okta::{ErrorCode, Request};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::refusal::Refusal;

/// A query, decoded; of a parameter that comes twice, the first.
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    pub(crate) fn of(request: &Request) -> Self {
        let query = request.uri().query().unwrap_or_default();
        Self(
            form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect(),
        )
    }

    /// A parameter that is there and not empty.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let mut pairs = self.0.iter();
        let (_, value) = pairs.find(|(known, _)| known == name)?;
        Some(value.as_str()).filter(|value| !value.is_empty())
    }

    /// What was asked, but for some parameters: `name=value&` each, for a link to follow.
    pub(super) fn written_without(&self, left_out: &[&str]) -> String {
        let encoded = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
        let mut written = String::new();
        for (name, value) in &self.0 {
            if !left_out.contains(&name.as_str()) {
                written.extend(
                    encoded(name)
                        .chain(["="])
                        .chain(encoded(value))
                        .chain(["&"]),
                );
            }
        }
        written
    }

    /// `true` or `false`.
    pub(crate) fn flag(&self, name: &str) -> Result<Option<bool>, Refusal> {
        match self.get(name).map(str::to_ascii_lowercase).as_deref() {
            None => Ok(None),
            Some("true") => Ok(Some(true)),
            Some("false") => Ok(Some(false)),
            Some(_) => Err(mismatch(name)),
        }
    }

    /// `sendEmail`.
    pub(super) fn mail(&self, default: SendEmail) -> Result<SendEmail, Refusal> {
        Ok(match self.flag("sendEmail")? {
            None => default,
            Some(true) => SendEmail::Yes,
            Some(false) => SendEmail::No,
        })
    }

    /// A number.
    pub(crate) fn number(&self, name: &str) -> Result<Option<usize>, Refusal> {
        let text = self.get(name);
        text.map(|text| text.parse().map_err(|_| mismatch(name)))
            .transpose()
    }
}

fn mismatch(name: &str) -> Refusal {
    Refusal::new(ErrorCode::TypeMismatch).about(format!("Query parameter '{name}'"))
}
