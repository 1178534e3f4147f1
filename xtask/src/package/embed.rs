//! The elements in somebody's page, by the Worker's one script and its hash
//! ([subresource integrity](https://www.w3.org/TR/sri-2/)).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha384};

/// The script's hash, as `integrity` has it.
pub(super) fn integrity(script: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(script)))
}

/// The five lines; `script` is its public path.
pub(super) fn lines(script: &str, integrity: &str) -> String {
    const WORKER: &str = "https://reset.your-company.com";
    format!(
        "<script type=\"module\" crossorigin src=\"{WORKER}{script}\"\n  \
           integrity=\"{integrity}\"></script>\n\
         <rekey-forgot-password endpoint=\"{WORKER}\"></rekey-forgot-password>\n\
         <!-- where a route of yours receives the link of the mail -->\n\
         <rekey-new-password endpoint=\"{WORKER}\" token=\"…\"></rekey-new-password>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_one_that_everybody_computes() {
        // openssl dgst -sha384 -binary | base64
        let known = "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn";
        assert_eq!(integrity(b"abc"), known);
    }

    #[test]
    fn there_are_five_lines() {
        let lines = lines("/assets/rekey-x.js", "sha384-x");
        assert_eq!(lines.lines().count(), 5);
        assert!(lines.contains(".com/assets/rekey-x.js\""), "{lines}");
    }
}
