//! Operations that leave every account as it is. They may be asked for anybody.

use okta::authn::{self, FactorType, RecoveryTransaction};
use okta::policies::{self, PolicyPage};
use okta::users::{self, GroupPage, User, UserId};
use okta::{Answer, ClientContext, OrgUrl, RecoveryToken, Request, StateToken};

use super::Ask;
use crate::dictionary::Operation;

/// *Forgot password*: Okta sends its own mail, if it likes.
pub(crate) fn forgot_password(
    org: &OrgUrl,
    context: &ClientContext,
    login: &str,
) -> Ask<RecoveryTransaction> {
    Ask::new(
        Operation::ForgotPassword,
        authn::forgot_password_request(org, context, login, FactorType::Email),
        authn::forgot_password_response,
    )
}

/// *Verify recovery token*: exchanges the one-time token of a link. Changes no account.
pub(crate) fn verify_recovery_token(
    org: &OrgUrl,
    context: &ClientContext,
    token: &RecoveryToken,
) -> Ask<RecoveryTransaction> {
    Ask::new(
        Operation::VerifyRecoveryToken,
        authn::verify_recovery_token_request(org, context, token),
        authn::verify_recovery_token_response,
    )
}

/// *Answer recovery question*, in a transaction that Okta has opened.
pub(crate) fn answer_recovery_question(
    org: &OrgUrl,
    context: &ClientContext,
    (token, answer): (&StateToken, &Answer),
) -> Ask<RecoveryTransaction> {
    Ask::new(
        Operation::AnswerRecoveryQuestion,
        authn::answer_recovery_question_request(org, context, token, answer),
        authn::answer_recovery_question_response,
    )
}

/// *Get user*, by id or login.
pub(crate) fn get_user(org: &OrgUrl, user: &UserId) -> Ask<User> {
    Ask::new(
        Operation::GetUser,
        users::get_user_request(org, user),
        users::get_user_response,
    )
}

/// *List policies*: those for passwords.
pub(crate) fn list_policies(org: &OrgUrl) -> Ask<PolicyPage> {
    policies(org, policies::list_policies_request(org))
}

/// The same behind a page, if there are more.
pub(crate) fn more_policies(org: &OrgUrl, page: &PolicyPage) -> Option<Ask<PolicyPage>> {
    let next = policies::next_page_request(page)?;
    Some(policies(org, next))
}

fn policies(org: &OrgUrl, request: Request) -> Ask<PolicyPage> {
    let org = org.clone();
    Ask::new(Operation::ListPolicies, request, move |answer| {
        policies::list_policies_response(&org, answer)
    })
}

/// *List all groups* of a user.
pub(crate) fn list_user_groups(org: &OrgUrl, user: &UserId) -> Ask<GroupPage> {
    groups(org, user, users::list_user_groups_request(org, user))
}

/// The same behind a page, if there are more.
pub(crate) fn more_groups(org: &OrgUrl, user: &UserId, page: &GroupPage) -> Option<Ask<GroupPage>> {
    let next = users::next_groups_request(page)?;
    Some(groups(org, user, next))
}

fn groups(org: &OrgUrl, user: &UserId, request: Request) -> Ask<GroupPage> {
    let (org, user) = (org.clone(), user.clone());
    Ask::new(Operation::ListUserGroups, request, move |answer| {
        users::list_user_groups_response(&org, &user, answer)
    })
}
