//! The document: finding parts, building nodes.

use pages::Node;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element};

/// The first match inside an element. The selector says what it is.
pub(crate) fn part<T: JsCast>(inside: &Element, selector: &str) -> Option<T> {
    let found = inside.query_selector(selector).ok()??;
    Some(found.unchecked_into())
}

/// Calls with each match inside an element. The selector says what they are.
pub(crate) fn each<T: JsCast>(inside: &Element, selector: &str, mut then: impl FnMut(T)) {
    if let Ok(found) = inside.query_selector_all(selector) {
        for index in 0..found.length() {
            if let Some(node) = found.item(index) {
                then(node.unchecked_into());
            }
        }
    }
}

/// Whether an attribute has this value.
pub(crate) fn has(element: &Element, name: &str, value: &str) -> bool {
    element.get_attribute(name).is_some_and(|it| it == value)
}

/// Sets an attribute. It can't fail: the names are ours.
pub(crate) fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

/// Takes an attribute away.
pub(crate) fn unset(element: &Element, name: &str) {
    let _ = element.remove_attribute(name);
}

/// Builds the element at the root of a tree. No markup is parsed on the way:
/// it works where Trusted Types are required.
pub(crate) fn build(document: &Document, tree: &Node) -> Option<Element> {
    let Node::Element {
        tag,
        attributes,
        children,
    } = tree
    else {
        return None;
    };
    let element = document.create_element(tag).ok()?;
    for (name, value) in attributes {
        set(&element, name, value);
    }
    for child in children {
        match child {
            Node::Text(words) => element.append_with_str_1(words),
            Node::Element { .. } => element.append_with_node_1(&*build(document, child)?),
        }
        .ok()?;
    }
    Some(element)
}
