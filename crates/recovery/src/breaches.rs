//! Stolen passwords: whether a new one is in their lists, and what is made of it.
//!
//! Who tells does not learn it: [Pwned Passwords] is asked for the five first hexadecimal digits of a password's SHA-1, and lists
//! the rest of all that begin so, some hundreds. The answer is about the password and not about the
//! person: nothing of it is logged, but that there was none.
//!
//! [Pwned Passwords]: https://haveibeenpwned.com/API/v3#PwnedPasswords

use pages::{NewPasswordErrors, PasswordError};

use crate::form::try_again;
use crate::handle::Receipt;
use crate::journey::Journey;
use crate::report::Report;
use crate::settings::{BreachCheck, Listed, Unanswered};
use crate::step::NewPassword;
use crate::surroundings::{NoRange, Surroundings};

/// So many hexadecimal digits of a hash leave the house.
const PREFIX: usize = 5;
/// So many are compared here.
const SUFFIX: usize = 35;

/// The name of a password in the lists: the SHA-1 of its UTF-8.
pub struct PasswordHash {
    prefix: String,
    suffix: String,
}

impl PasswordHash {
    /// The name with these 20 bytes.
    #[must_use]
    pub fn new(sha1: &[u8]) -> Self {
        let halves = sha1.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        let digits = halves.filter_map(|half| char::from_digit(half.into(), 16));
        let mut prefix: String = digits.collect();
        prefix.make_ascii_uppercase();
        let suffix = prefix.split_off(PREFIX.min(prefix.len()));
        Self { prefix, suffix }
    }

    /// Its first five digits: all that may be said of it.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.prefix
    }
}

/// The stolen passwords whose hashes begin alike.
#[derive(Clone, Debug)]
pub struct Range(String);

impl Range {
    /// Reads an answer of the service. Nothing, where it is none: somebody else's page, or cut off.
    #[must_use]
    pub fn read(text: String) -> Option<Self> {
        let mut rows = text.lines();
        // An answer that lists nothing is none: the service always knows some that begin so.
        let is_one = !text.is_empty() && rows.all(|line| row(line).is_some());
        is_one.then_some(Self(text))
    }

    /// The rows, as they came.
    #[must_use]
    pub fn rows(&self) -> &str {
        &self.0
    }

    /// Whether a password is listed. Rows that count nobody are padding: they are there so that the
    /// length of an answer says nothing.
    #[must_use]
    pub fn lists(&self, password: &PasswordHash) -> bool {
        let mut rows = self.0.lines().filter_map(row);
        rows.any(|(listed, count)| {
            listed.eq_ignore_ascii_case(&password.suffix)
                && count.bytes().any(|digit| digit != b'0')
        })
    }
}

/// The rest of a hash, and how often its password was stolen.
fn row(line: &str) -> Option<(&str, &str)> {
    let (suffix, count) = line.split_once(':')?;
    let is_hash = suffix.len() == SUFFIX && suffix.bytes().all(|digit| digit.is_ascii_hexdigit());
    let is_count = !count.is_empty() && count.bytes().all(|digit| digit.is_ascii_digit());
    (is_hash && is_count).then_some((suffix, count))
}

impl<S: Surroundings> Journey<'_, S> {
    /// Why a password that keeps the rules is not handed to Okta, if it is not. Somebody who is
    /// warned may send it once more: it is recognised by its receipt in `warned`, which is where
    /// the warning is noted.
    pub(crate) async fn withheld(
        &self,
        filled: &NewPassword,
        warned: &mut Option<Receipt>,
    ) -> Option<NewPasswordErrors> {
        let BreachCheck { listed, unanswered } = self.settings.breach_check?;
        let is_known = listed == Listed::Warn && warned.as_ref() == Some(&filled.receipt);
        if is_known || self.is_unlisted.get() {
            return None;
        }
        let error = match (
            self.surroundings.is_stolen(&filled.password).await,
            listed,
            unanswered,
        ) {
            (Ok(true), Listed::Refuse, _) => PasswordError::Breached,
            (Ok(true), Listed::Warn, _) => {
                *warned = Some(filled.receipt.clone());
                PasswordError::BreachWarning
            }
            (Err(NoRange), _, Unanswered::Refuse) => {
                self.report(Report::breach_check("unanswered_refused"));
                return Some(try_again());
            }
            (Err(NoRange), _, Unanswered::Accept) => {
                self.report(Report::breach_check("unanswered_accepted"));
                self.is_unlisted.set(true);
                return None;
            }
            (Ok(false), _, _) => {
                self.is_unlisted.set(true);
                return None;
            }
        };
        Some(NewPasswordErrors {
            password: vec![error],
            ..NewPasswordErrors::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `password`, hashed.
    const SHA1: [u8; 20] = [
        0x5b, 0xaa, 0x61, 0xe4, 0xc9, 0xb9, 0x3f, 0x3f, 0x06, 0x82, 0x25, 0x0b, 0x6c, 0xf8, 0x33,
        0x1b, 0x7e, 0xe6, 0x8f, 0xd8,
    ];
    const HASH: &str = "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8";

    #[test]
    fn five_digits_of_forty_are_said() {
        let hash = PasswordHash::new(&SHA1);
        assert_eq!(hash.prefix(), &HASH[..PREFIX]);
        assert_eq!(hash.suffix, HASH[PREFIX..]);
    }

    #[test]
    fn a_row_counts_when_it_counts_somebody() {
        let (hash, suffix) = (PasswordHash::new(&SHA1), &HASH[PREFIX..]);
        let range = |row: &str| {
            let other = "0018A45C4D1DEF81644B54AB7F969B88D65:3";
            Range::read(format!("{other}\r\n{row}\r\n{other}")).expect("rows")
        };
        assert!(range(&format!("{suffix}:9659365")).lists(&hash));
        assert!(range(&format!("{}:10", suffix.to_lowercase())).lists(&hash));
        assert!(!range(&format!("{suffix}:0")).lists(&hash), "padding");
        assert!(!range(&format!("{suffix}:00")).lists(&hash), "padding");
        let other = suffix.replace('E', "F");
        assert!(!range(&format!("{other}:7")).lists(&hash));
    }

    #[test]
    fn what_is_no_list_is_not_taken_for_one() {
        let suffix = &HASH[PREFIX..];
        for text in [
            "",
            "<!doctype html>",
            "{}",
            &format!("{suffix}:1\r\n{}", &suffix[..20]),
            &format!("{suffix}:"),
            &format!("{suffix}:many"),
            &format!("{HASH}:1"),
            &format!("{}:1", suffix.replace('E', "é")),
            "\r\n",
        ] {
            assert!(Range::read(text.to_owned()).is_none(), "{text}");
        }
    }
}
