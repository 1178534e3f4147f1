//! The one block that `dev` prints when everything runs.

use std::fmt::Write as _;

use serde_json::Value;

use crate::arguments::Wishes;
use crate::failure::{Explain, Failure, Outcome};

use super::{http, origin};

const COLUMNS: [(&str, &str); 4] = [
    ("login", "login"),
    ("password", "password"),
    ("status", "status"),
    ("note", "what it shows"),
];

/// Addresses and people, as the running emulator tells them.
pub(super) fn block(wishes: &Wishes) -> Outcome<String> {
    let seed = http::get(wishes.okta_port, "/_emulator/seed")
        .ok_or_else(|| Failure::new("the emulator does not tell its people"))?;
    let people = serde_json::from_str(&seed.body).explain("the emulator's people")?;
    Ok(write(wishes, &people))
}

fn write(wishes: &Wishes, people: &Value) -> String {
    let own = origin(wishes.port);
    let org = origin(wishes.okta_port);
    let mut text = format!(
        "\n\
         Rekey runs; Ctrl-C stops it.\n\n  \
         Forgot password   {own}/forgot_password\n  \
         The mails         {org}/mailbox\n  \
         Sign in           {org}/\n  \
         Every page        {gallery}/\n\n\
         People of the seeded org ({engine}, {delivery} sends the mails)\n\n",
        gallery = origin(wishes.gallery_port),
        engine = wishes.engine,
        delivery = wishes.delivery,
    );
    for row in table(people) {
        writeln!(text, "  {row}").expect("a String takes all text");
    }
    text
}

/// Columns as wide as their widest cell.
fn table(people: &Value) -> Vec<String> {
    let people = people.as_array().map(Vec::as_slice).unwrap_or_default();
    let head = COLUMNS.map(|(_, title)| title.to_owned());
    let cells = |person: &Value| COLUMNS.map(|(key, _)| text_of(&person[key]));
    let rows: Vec<[String; 4]> = std::iter::once(head)
        .chain(people.iter().map(cells))
        .collect();
    let width = |column: usize| {
        let lengths = rows.iter().map(|row| row[column].chars().count());
        lengths.max().unwrap_or_default()
    };
    let [first, second, third] = [width(0), width(1), width(2)];
    rows.iter()
        .map(|[login, password, status, note]| {
            format!("{login:first$}  {password:second$}  {status:third$}  {note}")
        })
        .collect()
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or("-").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_block_names_every_address_and_every_person() {
        let people = json!([
            { "login": "ada@example.com", "password": "Analytical1", "status": "ACTIVE", "note": "the whole way" },
            { "login": "staged@example.com", "password": null, "status": "STAGED", "note": "no mail" },
        ]);
        let text = write(&Wishes::default(), &people);
        for part in [
            "http://127.0.0.1:8787/forgot_password",
            "http://127.0.0.1:8788/mailbox",
            "http://127.0.0.1:8789/",
            "ada@example.com     Analytical1  ACTIVE  the whole way",
            "staged@example.com  -            STAGED  no mail",
        ] {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
    }
}
