//! Okta's own SDKs as judges of the emulator: each file of `tests/judges` is a program of its own
//! and gets an emulator of its own.

use std::env;
use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::Duration;

use crate::programs::required;
use crate::totals;

/// A judge: a folder, and what belongs to it.
struct Judge {
    name: &'static str,
    engines: &'static [&'static str],
    /// Its files, in the order of their names: one that is lost would not be missed otherwise.
    files: &'static [&'static str],
}

const JUDGES: [Judge; 3] = [
    Judge {
        name: "authn",
        engines: &["classic", "identity-engine"],
        files: &[
            "email",
            "expired",
            "password",
            "question",
            "telephone",
            "tokens",
            "trusted",
            "unlock",
        ],
    },
    Judge {
        name: "idx",
        engines: &["identity-engine"],
        files: &["codes", "people", "recover", "tokens", "unlock"],
    },
    Judge {
        name: "management",
        engines: &["classic", "identity-engine"],
        files: &["credentials", "lifecycle", "policies", "refusals", "users"],
    },
];

const PAUSE: Duration = Duration::from_millis(20);
/// How many pauses the emulator may take until it listens: half a minute.
const START: u32 = 1_500;
/// How many pauses a judge may take for one file: two minutes.
const HEARING: u32 = 6_000;

/// One file of one judge, and one engine.
#[derive(Debug)]
pub struct Hearing {
    root: PathBuf,
    judge: &'static str,
    engine: &'static str,
    file: PathBuf,
}

impl Hearing {
    /// Every file of every judge, for each of its engines.
    ///
    /// # Panics
    /// When a judge's folder has other files than those that are listed here.
    #[must_use]
    pub fn all(root: &Path) -> Vec<Self> {
        let mut hearings = Vec::new();
        for judge in &JUDGES {
            let files = programs(&root.join("tests/judges").join(judge.name));
            let found: Vec<_> = files.iter().filter_map(|file| file.file_stem()).collect();
            assert_eq!(found, judge.files, "the files of the judge {}", judge.name);
            for engine in judge.engines {
                hearings.extend(files.iter().map(|file| Self {
                    root: root.to_owned(),
                    judge: judge.name,
                    engine,
                    file: file.clone(),
                }));
            }
        }
        hearings
    }

    /// The engine that is looked at.
    #[must_use]
    pub const fn engine(&self) -> &'static str {
        self.engine
    }

    /// `classic::authn::email`.
    #[must_use]
    pub fn name(&self) -> String {
        let file = self.file.file_stem().unwrap_or_default().to_string_lossy();
        format!("{}::{}::{file}", self.engine, self.judge)
    }

    /// Lets the judge look, and gives its notes: what it asked and how it was answered, one line
    /// of JSON each. An error tells what the judge said, and what the emulator said.
    ///
    /// # Errors
    /// When the emulator or the judge does not start, the judge finds something, sees nothing, or
    /// does not come to an end.
    pub fn hold(&self) -> Result<String, String> {
        let folder = Folder::new()?;
        let emulator = Running::start(&mut self.emulator(), folder.path("emulator.log"))?;
        let verdict = self.judge(&folder, &emulator);
        verdict.map_err(|why| {
            let (said, org) = (folder.read("judge.log"), folder.read("emulator.log"));
            format!("{why}\n--- the judge\n{said}\n--- the emulator\n{org}")
        })
    }

    /// An org of the judge's own; a file `x.seed.json` beside `x.mjs` is its seed.
    fn emulator(&self) -> Command {
        let mut command = Command::new(required("REKEY_EMULATOR"));
        command.args(["--port", "0", "--engine", self.engine]);
        let seed = self.file.with_extension("seed.json");
        if seed.exists() {
            command.arg("--seed").arg(seed);
        }
        command
    }

    fn node(&self, folder: &Folder, okta: &str) -> Command {
        let mut report = OsString::from("--test-reporter-destination=");
        report.push(folder.path("report.tap"));
        let mut command = Command::new("node");
        command
            .current_dir(&self.root)
            .args(["--test-reporter=spec", "--test-reporter-destination=stdout"])
            .arg("--test-reporter=tap")
            .arg(report)
            .arg(&self.file)
            .env("REKEY_OKTA", okta)
            .env("REKEY_ENGINE", self.engine)
            .env("REKEY_JUDGE_NOTES", folder.path("notes.jsonl"))
            // The SDKs read settings of a developer's own from these.
            .env("HOME", &folder.0)
            .env_remove("NODE_OPTIONS");
        // Node's runner takes a program that finds them for a part of another run.
        for (name, _) in env::vars_os() {
            if name.to_string_lossy().starts_with("NODE_TEST_") {
                command.env_remove(name);
            }
        }
        command
    }

    fn judge(&self, folder: &Folder, emulator: &Running) -> Result<String, String> {
        let okta = emulator.listening(START)?;
        let mut node = Running::start(&mut self.node(folder, &okta), folder.path("judge.log"))?;
        node.end(HEARING)?;
        totals::check(&folder.read("report.tap"))?;
        match folder.read("notes.jsonl") {
            notes if notes.is_empty() => Err("the judge has not seen a single answer".to_owned()),
            notes => Ok(notes),
        }
    }
}

/// The programs of a folder, in the order of their names.
fn programs(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "mjs"))
        .collect();
    files.sort();
    files
}

/// A temporary folder, removed when this is dropped.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// An empty one.
    pub(crate) fn new() -> Result<Self, String> {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = env::temp_dir().join(format!("rekey-judge-{}-{count}", std::process::id()));
        fs::create_dir_all(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(Self(path))
    }

    /// A file in it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// What stands in a file of it; nothing where there is none.
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_default()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A program that writes into a file, and is stopped when this is dropped.
pub(crate) struct Running {
    child: Child,
    log: PathBuf,
}

impl Running {
    /// Starts a program whose output goes to `log`.
    pub(crate) fn start(command: &mut Command, log: PathBuf) -> Result<Self, String> {
        let name = command.get_program().to_string_lossy().into_owned();
        let why = |error: std::io::Error| format!("{name}: {error}");
        let out = File::create(&log).map_err(why)?;
        let errors = out.try_clone().map_err(why)?;
        let command = command.stdin(Stdio::null()).stdout(out).stderr(errors);
        let child = command.spawn().map_err(why)?;
        Ok(Self { child, log })
    }

    /// The origin that the emulator says it listens on.
    fn listening(&self, pauses: u32) -> Result<String, String> {
        for _ in 0..pauses {
            let said = fs::read_to_string(&self.log).unwrap_or_default();
            let mut whole = said.lines().filter(|_| said.ends_with('\n'));
            if let Some(line) = whole.next_back() {
                let origin = line.split("listening on ").nth(1);
                return origin
                    .map(str::to_owned)
                    .ok_or_else(|| "the emulator did not start".to_owned());
            }
            sleep(PAUSE);
        }
        Err("the emulator did not become ready".to_owned())
    }

    /// Waits for a good end.
    pub(crate) fn end(&mut self, pauses: u32) -> Result<(), String> {
        for _ in 0..pauses {
            match self.child.try_wait() {
                Ok(None) => sleep(PAUSE),
                Ok(Some(status)) if status.success() => return Ok(()),
                Ok(Some(status)) => return Err(format!("the judge ended with {status}")),
                Err(error) => return Err(error.to_string()),
            }
        }
        Err(format!(
            "the judge had no verdict after {:?}",
            PAUSE * pauses
        ))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
