//! Forms, as recorded.

use okta::idx::{
    Choice, ChoiceValue, Field, FieldValue, Form, MEDIA_TYPE, Operation, Remediation,
    RemediationName,
};

/// What forms take.
const ACCEPTS: &str = "application/json; okta-version=1.0.0";

/// What token endpoints take.
pub(super) const ACCEPTS_FORM: &str = "application/x-www-form-urlencoded";

/// A form to send to an operation, with the state handle at its end.
pub(super) fn form(
    (origin, handle): (&str, &str),
    name: RemediationName,
    operation: Operation,
    mut fields: Vec<Field>,
) -> Remediation {
    fields.push(Field {
        required: Some(true),
        visible: Some(false),
        ..fixed("stateHandle", handle)
    });
    Remediation {
        rel: vec!["create-form".to_owned()],
        name,
        relates_to: Vec::new(),
        href: Some(format!("{origin}{}", operation.path())),
        method: Some("POST".to_owned()),
        produces: Some(MEDIA_TYPE.to_owned()),
        refresh: None,
        fields,
        accepts: Some(ACCEPTS.to_owned()),
    }
}

/// The same about a part of the answer.
pub(super) fn about(form: Remediation, path: &str) -> Remediation {
    Remediation {
        relates_to: vec![path.to_owned()],
        ..form
    }
}

/// A field without anything but a name.
pub(super) fn bare(name: &str) -> Field {
    Field {
        name: name.to_owned(),
        ..Field::default()
    }
}

/// A text field.
pub(super) fn text(name: &str, label: &str) -> Field {
    Field {
        label: Some(label.to_owned()),
        ..bare(name)
    }
}

/// A field that cannot be changed.
pub(super) fn fixed(name: &str, value: &str) -> Field {
    Field {
        value: Some(FieldValue::Text(value.to_owned())),
        mutable: Some(false),
        ..bare(name)
    }
}

/// A box to tick.
pub(super) fn flag(name: &str, label: &str) -> Field {
    Field {
        r#type: Some("boolean".to_owned()),
        ..text(name, label)
    }
}

/// `credentials`, with these fields.
pub(super) fn credentials(fields: Vec<Field>) -> Field {
    Field {
        r#type: Some("object".to_owned()),
        form: Some(Form { fields }),
        required: Some(true),
        ..bare("credentials")
    }
}

pub(super) fn required(field: Field) -> Field {
    Field {
        required: Some(true),
        ..field
    }
}

pub(super) fn secret(field: Field) -> Field {
    Field {
        secret: Some(true),
        ..field
    }
}

/// A word to choose.
pub(super) fn word(label: &str, word: &str) -> Choice {
    Choice {
        label: label.to_owned(),
        value: ChoiceValue::Word(word.to_owned()),
        relates_to: None,
    }
}
