//! What to do next in a transaction of IDX: decided by the names and keys of an answer alone, never
//! by labels or texts, which every org may change.

use okta::authn::{Profile, User};
use okta::idx::{
    AuthenticatorKey, AuthenticatorOption, Chosen, EnrolledQuestion, IdxResponse, MessageKey,
    MethodType, RemediationName,
};
use pages::Channel;

/// Where a transaction is on the way to a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Still a sign-in: a code of this phase would sign somebody in.
    SignIn,
    /// The recovery of the password.
    Recovery,
}

/// What to do on the way to a code.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// Turn the sign-in into a recovery.
    Recover,
    /// Turn the sign-in into the unlocking of an account.
    BeginUnlock,
    /// Say who it is.
    Identify,
    /// Choose this authenticator.
    Choose(Chosen),
    /// Say whose account is to be unlocked, and choose this authenticator.
    Unlock(Chosen),
    /// The code is on its way.
    Wait,
    /// There is no way to a code: nobody has this name, or has no such authenticator.
    Nothing,
}

/// The next thing to do on the way to a code by `channel`.
pub(crate) fn next(state: &IdxResponse, phase: Phase, channel: Channel) -> Next {
    use RemediationName as R;
    let offers = |name: R| state.remediation(&name).is_some();
    if state.says(&MessageKey::UnknownUser) {
        return Next::Nothing;
    }
    if phase == Phase::SignIn && state.recover().is_some() {
        return Next::Recover;
    }
    if offers(R::Identify) || offers(R::IdentifyRecovery) {
        return Next::Identify;
    }
    let (key, method) = match phase {
        Phase::SignIn => (AuthenticatorKey::Password, MethodType::Password),
        Phase::Recovery => authenticator(channel),
    };
    let current = state.current_authenticator_enrollment.as_ref();
    let is_chosen = current.is_some_and(|current| current.key.as_ref() == Some(&key));
    if offers(R::ChallengeAuthenticator) && is_chosen {
        return Next::Wait;
    }
    choice(state, &key, &method).map_or(Next::Nothing, Next::Choose)
}

/// The same on the way to unlocking an account. Nobody is identified on it, so no code of it signs
/// anybody in.
pub(crate) fn next_to_unlock(state: &IdxResponse, channel: Channel) -> Next {
    use RemediationName as R;
    let offers = |name: R| state.remediation(&name).is_some();
    if state.says(&MessageKey::UnknownUser) {
        return Next::Nothing;
    }
    let (key, method) = authenticator(channel);
    let current = state.current_authenticator_enrollment.as_ref();
    let is_chosen = current.is_some_and(|current| current.key.as_ref() == Some(&key));
    if offers(R::ChallengeAuthenticator) && is_chosen {
        return Next::Wait;
    }
    let named = [R::SelectAuthenticatorUnlockAccount];
    if let Some(chosen) = chosen_of(state, &named, (&key, &method)) {
        return Next::Unlock(chosen);
    }
    let asked = [R::AuthenticatorVerificationData];
    if let Some(chosen) = chosen_of(state, &asked, (&key, &method)) {
        return Next::Choose(chosen);
    }
    if offers(R::UnlockAccount) {
        return Next::BeginUnlock;
    }
    Next::Nothing
}

fn authenticator(channel: Channel) -> (AuthenticatorKey, MethodType) {
    match channel {
        Channel::Email => (AuthenticatorKey::Email, MethodType::Email),
        Channel::Sms => (AuthenticatorKey::Phone, MethodType::Sms),
        Channel::Call => (AuthenticatorKey::Phone, MethodType::Voice),
    }
}

/// What to send for an authenticator, if the step lets it be chosen.
fn choice(state: &IdxResponse, key: &AuthenticatorKey, method: &MethodType) -> Option<Chosen> {
    // The first is about one authenticator, and says more of it.
    let names = [
        RemediationName::AuthenticatorVerificationData,
        RemediationName::SelectAuthenticatorAuthenticate,
    ];
    chosen_of(state, &names, (key, method))
}

fn chosen_of(
    state: &IdxResponse,
    names: &[RemediationName],
    (key, method): (&AuthenticatorKey, &MethodType),
) -> Option<Chosen> {
    let mut all = names.iter().flat_map(|name| state.options(name));
    let option = all.find(|option| option.key == Some(key) && can(option, method))?;
    Some(Chosen {
        id: option.id.to_owned(),
        method_type: Some(method.clone()),
        enrollment_id: option.enrollment_id.map(str::to_owned),
    })
}

/// Where no way is said, Okta chooses.
fn can(option: &AuthenticatorOption<'_>, method: &MethodType) -> bool {
    option.method_types.is_empty() || option.method_types.contains(method)
}

/// What comes after the right code.
pub(crate) enum Proved {
    /// The new password.
    NewPassword,
    /// The security question.
    Question(EnrolledQuestion),
    /// The security question, once it is chosen.
    Choose(Chosen),
    /// The code is still awaited.
    NotYet,
    /// The transaction is at its end.
    Ended,
    /// The account is unlocked.
    Unlocked,
    /// Something that is not done here.
    Other,
}

/// What comes next once a code was handed in.
pub(crate) fn proved(state: &IdxResponse) -> Proved {
    use RemediationName as R;
    let offers = |name: R| state.remediation(&name).is_some();
    if state.says(&MessageKey::Unlocked) || state.says(&MessageKey::UnlockedLandingToApp) {
        return Proved::Unlocked;
    }
    if state.is_complete() || state.password_was_changed() {
        return Proved::Ended;
    }
    if offers(R::ResetAuthenticator) || offers(R::ReenrollAuthenticator) {
        return Proved::NewPassword;
    }
    let current = state.current_authenticator_enrollment.as_ref();
    let key = current.and_then(|current| current.key.as_ref());
    if offers(R::ChallengeAuthenticator) {
        let context = current.and_then(|current| current.contextual_data.as_ref());
        let question = context.and_then(|context| context.enrolled_question.clone());
        return match (key, question) {
            (Some(AuthenticatorKey::SecurityQuestion), Some(question)) => {
                Proved::Question(question)
            }
            (Some(AuthenticatorKey::Email | AuthenticatorKey::Phone), _) => Proved::NotYet,
            _ => Proved::Other,
        };
    }
    let method = MethodType::SecurityQuestion;
    match choice(state, &AuthenticatorKey::SecurityQuestion, &method) {
        Some(question) => Proved::Choose(question),
        None => Proved::Other,
    }
}

/// Whether the form for the new password offers to end the other sessions.
pub(crate) fn offers_revocation(state: &IdxResponse) -> bool {
    let names = [
        RemediationName::ResetAuthenticator,
        RemediationName::ReenrollAuthenticator,
    ];
    let mut forms = names.iter().filter_map(|name| state.remediation(name));
    forms.any(|form| form.field("revokeSessions").is_some())
}

/// Who Okta says this is; until the end not more than the name that was typed.
pub(crate) fn user(state: &IdxResponse) -> Option<User> {
    let user = state.user.as_ref()?;
    let typed = user.identifier.as_ref();
    let profile = user.profile.clone().unwrap_or_default();
    Some(User {
        id: user.id.clone(),
        profile: Profile {
            login: profile
                .login
                .or_else(|| typed.map(|typed| typed.secret().to_owned())),
            ..profile
        },
        ..User::default()
    })
}
