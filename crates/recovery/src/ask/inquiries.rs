//! Operations that leave every account as it is, and those that hand in what Okta itself takes for a
//! proof. They may be asked for anybody.

use okta::authn::{self, FactorType, PhoneFactor, RecoveryTransaction};
use okta::policies::{self, PolicyPage};
use okta::users::{self, GroupPage, User, UserId};
use okta::{Answer, ClientContext, OrgUrl, PassCode, RecoveryToken, Request, StateToken};

use super::Ask;
use crate::dictionary::Operation;

/// For whom Okta is asked: the org, and the browser as Okta shall see it.
pub(crate) type Visitor<'a> = (&'a OrgUrl, &'a ClientContext);

/// *Forgot password*: Okta sends its own message, if it likes.
pub(crate) fn forgot_password(
    (org, context): Visitor<'_>,
    login: &str,
    factor: FactorType,
) -> Ask<RecoveryTransaction> {
    Ask::new(
        Operation::ForgotPassword,
        authn::forgot_password_request(org, context, login, factor),
        authn::forgot_password_response,
    )
}

/// *Unlock account*: Okta sends its own message, if it likes. Nothing is unlocked yet.
pub(crate) fn unlock_account(
    (org, context): Visitor<'_>,
    login: &str,
    factor: FactorType,
) -> Ask<RecoveryTransaction> {
    Ask::new(
        Operation::UnlockAccount,
        authn::unlock_account_request(org, context, login, factor),
        authn::unlock_account_response,
    )
}

/// *Resend recovery challenge*: another code for the same transaction.
pub(crate) fn resend_recovery_challenge(
    (org, context): Visitor<'_>,
    factor: PhoneFactor,
    token: &StateToken,
) -> Ask<RecoveryTransaction> {
    Ask::new(
        Operation::ResendRecoveryChallenge,
        authn::resend_recovery_challenge_request(org, context, factor, token),
        authn::resend_recovery_challenge_response,
    )
}

/// *Verify recovery factor*: hands in the code. The right one may unlock at once.
pub(crate) fn verify_recovery_factor(
    (org, context): Visitor<'_>,
    factor: PhoneFactor,
    (token, code): (&StateToken, &str),
) -> Ask<RecoveryTransaction> {
    let code = PassCode::new(code);
    Ask::new(
        Operation::VerifyRecoveryFactor,
        authn::verify_recovery_factor_request(org, context, factor, token, &code),
        authn::verify_recovery_factor_response,
    )
}

/// *Transaction state*.
pub(crate) fn transaction_state(
    (org, context): Visitor<'_>,
    token: &StateToken,
) -> Ask<RecoveryTransaction> {
    Ask::new(
        Operation::TransactionState,
        authn::transaction_state_request(org, context, token),
        authn::transaction_state_response,
    )
}

/// *Verify recovery token*: exchanges the one-time token of a link. Changes no account, but with a
/// token that unlocks one.
pub(crate) fn verify_recovery_token(
    (org, context): Visitor<'_>,
    token: &RecoveryToken,
) -> Ask<RecoveryTransaction> {
    Ask::new(
        Operation::VerifyRecoveryToken,
        authn::verify_recovery_token_request(org, context, token),
        authn::verify_recovery_token_response,
    )
}

/// *Answer recovery question*, in a transaction that Okta has opened. Where one is to be unlocked,
/// the right answer does it.
pub(crate) fn answer_recovery_question(
    (org, context): Visitor<'_>,
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
