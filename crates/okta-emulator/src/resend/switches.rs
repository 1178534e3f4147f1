//! What differs between Resend's accounts, or between the sources about it.

use serde::{Deserialize, Serialize};

/// Resend's switches. Each type lists its default first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ResendSwitches {
    /// What is said of an API key that is no good.
    pub bad_key: BadKey,
    /// The status of `validation_error` for a field of a mail.
    pub bad_field_status: BadFieldStatus,
    /// The domain that mails may come from; nothing: any.
    pub verified_domain: Option<String>,
    /// Requests in a second, beyond which there is 429; 0: any. 0, where Resend has 5, so that
    /// tests need not wait.
    pub rate_per_second: u32,
    /// Addresses that are written to within a day, beyond which there is 429; 0: any. 0.
    pub daily_quota: u32,
    /// The same within 30 days. 0.
    pub monthly_quota: u32,
    /// Seconds that a request with an idempotency key is taken to be under way: another one with
    /// the same key is refused. 0.
    pub in_flight_seconds: u32,
}

/// What is said of an API key that is no good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BadKey {
    /// 403 `invalid_api_key`, as documented.
    #[serde(rename = "403")]
    Documented,
    /// 401 `validation_error`, as many have quoted it.
    #[serde(rename = "401")]
    Unauthorized,
    /// 400 `validation_error`, as it was seen of a revoked key.
    #[serde(rename = "400")]
    BadRequest,
}

/// With which status a field of a mail is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BadFieldStatus {
    /// As people have quoted it.
    #[serde(rename = "422")]
    UnprocessableContent,
    /// As documented.
    #[serde(rename = "400")]
    BadRequest,
}

impl Default for ResendSwitches {
    fn default() -> Self {
        Self {
            bad_key: BadKey::Documented,
            bad_field_status: BadFieldStatus::UnprocessableContent,
            verified_domain: None,
            rate_per_second: 0,
            daily_quota: 0,
            monthly_quota: 0,
            in_flight_seconds: 0,
        }
    }
}
