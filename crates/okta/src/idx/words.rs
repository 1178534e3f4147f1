//! Okta's words in IDX answers.

use crate::wire::words;

words! {
    /// `name` of a remediation, and of the other forms that a step offers.
    RemediationName {
        /// Say who you are
        Identify = "identify",
        /// Say whose password is to be recovered
        IdentifyRecovery = "identify-recovery",
        /// Choose an authenticator
        SelectAuthenticatorAuthenticate = "select-authenticator-authenticate",
        /// Say who you are and choose an authenticator, to unlock an account
        SelectAuthenticatorUnlockAccount = "select-authenticator-unlock-account",
        /// Choose an authenticator to enroll
        SelectAuthenticatorEnroll = "select-authenticator-enroll",
        /// Shall the code be sent? Nothing is sent before this is answered
        AuthenticatorVerificationData = "authenticator-verification-data",
        /// Enter the code, the password, the answer
        ChallengeAuthenticator = "challenge-authenticator",
        /// The same before version 1.0
        ChallengeFactor = "challenge-factor",
        /// Choose an authenticator, before version 1.0
        SelectFactorAuthenticate = "select-factor-authenticate",
        /// Set a new password
        ResetAuthenticator = "reset-authenticator",
        /// Set a new password, because the old one has expired
        ReenrollAuthenticator = "reenroll-authenticator",
        /// Set a new password, because the old one expires soon
        ReenrollAuthenticatorWarning = "reenroll-authenticator-warning",
        /// Go on without
        Skip = "skip",
        /// Unlock an account
        UnlockAccount = "unlock-account",
        /// Create an account
        SelectEnrollProfile = "select-enroll-profile",
        /// Sign in elsewhere
        RedirectIdp = "redirect-idp",
        /// Start Okta Verify
        LaunchAuthenticator = "launch-authenticator",
        /// Begin anew
        Cancel = "cancel",
        /// Recover the password
        Recover = "recover",
        /// Send another code
        Resend = "resend",
        /// Ask whether the link in the mail was opened
        Poll = "poll",
        /// Redeem the interaction code
        Issue = "issue",
        /// Go to the app
        SuccessRedirect = "success-redirect",
    }
}

words! {
    /// `key` of an authenticator.
    AuthenticatorKey {
        /// Mail
        Email = "okta_email",
        /// Password
        Password = "okta_password",
        /// Text message or call
        Phone = "phone_number",
        /// Security question
        SecurityQuestion = "security_question",
        /// Okta Verify
        OktaVerify = "okta_verify",
        /// Google Authenticator
        GoogleOtp = "google_otp",
        /// Security key or biometrics
        Webauthn = "webauthn",
        /// Another identity provider
        ExternalIdp = "external_idp",
    }
}

words! {
    /// `type` of a method of an authenticator, `methodType` in requests.
    MethodType {
        /// A mail
        Email = "email",
        /// A text message
        Sms = "sms",
        /// A voice call
        Voice = "voice",
        /// A password
        Password = "password",
        /// A security question
        SecurityQuestion = "security_question",
        /// A push to Okta Verify
        Push = "push",
        /// A code of Okta Verify
        Totp = "totp",
        /// A code of an app
        Otp = "otp",
        /// Okta Verify, without asking
        SignedNonce = "signed_nonce",
        /// A security key
        Webauthn = "webauthn",
        /// Another identity provider
        Idp = "idp",
    }
}

words! {
    /// `intent`. Every recorded step of a recovery says LOGIN.
    Intent {
        /// Sign in
        Login = "LOGIN",
        /// Recover, in answers to a magic link
        Recovery = "RECOVERY",
        /// The password is changed but the sign-in failed
        CredentialRecovery = "CREDENTIAL_RECOVERY",
        /// Authenticate, in answers to a magic link
        Authentication = "AUTHENTICATION",
        /// Enroll
        Enrollment = "ENROLLMENT",
        /// Unlock
        Unlock = "UNLOCK",
        /// A link of an administrator
        Consent = "CONSENT",
    }
}

words! {
    /// `class` of a message.
    MessageClass {
        /// The step was refused
        Error = "ERROR",
        /// Something to know
        Info = "INFO",
        /// Something to heed
        Warning = "WARNING",
    }
}
