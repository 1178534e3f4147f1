//! The same question, asked of somebody's deployment.

use std::thread;
use std::time::Duration;

use super::client::{Client, Exchange, Networks};
use super::sampling::{Samples, turns};
use super::statistics::{Dice, LEVEL};

/// What the command prints when it is not told enough.
pub const USAGE: &str = "\
cargo xtask timing --url ORIGIN --known LOGIN --unknown LOGIN

  Asks a Worker for a new password, in turn for somebody who has an account and for somebody who
  has none, and says whether the answers can be told apart, by what they say or by their time.

  Whoever owns the account is sent a mail for every sample, until the quota of the address is
  spent: no more come that day then, and the answers must be alike all the same. Take an account
  of your own, and a login of equal length that nobody has.

    --url      the Worker, https://reset.example.com
    --known    the login of an account
    --unknown  a login of nobody
    --samples  of each, 100 or more [300]
    --pause    milliseconds between two requests [1000]";

const KNOWN: &str = "known";
const UNKNOWN: &str = "unknown";
/// How long is waited when too many have come and nobody says how long, in seconds.
const TOO_MANY: u64 = 60;
/// How often is waited for one sample.
const PATIENCE: usize = 10;

/// What to measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wishes {
    url: String,
    known: String,
    unknown: String,
    samples: usize,
    pause: Duration,
}

impl Wishes {
    /// Reads the options.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn parse(given: &[String]) -> Result<Self, String> {
        let mut rest = given.iter();
        let (mut url, mut known, mut unknown) = (None, None, None);
        let (mut samples, mut pause) = (300, 1_000);
        while let Some(option) = rest.next() {
            let value = rest.next().ok_or(format!("`{option}` wants a value"))?;
            let number = || {
                let number = value.parse::<u32>();
                number.map_err(|_| format!("`{option} {value}` is not a number"))
            };
            match option.as_str() {
                "--url" => url = Some(value.trim_end_matches('/').to_owned()),
                "--known" => known = Some(value.clone()),
                "--unknown" => unknown = Some(value.clone()),
                "--samples" => samples = number()?,
                "--pause" => pause = number()?,
                other => return Err(format!("there is no option `{other}`")),
            }
        }
        let wishes = Self {
            url: url.ok_or("`--url` is missing")?,
            known: known.ok_or("`--known` is missing")?,
            unknown: unknown.ok_or("`--unknown` is missing")?,
            samples: usize::try_from(samples).unwrap_or(usize::MAX),
            pause: Duration::from_millis(pause.into()),
        };
        if wishes.samples < 100 {
            return Err("fewer than 100 samples say nothing".to_owned());
        }
        if wishes.known.len() != wishes.unknown.len() {
            return Err("the two logins must be of equal length: pages show them".to_owned());
        }
        Ok(wishes)
    }

    /// Measures, and says what tells the two apart.
    ///
    /// # Panics
    /// When the Worker does not answer.
    #[must_use]
    pub fn measure(&self, seed: u64) -> Vec<String> {
        let mut client = Client::new(&self.url, Networks::Own, seed);
        let mut dice = Dice::new(seed);
        let mut samples = Samples::default();
        // The first two open the connection.
        for login in [&self.known, &self.unknown] {
            self.patiently(&mut client, login);
        }
        for (_, class) in turns(&[KNOWN, UNKNOWN], self.samples, &mut dice) {
            let login = if class == KNOWN {
                &self.known
            } else {
                &self.unknown
            };
            let exchange = self.patiently(&mut client, login);
            samples.add(class, &exchange);
        }
        samples.judged_at(LEVEL, &format!("{}, in milliseconds", self.url))
    }

    /// One sample. Too many requests from one network are none: they are waited out.
    fn patiently(&self, client: &mut Client, login: &str) -> Exchange {
        for _ in 0..PATIENCE {
            thread::sleep(self.pause);
            let exchange = client.post("/forgot_password", &[("login", login)], (login, None));
            if exchange.status != 429 {
                return exchange;
            }
            let wait = exchange.retry_after.unwrap_or(TOO_MANY).clamp(1, 3_600);
            println!("too many requests: going on in {wait} seconds; a longer --pause may help");
            thread::sleep(Duration::from_secs(wait));
        }
        panic!("the Worker takes no more requests from here");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Wishes, String> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Wishes::parse(&words)
    }

    #[test]
    fn two_logins_and_a_worker_are_enough() {
        let wishes = parse("--url https://a.test/ --known ada --unknown bob");
        let wishes = wishes.expect("it is enough");
        assert_eq!((&*wishes.url, wishes.samples), ("https://a.test", 300));
    }

    #[test]
    fn what_cannot_be_measured_is_said() {
        for (line, word) in [
            ("", "--url"),
            ("--url x --known ada", "--unknown"),
            ("--url x --known ada --unknown bobby", "equal length"),
            ("--url x --known ada --unknown bob --samples 9", "100"),
            ("--url x --known ada --unknown bob --samples many", "many"),
            ("--speed 3", "--speed"),
            ("--url", "value"),
        ] {
            let complaint = parse(line).expect_err(line);
            assert!(complaint.contains(word), "{line}: {complaint}");
        }
    }
}
