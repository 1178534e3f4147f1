//! Who is measured: Rekey and what it is compared with, on one machine and with one Okta.

use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::process::{Child, Command};

use crate::programs::{Output, free_port, required, start};
use crate::runtime::{Edge, Runtime, Storage};

use super::connection::{Connection, cookie, form, page};
use super::load::Load;
use super::org::{ANSWER, Org, Pace, seed};

/// Who answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Peer {
    /// The Worker.
    Rekey,
    /// A Worker in JavaScript that stores one record in a Durable Object and answers.
    Bare,
    /// The same, and its object's alarm asks Okta for a mail.
    Errand,
    /// Node, Express and Okta's own SDK, which is waited for.
    Backend,
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Route {
    /// `POST /forgot_password`: what a person waits for.
    Ask,
    /// `GET /reset_password`, of somebody whose form is open.
    Show,
    /// `POST /reset_password`: two calls to Okta.
    Save,
}

/// All of them, beside one emulator; stopped when this is dropped.
pub(super) struct Stage {
    /// Rekey and the emulator.
    pub(super) edge: Edge,
    /// The bare Worker.
    pub(super) bare: Runtime,
    bare_port: u16,
    backend: Child,
    backend_port: u16,
    /// The org.
    pub(super) org: Org,
    /// How many requests were prepared so far: each is somebody else's.
    prepared: usize,
}

/// Requests, by number.
pub(super) type Requests = Box<dyn Fn(usize) -> http::Request<String> + Sync>;

impl Peer {
    /// What the table calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Rekey => "Rekey",
            Self::Bare => "bare Worker",
            Self::Errand => "bare Worker that asks Okta, too",
            Self::Backend => "Express and Okta's SDK",
        }
    }

    /// What stands in its answer when it has done what it was asked for.
    fn says(self, route: Route) -> &'static str {
        match (self, route) {
            (Self::Rekey, Route::Ask) => r#"data-page="check-your-email""#,
            (Self::Rekey, Route::Show) => r#"data-page="new-password""#,
            (Self::Rekey, Route::Save) => r#"data-page="done""#,
            (Self::Bare | Self::Errand, _) => "stored: ",
            (Self::Backend, Route::Ask) => "check your e-mail",
            (Self::Backend, Route::Show) => "choose a password",
            (Self::Backend, Route::Save) => "done: SUCCESS",
        }
    }

    /// Whether it waits for Okta before it answers.
    pub(super) fn waits(self, route: Route) -> bool {
        match self {
            Self::Rekey => route == Route::Save,
            Self::Bare | Self::Errand => false,
            Self::Backend => true,
        }
    }
}

impl Route {
    /// What the table calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Ask => "`POST /forgot_password`",
            Self::Show => "`GET /reset_password`",
            Self::Save => "`POST /reset_password`",
        }
    }

    /// Rekey, and whom it is compared with.
    pub(super) fn peers(self) -> &'static [Peer] {
        match self {
            Self::Ask => &[Peer::Rekey, Peer::Bare, Peer::Errand, Peer::Backend],
            Self::Show | Self::Save => &[Peer::Rekey, Peer::Bare, Peer::Backend],
        }
    }
}

impl Stage {
    /// Starts all of them, with Durable Objects kept like this.
    ///
    /// # Panics
    /// When one does not start.
    pub(super) fn start(storage: Storage) -> Self {
        let edge = Edge::start(&[], &seed(), storage);
        let org = Org::at(&edge.programs.okta);
        let clone = PathBuf::from(required("REKEY_ROOT"));
        let (bare_port, backend_port) = (free_port(), free_port());
        let folder = edge.programs.storage().join("bare");
        let bare = Runtime::of(
            &clone.join("tests/bench/bare"),
            (bare_port, &folder, storage),
            &[("OKTA", org.origin())],
        );
        let mut node = Command::new("node");
        node.arg(clone.join("tests/bench/backend/index.mjs"))
            .env("NODE_ENV", "production")
            .env("OKTA", org.origin())
            .env("PORT", backend_port.to_string());
        Self {
            backend: start(&Output::default(), &mut node, "listening"),
            edge,
            bare,
            bare_port,
            backend_port,
            org,
            prepared: 0,
        }
    }

    /// The process whose time counts.
    ///
    /// # Panics
    /// When it has ended.
    pub(super) fn process(&self, peer: Peer) -> u32 {
        let process = match peer {
            Peer::Rekey => self.edge.runtime.process(),
            Peer::Bare | Peer::Errand => self.bare.process(),
            Peer::Backend => Some(self.backend.id()),
        };
        process.expect("the peer runs")
    }

    /// Prepares requests of a kind, `count` of which can be sent; Okta is slow when this is done.
    pub(super) fn prepare(&mut self, peer: Peer, (route, count): (Route, usize)) -> Requests {
        self.org.answer(Pace::AtOnce);
        let first = self.prepared + 1;
        self.prepared += count;
        let requests: Requests = match route {
            Route::Ask => {
                let path = match peer {
                    Peer::Errand => "/errand",
                    Peer::Rekey | Peer::Bare | Peer::Backend => "/forgot_password",
                };
                Box::new(move |number| {
                    // Nobody's: what is asked for them is the same, and nobody's quota is spent.
                    let login = format!("n{:07}@example.com", first + number);
                    from_elsewhere(form(path, &[("login", &login)], None), first + number)
                })
            }
            Route::Show => {
                let cookies = self.opened(peer, count.min(32));
                Box::new(move |number| {
                    let cookie = &cookies[number % cookies.len()];
                    from_elsewhere(page("/reset_password", Some(cookie)), first + number)
                })
            }
            Route::Save => {
                let cookies = self.opened(peer, count);
                Box::new(move |number| {
                    let password = format!("Battery-Staple-{}", first + number);
                    let fields = [("password", &*password), ("answer", ANSWER)];
                    let saved = form("/reset_password", &fields, Some(&cookies[number]));
                    from_elsewhere(saved, first + number)
                })
            }
        };
        self.org.answer(Pace::Real);
        requests
    }

    /// These requests as a load.
    pub(super) fn load<'a>(
        &self,
        (peer, route): (Peer, Route),
        requests: &'a Requests,
    ) -> Load<'a> {
        Load {
            port: self.port(peer),
            request: requests,
            says: peer.says(route),
        }
    }

    /// Where it listens.
    pub(super) fn port(&self, peer: Peer) -> u16 {
        match peer {
            Peer::Rekey => self.edge.programs.port,
            Peer::Bare | Peer::Errand => self.bare_port,
            Peer::Backend => self.backend_port,
        }
    }

    /// The cookies of so many people who see the form for a new password.
    fn opened(&self, peer: Peer, count: usize) -> Vec<String> {
        let begun: Vec<_> = match peer {
            Peer::Bare | Peer::Errand => {
                let asked = form("/forgot_password", &[("login", "ada@example.com")], None);
                vec![asked; count]
            }
            Peer::Rekey | Peer::Backend => {
                let tokens = self.org.recovery_tokens(count);
                let link = |token| page(&format!("/reset_password/{token}"), None);
                tokens.iter().map(link).collect()
            }
        };
        // Not before: who says nothing for five seconds is hung up on.
        let mut connection = Connection::open(self.port(peer)).expect("the peer listens");
        let mut ask = |(number, request)| {
            let request = from_elsewhere(request, number);
            connection.send(&request).expect("the peer answers")
        };
        let cookies: Vec<_> = begun
            .into_iter()
            .enumerate()
            .map(|request| cookie(&ask(request)).expect("whoever begins gets a cookie"))
            .collect();
        for (number, cookie) in cookies.iter().enumerate() {
            let answer = ask((number, page("/reset_password", Some(cookie))));
            let says = peer.says(Route::Show);
            assert!(answer.body().contains(says), "{}", answer.body());
        }
        cookies
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = self.backend.kill();
        let _ = self.backend.wait();
    }
}

/// The request from a network of its own: on this machine it is ours to say.
fn from_elsewhere(mut request: http::Request<String>, number: usize) -> http::Request<String> {
    let network = u32::try_from(number % 0x00df_ffff).unwrap_or_default();
    let address = Ipv4Addr::from((network << 8) + 0x0100_0007).to_string();
    let address = address.parse().expect("an address is a header's value");
    request.headers_mut().insert("cf-connecting-ip", address);
    request
}
