//! What addresses remember, behind the native setting.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use okta::Timestamp;
use recovery::{Addressee, AddresseeName, Claim, NotReached, Ruling, Settings};

/// All addresses.
#[derive(Default)]
pub(crate) struct Memory {
    /// By their names, as they are stored.
    addressees: RefCell<HashMap<String, String>>,
    /// What was claimed of which, oldest first.
    pub(crate) claims: RefCell<Vec<(String, Claim)>>,
    /// After how many more claims how many are lost.
    pub(crate) lost: Cell<(usize, usize)>,
}

impl Memory {
    /// Rules on a claim, unless it is lost.
    pub(crate) fn claim(
        &self,
        addressee: &AddresseeName,
        claim: Claim,
        (settings, now): (&Settings, Timestamp),
    ) -> Result<Ruling, NotReached> {
        let name = addressee.as_str().to_owned();
        self.claims.borrow_mut().push((name.clone(), claim.clone()));
        match self.lost.get() {
            (0, 0) => {}
            (0, lost) => {
                self.lost.set((0, lost - 1));
                return Err(NotReached);
            }
            (before, lost) => self.lost.set((before - 1, lost)),
        }
        let mut all = self.addressees.borrow_mut();
        let stored = all.get(&name).map(|text| serde_json::from_str(text));
        let stored: Option<Addressee> = stored.transpose().expect("what is stored can be read");
        let mut remembered = stored.unwrap_or_default();
        let ruling = remembered.rule(claim, settings, now);
        let text = serde_json::to_string(&remembered).expect("it can be stored");
        all.insert(name, text);
        Ok(ruling)
    }
}
