//! The OAuth ends: `interact` begins a transaction, an interaction code is redeemed for tokens.
//!
//! The application has proved itself by then; that is the authorization server's business.

use http::StatusCode;
use okta::Response;
use okta::idx::{CodeVerifier, InteractResponse, InteractionHandle};
use okta::oauth::OauthErrorCode;

use super::transaction::{Interaction, OneTime};
use crate::answer::json;
use crate::apps::App;
use crate::authn::may_go_on;
use crate::oauth::{Issue, OauthRefusal, TokenForm, issue};
use crate::org::Org;
use crate::switches::{Engine, Switch};
use crate::tokens::Kind;
use crate::visit::Visit;

/// Seconds that an interaction handle lives.
const INTERACTION_SECONDS: u32 = 3600;

/// *Interact*: begins a transaction.
///
/// # Errors
///
/// In OAuth's words.
pub(crate) fn interact(
    org: &mut Org,
    form: &TokenForm,
    visit: &mut Visit,
) -> Result<Response, OauthRefusal> {
    if org.switches.engine == Engine::Classic {
        let text = "The requested feature is not enabled in this environment.";
        let refusal = OauthRefusal::new(OauthErrorCode::AccessDenied, text);
        return Err(refusal.with_status(StatusCode::BAD_REQUEST));
    }
    check_app(&form.app, form.required("redirect_uri")?)?;
    let handle = visit.entropy.url_safe(43);
    let interaction = Interaction {
        handle: handle.clone(),
        client_id: form.app.client_id.clone(),
        label: form.app.label.clone(),
        server: form.server.clone(),
        scope: form.required("scope")?.to_owned(),
        redirect_uri: form.required("redirect_uri")?.to_owned(),
        state: form.required("state")?.to_owned(),
        nonce: form.get("nonce").map(str::to_owned),
        code_challenge: code_challenge(form)?,
        one_time: given_token(org, form, visit)?,
        expires_at: visit.after(INTERACTION_SECONDS),
    };
    org.idx.interact(interaction, visit.now);
    let interaction_handle = InteractionHandle::new(handle);
    Ok(json(
        StatusCode::OK,
        &InteractResponse { interaction_handle },
    ))
}

fn check_app(app: &App, redirect_uri: &str) -> Result<(), OauthRefusal> {
    if !app.may_use("interaction_code") {
        let text = "The client is not authorized to use the provided grant type. Configured \
                    grant types: ";
        let text = format!("{text}[{}].", app.grant_types.join(", "));
        return Err(OauthRefusal::new(OauthErrorCode::UnauthorizedClient, text));
    }
    let is_known = app.redirect_uris.iter().any(|known| known == redirect_uri);
    let text = "The 'redirect_uri' parameter must be a Login redirect URI in the client app \
                settings.";
    is_known
        .then_some(())
        .ok_or_else(|| OauthRefusal::invalid_request(text))
}

fn code_challenge(form: &TokenForm) -> Result<String, OauthRefusal> {
    let text = "PKCE code challenge is required to use the interaction code flow.";
    let missing = || OauthRefusal::invalid_request(text);
    let challenge = form.get("code_challenge").ok_or_else(missing)?;
    if form.get("code_challenge_method") != Some("S256") {
        let text = "The code challenge method is invalid.";
        return Err(OauthRefusal::invalid_request(text));
    }
    Ok(challenge.to_owned())
}

fn given_token(
    org: &mut Org,
    form: &TokenForm,
    visit: &Visit,
) -> Result<Option<OneTime>, OauthRefusal> {
    let activates = |known: &OneTime| known.kind == Kind::Activation;
    if let Some(token) = form.get("recovery_token") {
        let known = one_time(org, token, visit).filter(|known| !activates(known));
        let invalid = || OauthRefusal::invalid_request("The recovery token is invalid");
        return known.ok_or_else(invalid).map(Some);
    }
    if let Some(token) = form.get("activation_token") {
        let known = one_time(org, token, visit).filter(activates);
        let invalid = || OauthRefusal::invalid_request("The activation token is invalid");
        return known.ok_or_else(invalid).map(Some);
    }
    Ok(None)
}

/// What a token stands for that is still good, of a person who may still use it.
fn one_time(org: &mut Org, token: &str, visit: &Visit) -> Option<OneTime> {
    let known = org.tokens.recovering(token, visit.now).ok()?;
    let (person, kind) = (known.person, known.kind);
    org.settle(person, visit.now);
    let may = may_go_on(&org.switches, org.people.get(person), kind);
    (may && kind != Kind::Unlock).then(|| OneTime {
        token: token.to_owned(),
        person,
        kind,
    })
}

/// *Token*: redeems an interaction code, once. Whether the wrong verifier spends it is not
/// documented.
///
/// # Errors
///
/// `invalid_grant` for the code and for the verifier.
pub(crate) fn redeem(
    org: &mut Org,
    form: &TokenForm,
    visit: &mut Visit,
) -> Result<Response, OauthRefusal> {
    let code = form.required("interaction_code")?;
    let verifier = CodeVerifier::new(form.required("code_verifier")?);
    org.idx.forget(visit.now);
    let promised = org.idx.promised(code, visit.now).cloned();
    let promised = promised.filter(|promised| {
        let interaction = &promised.interaction;
        interaction.client_id == form.app.client_id && interaction.server == form.server
    });
    let text = "The interaction code is invalid or has expired.";
    let promised = promised.ok_or_else(|| OauthRefusal::invalid_grant(text))?;
    let interaction = promised.interaction;
    if verifier.challenge() != interaction.code_challenge {
        if org.switches.idx.wrong_verifier_spends_code == Switch::On {
            org.idx.take(code);
        }
        return Err(OauthRefusal::invalid_grant("PKCE verification failed."));
    }
    org.idx.take(code);
    let given = Issue {
        person: Some(promised.person),
        scopes: interaction
            .scope
            .split_whitespace()
            .map(str::to_owned)
            .collect(),
        nonce: interaction.nonce,
    };
    Ok(json(StatusCode::OK, &issue(org, form, given, visit)))
}
