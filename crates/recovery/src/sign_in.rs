//! Signing in after the reset, where the operator wants it and Okta gives what it takes.

use okta::{login_token_redirect, session_cookie_redirect};
use pages::{Done, Page};

use crate::hand_over::Pass;
use crate::journey::Journey;
use crate::new_password::done;
use crate::settings::AfterReset;
use crate::step::{Due, Success};
use crate::surroundings::Surroundings;

impl<S: Surroundings> Journey<'_, S> {
    /// The last page, and the way in.
    pub(crate) async fn signed_in(&self, success: &mut Success, pass: Option<Pass>) -> Page {
        let sign_in = match (pass, &self.settings.after_reset) {
            (Some(pass), AfterReset::SignIn(otherwise)) => {
                let back = success.return_to.as_ref().unwrap_or(otherwise);
                let url = match &pass {
                    Pass::SessionToken(token) => {
                        session_cookie_redirect(&self.settings.org, token, back)
                    }
                    Pass::Idx(handle) => login_token_redirect(&self.settings.org, handle),
                };
                self.all_others_ended(success).await.then_some(url)
            }
            (_, AfterReset::Return) | (None, AfterReset::SignIn(_)) => None,
        };
        Page::Done(Done {
            sign_in,
            ..done(success)
        })
    }

    /// Ends the other sessions before this person has one: it would end with them.
    async fn all_others_ended(&self, success: &mut Success) -> bool {
        let Some(dues) = &mut success.dues else {
            return true;
        };
        if dues.sessions == Due::Open {
            self.end_sessions(dues).await;
        }
        dues.sessions != Due::Open
    }
}
