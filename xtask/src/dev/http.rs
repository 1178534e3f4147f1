//! The least of HTTP: is somebody there, and what do they say?

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(10);

/// A status and a body.
#[derive(Debug, PartialEq)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: String,
}

/// `GET` from this machine, in HTTP/1.0 so that the body is neither chunked nor compressed.
pub(super) fn get(port: u16, path: &str) -> Option<Answer> {
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    let request =
        format!("GET {path} HTTP/1.0\r\nHost: {address}\r\nAccept: application/json\r\n\r\n");
    stream.write_all(request.as_bytes()).ok()?;
    let mut text = Vec::new();
    stream.read_to_end(&mut text).ok()?;
    read(&String::from_utf8_lossy(&text))
}

fn read(text: &str) -> Option<Answer> {
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split_whitespace().nth(1)?.parse().ok()?;
    Some(Answer {
        status,
        body: body.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;
    use std::thread;

    #[test]
    fn an_answer_is_its_status_and_what_follows_the_empty_line() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut asked = [0; 512];
            let length = stream.read(&mut asked).unwrap();
            stream
                .write_all(b"HTTP/1.1 404 Not Found\r\nX: y\r\n\r\n[]\r\n\r\n!")
                .unwrap();
            String::from_utf8_lossy(&asked[..length]).into_owned()
        });
        let answer = get(port, "/there").unwrap();
        assert_eq!((answer.status, answer.body.as_str()), (404, "[]\r\n\r\n!"));
        assert!(
            server
                .join()
                .unwrap()
                .starts_with("GET /there HTTP/1.0\r\n")
        );
    }

    #[test]
    fn what_is_not_http_is_no_answer() {
        assert_eq!(read("SSH-2.0-OpenSSH\r\n"), None);
        assert_eq!(read("HTTP/1.1 soon\r\n\r\n"), None);
    }
}
