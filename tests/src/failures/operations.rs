//! Which operation a call is, by its method, path and body, as the emulator's log has them.

use okta::{OrgUrl, Response, authn, idx, policies, users};
use recovery::{Operation, Refusal};
use serde_json::Value;

/// The service that somebody turns to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// Okta, with one of its operations.
    Okta(Operation),
    /// Whoever sends our own mails.
    Mailer,
    /// Our own storage, before something is tried.
    Journal,
}

impl Target {
    /// The target of a call.
    pub(crate) fn of((method, path): (&str, &str), body: &Value) -> Self {
        if path.starts_with("/resend/") {
            return Self::Mailer;
        }
        let mut at = all().filter(|operation| is_at(endpoint(*operation), (method, path)));
        let operation = at.find(|operation| gives(*operation, body));
        let operation = operation.unwrap_or_else(|| panic!("no operation: {method} {path}"));
        Self::Okta(operation)
    }

    /// The name in the log.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Okta(operation) => operation.name(),
            Self::Mailer => "mail",
            Self::Journal => "record",
        }
    }

    /// Whether it takes the credential of the management API.
    pub(crate) fn is_managing(self) -> bool {
        let paths = ["/api/v1/users/", "/api/v1/policies"];
        paths.iter().any(|start| self.path().starts_with(start))
    }

    /// Whether it is a step of IDX, which has words of its own.
    pub(crate) fn is_idx(self) -> bool {
        self.path().starts_with("/idp/idx/")
    }

    /// Whether it is a step on the way to a code, which anybody may take once more.
    pub(crate) fn leads_to_code(self) -> bool {
        use Operation as O;
        let given = [
            O::AnswerChallenge,
            O::AnswerSecurityQuestion,
            O::ResetAuthenticator,
        ];
        self.is_idx() && !given.map(Self::Okta).contains(&self)
    }

    /// Whether it asks where a transaction of Okta's is.
    pub(crate) fn tells_the_state(self) -> bool {
        let operations = [Operation::TransactionState, Operation::Introspect];
        operations.map(Self::Okta).contains(&self)
    }

    /// Whether it hands in a password.
    pub(crate) fn hands_in_password(self) -> bool {
        let operations = [Operation::ResetPassword, Operation::ResetAuthenticator];
        operations.map(Self::Okta).contains(&self)
    }

    /// Whether the journey goes on without it.
    pub(crate) fn is_optional(self) -> bool {
        self == Self::Okta(Operation::ListPolicies) || self == Self::Okta(Operation::ListUserGroups)
    }

    /// Whether somebody gets a message by it.
    pub(crate) fn sends(self) -> bool {
        let operations = [
            Operation::ForgotPassword,
            Operation::UnlockAccount,
            Operation::ResendChallenge,
            Operation::ResendRecoveryChallenge,
        ];
        self == Self::Mailer || operations.map(Self::Okta).contains(&self)
    }

    /// Whether it hands in a code: what Okta has against one is told nobody.
    pub(crate) fn hands_in_code(self) -> bool {
        let operations = [Operation::VerifyRecoveryFactor, Operation::AnswerChallenge];
        operations.map(Self::Okta).contains(&self)
    }

    fn path(self) -> &'static str {
        match self {
            Self::Okta(operation) => endpoint(operation).1,
            Self::Mailer | Self::Journal => "",
        }
    }
}

/// What is wrong with an answer to an operation, as the journey reads it.
pub(crate) fn refusal(operation: Operation, answer: &Response) -> Option<Refusal> {
    use Operation as O;
    let step = |read: Result<idx::IdxResponse, idx::Error>| {
        let error = read.err()?;
        Some(recovery::idx_refusal(operation, &error))
    };
    match operation {
        O::Introspect => step(idx::introspect_response(answer)),
        O::Identify => step(idx::identify_response(answer)),
        O::Recover => step(idx::recover_response(answer)),
        O::BeginUnlock => step(idx::unlock_account_response(answer)),
        O::Challenge => step(idx::challenge_response(answer)),
        O::ResendChallenge => step(idx::challenge_resend_response(answer)),
        O::AnswerChallenge | O::AnswerSecurityQuestion | O::ResetAuthenticator => {
            step(idx::challenge_answer_response(answer))
        }
        O::ForgotPassword
        | O::UnlockAccount
        | O::ResendRecoveryChallenge
        | O::VerifyRecoveryFactor
        | O::VerifyRecoveryToken
        | O::TransactionState
        | O::AnswerRecoveryQuestion
        | O::ResetPassword
        | O::Interact
        | O::GetUser
        | O::ListPolicies
        | O::ListUserGroups
        | O::TakeRecoveryToken
        | O::DemandReset
        | O::Activate
        | O::Reactivate
        | O::Unlock
        | O::RevokeSessions => {
            let error = error(operation, answer)?;
            Some(recovery::refusal(operation, &error))
        }
    }
}

fn error(operation: Operation, answer: &Response) -> Option<okta::Error> {
    use Operation as O;
    let org = || -> OrgUrl { "http://127.0.0.1:8788".parse().expect("it is an origin") };
    let id = || users::UserId::new("00u").expect("it is an id");
    match operation {
        O::ForgotPassword => authn::forgot_password_response(answer).err(),
        O::UnlockAccount => authn::unlock_account_response(answer).err(),
        O::ResendRecoveryChallenge => authn::resend_recovery_challenge_response(answer).err(),
        O::VerifyRecoveryFactor => authn::verify_recovery_factor_response(answer).err(),
        O::VerifyRecoveryToken => authn::verify_recovery_token_response(answer).err(),
        O::TransactionState => authn::transaction_state_response(answer).err(),
        O::AnswerRecoveryQuestion => authn::answer_recovery_question_response(answer).err(),
        O::ResetPassword => authn::reset_password_response(answer).err(),
        O::Interact => idx::interact_response(answer).err(),
        O::GetUser => users::get_user_response(answer).err(),
        O::ListPolicies => policies::list_policies_response(&org(), answer).err(),
        O::ListUserGroups => users::list_user_groups_response(&org(), &id(), answer).err(),
        O::TakeRecoveryToken => users::forgot_password_response(answer).err(),
        O::DemandReset => users::reset_password_response(answer).err(),
        O::Activate => users::activate_user_response(answer).err(),
        O::Reactivate => users::reactivate_user_response(answer).err(),
        O::Unlock => users::unlock_user_response(answer).err(),
        O::RevokeSessions => users::revoke_user_sessions_response(answer).err(),
        O::Introspect
        | O::Identify
        | O::Recover
        | O::BeginUnlock
        | O::Challenge
        | O::ResendChallenge
        | O::AnswerChallenge
        | O::AnswerSecurityQuestion
        | O::ResetAuthenticator => None,
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
        O::ForgotPassword => Some(O::UnlockAccount),
        O::UnlockAccount => Some(O::ResendRecoveryChallenge),
        O::ResendRecoveryChallenge => Some(O::VerifyRecoveryFactor),
        O::VerifyRecoveryFactor => Some(O::VerifyRecoveryToken),
        O::VerifyRecoveryToken => Some(O::TransactionState),
        O::TransactionState => Some(O::AnswerRecoveryQuestion),
        O::AnswerRecoveryQuestion => Some(O::ResetPassword),
        O::ResetPassword => Some(O::Interact),
        O::Interact => Some(O::Introspect),
        O::Introspect => Some(O::Identify),
        O::Identify => Some(O::Recover),
        O::Recover => Some(O::BeginUnlock),
        O::BeginUnlock => Some(O::Challenge),
        O::Challenge => Some(O::ResendChallenge),
        O::ResendChallenge => Some(O::AnswerChallenge),
        O::AnswerChallenge => Some(O::AnswerSecurityQuestion),
        O::AnswerSecurityQuestion => Some(O::ResetAuthenticator),
        O::ResetAuthenticator => Some(O::GetUser),
        O::GetUser => Some(O::ListPolicies),
        O::ListPolicies => Some(O::ListUserGroups),
        O::ListUserGroups => Some(O::TakeRecoveryToken),
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
        O::UnlockAccount => ("POST", "/api/v1/authn/recovery/unlock"),
        O::ResendRecoveryChallenge => ("POST", "/api/v1/authn/recovery/factors/{id}/resend"),
        O::VerifyRecoveryFactor => ("POST", "/api/v1/authn/recovery/factors/{id}/verify"),
        O::VerifyRecoveryToken => ("POST", "/api/v1/authn/recovery/token"),
        O::TransactionState => ("POST", "/api/v1/authn"),
        O::AnswerRecoveryQuestion => ("POST", "/api/v1/authn/recovery/answer"),
        O::ResetPassword => ("POST", "/api/v1/authn/credentials/reset_password"),
        O::Interact => ("POST", "/oauth2/v1/interact"),
        O::Introspect => ("POST", "/idp/idx/introspect"),
        O::Identify => ("POST", "/idp/idx/identify"),
        O::Recover => ("POST", "/idp/idx/recover"),
        O::BeginUnlock => ("POST", "/idp/idx/unlock-account"),
        O::Challenge => ("POST", "/idp/idx/challenge"),
        O::ResendChallenge => ("POST", "/idp/idx/challenge/resend"),
        O::AnswerChallenge | O::AnswerSecurityQuestion | O::ResetAuthenticator => {
            ("POST", "/idp/idx/challenge/answer")
        }
        O::GetUser => ("GET", "/api/v1/users/{id}"),
        O::ListPolicies => ("GET", "/api/v1/policies"),
        O::ListUserGroups => ("GET", "/api/v1/users/{id}/groups"),
        O::TakeRecoveryToken => ("POST", "/api/v1/users/{id}/credentials/forgot_password"),
        O::DemandReset => ("POST", "/api/v1/users/{id}/lifecycle/reset_password"),
        O::Activate => ("POST", "/api/v1/users/{id}/lifecycle/activate"),
        O::Reactivate => ("POST", "/api/v1/users/{id}/lifecycle/reactivate"),
        O::Unlock => ("POST", "/api/v1/users/{id}/lifecycle/unlock"),
        O::RevokeSessions => ("DELETE", "/api/v1/users/{id}/sessions"),
    }
}

/// IDX takes codes, answers and passwords in one place. An answer names its question. Between the
/// others the transaction decides, which nobody here can look into; but the form takes nothing
/// else than six digits for a code, and no policy here takes those for a password.
fn gives(operation: Operation, body: &Value) -> bool {
    let given = &body["credentials"];
    let is_code = given["passcode"].as_str().is_some_and(|passcode| {
        passcode.len() == 6 && passcode.bytes().all(|byte| byte.is_ascii_digit())
    });
    if operation == Operation::AnswerSecurityQuestion {
        return !given["questionKey"].is_null();
    }
    if operation == Operation::ResetAuthenticator {
        return !is_code && !given["passcode"].is_null();
    }
    operation != Operation::AnswerChallenge || is_code
}

fn is_at((wanted, template): (&str, &str), (method, path): (&str, &str)) -> bool {
    let (template, path) = (template.split('/'), path.split('/'));
    wanted == method
        && template.clone().count() == path.clone().count()
        && template
            .zip(path)
            .all(|(wanted, found)| wanted == found || wanted == "{id}")
}
