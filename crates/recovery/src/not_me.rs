//! *This wasn't me*: the link of a notice.

use pages::{NotMe, NotMeState, Page, WentWrong};

use crate::ask::changes;
use crate::dictionary::{Hindrance, Refusal};
use crate::handle::Door;
use crate::journey::{Journey, Outcome, Rest};
use crate::occasion::Occasion;
use crate::proof::Proof;
use crate::step::{Alert, Due, Dues, Step};
use crate::surroundings::Surroundings;
use okta::users::UserId;

/// The button, for whoever has the link. Looking changes nothing: mail scanners look, too.
pub(crate) fn show(step: Option<Step>, door: &Door) -> Outcome {
    let state = match noticed(step.as_ref(), door) {
        Some(_) => NotMeState::Confirm,
        None => NotMeState::Expired,
    };
    Outcome::new(Rest::unchanged(step), page(state))
}

impl<S: Surroundings> Journey<'_, S> {
    /// Ends sessions and tokens, and tells the operator. What does not work now is tried again, whether
    /// the person comes back or not.
    pub(crate) async fn not_me(&self, mut step: Option<Step>, door: &Door) -> Outcome {
        if noticed(step.as_ref(), door).is_none() {
            return show(step, door);
        }
        let Some(Step::Success(success)) = &mut step else {
            return show(step, door);
        };
        // Whoever set that password is not told any more that it is set.
        success.receipt = None;
        let Some(dues) = &mut success.dues else {
            return show(step, door);
        };
        self.alert(dues, Alert::NotMe);
        self.note(Occasion::NotMe, ("", "reported"));
        let Ok(id) = UserId::new(&dues.account) else {
            let page = self.went_wrong(WentWrong::Internal);
            return Outcome::new(Rest::unchanged(step), page);
        };
        let ask = changes::revoke_sessions(&Proof::of_dues(dues), &self.settings.org, &id);
        let page = match self.ask(ask).await {
            Ok(()) | Err(Refusal::NoSuchUser) => page(NotMeState::Done),
            Err(refusal) => {
                match refusal.hindrance() {
                    Hindrance::Now { .. } => dues.sessions = Due::Open,
                    Hindrance::ForGood => self.alert(dues, Alert::Sessions),
                }
                self.went_wrong(refusal.why())
            }
        };
        let is_open = dues.sessions == Due::Open || dues.has_alerts();
        let wake = is_open.then_some(self.moment.now);
        Outcome::new(Rest { step, wake }, page)
    }
}

fn noticed<'a>(step: Option<&'a Step>, door: &Door) -> Option<&'a Dues> {
    let (Some(Step::Success(success)), Door::Link(secret)) = (step, door) else {
        return None;
    };
    let digest = secret.digest();
    let dues = success.dues.as_ref()?;
    dues.not_me.contains(&digest).then_some(dues)
}

fn page(state: NotMeState) -> Page {
    Page::NotMe(NotMe { state })
}
