//! State handles, in the form that the switches say.

use okta::idx::Operation;

use super::reply::Reply;
use super::switches::{StateHandleLives, StateHandleShape};
use super::transaction::{Stage, Transaction};
use crate::moment::Entropy;
use crate::org::Org;
use crate::visit::Visit;

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

/// The answer to a step that was taken: where handles live no longer than that, it has another one,
/// and so has the transaction. Whoever only asks where it stands takes no step, nor does whoever is
/// refused.
pub(super) fn renewed(
    org: &mut Org,
    reply: Reply,
    (operation, old): (Operation, &str),
    visit: &mut Visit,
) -> Reply {
    let only_asks = matches!(operation, Operation::Introspect | Operation::ChallengePoll);
    let lives = org.switches.idx.state_handle_lives;
    if lives == StateHandleLives::Transaction || only_asks || !reply.is_ok() {
        return reply;
    }
    // It may have ended, or got another handle on the way.
    let Some(transaction) = org.idx.get(old, visit.now) else {
        return reply;
    };
    let handle = make(
        org.switches.idx.state_handle,
        &transaction.stage,
        &mut visit.entropy,
    );
    let reply = reply.under((old, &handle));
    let renewed = Transaction {
        handle,
        ..transaction
    };
    org.idx.supersede(old, &renewed);
    reply
}
