//! `/`: a place to prove a password.

use http::{Method, StatusCode};
use okta::{Request, Response};
use serde_json::Value;

use crate::authn::{SignIn, sign_in};
use crate::html::Html;
use crate::mailbox::{page, paragraph};
use crate::org::Org;
use crate::people::Key;
use crate::seed::SeededPerson;
use crate::visit::Visit;

/// Answers a request to `/`: the form, and what came of it.
pub(crate) fn respond(org: &mut Org, request: &Request, visit: &mut Visit) -> Response {
    let method = request.method();
    if method == Method::GET || method == Method::HEAD {
        return shown(org, StatusCode::OK, None);
    }
    if method != Method::POST {
        return shown(org, StatusCode::METHOD_NOT_ALLOWED, None);
    }
    let username = field(request.body(), "username");
    let password = field(request.body(), "password");
    let (status, said) = match sign_in(org, &username, &password, visit) {
        SignIn::Success(person) => (StatusCode::OK, welcome(org, person, visit)),
        SignIn::Expired(_) => (
            StatusCode::OK,
            "The password is right, but it has expired.".to_owned(),
        ),
        SignIn::LockedOut => (StatusCode::FORBIDDEN, "The account is locked.".to_owned()),
        SignIn::Refused => (StatusCode::UNAUTHORIZED, "Not signed in.".to_owned()),
    };
    shown(org, status, Some(&said))
}

fn welcome(org: &mut Org, key: Key, visit: &mut Visit) -> String {
    org.begin_session(key, visit);
    let profile = &org.people.get(key).profile;
    format!("Signed in as {} {}.", profile.first_name, profile.last_name)
}

fn shown(org: &Org, status: StatusCode, said: Option<&str>) -> Response {
    let said = said.map(|said| Html::element("p", &[("role", "status")], [Html::text(said)]));
    let content = said.into_iter().chain([form(), people(&org.seed.people)]);
    page(status, "Sign in", [], content)
}

fn form() -> Html {
    let label = |name, text| Html::element("label", &[("for", name)], [Html::text(text)]);
    let input = |name, kind, autocomplete| {
        let attributes = [
            ("id", name),
            ("name", name),
            ("type", kind),
            ("autocomplete", autocomplete),
            ("required", ""),
        ];
        Html::void("input", &attributes)
    };
    let fields = [
        label("username", "Username"),
        input("username", "text", "username"),
        label("password", "Password"),
        input("password", "password", "current-password"),
        Html::element("button", &[("type", "submit")], [Html::text("Sign in")]),
    ];
    Html::element("form", &[("method", "post"), ("action", "/")], fields)
}

fn people(seeded: &[SeededPerson]) -> Html {
    let cell = |text: &str| Html::element("td", &[], [Html::text(text)]);
    let rows = seeded.iter().map(|person| {
        let status = serde_json::to_value(person.status);
        let status = status
            .as_ref()
            .ok()
            .and_then(Value::as_str)
            .unwrap_or_default();
        let password = person.password.as_deref().unwrap_or("none");
        Html::element(
            "tr",
            &[],
            [
                cell(&person.login),
                cell(password),
                cell(status),
                cell(&person.note),
            ],
        )
    });
    let heads = ["Login", "First password", "First status", "Shows"]
        .map(|head| Html::element("th", &[("scope", "col")], [Html::text(head)]));
    let head = Html::element("tr", &[], heads);
    let heading = Html::element("h2", &[], [Html::text("Who is in the org")]);
    let table = Html::element("table", &[], [head].into_iter().chain(rows));
    let hint = paragraph("Passwords are those of the seed; a reset changes them.");
    Html::element("section", &[], [heading, hint, table])
}

/// A field of an urlencoded form, empty if there is none.
fn field(body: &[u8], name: &str) -> String {
    let mut pairs = form_urlencoded::parse(body);
    let found = pairs.find(|(found, _)| found == name);
    found.map_or_else(String::new, |(_, value)| value.into_owned())
}
