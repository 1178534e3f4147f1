//! Waiting, as a proof that somebody is no hurry of a program's: for people whose browser cannot
//! solve a task.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use okta::Timestamp;
use sha2::Sha256;

use crate::mac::keyed;

/// How long people wait, in milliseconds.
const WAIT: i64 = 10_000;
/// After how long a stamp is worth nothing, in milliseconds.
const LIFETIME: i64 = 3_600_000;

/// What a form says of when it was shown, and to which network. Nobody without `key` can make one.
#[must_use]
pub fn stamp(key: &str, network: &str, now: Timestamp) -> String {
    let mut stamp = now.as_millis().to_string();
    let seal = seal(key, network, &stamp).finalize().into_bytes();
    stamp.push('.');
    stamp.push_str(&URL_SAFE_NO_PAD.encode(seal));
    stamp
}

/// Whether a form with this stamp was shown to `network` so long ago that a person would have
/// solved a task meanwhile, and not too long ago.
#[must_use]
pub fn has_waited(key: &str, network: &str, (stamp, now): (&str, Timestamp)) -> bool {
    let Some((shown, sealed)) = stamp.split_once('.') else {
        return false;
    };
    let Ok(sealed) = URL_SAFE_NO_PAD.decode(sealed) else {
        return false;
    };
    if seal(key, network, shown).verify_slice(&sealed).is_err() {
        return false;
    }
    let waited = |shown: i64| now.as_millis().saturating_sub(shown);
    shown
        .parse()
        .is_ok_and(|shown| (WAIT..LIFETIME).contains(&waited(shown)))
}

fn seal(key: &str, network: &str, shown: &str) -> Hmac<Sha256> {
    let mut seal = keyed(key.as_bytes());
    for part in ["rekey stamp", network, shown] {
        seal.update(part.as_bytes());
        seal.update(&[0]);
    }
    seal
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_750_000_000_000;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    #[test]
    fn ten_seconds_are_waited_and_an_hour_is_too_long() {
        let stamp = stamp("key", "192.0.2", at(NOW));
        for (after, is_good) in [
            (-1, false),
            (0, false),
            (9_999, false),
            (10_000, true),
            (3_599_999, true),
            (3_600_000, false),
        ] {
            let now = (&*stamp, at(NOW + after));
            assert_eq!(has_waited("key", "192.0.2", now), is_good, "{after}");
        }
    }

    #[test]
    fn nobody_makes_or_moves_a_stamp() {
        let good = stamp("key", "192.0.2", at(NOW));
        let later = at(NOW + 20_000);
        assert!(has_waited("key", "192.0.2", (&good, later)));
        assert!(!has_waited("yek", "192.0.2", (&good, later)), "another key");
        assert!(!has_waited("key", "192.0.3", (&good, later)), "elsewhere");
        let (_, seal) = good.split_once('.').expect("a stamp has a seal");
        for forged in [
            format!("{}.{seal}", NOW - 1_000),
            format!("{NOW}."),
            format!("{NOW}.{}", &seal[1..]),
            NOW.to_string(),
            format!("x.{seal}"),
            String::new(),
        ] {
            assert!(!has_waited("key", "192.0.2", (&forged, later)), "{forged}");
        }
    }
}
