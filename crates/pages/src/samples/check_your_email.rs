//! The public answer.

use super::{LOGIN, Sample};
use crate::{Besides, Channel, CheckYourEmail, CodeEntry, CodeError, Page, Resend, Sent};

pub(super) fn check_your_email() -> Vec<Sample> {
    let link = CheckYourEmail {
        login: LOGIN.into(),
        transaction: Some("handle".into()),
        ..CheckYourEmail::default()
    };
    let resend = CheckYourEmail {
        resend: Some(Resend::default()),
        ..link.clone()
    };
    let mut all = vec![
        ("check-your-email", link),
        ("check-your-email-resend", resend),
    ];
    all.extend(codes());
    all.extend(refusals());
    let pages = all.into_iter();
    pages
        .map(|(name, page)| (name, Page::CheckYourEmail(page)))
        .collect()
}

fn codes() -> Vec<(&'static str, CheckYourEmail)> {
    let code = with_code(None);
    let both = CheckYourEmail {
        code: code.code.map(|code| CodeEntry {
            besides: Besides::Link,
            ..code
        }),
        ..code.clone()
    };
    let sent = |sent, wait_seconds| CheckYourEmail {
        resend: Some(Resend { wait_seconds, sent }),
        ..both.clone()
    };
    let by = |channel| CheckYourEmail {
        channel,
        ..code.clone()
    };
    vec![
        ("check-your-email-both", sent(Sent::No, 0)),
        ("check-your-email-again", sent(Sent::Again, 60)),
        ("check-your-email-not-yet", sent(Sent::NotYet, 23)),
        ("check-your-email-later", sent(Sent::No, 300)),
        ("check-your-email-sms", by(Channel::Sms)),
        ("check-your-email-call", by(Channel::Call)),
        ("check-your-email-code", code),
    ]
}

fn refusals() -> Vec<(&'static str, CheckYourEmail)> {
    let wrong = CodeError::Wrong { attempts_left: 4 };
    vec![
        ("code-missing", with_code(Some(CodeError::Missing))),
        ("code-not-a-code", with_code(Some(CodeError::NotACode))),
        ("code-wrong", with_code(Some(wrong))),
        ("code-expired", with_code(Some(CodeError::Expired))),
        ("code-closed", with_code(Some(CodeError::Closed))),
        ("code-try-again", with_code(Some(CodeError::TryAgain))),
    ]
}

fn with_code(error: Option<CodeError>) -> CheckYourEmail {
    CheckYourEmail {
        login: LOGIN.into(),
        code: Some(CodeEntry {
            minutes: 10,
            error,
            ..CodeEntry::default()
        }),
        resend: Some(Resend::default()),
        ..CheckYourEmail::default()
    }
}
