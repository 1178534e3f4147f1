//! Cloudflare's runtime alone: `workerd` with the built Worker, without `wrangler` in between. It can
//! be killed and started again on the same storage.
//!
//! Static files are not served: these are Cloudflare's own business.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};

use crate::programs::{Limits, Output, Programs, required, start};
use crate::wrangler::Wrangler;

/// A limit that no test comes to.
const MORE_THAN_ANY: u64 = 1_000_000;

/// Where Durable Objects are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storage {
    /// Nowhere but in the runtime's memory.
    Memory,
    /// In files, which outlive the runtime.
    Disk,
}

/// Modules of a test that stand before the Worker's: the first is asked, and asks the Worker.
pub type Front = &'static [(&'static str, &'static [u8])];

/// The Worker in the runtime, and the emulator beside it. Both are stopped when this is dropped.
pub struct Edge {
    /// The runtime.
    pub runtime: Runtime,
    /// The emulator, and where both are.
    pub programs: Programs,
}

impl Edge {
    /// Starts both on free ports: an org like `seed`, the emulator's JSON, and a Worker with more
    /// `settings` than every test has.
    ///
    /// # Panics
    /// When a program does not start: there is nothing to test then.
    #[must_use]
    pub fn start(settings: &[(&str, &str)], seed: &str, storage: Storage) -> Self {
        Self::with(&[], settings, seed, (storage, Limits::AsShipped))
    }

    /// The same behind a test's modules.
    ///
    /// # Panics
    /// When a program does not start: there is nothing to test then.
    #[must_use]
    pub fn behind(front: Front, settings: &[(&str, &str)], seed: &str, storage: Storage) -> Self {
        Self::with(front, settings, seed, (storage, Limits::AsShipped))
    }

    /// The same, and one network may ask as much as it likes. Objects are files, in memory where
    /// there is some.
    ///
    /// Not [`Storage::Memory`]: there workerd ends (`Promise callback destroyed itself`) when an alarm
    /// has nothing to wait for, as for a login that cannot stand in an address of Okta's.
    ///
    /// # Panics
    /// When a program does not start: there is nothing to test then.
    #[must_use]
    pub fn unlimited(settings: &[(&str, &str)], seed: &str) -> Self {
        Self::with(&[], settings, seed, (Storage::Disk, Limits::None))
    }

    fn with(front: Front, settings: &[(&str, &str)], seed: &str, place: (Storage, Limits)) -> Self {
        // The crashes are on a disk; a new object waits for it.
        let folder = match place {
            (Storage::Disk, Limits::None) => Limits::AsShipped,
            (Storage::Disk | Storage::Memory, _) => Limits::None,
        };
        let (programs, vars) =
            Programs::emulated("https://app.example.com", settings, (seed, folder));
        let vars: Vec<_> = vars.iter().filter_map(|var| var.split_once(':')).collect();
        let at = (programs.port, programs.storage.as_path());
        let runtime = Runtime::behind(front, at, place, &vars);
        Self { runtime, programs }
    }
}

/// A runtime, killed when this is dropped.
pub struct Runtime {
    configuration: PathBuf,
    program: Option<Child>,
}

impl Runtime {
    /// Starts the Worker of `wrangler.toml` on a port of 127.0.0.1, with these variables besides
    /// those of the file. `folder` is written to, and holds the objects of [`Storage::Disk`].
    ///
    /// # Panics
    /// When the Worker is not built, or the runtime does not start.
    #[must_use]
    fn behind(
        front: Front,
        (port, folder): (u16, &Path),
        (storage, limits): (Storage, Limits),
        vars: &[(&str, &str)],
    ) -> Self {
        let root = PathBuf::from(required("REKEY_ROOT"));
        let mut wrangler = worker(&root, vars);
        if matches!(limits, Limits::None) {
            for (most, _) in wrangler.limits.values_mut() {
                *most = MORE_THAN_ANY;
            }
        }
        Self::running(front, (&root, &wrangler), (port, folder, storage))
    }

    /// The same for the Worker of another `wrangler.toml`, in `root`.
    ///
    /// # Panics
    /// When there is none, or the runtime does not start.
    #[must_use]
    pub fn of(
        root: &Path,
        (port, folder, storage): (u16, &Path, Storage),
        vars: &[(&str, &str)],
    ) -> Self {
        Self::running(&[], (root, &worker(root, vars)), (port, folder, storage))
    }

    fn running(
        front: Front,
        (root, wrangler): (&Path, &Wrangler),
        (port, folder, storage): (u16, &Path, Storage),
    ) -> Self {
        fs::create_dir_all(folder.join("objects")).expect("the temporary folder can be written");
        let mut modules = modules(root, wrangler, folder);
        for (at, (name, content)) in front.iter().enumerate() {
            fs::write(folder.join(name), content).expect("the temporary folder can be written");
            modules.insert(at, (*name).to_owned());
        }
        let text = capnp(wrangler, &modules, (port, folder, storage));
        let configuration = folder.join("workerd.capnp");
        fs::write(&configuration, text).expect("the temporary folder can be written");
        fs::write(folder.join("limit.js"), LIMIT).expect("the temporary folder can be written");
        let mut runtime = Self {
            configuration,
            program: None,
        };
        runtime.start_again();
        runtime
    }

    /// Ends it as a power cut would: nothing is said, nothing is finished.
    ///
    /// # Panics
    /// When it has ended before by itself.
    pub fn kill(&mut self) {
        let mut program = self.program.take().expect("the runtime runs");
        let ended = program.try_wait().expect("it is a child of this process");
        assert!(
            ended.is_none(),
            "the runtime has ended by itself: {ended:?}"
        );
        program.kill().expect("it is a child of this process");
        program.wait().expect("it is a child of this process");
    }

    /// Starts it on the same port, with what it has stored.
    ///
    /// # Panics
    /// When it does not start, or has not ended.
    pub fn start_again(&mut self) {
        assert!(self.program.is_none(), "the runtime runs");
        let binary = Path::new(&required("REKEY_NODE_MODULES")).join("workerd/bin/workerd");
        let mut command = Command::new(binary);
        command
            .args(["serve", "--control-fd=1"])
            .arg(&self.configuration);
        let output = Output::default();
        self.program = Some(start(&output, &mut command, "\"event\":\"listen\""));
    }

    /// Its process, for whoever measures it.
    #[must_use]
    pub fn process(&self) -> Option<u32> {
        self.program.as_ref().map(Child::id)
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        if let Some(mut program) = self.program.take() {
            if let Ok(Some(status)) = program.try_wait() {
                eprintln!("the runtime has ended by itself: {status}");
            }
            let _ = program.kill();
            let _ = program.wait();
        }
    }
}

/// The Worker of the `wrangler.toml` in `root`, with more variables.
fn worker(root: &Path, vars: &[(&str, &str)]) -> Wrangler {
    let text = fs::read_to_string(root.join("wrangler.toml")).expect("wrangler.toml is there");
    let mut wrangler = Wrangler::read(&text);
    for (name, value) in vars {
        let (name, value) = ((*name).to_owned(), (*value).to_owned());
        wrangler.vars.insert(name, value);
    }
    wrangler
}

/// Copies the modules into `folder`, so that a build meanwhile changes nothing; the main one first.
fn modules(root: &Path, wrangler: &Wrangler, folder: &Path) -> Vec<String> {
    let built = fs::read_dir(root.join(wrangler.modules())).expect("run `cargo xtask build`");
    let mut names: Vec<String> = built
        .flatten()
        .filter_map(|file| file.file_name().into_string().ok())
        .filter(|name| kind(name).is_some())
        .collect();
    let main = wrangler.main.file_name().and_then(|name| name.to_str());
    names.sort_by_key(|name| Some(name.as_str()) != main);
    for name in &names {
        let from = root.join(wrangler.modules()).join(name);
        fs::copy(from, folder.join(name)).expect("a module can be copied");
    }
    names
}

fn kind(module: &str) -> Option<&'static str> {
    match Path::new(module).extension()?.to_str()? {
        "js" => Some("esModule"),
        "wasm" => Some("wasm"),
        _ => None,
    }
}

/// The runtime's configuration, as its `workerd.capnp` describes it.
fn capnp(
    wrangler: &Wrangler,
    modules: &[String],
    (port, folder, storage): (u16, &Path, Storage),
) -> String {
    let mut of_modules = String::new();
    for name in modules {
        let kind = kind(name).unwrap_or_default();
        let _ = write!(of_modules, "(name = {name:?}, {kind} = embed {name:?}), ");
    }
    let mut bindings = String::new();
    let mut namespaces = String::new();
    for (binding, class) in &wrangler.objects {
        let _ = write!(
            bindings,
            "(name = {binding:?}, durableObjectNamespace = {class:?}), "
        );
        // What is in memory only would be forgotten with an object that is put to rest.
        let stays = storage == Storage::Memory;
        let of_class = format!(
            "className = {class:?}, uniqueKey = {class:?}, enableSql = true, preventEviction = {stays}"
        );
        let _ = write!(namespaces, "({of_class}), ");
    }
    for (name, value) in &wrangler.vars {
        let value = serde_json::Value::from(value.as_str());
        let _ = write!(bindings, "(name = {name:?}, text = {value}), ");
    }
    for (binding, (limit, period)) in &wrangler.limits {
        let inner = format!(
            "(name = \"limit\", json = \"{limit}\"), (name = \"period\", json = \"{period}\")"
        );
        let _ = write!(
            bindings,
            "(name = {binding:?}, wrapped = (moduleName = \"rekey:limit\", innerBindings = [{inner}])), "
        );
    }
    let flags = &wrangler.flags;
    let kept = match storage {
        Storage::Memory => "inMemory = void",
        Storage::Disk => "localDisk = \"objects\"",
    };
    format!(
        "using Workerd = import \"/workerd/workerd.capnp\";
const config :Workerd.Config = (
  services = [
    (name = \"rekey\", worker = .rekey),
    (name = \"internet\", network = (allow = [\"public\", \"private\"])),
    (name = \"objects\", disk = (path = \"{objects}\", writable = true)),
  ],
  sockets = [(name = \"http\", address = \"127.0.0.1:{port}\", http = (), service = \"rekey\")],
  extensions = [(modules = [
    (name = \"rekey:limit\", internal = true, esModule = embed \"limit.js\"),
  ])],
);
const rekey :Workerd.Worker = (
  modules = [{of_modules}],
  compatibilityDate = {date:?},
  compatibilityFlags = {flags:?},
  bindings = [{bindings}],
  durableObjectNamespaces = [{namespaces}],
  durableObjectStorage = ({kept}),
);
",
        objects = folder.join("objects").display(),
        date = wrangler.date,
    )
}

/// Cloudflare's rate limit, as far as one machine has it: so many requests of one key in a period.
const LIMIT: &str = "\
class Ratelimit {
  constructor(env) { this.env = env; this.period = 0; this.seen = new Map(); }
  async limit({ key }) {
    const period = Math.floor(Date.now() / (this.env.period * 1000));
    if (period !== this.period) { this.period = period; this.seen.clear(); }
    const count = (this.seen.get(key) ?? 0) + 1;
    this.seen.set(key, count);
    return { success: count <= this.env.limit };
  }
}
export default (env) => new Ratelimit(env);
";
