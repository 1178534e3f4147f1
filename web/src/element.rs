//! One element on a page: its life, and what happens inside it.

use std::cell::RefCell;

use gloo_timers::callback::Timeout;
use pages::{
    Brand, ForgotPassword, LinkInvalid, Page, Place, SomethingWentWrong, WentWrong, texts, view,
};
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlElement, MouseEvent};

use crate::dom::{Arrival, build, part};
use crate::{form, news, password, value};

/// How long someone who stops typing has paused, in milliseconds.
const PAUSE: u32 = 1000;

/// The Rust half of an element. Every call is handed the element itself, since
/// a reference kept here would keep it alive for ever.
#[wasm_bindgen]
#[derive(Default)]
pub struct RekeyElement {
    place: RefCell<Place>,
    /// Runs out when the person stops typing.
    pause: RefCell<Option<Timeout>>,
}

#[wasm_bindgen]
impl RekeyElement {
    /// An element that shows nothing yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The element stands in a document for the first time: adopts the
    /// server's markup, or begins with a page of its own. Returns the address
    /// to ask for that page, if it must be asked for.
    #[must_use]
    pub fn connected(&self, host: &HtmlElement) -> Option<String> {
        let Some(page) = page_in(host) else {
            return self.begin(host);
        };
        self.place.replace(Place::OwnPage);
        password::prepare(&page);
        None
    }

    /// An attribute has a new value. Returns the address to ask, if any.
    #[must_use]
    pub fn changed(&self, host: &HtmlElement, name: &str) -> Option<String> {
        if name == "login" {
            form::prefill(host);
            None
        } else if *self.place.borrow() == Place::OwnPage {
            None
        } else {
            self.begin(host)
        }
    }

    /// Something happened inside. Returns the address to send the form to, or
    /// to ask for a page, if any.
    #[must_use]
    pub fn handle(&self, host: &HtmlElement, event: &Event) -> Option<String> {
        match event.type_().as_str() {
            "submit" => return form::submitted(host, event),
            "click" => return self.clicked(host, event),
            "input" => self.typed(host),
            "pageshow" => form::usable_again(host),
            _ => {}
        }
        None
    }

    /// An answer came: a page, or a problem with a page in it. Anything else
    /// means that the Worker was not reached.
    pub fn answered(&self, host: &HtmlElement, answer: &JsValue) {
        match (value::page(answer), page_in(host)) {
            (Some(page), None) => self.show(host, &page, Arrival::First),
            (Some(page), Some(_)) => self.show(host, &page, Arrival::Next),
            (None, None) => self.show(host, &unreachable(), Arrival::First),
            (None, Some(page)) => {
                form::usable_again(host);
                news::no_connection(&page, texts::english());
                news::tell_no_connection(host);
            }
        }
    }
}

impl RekeyElement {
    /// Begins in a foreign page.
    fn begin(&self, host: &HtmlElement) -> Option<String> {
        let endpoint = host.get_attribute("endpoint").unwrap_or_default();
        self.place.replace(Place::Foreign { endpoint });
        let login = host.get_attribute("login");
        let page = if host.local_name() != "rekey-new-password" {
            forgot_password(login)
        } else if form::token(host).is_none() {
            Page::LinkInvalid(LinkInvalid { login })
        } else {
            return Some(form::address(host, self.address("/reset_password")));
        };
        self.show(host, &page, Arrival::First);
        None
    }

    fn show(&self, host: &HtmlElement, page: &Page, arrival: Arrival) {
        let texts = texts::english();
        let brand = Brand {
            sign_in_url: host.get_attribute("sign-in-url"),
            ..Brand::default()
        };
        let tree = view(page, texts, &brand, &self.place.borrow());
        let Some(new) = host.owner_document().and_then(|it| build(&it, &tree)) else {
            return;
        };
        self.swap(host, &new, arrival);
        password::prepare(&new);
        news::tell(host, page);
    }

    /// Puts the new page where the old one is, and the person into it.
    fn swap(&self, host: &HtmlElement, new: &Element, arrival: Arrival) {
        let old = page_in(host);
        if let Some(old) = &old {
            form::keep_typed(old, new);
            if *self.place.borrow() == Place::OwnPage {
                news::retitle(old, new, texts::english());
            }
        }
        let _ = match old {
            Some(old) => old.replace_with_with_node_1(new),
            None => host.append_child(new).map(|_| ()),
        };
        match arrival {
            Arrival::First => {}
            Arrival::Next => {
                news::focus(new);
                self.after_a_pause(host, news::announce_page);
            }
        }
    }

    fn typed(&self, host: &HtmlElement) {
        password::mark(host, password::Moment::Typing);
        self.after_a_pause(host, |host| {
            let progress = password::mark(host, password::Moment::Paused);
            if let Some(progress) = progress {
                news::announce(host, &progress);
            }
        });
    }

    fn after_a_pause(&self, host: &HtmlElement, then: fn(&HtmlElement)) {
        let host = host.clone();
        let pause = Timeout::new(PAUSE, move || then(&host));
        self.pause.replace(Some(pause));
    }

    /// Links lead away from a foreign page; where the element can show the
    /// page itself, it does.
    fn clicked(&self, host: &HtmlElement, event: &Event) -> Option<String> {
        let target: Element = event.target()?.dyn_into().ok()?;
        if let Some(toggle) = target.closest("[data-part=toggle-password]").ok()? {
            password::toggle(&toggle);
            return None;
        }
        let link = target.closest("a[href]").ok()??.get_attribute("href")?;
        if news::followed(host, &link) {
            event.prevent_default();
            return None;
        }
        if link != self.address("/forgot_password") || !is_plain(event) {
            return None;
        }
        self.start_over(host, event)
    }

    /// Asks for the login again, or once more for what couldn't be reached.
    fn start_over(&self, host: &HtmlElement, event: &Event) -> Option<String> {
        if *self.place.borrow() == Place::OwnPage {
            return None;
        }
        event.prevent_default();
        let page = page_in(host)?;
        if page.get_attribute("data-page")? == "something-went-wrong" {
            page.remove();
            return self.begin(host);
        }
        let login = host.get_attribute("login");
        self.show(host, &forgot_password(login), Arrival::Next);
        None
    }

    fn address(&self, path: &str) -> String {
        let mut address = match &*self.place.borrow() {
            Place::OwnPage => String::new(),
            Place::Foreign { endpoint } => endpoint.trim_end_matches('/').into(),
        };
        address.push_str(path);
        address
    }
}

fn page_in(host: &HtmlElement) -> Option<HtmlElement> {
    part(host, "[data-part=page]")
}

fn forgot_password(login: Option<String>) -> Page {
    Page::ForgotPassword(ForgotPassword {
        login: login.unwrap_or_default(),
        error: None,
    })
}

fn unreachable() -> Page {
    Page::SomethingWentWrong(SomethingWentWrong {
        request_id: String::new(),
        why: WentWrong::Unavailable,
    })
}

/// Whether a click means "go there", and not "open it elsewhere".
fn is_plain(event: &Event) -> bool {
    let click = event.dyn_ref::<MouseEvent>();
    click.is_some_and(|click| !click.ctrl_key() && !click.meta_key() && !click.shift_key())
}
