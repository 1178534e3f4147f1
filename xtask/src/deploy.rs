//! To Cloudflare, with settings that were meant for it.

use std::fs;

use crate::arguments::Parts;
use crate::build;
use crate::failure::{Explain, Failure, Outcome};
use crate::places::Places;
use crate::program::Program;
use crate::setup::{Browser, Setup};

/// The settings that have no default.
const ADDRESSES: [&str; 2] = ["OKTA_ORG_URL", "PUBLIC_URL"];

/// Checks `wrangler.toml`, builds, and hands over to `wrangler deploy`.
pub(crate) fn deploy(places: &Places) -> Outcome {
    let text = fs::read_to_string(places.at("wrangler.toml")).explain("wrangler.toml")?;
    check(&text)?;
    let setup = Setup::make(places, Browser::NotNeeded)?;
    build::build(&setup, Parts::Both)?;
    Program::new(places, places.npm_program("wrangler"))
        .args(["deploy"])
        .run()
}

fn check(wrangler: &str) -> Outcome {
    for name in ADDRESSES {
        let Some(value) = variable(wrangler, name) else {
            return Err(Failure::new(format!(
                "{name} is not set: give it a value under [vars] in wrangler.toml"
            )));
        };
        if !value.starts_with("https://") || value.contains("your-") {
            return Err(Failure::new(format!(
                "{name} = \"{value}\" in wrangler.toml is not a public https:// address of yours"
            )));
        }
    }
    Ok(())
}

/// A string under `[vars]`; the file is ours, one setting a line.
fn variable<'a>(wrangler: &'a str, name: &str) -> Option<&'a str> {
    let vars = wrangler.lines().skip_while(|line| line.trim() != "[vars]");
    let mut vars = vars.skip(1).take_while(|line| !line.starts_with('['));
    vars.find_map(|line| {
        let (key, value) = line.split_once('=')?;
        let value = value.trim().strip_prefix('"')?.split('"').next()?;
        (key.trim() == name).then_some(value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(org: &str) -> String {
        format!(
            "name = \"x\"\n[vars]\n# OKTA_ORG_URL = \"no\"\n{org}\nPUBLIC_URL = \"https://reset.acme.test\"\n"
        )
    }

    #[test]
    fn real_addresses_pass() {
        let text = with("OKTA_ORG_URL = \"https://acme.okta.com\" # ours");
        assert!(check(&text).is_ok());
    }

    #[test]
    fn a_missing_a_local_and_an_invented_address_are_refused_by_name() {
        for org in [
            "",
            "OKTA_ORG_URL = \"http://127.0.0.1:8788\"",
            "OKTA_ORG_URL = \"https://your-org.okta.com\"",
        ] {
            let failure = check(&with(org)).unwrap_err();
            assert!(failure.to_string().contains("OKTA_ORG_URL"), "{failure}");
        }
    }
}
