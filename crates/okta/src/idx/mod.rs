//! Identity Engine's IDX API: the recovery of a password, step by step.
//!
//! ```text
//! interact ─► introspect ─► identify (LOGIN)
//!   before identification: recover ─► identify-recovery ─► identify ─► choose
//!   after identification:  identify ─► challenge (password) ─► recover ─► choose
//! challenge ··mail··► challenge/answer ─► (a second step) ─► reset-authenticator
//! challenge/answer, the new password ─► interaction code ─► token │ a terminal message
//! ```
//!
//! Every answer is an [`IdxResponse`]: what can be done next
//! ([`remediations`](IdxResponse::remediations)), and what Okta says
//! ([`all_messages`](IdxResponse::all_messages)). A refusal repeats the step:
//! [`Error::Refused`]. How it ends is its [`Outcome`].
//!
//! **Okta publishes SDKs for this API, not the API itself.** Sources: [okta-auth-js],
//! `lib/idx`, whose minimal grammar ([Ion]) this is, and recorded answers. Read `i18n.key`,
//! never texts.
//!
//! [okta-auth-js]: https://github.com/okta/okta-auth-js/blob/master/docs/idx.md
//! [Ion]: https://ionspec.org

mod authenticator;
mod body;
mod error;
mod form;
mod interaction;
mod message;
mod operation;
mod operations;
mod outcome;
mod reading;
mod response;
mod secret;
mod settings;
mod words;
mod wrapped;

pub use authenticator::{
    Authenticator, ContextualData, EnrolledQuestion, EnrollmentProfile, Method,
};
pub use body::{Challenge, ChallengeAnswer, Chosen, Credentials, Identify, Introspect, Step};
pub use error::{Error, Refused};
pub use form::{Choice, ChoiceValue, Field, FieldValue, Form, Remediation};
pub use interaction::{
    AuthorizationServer, AuthorizationServerId, Interact, InteractResponse, OneTimeToken,
    Redemption, interact_request, interact_response, token_request, token_response,
};
pub use message::{I18n, Message, MessageKey};
pub use operation::Operation;
pub use operations::{
    MEDIA_TYPE, cancel_request, cancel_response, challenge_answer_request,
    challenge_answer_response, challenge_poll_request, challenge_poll_response, challenge_request,
    challenge_resend_request, challenge_resend_response, challenge_response, follow,
    identify_request, identify_response, introspect_request, introspect_response, recover_request,
    recover_response, skip_request, skip_response, unlock_account_request, unlock_account_response,
};
pub use outcome::Outcome;
pub use reading::AuthenticatorOption;
pub use response::{App, IdxResponse, IdxUser};
pub use secret::{
    ClientSecret, CodeVerifier, InteractionCode, InteractionHandle, Passcode, RedirectUrl,
    StateHandle,
};
pub use settings::Settings;
pub use words::{AuthenticatorKey, Intent, MessageClass, MethodType, RemediationName};
