//! Sends our own mails.

mod cloudflare;
mod resend;

use recovery::{Mail, NotMailed};
use serde::Serialize;
use worker::Env;

use crate::config::{MailService, MailerConfig};

/// Hands one mail over to whoever takes our mails.
///
/// # Errors
/// [`NotMailed`] when it is not known to be taken; the log has a line about it.
pub(crate) async fn send(config: &MailerConfig, env: &Env, mail: &Mail) -> Result<(), NotMailed> {
    let (mailer, sent) = match &config.service {
        MailService::Cloudflare => {
            let sent = cloudflare::send(env, &config.from, mail).await;
            ("cloudflare", sent)
        }
        MailService::Resend(account) => {
            let sent = resend::send(account, &config.from, mail).await;
            ("resend", sent)
        }
    };
    sent.map_err(|refusal| {
        refusal.log(mailer);
        refusal.why
    })
}

/// A mail was not taken.
#[derive(Debug, PartialEq, Eq)]
struct Refusal {
    why: NotMailed,
    /// The status of the answer, if there was one over HTTP.
    status: Option<u16>,
    /// The service's own word for it, if it is one.
    word: Option<String>,
}

impl Refusal {
    /// No answer, or none that says anything.
    const SILENCE: Self = Self {
        why: NotMailed::Unavailable { wait: None },
        status: None,
        word: None,
    };

    /// One line, which names neither the person nor the mail, and quotes nothing.
    fn log(&self, mailer: &str) {
        #[derive(Serialize)]
        struct Line<'a> {
            mailer: &'a str,
            outcome: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            status: Option<u16>,
            #[serde(skip_serializing_if = "Option::is_none")]
            word: Option<&'a str>,
        }
        let outcome = match self.why {
            NotMailed::Unavailable { .. } => "unavailable",
            NotMailed::Refused => "refused",
        };
        let line = Line {
            mailer,
            outcome,
            status: self.status,
            word: self.word.as_deref(),
        };
        if let Ok(line) = serde_json::to_string(&line) {
            worker::console_error!("{line}");
        }
    }
}
