//! What the operator is told by mail, where they want that: what no setting mends, and nobody reads a
//! log for in time.

use pages::mail::Letter;

use crate::dues::day_and_minute;
use crate::handle::Digest32;
use crate::journey::Journey;
use crate::step::{Alert, Alerted, Due, Dues};
use crate::surroundings::{Mail, NotMailed, Surroundings};

impl<S: Surroundings> Journey<'_, S> {
    /// Notes that the operator is to be told something; of each kind once.
    pub(crate) fn alert(&self, dues: &mut Dues, what: Alert) {
        let is_known = dues.alerts.iter().any(|alert| alert.what == what);
        if self.settings.operator_mail.is_some() && !is_known {
            dues.alerts.push(Alerted {
                what,
                at: self.moment.now,
                request_id: self.request_id.to_owned(),
                told: Due::Open,
            });
        }
    }

    /// Tells what is not told yet; gives back how long the mailer asks to wait.
    pub(crate) async fn tell_operator(&self, dues: &mut Dues) -> Option<std::time::Duration> {
        let Some(to) = &self.settings.operator_mail else {
            dues.alerts.clear();
            return None;
        };
        for index in 0..dues.alerts.len() {
            let Some(mail) = message(dues, index, to) else {
                continue;
            };
            let told = match self.mail(&mail).await {
                Ok(()) => Due::Done,
                Err(NotMailed::Refused) => Due::Dropped,
                Err(NotMailed::Unavailable { wait }) => return wait,
            };
            if let Some(alert) = dues.alerts.get_mut(index) {
                alert.told = told;
            }
        }
        None
    }
}

impl Dues {
    /// Whether the operator is still to be told something.
    pub(crate) fn has_alerts(&self) -> bool {
        self.alerts.iter().any(|alert| alert.told == Due::Open)
    }
}

/// The mail about one of them, if it is still to be sent. The same at every attempt: its key is good
/// for one text.
fn message(dues: &Dues, index: usize, to: &str) -> Option<Mail> {
    let alert = dues.alerts.get(index)?;
    if alert.told != Due::Open {
        return None;
    }
    let (word, subject, what) = match alert.what {
        Alert::NotMe => (
            "not_me",
            "a password change that was not the person’s own",
            NOT_ME,
        ),
        Alert::Sessions => ("sessions", "sessions that could not be ended", SESSIONS),
    };
    let lines = [
        what.to_owned(),
        said("Account (its id in Okta)", &dues.account),
        said("Password changed", &day_and_minute(dues.set)),
        said("Noticed", &day_and_minute(alert.at)),
        said(
            "Request (“request” in the log)",
            or_alarm(&alert.request_id),
        ),
    ];
    let of = format!("{word} {}", dues.address);
    Some(Mail {
        to: to.to_owned(),
        letter: Letter {
            subject: format!("Rekey: {subject}"),
            text: lines.join("\n\n"),
            html: html(&lines),
        },
        key: Digest32::of("rekey alert", of.as_bytes()).into_name(),
    })
}

const NOT_ME: &str = "Somebody has opened the link in the notice of a changed password and says \
that it was not their doing. Okta is asked to end all sessions of the account, and asked again until \
it does. Whoever changed the password had the mailbox or the phone: talk to the person, see who can \
read their mail, and reset the password in Okta.";

const SESSIONS: &str = "A password was changed, and Okta does not end the other sessions of the \
account, as END_SESSIONS wants it to. The log says why (“revoke_sessions”): most often the credential \
lacks the right to. End them in Okta: Directory, People, the person, Clear User Sessions.";

fn said(name: &str, value: &str) -> String {
    format!("{name}: {value}")
}

fn or_alarm(request_id: &str) -> &str {
    if request_id.is_empty() {
        "alarm"
    } else {
        request_id
    }
}

/// The same for programs that show nothing else.
fn html(lines: &[String]) -> String {
    let mut html = String::from("<!doctype html><html lang=\"en\"><body>");
    for line in lines {
        let line = line.replace('&', "&amp;").replace('<', "&lt;");
        html.push_str("<p>");
        html.push_str(&line);
        html.push_str("</p>");
    }
    html.push_str("</body></html>");
    html
}
