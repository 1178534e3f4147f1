//! The applications in `web/examples`: each is built as its developer would build it, served from an
//! origin of its own, and used for a whole journey.

mod contract;
mod site;
mod types;

use std::path::PathBuf;
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use serde_json::Value;

pub use contract::is_kept;
pub use site::serve;
pub use types::{accepted, nothing_on_a_server};

use crate::browser::Browser;
use crate::programs::required;
use crate::setting::Setting;
use crate::stories::assert_only_new_works;

const ADA: &str = "ada@example.com";
const NEW: &str = "Battery-Staple-8";

/// How often and how long an application may take to say something: two seconds in all.
const TRIES: usize = 40;
const PAUSE: Duration = Duration::from_millis(50);

/// One of the examples.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// Its folder.
    pub name: &'static str,
    /// Whether Vite builds it.
    is_built: bool,
    /// The name that it is served by.
    pub host: &'static str,
    /// Whether it embeds the Worker's script by its hash.
    pub by_hash: bool,
}

/// All of them.
pub const EXAMPLES: [Example; 6] = [
    Example::named("plain"),
    Example::built("react"),
    Example::built("vue"),
    Example::built("svelte"),
    Example::named("strict"),
    Example {
        // The Worker is at 127.0.0.1: for browsers that is another site, not just another origin.
        host: "localhost",
        by_hash: true,
        ..Example::named("cross-origin")
    },
];

impl Example {
    const fn named(name: &'static str) -> Self {
        Self {
            name,
            is_built: false,
            host: "127.0.0.1",
            by_hash: false,
        }
    }

    const fn built(name: &'static str) -> Self {
        Self {
            is_built: true,
            ..Self::named(name)
        }
    }

    /// The folder of what is served, once it is built.
    ///
    /// # Panics
    /// When it can't be built.
    #[must_use]
    pub fn pages(self) -> PathBuf {
        let own = folder("web/examples").join(self.name);
        if !self.is_built {
            return own;
        }
        run(Command::new(tool("vite"))
            .args(["build", "--logLevel", "warn"])
            .current_dir(&own));
        own.join("dist")
    }
}

/// From the forgotten password to the new one. The application hears of both, has the languages, and
/// complains of nothing; no cookie is left.
pub fn journey(mut person: Browser) {
    assert_eq!(person.visit("/forgot_password").page, "forgot-password");
    assert_eq!(person.ask_for_mail(ADA).page, "check-your-email");
    hears(&person, "A message is on its way.");

    let link = person.okta().link_for(ADA, 1);
    assert_eq!(person.visit(&link).page, "new-password");
    assert_eq!(person.save(NEW, None).page, "done");
    hears(&person, "Your new password is good from now on.");
    assert_only_new_works(person.okta(), ADA);
    speaks_german(&mut person);
    assert_eq!(person.cookies(), Vec::<Value>::new());
    assert_eq!(person.complaints(), Vec::<String>::new());
}

/// Asks for another language than the page has; its file must be where the application's script is.
fn speaks_german(person: &mut Browser) {
    person.visit("/forgot_password");
    let _ = person.evaluate("document.querySelector('rekey-forgot-password').lang = 'de'");
    let says =
        || person.evaluate("return document.querySelector('[data-part=title]')?.textContent");
    let is_german = |title: &Value| {
        title
            .as_str()
            .is_some_and(|title| title.contains("Passwort"))
    };
    assert!(soon(|| is_german(&says())), "German is {}", says());
}

/// Waits until the application says what an event told it; frameworks take their time.
fn hears(person: &Browser, news: &str) {
    let says = || person.evaluate("return document.getElementById('news').textContent");
    assert!(
        soon(|| says() == news),
        "“{news}” is not said, but {}",
        says()
    );
}

/// Whether something comes true, after a while.
fn soon(mut is_true: impl FnMut() -> bool) -> bool {
    (0..TRIES).any(|_| {
        is_true() || {
            sleep(PAUSE);
            false
        }
    })
}

/// A path of the clone.
fn folder(relative: &str) -> PathBuf {
    PathBuf::from(required("REKEY_ROOT")).join(relative)
}

/// A program of the examples' packages.
fn tool(name: &str) -> PathBuf {
    folder("web/examples/node_modules/.bin").join(name)
}

/// Runs a program to its good end.
fn run(command: &mut Command) {
    let output = command.output().expect("the program starts");
    let (said, errors) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{command:?}\n{said}{errors}");
}
