//! How mails look: lists of attributes, because everything must be inline.
//!
//! Colours and sizes are those of the pages (`style.css`). Sides are never
//! named: `dir` decides them. `width` and `bgcolor` stand beside their styles
//! for Outlook, which lays out with Word and knows no `max-width`.

use crate::node::Fixed;

type List = &'static [Fixed];

/// All that inline styles can't say: the dark. Lost without loss where a mail
/// program drops it. It has none of the characters that are escaped in HTML:
/// inside a style element they would stay escaped.
pub(super) const DARK: &str = ":root{color-scheme:light dark;supported-color-schemes:light dark}\
@media (prefers-color-scheme:dark){\
.rekey-page{background-color:#101217!important}\
.rekey-sheet{background-color:#1a1d24!important}\
.rekey-panel{background-color:#262a33!important}\
.rekey-text{color:#eceef3!important}\
.rekey-quiet{color:#aab1bf!important}\
.rekey-link{color:#a3b8ff!important}\
.rekey-button{background-color:#a3b8ff!important;color:#10162b!important}\
}";

pub(super) const BODY: List = &[
    ("class", "rekey-page"),
    ("style", "margin:0;padding:0;background-color:#f3f4f7"),
];
/// Seen in the list of mails only.
pub(super) const PREVIEW: List = &[(
    "style",
    "display:none;max-height:0;overflow:hidden;mso-hide:all",
)];
pub(super) const PAGE: List = &[
    ("width", "100%"),
    ("class", "rekey-page"),
    ("bgcolor", "#f3f4f7"),
];
pub(super) const PAGE_CELL: List = &[("style", "padding:24px 12px")];
/// The one column.
pub(super) const COLUMN: List = &[
    ("align", "center"),
    ("width", "520"),
    ("style", "width:100%;max-width:520px;margin:0 auto"),
];
pub(super) const SHEET: List = &[
    ("class", "rekey-sheet"),
    ("bgcolor", "#ffffff"),
    (
        "style",
        "padding:28px 24px 12px;background-color:#ffffff;border-radius:10px;\
font-family:system-ui,Segoe UI,Roboto,Helvetica,Arial,sans-serif",
    ),
];
pub(super) const FOOTER: List = &[(
    "style",
    "padding:20px 24px 0;font-family:system-ui,Segoe UI,Roboto,Helvetica,Arial,sans-serif",
)];

pub(super) const LOGO: List = &[
    ("class", "rekey-text"),
    ("height", "40"),
    (
        "style",
        "display:block;height:40px;width:auto;max-width:100%;margin:0 0 24px;border:0;\
font-size:16px;font-weight:600;color:#1b1f27",
    ),
];
pub(super) const BRAND: List = &[
    ("class", "rekey-text"),
    (
        "style",
        "margin:0 0 24px;color:#1b1f27;font-size:16px;line-height:24px;font-weight:600;\
overflow-wrap:anywhere",
    ),
];
pub(super) const TITLE: List = &[
    ("class", "rekey-text"),
    (
        "style",
        "margin:0 0 20px;color:#1b1f27;font-size:24px;line-height:30px;font-weight:600",
    ),
];
pub(super) const WORDS: List = &[
    ("class", "rekey-text"),
    (
        "style",
        "margin:0 0 16px;color:#1b1f27;font-size:16px;line-height:24px;overflow-wrap:anywhere",
    ),
];
pub(super) const ASIDE: List = &[
    ("class", "rekey-quiet"),
    (
        "style",
        "margin:0 0 12px;color:#565e6c;font-size:14px;line-height:20px;overflow-wrap:anywhere",
    ),
];

pub(super) const PANEL: List = &[("width", "100%"), ("style", "margin:24px 0 20px")];
pub(super) const PANEL_CELL: List = &[
    ("class", "rekey-panel"),
    ("bgcolor", "#f3f4f7"),
    (
        "style",
        "padding:16px 16px 4px;background-color:#f3f4f7;border-radius:10px",
    ),
];
/// Wide digits of one width, chosen as a whole with one click. They read from
/// left to right by themselves, and stand where the language begins its lines.
pub(super) const DIGITS: List = &[
    ("class", "rekey-text"),
    (
        "style",
        "display:block;font-family:Consolas,Menlo,Roboto Mono,monospace;font-size:32px;\
line-height:44px;font-weight:600;letter-spacing:5px;font-variant-numeric:tabular-nums;\
user-select:all",
    ),
];

pub(super) const BUTTON: List = &[("width", "100%"), ("style", "margin:20px 0 16px")];
/// Outlook gives no padding to links, so it takes that of the cell.
pub(super) const BUTTON_CELL: List = &[
    ("class", "rekey-button"),
    ("align", "center"),
    ("bgcolor", "#2b4fc7"),
    (
        "style",
        "border-radius:10px;background-color:#2b4fc7;mso-padding-alt:14px 16px",
    ),
];
pub(super) const BUTTON_LINK: List = &[
    ("class", "rekey-button"),
    (
        "style",
        "display:block;padding:14px 16px;color:#ffffff;font-size:16px;line-height:20px;\
font-weight:600;text-align:center;text-decoration:none;border-radius:10px",
    ),
];
pub(super) const ADDRESS_LINE: List = &[
    ("class", "rekey-quiet"),
    (
        "style",
        "margin:0 0 24px;color:#565e6c;font-size:14px;line-height:20px",
    ),
];
/// An address reads from left to right in every language.
pub(super) const ADDRESS: List = &[
    ("class", "rekey-link"),
    ("dir", "ltr"),
    (
        "style",
        "color:#2b4fc7;overflow-wrap:anywhere;word-break:break-all",
    ),
];
pub(super) const HELP: List = &[("class", "rekey-link"), ("style", "color:#2b4fc7")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_survives_escaping() {
        assert!(!DARK.contains(['&', '<', '>', '"', '\'']));
    }
}
