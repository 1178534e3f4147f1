//! What surrounds a page: whose it is, and where it stands.

use crate::{Language, Texts};

/// The operator's name and addresses, as shown around every page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brand {
    /// The organisation's name, as people know it.
    pub name: String,
    /// Where help is: a web or `mailto:` address.
    pub support_url: Option<String>,
    /// A logo; the name stands there without one.
    pub logo_url: Option<String>,
    /// Where people sign in once their password is changed.
    pub sign_in_url: Option<String>,
}

/// The addresses of the files that every document links to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assets {
    /// The module script that defines the elements.
    pub script: String,
    /// The style sheet, [`crate::STYLE`].
    pub style: String,
}

/// Everything a whole document needs besides its page.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// The sentences, in the person's language.
    pub texts: &'a Texts,
    /// The operator.
    pub brand: &'a Brand,
    /// The linked files.
    pub assets: &'a Assets,
    /// The name of this request in the operator's log, for the footer.
    pub request_id: &'a str,
    /// What stands beside the first form, where people show that they are no programs.
    pub widget: Option<Widget<'a>>,
    /// Where the script finds these sentences, if some are the operator's own.
    pub own_texts: Option<&'a str>,
    /// The menu of languages; nothing where the page cannot be asked for once more.
    pub menu: Option<Menu<'a>>,
}

/// A menu of languages: a form that asks for the same page once more.
#[derive(Clone, Copy, Debug)]
pub struct Menu<'a> {
    /// The language of this page.
    pub language: Language,
    /// What else stands in the page's address, names and values.
    pub query: &'a [(String, String)],
}

/// The widget of Cloudflare's Turnstile.
#[derive(Clone, Copy, Debug)]
pub struct Widget<'a> {
    /// The organisation's key.
    pub site_key: &'a str,
    /// The address of its script.
    pub script: &'a str,
}

/// Where a page is shown, and so where its forms and links lead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// On the Worker's own pages: paths of the same origin.
    #[default]
    OwnPage,
    /// Inside another application's page: the Worker's origin, without a
    /// trailing slash, such as `https://password.example.com`.
    Foreign {
        /// The Worker's origin.
        endpoint: String,
    },
}

impl Place {
    /// The address of one of the Worker's paths, seen from this place.
    #[must_use]
    pub fn address(&self, path: &str) -> String {
        let mut address = match self {
            Self::OwnPage => String::new(),
            Self::Foreign { endpoint } => endpoint.trim_end_matches(['/']).into(),
        };
        address.push_str(path);
        address
    }
}
