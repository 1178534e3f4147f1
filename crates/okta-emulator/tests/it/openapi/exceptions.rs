//! Where Okta's document and what Okta was recorded to do differ. Each has its reason.

use std::sync::LazyLock;

use http::{Method, Response};
use serde_json::{Value, json};

/// Errors that the core reference documents for every path, and the document for none: the status,
/// the codes, and what they are about.
const COMMON: [(u16, &[&str], &str); 7] = [
    (
        400,
        &[
            "E0000001", "E0000003", "E0000018", "E0000021", "E0000028", "E0000037",
        ],
        "a malformed request",
    ),
    (
        401,
        &["E0000004", "E0000011", "E0000015"],
        "a credential that is not known",
    ),
    (405, &["E0000022"], "a method that the path does not know"),
    (406, &["E0000122", "E0000149"], "an Accept that is not JSON"),
    (409, &["E0000112"], "the user is still being activated"),
    (411, &["E0000021"], "a body without a length"),
    (415, &["E0000021"], "a body of another type"),
];

/// Operations of Okta's that the subset of the document leaves out, and what they answer with.
const PLAYED: [(&str, &str, Shown); 4] = [
    ("DELETE", "/api/v1/users/", Shown::Nothing),
    ("PUT", "/api/v1/users/", Shown::User),
    ("GET", "/api/v1/users", Shown::Users),
    ("POST", "/api/v1/users", Shown::User),
];

#[derive(Clone, Copy)]
enum Shown {
    Nothing,
    User,
    Users,
}

static NOTHING: Value = Value::Bool(false);
static USER: LazyLock<Value> = LazyLock::new(|| json!({ "$ref": "#/components/schemas/User" }));
static USERS: LazyLock<Value> = LazyLock::new(|| json!({ "type": "array", "items": *USER }));

/// What the document does not have and Okta does: a part of the complaint, and the evidence.
const EVIDENT: [(&str, &str); 5] = [
    (
        "at «/token_type»: \"DPoP\" is not one of",
        "a token that is bound to a key has the type DPoP, says Okta's guide «Configure OAuth 2.0 \
         Demonstrating Proof-of-Possession»; the document has Bearer and N_A",
    ),
    (
        "('emails' was unexpected)",
        "orgs that prove mail addresses show them in `credentials`, with status and type; the \
         document's credentials do not have them",
    ),
    (
        "at «/_embedded/blocks»: ",
        "`UserGetSingleton` has a list of blocks, and inherits from `User`, where all that is \
         embedded are objects",
    ),
    (
        "/_embedded/rules»: ",
        "the rules that `expand=rules` embeds are a list, as everybody who reads them knows; the \
         document has objects in all that is embedded",
    ),
    (
        "('client_assertion', 'client_assertion_type' were unexpected)",
        "how a service app says who it is stands in Okta's guide «Implement OAuth for Okta with a \
     service app», and not in the document's body of the token request",
    ),
];

/// The codes with which every path may answer with this status.
pub(super) fn common(status: u16) -> Option<&'static [&'static str]> {
    let mut common = COMMON.iter();
    common.find_map(|(known, codes, _)| (*known == status).then_some(*codes))
}

/// What an operation that is Okta's, though the subset does not have it, answers with.
pub(super) fn played(method: &Method, path: &str) -> Option<&'static Value> {
    // A slash at the end makes no difference.
    let path = if path == "/api/v1/users/" {
        "/api/v1/users"
    } else {
        path
    };
    let mut played = PLAYED.iter();
    let (_, _, shown) = played.find(|(known, start, _)| {
        let rest = path.strip_prefix(start);
        method == known && rest.is_some_and(|rest| !rest.contains('/'))
    })?;
    Some(match shown {
        Shown::Nothing => &NOTHING,
        Shown::User => &USER,
        Shown::Users => &USERS,
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
