//! Our own mail: who it goes to, what it says, and what storage keeps of it.

use okta::users::{User, UserId};
use pages::Language;
use pages::mail::{self, Letter, Message, Proof, Sheet};

use crate::ask::inquiries;
use crate::code::digest;
use crate::dictionary::{Hindrance, Refusal};
use crate::handle::{Digest32, LinkSecret, LinkToken};
use crate::journey::{Journey, Rest};
use crate::occasion::Occasion;
use crate::settings::{Choice, OwnDelivery};
use crate::step::{Request, Requested, Sent};
use crate::surroundings::{Mail, NotMailed, Surroundings};
use crate::way::{Start, Way, way};

impl<S: Surroundings> Journey<'_, S> {
    /// Looks the person up and writes to them, if they are to be written to.
    pub(crate) async fn send_own_mail(
        &self,
        mut requested: Requested,
        delivery: &OwnDelivery,
    ) -> Rest {
        let user = match self.look_up(&requested.request.login).await {
            Ok(user) => user,
            Err(refusal) => match refusal.hindrance() {
                Hindrance::Now { wait } => return self.ask_later(requested, wait),
                // That is no word about the person: neither who this is nor that it is nobody.
                Hindrance::ForGood => {
                    return self.not_written(requested.request, ("okta", refusal.name()));
                }
            },
        };
        let way = user.as_ref().map_or(Way::NoAccount, way);
        let address = match &user {
            Some(user) => user.profile.email.clone(),
            None => Some(requested.request.login.clone()).filter(|login| login.contains('@')),
        };
        // An account is one, by whichever of its logins somebody asks.
        let addressee = match &user {
            Some(user) => self.addressee(&user.id),
            None => self.typed_addressee(&requested.request),
        };
        let (Some(to), true) = (address, delivery.writes(way)) else {
            return self.not_written(requested.request, ("account", kind(way)));
        };
        let Some((sent, secrets)) = self.secrets(&requested) else {
            return self.not_written(requested.request, ("mail", "no_link"));
        };
        let letter = self.letter(way, (&user, &requested), (delivery, &secrets));
        let key = name(&requested.request);
        let Some(letter) = letter else {
            return self.not_written(requested.request, ("account", kind(way)));
        };
        let mail = Mail { to, letter, key };
        requested = match self.may_send(requested, &addressee).await {
            Ok(requested) => requested,
            Err(rest) => return *rest,
        };
        if let (Way::Open(_), Some(user), Some(own)) = (way, user, requested.request.own_mail_mut())
        {
            own.account = Some(user.id);
            own.sent.push(sent);
            own.tries.until = self.moment.after(self.settings.code_lifetime);
        }
        self.hand_over(requested, (mail, kind(way))).await
    }

    /// The step of a request for which there is no mail, and the note of why.
    fn not_written(&self, request: Request, why: (&'static str, &'static str)) -> Rest {
        self.note(Occasion::Refused, why);
        self.sent(request)
    }

    /// Hands the mail over, after what it opens was written down.
    async fn hand_over(&self, requested: Requested, (mail, kind): (Mail, &'static str)) -> Rest {
        let mut requested = match self.record_request(requested).await {
            Ok(requested) => requested,
            Err(rest) => return *rest,
        };
        match self.mail(&mail).await {
            Ok(()) => {
                self.note(Occasion::Sent, (kind, requested.request.channel.word()));
                let newest = requested.request.messages;
                if let Some(own) = requested.request.own_mail_mut() {
                    own.sent.retain(|sent| sent.message == newest);
                }
                self.handed_over(&requested.request).await;
                self.sent(requested.request)
            }
            Err(NotMailed::Unavailable { wait }) => self.ask_later(requested, wait),
            Err(NotMailed::Refused) => self.not_written(requested.request, ("mail", "refused")),
        }
    }

    /// The person of a login: `None` for nobody, the refusal when Okta does not tell.
    async fn look_up(&self, login: &str) -> Result<Option<User>, Refusal> {
        // A name that fits into no path is nobody's.
        let Ok(id) = UserId::new(login) else {
            return Ok(None);
        };
        match self.ask(inquiries::get_user(&self.settings.org, &id)).await {
            Ok(user) if is_called(&user, login) => Ok(Some(user)),
            Ok(_) | Err(Refusal::NoSuchUser) => Ok(None),
            Err(refusal) => Err(refusal),
        }
    }

    fn secrets(&self, requested: &Requested) -> Option<(Sent, Secrets)> {
        let request = &requested.request;
        let (secret, code) = self.moment.mail_secrets();
        let secret = LinkSecret::from_entropy(secret);
        let sent = Sent {
            message: request.messages,
            until: Some(self.until()),
            link: secret.digest(),
            code: digest(&request.address, &code),
            wrong: 0,
        };
        let link = LinkToken::new(&request.address, secret)?;
        Some((sent, Secrets { link, code }))
    }

    fn letter(
        &self,
        way: Way,
        (user, requested): (&Option<User>, &Requested),
        (delivery, secrets): (&OwnDelivery, &Secrets),
    ) -> Option<Letter> {
        let link = format!(
            "{}/reset_password/{}",
            delivery.public_url,
            secrets.link.secret()
        );
        let login = requested.request.login.as_str();
        let proof = Proof {
            link: &link,
            code: &secrets.code,
            link_minutes: minutes(self.settings.link_lifetime),
            code_minutes: minutes(self.settings.code_lifetime),
        };
        let message = match way {
            Way::Open(Start::ForgotPassword | Start::ResetPassword) => Message::Reset(proof),
            Way::Open(Start::Unlock) => Message::Unlock(proof),
            Way::Open(Start::Activate | Start::Reactivate) => Message::Activation(proof),
            Way::Elsewhere(directory) => Message::ManagedElsewhere(directory),
            Way::NoAccount => Message::NoAccount,
            Way::Blocked => Message::Blocked,
            Way::Unknown => return None,
        };
        let person = user
            .as_ref()
            .and_then(|user| user.profile.first_name.as_deref());
        let language = requested.request.language;
        Some(write(&message, (delivery, language), (person, login)))
    }
}

/// The two secrets of a mail, on their way into it.
struct Secrets {
    link: LinkToken,
    code: String,
}

impl OwnDelivery {
    /// Whether people get a mail at all.
    fn writes(&self, way: Way) -> bool {
        match way {
            Way::Open(Start::Unlock) => self.unlock == Choice::On,
            Way::Open(
                Start::ForgotPassword | Start::ResetPassword | Start::Activate | Start::Reactivate,
            )
            | Way::Elsewhere(_) => true,
            Way::NoAccount => self.notify_unknown == Choice::On,
            Way::Blocked => self.notify_blocked == Choice::On,
            Way::Unknown => false,
        }
    }
}

/// What becomes of a request, in a word for the log.
fn kind(way: Way) -> &'static str {
    match way {
        Way::Open(Start::ForgotPassword | Start::ResetPassword) => "reset",
        Way::Open(Start::Unlock) => "unlock",
        Way::Open(Start::Activate | Start::Reactivate) => "activation",
        Way::Elsewhere(_) => "elsewhere",
        Way::NoAccount => "no_account",
        Way::Blocked => "blocked",
        Way::Unknown => "unknown",
    }
}

/// Okta finds people by id, login and the part before the `@`; an id is nothing that people type.
fn is_called(user: &User, typed: &str) -> bool {
    let Some(login) = &user.profile.login else {
        return false;
    };
    let short = login
        .split_once('@')
        .map_or(login.as_str(), |(short, _)| short);
    let is_same = |name: &str| name.to_lowercase() == typed.to_lowercase();
    is_same(login) || is_same(short)
}

/// A letter in the words of this deployment.
pub(crate) fn write(
    message: &Message<'_>,
    (delivery, language): (&OwnDelivery, Language),
    (person, login): (Option<&str>, &str),
) -> Letter {
    let sheet = Sheet {
        texts: delivery.wording.mail_texts(language),
        brand: &delivery.brand,
        person,
        login,
    };
    mail::write(message, &sheet)
}

/// The name of the newest mail of a transaction, the same however often it is handed over.
fn name(request: &Request) -> String {
    let of = format!("{} {}", request.address, request.messages);
    Digest32::of("rekey mail", of.as_bytes()).into_name()
}

/// Whole minutes, at least one.
pub(crate) fn minutes(millis: i64) -> u32 {
    u32::try_from(millis / 60_000).unwrap_or(u32::MAX).max(1)
}
