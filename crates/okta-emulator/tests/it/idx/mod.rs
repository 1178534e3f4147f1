//! Identity Engine, spoken to in the words of the `okta` crate.

mod anything;
mod bad_input;
mod codes;
mod handles;
mod links;
mod looks;
mod passwords;
mod people;
mod recover;
pub(crate) mod shapes;
mod switches;
mod tokens;
mod unlock;

use http::Response;
use okta::idx::{
    self, AuthenticatorKey, AuthorizationServer, Challenge, ChallengeAnswer, Chosen, CodeVerifier,
    Credentials, Error, Identify, IdxResponse, Interact, InteractionHandle, Introspect, MethodType,
    OneTimeToken, Passcode, Remediation, RemediationName, StateHandle, Step,
};
use okta::{Answer, ClientContext, OrgUrl, Request};
use okta_emulator::{Engine, Seed, Switches};

use crate::stage::{ORG, Stage, asked};

pub(crate) const ADA: &str = "ada@example.com";
pub(crate) const NOBODY: &str = "nobody@example.com";

const CLIENT_ID: &str = "0oaemulated0rekeyapp";
const REDIRECT_URI: &str = "http://127.0.0.1:8787/login/callback";

/// A seed on Identity Engine.
pub(crate) fn seed() -> Seed {
    let switches = Switches {
        engine: Engine::IdentityEngine,
        ..Switches::default()
    };
    Seed {
        switches,
        ..Seed::default()
    }
}

/// A person at a browser: the org, and the state last seen.
pub(crate) struct Browser {
    pub(crate) stage: Stage,
    pub(crate) state: IdxResponse,
    pub(crate) verifier: CodeVerifier,
    /// The status of the last answer.
    pub(crate) status: u16,
    /// What that was the answer to: `POST /path`.
    pub(crate) asked: String,
}

fn org() -> OrgUrl {
    ORG.parse().expect("the org is an origin")
}

impl Browser {
    /// At the first page of the usual org.
    pub(crate) fn new() -> Self {
        Self::with(seed())
    }

    pub(crate) fn with(seed: Seed) -> Self {
        Self::at(Stage::with(seed))
    }

    /// At the first page of an org that has seen something already.
    pub(crate) fn at(stage: Stage) -> Self {
        let mut browser = Self {
            stage,
            state: IdxResponse::default(),
            verifier: CodeVerifier::from_entropy([7; 32]),
            status: 0,
            asked: String::new(),
        };
        let handle = browser
            .interact(None)
            .expect("the org knows the application");
        browser.introspect(&handle);
        browser
    }

    /// The same org, another transaction.
    pub(crate) fn again(self) -> Self {
        Self::at(self.stage)
    }

    pub(crate) fn interact(
        &mut self,
        token: Option<OneTimeToken<'_>>,
    ) -> Result<InteractionHandle, okta::Error> {
        let response = self.interacted(token).1;
        idx::interact_response(&response).map(|begun| begun.interaction_handle)
    }

    /// What `interact` was asked, and its answer.
    fn interacted(&mut self, token: Option<OneTimeToken<'_>>) -> (String, Response<Vec<u8>>) {
        let form = Interact {
            client_id: CLIENT_ID,
            scope: "openid profile",
            redirect_uri: REDIRECT_URI,
            state: "of the art",
            code_verifier: &self.verifier,
            nonce: Some("once"),
            client_secret: None,
            token,
        };
        let server = "default".parse().map(AuthorizationServer::Custom);
        let server = server.expect("it is an id");
        let context = ClientContext::default();
        let request = idx::interact_request(&org(), &context, &server, &form);
        (asked(&request), self.stage.answer(&request).response)
    }

    pub(crate) fn introspect(&mut self, handle: &InteractionHandle) -> &mut Self {
        let interaction_handle = InteractionHandle::new(handle.secret());
        let body = Introspect::Interaction { interaction_handle };
        let request = idx::introspect_request(&org(), &ClientContext::default(), &body);
        self.send(request, None)
    }

    /// Sends a request where the form points, and looks at what comes.
    pub(crate) fn send(&mut self, request: Request, form: Option<RemediationName>) -> &mut Self {
        let form = form.and_then(|name| self.form(&name));
        let request = idx::follow(request, &org(), form);
        self.asked = asked(&request);
        let response = self.stage.answer(&request).response;
        self.see(&response)
    }

    fn see(&mut self, response: &Response<Vec<u8>>) -> &mut Self {
        self.status = response.status().as_u16();
        assert_eq!(response.headers()["content-type"], idx::MEDIA_TYPE);
        self.state = match idx::challenge_answer_response(response) {
            Ok(state) => state,
            Err(Error::Refused(refused)) => refused.state,
            Err(Error::Okta(error)) => panic!("{error}"),
        };
        self
    }

    /// A form of the state, a remediation or another.
    pub(crate) fn form(&self, name: &RemediationName) -> Option<&Remediation> {
        let others = [self.state.recover(), self.state.resend(), self.state.poll()];
        let mut others = others.into_iter().flatten();
        let remediation = self.state.remediation(name);
        remediation.or_else(|| others.find(|form| form.name == *name))
    }

    pub(crate) fn handle(&self) -> StateHandle {
        let handle = self.state.state_handle.as_ref();
        StateHandle::new(handle.expect("the state has a handle").secret())
    }

    /// Takes a step that needs nothing but the handle.
    fn step(
        &mut self,
        request: fn(&OrgUrl, &ClientContext, &Step) -> Request,
        form: Option<RemediationName>,
    ) -> &mut Self {
        let step = Step::new(&self.handle());
        self.send(request(&org(), &ClientContext::default(), &step), form)
    }

    pub(crate) fn recover(&mut self) -> &mut Self {
        self.step(idx::recover_request, Some(RemediationName::Recover))
    }

    pub(crate) fn resend(&mut self) -> &mut Self {
        self.step(idx::challenge_resend_request, Some(RemediationName::Resend))
    }

    pub(crate) fn poll(&mut self) -> &mut Self {
        self.step(idx::challenge_poll_request, Some(RemediationName::Poll))
    }

    pub(crate) fn cancel(&mut self) -> &mut Self {
        self.step(idx::cancel_request, None)
    }

    pub(crate) fn skip(&mut self) -> &mut Self {
        self.step(idx::skip_request, Some(RemediationName::Skip))
    }

    pub(crate) fn unlock_account(&mut self) -> &mut Self {
        let form = RemediationName::UnlockAccount;
        self.step(idx::unlock_account_request, Some(form))
    }

    pub(crate) fn identify(&mut self, identifier: &str) -> &mut Self {
        let body = Identify::new(&self.handle(), identifier);
        let request = idx::identify_request(&org(), &ClientContext::default(), &body);
        let form = self
            .state
            .remediations
            .first()
            .map(|form| form.name.clone());
        self.send(request, form)
    }

    pub(crate) fn sign_in(&mut self, identifier: &str, password: &str) -> &mut Self {
        let body = Identify::new(&self.handle(), identifier);
        let body = body.with_password(Passcode::new(password));
        let request = idx::identify_request(&org(), &ClientContext::default(), &body);
        self.send(request, Some(RemediationName::Identify))
    }

    /// Chooses an authenticator out of those that are offered.
    pub(crate) fn choose(
        &mut self,
        key: &AuthenticatorKey,
        method: Option<MethodType>,
    ) -> &mut Self {
        let chosen = self.chosen(key, method);
        let body = Challenge::new(&self.handle(), chosen);
        self.challenge(&body)
    }

    pub(crate) fn challenge(&mut self, body: &Challenge) -> &mut Self {
        let request = idx::challenge_request(&org(), &ClientContext::default(), body);
        self.send(request, None)
    }

    pub(crate) fn chosen(&self, key: &AuthenticatorKey, method: Option<MethodType>) -> Chosen {
        let options = self.offered();
        let mut options = options.iter().filter(|option| option.key == Some(key));
        let option = options
            .next()
            .unwrap_or_else(|| panic!("{key} is not offered"));
        Chosen {
            id: option.id.to_owned(),
            method_type: method,
            enrollment_id: option.enrollment_id.map(str::to_owned),
        }
    }

    pub(crate) fn offered(&self) -> Vec<idx::AuthenticatorOption<'_>> {
        let forms = self.state.remediations.iter();
        forms
            .flat_map(|form| self.state.options(&form.name))
            .collect()
    }

    /// From the first page to the question for the code in the mail.
    pub(crate) fn until_code(&mut self, identifier: &str) -> &mut Self {
        self.recover().identify(identifier);
        self.choose(&AuthenticatorKey::Email, Some(MethodType::Email))
    }

    /// From the first page to the new password.
    pub(crate) fn until_password(&mut self, identifier: &str) -> &mut Self {
        let code = self.until_code(identifier).code();
        self.answer(&code)
    }

    pub(crate) fn answer(&mut self, passcode: &str) -> &mut Self {
        self.credentials(Credentials::passcode(Passcode::new(passcode)))
    }

    pub(crate) fn answer_question(&mut self, answer: &str) -> &mut Self {
        self.credentials(Credentials::question("custom", Answer::new(answer)))
    }

    pub(crate) fn credentials(&mut self, credentials: Credentials) -> &mut Self {
        let body = ChallengeAnswer::new(&self.handle(), credentials);
        let request = idx::challenge_answer_request(&org(), &ClientContext::default(), &body);
        let form = self
            .state
            .remediations
            .first()
            .map(|form| form.name.clone());
        self.send(request, form)
    }
}
