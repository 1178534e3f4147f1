//! State handles, in the form that the switches say.

use super::switches::StateHandleShape;
use super::transaction::Stage;
use crate::moment::Entropy;

/// The beginning of the recorded encrypted handles: a JOSE header.
const ENCRYPTED: &str = "eyJ6aXAiOiJERUYiLCJhbGlhcyI6ImVuY3J5cHRpb25rZXkiLCJ2ZXIiOiIxIiwi\
                         b2lkIjoiMDBvNDF3YnZweW1JS2wwVVA1ZDciLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiZGlyIn0";

/// Makes a handle for a transaction at `stage`.
pub(super) fn make(shape: StateHandleShape, stage: &Stage, entropy: &mut Entropy) -> String {
    let is_open = matches!(stage, Stage::Identify | Stage::IdentifyRecovery);
    match shape {
        StateHandleShape::IdAndContext => {
            let (id, context) = (entropy.url_safe(41), entropy.url_safe(917));
            format!("02.id.{id}~c.{context}")
        }
        StateHandleShape::Encrypted if is_open => {
            let (nonce, text) = (entropy.url_safe(16), entropy.url_safe(2819));
            format!("{ENCRYPTED}..{nonce}.{text}.{}", entropy.url_safe(22))
        }
        StateHandleShape::Short | StateHandleShape::Encrypted => {
            format!("02{}", entropy.url_safe(40))
        }
    }
}
