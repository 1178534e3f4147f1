//! *This wasn't me*: the link of a notice.

use pages::{NotMe, NotMeState, Page, WentWrong};

use crate::ask::changes;
use crate::dictionary::Refusal;
use crate::handle::Door;
use crate::journey::{Journey, Outcome, Rest};
use crate::occasion::Occasion;
use crate::proof::Proof;
use crate::step::{Dues, Step};
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
    /// Ends sessions and tokens, and tells the operator.
    pub(crate) async fn not_me(&self, step: Option<Step>, door: &Door) -> Outcome {
        let Some(dues) = noticed(step.as_ref(), door) else {
            return show(step, door);
        };
        self.note(Occasion::NotMe, ("", "reported"));
        let Ok(id) = UserId::new(&dues.account) else {
            let page = self.went_wrong(WentWrong::Internal);
            return Outcome::new(Rest::unchanged(step), page);
        };
        let ask = changes::revoke_sessions(&Proof::of_dues(dues), &self.settings.org, &id);
        let page = match self.ask(ask).await {
            Ok(()) | Err(Refusal::NoSuchUser) => page(NotMeState::Done),
            Err(refusal) => self.went_wrong(refusal.why()),
        };
        Outcome::new(Rest::unchanged(step), page)
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
