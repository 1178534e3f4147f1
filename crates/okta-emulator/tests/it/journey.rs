//! The whole journey, with the requests and readers of the `okta` crate.

use okta::authn::{self, FactorType, RecoveryTransaction, RevokeSessions, TransactionStatus};
use okta::{
    Answer, ClientContext, Error, ErrorCode, OrgUrl, Password, RecoveryToken, Request, Response,
};

use crate::stage::{ORG, Stage};

struct Client {
    stage: Stage,
    org: OrgUrl,
    context: ClientContext,
}

impl Client {
    fn new() -> Self {
        let org = ORG.parse().expect("the org's URL is one");
        Self {
            stage: Stage::new(),
            org,
            context: ClientContext::default(),
        }
    }

    fn send(&mut self, request: &Request) -> Response {
        self.stage.answer(request).response
    }

    fn recovery_token(&mut self, login: &str) -> RecoveryToken {
        let request =
            authn::forgot_password_request(&self.org, &self.context, login, FactorType::Email);
        let response = self.send(&request);
        let transaction = authn::forgot_password_response(&response).expect("always 200");
        assert_eq!(transaction.status, TransactionStatus::RecoveryChallenge);
        let mail = self.stage.org.outbox().last().expect("a mail was sent");
        let token = mail.links[0]
            .rsplit('/')
            .next()
            .expect("the link has segments");
        token.parse().expect("the token is one")
    }

    fn verify(&mut self, token: &RecoveryToken) -> Result<RecoveryTransaction, Error> {
        let request = authn::verify_recovery_token_request(&self.org, &self.context, token);
        let response = self.send(&request);
        authn::verify_recovery_token_response(&response)
    }

    fn reset(
        &mut self,
        transaction: &RecoveryTransaction,
        password: &str,
    ) -> Result<RecoveryTransaction, Error> {
        let token = transaction
            .state_token
            .as_ref()
            .expect("the transaction is open");
        let password = Password::new(password);
        let request = authn::reset_password_request(
            &self.org,
            &self.context,
            token,
            &password,
            RevokeSessions::Yes,
        );
        let request = authn::follow(request, &self.org, transaction.links.next.as_ref());
        let response = self.send(&request);
        authn::reset_password_response(&response)
    }

    fn sign_in(&mut self, login: &str, password: &str) -> Result<RecoveryTransaction, Error> {
        let password = Password::new(password);
        let request =
            authn::primary_authentication_request(&self.org, &self.context, login, &password);
        let response = self.send(&request);
        authn::primary_authentication_response(&response)
    }
}

#[test]
fn grace_forgets_her_password_answers_her_question_and_signs_in_with_a_new_one() {
    let mut client = Client::new();
    let token = client.recovery_token("grace@example.com");

    let asked = client.verify(&token).expect("the link is fresh");
    assert_eq!(asked.status, TransactionStatus::Recovery);
    let state_token = asked.state_token.as_ref().expect("the transaction is open");

    let answer = Answer::new("okra");
    let request =
        authn::answer_recovery_question_request(&client.org, &client.context, state_token, &answer);
    let request = authn::follow(request, &client.org, asked.links.next.as_ref());
    let response = client.send(&request);
    let awaiting =
        authn::answer_recovery_question_response(&response).expect("the answer is right");
    assert_eq!(awaiting.status, TransactionStatus::PasswordReset);
    assert_eq!(
        awaiting
            .embedded
            .policy
            .as_ref()
            .map(|policy| policy.complexity.min_length),
        Some(8)
    );

    let refused = client
        .reset(&awaiting, "short")
        .expect_err("the password breaks the policy");
    assert_eq!(refused.code(), Some(&ErrorCode::PasswordRequirementsNotMet));

    let done = client
        .reset(&awaiting, "Battery-Staple-8")
        .expect("the password is good");
    assert_eq!(done.status, TransactionStatus::Success);

    let used = client.verify(&token).expect_err("the link is used");
    assert_eq!(used.code(), Some(&ErrorCode::RecoveryLinkDead));
    assert!(
        client
            .sign_in("grace@example.com", "Correct-Horse-7")
            .is_err()
    );
    assert!(
        client
            .sign_in("grace@example.com", "Battery-Staple-8")
            .is_ok()
    );
}

#[test]
fn ada_cancels_and_her_link_still_works() {
    let mut client = Client::new();
    let token = client.recovery_token("ada@example.com");
    let first = client.verify(&token).expect("the link is fresh");
    let state_token = first.state_token.as_ref().expect("the transaction is open");
    let request = authn::cancel_transaction_request(&client.org, &client.context, state_token);
    let response = client.send(&request);
    authn::cancel_transaction_response(&response).expect("the transaction was open");
    let gone = client
        .reset(&first, "Battery-Staple-8")
        .expect_err("the transaction is over");
    assert_eq!(gone.code(), Some(&ErrorCode::InvalidToken));

    let second = client.verify(&token).expect("cancelling spends nothing");
    assert!(client.reset(&second, "Battery-Staple-8").is_ok());
}
