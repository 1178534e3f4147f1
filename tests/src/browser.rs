//! A browser with the element: on our own pages, and in a page of another origin.

use std::future::Future;
use std::thread::sleep;
use std::time::Duration;

use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use pages::Channel;
use serde_json::json;
use tokio::runtime::{Builder, Runtime};

use crate::driver::Driver;
use crate::org::Okta;
use crate::programs::{Programs, RemoteOkta, agent};
use crate::secrets::{self, Kind};
use crate::seen::Seen;
use crate::setting::Setting;

/// How often and how long a page is waited for: ten seconds in all.
const TRIES: usize = 200;
const PAUSE: Duration = Duration::from_millis(50);

/// Where the elements stand.
#[derive(Clone, Debug)]
pub enum Place {
    /// On our own pages, where they adopt the server's markup.
    OwnPage,
    /// In a page of this origin, where they render themselves.
    Foreign(String),
    /// In an application of this origin that the mail's link leads to; third parties get no cookies.
    App(String),
}

/// A person with a browser.
pub struct Browser {
    runtime: Runtime,
    client: Client,
    session: String,
    place: Place,
    worker: String,
    okta: RemoteOkta,
}

impl Browser {
    /// A new window with an empty profile, and the org back to its seed.
    ///
    /// # Panics
    /// When no window opens.
    #[must_use]
    pub fn new(driver: &Driver, programs: &Programs, place: Place) -> Self {
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime starts");
        let client = runtime.block_on(
            ClientBuilder::new(HttpConnector::new())
                .capabilities(driver.capabilities(&place))
                .connect(&driver.url),
        );
        let client = client.expect("a window opens");
        let id = runtime.block_on(client.session_id());
        let id = id.expect("the driver answers").expect("a window is open");
        Self {
            session: format!("{}/session/{id}", driver.url),
            runtime,
            client,
            place,
            worker: programs.worker.clone(),
            okta: RemoteOkta::fresh(&programs.okta),
        }
    }

    /// Where `address` is in this setting: a foreign page has its own way to take a link.
    fn address(&self, address: &str) -> String {
        let path = address.strip_prefix(&self.worker).unwrap_or(address);
        match &self.place {
            Place::OwnPage => format!("{}{path}", self.worker),
            // The link that unlocks is one of our own pages for everybody.
            Place::Foreign(_) if path.starts_with("/unlock/") => format!("{}{path}", self.worker),
            Place::App(origin) if path == "/forgot_password" => format!("{origin}/"),
            Place::App(origin) => format!("{origin}{path}"),
            Place::Foreign(origin) => match path.strip_prefix("/reset_password/") {
                Some(token) => format!("{origin}/new/{token}"),
                None => format!("{origin}/forgot"),
            },
        }
    }

    fn wait<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// The page, once the element has taken it over and is not busy.
    fn settled(&self) -> Seen {
        for _ in 0..TRIES {
            let html = self.script(SETTLED);
            if let Some(html) = html.as_str() {
                self.came_from_nowhere();
                return Seen::read(html);
            }
            sleep(PAUSE);
        }
        let html = self.wait(self.client.source()).unwrap_or_default();
        panic!("the element did not settle: {html}");
    }

    /// Our pages never say where somebody was before.
    fn came_from_nowhere(&self) {
        if let Place::OwnPage = self.place {
            let referrer = self.script("return document.referrer");
            assert_eq!(referrer, "", "a referrer of our own pages");
        }
    }

    fn script(&self, script: &str) -> serde_json::Value {
        // While a page is being replaced there is nothing to run a script in.
        self.wait(self.client.execute(script, Vec::new()))
            .unwrap_or_default()
    }

    /// Presses these keys, one after the other, wherever the focus is.
    ///
    /// # Panics
    /// When the browser is gone.
    pub fn type_keys(&self, keys: &str) {
        let pressed = self.wait(async {
            let focused = self.client.active_element().await?;
            focused.send_keys(keys).await
        });
        pressed.expect("something has the focus");
    }

    /// The page at hand, once nothing is on its way.
    #[must_use]
    pub fn look(&self) -> Seen {
        self.settled()
    }

    /// Opens any address, of a file too.
    ///
    /// # Panics
    /// When the browser is gone.
    pub fn open(&self, address: &str) {
        let opened = self.wait(self.client.goto(address));
        opened.expect("the browser opens it");
    }

    /// What a script returns, once its promise is kept.
    ///
    /// # Panics
    /// When it throws.
    #[must_use]
    pub fn evaluate(&self, script: &str) -> serde_json::Value {
        self.evaluate_with(script, &serde_json::Value::Null)
    }

    /// The same, of a script that is given something.
    ///
    /// # Panics
    /// When it throws.
    #[must_use]
    pub fn evaluate_with(&self, script: &str, given: &serde_json::Value) -> serde_json::Value {
        self.wait(self.client.execute(script, vec![given.clone()]))
            .expect("the script runs to its end")
    }

    /// Sends the window a command of the
    /// [DevTools protocol](https://chromedevtools.github.io/devtools-protocol/), and gives its answer.
    ///
    /// # Panics
    /// When Chromium does not take it.
    pub fn devtools(&self, command: &str, parameters: &serde_json::Value) -> serde_json::Value {
        let command = json!({ "cmd": command, "params": parameters });
        let mut answer = self.driver("goog/cdp/execute", &command);
        answer["value"].take()
    }

    /// Makes the window so wide and so high, in CSS pixels.
    ///
    /// # Panics
    /// When Chromium does not take it.
    pub fn resize(&self, width: u32, height: u64) {
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", &size);
    }

    /// Has its person like it `light` or `dark`, and without motion: colours would be seen on their
    /// way.
    ///
    /// # Panics
    /// When Chromium does not take it.
    pub fn prefer(&self, scheme: &str) {
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.devtools(
            "Emulation.setEmulatedMedia",
            &json!({ "features": features }),
        );
    }

    /// What the window shows, as a PNG.
    ///
    /// # Panics
    /// When the browser is gone.
    #[must_use]
    pub fn screenshot(&self) -> Vec<u8> {
        let taken = self.wait(self.client.screenshot());
        taken.expect("the browser shows its window")
    }

    /// Every cookie that the browser has, of whatever site.
    ///
    /// # Panics
    /// When Chromium does not say.
    #[must_use]
    pub fn cookies(&self) -> Vec<serde_json::Value> {
        let jar = self.devtools("Network.getAllCookies", &json!({}));
        let cookies = jar["cookies"].as_array();
        cookies.expect("the browser has a jar").clone()
    }

    /// Asks the driver for something that is its own.
    fn driver(&self, path: &str, body: &serde_json::Value) -> serde_json::Value {
        let mut answer = agent()
            .post(format!("{}/{path}", self.session))
            .content_type("application/json")
            .send(body.to_string())
            .expect("the driver answers");
        assert_eq!(answer.status(), 200, "{path} {body}");
        let body = answer.body_mut().read_to_vec().unwrap_or_default();
        serde_json::from_slice(&body).unwrap_or_default()
    }

    /// What the pages have written to the console since this was asked before, by level: warnings and
    /// what is worse.
    ///
    /// # Panics
    /// When the driver does not say.
    #[must_use]
    pub fn complaints(&self) -> Vec<String> {
        let said = self.driver("se/log", &json!({ "type": "browser" }));
        let lines = said["value"].as_array().expect("the driver keeps a log");
        let matters =
            |line: &&serde_json::Value| line["level"] == "SEVERE" || line["level"] == "WARNING";
        let lines = lines.iter().filter(matters);
        lines
            .map(|line| format!("{}: {}", line["level"], line["message"]))
            .collect()
    }

    /// Types into a field and leaves it at that.
    ///
    /// # Panics
    /// When the page has no such field.
    pub fn fill(&self, name: &str, value: &str) {
        let css = format!("input[name={name}]");
        self.wait(async {
            let field = self
                .client
                .find(Locator::Css(&css))
                .await
                .expect("the form has the field");
            field.clear().await.expect("a field can be emptied");
            field.send_keys(value).await.expect("a field takes keys");
        });
    }

    /// Where the window is.
    ///
    /// # Panics
    /// When it is gone.
    #[must_use]
    pub fn address_bar(&self) -> String {
        let url = self.wait(self.client.current_url());
        url.expect("the window is open").into()
    }

    fn choose(&self, channel: Channel) {
        let css = format!("input[name=channel][value={}]", channel.word());
        self.click(&css);
    }

    fn click(&self, css: &str) {
        self.wait(async {
            let choice = self.client.find(Locator::Css(css)).await;
            let choice = choice.expect("the form offers the choice");
            choice.click().await.expect("it can be chosen");
        });
    }

    fn press(&self) -> Seen {
        self.wait(async {
            let button = self.client.find(Locator::Css("button[type=submit]")).await;
            button
                .expect("the form has a button")
                .click()
                .await
                .expect("the button can be pressed");
        });
        self.settled()
    }
}

/// The document when the element is at rest, else nothing. Values of fields are properties, so
/// they are written down for the reader.
const SETTLED: &str = r#"
    const element = document.querySelector("rekey-forgot-password, rekey-new-password");
    const page = document.querySelector("[data-part=page]");
    if (document.readyState !== "complete" || !page) return null;
    if (element && !element.hasAttribute("data-ready")) return null;
    if (document.querySelector("[data-state=busy]")) return null;
    const copy = document.documentElement.cloneNode(true);
    const values = [...document.querySelectorAll("input[name=login]")].map(input => input.value);
    copy.querySelectorAll("input[name=login]").forEach((input, i) => input.setAttribute("value", values[i]));
    return copy.outerHTML;
"#;

impl Setting for Browser {
    fn visit(&mut self, address: &str) -> Seen {
        let address = self.address(address);
        self.wait(self.client.goto(&address))
            .expect("the address opens");
        self.settled()
    }

    fn ask_for_mail(&mut self, login: &str) -> Seen {
        self.fill("login", login);
        self.press()
    }

    fn ask_by(&mut self, login: &str, channel: Channel) -> Seen {
        self.fill("login", login);
        self.choose(channel);
        self.press()
    }

    fn ask_to_unlock(&mut self, login: &str, channel: Channel) -> Seen {
        self.fill("login", login);
        self.choose(channel);
        self.click("input[name=purpose]");
        self.press()
    }

    fn unlock(&mut self, answer: Option<&str>) -> Seen {
        if let Some(answer) = answer {
            self.fill("answer", answer);
        }
        self.press()
    }

    fn enter_code(&mut self, code: &str) -> Seen {
        self.fill("code", code);
        self.press()
    }

    fn save(&mut self, password: &str, answer: Option<&str>) -> Seen {
        if let Some(answer) = answer {
            self.fill("answer", answer);
        }
        self.fill("password", password);
        secrets::occurred(Kind::Password, password);
        self.press()
    }

    fn reload(&mut self) -> Seen {
        self.wait(self.client.refresh()).expect("the page reloads");
        self.settled()
    }

    fn back(&mut self) -> Seen {
        self.wait(self.client.back())
            .expect("there is a page to go back to");
        self.settled()
    }

    fn okta(&mut self) -> &mut dyn Okta {
        &mut self.okta
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let cookies = self.wait(self.client.get_all_cookies());
        for cookie in cookies.unwrap_or_default() {
            secrets::occurred(Kind::Handle, cookie.value());
        }
        let close = self.client.clone().close();
        let _ = self.runtime.block_on(close);
    }
}
