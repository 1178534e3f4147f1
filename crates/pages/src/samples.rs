//! One of every page in every state, for tests, pictures and styling.

use crate::Page;

/// A page and the name of its state.
pub type Sample = (&'static str, Page);
