//! Who waits instead, and what the element does.

use std::net::TcpListener;
use std::thread::sleep;
use std::time::Duration;

use serde_json::{Value, json};

use super::{STRICT, asked};
use crate::browser::{Browser, Place};
use crate::call::{Call, JSON};
use crate::driver::Driver;
use crate::foreign::ForeignSite;
use crate::programs::{Programs, RemoteOkta};
use crate::setting::Setting;
use crate::workerd::Workerd;

/// As `recovery` has it, and a little more.
const WAIT: Duration = Duration::from_millis(10_100);

const ADA: &str = "ada@example.com";

pub(super) fn without_javascript(programs: &Programs) {
    let mut person = Workerd::new(programs);
    person.visit("/forgot_password");
    let again = person.ask_for_mail(ADA);
    assert_eq!((&*again.page, &*again.login), ("forgot-password", ADA));
    assert_eq!(again.errors.len(), 1, "{again:?}");
    assert!(again.errors[0].contains("ten seconds"), "{again:?}");
    assert_eq!(person.okta().asked_for_mail(), 0);
    sleep(WAIT);
    assert_eq!(person.ask_for_mail(ADA).page, "check-your-email");
    person.okta().link_for(ADA, 1);
}

pub(super) fn budget(programs: &Programs) {
    let _okta = RemoteOkta::fresh(&programs.okta);
    let (here, there) = ("198.51.100.7", "203.0.113.7");
    let (status, page) = ask(programs, (here, "a"), "");
    assert_eq!(status, 422);
    let stamp = page["page"]["stamp"].as_str();
    let stamp = stamp.expect("there is another way").to_owned();
    assert_eq!(ask(programs, (here, "a"), &stamp).0, 422, "at once");
    sleep(WAIT);
    assert_eq!(ask(programs, (there, "a"), &stamp).0, 422, "elsewhere");
    assert_eq!(ask(programs, (here, "a"), &format!("{stamp}x")).0, 422);
    // A budget may begin anew meanwhile, once.
    let tried = (0..11).map(|number| ask(programs, (here, &number.to_string()), &stamp).0);
    let let_in = tried.filter(|status| *status == 200).count();
    assert!((5..=10).contains(&let_in), "{let_in}");
}

fn ask(programs: &Programs, (address, name): (&str, &str), stamp: &str) -> (u16, Value) {
    let body = json!({ "login": format!("{name}@example.com"), "stamp": stamp }).to_string();
    let from = [("cf-connecting-ip", address)];
    let call = Call::post("/forgot_password", JSON, body.as_bytes());
    call.with(&from).json(programs)
}

/// In Chromium: the widget on our page and on one that embeds the element; and an embedding page
/// without a widget.
pub fn in_chromium() {
    let listener = || TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let (with, without) = (listener(), listener());
    let origin = |listener: &TcpListener| {
        let address = listener.local_addr();
        format!("http://{}", address.expect("a bound socket has an address"))
    };
    let embedders = format!("{} {}", origin(&with), origin(&without));
    let programs = Programs::with(&embedders, STRICT);
    let widget = format!("{}/turnstile/v0/api.js", programs.okta);
    let with = ForeignSite::with_widget(with, &programs.worker, &widget);
    let without = ForeignSite::start(without, &programs.worker, "");
    let driver = Driver::start();
    for place in [Place::OwnPage, Place::Foreign(with.origin)] {
        let mut person = Browser::new(&driver, &programs, place.clone());
        person.visit("/forgot_password");
        assert_eq!(person.ask_for_mail("").errors.len(), 1, "{place:?}");
        let told = person.ask_for_mail(ADA);
        assert_eq!(told.page, "check-your-email", "{place:?}: {told:?}");
        person.okta().link_for(ADA, 1);
        let asked = asked(&mut RemoteOkta::at(&programs.okta));
        assert_eq!(asked.len(), 1, "{place:?}: {asked:?}");
    }
    let mut person = Browser::new(&driver, &programs, Place::Foreign(without.origin));
    person.visit("/forgot_password");
    let again = person.ask_for_mail(ADA);
    assert_eq!(again.page, "forgot-password");
    assert!(again.errors[0].contains("ten seconds"), "{again:?}");
    sleep(WAIT);
    assert_eq!(person.ask_for_mail(ADA).page, "check-your-email");
    person.okta().link_for(ADA, 1);
}
