//! The program, over a socket.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

struct Program {
    process: Child,
    address: String,
}

impl Program {
    fn start() -> Self {
        let mut process = command(&["--port", "0"])
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
        let address = address
            .unwrap_or_else(|| panic!("not the ready line: {line}"))
            .to_owned();
        Self { process, address }
    }

    /// Sends a request and reads whatever comes until the connection closes.
    fn post(&self, path: &str, body: &str) -> String {
        let mut stream = self.send(path, body);
        let mut reply = Vec::new();
        // A dropped connection may be reset instead of closed: what came until then counts.
        let _ = stream.read_to_end(&mut reply);
        String::from_utf8(reply).expect("the reply is text")
    }

    fn send(&self, path: &str, body: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        let timeout = Duration::from_secs(20);
        stream
            .set_read_timeout(Some(timeout))
            .expect("a timeout can be set");
        let (host, length) = (&self.address, body.len());
        write!(
            stream,
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nAccept: application/json\r\n\
             Content-Type: application/json\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .expect("the request is sent");
        stream
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_okta-emulator"));
    command.args(arguments);
    command
}

fn run(arguments: &[&str]) -> Output {
    command(arguments).output().expect("it runs")
}

const SIGN_IN: &str = r#"{"username":"grace@example.com","password":"wrong"}"#;

#[test]
fn it_answers_over_loopback_and_links_to_where_it_was_asked() {
    let program = Program::start();
    assert!(program.address.starts_with("127.0.0.1:"));
    let reply = program.post("/api/v1/authn", SIGN_IN);
    assert!(reply.starts_with("HTTP/1.1 401"), "{reply}");
    let expired = r#"{"username":"expired@example.com","password":"Correct-Horse-7"}"#;
    let reply = program.post("/api/v1/authn", expired);
    let link = format!(
        "http://{}/api/v1/authn/credentials/change_password",
        program.address
    );
    assert!(reply.contains(&link), "{reply}");
}

#[test]
fn a_dropped_answer_sends_not_a_byte() {
    let program = Program::start();
    let set = program.post("/_emulator/faults", r#"{"drop":true,"count":1}"#);
    assert!(set.starts_with("HTTP/1.1 201"), "{set}");
    assert_eq!(program.post("/api/v1/authn", SIGN_IN), "");
    assert!(
        program
            .post("/api/v1/authn", SIGN_IN)
            .starts_with("HTTP/1.1 401")
    );
}

#[test]
fn a_delayed_answer_comes_late_and_holds_up_nobody_else() {
    let program = Program::start();
    let path = "/api/v1/authn/recovery/token";
    program.post(
        "/_emulator/faults",
        &format!(r#"{{"path":"{path}","delay_ms":3600000}}"#),
    );
    let mut waiting = program.send(path, "{}");
    assert!(
        program
            .post("/api/v1/authn", SIGN_IN)
            .starts_with("HTTP/1.1 401")
    );
    let timeout = Duration::from_millis(300);
    waiting
        .set_read_timeout(Some(timeout))
        .expect("a timeout can be set");
    let nothing = waiting.read(&mut [0; 1]).expect_err("nothing has come yet");
    assert!(
        matches!(nothing.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut),
        "{nothing}"
    );
}

#[test]
fn help_and_refusals_say_what_can_be_done() {
    let help = run(&["--help"]);
    assert!(help.status.success());
    let help = String::from_utf8_lossy(&help.stdout).into_owned();
    assert!(
        help.contains("--reset-link") && help.contains("ada@example.com"),
        "{help}"
    );
    let refused = run(&["--engine", "oie"]);
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("oie is not known"));
}
