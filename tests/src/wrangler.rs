//! What `wrangler.toml` says of the Worker, as far as the runtime alone can be told.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

/// The Worker as it is deployed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Wrangler {
    /// The main module, from the clone's root; the others lie beside it.
    pub main: PathBuf,
    /// `compatibility_date`.
    pub date: String,
    /// `compatibility_flags`.
    pub flags: Vec<String>,
    /// The Durable Objects, class by binding.
    pub objects: BTreeMap<String, String>,
    /// `[vars]` that are text.
    pub vars: BTreeMap<String, String>,
    /// The rate limits by binding: how many requests in how many seconds.
    pub limits: BTreeMap<String, (u64, u64)>,
}

impl Wrangler {
    /// Reads the file's text. What it says of anything else is Cloudflare's, and left out: the
    /// Worker must do without, as it must where an operator leaves it out.
    ///
    /// # Panics
    /// When the text is none of wrangler's, or the class of a Durable Object is in no migration.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let file: Table = text.parse().expect("wrangler.toml can be read");
        let sqlite: Vec<String> = tables(&file, "migrations")
            .flat_map(|migration| texts(migration, "new_sqlite_classes"))
            .collect();
        let objects = file.get("durable_objects").and_then(Value::as_table);
        let objects = objects.into_iter().flat_map(|all| tables(all, "bindings"));
        let objects: BTreeMap<_, _> = objects
            .map(|binding| (word(binding, "name"), word(binding, "class_name")))
            .collect();
        for class in objects.values() {
            assert!(sqlite.contains(class), "{class} is in no migration");
        }
        let unsafe_ones = file.get("unsafe").and_then(Value::as_table);
        let unsafe_ones = unsafe_ones
            .into_iter()
            .flat_map(|all| tables(all, "bindings"));
        let unsafe_ones = unsafe_ones.filter(|binding| word(binding, "type") == "ratelimit");
        let limits = tables(&file, "ratelimits").chain(unsafe_ones);
        let vars = file.get("vars").and_then(Value::as_table);
        let vars = vars.into_iter().flatten().filter_map(|(name, value)| {
            let value = value.as_str()?;
            Some((name.clone(), value.to_owned()))
        });
        Self {
            main: PathBuf::from(word(&file, "main")),
            date: word(&file, "compatibility_date"),
            flags: texts(&file, "compatibility_flags").collect(),
            objects,
            vars: vars.collect(),
            limits: limits.filter_map(limit).collect(),
        }
    }

    /// The folder of the modules.
    #[must_use]
    pub fn modules(&self) -> &Path {
        self.main.parent().unwrap_or(Path::new(""))
    }
}

fn tables<'a>(of: &'a Table, name: &str) -> impl Iterator<Item = &'a Table> {
    let list = of.get(name).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_table)
}

fn texts<'a>(of: &'a Table, name: &str) -> impl Iterator<Item = String> + use<'a> {
    let list = of.get(name).and_then(Value::as_array);
    let texts = list.into_iter().flatten().filter_map(Value::as_str);
    texts.map(str::to_owned)
}

fn word(of: &Table, name: &str) -> String {
    let word = of.get(name).and_then(Value::as_str).unwrap_or_default();
    word.to_owned()
}

fn limit(of: &Table) -> Option<(String, (u64, u64))> {
    let simple = of.get("simple")?.as_table()?;
    let number = |name: &str| u64::try_from(simple.get(name)?.as_integer()?).ok();
    Some((word(of, "name"), (number("limit")?, number("period")?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_the_runtime_needs_is_read() {
        let wrangler = Wrangler::read(
            r#"
            main = "a/b.js"
            compatibility_date = "2026-04-26"
            compatibility_flags = ["x"]
            [[durable_objects.bindings]]
            name = "ONES"
            class_name = "One"
            [[durable_objects.bindings]]
            name = "TWOS"
            class_name = "Two"
            [[migrations]]
            tag = "v1"
            new_sqlite_classes = ["One", "Two"]
            [[ratelimits]]
            name = "LIMIT"
            namespace_id = "1"
            simple = { limit = 5, period = 60 }
            [[unsafe.bindings]]
            name = "OLD"
            type = "ratelimit"
            simple = { limit = 6, period = 10 }
            [vars]
            TEXT = "text"
            NUMBER = 1
            "#,
        );
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let expected = Wrangler {
            main: "a/b.js".into(),
            date: "2026-04-26".into(),
            flags: vec!["x".into()],
            objects: [pair("ONES", "One"), pair("TWOS", "Two")].into(),
            vars: [pair("TEXT", "text")].into(),
            limits: [("LIMIT".into(), (5, 60)), ("OLD".into(), (6, 10))].into(),
        };
        assert_eq!(wrangler, expected);
        assert_eq!(wrangler.modules(), Path::new("a"));
    }

    #[test]
    fn ours_can_be_read() {
        let wrangler = Wrangler::read(include_str!("../../wrangler.toml"));
        let class = wrangler.objects.get("TRANSACTIONS");
        assert_eq!(class.map(String::as_str), Some("Transaction"));
    }
}
