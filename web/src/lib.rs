//! The window: `<rekey-forgot-password>` and `<rekey-new-password>`.
//!
//! In scope: showing the pages of [`pages`] as DOM, adopting the server's
//! markup, the marks on the password's rules while typing, focus and
//! announcements, and which address a form goes to.
//!
//! Out of scope: rules and sentences (they are in [`pages`]); the class that
//! the browser wants, and `fetch` (`js/element.js`). Nothing typed is stored,
//! logged, or written into an attribute.
//!
//! The class hands its events to [`RekeyElement`] and gets back the address to
//! ask, if any: no listener, promise or closure crosses the border, which would
//! weigh 7 KB. Nor does the Rust half keep a node: an element that leaves the
//! document is collected like any other.
//!
//! Specifications: [custom elements](https://html.spec.whatwg.org/multipage/custom-elements.html),
//! [WAI-ARIA live regions](https://www.w3.org/TR/wai-aria-1.2/#live_region_roles).

// Nothing here panics; what cannot be otherwise says why.
#![cfg_attr(
    not(test),
    deny(
        clippy::expect_used,
        clippy::get_unwrap,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::string_slice,
        clippy::unimplemented,
        clippy::unreachable
    )
)]

mod dom;
mod element;
mod form;
mod language;
mod news;
mod password;
mod value;

pub use element::RekeyElement;

/// Small, and quick enough: a page is some hundred pieces.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
