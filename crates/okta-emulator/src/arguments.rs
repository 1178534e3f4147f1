//! The program's arguments.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use okta_emulator::seed::{RESET_LINK, UNLOCK_LINK};
use okta_emulator::{Engine, Seed};

/// What the program is asked to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Say how to use it.
    Help,
    /// Run.
    Run(Arguments),
}

/// How to run. What is not said is as the seed has it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Arguments {
    /// The port on 127.0.0.1; 0 picks a free one.
    pub(crate) port: u16,
    /// Which engine is played.
    pub(crate) engine: Option<Engine>,
    /// The link of recovery mails, with `{token}`.
    pub(crate) reset_link: Option<String>,
    /// The link of mails that unlock an account, with `{token}`.
    pub(crate) unlock_link: Option<String>,
    /// The file that the seed is read from.
    pub(crate) seed: Option<PathBuf>,
}

impl Arguments {
    /// Reads the arguments after the program's name; an error is a sentence.
    pub(crate) fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Wish, String> {
        let mut parsed = Self {
            port: 8788,
            engine: None,
            reset_link: None,
            unlock_link: None,
            seed: None,
        };
        while let Some(argument) = arguments.next() {
            let (flag, inline) = match argument.split_once('=') {
                Some((flag, value)) => (flag.to_owned(), Some(value.to_owned())),
                None => (argument, None),
            };
            let mut value = || {
                let value = inline.clone().or_else(|| arguments.next());
                value.ok_or_else(|| format!("{flag} needs a value"))
            };
            match flag.as_str() {
                "--help" | "-h" => return Ok(Wish::Help),
                "--port" => parsed.port = port(&value()?)?,
                "--engine" => parsed.engine = Some(engine(&value()?)?),
                "--reset-link" => parsed.reset_link = Some(link(&flag, value()?)?),
                "--unlock-link" => parsed.unlock_link = Some(link(&flag, value()?)?),
                "--seed" => parsed.seed = Some(value()?.into()),
                _ => return Err(format!("{flag} is not known; see --help")),
            }
        }
        Ok(Wish::Run(parsed))
    }

    /// The seed that the arguments ask for; an error is a sentence.
    pub(crate) fn seed(self) -> Result<Seed, String> {
        let mut seed = match &self.seed {
            Some(file) => read(file).map_err(|error| format!("--seed {}: {error}", file.display())),
            None => Ok(Seed::default()),
        }?;
        if let Some(engine) = self.engine {
            seed.switches.engine = engine;
        }
        if let Some(reset_link) = self.reset_link {
            seed.reset_link = reset_link;
        }
        if let Some(unlock_link) = self.unlock_link {
            seed.unlock_link = unlock_link;
        }
        Ok(seed)
    }
}

fn read(file: &Path) -> Result<Seed, String> {
    let text = std::fs::read_to_string(file).map_err(|error| error.to_string())?;
    Seed::from_json(&text)
}

fn port(value: &str) -> Result<u16, String> {
    value
        .parse()
        .map_err(|_| format!("--port {value} is not a port"))
}

fn engine(value: &str) -> Result<Engine, String> {
    match value {
        "classic" => Ok(Engine::Classic),
        "identity-engine" => Ok(Engine::IdentityEngine),
        other => Err(format!(
            "--engine {other} is not known; use classic or identity-engine"
        )),
    }
}

fn link(flag: &str, value: String) -> Result<String, String> {
    if value.contains("{token}") {
        Ok(value)
    } else {
        Err(format!("{flag} needs {{token}} where the token goes"))
    }
}

/// What `--help` prints.
pub(crate) fn help() -> String {
    let mut help = format!(
        "An Okta org in memory, on 127.0.0.1, for development.

Usage: okta-emulator [--port 8788] [--engine classic] [--reset-link URL] [--unlock-link URL]
                     [--seed FILE]

  --port        where to listen; 0 picks a free port
  --engine      classic or identity-engine
  --reset-link  the link of recovery mails, with {{token}}
                [{RESET_LINK}]
  --unlock-link the link of mails that unlock an account, with {{token}}
                [{UNLOCK_LINK}]
  --seed        a JSON file with people, policies and switches; see the README

Mailbox: /mailbox    Sign-in form: /    Mail service: /resend (Resend's API)
Stolen passwords: /pwned (Pwned Passwords' range API)
Turnstile: /turnstile/v0
Tools: /_emulator/{{outbox,users,seed,clock,faults,calls,sessions,apps,tokens,policy,
switches,reset}}

People:
"
    );
    for person in Seed::default().people {
        let password = person.password.as_deref().unwrap_or("(no password)");
        let (login, note) = (&person.login, &person.note);
        writeln!(help, "  {login:26} {password:16} {note}")
            .expect("writing to a string cannot fail");
    }
    help
}

#[cfg(test)]
mod tests {
    use okta_emulator::{Engine, Seed};

    use super::{Arguments, Wish};

    fn parse(arguments: &[&str]) -> Result<Wish, String> {
        Arguments::parse(arguments.iter().map(ToString::to_string))
    }

    fn plain() -> Arguments {
        Arguments {
            port: 8788,
            engine: None,
            reset_link: None,
            unlock_link: None,
            seed: None,
        }
    }

    #[test]
    fn without_arguments_it_listens_on_8788_and_links_to_the_worker() {
        assert_eq!(parse(&[]), Ok(Wish::Run(plain())));
        let seed = plain().seed().unwrap();
        assert_eq!(
            seed.reset_link,
            "http://127.0.0.1:8787/reset_password/{token}"
        );
        assert_eq!(seed.unlock_link, "http://127.0.0.1:8787/unlock/{token}");
        assert_eq!(seed.switches.engine, Engine::Classic);
    }

    #[test]
    fn a_value_follows_its_flag_or_an_equals_sign() {
        let run = parse(&[
            "--port=0",
            "--engine",
            "identity-engine",
            "--reset-link",
            "http://x.test/?t={token}",
            "--unlock-link=http://x.test/{token}",
            "--seed=org.json",
        ]);
        let expected = Arguments {
            port: 0,
            engine: Some(Engine::IdentityEngine),
            reset_link: Some("http://x.test/?t={token}".to_owned()),
            unlock_link: Some("http://x.test/{token}".to_owned()),
            seed: Some("org.json".into()),
        };
        assert_eq!(run, Ok(Wish::Run(expected)));
    }

    #[test]
    fn an_argument_wins_over_the_seed() {
        let arguments = Arguments {
            engine: Some(Engine::IdentityEngine),
            ..plain()
        };
        assert_eq!(
            arguments.seed().unwrap().switches.engine,
            Engine::IdentityEngine
        );
    }

    #[test]
    fn what_cannot_work_is_refused_by_name() {
        for (arguments, named) in [
            (&["--port", "99999"][..], "--port"),
            (&["--port"], "--port"),
            (&["--engine", "oie"], "identity-engine"),
            (&["--reset-link", "http://x.test/"], "{token}"),
            (&["--unlock-link", "http://x.test/"], "--unlock-link"),
            (&["--verbose"], "--verbose"),
        ] {
            let complaint = parse(arguments).unwrap_err();
            assert!(complaint.contains(named), "{complaint}");
        }
    }

    #[test]
    fn a_seed_that_is_not_there_is_named() {
        let arguments = Arguments {
            seed: Some("no-such-file.json".into()),
            ..plain()
        };
        let complaint = arguments.seed().unwrap_err();
        assert!(complaint.contains("no-such-file.json"), "{complaint}");
    }

    #[test]
    fn help_names_everybody_in_the_seed() {
        let help = super::help();
        for person in Seed::default().people {
            assert!(help.contains(&person.login), "{} is missing", person.login);
        }
    }
}
