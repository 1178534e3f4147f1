//! Which operations there are, and where.

macro_rules! operations {
    ($($(#[$about:meta])* $variant:ident $path:literal,)+) => {
        /// The steps of IDX, each a POST.
        ///
        /// Undocumented; sources: okta-auth-js, `lib/idx`, and recorded answers.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Operation {
            $($(#[$about])* #[doc = concat!("(`", $path, "`)")] $variant,)+
        }

        impl Operation {
            /// Every operation.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Where it lives.
            #[must_use]
            pub const fn path(self) -> &'static str {
                match self {
                    $(Self::$variant => $path,)+
                }
            }

            /// The operation at a path, for those who answer.
            #[must_use]
            pub fn at(path: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|operation| operation.path() == path)
            }
        }
    };
}

operations! {
    /// Begin, or see where the transaction is
    Introspect "/idp/idx/introspect",
    /// Say who it is
    Identify "/idp/idx/identify",
    /// Recover the password
    Recover "/idp/idx/recover",
    /// Choose an authenticator; sends the code
    Challenge "/idp/idx/challenge",
    /// Enter the code, the answer, the new password
    ChallengeAnswer "/idp/idx/challenge/answer",
    /// Another code
    ChallengeResend "/idp/idx/challenge/resend",
    /// Was the magic link opened?
    ChallengePoll "/idp/idx/challenge/poll",
    /// Begin anew
    Cancel "/idp/idx/cancel",
    /// Go on without
    Skip "/idp/idx/skip",
    /// Unlock an account
    UnlockAccount "/idp/idx/unlock-account",
}
