//! OpenAPI 3.0's schemas as JSON Schema: `nullable`, `readOnly`, `writeOnly`, `discriminator`.

use serde_json::{Map, Value, json};

use super::document::Side;

/// What describes, and constrains nothing.
const SILENT: [&str; 8] = [
    "description",
    "example",
    "examples",
    "externalDocs",
    "title",
    "deprecated",
    "default",
    "xml",
];

/// All schemas of the document.
pub(super) fn components(root: &Value, side: Side) -> Value {
    let schemas = root
        .pointer("/components/schemas")
        .and_then(Value::as_object);
    let schemas = schemas.expect("the document has schemas");
    let translated = schemas.iter();
    translated
        .map(|(name, schema)| (name.clone(), open(root, schema, side)))
        .collect::<Map<_, _>>()
        .into()
}

/// A schema where it is used: complete, so that other properties are complained of.
pub(super) fn translated(root: &Value, schema: &Value, side: Side) -> Value {
    let inner = alternatives(root, schema, side).unwrap_or_else(|| open(root, schema, side));
    if !is_closed_object(root, schema) {
        return inner;
    }
    json!({ "allOf": [inner], "unevaluatedProperties": false })
}

/// A schema as a part of another: the other says whether more properties are allowed.
fn open(root: &Value, schema: &Value, side: Side) -> Value {
    let Some(fields) = schema.as_object() else {
        return schema.clone();
    };
    if let Some(reference) = fields.get("$ref") {
        // In OpenAPI 3.0 nothing beside a reference counts.
        return json!({ "$ref": reference });
    }
    if forbidden(schema, side) {
        return json!(false);
    }
    let kept = fields.iter().filter(|(name, _)| is_constraint(name));
    let constraints: Map<String, Value> = kept
        .map(|(name, value)| (name.clone(), keyword(root, name, value, side)))
        .collect();
    let constraints = without_the_others_required(constraints, schema, side);
    nullable(schema, constraints)
}

fn is_constraint(name: &str) -> bool {
    !SILENT.contains(&name)
        && !name.starts_with("x-")
        && !["nullable", "discriminator", "readOnly", "writeOnly"].contains(&name)
}

fn keyword(root: &Value, name: &str, value: &Value, side: Side) -> Value {
    match (name, value) {
        ("properties", Value::Object(properties)) => properties
            .iter()
            .map(|(name, schema)| (name.clone(), translated(root, schema, side)))
            .collect::<Map<_, _>>()
            .into(),
        ("items" | "additionalProperties", Value::Object(_)) => translated(root, value, side),
        ("allOf", Value::Array(parts)) => parts.iter().map(|part| open(root, part, side)).collect(),
        _ => value.clone(),
    }
}

/// Nobody writes what only the other side may write.
fn forbidden(schema: &Value, side: Side) -> bool {
    let other = match side {
        Side::Request => "readOnly",
        Side::Answer => "writeOnly",
    };
    schema[other] == true
}

/// What only the other side writes is not required of this one.
fn without_the_others_required(
    mut constraints: Map<String, Value>,
    schema: &Value,
    side: Side,
) -> Map<String, Value> {
    if let Some(Value::Array(required)) = constraints.get_mut("required") {
        required.retain(|name| {
            let property = name.as_str().map(|name| &schema["properties"][name]);
            property.is_none_or(|property| !forbidden(property, side))
        });
    }
    constraints
}

fn nullable(schema: &Value, constraints: Map<String, Value>) -> Value {
    if schema["nullable"] == true {
        json!({ "anyOf": [constraints, { "type": "null" }] })
    } else {
        constraints.into()
    }
}

/// The variants of a schema that a property tells apart.
fn alternatives(root: &Value, schema: &Value, side: Side) -> Option<Value> {
    let target = resolved(root, schema);
    let discriminator = target.get("discriminator")?;
    let name = discriminator["propertyName"].as_str()?;
    let mapping = discriminator["mapping"].as_object()?;
    let words: Vec<&String> = mapping.keys().collect();
    let variants = mapping.iter().map(|(word, reference)| {
        json!({
            "if": { "properties": { name: { "const": word } } },
            "then": open(root, &json!({ "$ref": reference }), side),
        })
    });
    Some(json!({
        "required": [name],
        "properties": { name: { "enum": words } },
        "allOf": variants.collect::<Vec<_>>(),
    }))
}

/// Whether all properties are named, in the schema or in its parts.
fn is_closed_object(root: &Value, schema: &Value) -> bool {
    let target = resolved(root, schema);
    if target.get("additionalProperties").is_some() {
        return false;
    }
    let parts = target.get("allOf").and_then(Value::as_array);
    let has_properties = target.get("properties").is_some() || target["type"] == "object";
    match parts {
        Some(parts) => parts
            .iter()
            .all(|part| is_closed_object(root, part) || is_only_described(root, part)),
        None => has_properties,
    }
}

fn is_only_described(root: &Value, part: &Value) -> bool {
    let part = resolved(root, part).as_object();
    part.is_some_and(|fields| !fields.keys().any(|name| is_constraint(name)))
}

fn resolved<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    match schema.get("$ref").and_then(Value::as_str) {
        Some(reference) => {
            let found = root.pointer(reference.trim_start_matches('#'));
            resolved(root, found.expect("the document's references resolve"))
        }
        None => schema,
    }
}
