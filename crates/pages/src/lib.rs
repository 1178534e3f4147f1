//! What a person sees: one [`Page`] value in two encodings, HTML and JSON.
//!
//! In scope: the pages of the journey and their status, the form fields and
//! their parsing, the password rules (the browser and the server judge with
//! this same code), the sentences in each language, one template, its HTML,
//! the style sheet, and `application/problem+json`.
//!
//! Out of scope: Okta, HTTP, time, entropy, the DOM. A page holds no secret:
//! everything in it may be read by the person it is made for.
//!
//! The names of elements, `data-part`s, fields and CSS custom properties are
//! a public interface: applications style and test against them.
//!
//! Specifications: [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457) (problem
//! details), [HTML: autofill](https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill),
//! [`passwordrules`](https://github.com/whatwg/html/issues/3518),
//! [WCAG 2.2](https://www.w3.org/TR/WCAG22/).

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

mod channel;
mod complaint;
pub mod forms;
mod frame;
pub mod html;
mod language;
pub mod mail;
mod node;
mod page;
pub mod password;
mod problem;
pub mod samples;
pub mod texts;
mod view;
mod wire;

pub use channel::Channel;
pub use complaint::wait;
pub use frame::{Assets, Brand, Frame, Menu, Place, Widget};
pub use language::{Language, Wish};
pub use node::{Attribute, Node};
pub use page::{
    AnswerError, Besides, ChannelError, CheckYourEmail, CodeEntry, CodeError, Done, ForgotPassword,
    FormError, LinkClosed, LinkExpired, LinkInvalid, LinkUsed, LoginError, NewPassword,
    NewPasswordErrors, NotMe, NotMeState, Page, PasswordError, Purpose, Resend, ReturnTo, Sent,
    SomethingWentWrong, Unlocking, WentWrong,
};
pub use problem::{FieldProblem, Problem};
pub use texts::Texts;
pub use view::{TIME_LEFT, view};

/// The style sheet of the pages and of the elements. Everything is in
/// `@layer rekey`, so that any rule of the application wins over it; the head
/// of the file lists the custom properties.
pub const STYLE: &str = include_str!("style.css");
