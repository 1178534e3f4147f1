//! A large org under load, over sockets: the program holds 100,000 people and answers 2,000
//! requests a second. A target of its own, so that no other test runs beside it.

#![expect(clippy::disallowed_methods, reason = "a rate is measured by a clock")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const PEOPLE: usize = 100_000;
const CONNECTIONS: usize = 8;
const DURATION: Duration = Duration::from_secs(4);
const LEAST_PER_SECOND: usize = 2_000;

#[test]
fn a_hundred_thousand_people_and_two_thousand_requests_a_second() {
    let program = Program::start();
    let served = AtomicUsize::new(0);
    let start = Instant::now();
    std::thread::scope(|scope| {
        for connection in 0..CONNECTIONS {
            let (program, served) = (&program, &served);
            scope.spawn(move || {
                let mut connection = Connection::open(&program.address, connection);
                while start.elapsed() < DURATION {
                    served.fetch_add(connection.one_visit(), Ordering::Relaxed);
                }
            });
        }
    });
    let per_second = served.load(Ordering::Relaxed) * 1000
        / usize::try_from(start.elapsed().as_millis()).expect("seconds");
    println!("{per_second} requests a second with {PEOPLE} people");
    assert!(
        per_second >= LEAST_PER_SECOND,
        "{per_second} requests a second"
    );
}

struct Program {
    process: Child,
    address: String,
}

impl Program {
    fn start() -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_okta-emulator"))
            .args(["--port", "0", "--seed"])
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

    /// A known person, an unknown one, a dead link, a wrong password; each answer is looked at.
    fn one_visit(&mut self) -> usize {
        self.turn += 1;
        let known = self.turn * 10 % PEOPLE;
        let forgot = |login: &str| format!(r#"{{"username":"{login}","factorType":"EMAIL"}}"#);
        for login in [format!("p{known}@load.test"), format!("nobody{known}")] {
            let (status, answer) = self.post("/api/v1/authn/recovery/password", &forgot(&login));
            assert_eq!(status, 200);
            assert!(answer.contains("RECOVERY_CHALLENGE"), "{answer}");
        }
        let (status, _) = self.post(
            "/api/v1/authn/recovery/token",
            r#"{"recoveryToken":"VBQ0gwBp5LyJJFdbmWCM"}"#,
        );
        assert_eq!(status, 401);
        let (status, answer) = self.post(
            "/api/v1/authn",
            &format!(r#"{{"username":"p{known}@load.test","password":"Correct-Horse-7"}}"#),
        );
        assert_eq!(status, 200, "{answer}");
        4
    }

    fn post(&mut self, path: &str, body: &str) -> (u16, String) {
        let (host, length) = (&self.host, body.len());
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nAccept: application/json\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
        );
        let stream = self.reader.get_mut();
        stream
            .write_all(&[head.as_bytes(), body.as_bytes()].concat())
            .expect("it reads");
        self.answer()
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
