//! A tree of markup: written as HTML on the server, built as DOM in the
//! browser. There is no way to put markup into it as text.

use std::borrow::Cow;

/// Text that is mostly fixed.
pub(crate) type Words = Cow<'static, str>;

/// An attribute's name and value. An empty value is that of a boolean
/// attribute such as `hidden`.
pub type Attribute = (&'static str, Words);

/// A piece of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element {
        /// Its name.
        tag: &'static str,
        /// Its attributes, in order, no name twice.
        attributes: Vec<Attribute>,
        /// What is inside.
        children: Vec<Node>,
    },
    /// Text, as people read it: not escaped.
    Text(Words),
}

/// An element of this name, empty.
pub(crate) fn element(tag: &'static str) -> Node {
    Node::Element {
        tag,
        attributes: Vec::new(),
        children: Vec::new(),
    }
}

/// Text.
pub(crate) fn text(words: impl Into<Words>) -> Node {
    Node::Text(words.into())
}

impl Node {
    /// Adds an attribute.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<Words>) -> Self {
        if let Self::Element { attributes, .. } = &mut self {
            attributes.push((name, value.into()));
        }
        self
    }

    /// Adds an attribute if it has a value.
    pub(crate) fn maybe(self, name: &'static str, value: Option<impl Into<Words>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Adds what is inside.
    pub(crate) fn holding(mut self, more: impl IntoIterator<Item = Node>) -> Self {
        if let Self::Element { children, .. } = &mut self {
            children.extend(more);
        }
        self
    }

    /// Adds text.
    pub(crate) fn saying(self, words: impl Into<Words>) -> Self {
        self.holding([text(words)])
    }
}

/// A number in decimal digits, without the weight of `format!`.
pub(crate) fn decimal(mut number: u32) -> String {
    let mut digits = [b'0'; 10];
    let mut start = digits.len();
    loop {
        start -= 1;
        digits[start] += u8::try_from(number % 10).unwrap_or_default();
        number /= 10;
        if number == 0 {
            break;
        }
    }
    digits[start..]
        .iter()
        .map(|digit| char::from(*digit))
        .collect()
}
