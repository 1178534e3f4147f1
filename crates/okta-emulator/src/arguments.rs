//! The program's arguments.

use std::fmt::Write;

use okta_emulator::seed::{PEOPLE, RESET_LINK};

/// What the program is asked to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Say how to use it.
    Help,
    /// Run.
    Run(Arguments),
}

/// How to run.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Arguments {
    /// The port on 127.0.0.1; 0 picks a free one.
    pub(crate) port: u16,
    /// The link of recovery mails, with `{token}`.
    pub(crate) reset_link: String,
}

impl Arguments {
    /// Reads the arguments after the program's name; an error is a sentence.
    pub(crate) fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Wish, String> {
        let mut parsed = Self {
            port: 8788,
            reset_link: RESET_LINK.to_owned(),
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
                "--engine" => engine(&value()?)?,
                "--reset-link" => parsed.reset_link = reset_link(value()?)?,
                _ => return Err(format!("{flag} is not known; see --help")),
            }
        }
        Ok(Wish::Run(parsed))
    }
}

fn port(value: &str) -> Result<u16, String> {
    value
        .parse()
        .map_err(|_| format!("--port {value} is not a port"))
}

fn engine(value: &str) -> Result<(), String> {
    match value {
        "classic" => Ok(()),
        "identity-engine" => {
            Err("--engine identity-engine is not played yet; use classic".to_owned())
        }
        other => Err(format!("--engine {other} is not known; use classic")),
    }
}

fn reset_link(value: String) -> Result<String, String> {
    if value.contains("{token}") {
        Ok(value)
    } else {
        Err("--reset-link needs {token} where the token goes".to_owned())
    }
}

/// What `--help` prints.
pub(crate) fn help() -> String {
    let mut help = format!(
        "An Okta org in memory, on 127.0.0.1, for development.

Usage: okta-emulator [--port 8788] [--engine classic] [--reset-link URL]

  --port        where to listen; 0 picks a free port
  --engine      classic
  --reset-link  the link of recovery mails, with {{token}}
                [{RESET_LINK}]

Mailbox: /mailbox    Sign-in form: /    Tools: /_emulator/{{outbox,users,seed,clock,
faults,calls,sessions,policy,switches,reset}}

People:
"
    );
    for person in PEOPLE {
        let password = person.password.unwrap_or("(no password)");
        let (login, note) = (person.login, person.note);
        writeln!(help, "  {login:26} {password:16} {note}")
            .expect("writing to a string cannot fail");
    }
    help
}

#[cfg(test)]
mod tests {
    use super::{Arguments, Wish};

    fn parse(arguments: &[&str]) -> Result<Wish, String> {
        Arguments::parse(arguments.iter().map(ToString::to_string))
    }

    #[test]
    fn without_arguments_it_listens_on_8788_and_links_to_the_worker() {
        let expected = Arguments {
            port: 8788,
            reset_link: "http://127.0.0.1:8787/reset_password/{token}".to_owned(),
        };
        assert_eq!(parse(&[]), Ok(Wish::Run(expected)));
    }

    #[test]
    fn a_value_follows_its_flag_or_an_equals_sign() {
        let run = parse(&[
            "--port=0",
            "--engine",
            "classic",
            "--reset-link",
            "http://x.test/?t={token}",
        ]);
        let expected = Arguments {
            port: 0,
            reset_link: "http://x.test/?t={token}".to_owned(),
        };
        assert_eq!(run, Ok(Wish::Run(expected)));
    }

    #[test]
    fn what_cannot_work_is_refused_by_name() {
        for (arguments, named) in [
            (&["--port", "99999"][..], "--port"),
            (&["--port"], "--port"),
            (&["--engine", "identity-engine"], "identity-engine"),
            (&["--reset-link", "http://x.test/"], "{token}"),
            (&["--verbose"], "--verbose"),
        ] {
            let complaint = parse(arguments).unwrap_err();
            assert!(complaint.contains(named), "{complaint}");
        }
    }

    #[test]
    fn help_names_everybody_in_the_seed() {
        let help = super::help();
        for person in okta_emulator::seed::PEOPLE {
            assert!(help.contains(person.login), "{} is missing", person.login);
        }
    }
}
