//! HTML that cannot forget to escape.

use std::fmt::{self, Display, Write};

/// A piece of HTML. Text and attribute values enter it escaped, and there is
/// no other way in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Html(String);

impl Html {
    /// Text, escaped.
    pub(crate) fn text(text: &str) -> Self {
        let mut html = Self::default();
        html.escape(text);
        html
    }

    /// An element with its children.
    pub(crate) fn element(
        tag: &'static str,
        attributes: &[(&'static str, &str)],
        children: impl IntoIterator<Item = Html>,
    ) -> Self {
        let mut html = Self::void(tag, attributes);
        children
            .into_iter()
            .for_each(|child| html.0.push_str(&child.0));
        html.put(format_args!("</{tag}>"));
        html
    }

    /// An element that has no children and no end tag, such as `input`.
    pub(crate) fn void(tag: &'static str, attributes: &[(&'static str, &str)]) -> Self {
        let mut html = Self::default();
        html.put(format_args!("<{tag}"));
        for (name, value) in attributes {
            html.put(format_args!(" {name}=\""));
            html.escape(value);
            html.0.push('"');
        }
        html.0.push('>');
        html
    }

    /// A whole document around `body`.
    pub(crate) fn document(head: impl IntoIterator<Item = Html>, body: Html) -> String {
        let head = Self::element("head", &[], head);
        let html = Self::element("html", &[("lang", "en")], [head, body]);
        format!("<!doctype html>{html}")
    }

    /// How long it is, in bytes.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    fn escape(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                other => self.0.push(other),
            }
        }
    }

    fn put(&mut self, piece: fmt::Arguments<'_>) {
        self.0
            .write_fmt(piece)
            .expect("writing to a string cannot fail");
    }
}

impl Display for Html {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Html;

    #[test]
    fn text_and_attributes_are_escaped() {
        let link = Html::element("a", &[("href", "\"><script>")], [Html::text("<b>&'")]);
        let expected = "<a href=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&amp;&#39;</a>";
        assert_eq!(link.to_string(), expected);
    }
}
