//! The document: finding parts, building nodes.

use pages::Node;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element};

/// How a page comes to stand before the person.
#[derive(Clone, Copy)]
pub(crate) enum Arrival {
    /// It is the first: nobody asked for it, so it leaves the focus alone.
    First,
    /// It follows another one, as the answer to something the person did.
    Next,
}

/// The first match inside an element.
pub(crate) fn part<T: JsCast>(inside: &Element, selector: &str) -> Option<T> {
    let found = inside.query_selector(selector).ok()??;
    found.dyn_into().ok()
}

/// All matches inside an element.
pub(crate) fn parts<T: JsCast>(inside: &Element, selector: &str) -> impl Iterator<Item = T> {
    let found = inside.query_selector_all(selector).ok();
    let count = found.as_ref().map_or(0, web_sys::NodeList::length);
    (0..count).filter_map(move |index| found.as_ref()?.item(index)?.dyn_into().ok())
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
        let child: web_sys::Node = match child {
            Node::Text(words) => document.create_text_node(words).into(),
            Node::Element { .. } => build(document, child)?.into(),
        };
        element.append_child(&child).ok()?;
    }
    Some(element)
}
