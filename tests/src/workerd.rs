//! The built Worker in Cloudflare's runtime, used by a browser without JavaScript.

use std::collections::BTreeMap;

use pages::Channel;
use scraper::{ElementRef, Html, Selector};

use crate::org::Okta;
use crate::programs::{Programs, RemoteOkta, agent};
use crate::secrets::{self, Kind};
use crate::seen::Seen;
use crate::setting::Setting;

/// A browser that knows forms, links and cookies, and nothing else.
#[derive(Clone)]
pub struct Workerd {
    browser: PlainBrowser,
    okta: RemoteOkta,
}

impl Workerd {
    /// A new browser, and the org back to its seed.
    #[must_use]
    pub fn new(programs: &Programs) -> Self {
        Self {
            okta: RemoteOkta::fresh(&programs.okta),
            ..Self::beside(programs)
        }
    }

    /// A new browser, and the org as it is.
    #[must_use]
    pub fn beside(programs: &Programs) -> Self {
        Self {
            browser: PlainBrowser::new(&programs.worker),
            okta: RemoteOkta::at(&programs.okta),
        }
    }
}

impl Workerd {
    /// The page at hand, as it came.
    #[must_use]
    pub fn document(&self) -> &str {
        &self.browser.document
    }

    /// Opens one of our paths, or the link of a mail; nothing, where the Worker ends meanwhile.
    pub fn try_to_visit(&mut self, address: &str) -> Option<Seen> {
        let navigation = Navigation::Get(address.to_owned());
        self.browser.try_to_go(navigation).ok()
    }

    /// Sends the form at hand, filled in like this; nothing, where the Worker ends meanwhile.
    pub fn try_to_submit(&mut self, filled: &[(&str, &str)]) -> Option<Seen> {
        let navigation = self.browser.filled_in(filled);
        self.browser.try_to_go(navigation).ok()
    }

    /// Lets go of connections to a Worker that has ended.
    pub fn reconnect(&mut self) {
        self.browser.agent = agent();
    }
}

impl Setting for Workerd {
    fn visit(&mut self, address: &str) -> Seen {
        self.browser.go(Navigation::Get(address.to_owned()))
    }

    fn ask_for_mail(&mut self, login: &str) -> Seen {
        self.browser.submit(&[("login", login)])
    }

    fn ask_by(&mut self, login: &str, channel: Channel) -> Seen {
        self.browser
            .submit(&[("login", login), ("channel", channel.word())])
    }

    fn ask_to_unlock(&mut self, login: &str, channel: Channel) -> Seen {
        let way = ("channel", channel.word());
        self.browser
            .submit(&[("login", login), way, ("purpose", "unlock")])
    }

    fn unlock(&mut self, answer: Option<&str>) -> Seen {
        let fields: Vec<_> = answer
            .map(|answer| ("answer", answer))
            .into_iter()
            .collect();
        self.browser.submit(&fields)
    }

    fn enter_code(&mut self, code: &str) -> Seen {
        self.browser.submit(&[("code", code)])
    }

    fn save(&mut self, password: &str, answer: Option<&str>) -> Seen {
        let answer = answer.map(|answer| ("answer", answer));
        secrets::occurred(Kind::Password, password);
        let fields: Vec<_> = [("password", password)].into_iter().chain(answer).collect();
        self.browser.submit(&fields)
    }

    fn reload(&mut self) -> Seen {
        let last = self.browser.history.pop().expect("a page is open");
        self.browser.go(last)
    }

    fn back(&mut self) -> Seen {
        self.browser.history.pop();
        self.reload()
    }

    fn okta(&mut self) -> &mut dyn Okta {
        &mut self.okta
    }
}

/// What reload does once more.
#[derive(Clone)]
enum Navigation {
    Get(String),
    Post(String, String),
}

#[derive(Clone)]
struct PlainBrowser {
    origin: String,
    agent: ureq::Agent,
    cookies: BTreeMap<String, String>,
    history: Vec<Navigation>,
    document: String,
}

impl PlainBrowser {
    fn new(origin: &str) -> Self {
        Self {
            origin: origin.to_owned(),
            agent: agent(),
            cookies: BTreeMap::new(),
            history: Vec::new(),
            document: String::new(),
        }
    }

    fn go(&mut self, navigation: Navigation) -> Seen {
        self.try_to_go(navigation).expect("the Worker answers")
    }

    fn try_to_go(&mut self, navigation: Navigation) -> Result<Seen, ureq::Error> {
        let mut next = navigation;
        for _ in 0..5 {
            let (document, location) = self.exchange(&next)?;
            let Some(location) = location else {
                self.document = document;
                self.history.push(next);
                return Ok(Seen::read(&self.document));
            };
            next = Navigation::Get(location);
        }
        panic!("a loop of redirects");
    }

    /// Sends the form of the page at hand, with what is filled in, as its markup says.
    fn submit(&mut self, filled: &[(&str, &str)]) -> Seen {
        let navigation = self.filled_in(filled);
        self.go(navigation)
    }

    fn filled_in(&self, filled: &[(&str, &str)]) -> Navigation {
        let (action, mut fields) = form(&self.document);
        for (name, value) in filled {
            assert!(fields.contains_key(*name), "the form has no field {name}");
            fields.insert((*name).to_owned(), (*value).to_owned());
        }
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        Navigation::Post(action, body)
    }

    fn exchange(
        &mut self,
        navigation: &Navigation,
    ) -> Result<(String, Option<String>), ureq::Error> {
        let cookies: Vec<_> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = match navigation {
            Navigation::Get(address) => http::Request::get(self.address(address)),
            Navigation::Post(address, _) => http::Request::post(self.address(address))
                .header("content-type", "application/x-www-form-urlencoded")
                .header("origin", "null")
                .header("sec-fetch-site", "same-origin"),
        };
        let body = match navigation {
            Navigation::Get(_) => String::new(),
            Navigation::Post(_, body) => body.clone(),
        };
        let request = request
            .header(
                "accept",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            )
            .header("cookie", cookies.join("; "))
            .body(body)
            .expect("a request of ours can be built");
        let mut answer = self.agent.run(request)?;
        for cookie in answer.headers().get_all("set-cookie") {
            let cookie = cookie.to_str().expect("a cookie of ours is text");
            let pair = cookie
                .split(';')
                .next()
                .and_then(|pair| pair.split_once('='));
            let (name, value) = pair.expect("a cookie of ours has a value");
            secrets::occurred(Kind::Handle, value);
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let location = answer
            .headers()
            .get("location")
            .and_then(|value| value.to_str().ok());
        let location = location.map(str::to_owned);
        let document = answer.body_mut().read_to_string()?;
        secrets::shown(&document);
        Ok((document, location))
    }

    fn address(&self, address: &str) -> String {
        if address.starts_with('/') {
            format!("{}{address}", self.origin)
        } else {
            address.to_owned()
        }
    }
}

/// The action of the first form, and its fields as they stand.
fn form(document: &str) -> (String, BTreeMap<String, String>) {
    let document = Html::parse_document(document);
    let select = |css| Selector::parse(css).expect("the selector is one of ours");
    let form = document
        .select(&select("form"))
        .next()
        .expect("the page has a form");
    let inputs = select("input[name]");
    // Of a group of radio buttons only the one that is chosen is sent, and what is not ticked is empty.
    let is_sent = |input: &ElementRef<'_>| {
        input.attr("type") != Some("radio") || input.attr("checked").is_some()
    };
    let fields = form.select(&inputs).filter(is_sent).map(|input| {
        let name = input.attr("name").unwrap_or_default().to_owned();
        let is_ticked = input.attr("type") != Some("checkbox") || input.attr("checked").is_some();
        let value = input.attr("value").filter(|_| is_ticked);
        (name, value.unwrap_or_default().to_owned())
    });
    (
        form.attr("action").unwrap_or_default().to_owned(),
        fields.collect(),
    )
}
