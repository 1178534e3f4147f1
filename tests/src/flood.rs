//! A flood, as fast as this machine can send it, against the limits that the Worker ships with.

use std::collections::BTreeMap;
use std::fs;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::beat::now;
use crate::call::{Call, FORM};
use crate::org::Okta;
use crate::programs::{OWN, Programs, RemoteOkta};

/// How long the flood lasts.
const LASTS: Duration = Duration::from_secs(20);
/// How many send at once.
const SENDERS: u64 = 8;
/// From how many networks.
const NETWORKS: u64 = 16;
/// Half of it is for this address.
const TARGET: &str = "ada@example.com";
/// Who wants nothing but a new password meanwhile, from a network of their own.
const BYSTANDER: &str = "alan@example.com";
const BYSTANDERS_NETWORK: &str = "198.51.100.7";
const PASSWORD: &str = "Battery-Staple-8";

/// What `wrangler.toml` and the Worker's own defaults allow.
const PER_NETWORK: u64 = 30;
const MAILS_PER_HOUR: usize = 5;
const CALLS_PER_MINUTE: usize = 300;

/// The flood, and everything that must be true after it.
///
/// # Panics
/// When something is not.
pub fn reaches_neither_people_nor_okta() {
    let quota = [("MAILS_PER_HOUR", ""), ("MAILS_PER_DAY", "")];
    let settings = [OWN, &quota, &[("OKTA_CALLS_PER_MINUTE", "")]].concat();
    let programs = Programs::as_shipped("https://app.example.com", &settings);
    let mut okta = RemoteOkta::fresh(&programs.okta);
    let okta: &mut dyn Okta = &mut okta;
    let quiet = resets(&programs, okta, "grace@example.com");
    let over = AtomicBool::new(false);
    let sent = AtomicU64::new(0);
    let start = now();
    let (statuses, took) = thread::scope(|scope| {
        let senders: Vec<_> = (0..SENDERS)
            .map(|sender| {
                let (programs, shared) = (&programs, (&over, &sent));
                scope.spawn(move || flood(programs, sender * 1_000_000, shared))
            })
            .collect();
        // In the middle of it.
        thread::sleep(LASTS / 2);
        let took = resets(&programs, okta, BYSTANDER);
        thread::sleep(LASTS.saturating_sub(start.elapsed()));
        over.store(true, Ordering::Relaxed);
        let mut statuses = BTreeMap::<u16, u64>::new();
        for sender in senders {
            for (status, count) in sender.join().expect("a sender comes to its end") {
                *statuses.entry(status).or_default() += count;
            }
        }
        (statuses, took)
    });
    let minutes = 1 + start.elapsed().as_secs().div_ceil(60);
    let transactions = programs.objects("Transaction");
    println!(
        "flood: {statuses:?}, a reset before {quiet:?}, meanwhile {took:?}, {transactions} transactions"
    );

    assert_eq!(statuses.keys().copied().collect::<Vec<_>>(), [200, 429]);
    // On a machine that is busy otherwise, everything takes longer.
    let patience = Duration::from_secs(2).max(quiet * 5);
    assert!(took < patience, "a reset took {took:?}");
    let allowed = NETWORKS * PER_NETWORK * minutes + 2;
    assert!(transactions <= allowed, "{transactions} of {allowed}");
    let answered = statuses[&200];
    assert!(transactions <= answered + 2, "one each, and two more");

    let mails = okta.mails_to(TARGET);
    assert!(mails.len() <= MAILS_PER_HOUR, "{} mails", mails.len());
    let (_, calls) = okta.request("GET", "/_emulator/calls", None);
    let busiest = busiest_minute(&arrivals(&calls));
    assert!(busiest <= CALLS_PER_MINUTE, "{busiest} calls in one minute");

    // What the target was sent last works, whoever asked.
    let newest = mails.last().expect("somebody asked for the target, too");
    sets_password(&programs, newest, "203.0.113.9");
    assert!(okta.signs_in(TARGET, PASSWORD));
}

/// Sends until it is over, by numbers that nobody else has; which status came how often.
fn flood(
    programs: &Programs,
    first: u64,
    (over, sent): (&AtomicBool, &AtomicU64),
) -> BTreeMap<u16, u64> {
    let mut statuses = BTreeMap::new();
    let mut number = first;
    while !over.load(Ordering::Relaxed) {
        number += 1;
        let turn = sent.fetch_add(1, Ordering::Relaxed);
        let address = format!("10.{}.7.{}", turn % NETWORKS, turn % 250);
        let body = if turn.is_multiple_of(2) {
            format!("login={TARGET}")
        } else {
            format!("login=nobody-{number}@example.com")
        };
        let headers = [("cf-connecting-ip", address.as_str())];
        let call = Call::post("/forgot_password", FORM, body.as_bytes()).with(&headers);
        let status = call.send(programs).status().as_u16();
        *statuses.entry(status).or_default() += 1;
    }
    statuses
}

/// From the request to the new password, as a person would; how long it took.
fn resets(programs: &Programs, okta: &mut dyn Okta, login: &str) -> Duration {
    let start = now();
    let headers = [("cf-connecting-ip", BYSTANDERS_NETWORK)];
    let body = format!("login={login}");
    let call = Call::post("/forgot_password", FORM, body.as_bytes()).with(&headers);
    assert_eq!(call.send(programs).status(), 200);
    let mail = loop {
        if let Some(mail) = okta.mails_to(login).pop() {
            break mail;
        }
        assert!(start.elapsed() < LASTS, "the mail never came");
        thread::sleep(Duration::from_millis(20));
    };
    sets_password(programs, &mail, BYSTANDERS_NETWORK);
    let took = start.elapsed();
    assert!(okta.signs_in(login, PASSWORD));
    took
}

fn sets_password(programs: &Programs, mail: &Value, address: &str) {
    let link = mail["links"][0].as_str().expect("the mail has a link");
    let path = link
        .strip_prefix(&programs.worker)
        .expect("the link is ours");
    let headers = [("cf-connecting-ip", address)];
    let body = format!("password={PASSWORD}&answer=okra");
    let call = Call::post(path, FORM, body.as_bytes()).with(&headers);
    let answer = call.send(programs);
    assert!(
        answer.body().contains(r#"data-page="done""#),
        "{}",
        answer.body()
    );
}

/// When Okta was asked, by its own clock; what the mail service was asked does not count.
pub(crate) fn arrivals(calls: &Value) -> Vec<i64> {
    let calls = calls.as_array().map(Vec::as_slice).unwrap_or_default();
    let is_oktas = |call: &&Value| {
        let path = call["path"].as_str().unwrap_or_default();
        !path.starts_with("/resend")
    };
    let at = |call: &Value| {
        let at: okta::Timestamp = call["at"].as_str()?.parse().ok()?;
        Some(at.as_millis())
    };
    calls.iter().filter(is_oktas).filter_map(at).collect()
}

/// The most that arrived within one minute.
pub(crate) fn busiest_minute(arrivals: &[i64]) -> usize {
    let within = |from: i64| {
        let minute = from..from + 60_000;
        arrivals.iter().filter(|at| minute.contains(at)).count()
    };
    arrivals.iter().map(|at| within(*at)).max().unwrap_or(0)
}

impl Programs {
    /// How many Durable Objects of a class have stored anything.
    fn objects(&self, class: &str) -> u64 {
        let folders = fs::read_dir(self.storage().join("v3/do")).expect("objects were stored");
        let of_class = folders.filter_map(Result::ok).filter(|folder| {
            let name = folder.file_name();
            name.to_string_lossy().ends_with(&format!("-{class}"))
        });
        let files = of_class.flat_map(|folder| fs::read_dir(folder.path()).into_iter().flatten());
        let objects = files.filter_map(Result::ok).filter(|file| {
            let name = file.file_name();
            let name = name.to_string_lossy();
            name.ends_with(".sqlite") && name != "metadata.sqlite"
        });
        objects.count().try_into().unwrap_or(u64::MAX)
    }
}
