//! A tree of markup: written as HTML on the server, built as DOM in the
//! browser. There is no way to put markup into it as text.

use std::borrow::Cow;

/// Text that is mostly fixed.
pub(crate) type Words = Cow<'static, str>;

/// An attribute's name and value. An empty value is that of a boolean
/// attribute such as `hidden`.
pub type Attribute = (&'static str, Words);

/// An attribute that is the same in every page. Lists of them are data, not
/// code: they cost a browser less.
pub(crate) type Fixed = (&'static str, &'static str);

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

/// An element with the attributes that are always the same. Functions that
/// build markup take no generics: the browser downloads each kind of them.
pub(crate) fn element(tag: &'static str, fixed: &'static [Fixed]) -> Node {
    let mut attributes = Vec::with_capacity(fixed.len() + 4);
    for (name, value) in fixed {
        attributes.push((*name, Words::Borrowed(*value)));
    }
    Node::Element {
        tag,
        attributes,
        children: Vec::new(),
    }
}

/// An element that is a part of the page.
pub(crate) fn part(tag: &'static str, name: &'static str) -> Node {
    element(tag, &[]).set("data-part", name)
}

impl Node {
    /// Adds an attribute.
    pub(crate) fn with(mut self, name: &'static str, value: Words) -> Self {
        if let Self::Element { attributes, .. } = &mut self {
            attributes.push((name, value));
        }
        self
    }

    /// Adds an attribute of fixed value.
    pub(crate) fn set(self, name: &'static str, value: &'static str) -> Self {
        self.with(name, Words::Borrowed(value))
    }

    /// Adds what is inside.
    pub(crate) fn holding(mut self, child: Node) -> Self {
        if let Self::Element { children, .. } = &mut self {
            children.push(child);
        }
        self
    }

    /// Adds what may be inside.
    pub(crate) fn maybe_holding(self, child: Option<Node>) -> Self {
        match child {
            Some(child) => self.holding(child),
            None => self,
        }
    }

    /// Adds all of this inside.
    pub(crate) fn holding_all(self, all: Vec<Node>) -> Self {
        let mut node = self;
        for child in all {
            node = node.holding(child);
        }
        node
    }

    /// Adds text.
    pub(crate) fn saying(self, words: Words) -> Self {
        self.holding(Self::Text(words))
    }

    /// Adds fixed text.
    pub(crate) fn reading(self, words: &'static str) -> Self {
        self.saying(Words::Borrowed(words))
    }
}

/// A number in decimal digits, without the weight of `format!`.
pub(crate) fn decimal(number: u32) -> String {
    let mut digits = if number > 9 {
        decimal(number / 10)
    } else {
        String::new()
    };
    digits.push(char::from_digit(number % 10, 10).unwrap_or('0'));
    digits
}
