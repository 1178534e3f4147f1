//! The programs of the slower settings: the emulator, and the Worker in `wrangler dev`.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{self, Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use okta_emulator::seed::{API_TOKEN, RESEND_API_KEY, TURNSTILE_SECRET};
use okta_emulator::{OIDC_APP, REDIRECT_URI};
use serde_json::Value;

use crate::org::Okta;
use crate::secrets;

/// How long a program may take until it is ready.
const PATIENCE: Duration = Duration::from_mins(2);

/// The settings with which we send the mails ourselves.
pub const OWN: &[(&str, &str)] = &[
    ("DELIVERY", "own"),
    ("OKTA_API_TOKEN", API_TOKEN),
    ("UNLOCK", "true"),
];

/// The settings with which Okta sends codes, by mail or text message.
pub const CODES: &[(&str, &str)] = &[
    ("OKTA_ENGINE", "identity-engine"),
    ("OKTA_APP_CLIENT_ID", OIDC_APP),
    ("OKTA_APP_REDIRECT_URI", REDIRECT_URI),
    ("CHANNELS", "email sms call"),
    ("UNLOCK", "true"),
];

/// The settings with which Okta unlocks, on Classic.
pub const UNLOCK: &[(&str, &str)] = &[("UNLOCK", "true"), ("CHANNELS", "email sms")];

/// An org whose policy lets people recover by phone.
pub(crate) const WITH_PHONES: &str =
    r#"{"policy": {"recovery": {"factors": {"oktaSms": "on", "oktaCall": "on"}}}}"#;

/// How much one network may ask for.
#[derive(Clone, Copy)]
pub(crate) enum Limits {
    /// As much as it likes: all browsers of the stories are in one network.
    None,
    /// What `wrangler.toml` says.
    AsShipped,
}

impl Limits {
    /// A flood is measured in memory, where there is some: each new object on a disk waits for it,
    /// and so would the flood.
    fn storage(self) -> PathBuf {
        let memory = Path::new("/dev/shm");
        match self {
            Self::AsShipped if memory.is_dir() => memory.to_owned(),
            Self::AsShipped | Self::None => env::temp_dir(),
        }
    }
}

/// The emulator and the Worker, stopped when this is dropped.
pub struct Programs {
    /// The Worker's origin.
    pub worker: String,
    /// The emulator's origin.
    pub okta: String,
    pub(crate) port: u16,
    running: Vec<Child>,
    pub(crate) storage: PathBuf,
    /// What the Worker and the runtime have printed.
    output: Output,
}

/// Lines, as they come.
pub(crate) type Output = Arc<Mutex<Vec<String>>>;

impl Programs {
    /// Starts both on free ports; `embedder` is an origin that may embed the elements.
    ///
    /// # Panics
    /// When a program does not start: there is nothing to test then.
    #[must_use]
    pub fn start(embedder: &str) -> Self {
        Self::with(embedder, &[])
    }

    /// The same, with more settings.
    ///
    /// # Panics
    /// When a program does not start: there is nothing to test then.
    #[must_use]
    pub fn with(embedder: &str, settings: &[(&str, &str)]) -> Self {
        Self::under(embedder, settings, Limits::None)
    }

    /// The same with the limits per network that `wrangler.toml` has.
    ///
    /// # Panics
    /// When a program does not start: there is nothing to test then.
    #[must_use]
    pub fn as_shipped(embedder: &str, settings: &[(&str, &str)]) -> Self {
        Self::under(embedder, settings, Limits::AsShipped)
    }

    fn under(embedder: &str, settings: &[(&str, &str)], limits: Limits) -> Self {
        let (mut programs, vars) = Self::emulated(embedder, settings, (WITH_PHONES, limits));
        let (port, inspector) = (programs.port.to_string(), free_port().to_string());
        let root = PathBuf::from(required("REKEY_ROOT"));
        let mut wrangler = Command::new(root.join("node_modules/.bin/wrangler"));
        wrangler
            .current_dir(&root)
            .arg("--config")
            .arg(configuration(&root, &programs.storage, limits))
            .args(["dev", "--local", "--ip", "127.0.0.1", "--port", &port])
            .args(["--inspector-port", &inspector, "--persist-to"])
            .arg(&programs.storage)
            .args(["--show-interactive-dev-session=false", "--log-level", "log"])
            .args(vars.iter().flat_map(|var| ["--var", var]))
            .env("CI", "1")
            .env("WRANGLER_SEND_METRICS", "false");
        let started = start(&programs.output, &mut wrangler, "Ready on");
        programs.running.push(started);
        programs
    }

    /// The emulator, with an org as `seed` has it, and the settings `NAME:value` that lead a Worker
    /// there; whoever calls this starts the Worker.
    pub(crate) fn emulated(
        embedder: &str,
        settings: &[(&str, &str)],
        (org, limits): (&str, Limits),
    ) -> (Self, Vec<String>) {
        let (okta_port, port) = (free_port(), free_port());
        let worker = format!("http://127.0.0.1:{port}");
        let okta = format!("http://127.0.0.1:{okta_port}");
        let storage = limits.storage().join(format!("rekey-tests-{port}"));
        let engine = settings.iter().find(|(name, _)| *name == "OKTA_ENGINE");
        let seed = storage.join("seed.json");
        // A run that was stopped may have had the same port.
        let _ = fs::remove_dir_all(&storage);
        fs::create_dir_all(&storage).expect("the temporary folder can be written");
        fs::write(&seed, org).expect("the temporary folder can be written");
        let emulator = start(
            &Output::default(),
            Command::new(required("REKEY_EMULATOR"))
                .args(["--port", &okta_port.to_string()])
                .args(["--engine", engine.map_or("classic", |(_, engine)| engine)])
                .arg("--seed")
                .arg(&seed)
                .args([
                    "--reset-link",
                    &format!("{worker}/reset_password/{{token}}"),
                ])
                .args(["--unlock-link", &format!("{worker}/unlock/{{token}}")]),
            "listening on",
        );
        let vars = [
            format!("OKTA_ORG_URL:{okta}"),
            format!("PUBLIC_URL:{worker}"),
            format!("ALLOWED_ORIGINS:{embedder}"),
            "BRAND_NAME:Analytical Engines".to_owned(),
            "SIGN_IN_URL:http://127.0.0.1/sign-in".to_owned(),
            // The stories write to the same few people.
            "MAILS_PER_HOUR:1000".to_owned(),
            "MAILS_PER_DAY:1000".to_owned(),
            "OKTA_CALLS_PER_MINUTE:100000".to_owned(),
            // For BREACH_CHECK.
            format!("BREACH_CHECK_URL:{okta}/pwned"),
            // For TURNSTILE.
            format!("TURNSTILE_URL:{okta}/turnstile/v0"),
            "TURNSTILE_SITE_KEY:1x00000000000000000000AA".to_owned(),
            format!("TURNSTILE_SECRET_KEY:{TURNSTILE_SECRET}"),
            // For DELIVERY=own.
            "MAIL_FROM:Analytical Engines <no-reply@example.com>".to_owned(),
            "MAILER:resend".to_owned(),
            format!("RESEND_URL:{okta}/resend"),
            format!("RESEND_API_KEY:{RESEND_API_KEY}"),
        ];
        let more = settings
            .iter()
            .map(|(name, value)| format!("{name}:{value}"));
        let is_given = |var: &String| {
            let mut given = settings.iter();
            given.any(|(name, _)| var.starts_with(&format!("{name}:")))
        };
        let vars = vars.into_iter().filter(|var| !is_given(var));
        let vars: Vec<_> = vars.chain(more).collect();
        let programs = Self {
            worker,
            okta,
            port,
            running: vec![emulator],
            storage,
            output: Output::default(),
        };
        (programs, vars)
    }
}

impl Programs {
    /// Where the Durable Objects' files are.
    #[must_use]
    pub fn storage(&self) -> &Path {
        &self.storage
    }

    /// What the Worker and the runtime have printed so far, line by line.
    #[must_use]
    pub fn output(&self) -> Vec<String> {
        let output = self.output.lock();
        output.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Programs {
    fn drop(&mut self) {
        // Nobody is there to ask any more when starting went wrong.
        if self.running.len() == 2 && !thread::panicking() {
            secrets::ask(&mut RemoteOkta::at(&self.okta));
        }
        self.running.iter_mut().for_each(stop);
        secrets::search(&self.output(), &self.storage);
        let _ = fs::remove_dir_all(&self.storage);
    }
}

/// The emulator, spoken to over HTTP.
#[derive(Clone)]
pub struct RemoteOkta {
    origin: String,
    agent: ureq::Agent,
}

impl RemoteOkta {
    /// The org at `origin`, as it is.
    #[must_use]
    pub fn at(origin: &str) -> Self {
        Self {
            origin: origin.to_owned(),
            agent: agent(),
        }
    }

    /// The org at `origin`, back to its seed.
    #[must_use]
    pub fn fresh(origin: &str) -> Self {
        let mut okta = Self::at(origin);
        secrets::ask(&mut okta);
        (&mut okta as &mut dyn Okta).reset();
        okta
    }
}

impl Okta for RemoteOkta {
    fn request(&mut self, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        let request = http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.origin))
            .header("accept", "application/json")
            .header("content-type", "application/json")
            .body(body.map_or_else(Vec::new, |body| body.to_string().into_bytes()))
            .expect("the path is one of ours");
        let mut answer = self.agent.run(request).expect("the emulator answers");
        let body = answer.body_mut().read_to_vec().unwrap_or_default();
        (
            answer.status().as_u16(),
            serde_json::from_slice(&body).unwrap_or(Value::Null),
        )
    }
}

/// The Worker's own configuration without its `[build]`, in a folder of its own: nothing is built
/// or reloaded while stories run, and no `.dev.vars` leads them to somebody's org.
fn configuration(root: &Path, storage: &Path, limits: Limits) -> PathBuf {
    let text = fs::read_to_string(root.join("wrangler.toml")).expect("wrangler.toml is there");
    let mut in_build = false;
    let lines = text.lines().filter(|line| {
        if line.starts_with('[') {
            in_build = *line == "[build]";
        }
        !in_build
    });
    let here = |path: &str| format!("\"{}\"", root.join(path).display());
    let text = lines
        .collect::<Vec<_>>()
        .join("\n")
        .replace("\"worker/build/guard.js\"", &here("worker/build/guard.js"))
        .replace("\"web/dist/public\"", &here("web/dist/public"));
    let text = match limits {
        Limits::AsShipped => text,
        Limits::None => text
            .replace("limit = 30,", "limit = 100000,")
            .replace("limit = 300,", "limit = 100000,"),
    };
    fs::create_dir_all(storage).expect("the temporary folder can be written");
    let path = storage.join("wrangler.toml");
    fs::write(&path, text).expect("the temporary folder can be written");
    path
}

/// A client that follows nothing and takes every status for an answer.
#[must_use]
pub fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(Duration::from_secs(30)))
        .allow_non_standard_methods(true)
        // workerd closes what nobody uses after five seconds, perhaps just as it is used again.
        .max_idle_age(Duration::from_secs(2))
        .build();
    config.into()
}

/// A port that nobody uses at this moment. None of those that the system gives away by itself: while
/// a program is killed and started again, a connection of anybody's could take it.
#[must_use]
pub fn free_port() -> u16 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    loop {
        let number = process::id().wrapping_mul(97) + NEXT.fetch_add(1, Ordering::Relaxed);
        let port = 10_000 + u16::try_from(number % 20_000).unwrap_or_default();
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

/// A variable that `xtask` sets.
#[must_use]
pub fn required(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run `cargo xtask test`"))
}

/// Stops a program and the children of its own that wrangler has: a whole group.
fn stop(program: &mut Child) {
    let group = format!("-{}", program.id());
    let _ = Command::new("kill").args(["-TERM", "--", &group]).status();
    let _ = program.wait();
}

/// Starts a program in a process group of its own and waits until it says `ready`.
pub(crate) fn start(output: &Output, command: &mut Command, ready: &'static str) -> Child {
    use std::os::unix::process::CommandExt;
    let name = command.get_program().to_string_lossy().into_owned();
    let command = command
        .process_group(0)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command
        .spawn()
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    let words = child.stdout.take().expect("the output is piped");
    let errors = child.stderr.take().expect("the output is piped");
    let (say, hear) = mpsc::channel();
    let kept = Arc::clone(output);
    let is_verbose = env::var_os("REKEY_VERBOSE").is_some();
    thread::spawn(move || {
        read(words, &kept, |line| {
            if line.contains(ready) {
                let _ = say.send(());
            } else if is_verbose {
                eprintln!("{line}");
            }
        });
    });
    let kept = Arc::clone(output);
    thread::spawn(move || read(errors, &kept, |line| eprintln!("{line}")));
    if hear.recv_timeout(PATIENCE).is_err() {
        stop(&mut child);
        panic!("{name} did not become ready");
    }
    child
}

/// Keeps the lines of a program, and hands on each.
fn read(from: impl Read, kept: &Output, each: impl Fn(&str)) {
    for line in BufReader::new(from).lines().map_while(Result::ok) {
        each(&line);
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push(line);
    }
}
