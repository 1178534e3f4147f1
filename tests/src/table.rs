//! The table in the emulator's README that says who has seen which endpoint.

use std::collections::BTreeSet;

use serde_json::Value;

/// The line that the table begins with; its columns are the judges' names.
const HEAD: &str = "| endpoint | ";
/// What stands where somebody has seen an endpoint.
const SEEN: &str = "✓";
/// The columns that judges of this folder fill, and the engines on which each must see all of it.
const JUDGES: [(&str, &[&str]); 4] = [
    ("authn", &["classic", "identity-engine"]),
    ("idx", &["identity-engine"]),
    ("API token", &["classic", "identity-engine"]),
    ("service app", &["classic", "identity-engine"]),
];

/// The table, row by row.
#[derive(Debug)]
pub struct Table {
    columns: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    method: String,
    template: String,
    cells: Vec<String>,
}

impl Table {
    /// Finds the table in a README.
    ///
    /// # Errors
    /// When there is none.
    pub fn of(readme: &str) -> Result<Self, String> {
        let mut lines = readme.lines().skip_while(|line| !line.starts_with(HEAD));
        let head = lines.next().ok_or("the README has no table of endpoints")?;
        let rows = lines.skip(1).take_while(|line| line.starts_with('|'));
        Ok(Self {
            columns: cells(head).skip(1).map(str::to_owned).collect(),
            rows: rows.filter_map(Row::of).collect(),
        })
    }

    /// What the table says and the judges' notes on an engine do not, and the other way round. A
    /// note is a line of JSON: `judge`, `method`, `path`, `status`.
    #[must_use]
    pub fn complaints(&self, engine: &str, notes: &str) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let mut complaints = BTreeSet::new();
        let notes = notes
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok());
        for note in notes.filter(|note: &Value| good(&note["status"])) {
            let text = |name: &str| note[name].as_str().unwrap_or_default();
            let (method, path) = (text("method"), text("path"));
            if let Some(row) = self.row(method, path) {
                seen.insert((row, text("judge").to_owned()));
            } else {
                complaints.insert(format!(
                    "{engine}: {method} {path} was answered, and has no row"
                ));
            }
        }
        for (number, row) in self.rows.iter().enumerate() {
            for (column, cell) in self.columns.iter().zip(&row.cells) {
                let was_seen = seen.contains(&(number, column.clone()));
                if looks(column, engine) && was_seen != (cell == SEEN) {
                    let name = format!("{engine}: {} {}", row.method, row.template);
                    let truth = if was_seen { "has" } else { "has not" };
                    complaints.insert(format!("{name}: «{column}» {truth} seen it"));
                }
            }
        }
        complaints.into_iter().collect()
    }

    fn row(&self, method: &str, path: &str) -> Option<usize> {
        let fitting = |literal: bool| {
            self.rows.iter().position(|row| {
                row.method == method && row.fits(path) && row.template.contains('{') != literal
            })
        };
        // `/oauth2/v1/token` before `/oauth2/{asId}/v1/token`.
        fitting(true).or_else(|| fitting(false))
    }
}

impl Row {
    fn of(line: &str) -> Option<Self> {
        let mut cells = cells(line);
        let (method, template) = cells.next()?.trim_matches('`').split_once(' ')?;
        Some(Self {
            method: method.to_owned(),
            template: template.to_owned(),
            cells: cells.map(str::to_owned).collect(),
        })
    }

    fn fits(&self, path: &str) -> bool {
        let (template, path) = (self.template.split('/'), path.split('/'));
        template.clone().count() == path.clone().count()
            && template
                .zip(path)
                .all(|(wanted, found)| wanted == found || wanted.starts_with('{'))
    }
}

/// Whether a column is a judge's who looks at this engine.
fn looks(column: &str, engine: &str) -> bool {
    let mut judges = JUDGES.iter();
    judges.any(|(judge, engines)| *judge == column && engines.contains(&engine))
}

fn good(status: &Value) -> bool {
    status
        .as_u64()
        .is_some_and(|status| (200..400).contains(&status))
}

fn cells(line: &str) -> impl Iterator<Item = &str> {
    line.trim().trim_matches('|').split('|').map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::Table;

    const README: &str = "\
text
| endpoint | authn | API token | OpenAPI |
| --- | --- | --- | --- |
| `POST /api/v1/authn` | ✓ | | |
| `GET /api/v1/users/{id}` | | ✓ | ✓ |

more";

    fn note(judge: &str, path: &str, status: u16) -> String {
        let method = if path.contains("users") {
            "GET"
        } else {
            "POST"
        };
        format!(
            "{{\"judge\":\"{judge}\",\"method\":\"{method}\",\"path\":\"{path}\",\"status\":{status}}}\n"
        )
    }

    fn complaints(notes: &[String]) -> Vec<String> {
        let table = Table::of(README).expect("there is a table");
        table.complaints("classic", &notes.concat())
    }

    #[test]
    fn the_truth_is_no_complaint() {
        let notes = [
            note("authn", "/api/v1/authn", 200),
            note("API token", "/api/v1/users/00u1", 200),
            note("API token", "/api/v1/users/00u2", 404),
        ];
        assert_eq!(complaints(&notes), [""; 0]);
    }

    #[test]
    fn what_nobody_saw_what_was_left_out_and_what_has_no_row_are_told() {
        let notes = [
            note("API token", "/api/v1/authn", 200),
            note("authn", "/api/v1/authn", 401),
            note("API token", "/api/v1/elsewhere", 200),
        ];
        assert_eq!(
            complaints(&notes),
            [
                "classic: GET /api/v1/users/{id}: «API token» has not seen it",
                "classic: POST /api/v1/authn: «API token» has seen it",
                "classic: POST /api/v1/authn: «authn» has not seen it",
                "classic: POST /api/v1/elsewhere was answered, and has no row",
            ]
        );
    }

    #[test]
    fn what_was_seen_on_one_engine_is_not_seen_on_the_other() {
        let table = Table::of(README).expect("there is a table");
        let all = [
            note("authn", "/api/v1/authn", 200),
            note("API token", "/api/v1/users/00u1", 200),
        ];
        assert_eq!(table.complaints("classic", &all.concat()), [""; 0]);
        assert_eq!(
            table.complaints("identity-engine", &all[1]),
            ["identity-engine: POST /api/v1/authn: «authn» has not seen it"]
        );
    }

    #[test]
    fn a_readme_without_the_table_is_an_error() {
        assert!(Table::of("no table").is_err());
    }
}
