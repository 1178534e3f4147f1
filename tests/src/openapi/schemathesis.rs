//! [schemathesis](https://schemathesis.readthedocs.io) reads the document, asks the Worker whatever it
//! allows and whatever it forbids, follows its links, and looks at each answer.
//!
//! What it looks for, and why it expects what it does, stands in `tests/schemathesis`.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};

use super::document::DOCUMENT;
use crate::call::{Call, FORM};
use crate::judges::{Folder, Running};
use crate::org::Okta;
use crate::programs::{OWN, RemoteOkta, UNLOCK, WITH_PHONES, required};
use crate::runtime::Edge;

/// What must be true, by name.
pub const CHECKS: [(&str, fn()); 3] = [
    ("finds_nothing_where_okta_sends", where_okta_sends),
    ("finds_nothing_where_we_send", where_we_send),
    ("finds_nothing_behind_a_good_link", behind_a_good_link),
];

/// Where somebody may go back to.
const APP: &[(&str, &str)] = &[("RETURN_TO", "https://app.example.com")];
/// Whose link it is: nobody asks them a recovery question, which could be answered five times only.
const ADA: &str = "ada@example.com";
/// How many pauses of 20 milliseconds each may take: four minutes.
const PATIENCE: u32 = 12_000;
/// The phases that no run is without.
const PHASES: [&str; 2] = ["coverage", "fuzzing"];

fn where_okta_sends() {
    let edge = Edge::unlimited(UNLOCK, WITH_PHONES);
    finds_nothing(&edge, "", &[]);
}

fn where_we_send() {
    let edge = Edge::unlimited(&[OWN, APP].concat(), WITH_PHONES);
    finds_nothing(&edge, "", &[]);
}

/// No token that is made up is good; so it is handed one.
fn behind_a_good_link() {
    let edge = Edge::unlimited(&[OWN, APP].concat(), WITH_PHONES);
    let body = format!("login={ADA}");
    let asked = Call::post("/forgot_password", FORM, body.as_bytes()).send(&edge.programs);
    assert_eq!(asked.status(), 200);
    let mut okta = RemoteOkta::at(&edge.programs.okta);
    let mail = (&mut okta as &mut dyn Okta).mail_for(ADA, 1);
    let link = mail["links"][0].as_str().expect("the mail has a link");
    let token = link.rsplit('/').next().unwrap_or_default();
    let (status, page) = Call::get(&format!("/reset_password/{token}")).json(&edge.programs);
    assert_eq!((status, &page["page"]), (200, &json!("new-password")));
    let given = format!("\n[parameters]\n\"path.token\" = \"{token}\"\n");
    finds_nothing(&edge, &given, &["--include-path-regex", "^/reset_password"]);
}

/// A Worker under attack, and the judgement. `settings` are schemathesis's own, besides its file.
fn finds_nothing(edge: &Edge, settings: &str, options: &[&str]) {
    let folder = Folder::new().expect("the temporary folder can be written");
    let root = PathBuf::from(required("REKEY_ROOT"));
    let file = fs::read_to_string(root.join("tests/schemathesis/schemathesis.toml"));
    let file = file.expect("its settings can be read");
    let config = folder.path("schemathesis.toml");
    fs::write(&config, file + settings).expect("the temporary folder can be written");
    let report = folder.path("report.json");
    let served = Call::get("/openapi.json").json(&edge.programs);
    assert_eq!(served, (200, DOCUMENT.root.clone()));
    let mut command = Command::new(required("REKEY_PYTHON"));
    command
        .args(["-m", "schemathesis.cli", "--config-file"])
        .arg(&config)
        // Read from an address, that address itself would not be looked at.
        .args(["run", "--url", &edge.programs.worker])
        .arg(root.join("worker/src/openapi.json"))
        .arg("--report-json-path")
        .arg(&report)
        .args(options)
        .env("NO_COLOR", "1");
    let run = Running::start(&mut command, folder.path("schemathesis.log"));
    let verdict = run.and_then(|mut run| run.end(PATIENCE));
    let said = folder.read("schemathesis.log");
    assert!(verdict.is_ok(), "{verdict:?}\n{said}");
    let report = serde_json::from_str(&folder.read("report.json"));
    is_whole(&report.expect("it writes down what it did"), options);
}

/// Whether it has looked: nothing is found where nothing is asked, either.
fn is_whole(report: &Value, options: &[&str]) {
    let short = json!([report["operations"], report["phases"], report["test_cases"]]);
    assert_eq!(report["complete"], true, "{short}");
    for phase in PHASES {
        assert_eq!(report["phases"][phase]["status"], "success", "{short}");
    }
    let generated = report["test_cases"]["generated"].as_u64();
    assert!(generated > Some(500), "{short}");
    if options.is_empty() {
        assert_eq!(report["phases"]["stateful"]["status"], "success", "{short}");
        assert_eq!(report["operations"]["tested"], operations(), "{short}");
    }
    println!("schemathesis: {short}");
}

/// How many there are.
fn operations() -> usize {
    let paths = DOCUMENT.root["paths"].as_object().into_iter().flatten();
    let members = paths.flat_map(|(_, item)| item.as_object().into_iter().flatten());
    members.filter(|(name, _)| *name != "parameters").count()
}
