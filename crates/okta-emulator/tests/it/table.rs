//! The README's table of who has seen what: the columns that no judge fills.

use std::collections::BTreeSet;

use crate::idx::{self, shapes};
use crate::stage::{Stage, request};
use crate::{
    change_password, forgot_password, new_password, openapi, phone, recorded, recovery_question,
    recovery_token, sign_in, unlock,
};

const README: &str = include_str!("../../README.md");
const FIXTURES: &str = include_str!("../../../okta/tests/fixtures/README.md");
const SEEN: &str = "✓";

/// An endpoint of the table, and what stands in a column.
struct Row {
    endpoint: String,
    openapi: bool,
    recorded: bool,
}

fn rows() -> Vec<Row> {
    let lines = README
        .lines()
        .skip_while(|line| !line.starts_with("| endpoint | "));
    let lines = lines.skip(2).take_while(|line| line.starts_with('|'));
    let rows = lines.map(|line| {
        let mut cells = cells(line);
        let endpoint = cells
            .next()
            .unwrap_or_default()
            .trim_matches('`')
            .to_owned();
        let rest: Vec<bool> = cells.map(|cell| cell == SEEN).collect();
        let [.., openapi, recorded] = rest[..] else {
            panic!("the row of {endpoint} is too short");
        };
        Row {
            endpoint,
            openapi,
            recorded,
        }
    });
    rows.collect()
}

fn cells(line: &str) -> impl Iterator<Item = &str> {
    line.trim_matches('|').split('|').map(str::trim)
}

/// Tests that compare an answer with a recording of the same endpoint.
const COMPARISONS: [fn(); 19] = [
    sign_in::a_wrong_password_and_an_unknown_login_are_refused_alike,
    forgot_password::the_answer_is_as_recorded,
    unlock::a_code_and_the_answer_unlock,
    phone::the_question_comes_after_the_code_as_documented,
    recovery_token::what_is_cancelled_leaves_the_relay_state,
    recovery_token::with_a_question_the_answer_is_as_recorded,
    recovery_question::the_right_answer_in_any_case_leads_to_the_password_as_recorded,
    new_password::a_good_password_is_set_and_the_answer_is_as_recorded,
    change_password::an_expired_password_is_changed_at_the_sign_in,
    shapes::the_first_page,
    shapes::whose_password_is_forgotten,
    shapes::shall_a_code_be_sent,
    shapes::the_code_of_somebody_who_is_hidden,
    shapes::the_new_password,
    shapes::the_end,
    shapes::an_account_to_be_unlocked,
    shapes::waiting_for_the_link_in_the_mail,
    shapes::begun_anew,
    shapes::the_oauth_ends,
];

/// The endpoints of a fixture, as the fixtures' README has them.
fn endpoints(fixture: &str) -> Vec<String> {
    let name = format!("| `{fixture}.json` |");
    let line = FIXTURES.lines().find(|line| line.starts_with(&name));
    let answer = line.and_then(|line| cells(line).nth(3)).unwrap_or_default();
    let method = answer.split(' ').next().unwrap_or_default();
    let paths = answer.split(' ').filter(|word| word.starts_with('/'));
    paths
        .map(|path| format!("{method} {}", path.replace("/SMS/", "/{factor}/")))
        .collect()
}

/// The row of an endpoint: `/oauth2/v1/token` before `/oauth2/{asId}/v1/token`.
pub(crate) fn row(method: &str, path: &str) -> Option<String> {
    let endpoints: Vec<_> = rows().into_iter().map(|row| row.endpoint).collect();
    let asked = format!("{method} {path}");
    let is_literal = |endpoint: &&String| !endpoint.contains('{');
    let literal = endpoints.iter().filter(is_literal);
    let others = endpoints.iter().filter(|endpoint| !is_literal(endpoint));
    literal
        .chain(others)
        .find(|endpoint| fits(endpoint, &asked))
        .cloned()
}

fn fits(template: &str, path: &str) -> bool {
    let (template, path) = (template.split('/'), path.split('/'));
    template.clone().count() == path.clone().count()
        && template
            .zip(path)
            .all(|(wanted, found)| wanted == found || wanted.starts_with('{'))
}

#[test]
fn the_table_says_what_the_document_judges() {
    let rows = rows();
    assert!(rows.len() > 50, "{} rows", rows.len());
    for row in &rows {
        let (method, path) = row.endpoint.split_once(' ').expect("method and path");
        let method = method.parse().expect("a method");
        let is_judged = openapi::judges(path) && openapi::is_documented(&method, path);
        assert_eq!(row.openapi, is_judged, "{}", row.endpoint);
    }
    let judged = rows.iter().filter(|row| row.openapi).count();
    assert_eq!(judged, openapi::operations().len());
}

#[test]
fn the_table_says_what_is_compared_with_a_recording() {
    let mut compared = BTreeSet::new();
    for (asked, fixture) in recorded::compared(&COMPARISONS) {
        let (method, path) = asked.split_once(' ').expect("method and path");
        let endpoint = row(method, path).expect("it has a row");
        if endpoints(fixture).contains(&endpoint) {
            compared.insert(endpoint);
        }
    }
    for row in rows() {
        let is_compared = compared.contains(&row.endpoint);
        assert_eq!(row.recorded, is_compared, "{}", row.endpoint);
    }
}

#[test]
fn every_operation_has_a_row() {
    let authn = okta::authn::Operation::ALL.into_iter();
    let authn = authn.map(okta::authn::Operation::path);
    let idx = okta::idx::Operation::ALL.iter();
    let idx = idx.map(|operation| operation.path());
    for path in authn.chain(idx) {
        assert!(row("POST", path).is_some(), "POST {path} has no row");
    }
}

#[test]
fn every_row_is_played() {
    for Row { endpoint, .. } in rows() {
        let (method, path) = endpoint.split_once(' ').expect("method and path");
        let path = path.replace("{factor}", "SMS").replace("{asId}", "default");
        let path = path.replace(['{', '}'], "");
        let mut stage = Stage::with(idx::seed());
        let method = method.parse().expect("a method");
        let reply = stage.send(&request(method, &path, Vec::new()));
        let is_unknown = reply.status == 405 || reply.text.contains("E0000008");
        assert!(!is_unknown, "{endpoint}: {} {}", reply.status, reply.text);
    }
}
