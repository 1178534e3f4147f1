//! Okta's error codes, with the status and the text that belong to each.

use crate::wire::words;

/// Writes the enum and its tables from one list.
macro_rules! error_codes {
    ($($variant:ident $code:literal $status:literal $summary:literal,)+) => {
        words! {
            /// `errorCode`, as far as recovery meets them. Source: Okta's published list of
            /// error codes, release 2026.08.1.
            ErrorCode {
                $(#[doc = concat!("`", $summary, "`")] $variant = $code,)+
            }
        }

        impl ErrorCode {
            /// The HTTP status that belongs to the code; 400 for an unknown one.
            #[must_use]
            pub const fn status(&self) -> u16 {
                match self {
                    $(Self::$variant => $status,)+
                    Self::Unknown(_) => 400,
                }
            }

            /// The documented `errorSummary`, with `{0}` where Okta fills something in; empty
            /// for an unknown code.
            #[must_use]
            pub const fn summary(&self) -> &'static str {
                match self {
                    $(Self::$variant => $summary,)+
                    Self::Unknown(_) => "",
                }
            }
        }
    };
}

error_codes! {
    ApiValidationFailed "E0000001" 400 "Api validation failed: {0}",
    InvalidRequest "E0000002" 400 "The request was not valid: {0}",
    MalformedBody "E0000003" 400 "The request body was not well-formed.",
    AuthenticationFailed "E0000004" 401 "Authentication failed",
    InvalidSession "E0000005" 403 "Invalid session",
    AccessDenied "E0000006" 403 "You do not have permission to perform the requested action",
    ResourceNotFound "E0000007" 404 "Not found: {0}",
    PathNotFound "E0000008" 404 "The requested path was not found",
    InternalServerError "E0000009" 500 "Internal Server Error",
    ReadOnly "E0000010" 503 "Service is in read only mode",
    InvalidToken "E0000011" 401 "Invalid token provided",
    UpdateOfCredentialsFailed "E0000014" 403 "Update of credentials failed",
    FeatureNotAvailable "E0000015" 401 "You do not have permission to access the feature you are requesting",
    UserAlreadyActive "E0000016" 403 "Activation failed because the user is already active",
    PasswordResetFailed "E0000017" 403 "Password reset failed",
    HeaderNotSet "E0000018" 400 "Bad request.  Accept and/or Content-Type headers are likely not set.",
    HeaderNotSupported "E0000019" 400 "Bad request.  Accept and/or Content-Type headers likely do not match supported values.",
    BadRequest "E0000020" 400 "Bad request.",
    HeaderValueNotSupported "E0000021" 400 "Bad request.  Accept and/or Content-Type headers likely do not match supported values.",
    MethodNotAllowed "E0000022" 405 "The endpoint does not support the provided HTTP method",
    MissingParameter "E0000028" 400 "The request is missing a required parameter.",
    UnlockNotAllowed "E0000032" 403 "Unlock is not allowed for this user.",
    ForgotPasswordNotAllowed "E0000034" 403 "Forgot password not allowed on specified user.",
    ChangePasswordNotAllowed "E0000035" 403 "Change password not allowed on specified user.",
    ChangeRecoveryQuestionNotAllowed "E0000036" 403 "Change recovery question not allowed on specified user.",
    TypeMismatch "E0000037" 400 "Type mismatch exception.  {0}",
    NotAllowedInStatus "E0000038" 403 "This operation is not allowed in the user's current status.",
    TooManyRequests "E0000047" 429 "API call exceeded rate limit due to too many requests.",
    InvalidCombination "E0000063" 400 "Invalid combination of parameters specified.",
    PasswordExpired "E0000064" 401 "Password is expired and must be changed.",
    FactorServiceError "E0000067" 504 "Factors Service Error.",
    InvalidPassCode "E0000068" 403 "Invalid Passcode/Answer",
    UserLocked "E0000069" 403 "User Locked",
    NotAllowedInState "E0000079" 403 "This operation is not allowed in the current authentication state.",
    PasswordRequirementsNotMet "E0000080" 403 "The password does not meet the complexity requirements of the current password policy.",
    PassCodeAlreadyUsed "E0000082" 403 "Each code can only be used once. Please wait for a new code and try again.",
    PassCodeTooLate "E0000083" 403 "PassCode is valid but exceeded time window.",
    SignOnDenied "E0000085" 403 "You do not have permission to access your account at this time.",
    WrongAnswer "E0000087" 403 "The recovery question answer did not match our records.",
    UnknownUser "E0000095" 403 "Recovery not allowed for unknown user.",
    NoVerifiedPhoneNumber "E0000097" 403 "There is no verified phone number on file.",
    InvalidPhoneNumber "E0000098" 400 "This phone number is invalid.",
    RecoveryLinkDead "E0000105" 403 "You have accessed an account recovery link that has expired or been previously used.",
    SmsTooSoon "E0000109" 429 "An SMS message was recently sent. Please wait 30 seconds before trying again.",
    LinkDead "E0000110" 403 "You have accessed a link that has expired or has been previously used.",
    StillActivating "E0000112" 409 "Cannot update this user because they are still being activated. Please try again in a few minutes.",
    EmailTooSoon "E0000118" 429 "An email was recently sent. Please wait 5 seconds before trying again.",
    AccountLocked "E0000119" 403 "Your account is locked. Please contact your administrator.",
    AcceptNotSupported "E0000122" 406 "Accept Header did not contain supported media type 'application/json'",
    CallTooSoon "E0000133" 429 "A phone call was recently made. Please wait 30 seconds before trying again.",
    InlineHookFailed "E0000134" 502 "Okta could not communicate correctly with an inline hook.",
    OrgSmsQuota "E0000146" 429 "Your organization has reached the limit of sms requests that can be sent within a 24 hour period.",
    OrgCallQuota "E0000147" 429 "Your organization has reached the limit of call requests that can be sent within a 24 hour period.",
    NotAcceptable "E0000149" 406 "The HTTP request is not acceptable.",
    SmsQuota "E0000150" 403 "You have reached the limit of sms requests, please try again later.",
    CallQuota "E0000151" 403 "You have reached the limit of call requests, please try again later.",
    VerificationTimedOut "E0000191" 404 "Verification timed out. Please try again.",
    SmsLimit "E0000204" 429 "You have reached the limit of sms requests, please try again later.",
    CallLimit "E0000205" 429 "You have reached the limit of call requests, please try again later.",
    WrongUsernameOrPassword "E0000207" 401 "The username and/or the password you entered is incorrect. Please try again.",
    OriginNotTrusted "E0000212" 403 "Origin validation failed.",
    LoginNotAllowed "E0000259" 403 "Login not allowed at this time. Reset your password or contact your administrator for further assistance.",
}
