//! The rules for a new password while nothing is changed yet: those of the org's password policy
//! that applies to the person, read by the management API. Later Okta's own transaction tells them.
//!
//! Nobody is kept from a new password by rules that cannot be read: then the form lists none, and
//! Okta alone judges.

use okta::PasswordPolicy;
use okta::policies::PolicyList;
use okta::users::{User, UserId};
use pages::password::Person;
use pages::{NewPasswordErrors, Purpose};

use crate::ask::inquiries;
use crate::form::is_for_another;
use crate::handle::Receipt;
use crate::journey::Journey;
use crate::occasion::Occasion;
use crate::policy::{broken_by, for_people};
use crate::report::Report;
use crate::start::Intent;
use crate::surroundings::Surroundings;

/// So many pages of a list are read. Where there are more, Okta is left to judge.
const MOST_PAGES: usize = 10;

impl<S: Surroundings> Journey<'_, S> {
    /// The rules, as far as they can be told, when the password may go to Okta. Otherwise what is
    /// shown instead of changing the account: the form to whoever looks, the form with what is wrong
    /// to whoever saves.
    pub(crate) async fn held_back(
        &self,
        (user, id): (&User, &UserId),
        purpose: Purpose,
        (intent, warned): (Intent<'_>, &mut Option<Receipt>),
    ) -> Result<Option<PasswordPolicy>, Box<pages::NewPassword>> {
        let policy = self.policy_of(user, id).await;
        let login = user.profile.login.as_deref();
        let errors = match intent {
            Intent::Look => NewPasswordErrors::default(),
            Intent::Save(filled) if is_for_another(login, filled) => NewPasswordErrors::default(),
            Intent::Save(filled) => {
                let judged = policy
                    .as_ref()
                    .map(|policy| broken_by(policy, &person(user), filled.password.secret()));
                let password = judged.unwrap_or_default();
                if password.is_empty() {
                    match self.withheld(filled, warned).await {
                        Some(errors) => errors,
                        None => return Ok(policy),
                    }
                } else {
                    self.note(Occasion::RuleFailed, ("", "here"));
                    NewPasswordErrors {
                        password,
                        ..NewPasswordErrors::default()
                    }
                }
            }
        };
        Err(Box::new(pages::NewPassword {
            username: login.map(str::to_owned),
            policy: policy.as_ref().map(for_people),
            purpose,
            errors,
            ..pages::NewPassword::default()
        }))
    }

    /// The password policy of a person, if it can be told.
    async fn policy_of(&self, user: &User, id: &UserId) -> Option<PasswordPolicy> {
        let provider = &user.credentials.provider.as_ref()?.kind;
        let policies = self.policies().await?;
        // Okta's own policies are for whoever is left: without others, groups make no difference.
        let groups = if policies.policies().all(|policy| policy.system) {
            Vec::new()
        } else {
            self.groups(id).await?
        };
        let groups: Vec<_> = groups.iter().map(String::as_str).collect();
        match policies.applying_to(&groups, provider) {
            Ok(Some(policy)) => Some(policy.password_policy().clone()),
            Ok(None) => self.no_policy("none_applies"),
            Err(_) => self.no_policy("unclear"),
        }
    }

    /// All policies: a choice among some of them would be another one.
    async fn policies(&self) -> Option<PolicyList> {
        let org = &self.settings.org;
        let (mut policies, mut next) = (Vec::new(), Some(inquiries::list_policies(org)));
        for _ in 0..MOST_PAGES {
            let page = self.ask(next?).await.ok()?;
            next = inquiries::more_policies(org, &page);
            policies.extend(page.policies);
            if next.is_none() {
                return Some(policies.into_iter().collect());
            }
        }
        self.no_policy("too_many_policies")
    }

    /// The ids of all groups of a person. Everybody is in one: who seems to be in none is in some
    /// that the credential may not see.
    async fn groups(&self, id: &UserId) -> Option<Vec<String>> {
        let org = &self.settings.org;
        let (mut groups, mut next) = (Vec::new(), Some(inquiries::list_user_groups(org, id)));
        for _ in 0..MOST_PAGES {
            let page = self.ask(next?).await.ok()?;
            next = inquiries::more_groups(org, id, &page);
            groups.extend(page.ids);
            if next.is_none() && groups.is_empty() {
                return self.no_policy("no_groups");
            }
            if next.is_none() {
                return Some(groups);
            }
        }
        self.no_policy("too_many_groups")
    }

    fn no_policy<T>(&self, why: &'static str) -> Option<T> {
        self.report(Report::no_policy(why));
        None
    }
}

fn person(user: &User) -> Person {
    let profile = &user.profile;
    Person {
        username: profile.login.clone(),
        first_name: profile.first_name.clone(),
        last_name: profile.last_name.clone(),
    }
}
