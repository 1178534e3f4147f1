//! A large org under load, over sockets: the program holds 100,000 people and answers 2,000
//! requests a second. A target of its own, so that no other test runs beside it.

#![expect(clippy::disallowed_methods, reason = "a rate is measured by a clock")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use okta_emulator::OIDC_APP;
use okta_emulator::seed::API_TOKEN;
use serde_json::{Value, json};

const PEOPLE: usize = 100_000;
const CONNECTIONS: usize = 8;
const DURATION: Duration = Duration::from_secs(4);
const LEAST_PER_SECOND: usize = 2_000;

/// One test at a time: they measure.
static ALONE: Mutex<()> = Mutex::new(());

/// What is asked in a row, over one connection; how many requests it was.
type Visit = fn(&mut Connection) -> usize;

#[test]
fn a_hundred_thousand_people_and_two_thousand_requests_a_second() {
    let _alone = ALONE.lock();
    let program = Program::start("classic");
    measure(&program, ("recovery", recover));
    measure(&program, ("management", manage));
}

#[test]
fn identity_engine_is_as_fast() {
    let _alone = ALONE.lock();
    let program = Program::start("identity-engine");
    measure(&program, ("idx", identify));
}

fn measure(program: &Program, (mix, visit): (&str, Visit)) {
    let served = AtomicUsize::new(0);
    let start = Instant::now();
    std::thread::scope(|scope| {
        for connection in 0..CONNECTIONS {
            let served = &served;
            scope.spawn(move || {
                let mut connection = Connection::open(&program.address, connection);
                while start.elapsed() < DURATION {
                    connection.turn += 1;
                    served.fetch_add(visit(&mut connection), Ordering::Relaxed);
                }
            });
        }
    });
    let per_second = served.load(Ordering::Relaxed) * 1000
        / usize::try_from(start.elapsed().as_millis()).expect("seconds");
    println!("{mix}: {per_second} requests a second with {PEOPLE} people");
    assert!(
        per_second >= LEAST_PER_SECOND,
        "{mix}: {per_second} requests a second"
    );
}

struct Program {
    process: Child,
    address: String,
}

impl Program {
    fn start(engine: &str) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_okta-emulator"))
            .args(["--port", "0", "--engine", engine, "--seed"])
            .arg(seed())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let stdout = process.stdout.take().expect("stdout is piped");
        let mut line = String::new();
        BufReader::new(stdout)
            .read_line(&mut line)
            .expect("it says that it is ready");
        let address = line
            .trim_end()
            .strip_prefix("okta-emulator listening on http://");
        let address = address.expect("the ready line").to_owned();
        Self { process, address }
    }
}

/// Every tenth person has a password: hashing is what takes long.
fn seed() -> PathBuf {
    let people = (0..PEOPLE).map(|number| {
        let has = if number % 10 == 0 {
            r#""password":"Correct-Horse-7""#
        } else {
            r#""status":"ACTIVE""#
        };
        format!(r#"{{"login":"p{number}@load.test",{has}}}"#)
    });
    let people = people.collect::<Vec<_>>().join(",");
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("hundred-thousand.json");
    std::fs::write(&file, format!(r#"{{"people":[{people}]}}"#)).expect("the file is written");
    file
}

impl Drop for Program {
    fn drop(&mut self) {
        let _gone_already = self.process.kill();
        let _status = self.process.wait();
    }
}

struct Connection {
    reader: BufReader<TcpStream>,
    host: String,
    turn: usize,
}

impl Connection {
    fn open(address: &str, number: usize) -> Self {
        let stream = TcpStream::connect(address).expect("it listens");
        stream.set_nodelay(true).expect("it is TCP");
        let patience = Some(Duration::from_mins(1));
        stream.set_read_timeout(patience).expect("it is TCP");
        Self {
            reader: BufReader::new(stream),
            host: address.to_owned(),
            turn: number * 7_919,
        }
    }

    /// A person with a password.
    fn known(&self) -> String {
        format!("p{}@load.test", self.turn * 10 % PEOPLE)
    }

    fn post(&mut self, path: &str, body: &Value) -> (u16, Value) {
        let body = body.to_string();
        self.send(&format!("POST {path}"), ("application/json", &body))
    }

    fn get(&mut self, path: &str) -> Value {
        let (status, answer) = self.send(&format!("GET {path}"), ("application/json", ""));
        assert_eq!(status, 200, "{answer}");
        answer
    }

    fn send(&mut self, line: &str, (kind, body): (&str, &str)) -> (u16, Value) {
        let (host, length) = (&self.host, body.len());
        let credential = if line.contains("/authn") || line.contains("/oauth2") {
            String::new()
        } else {
            format!("Authorization: SSWS {API_TOKEN}\r\n")
        };
        let head = format!(
            "{line} HTTP/1.1\r\nHost: {host}\r\nAccept: application/json\r\n{credential}\
             Content-Type: {kind}\r\nContent-Length: {length}\r\n\r\n"
        );
        let stream = self.reader.get_mut();
        stream
            .write_all(&[head.as_bytes(), body.as_bytes()].concat())
            .expect("it reads");
        let (status, text) = self.answer();
        (status, serde_json::from_str(&text).unwrap_or_default())
    }

    fn answer(&mut self) -> (u16, String) {
        let status = self.line();
        let status = status.split(' ').nth(1).expect("a status line");
        let status = status.parse().expect("a number");
        let mut length = 0;
        loop {
            let line = self.line();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().expect("a number");
            }
        }
        let mut body = vec![0; length];
        self.reader.read_exact(&mut body).expect("it answers");
        (status, String::from_utf8(body).expect("text"))
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.reader.read_line(&mut line).expect("it answers");
        line.trim_end().to_owned()
    }
}

/// A known person, an unknown one, a dead link, a right password; each answer is looked at.
fn recover(connection: &mut Connection) -> usize {
    let known = connection.known();
    for login in [&known, "nobody"] {
        let body = json!({"username": login, "factorType": "EMAIL"});
        let (status, answer) = connection.post("/api/v1/authn/recovery/password", &body);
        assert_eq!(status, 200, "{answer}");
        assert_eq!(answer["status"], "RECOVERY_CHALLENGE");
    }
    let dead = json!({"recoveryToken": "VBQ0gwBp5LyJJFdbmWCM"});
    assert_eq!(
        connection.post("/api/v1/authn/recovery/token", &dead).0,
        401
    );
    sign_in(connection, &known);
    4
}

/// The session token.
fn sign_in(connection: &mut Connection, login: &str) -> Value {
    let body = json!({"username": login, "password": "Correct-Horse-7"});
    let (status, mut answer) = connection.post("/api/v1/authn", &body);
    assert_eq!(status, 200, "{answer}");
    answer["sessionToken"].take()
}

/// Somebody is read, refused an unlock and looked up; the policies are read; a session is made,
/// read and ended.
fn manage(connection: &mut Connection) -> usize {
    let known = connection.known();
    let user = connection.get(&format!("/api/v1/users/{known}"));
    let one = format!("/api/v1/users/{}", user["id"].as_str().expect("an id"));
    assert_eq!(connection.get(&one)["profile"]["login"], known);
    let (status, _) = connection.post(&format!("{one}/lifecycle/unlock"), &json!({}));
    assert_eq!(status, 403);
    let filter = format!("profile.login%20eq%20%22{known}%22");
    let found = connection.get(&format!("/api/v1/users?filter={filter}"));
    assert_eq!(found[0]["id"], user["id"]);
    let policies = connection.get("/api/v1/policies?type=PASSWORD&expand=rules");
    assert_eq!(policies[0]["system"], true);
    let token = sign_in(connection, &known);
    let body = json!({"sessionToken": token});
    let (status, session) = connection.post("/api/v1/sessions", &body);
    assert_eq!(status, 200, "{session}");
    let session = session["id"].as_str().expect("an id");
    let session = format!("/api/v1/sessions/{session}");
    assert_eq!(connection.get(&session)["userId"], user["id"]);
    let ended = connection.send(&format!("DELETE {session}"), ("application/json", ""));
    assert_eq!(ended.0, 204);
    9
}

/// A transaction of Identity Engine, as far as the password.
fn identify(connection: &mut Connection) -> usize {
    let form = format!(
        "client_id={OIDC_APP}&scope=openid&state=s&code_challenge_method=S256\
         &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM\
         &redirect_uri=http://127.0.0.1:8787/login/callback"
    );
    let form = ("application/x-www-form-urlencoded", form.as_str());
    let (status, begun) = connection.send("POST /oauth2/default/v1/interact", form);
    assert_eq!(status, 200, "{begun}");
    let body = json!({"interactionHandle": begun["interaction_handle"]});
    let (status, page) = connection.post("/idp/idx/introspect", &body);
    assert_eq!(status, 200, "{page}");
    let body = json!({"stateHandle": page["stateHandle"]});
    let (status, page) = connection.post("/idp/idx/introspect", &body);
    assert_eq!(status, 200, "{page}");
    let body = json!({
        "stateHandle": page["stateHandle"], "identifier": connection.known(),
        "credentials": {"passcode": "Correct-Horse-7"},
    });
    let (status, answer) = connection.post("/idp/idx/identify", &body);
    assert_eq!(status, 200, "{answer}");
    assert!(
        answer.get("successWithInteractionCode").is_some(),
        "{answer}"
    );
    4
}
