//! The matrix: what becomes of a request in each state of an account, on both engines, when we
//! send the mails ourselves. One row per state; every row is walked from the request to a sign-in.

use okta_emulator::{Engine, Seed};
use pages::Brand;
use pages::texts::Wording;
use recovery::{Choice, Delivery, Mail, OwnDelivery};
use serde_json::json;

use crate::native::Native;
use crate::org::Okta;
use crate::setting::Setting;

/// What a row is called, and the walk.
pub type Walk = (String, Box<dyn FnOnce() + Send>);

pub(crate) const LOGIN: &str = "mary@example.com";
pub(crate) const OLD: &str = "Correct-Horse-7";
const NEW: &str = "Battery-Staple-8";
const QUESTION: &str = "Which food?";
pub(crate) const ANSWER: &str = "okra";
pub(crate) const PHONE: &str = "+15550142";
/// Where our links lead.
const PUBLIC: &str = "https://reset.example.com";

/// An account, and what must come of a request for it.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    pub(crate) name: &'static str,
    status: &'static str,
    credentials: Credentials,
    provider: &'static str,
    /// What Okta is asked on request: nothing that changes an account.
    mail: Told,
    /// What Okta is asked between the proved mailbox and the new password.
    start: &'static [&'static str],
}

impl Row {
    /// Whether the rules come from the org's policies: a way that changes the account waits for the
    /// password, and with it the transaction that would tell them.
    fn reads_policies(&self) -> bool {
        self.start != [FORGOT]
    }
}

#[derive(Clone, Copy)]
enum Credentials {
    Question,
    Password,
    None,
}

/// Which mail there is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Told {
    Link,
    Elsewhere,
    Nothing,
}

use Credentials::{None as Bare, Password, Question};
use Told::{Elsewhere, Link, Nothing};

const FORGOT: &str = "credentials/forgot_password";
const RESET: &str = "lifecycle/reset_password";

/// Status and credentials, the mail, and the way. The same on both engines but where a row says so.
const ROWS: &[Row] = &[
    row("active", "ACTIVE", Question, "OKTA", Link, &[FORGOT]),
    row("without_password", "ACTIVE", Bare, "OKTA", Link, &[RESET]),
    row("social", "ACTIVE", Bare, "SOCIAL", Link, &[RESET]),
    row("recovery", "RECOVERY", Password, "OKTA", Link, &[RESET]),
    row(
        "expired",
        "PASSWORD_EXPIRED",
        Password,
        "OKTA",
        Link,
        &[RESET],
    ),
    row(
        "expired_with_question",
        "PASSWORD_EXPIRED",
        Question,
        "OKTA",
        Link,
        &[RESET],
    ),
    row(
        "locked",
        "LOCKED_OUT",
        Question,
        "OKTA",
        Link,
        &["lifecycle/unlock", FORGOT],
    ),
    row(
        "staged",
        "STAGED",
        Bare,
        "OKTA",
        Link,
        &["lifecycle/activate"],
    ),
    row(
        "staged_with_password",
        "STAGED",
        Question,
        "OKTA",
        Link,
        &["lifecycle/activate"],
    ),
    row(
        "provisioned",
        "PROVISIONED",
        Bare,
        "OKTA",
        Link,
        &["lifecycle/reactivate"],
    ),
    row("suspended", "SUSPENDED", Password, "OKTA", Nothing, &[]),
    row(
        "deprovisioned",
        "DEPROVISIONED",
        Password,
        "OKTA",
        Nothing,
        &[],
    ),
    row(
        "directory",
        "ACTIVE",
        Bare,
        "ACTIVE_DIRECTORY",
        Elsewhere,
        &[],
    ),
    row("ldap", "ACTIVE", Bare, "LDAP", Elsewhere, &[]),
    row("federation", "ACTIVE", Bare, "FEDERATION", Elsewhere, &[]),
];

/// Without a recovery question, Classic refuses *forgot password*, and Identity Engine does not.
const CLASSIC: &[Row] = &[
    row(
        "active_without_question",
        "ACTIVE",
        Password,
        "OKTA",
        Link,
        &[FORGOT, RESET],
    ),
    row(
        "locked_without_question",
        "LOCKED_OUT",
        Password,
        "OKTA",
        Link,
        &["lifecycle/unlock", FORGOT, RESET],
    ),
];
const IDENTITY_ENGINE: &[Row] = &[
    row(
        "active_without_question",
        "ACTIVE",
        Password,
        "OKTA",
        Link,
        &[FORGOT],
    ),
    row(
        "locked_without_question",
        "LOCKED_OUT",
        Password,
        "OKTA",
        Link,
        &["lifecycle/unlock", FORGOT],
    ),
];

const fn row(
    name: &'static str,
    status: &'static str,
    credentials: Credentials,
    provider: &'static str,
    mail: Told,
    start: &'static [&'static str],
) -> Row {
    Row {
        name,
        status,
        credentials,
        provider,
        mail,
        start,
    }
}

/// By what the mailbox is proved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum By {
    Link,
    Code,
}

/// The engines and their names.
pub(crate) const ENGINES: [(&str, Engine); 2] = [
    ("classic", Engine::Classic),
    ("identity_engine", Engine::IdentityEngine),
];

/// The ways to prove a mailbox and their names.
pub(crate) const PROOFS: [(&str, By); 2] = [("link", By::Link), ("code", By::Code)];

/// Every state of an account on an engine.
pub(crate) fn rows(engine: Engine) -> impl Iterator<Item = &'static Row> {
    let own_rows = match engine {
        Engine::Classic => CLASSIC,
        Engine::IdentityEngine => IDENTITY_ENGINE,
    };
    ROWS.iter().chain(own_rows)
}

/// Every walk.
#[must_use]
pub fn walks() -> Vec<Walk> {
    let mut walks: Vec<Walk> = Vec::new();
    for (engine_name, engine) in ENGINES {
        for row in rows(engine) {
            for (by_name, by) in PROOFS {
                let name = format!("matrix::{engine_name}::{by_name}::{}", row.name);
                walks.push((name, Box::new(move || walk(engine, row, by))));
            }
        }
        let name = format!("matrix::{engine_name}::nobody");
        walks.push((name, Box::new(move || nobody(engine))));
    }
    walks
}

fn walk(engine: Engine, row: &Row, by: By) {
    let mut person = native(engine);
    create(person.okta(), row);
    let before = person.okta().user(LOGIN);

    person.visit("/forgot_password");
    let told = person.ask_for_mail(LOGIN);
    assert_eq!(told.page, "check-your-email");
    person.settle();
    assert_eq!(person.okta().user(LOGIN), before, "untouched before proof");
    assert_eq!(operations(person.okta()), [""], "only looked up");

    let mails = person.own_mails(LOGIN);
    match row.mail {
        Told::Nothing => assert!(mails.is_empty()),
        Told::Elsewhere => {
            assert_eq!(mails.len(), 1);
            assert!(!mails[0].letter.text.contains(PUBLIC), "no link");
        }
        Told::Link => {
            assert_eq!(mails.len(), 1);
            reset(&mut person, row, by);
        }
    }
}

/// From the mail to a sign-in.
fn reset(person: &mut Native, row: &Row, by: By) {
    let before = person.okta().user(LOGIN);
    let mail = &person.own_mails(LOGIN)[0];
    let mut form = match by {
        By::Link => person.visit(&link(mail)),
        By::Code => person.enter_code(&code(mail)),
    };
    assert_eq!(form.page, "new-password", "{form:?}");
    assert_eq!(person.okta().user(LOGIN), before, "looking changes nothing");
    // Okta tells them with the question's answer.
    assert_eq!(
        form.rules > 0,
        form.question.is_none(),
        "the rules are told"
    );
    let reads = usize::from(row.reads_policies());
    // The only policy is Okta's own: no group makes a difference.
    assert_eq!(rules_read(person.okta()), (reads, 0), "to look");

    if form.question.is_none() {
        form = person.save(NEW, None);
    }
    if let Some(question) = &form.question {
        assert_eq!(question, QUESTION);
        assert_eq!(form.rules > 0, row.reads_policies(), "known by now");
        form = person.save(NEW, Some(ANSWER));
    }
    assert_eq!(form.page, "done", "{form:?}");
    assert_eq!(started(person.okta()), row.start);
    assert_eq!(rules_read(person.okta()), (2 * reads, 0), "and to save");
    let after = person.okta().user(LOGIN);
    assert_eq!(after["status"], "ACTIVE");
    assert!(person.okta().signs_in(LOGIN, NEW), "the new password works");
    assert!(!person.okta().signs_in(LOGIN, OLD), "the old one does not");

    person.settle();
    let mails = person.own_mails(LOGIN);
    assert_eq!(mails.len(), 2, "and a notice");
    assert!(mails[1].letter.text.contains("/not_me/"));
    let ended = format!(
        "/api/v1/users/{}/sessions",
        after["id"].as_str().unwrap_or_default()
    );
    assert!(
        person.okta().calls().contains(&ended),
        "sessions were ended"
    );
}

fn nobody(engine: Engine) {
    let mut person = native(engine);
    person.visit("/forgot_password");
    assert_eq!(
        person.ask_for_mail("nobody@example.com").page,
        "check-your-email"
    );
    person.settle();
    assert_eq!(operations(person.okta()), [""]);
    assert!(person.own_mails("nobody@example.com").is_empty());
    let known = {
        let mut person = native(engine);
        create(person.okta(), &ROWS[0]);
        person.visit("/forgot_password");
        person.ask_for_mail(LOGIN);
        person.settle();
        (0..6)
            .map(|_| person.enter_code("000000"))
            .collect::<Vec<_>>()
    };
    for wrong in known {
        let unknown = person.enter_code("000000");
        let said = |text: &str, login: &str| text.replace(login, "");
        assert_eq!(unknown.page, wrong.page);
        assert_eq!(
            said(&unknown.text, "nobody@example.com"),
            said(&wrong.text, LOGIN)
        );
    }
}

fn native(engine: Engine) -> Native {
    let mut seed = Seed::default();
    seed.switches.engine = engine;
    Native::with(seed, own_delivery())
}

/// Our own mails, with the settings that are the default.
#[must_use]
pub fn own_delivery() -> Delivery {
    Delivery::Own(OwnDelivery {
        public_url: PUBLIC.to_owned(),
        wording: Wording::ours(),
        brand: Brand::default(),
        unlock: Choice::On,
        notify_unknown: Choice::Off,
        notify_blocked: Choice::Off,
    })
}

pub(crate) fn create(okta: &mut dyn Okta, row: &Row) {
    let password = json!({ "value": OLD });
    let question = json!({ "question": QUESTION, "answer": ANSWER });
    let mut credentials = match row.credentials {
        Credentials::Question => json!({ "password": password, "recovery_question": question }),
        Credentials::Password => json!({ "password": password }),
        Credentials::None => json!({}),
    };
    credentials["provider"] = json!({ "type": row.provider });
    let body = json!({
        "profile": { "login": LOGIN, "firstName": "Mary", "lastName": "Ellis" },
        "credentials": credentials,
        "status": row.status,
        "phone": PHONE,
    });
    let (status, made) = okta.request("POST", "/_emulator/users", Some(body));
    assert_eq!(status, 200, "{made}");
    assert_eq!(made["status"], row.status);
}

/// How often Okta was asked for password policies, and for groups.
pub(crate) fn rules_read(okta: &mut dyn Okta) -> (usize, usize) {
    let calls = okta.calls();
    let count = |end: &str| calls.iter().filter(|path| path.ends_with(end)).count();
    (count("/api/v1/policies"), count("/groups"))
}

/// What was asked of the Users API, behind the user: `""` is *get user* itself.
fn operations(okta: &mut dyn Okta) -> Vec<String> {
    let calls = okta.calls();
    let users = calls
        .iter()
        .filter_map(|path| path.strip_prefix("/api/v1/users/"));
    let mut operations: Vec<_> = users
        .map(|rest| {
            rest.split_once('/')
                .map_or("", |(_, operation)| operation)
                .to_owned()
        })
        .collect();
    operations.dedup();
    operations
}

/// The operations that may change an account, in their order.
pub(crate) fn started(okta: &mut dyn Okta) -> Vec<String> {
    let mut operations = operations(okta);
    operations.retain(|operation| !matches!(&**operation, "" | "groups" | "sessions"));
    operations.dedup();
    operations
}

pub(crate) fn link(mail: &Mail) -> String {
    let words = mail.letter.text.split_whitespace();
    let mut links = words.filter(|word| word.starts_with(PUBLIC));
    links.next().expect("the mail has a link").to_owned()
}

pub(crate) fn code(mail: &Mail) -> String {
    let is_code = |word: &&str| word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_digit());
    let text = mail.letter.text.replace('.', " ");
    let found = text.split_whitespace().find(is_code).map(str::to_owned);
    found.expect("the mail has a code")
}
