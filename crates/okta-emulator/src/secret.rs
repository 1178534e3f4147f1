//! Passwords and recovery answers, kept as an org would keep them: hashed.

use argon2::{Algorithm, Argon2, Params, Version};

use crate::moment::Entropy;

/// KiB of memory per hash. Far below what a real org should take, so that a
/// hundred thousand people are seeded in seconds; the secrets are play money.
const MEMORY: u32 = Params::MIN_M_COST;

/// An Argon2id hash with its salt.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Hashed {
    salt: [u8; 16],
    hash: [u8; 32],
}

impl Hashed {
    /// Hashes a secret with a fresh salt.
    pub(crate) fn new(secret: &str, entropy: &mut Entropy) -> Self {
        let mut salt = [0; 16];
        salt.copy_from_slice(&entropy.block()[..16]);
        let hash = derive(secret, &salt);
        Self { salt, hash }
    }

    /// Whether this is the hash of `secret`.
    pub(crate) fn is(&self, secret: &str) -> bool {
        let other = derive(secret, &self.salt);
        let pairs = self.hash.iter().zip(other);
        pairs.fold(0, |differences, (a, b)| differences | (a ^ b)) == 0
    }
}

fn derive(secret: &str, salt: &[u8; 16]) -> [u8; 32] {
    let params =
        Params::new(MEMORY, 1, 1, Some(32)).expect("the parameters are constants in range");
    let mut hash = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(secret.as_bytes(), salt, &mut hash)
        .expect("salt and output have lengths in range, and a body bounds the secret");
    hash
}

#[cfg(test)]
mod tests {
    use super::Hashed;
    use crate::moment::Entropy;

    #[test]
    fn a_hash_knows_its_secret_and_no_other() {
        let hashed = Hashed::new("Correct-Horse-7", &mut Entropy::new([0; 32]));
        assert!(hashed.is("Correct-Horse-7"));
        assert!(!hashed.is("correct-horse-7"));
    }

    #[test]
    fn two_people_with_one_password_have_two_hashes() {
        let mut entropy = Entropy::new([0; 32]);
        let ada = Hashed::new("Correct-Horse-7", &mut entropy);
        let alan = Hashed::new("Correct-Horse-7", &mut entropy);
        assert!(ada != alan);
    }
}
