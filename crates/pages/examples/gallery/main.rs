//! A gallery of every page in every state, and of every mail: `cargo xtask dev` shows it.
//! `cargo run -p pages --example gallery -- 8789`; with the origin of a Worker behind the port, its
//! element comes to life in each page.

use std::sync::Arc;
use std::{env, io};

use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Router, body::Body};
use pages::mail::{self, Sheet};
use pages::samples::{brand, document, pseudo, samples};
use pages::{Assets, Language, STYLE};
use tokio::net::TcpListener;

/// What is asked for by this tag is no language: every sentence longer, and in letters that nobody
/// writes.
const PSEUDO: &str = "pseudo";
const SCHEMES: [&str; 3] = ["light dark", "light", "dark"];
const WIDTHS: [&str; 3] = ["360", "768", "1280"];

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let port: u16 = arguments
        .next()
        .map_or(Ok(8789), |port| port.parse().map_err(io::Error::other))?;
    let worker: Arc<str> = arguments.next().unwrap_or_default().into();
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    println!("gallery on http://127.0.0.1:{port}/");
    let router = Router::new().fallback(respond).with_state(worker);
    axum::serve(listener, router).await
}

async fn respond(State(worker): State<Arc<str>>, request: Request) -> Response {
    let wish = Wish::read(request.uri().query().unwrap_or_default());
    let path = request.uri().path();
    let document = match path.split('/').collect::<Vec<_>>()[..] {
        ["", ""] => Some(wish.index()),
        ["", "style.css"] => return answer(StatusCode::OK, "text/css", STYLE.to_owned()),
        ["", "page", name] => wish.page(name, &worker),
        ["", "mail", name] => wish.mail(name),
        _ => None,
    };
    match document {
        Some(document) => answer(StatusCode::OK, "text/html; charset=utf-8", document),
        None => answer(StatusCode::NOT_FOUND, "text/plain", "not here\n".to_owned()),
    }
}

fn answer(status: StatusCode, content_type: &'static str, body: String) -> Response {
    let content_type = HeaderValue::from_static(content_type);
    (status, [(CONTENT_TYPE, content_type)], Body::from(body)).into_response()
}

/// What the visitor wants to see.
struct Wish {
    /// Of no use where `is_pseudo`.
    language: Language,
    is_pseudo: bool,
    scheme: &'static str,
    width: &'static str,
}

impl Wish {
    fn read(query: &str) -> Self {
        let value = |name: &str| {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.find_map(|(key, value)| (key == name).then_some(value))
        };
        let one_of = |known: [&'static str; 3], value: Option<&str>| {
            // A space in a form is a plus.
            let is_meant = |it: &&str| value == Some(&*it.replace(' ', "+"));
            known.into_iter().find(is_meant).unwrap_or(known[0])
        };
        let tag = value("lang").unwrap_or_default();
        Self {
            language: Language::closest(tag).unwrap_or_default(),
            is_pseudo: tag == PSEUDO,
            scheme: one_of(SCHEMES, value("scheme")),
            width: one_of(WIDTHS, value("width")),
        }
    }

    fn tag(&self) -> &'static str {
        if self.is_pseudo {
            PSEUDO
        } else {
            self.language.tag()
        }
    }

    fn page(&self, name: &str, worker: &str) -> Option<String> {
        let (_, page) = samples().into_iter().find(|(other, _)| *other == name)?;
        let pseudo = pseudo::texts();
        let texts = if self.is_pseudo {
            &pseudo
        } else {
            self.language.texts()
        };
        let assets = Assets {
            script: format!("{worker}/assets/rekey.js"),
            style: "/style.css".into(),
        };
        let document = document(&page, (self.language, texts), &assets);
        // It would scroll the gallery.
        Some(document.replace(" autofocus", ""))
    }

    fn mail(&self, name: &str) -> Option<String> {
        let mut mails = mail::samples().into_iter();
        let (_, message) = mails.find(|(other, _)| *other == name)?;
        let sheet = Sheet {
            texts: self.language.mail_texts(),
            brand: &brand(),
            person: Some("Ada"),
            login: "ada@example.com",
        };
        Some(mail::write(&message, &sheet).html)
    }

    /// All of them, in frames: each has a width of its own, and the scheme of this page.
    fn index(&self) -> String {
        let (tag, width) = (self.tag(), self.width);
        let frames = |kind: &str, names: Vec<&str>| -> String {
            let frame = |name: &str| {
                format!(
                    "<figure><figcaption><a href=\"/{kind}/{name}?lang={tag}\">{name}</a></figcaption>\
                     <iframe loading=lazy title=\"{name}\" width={width} src=\"/{kind}/{name}?lang={tag}\">\
                     </iframe></figure>"
                )
            };
            names.into_iter().map(frame).collect()
        };
        let pages = samples().into_iter().map(|(name, _)| name);
        let pages = frames("page", pages.collect());
        let mails = mail::samples().into_iter().map(|(name, _)| name);
        let mails = frames("mail", mails.collect());
        let tags = Language::all().map(|language| (language.tag(), language.name()));
        let languages = [(PSEUDO, "Pseudo")].into_iter().chain(tags);
        let same = |words: [&'static str; 3]| words.map(|word| (word, word));
        include_str!("index.html")
            .replace("{scheme}", self.scheme)
            .replace("{languages}", &options(languages, tag))
            .replace("{schemes}", &options(same(SCHEMES), self.scheme))
            .replace("{widths}", &options(same(WIDTHS), width))
            .replace("{pages}", &pages)
            .replace("{mails}", &mails)
    }
}

/// The choices of a menu, each a value and its words.
fn options(
    choices: impl IntoIterator<Item = (&'static str, &'static str)>,
    chosen: &str,
) -> String {
    let choices = choices.into_iter();
    let option = |(value, words)| {
        let selected = if value == chosen { " selected" } else { "" };
        format!("<option value=\"{value}\"{selected}>{words}</option>")
    };
    choices.map(option).collect()
}
