//! Time and entropy, handed in with every request.

use okta::Timestamp;
use sha2::{Digest, Sha256};

/// The letters of Okta's tokens.
const URL_SAFE: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// When a request arrives, and the randomness that its answer may use.
///
/// Not `Clone`: entropy is spent once, or two requests would get the same
/// tokens.
#[derive(Debug)]
pub struct Moment {
    /// The caller's time; the org adds what `/_emulator/clock` advanced.
    pub now: Timestamp,
    /// 32 fresh, unpredictable bytes; tests hand in a counter.
    pub entropy: [u8; 32],
}

impl Moment {
    /// Takes the moment apart, once.
    pub(crate) fn spend(self) -> (Timestamp, Entropy) {
        (self.now, Entropy::new(self.entropy))
    }
}

/// Expands the entropy of one [`Moment`]: block n is SHA-256(entropy ‖ n).
pub(crate) struct Entropy {
    key: [u8; 32],
    blocks: u64,
}

impl Entropy {
    pub(crate) fn new(key: [u8; 32]) -> Self {
        Self { key, blocks: 0 }
    }

    /// The next 32 bytes.
    pub(crate) fn block(&mut self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.key);
        hash.update(self.blocks.to_be_bytes());
        self.blocks += 1;
        hash.finalize().into()
    }

    /// `length` letters of `[A-Za-z0-9_-]`, six bits each.
    pub(crate) fn url_safe(&mut self, length: usize) -> String {
        self.letters(length, URL_SAFE)
    }

    /// `length` letters of `[A-Za-z0-9]`.
    pub(crate) fn alphanumeric(&mut self, length: usize) -> String {
        self.letters(length, &URL_SAFE[..62])
    }

    /// `length` hexadecimal digits.
    pub(crate) fn hexadecimal(&mut self, length: usize) -> String {
        let mut text = String::with_capacity(length);
        while text.len() < length {
            let digits = self.block().into_iter().map(|byte| usize::from(byte & 15));
            let digits = digits.map(|digit| char::from(b"0123456789abcdef"[digit]));
            text.extend(digits.take(length - text.len()));
        }
        text
    }

    /// `length` decimal digits, as the codes of mails and messages have them.
    pub(crate) fn digits(&mut self, length: usize) -> String {
        let mut text = String::with_capacity(length);
        while text.len() < length {
            // 250 is the largest multiple of ten in a byte: no digit is likelier than another.
            let fair = self.block().into_iter().filter(|byte| *byte < 250);
            let digits = fair.map(|byte| char::from(b'0' + byte % 10));
            text.extend(digits.take(length - text.len()));
        }
        text
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let [a, b, c, d, ..] = self.block();
        let number = u32::from_be_bytes([a, b, c, d]);
        usize::try_from(number).unwrap_or_default() % bound
    }

    /// A number in `0.0..1.0`.
    pub(crate) fn chance(&mut self) -> f64 {
        let [a, b, c, d, ..] = self.block();
        f64::from(u32::from_be_bytes([a, b, c, d])) / (f64::from(u32::MAX) + 1.0)
    }

    /// Takes six bits per letter and skips what the alphabet does not have,
    /// so that every letter is equally likely.
    fn letters(&mut self, length: usize, alphabet: &[u8]) -> String {
        let mut text = String::with_capacity(length);
        while text.len() < length {
            let wanted = length - text.len();
            let found = self.block().into_iter();
            let found = found.filter_map(|byte| alphabet.get(usize::from(byte & 63)));
            text.extend(found.take(wanted).copied().map(char::from));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::Entropy;

    #[test]
    fn the_same_entropy_gives_the_same_token_once_and_then_another() {
        let mut entropy = Entropy::new([7; 32]);
        let first = entropy.url_safe(42);
        assert_eq!(first.len(), 42);
        assert_ne!(first, entropy.url_safe(42));
        assert_eq!(first, Entropy::new([7; 32]).url_safe(42));
    }

    #[test]
    fn an_id_has_letters_and_digits_only() {
        let id = Entropy::new([1; 32]).alphanumeric(500);
        assert!(id.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    }

    #[test]
    fn chance_stays_below_one() {
        let mut entropy = Entropy::new([3; 32]);
        assert!((0..1000).all(|_| (0.0..1.0).contains(&entropy.chance())));
    }
}
