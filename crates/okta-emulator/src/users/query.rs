//! The parameters of a query.

use okta::users::SendEmail;
use okta::{ErrorCode, Request};
use percent_encoding::percent_decode_str;

use crate::refusal::Refusal;

/// A query, decoded; of a parameter that comes twice, the first.
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    pub(crate) fn of(request: &Request) -> Self {
        let decoded = |text: &str| {
            let spaced = text.replace('+', " ");
            percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
        };
        let query = request.uri().query().unwrap_or_default();
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        Self(
            pairs
                .map(|(name, value)| (decoded(name), decoded(value)))
                .collect(),
        )
    }

    /// A parameter that is there and not empty.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let mut pairs = self.0.iter();
        let (_, value) = pairs.find(|(known, _)| known == name)?;
        Some(value.as_str()).filter(|value| !value.is_empty())
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
