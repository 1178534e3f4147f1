//! The choice of way: what a request for an account does, and what gives Okta's one-time token
//! once its mailbox is proved. One table, for both engines.
//!
//! *Forgot password* of the Users API changes no status; *reset password* locks the person out
//! until it is finished, so it waits, like everything that changes a status, until a new password
//! is there. (Okta's third way, *forgot password* of the Authentication API, is that of Okta's own
//! mails: `request.rs`.)

use okta::users::{ProviderType, User, UserStatus};
use pages::Purpose;
use pages::mail::Directory;

/// What becomes of a request for an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// A mail with a link and a code; after proof, this gives Okta's token.
    Open(Start),
    /// The password lives elsewhere: a mail says so.
    Elsewhere(Directory),
    /// Nothing, or a mail that says whom to ask.
    Blocked,
    /// There is no such account: nothing, or a mail that says so.
    NoAccount,
    /// A status or provider that this version does not know: nothing.
    Unknown,
}

/// What gives Okta's one-time token for an account whose mailbox is proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// `credentials/forgot_password`.
    ForgotPassword,
    /// `lifecycle/reset_password`.
    ResetPassword,
    /// `lifecycle/unlock`, and then as the account stands.
    Unlock,
    /// `lifecycle/activate`.
    Activate,
    /// `lifecycle/reactivate`.
    Reactivate,
}

/// Who keeps an account's password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keeper {
    /// Okta.
    Okta,
    /// Okta would, but there is none: social and passwordless people.
    Nobody,
    /// Somebody else.
    Elsewhere(Directory),
    /// A provider that this version does not know.
    Unknown,
}

/// The table.
pub(crate) fn way(user: &User) -> Way {
    use Keeper::{Elsewhere, Nobody, Okta, Unknown};
    match (&user.status, keeper(user)) {
        (UserStatus::Suspended | UserStatus::Deprovisioned, _) => Way::Blocked,
        (UserStatus::Unknown(_), _) | (_, Unknown) => Way::Unknown,
        (_, Elsewhere(directory)) => Way::Elsewhere(directory),
        (UserStatus::Active, Okta) => Way::Open(Start::ForgotPassword),
        (UserStatus::Active, Nobody) => Way::Open(Start::ResetPassword),
        (UserStatus::Recovery | UserStatus::PasswordExpired, Okta | Nobody) => {
            Way::Open(Start::ResetPassword)
        }
        (UserStatus::LockedOut, Okta | Nobody) => Way::Open(Start::Unlock),
        (UserStatus::Staged, Okta | Nobody) => Way::Open(Start::Activate),
        (UserStatus::Provisioned, Okta | Nobody) => Way::Open(Start::Reactivate),
    }
}

fn keeper(user: &User) -> Keeper {
    let Some(provider) = &user.credentials.provider else {
        return Keeper::Unknown;
    };
    match provider.kind {
        ProviderType::Okta | ProviderType::Import if user.credentials.has_password => Keeper::Okta,
        ProviderType::Okta | ProviderType::Import | ProviderType::Social => Keeper::Nobody,
        ProviderType::ActiveDirectory => Keeper::Elsewhere(Directory::ActiveDirectory),
        ProviderType::Ldap => Keeper::Elsewhere(Directory::Ldap),
        ProviderType::Federation => Keeper::Elsewhere(Directory::Federation),
        ProviderType::Any | ProviderType::Unknown(_) => Keeper::Unknown,
    }
}

impl Start {
    /// Whether this changes the account. Then it waits for the new password.
    pub(crate) fn changes_account(self) -> bool {
        match self {
            Self::ForgotPassword => false,
            Self::ResetPassword | Self::Unlock | Self::Activate | Self::Reactivate => true,
        }
    }

    /// What the person is here for.
    pub(crate) fn purpose(self) -> Purpose {
        match self {
            Self::ForgotPassword | Self::ResetPassword => Purpose::Reset,
            Self::Unlock => Purpose::Unlock,
            Self::Activate | Self::Reactivate => Purpose::Activation,
        }
    }
}
