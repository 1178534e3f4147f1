//! One element on a page: its life, and what happens inside it.

use std::cell::Cell;

use pages::{
    Brand, Channel, ForgotPassword, LinkInvalid, Page, Place, ReturnTo, SomethingWentWrong,
    TIME_LEFT, Texts, Unlocking, WentWrong, view, wait,
};
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event};

use crate::dom::{build, has, part, set};
use crate::{form, language, news, password, value};

/// The Rust half of an element. Every call is handed the element itself, since
/// a reference kept here would keep it alive for ever.
#[wasm_bindgen]
pub struct RekeyElement {
    home: Cell<Home>,
    texts: &'static Texts,
}

/// Whose page the element is on.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Home {
    /// Another application's.
    #[default]
    Foreign,
    /// The Worker's: it has put its markup inside.
    Own,
}

/// How a page comes to stand before the person.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Arrival {
    /// It is the first: nobody asked for it, so it leaves the focus alone.
    First,
    /// It follows another one, as the answer to something the person did.
    Next,
}

#[wasm_bindgen]
impl RekeyElement {
    /// An element that shows nothing yet, and will in the language of this
    /// packed catalogue: English where there is none, or it can't be read.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(packed: Option<String>) -> Self {
        Self {
            home: Cell::default(),
            texts: language::sentences(packed),
        }
    }

    /// The element stands in a document for the first time: adopts the
    /// server's markup, or begins with a page of its own. Returns the address
    /// to ask for that page, if it must be asked for.
    #[must_use]
    pub fn connected(&self, host: &Element) -> Option<String> {
        let Some(page) = page_in(host) else {
            return self.begin(host);
        };
        self.home.set(Home::Own);
        password::prepare(&page, self.texts);
        None
    }

    /// An attribute has a new value. Returns the address to ask, if any.
    #[must_use]
    pub fn changed(&self, host: &Element, name: &str) -> Option<String> {
        if name == "login" {
            form::prefill(host);
        } else if self.home.get() == Home::Foreign {
            return self.begin(host);
        }
        None
    }

    /// Something happened inside. Returns the address to send the form to, or
    /// to ask for a page, if any.
    #[must_use]
    pub fn handle(&self, host: &Element, event: &Event) -> Option<String> {
        match &*event.type_() {
            "submit" => return form::submitted(host, event),
            "click" => return self.clicked(host, event),
            "input" => password::typed(host, self.texts),
            // Back from the browser's cache, perhaps in the middle of sending.
            "pageshow" => form::usable_again(host, self.texts),
            _ => {}
        }
        None
    }

    /// Nothing has happened for a while: a good moment to say something.
    pub fn paused(&self, host: &Element) {
        if form::is_busy(host) {
            return news::announce(host, self.texts.still_working);
        }
        let words = password::paused(host, self.texts).or_else(|| news::first_sentence(host));
        if let Some(words) = words {
            news::announce(host, &words);
        }
    }

    /// Says in how many seconds another message can be had, or the form not be
    /// sent any more; and nothing when it is so.
    pub fn waits(&self, hint: &Element, seconds: u32) {
        let words = match seconds {
            0 => return hint.remove(),
            _ if has(hint, "id", TIME_LEFT) => self.texts.expires_minutes.say(seconds.div_ceil(60)),
            _ => wait(seconds, self.texts),
        };
        hint.set_text_content(Some(&words));
    }

    /// An answer came: a page, or a problem with a page in it. Anything else
    /// means that the Worker was not reached. Returns the name of the event
    /// for the application, if it is worth one.
    #[must_use]
    pub fn answered(&self, host: &Element, answer: &JsValue) -> Option<String> {
        let event = match (value::page(answer), page_in(host)) {
            (Some(page), None) => self.show(host, &page, Arrival::First),
            (Some(page), Some(_)) => self.show(host, &page, Arrival::Next),
            (None, None) => {
                // Said of this form, and not of the whole service.
                let mut texts = *self.texts;
                texts.unavailable = texts.unreachable;
                self.show_in(&texts, host, &unreachable(), Arrival::First)
            }
            (None, Some(page)) => {
                form::usable_again(host, self.texts);
                let words = if answer.is_undefined() {
                    self.texts.no_connection
                } else if answer.is_object() {
                    self.texts.outdated
                } else {
                    self.texts.offline
                };
                news::no_answer(&page, words, self.texts)
            }
        };
        event.map(String::from)
    }
}

impl RekeyElement {
    /// Begins in a foreign page.
    fn begin(&self, host: &Element) -> Option<String> {
        let page = if host.local_name() != "rekey-new-password" {
            forgot_password(host)
        } else if form::token(host).is_none() {
            let login = host.get_attribute("login");
            Page::LinkInvalid(LinkInvalid { login })
        } else {
            let place = self.place(host);
            return Some(form::address(host, place.address("/reset_password")));
        };
        self.show(host, &page, Arrival::First);
        None
    }

    /// Shows a page. Returns the name of its event, if it has one.
    fn show(&self, host: &Element, page: &Page, arrival: Arrival) -> Option<&'static str> {
        self.show_in(self.texts, host, page, arrival)
    }

    fn show_in(
        &self,
        texts: &Texts,
        host: &Element,
        page: &Page,
        arrival: Arrival,
    ) -> Option<&'static str> {
        let brand = Brand {
            sign_in_url: host.get_attribute("sign-in-url"),
            ..Brand::default()
        };
        let tree = view(page, texts, &brand, &self.place(host));
        let new = build(&host.owner_document()?, &tree)?;
        let old = page_in(host);
        let event = news::event(page, old.as_ref());
        if self.home.get() == Home::Foreign {
            // The page around may be in another language.
            set(&new, "lang", texts.language);
            set(&new, "dir", texts.direction);
        }
        match old {
            Some(old) => {
                form::keep_typed(&old, &new);
                if self.home.get() == Home::Own {
                    news::retitle(&old, &new, texts);
                }
                old.replace_with_with_node_1(&new).ok()?;
            }
            None => host.append_with_node_1(&new).ok()?,
        }
        password::prepare(&new, self.texts);
        if arrival == Arrival::Next {
            news::focus(&new);
        }
        event
    }

    fn clicked(&self, host: &Element, event: &Event) -> Option<String> {
        let target: Element = event.target()?.unchecked_into();
        if let Some(toggle) = target.closest("[data-part=toggle-password]").ok()? {
            password::toggle(&toggle);
            return None;
        }
        let link = target.closest("a[href]").ok()??.get_attribute("href")?;
        if news::led_to_field(host, &link) {
            event.prevent_default();
        } else if self.home.get() == Home::Foreign
            && link == self.place(host).address("/forgot_password")
        {
            event.prevent_default();
            return self.start_over(host);
        }
        None
    }

    /// This link would lead away from a foreign page. The element asks for the
    /// login itself, or once more for what could not be reached.
    fn start_over(&self, host: &Element) -> Option<String> {
        if page_in(host)?.get_attribute("data-page")? == "something-went-wrong" {
            return self.begin(host);
        }
        self.show(host, &forgot_password(host), Arrival::Next);
        None
    }

    fn place(&self, host: &Element) -> Place {
        match self.home.get() {
            Home::Own => Place::OwnPage,
            Home::Foreign => Place::Foreign {
                endpoint: host.get_attribute("endpoint").unwrap_or_default(),
            },
        }
    }
}

fn page_in(host: &Element) -> Option<Element> {
    part(host, "[data-part=page]")
}

/// Asks for what the application does not know. Which ways there are, it says.
fn forgot_password(host: &Element) -> Page {
    let attribute = |name| host.get_attribute(name).unwrap_or_default();
    let mut channels = Vec::new();
    for word in attribute("channels").split([' ']) {
        channels.extend(Channel::from_word(word));
    }
    Page::ForgotPassword(ForgotPassword {
        login: attribute("login"),
        channels,
        unlock: match host.get_attribute("unlock") {
            Some(_) => Unlocking::Offered,
            None => Unlocking::NotOffered,
        },
        return_to: host
            .get_attribute("return-to")
            .map(|url| ReturnTo { url, name: None }),
        ..ForgotPassword::default()
    })
}

fn unreachable() -> Page {
    Page::SomethingWentWrong(SomethingWentWrong {
        request_id: String::new(),
        why: WentWrong::Unavailable,
    })
}
