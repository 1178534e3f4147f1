//! Recorded answers of Okta, and how ours compare.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

macro_rules! recorded {
    ($name:literal) => {
        serde_json::from_str::<serde_json::Value>(include_str!(concat!(
            "../../../okta/tests/fixtures/classic/",
            $name,
            ".json"
        )))
        .expect("the recording is JSON")
    };
}
pub(crate) use recorded;

/// A recording, by the name of its file.
pub(crate) struct Recording {
    pub(crate) name: &'static str,
    pub(crate) body: Value,
}

macro_rules! recording {
    ($engine:literal, $name:literal) => {
        &$crate::recorded::Recording {
            name: $name,
            body: serde_json::from_str(include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../okta/tests/fixtures/",
                $engine,
                "/",
                $name,
                ".json"
            )))
            .expect("the recording is JSON"),
        }
    };
}
pub(crate) use recording;

thread_local! {
    /// What was asked, and the recordings that the answers were like, in this test.
    static COMPARED: RefCell<BTreeSet<(String, &'static str)>> = RefCell::default();
}

impl Recording {
    /// Compares the properties of an answer to `asked` (`POST /path`) and their kinds, but for
    /// some that are named with the reason.
    #[track_caller]
    pub(crate) fn is_like(&self, asked: &str, ours: &Value, but: &[&str]) {
        let paths = |value: &Value| -> BTreeSet<String> {
            let shape = shape(value).into_iter();
            let described = shape.map(|(path, kind)| format!("{path}: {kind}"));
            described
                .filter(|line| !but.iter().any(|but| line.contains(but)))
                .collect()
        };
        let (ours, theirs) = (paths(ours), paths(&self.body));
        let missing: Vec<_> = theirs.difference(&ours).collect();
        let extra: Vec<_> = ours.difference(&theirs).collect();
        assert!(
            missing.is_empty() && extra.is_empty(),
            "missing {missing:#?}, extra {extra:#?}"
        );
        COMPARED.with_borrow_mut(|compared| compared.insert((asked.to_owned(), self.name)));
    }
}

/// What the given tests compare: `POST /path`, and the recording.
pub(crate) fn compared(tests: &[fn()]) -> BTreeSet<(String, &'static str)> {
    COMPARED.take();
    for test in tests {
        test();
    }
    COMPARED.take()
}

/// Every property of a value with the kind of its value, so that two answers
/// can be compared whatever they say.
pub(crate) fn shape(value: &Value) -> BTreeMap<String, &'static str> {
    let mut shape = BTreeMap::new();
    describe(value, "", &mut shape);
    shape
}

fn describe(value: &Value, at: &str, shape: &mut BTreeMap<String, &'static str>) {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "flag",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    shape.insert(at.to_owned(), kind);
    if let Value::Object(fields) = value {
        for (name, field) in fields {
            describe(field, &format!("{at}/{name}"), shape);
        }
    }
    if let Value::Array(items) = value {
        for item in items {
            describe(item, &format!("{at}/*"), shape);
        }
    }
}
