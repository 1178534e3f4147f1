//! An operation of the document: found by method and path, and what it says of parameters.

use http::{Method, Request};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::document::{DOCUMENT, Side};

/// Headers of HTTP's own; OpenAPI leaves them out of its parameters.
const OF_HTTP: [&str; 7] = [
    "accept",
    "content-type",
    "authorization",
    "dpop",
    "user-agent",
    "accept-language",
    "x-forwarded-for",
];

/// One operation.
pub(super) struct Operation<'a> {
    item: &'a Value,
    value: &'a Value,
}

impl Operation<'static> {
    /// The operation whose path template a path fits.
    pub(super) fn of(method: &Method, path: &str) -> Option<Self> {
        let paths = DOCUMENT.root["paths"].as_object()?;
        let method = method.as_str().to_ascii_lowercase();
        let (_, item) = paths.iter().find(|(template, _)| fits(template, path))?;
        let value = item.get(&method)?;
        Some(Self { item, value })
    }

    /// Every operation of the document, by its `operationId`.
    pub(super) fn names() -> Vec<String> {
        let paths = DOCUMENT.root["paths"].as_object();
        let items = paths.into_iter().flat_map(Map::values);
        let operations = items.filter_map(Value::as_object).flat_map(Map::values);
        let names = operations.filter_map(|operation| operation.get("operationId")?.as_str());
        names.map(str::to_owned).collect()
    }
}

impl<'a> Operation<'a> {
    /// Its `operationId`.
    pub(super) fn name(&self) -> &'a str {
        self.value["operationId"].as_str().unwrap_or_default()
    }

    /// What it says of an answer's status.
    pub(super) fn answer(&self, status: u16) -> Option<&'a Value> {
        let answers = &self.value["responses"];
        answers
            .get(status.to_string())
            .map(|answer| DOCUMENT.resolve(answer))
    }

    /// What it says of a request's body.
    pub(super) fn request_body(&self) -> Option<&'a Value> {
        self.value
            .get("requestBody")
            .map(|body| DOCUMENT.resolve(body))
    }

    /// What is wrong with query and headers.
    pub(super) fn parameter_complaints(&self, request: &Request<Vec<u8>>) -> Vec<String> {
        let query = fields(request.uri().query().unwrap_or_default());
        let headers = request.headers().iter();
        let headers: Map<String, Value> = headers
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().into()))
            .collect();
        let mut complaints = self.place_complaints("query", &query);
        complaints.extend(self.place_complaints("header", &headers));
        if headers
            .get("accept")
            .is_none_or(|accept| accept != "application/json")
        {
            complaints.push("Accept is not application/json".to_owned());
        }
        complaints
    }

    fn place_complaints(&self, place: &str, sent: &Map<String, Value>) -> Vec<String> {
        let documented: Vec<_> = self.parameters().filter(|one| one["in"] == place).collect();
        let mut complaints = Vec::new();
        for parameter in &documented {
            let name = parameter["name"].as_str().unwrap_or_default();
            match sent
                .get(name)
                .or_else(|| sent.get(&name.to_ascii_lowercase()))
            {
                Some(value) => complaints.extend(value_complaints(parameter, name, value)),
                None if parameter["required"] == true => {
                    complaints.push(format!("the {place} parameter {name} is missing"));
                }
                None => {}
            }
        }
        let is_documented = |name: &String| {
            documented.iter().any(|one| {
                one["name"]
                    .as_str()
                    .is_some_and(|known| known.eq_ignore_ascii_case(name))
            })
        };
        let unknown = sent.keys().filter(|name| !is_documented(name));
        let unknown = unknown.filter(|name| place != "header" || !OF_HTTP.contains(&name.as_str()));
        complaints.extend(unknown.map(|name| format!("the {place} parameter {name} is unknown")));
        complaints
    }

    fn parameters(&self) -> impl Iterator<Item = &'a Value> {
        let lists = [self.item.get("parameters"), self.value.get("parameters")];
        let lists = lists.into_iter().flatten().filter_map(Value::as_array);
        lists.flatten().map(|parameter| DOCUMENT.resolve(parameter))
    }
}

/// The examples of good answers: operation and name, the schema, and the example.
pub(super) fn examples() -> Vec<(String, &'static Value, &'static Value)> {
    let paths = DOCUMENT.root["paths"].as_object().into_iter().flatten();
    let operations = paths.flat_map(|(_, item)| item.as_object().into_iter().flatten());
    let examples = operations.flat_map(|(_, operation)| {
        let content = operation.pointer("/responses/200/content/application~1json");
        let named = content.and_then(|content| content["examples"].as_object());
        named.into_iter().flatten().map(move |(name, example)| {
            let operation = operation["operationId"].as_str().unwrap_or_default();
            let schema = &content.expect("the example is in it")["schema"];
            let example = &DOCUMENT.resolve(example)["value"];
            (format!("{operation} {name}"), schema, example)
        })
    });
    examples.collect()
}

/// A parameter's text as the value that its schema speaks of.
fn value_complaints(parameter: &Value, name: &str, sent: &Value) -> Vec<String> {
    let schema = DOCUMENT.resolve(&parameter["schema"]);
    let text = sent.as_str().unwrap_or_default();
    let value = match schema["type"].as_str() {
        Some("boolean" | "integer") => serde_json::from_str(text).unwrap_or_else(|_| sent.clone()),
        _ => sent.clone(),
    };
    let complaints = DOCUMENT.value_complaints(Side::Request, schema, &value);
    let complaints = complaints.into_iter();
    complaints
        .map(|complaint| format!("parameter {name} {complaint}"))
        .collect()
}

/// `a=b&c=d` as an object of strings.
pub(super) fn fields(text: &str) -> Map<String, Value> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs
        .map(|(name, value)| (decoded(name), decoded(value).into()))
        .collect()
}

fn decoded(text: &str) -> String {
    let text = text.replace('+', " ");
    percent_decode_str(&text).decode_utf8_lossy().into_owned()
}

fn fits(template: &str, path: &str) -> bool {
    let (template, path) = (template.split('/'), path.split('/'));
    template.clone().count() == path.clone().count()
        && template.zip(path).all(|(wanted, found)| {
            wanted == found || (wanted.starts_with('{') && !found.is_empty())
        })
}
