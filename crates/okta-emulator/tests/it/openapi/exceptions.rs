//! Where Okta's document and what Okta was recorded to do differ. Each has its reason.

use http::{Method, Response};

/// Errors that the core reference documents for every path, and the document for none.
const COMMON: [(u16, &str); 9] = [
    (
        400,
        "a malformed request, at any operation: E0000003, E0000018, E0000021, E0000028",
    ),
    (401, "a credential that is not known: E0000011, E0000015"),
    (405, "a method that the path does not know: E0000022"),
    (406, "an Accept that is not JSON: E0000122"),
    (409, "the user is still being activated: E0000112"),
    (411, "a body without a length"),
    (415, "a body of another type"),
    (500, "E0000009"),
    (503, "E0000010"),
];

/// Operations of Okta's that the subset of the document leaves out.
const PLAYED: [(&str, &str); 4] = [
    ("DELETE", "/api/v1/users/"),
    ("PUT", "/api/v1/users/"),
    ("GET", "/api/v1/users"),
    ("POST", "/api/v1/users"),
];

/// What the document does not have and Okta does: a part of the complaint, and the evidence.
const EVIDENT: [(&str, &str); 4] = [
    (
        "('emails' was unexpected)",
        "orgs that prove mail addresses show them in `credentials`, with status and type; the \
         document's credentials do not have them",
    ),
    (
        "/_embedded/blocks»",
        "`UserGetSingleton` has a list of blocks, and inherits from `User`, where all that is \
         embedded are objects",
    ),
    (
        "/_embedded/rules»",
        "the rules that `expand=rules` embeds are a list, as everybody who reads them knows; the \
         document has objects in all that is embedded",
    ),
    (
        "('client_assertion', 'client_assertion_type' were unexpected)",
        "how a service app says who it is stands in Okta's guide «Implement OAuth for Okta with a \
     service app», and not in the document's body of the token request",
    ),
];

/// Whether every path may answer with this status.
pub(super) fn is_common(status: u16) -> bool {
    COMMON.iter().any(|(common, _)| *common == status)
}

/// Whether an operation is Okta's, though the subset does not have it.
pub(super) fn is_played(method: &Method, path: &str) -> bool {
    PLAYED.iter().any(|(known, start)| {
        let rest = path.strip_prefix(start);
        method == known && rest.is_some_and(|rest| !rest.contains('/'))
    })
}

/// An OAuth token without the scope is refused without a body, the reason being in a header.
pub(super) fn may_be_empty(answer: &Response<Vec<u8>>) -> bool {
    answer.body().is_empty() && answer.headers().contains_key("www-authenticate")
}

/// Whether there is evidence against the document.
pub(super) fn is_evident(complaint: &str) -> bool {
    EVIDENT.iter().any(|(part, _)| complaint.contains(part))
}
