//! The command line, parsed.

use crate::failure::{Failure, Outcome};

/// What `cargo xtask` alone prints.
pub(crate) const USAGE: &str = "\
cargo xtask <command>

  dev      build, start the Okta emulator and the Worker, print where to look
             --engine classic     the org's sign-in engine
             --delivery okta      who sends the mails
             --channels email     the ways a message can take: email,sms,call
             --port 8787          the Worker, on 127.0.0.1
             --okta-port 8788     the emulator, on 127.0.0.1
             --gallery-port 8789  every page in every state, on 127.0.0.1
  test     every check and every test, stopping at the first failure
  build    the element and the Worker (also the [build] command of wrangler.toml)
             --web-only           the element alone
  package  the elements as an npm package, and as five lines of HTML
  sizes    what a browser downloads and what Cloudflare starts, in bytes
  notices  write THIRD_PARTY_NOTICES.txt anew, after Cargo.lock has changed
  pictures take the README's pictures anew; ports as for `dev`
  looks    take the pictures anew that the pages are held against, tests/looks
  setup    install what is missing, and nothing else
  deploy   check the settings, build, `wrangler deploy`
  timing   measure whether a Worker of yours tells who has an account; alone, it lists its options
  bench    measure how fast it is, beside a bare Worker and a back end that asks Okta first
             --quick              a few minutes of it, to see that it works";

/// One command with its options.
#[derive(Debug, PartialEq)]
pub(crate) enum Command {
    /// Print [`USAGE`].
    Help,
    /// Install what is missing.
    Setup,
    /// Build the products.
    Build(Parts),
    /// Make the npm package.
    Package,
    /// Print the products' sizes.
    Sizes,
    /// Write down what is other people's in the products.
    Notices,
    /// Run a development session.
    Dev(Wishes),
    /// Run every check.
    Test,
    /// Take the pictures of `README.md`.
    Pictures(Wishes),
    /// Take the pictures that the pages are held against.
    Looks,
    /// Publish to Cloudflare.
    Deploy,
    /// Measure a deployment; whoever measures reads the options.
    Timing(Vec<String>),
    /// Measure how fast the products are.
    Bench(Length),
}

/// How long to measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Length {
    /// Until the numbers say something.
    Whole,
    /// Long enough to see that it works.
    Quick,
}

/// Which products to build.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Parts {
    /// The element and the Worker.
    Both,
    /// The element alone.
    Web,
}

/// The options of `dev` and `pictures`.
#[derive(Debug, PartialEq)]
pub(crate) struct Wishes {
    /// The org's sign-in engine, as `OKTA_ENGINE` spells it.
    pub(crate) engine: String,
    /// Who sends the mails, as `DELIVERY` spells it.
    pub(crate) delivery: String,
    /// The ways a message can take, as `CHANNELS` spells them.
    pub(crate) channels: String,
    /// The Worker's port.
    pub(crate) port: u16,
    /// The emulator's port.
    pub(crate) okta_port: u16,
    /// The gallery's port.
    pub(crate) gallery_port: u16,
}

impl Default for Wishes {
    fn default() -> Self {
        Self {
            engine: "classic".into(),
            delivery: "okta".into(),
            channels: "email".into(),
            port: 8787,
            okta_port: 8788,
            gallery_port: 8789,
        }
    }
}

impl Command {
    /// Reads what follows `cargo xtask`.
    pub(crate) fn parse(given: &[String]) -> Outcome<Self> {
        let Some((name, options)) = given.split_first() else {
            return Ok(Self::Help);
        };
        match name.as_str() {
            "help" | "--help" | "-h" => Ok(Self::Help),
            "setup" => alone(Self::Setup, options),
            "build" => Ok(Self::Build(parts(options)?)),
            "package" => alone(Self::Package, options),
            "sizes" => alone(Self::Sizes, options),
            "notices" => alone(Self::Notices, options),
            "dev" => Ok(Self::Dev(wishes(options)?)),
            "test" => alone(Self::Test, options),
            "pictures" => Ok(Self::Pictures(wishes(options)?)),
            "looks" => alone(Self::Looks, options),
            "deploy" => alone(Self::Deploy, options),
            "timing" => Ok(Self::Timing(options.to_vec())),
            "bench" => Ok(Self::Bench(length(options)?)),
            other => Err(usage(&format!("there is no command `{other}`"))),
        }
    }
}

fn alone(command: Command, options: &[String]) -> Outcome<Command> {
    match options.first() {
        None => Ok(command),
        Some(option) => Err(unknown(option)),
    }
}

fn parts(options: &[String]) -> Outcome<Parts> {
    match options {
        [] => Ok(Parts::Both),
        [only] if only == "--web-only" => Ok(Parts::Web),
        [other, ..] => Err(unknown(other)),
    }
}

fn length(options: &[String]) -> Outcome<Length> {
    match options {
        [] => Ok(Length::Whole),
        [only] if only == "--quick" => Ok(Length::Quick),
        [other, ..] => Err(unknown(other)),
    }
}

fn wishes(options: &[String]) -> Outcome<Wishes> {
    let mut wishes = Wishes::default();
    let mut rest = options.iter();
    while let Some(option) = rest.next() {
        let (name, value) = match option.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (option.as_str(), rest.next().cloned()),
        };
        let value = || value.ok_or_else(|| usage(&format!("`{name}` wants a value")));
        match name {
            "--engine" => wishes.engine = engine(value()?)?,
            "--delivery" => wishes.delivery = delivery(value()?)?,
            "--channels" => wishes.channels = channels(&value()?)?,
            "--port" => wishes.port = port(name, &value()?)?,
            "--okta-port" => wishes.okta_port = port(name, &value()?)?,
            "--gallery-port" => wishes.gallery_port = port(name, &value()?)?,
            other => return Err(unknown(other)),
        }
    }
    let ports = [
        ("--port", wishes.port),
        ("--okta-port", wishes.okta_port),
        ("--gallery-port", wishes.gallery_port),
    ];
    for (number, (name, port)) in ports.iter().enumerate() {
        if let Some((other, _)) = ports[number + 1..].iter().find(|(_, other)| other == port) {
            return Err(usage(&format!("`{name}` and `{other}` are the same")));
        }
    }
    Ok(wishes)
}

fn engine(value: String) -> Outcome<String> {
    match value.as_str() {
        "classic" | "identity-engine" => Ok(value),
        other => Err(usage(&format!(
            "`--engine {other}` is not one of: classic, identity-engine"
        ))),
    }
}

fn delivery(value: String) -> Outcome<String> {
    match value.as_str() {
        "okta" | "own" => Ok(value),
        other => Err(usage(&format!(
            "`--delivery {other}` is not one of: okta, own"
        ))),
    }
}

fn channels(value: &str) -> Outcome<String> {
    let words: Vec<&str> = value.split([',', ' ']).collect();
    let is_known = |word: &&str| ["email", "sms", "call"].contains(word);
    if words.iter().all(is_known) {
        return Ok(words.join(" "));
    }
    Err(usage(&format!(
        "`--channels {value}` is not some of: email, sms, call"
    )))
}

fn port(name: &str, value: &str) -> Outcome<u16> {
    match value.parse() {
        Ok(port) if port > 0 => Ok(port),
        _ => Err(usage(&format!(
            "`{name} {value}` is not a port (1 to 65535)"
        ))),
    }
}

fn unknown(option: &str) -> Failure {
    usage(&format!("there is no option `{option}` here"))
}

fn usage(what: &str) -> Failure {
    Failure::usage(format!("{what}\n\n{USAGE}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Outcome<Command> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Command::parse(&words)
    }

    #[test]
    fn nothing_at_all_asks_for_help() {
        assert_eq!(parse("").unwrap(), Command::Help);
    }

    #[test]
    fn dev_needs_no_option() {
        assert_eq!(parse("dev").unwrap(), Command::Dev(Wishes::default()));
    }

    #[test]
    fn pictures_take_the_ports_of_dev() {
        let expected = Command::Pictures(Wishes {
            port: 9000,
            ..Wishes::default()
        });
        assert_eq!(parse("pictures --port 9000").unwrap(), expected);
    }

    #[test]
    fn an_option_takes_its_value_after_a_space_or_an_equals_sign() {
        let expected = Command::Dev(Wishes {
            port: 9000,
            okta_port: 9001,
            ..Wishes::default()
        });
        assert_eq!(parse("dev --port 9000 --okta-port=9001").unwrap(), expected);
    }

    #[test]
    fn channels_are_separated_as_the_shell_likes_it() {
        let expected = Command::Dev(Wishes {
            channels: "email sms".into(),
            ..Wishes::default()
        });
        assert_eq!(parse("dev --channels email,sms").unwrap(), expected);
    }

    #[test]
    fn nonsense_is_a_usage_error_that_repeats_the_word() {
        for (line, word) in [
            ("fly", "fly"),
            ("dev --engine steam", "steam"),
            ("dev --channels email,pigeon", "pigeon"),
            ("dev --port 0", "--port 0"),
            ("dev --port", "--port"),
            ("dev --port 8788", "--okta-port"),
            ("dev --gallery-port 8788", "--okta-port"),
            ("test --quick", "--quick"),
            ("build --all", "--all"),
            ("bench --slow", "--slow"),
        ] {
            let failure = parse(line).unwrap_err();
            assert_eq!(failure.code(), 2, "{line}");
            assert!(failure.to_string().contains(word), "{line}: {failure}");
        }
    }

    #[test]
    fn what_is_measured_is_handed_on() {
        let expected = Command::Timing(vec!["--url".into(), "x".into()]);
        assert_eq!(parse("timing --url x").unwrap(), expected);
    }

    #[test]
    fn a_measurement_may_be_short() {
        assert_eq!(parse("bench").unwrap(), Command::Bench(Length::Whole));
        assert_eq!(
            parse("bench --quick").unwrap(),
            Command::Bench(Length::Quick)
        );
    }

    #[test]
    fn build_can_be_told_to_leave_the_worker_out() {
        assert_eq!(
            parse("build --web-only").unwrap(),
            Command::Build(Parts::Web)
        );
        assert_eq!(parse("build").unwrap(), Command::Build(Parts::Both));
    }
}
