//! One connection, a stopwatch, and what everybody can see of an answer.

use std::net::Ipv4Addr;

use crate::beat::now;
use crate::programs::agent;

use super::statistics::Dice;

/// The cookie of a request, as a browser would send it back.
const REQUEST: &str = "__Host-rekey-request";

/// Said by the infrastructure, or different each time for everybody.
const NOT_OURS: &[&str] = &[
    "alt-svc",
    "content-length",
    "date",
    "nel",
    "report-to",
    "server",
    "x-request-id",
];

/// What stands around the seconds, until they are over.
const COUNTDOWN: &[&str] = &[
    " aria-describedby=\"rekey-resend-hint\"",
    "<p data-part=\"hint\" id=\"rekey-resend-hint\">You can ask for LATER</p>",
];

/// Where requests seem to come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Networks {
    /// From another network each time: on this machine it is ours to say.
    Many,
    /// From where they come.
    Own,
}

/// A kept-alive connection to a Worker.
pub struct Client {
    origin: String,
    networks: Networks,
    agent: ureq::Agent,
    dice: Dice,
}

/// One request and its answer.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// From the first byte sent to the last one read, in milliseconds.
    pub millis: f64,
    /// The status.
    pub status: u16,
    /// The `Cookie` header that goes on with it.
    pub cookie: Option<String>,
    /// Status, headers and body, without what differs for everybody each time.
    pub look: String,
    /// The seconds that the page counts down: none are left where it says nothing of them.
    pub wait: f64,
    /// The seconds after which to come back, where too many have come.
    pub retry_after: Option<u64>,
}

impl Client {
    /// A client of the Worker at `origin`.
    #[must_use]
    pub fn new(origin: &str, networks: Networks, seed: u64) -> Self {
        Self {
            origin: origin.to_owned(),
            networks,
            agent: agent(),
            dice: Dice::new(seed),
        }
    }

    /// Sends a form as a browser does, for whoever typed `login`.
    ///
    /// # Panics
    /// When no answer comes.
    pub fn post(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        (login, cookie): (&str, Option<&str>),
    ) -> Exchange {
        let mut request = http::Request::post(format!("{}{path}", self.origin))
            .header("accept", "text/html")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        if let Some(cookie) = cookie {
            request = request.header("cookie", cookie);
        }
        if self.networks == Networks::Many {
            request = request.header("cf-connecting-ip", self.network());
        }
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = request.body(body).expect("a request of ours can be built");
        let start = now();
        let answer = self.agent.run(request).expect("the Worker answers");
        let (head, mut body) = answer.into_parts();
        let body = body.read_to_string().expect("the answer is whole");
        let millis = start.elapsed().as_secs_f64() * 1_000.0;
        let cookie = head.headers.get("set-cookie");
        let cookie = cookie.and_then(|cookie| cookie.to_str().ok()?.split(';').next());
        Exchange {
            millis,
            status: head.status.as_u16(),
            cookie: cookie
                .filter(|cookie| cookie.starts_with(REQUEST))
                .map(str::to_owned),
            retry_after: head
                .headers
                .get("retry-after")
                .and_then(|seconds| seconds.to_str().ok()?.parse().ok()),
            wait: seconds(&body)
                .and_then(|(_, seconds)| seconds.parse().ok())
                .unwrap_or_default(),
            look: look(&head, &body, login),
        }
    }

    fn network(&mut self) -> String {
        let mut byte = || u8::try_from(self.dice.below(256)).unwrap_or_default();
        Ipv4Addr::new(byte(), byte(), byte(), byte()).to_string()
    }
}

/// What everybody can see.
fn look(head: &http::response::Parts, body: &str, login: &str) -> String {
    let mut lines: Vec<String> = head
        .headers
        .iter()
        .filter(|(name, _)| !NOT_OURS.contains(&name.as_str()))
        .filter(|(name, _)| !name.as_str().starts_with("cf-"))
        .map(|(name, value)| {
            let value = value.to_str().unwrap_or_default();
            match name.as_str() {
                "set-cookie" => format!("{name}: {}", without_value(value)),
                "server-timing" => format!("{name}: {}", value.replace(char::is_numeric, "")),
                _ => format!("{name}: {value}"),
            }
        })
        .collect();
    lines.sort();
    let mut body = body.replace(login, "LOGIN");
    if let Some(id) = head.headers.get("x-request-id") {
        body = body.replace(id.to_str().unwrap_or_default(), "REFERENCE");
    }
    if let Some((sentence, _)) = seconds(&body) {
        body = body.replace(&sentence, "LATER");
    }
    if let Some(attribute) = data_seconds(&body) {
        body = body.replace(&attribute, "");
    }
    for countdown in COUNTDOWN {
        body = body.replace(countdown, "");
    }
    format!("{}\n{}\n\n{body}", head.status, lines.join("\n"))
}

/// A cookie, of whose value the length is kept.
fn without_value(cookie: &str) -> String {
    let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie, ""));
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    format!("{name}=({} bytes);{attributes}", value.len())
}

/// The sentence that counts down, and its number. It depends on when the page is asked for.
fn seconds(body: &str) -> Option<(String, &str)> {
    let said = "another one in ";
    let from = body.find(said)?;
    let after = &body[from + said.len()..];
    let (number, unit) = after.split_once(' ')?;
    let unit = unit.split('.').next()?;
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| (format!("{said}{number} {unit}."), number))
}

/// The attribute that the element counts down from: the same seconds.
fn data_seconds(body: &str) -> Option<String> {
    let name = " data-seconds=\"";
    let from = body.find(name)?;
    let (number, _) = body[from + name.len()..].split_once('"')?;
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| format!("{name}{number}\""))
}

#[cfg(test)]
mod tests {
    use pages::{
        Brand, CheckYourEmail, CodeEntry, CodeError, Page, Place, Resend, Sent, Texts, html, view,
    };

    use super::*;

    fn answer(id: &str, cookie: &str) -> http::response::Parts {
        let answer = http::Response::builder()
            .header("x-request-id", id)
            .header("set-cookie", format!("a={cookie}; Path=/"))
            .header("content-length", id.len())
            .body(());
        answer.expect("an answer of a test").into_parts().0
    }

    #[test]
    fn what_differs_for_everybody_is_left_out_and_nothing_else() {
        let body = |login: &str, id: &str, wait: &str| {
            format!("<p>{login} {id} You can ask for another one in {wait}.")
        };
        let one = look(&answer("12", "xyz"), &body("ada", "12", "1 second"), "ada");
        let other = look(&answer("7", "abc"), &body("bob", "7", "59 seconds"), "bob");
        assert_eq!(one, other);
        let longer = look(&answer("7", "abcd"), &body("bob", "7", "59 seconds"), "bob");
        assert_ne!(one, longer, "the length of a cookie");
        let now = look(&answer("7", "abc"), "<p>bob 7 You can ask now.", "bob");
        assert_ne!(one, now, "a sentence");
        let more = look(&answer("7", "abc"), "<p>You are known", "bob");
        assert_ne!(one, more, "the body");
    }

    #[test]
    fn a_countdown_makes_no_difference_nor_that_it_is_over() {
        let page = |wait_seconds| {
            let page = Page::CheckYourEmail(CheckYourEmail {
                login: "bob".to_owned(),
                code: Some(CodeEntry {
                    minutes: 10,
                    error: Some(CodeError::Wrong { attempts_left: 4 }),
                    ..CodeEntry::default()
                }),
                resend: Some(Resend {
                    wait_seconds,
                    sent: Sent::No,
                }),
                ..CheckYourEmail::default()
            });
            let place = Place::OwnPage;
            html::serialise(&view(&page, &Texts::ENGLISH, &Brand::default(), &place))
        };
        let look = |wait| look(&answer("7", "abc"), &page(wait), "bob");
        for wait in [1, 9, 60, 100, 600] {
            assert_eq!(look(wait), look(0), "{wait} s");
        }
    }

    #[test]
    fn the_countdown_is_read() {
        let read = |body| seconds(body).and_then(|(_, seconds)| seconds.parse::<f64>().ok());
        assert_eq!(read("ask for another one in 59 seconds."), Some(59.0));
        assert_eq!(read("ask for another one in 5 minutes."), Some(5.0));
        assert_eq!(read("nothing"), None);
    }
}
