//! Pwned Passwords beside the org: which passwords were stolen, by the beginnings of their hashes.
//!
//! Played after the [documentation] of its range API. Some passwords are stolen for good (the seed
//! says which, and how often), the rest of each range is made up.
//!
//! [documentation]: https://haveibeenpwned.com/API/v3#PwnedPasswords

use http::header::{CACHE_CONTROL, USER_AGENT};
use http::{HeaderValue, Method, StatusCode};
use okta::{Request, Response};
use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};

use crate::answer::{Answer, with_body};
use crate::calls::Call;
use crate::moment::Entropy;
use crate::org::Org;
use crate::visit::Visit;

/// Under this path the service's own begin.
const ROOT: &str = "/pwned";

/// Hexadecimal digits that are asked for, and that are answered with.
const PREFIX: usize = 5;
const SUFFIX: usize = 35;

/// Rows of stolen passwords, and the fewest and the most with padding.
const STOLEN: usize = 700;
const PADDED: (usize, usize) = (800, 1000);

/// Whether a path is the service's.
pub(crate) fn has(path: &str) -> bool {
    let rest = path.strip_prefix(ROOT);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Answers a request to one of the service's paths, known or not.
pub(crate) fn answer(org: &mut Org, request: &Request, visit: &mut Visit) -> Answer {
    let call = Call::of(request, visit.now);
    let fault = org.faults.strike(request.uri().path(), &mut visit.entropy);
    let answer = match &fault {
        Some(fault) => {
            let own = fault.lets_act().then(|| act(org, request, visit));
            fault.play(own, |status| say(status, "A fault was asked for."))
        }
        None => Answer::at_once(act(org, request, visit)),
    };
    org.record(call.answered(&answer));
    answer
}

fn act(org: &Org, request: &Request, visit: &mut Visit) -> Response {
    if !request.headers().contains_key(USER_AGENT) {
        return say(StatusCode::FORBIDDEN, "error code: 1010");
    }
    let path = request.uri().path().strip_prefix(ROOT).unwrap_or_default();
    let Some(prefix) = path.strip_prefix("/range/") else {
        return say(StatusCode::NOT_FOUND, "");
    };
    if request.method() != Method::GET {
        return say(StatusCode::METHOD_NOT_ALLOWED, "");
    }
    if prefix.len() != PREFIX || !prefix.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        let words = "The hash prefix was not in a valid format";
        return say(StatusCode::BAD_REQUEST, words);
    }
    let padding = request.headers().get("add-padding");
    let is_padded = padding.is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"true"));
    let rows = rows(org, &prefix.to_uppercase(), is_padded, &mut visit.entropy);
    let mut response = say(StatusCode::OK, &rows.join("\r\n"));
    let month = HeaderValue::from_static("public, max-age=2678400");
    response.headers_mut().insert(CACHE_CONTROL, month);
    response
}

fn rows(org: &Org, prefix: &str, is_padded: bool, entropy: &mut Entropy) -> Vec<String> {
    let known = org.seed.stolen_passwords.iter();
    let known = known.filter_map(|(password, count)| {
        let hash = sha1(password);
        let suffix = hash.strip_prefix(prefix)?;
        // What nobody has lost stands in padding only, as by chance.
        (is_padded || *count > 0).then(|| format!("{suffix}:{count}"))
    });
    let mut rows: Vec<_> = known.collect();
    let mut made_up = |count: usize| {
        let suffix = entropy.hexadecimal(SUFFIX).to_uppercase();
        format!("{suffix}:{count}")
    };
    rows.extend((1..=STOLEN).map(&mut made_up));
    if is_padded {
        let (fewest, most) = PADDED;
        let length = fewest + entropy.below(most - fewest + 1);
        let mut padding = || format!("{}:0", entropy.hexadecimal(SUFFIX).to_uppercase());
        rows.resize_with(length, &mut padding);
    }
    rows.sort_unstable();
    rows
}

fn sha1(password: &str) -> String {
    let hash = digest(&SHA1_FOR_LEGACY_USE_ONLY, password.as_bytes());
    let digits = hash.as_ref().iter().map(|byte| format!("{byte:02X}"));
    digits.collect()
}

fn say(status: StatusCode, words: &str) -> Response {
    with_body(status, "text/plain", words.as_bytes().to_vec())
}
