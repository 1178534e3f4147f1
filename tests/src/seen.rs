//! A page, as far as a story asks about it.

use scraper::{ElementRef, Html, Selector};

/// What is to be seen on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// The page's name, as in `data-page`.
    pub page: String,
    /// The recovery question, where it is asked.
    pub question: Option<String>,
    /// The value in the field of the login.
    pub login: String,
    /// The errors at the top of the page.
    pub errors: Vec<String>,
    /// The rules of the password that are marked as missing.
    pub missing: Vec<String>,
    /// How many rules are listed.
    pub rules: usize,
    /// Everything that can be read.
    pub text: String,
}

impl Seen {
    /// Reads a document.
    #[must_use]
    pub fn read(html: &str) -> Self {
        let document = Html::parse_document(html);
        let all = |css: &str| -> Vec<ElementRef<'_>> {
            let selector = Selector::parse(css).expect("the selector is one of ours");
            document.select(&selector).collect()
        };
        let attribute = |css: &str, name: &str| {
            let found = all(css).into_iter().find_map(|element| element.attr(name));
            found.map(str::to_owned)
        };
        let question = all("label[for=rekey-answer]")
            .first()
            .map(|label| text(*label));
        let missing = all("[data-rule][data-state=missing]");
        Self {
            page: attribute("[data-page]", "data-page").unwrap_or_default(),
            question,
            login: attribute("input[name=login]", "value").unwrap_or_default(),
            errors: all("[data-part=errors-list] li")
                .into_iter()
                .map(text)
                .collect(),
            missing: missing
                .iter()
                .filter_map(|rule| rule.attr("data-rule"))
                .map(Into::into)
                .collect(),
            rules: all("[data-rule]").len(),
            text: all("main")
                .into_iter()
                .chain(all("[data-part=page]"))
                .take(1)
                .map(text)
                .collect(),
        }
    }
}

fn text(element: ElementRef<'_>) -> String {
    let words: Vec<&str> = element.text().flat_map(str::split_whitespace).collect();
    words.join(" ")
}
