//! The custom elements: browser shell around pages.
