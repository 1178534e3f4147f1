//! What the elements are to whoever uses them, as `web/package/custom-elements.json` says it: the
//! [manifest](https://github.com/webcomponents/custom-elements-manifest) that editors read.

use std::fs;

use serde_json::Value;

use crate::failure::{Explain, Failure, Outcome};
use crate::places::Places;

/// The file, in the clone.
pub(super) const FILE: &str = "web/package/custom-elements.json";

/// The manifest, read.
#[derive(Debug)]
pub(super) struct Manifest(Value);

/// One of the elements.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element<'a>(&'a Value);

/// An attribute, a field, a method or an event.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member<'a>(&'a Value);

impl Manifest {
    /// Reads the clone's.
    pub(super) fn of(places: &Places) -> Outcome<Self> {
        let text = fs::read_to_string(places.at(FILE));
        Self::read(&text.explain(format_args!("cannot read {FILE}"))?)
    }

    /// Reads a text.
    pub(super) fn read(text: &str) -> Outcome<Self> {
        let manifest = Self(serde_json::from_str(text).explain(FILE)?);
        if manifest.elements().next().is_none() {
            return Err(Failure::new(format!("{FILE} declares no element")));
        }
        Ok(manifest)
    }

    /// The elements, in the file's order.
    pub(super) fn elements(&self) -> impl Iterator<Item = Element<'_>> {
        let modules = list(&self.0, "modules");
        let all = modules.flat_map(|module| list(module, "declarations"));
        all.filter(|one| one["customElement"] == true).map(Element)
    }
}

impl<'a> Element<'a> {
    /// The class's name.
    pub(super) fn class(self) -> &'a str {
        word(self.0, "name")
    }

    /// The tag.
    pub(super) fn tag(self) -> &'a str {
        word(self.0, "tagName")
    }

    /// What it is for.
    pub(super) fn description(self) -> &'a str {
        word(self.0, "description")
    }

    /// The attributes that are written by whoever embeds it; what every element has is left out.
    pub(super) fn attributes(self) -> impl Iterator<Item = Member<'a>> {
        let own = list(self.0, "attributes").map(Member);
        own.filter(|attribute| attribute.field().is_some())
    }

    /// The fields.
    pub(super) fn fields(self) -> impl Iterator<Item = Member<'a>> {
        self.members("field")
    }

    /// The methods.
    pub(super) fn methods(self) -> impl Iterator<Item = Member<'a>> {
        self.members("method")
    }

    /// The events.
    pub(super) fn events(self) -> impl Iterator<Item = Member<'a>> {
        list(self.0, "events").map(Member)
    }

    fn members(self, kind: &str) -> impl Iterator<Item = Member<'a>> {
        list(self.0, "members")
            .filter(move |member| member["kind"] == kind)
            .map(Member)
    }
}

impl<'a> Member<'a> {
    /// Its name.
    pub(super) fn name(self) -> &'a str {
        word(self.0, "name")
    }

    /// Its type, in TypeScript.
    pub(super) fn kind(self) -> &'a str {
        word(&self.0["type"], "text")
    }

    /// What it means.
    pub(super) fn description(self) -> &'a str {
        word(self.0, "description")
    }

    /// The field that an attribute goes with.
    pub(super) fn field(self) -> Option<&'a str> {
        self.0["fieldName"].as_str()
    }

    /// What a method takes and gives, in TypeScript.
    pub(super) fn signature(self) -> String {
        let parameters = list(self.0, "parameters").map(|parameter| {
            let optional = if parameter["optional"] == true {
                "?"
            } else {
                ""
            };
            let (name, kind) = (word(parameter, "name"), Member(parameter).kind());
            format!("{name}{optional}: {kind}")
        });
        let parameters: Vec<_> = parameters.collect();
        let gives = word(&self.0["return"]["type"], "text");
        format!("({}): {gives}", parameters.join(", "))
    }
}

fn list<'a>(of: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    of[name].as_array().into_iter().flatten()
}

fn word<'a>(of: &'a Value, name: &str) -> &'a str {
    of[name].as_str().unwrap_or_default()
}
