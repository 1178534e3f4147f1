//! A development session: the emulator, the Worker and the gallery side by side, until Ctrl-C.

mod family;
mod http;
mod people;
mod stop;

use std::fs;
use std::net::TcpListener;
use std::time::Duration;

use crate::arguments::{Parts, Wishes};
use crate::build;
use crate::clock;
use crate::failure::{Explain, Failure, Outcome};
use crate::metadata::Metadata;
use crate::places::Places;
use crate::program::Program;
use crate::setup::{Browser, Setup};

use family::Family;
use stop::Stop;

/// How long a program may take until it answers.
const PATIENCE: Duration = Duration::from_mins(2);
const GLANCE: Duration = Duration::from_millis(100);

/// The emulator's API token, its `seed::API_TOKEN`.
const OKTA_API_TOKEN: &str = "00emulated-org-administrators-token-0rekey";

/// The emulator's OIDC app, its `OIDC_APP` and `REDIRECT_URI`.
const OIDC_APP: &str = "0oaemulated0rekeyapp";
const REDIRECT_URI: &str = "http://127.0.0.1:8787/login/callback";

/// An org whose policy lets people recover by phone.
const WITH_PHONES: &str =
    r#"{"policy": {"recovery": {"factors": {"oktaSms": "on", "oktaCall": "on"}}}}"#;

/// The key of the emulator's mail service, its `seed::RESEND_API_KEY`.
const RESEND_API_KEY: &str = "re_emulated_mail_account_0rekey";

/// Builds, starts both programs, says where to look, and stops both at the end.
pub(crate) fn dev(places: &Places, wishes: &Wishes) -> Outcome {
    free_ports(wishes)?;
    free(wishes.gallery_port, "--gallery-port")?;
    let setup = Setup::make(places, Browser::NotNeeded)?;
    if let Some(mut session) = Session::start(&setup, wishes)? {
        let program = gallery_program(places, wishes)?;
        let mut gallery = Family::start("gallery", program)?;
        if wait_for(&mut gallery, wishes.gallery_port, "/", &session.stop)? {
            println!("{}", people::block(wishes)?);
            session.watch(&mut gallery)?;
        }
    }
    println!("xtask: stopping");
    Ok(())
}

/// Both programs, ready; stopped when dropped, the Worker before the org that it talks to.
#[derive(Debug)]
pub(crate) struct Session {
    worker: Family,
    org: Family,
    stop: Stop,
}

impl Session {
    /// Builds and starts both; nothing when asked to stop meanwhile.
    pub(crate) fn start(setup: &Setup, wishes: &Wishes) -> Outcome<Option<Self>> {
        let places = &setup.places;
        build::build(setup, Parts::Both)?;
        let emulator = emulator(places)?;
        let stop = Stop::listen()?;
        let org = Family::start("okta", org_program(places, wishes, &emulator)?)?;
        let worker = Family::start("worker", worker_program(places, wishes)?)?;
        let mut session = Self { worker, org, stop };
        Ok(session.is_ready(wishes)?.then_some(session))
    }

    fn is_ready(&mut self, wishes: &Wishes) -> Outcome<bool> {
        let Self { worker, org, stop } = self;
        Ok(wait_for(org, wishes.okta_port, "/_emulator/seed", stop)?
            && wait_for(worker, wishes.port, "/healthz", stop)?)
    }

    /// Shows what both say, until asked to stop.
    fn watch(&mut self, gallery: &mut Family) -> Outcome {
        self.worker.speak_up();
        self.org.speak_up();
        watch(&mut [&mut self.org, &mut self.worker, gallery], &self.stop)
    }
}

/// Refuses ports that are taken, before anything takes long.
pub(crate) fn free_ports(wishes: &Wishes) -> Outcome {
    free(wishes.port, "--port")?;
    free(wishes.okta_port, "--okta-port")
}

/// Compiles the emulator; where its program is.
pub(crate) fn emulator(places: &Places) -> Outcome<std::path::PathBuf> {
    Program::cargo(places)
        .args(["build", "--package", "okta-emulator"])
        .run()?;
    Ok(Metadata::read(places)?
        .target()?
        .join("debug/okta-emulator"))
}

/// Compiles the gallery; its pages have the Worker's element.
fn gallery_program(places: &Places, wishes: &Wishes) -> Outcome<Program> {
    Program::cargo(places)
        .args(["build", "--package", "pages", "--example", "gallery"])
        .run()?;
    let program = Metadata::read(places)?
        .target()?
        .join("debug/examples/gallery");
    Ok(Program::new(places, program).args([wishes.gallery_port.to_string(), origin(wishes.port)]))
}

fn org_program(places: &Places, wishes: &Wishes, emulator: &std::path::Path) -> Outcome<Program> {
    let link = format!("{}/reset_password/{{token}}", origin(wishes.port));
    let unlock_link = format!("{}/unlock/{{token}}", origin(wishes.port));
    let program = Program::new(places, emulator)
        .args(["--port", &wishes.okta_port.to_string()])
        .args(["--engine", &wishes.engine])
        .args(["--reset-link", &link])
        .args(["--unlock-link", &unlock_link]);
    if wishes.channels == "email" {
        return Ok(program);
    }
    let seed = places.own("dev/seed.json");
    fs::create_dir_all(places.own("dev")).explain("cannot make target/xtask/dev")?;
    fs::write(&seed, WITH_PHONES).explain("cannot write the org's seed")?;
    Ok(program.args(["--seed".as_ref(), seed.as_os_str()]))
}

fn worker_program(places: &Places, wishes: &Wishes) -> Outcome<Program> {
    let state = places.own("dev/state");
    if state.exists() {
        // The emulator begins anew, so what the Worker remembers of it is void.
        fs::remove_dir_all(&state).explain("cannot clear the Worker's state")?;
    }
    let settings = places.own("dev/settings.env");
    fs::create_dir_all(places.own("dev")).explain("cannot make target/xtask/dev")?;
    fs::write(&settings, settings_for(wishes)).explain("cannot write the Worker's settings")?;
    Ok(Program::new(places, places.npm_program("wrangler"))
        .args(["dev", "--local", "--ip", "127.0.0.1"])
        .args(["--port", &wishes.port.to_string()])
        .args(["--inspector-port", "0"])
        .args(["--show-interactive-dev-session", "false"])
        .args(["--persist-to".as_ref(), state.as_os_str()])
        // In place of .dev.vars, which names a real org.
        .args(["--env-file".as_ref(), settings.as_os_str()]))
}

/// What `.dev.vars` would say for the emulator.
fn settings_for(wishes: &Wishes) -> String {
    let mut settings = format!(
        "OKTA_ORG_URL={org}\nOKTA_ENGINE={engine}\nDELIVERY={delivery}\nPUBLIC_URL={own}\n\
         SIGN_IN_URL={org}/\nCHANNELS={channels}\nUNLOCK=true\nMAILS_PER_HOUR=1000\nMAILS_PER_DAY=1000\n\
         BREACH_CHECK=warn\nBREACH_CHECK_URL={org}/pwned\n",
        org = origin(wishes.okta_port),
        engine = wishes.engine,
        delivery = wishes.delivery,
        channels = wishes.channels,
        own = origin(wishes.port),
    );
    if wishes.engine == "identity-engine" {
        let app = format!("OKTA_APP_CLIENT_ID={OIDC_APP}\nOKTA_APP_REDIRECT_URI={REDIRECT_URI}\n");
        settings.push_str(&app);
    }
    if wishes.delivery == "own" {
        settings.push_str(&mail_settings_for(wishes));
    }
    settings
}

/// The emulator plays the mail service, too.
fn mail_settings_for(wishes: &Wishes) -> String {
    format!(
        "MAIL_FROM=Rekey <no-reply@example.com>\nMAILER=resend\nRESEND_URL={org}/resend\n\
         RESEND_API_KEY={RESEND_API_KEY}\nOKTA_API_TOKEN={OKTA_API_TOKEN}\n",
        org = origin(wishes.okta_port),
    )
}

/// The address of a program of ours.
pub(crate) fn origin(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}

fn free(port: u16, option: &str) -> Outcome {
    match TcpListener::bind(("127.0.0.1", port)) {
        Ok(_) => Ok(()),
        Err(error) => Err(Failure::new(format!(
            "port {port} cannot be used ({error}); choose another with `{option}`"
        ))),
    }
}

/// Whether it answers; `false` when asked to stop meanwhile.
fn wait_for(family: &mut Family, port: u16, path: &str, stop: &Stop) -> Outcome<bool> {
    let start = clock::now();
    while !stop.within(GLANCE) {
        if http::get(port, path).is_some_and(|answer| answer.status == 200) {
            return Ok(true);
        }
        if let Some(end) = family.ended()? {
            return Err(family.failure(&format!("ended before it was ready ({end})")));
        }
        if start.elapsed() > PATIENCE {
            return Err(family.failure(&format!("does not answer {path} on port {port}")));
        }
    }
    Ok(false)
}

fn watch(families: &mut [&mut Family], stop: &Stop) -> Outcome {
    while !stop.within(GLANCE) {
        for family in families.iter_mut() {
            if let Some(end) = family.ended()? {
                return Err(family.failure(&format!("ended by itself ({end})")));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_is_told_of_the_emulator_and_of_itself() {
        let settings = settings_for(&Wishes::default());
        assert!(settings.contains("OKTA_ORG_URL=http://127.0.0.1:8788\n"));
        assert!(settings.contains("PUBLIC_URL=http://127.0.0.1:8787\n"));
        assert!(settings.contains("BREACH_CHECK_URL=http://127.0.0.1:8788/pwned\n"));
    }

    #[test]
    fn the_worker_hears_of_a_mail_service_only_where_it_needs_one() {
        let own = Wishes {
            delivery: "own".into(),
            ..Wishes::default()
        };
        let settings = settings_for(&own);
        assert!(settings.contains("RESEND_URL=http://127.0.0.1:8788/resend\n"));
        assert!(!settings_for(&Wishes::default()).contains("RESEND"));
    }

    #[test]
    fn the_key_is_the_emulators() {
        let seed = include_str!("../../../crates/okta-emulator/src/seed/mod.rs");
        let constant = format!("RESEND_API_KEY: &str = \"{RESEND_API_KEY}\"");
        assert!(seed.contains(&constant));
    }

    #[test]
    fn a_taken_port_is_named_with_the_option_that_changes_it() {
        let holder = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = holder.local_addr().unwrap().port();
        let failure = free(port, "--port").unwrap_err().to_string();
        assert!(failure.contains(&port.to_string()), "{failure}");
        assert!(failure.contains("--port"), "{failure}");
        drop(holder);
        assert!(free(port, "--port").is_ok());
    }
}
