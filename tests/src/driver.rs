//! The programs that drive Chromium and Firefox.

use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::browser::Place;
use crate::programs::{agent, free_port, required};

/// How often and how long it is waited for: ten seconds in all.
const TRIES: usize = 200;
const PAUSE: Duration = Duration::from_millis(50);

/// A driver, stopped when this is dropped.
pub struct Driver {
    pub(crate) url: String,
    make: Make,
    process: Child,
}

#[derive(Clone, Copy)]
enum Make {
    Chromium,
    Firefox,
}

impl Driver {
    /// Starts Chromium's on a free port.
    ///
    /// # Panics
    /// When it does not start: there is nothing to test then.
    #[must_use]
    pub fn start() -> Self {
        let port = free_port();
        let mut program = Command::new(required("CHROMEDRIVER"));
        program.arg(format!("--port={port}"));
        Self::ready(Make::Chromium, port, program)
    }

    /// Starts Firefox's on free ports.
    ///
    /// # Panics
    /// When it does not start: there is nothing to test then.
    #[must_use]
    pub fn firefox() -> Self {
        let port = free_port();
        let mut program = Command::new(required("GECKODRIVER"));
        program.arg(format!("--port={port}"));
        program.arg(format!("--websocket-port={}", free_port()));
        program.args(["--log", "error"]);
        Self::ready(Make::Firefox, port, program)
    }

    fn ready(make: Make, port: u16, mut program: Command) -> Self {
        let process = program
            .stdout(Stdio::null())
            .spawn()
            .expect("the driver starts");
        let url = format!("http://127.0.0.1:{port}");
        let status = format!("{url}/status");
        let is_ready = || {
            let answer = agent().get(&status).call();
            answer.is_ok_and(|answer| answer.status() == 200)
        };
        let ready = (0..TRIES).any(|_| {
            is_ready() || {
                sleep(PAUSE);
                false
            }
        });
        assert!(ready, "the driver did not become ready");
        Self { url, make, process }
    }

    /// How its browser is started for a person there.
    pub(crate) fn capabilities(&self, place: &Place) -> Map<String, Value> {
        let blocks_third_parties = matches!(place, Place::App(_));
        let capabilities = match self.make {
            Make::Chromium => json!({
                "goog:chromeOptions": {
                    "binary": required("REKEY_CHROMIUM"),
                    "prefs": if blocks_third_parties {
                        json!({ "profile.cookie_controls_mode": 1 })
                    } else {
                        json!({})
                    },
                    "args": [
                        "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
                        "--disable-background-networking", "--disable-component-update",
                        "--disable-sync", "--disable-dev-shm-usage", "--window-size=800,900",
                        // The same pictures on each machine.
                        "--font-render-hinting=none", "--force-color-profile=srgb",
                    ],
                },
                "goog:loggingPrefs": { "browser": "ALL" },
            }),
            Make::Firefox => json!({
                "moz:firefoxOptions": {
                    "binary": required("REKEY_FIREFOX"),
                    // All cookies, or none of third parties.
                    "prefs": { "network.cookie.cookieBehavior": i32::from(blocks_third_parties) },
                    "args": ["-headless", "--width=800", "--height=900"],
                },
            }),
        };
        let Value::Object(capabilities) = capabilities else {
            unreachable!("an object was written above");
        };
        capabilities
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
