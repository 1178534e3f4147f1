//! The README's table of who has seen what: the columns that no judge fills.

use crate::openapi;

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

/// Every endpoint whose answer is in a fixture.
fn recorded() -> Vec<String> {
    let lines = FIXTURES.lines().filter(|line| line.starts_with("| `"));
    let answers = lines.filter_map(|line| cells(line).nth(3));
    let endpoints = answers.flat_map(|text| {
        let method = text.split(' ').next().unwrap_or_default();
        let paths = text.split(' ').filter(|word| word.starts_with('/'));
        paths.map(move |path| format!("{method} {}", path.replace("/SMS/", "/{factor}/")))
    });
    endpoints.collect()
}

#[test]
fn the_table_says_which_operations_are_documented() {
    let rows = rows();
    assert!(rows.len() > 20, "{} rows", rows.len());
    for row in &rows {
        let (method, path) = row.endpoint.split_once(' ').expect("method and path");
        let method = method.parse().expect("a method");
        let is_documented = openapi::is_documented(&method, path);
        assert_eq!(row.openapi, is_documented, "{}", row.endpoint);
    }
    let documented = rows.iter().filter(|row| row.openapi).count();
    assert_eq!(documented, openapi::operations().len());
}

#[test]
fn the_table_says_what_was_recorded() {
    let recorded = recorded();
    for row in rows() {
        let is_recorded = recorded.contains(&row.endpoint);
        assert_eq!(row.recorded, is_recorded, "{}", row.endpoint);
    }
}
