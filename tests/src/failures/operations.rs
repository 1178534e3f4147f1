//! Which operation a call is, by its method and path, as the emulator's log has them.

use okta::{Response, authn, users};
use recovery::Operation;

/// The service that somebody turns to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// Okta, with one of its operations.
    Okta(Operation),
    /// Whoever sends our own mails.
    Mailer,
}

impl Target {
    /// The target of a call.
    pub(crate) fn of(method: &str, path: &str) -> Self {
        if path.starts_with("/resend/") {
            return Self::Mailer;
        }
        let operation = all().find(|operation| is_at(endpoint(*operation), (method, path)));
        let operation = operation.unwrap_or_else(|| panic!("no operation: {method} {path}"));
        Self::Okta(operation)
    }

    /// The name in the log.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Okta(operation) => operation.name(),
            Self::Mailer => "mail",
        }
    }

    /// Whether it takes the credential of the management API.
    pub(crate) fn is_managing(self) -> bool {
        match self {
            Self::Okta(operation) => endpoint(operation).1.starts_with("/api/v1/users/"),
            Self::Mailer => false,
        }
    }
}

/// What is wrong with an answer to an operation, as the journey reads it.
pub(crate) fn error(operation: Operation, answer: &Response) -> Option<okta::Error> {
    use Operation as O;
    match operation {
        O::ForgotPassword => authn::forgot_password_response(answer).err(),
        O::VerifyRecoveryToken => authn::verify_recovery_token_response(answer).err(),
        O::AnswerRecoveryQuestion => authn::answer_recovery_question_response(answer).err(),
        O::ResetPassword => authn::reset_password_response(answer).err(),
        O::GetUser => users::get_user_response(answer).err(),
        O::TakeRecoveryToken => users::forgot_password_response(answer).err(),
        O::DemandReset => users::reset_password_response(answer).err(),
        O::Activate => users::activate_user_response(answer).err(),
        O::Reactivate => users::reactivate_user_response(answer).err(),
        O::Unlock => users::unlock_user_response(answer).err(),
        O::RevokeSessions => users::revoke_user_sessions_response(answer).err(),
    }
}

/// Every operation.
pub(crate) fn all() -> impl Iterator<Item = Operation> {
    std::iter::successors(Some(Operation::ForgotPassword), |operation| {
        next(*operation)
    })
}

/// The order of the enum; a new operation does not compile until it stands here.
fn next(operation: Operation) -> Option<Operation> {
    use Operation as O;
    match operation {
        O::ForgotPassword => Some(O::VerifyRecoveryToken),
        O::VerifyRecoveryToken => Some(O::AnswerRecoveryQuestion),
        O::AnswerRecoveryQuestion => Some(O::ResetPassword),
        O::ResetPassword => Some(O::GetUser),
        O::GetUser => Some(O::TakeRecoveryToken),
        O::TakeRecoveryToken => Some(O::DemandReset),
        O::DemandReset => Some(O::Activate),
        O::Activate => Some(O::Reactivate),
        O::Reactivate => Some(O::Unlock),
        O::Unlock => Some(O::RevokeSessions),
        O::RevokeSessions => None,
    }
}

fn endpoint(operation: Operation) -> (&'static str, &'static str) {
    use Operation as O;
    match operation {
        O::ForgotPassword => ("POST", "/api/v1/authn/recovery/password"),
        O::VerifyRecoveryToken => ("POST", "/api/v1/authn/recovery/token"),
        O::AnswerRecoveryQuestion => ("POST", "/api/v1/authn/recovery/answer"),
        O::ResetPassword => ("POST", "/api/v1/authn/credentials/reset_password"),
        O::GetUser => ("GET", "/api/v1/users/{id}"),
        O::TakeRecoveryToken => ("POST", "/api/v1/users/{id}/credentials/forgot_password"),
        O::DemandReset => ("POST", "/api/v1/users/{id}/lifecycle/reset_password"),
        O::Activate => ("POST", "/api/v1/users/{id}/lifecycle/activate"),
        O::Reactivate => ("POST", "/api/v1/users/{id}/lifecycle/reactivate"),
        O::Unlock => ("POST", "/api/v1/users/{id}/lifecycle/unlock"),
        O::RevokeSessions => ("DELETE", "/api/v1/users/{id}/sessions"),
    }
}

fn is_at((wanted, template): (&str, &str), (method, path): (&str, &str)) -> bool {
    let (template, path) = (template.split('/'), path.split('/'));
    wanted == method
        && template.clone().count() == path.clone().count()
        && template
            .zip(path)
            .all(|(wanted, found)| wanted == found || wanted == "{id}")
}
