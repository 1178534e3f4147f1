//! A kept-alive connection that costs as little as it can: what it takes is taken from the peers.

use std::fmt::Write as _;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use http::header::{CONTENT_LENGTH, COOKIE, SET_COOKIE};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// One connection to a program on this machine.
pub(super) struct Connection {
    reader: BufReader<TcpStream>,
    port: u16,
}

impl Connection {
    /// To whoever listens on this port of 127.0.0.1.
    pub(super) fn open(port: u16) -> io::Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self {
            reader: BufReader::new(stream),
            port,
        })
    }

    /// Sends a request and waits for the whole answer, whose length must be said in its head.
    pub(super) fn send(
        &mut self,
        request: &http::Request<String>,
    ) -> io::Result<http::Response<String>> {
        let text = written(request, self.port);
        self.reader.get_mut().write_all(text.as_bytes())?;
        let mut answer = http::Response::builder().status(self.status()?);
        while let Some((name, value)) = self.header()? {
            answer = answer.header(name, value);
        }
        let mut answer = answer.body(String::new()).map_err(io::Error::other)?;
        let length = answer.headers().get(CONTENT_LENGTH);
        let length = length.and_then(|length| length.to_str().ok()?.parse().ok());
        let mut body = vec![0; length.ok_or_else(|| io::Error::other("no length"))?];
        self.reader.read_exact(&mut body)?;
        *answer.body_mut() = String::from_utf8(body).map_err(io::Error::other)?;
        Ok(answer)
    }

    fn status(&mut self) -> io::Result<u16> {
        let line = self.line()?;
        let status = line.split(' ').nth(1).and_then(|word| word.parse().ok());
        status.ok_or_else(|| io::Error::other(format!("no status line: {line}")))
    }

    fn header(&mut self) -> io::Result<Option<(String, String)>> {
        let line = self.line()?;
        let pair = line.split_once(':');
        Ok(pair.map(|(name, value)| (name.to_owned(), value.trim().to_owned())))
    }

    fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        if self.reader.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        line.truncate(line.trim_end().len());
        Ok(line)
    }
}

/// A request as it goes over the wire.
fn written(request: &http::Request<String>, port: u16) -> String {
    let (method, path) = (request.method(), request.uri());
    let mut text = format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n");
    for (name, value) in request.headers() {
        let value = value.to_str().unwrap_or_default();
        let _ = write!(text, "{name}: {value}\r\n");
    }
    let body = request.body();
    if !body.is_empty() {
        let _ = write!(text, "Content-Length: {}\r\n", body.len());
    }
    let _ = write!(text, "\r\n{body}");
    text
}

/// A form as a browser sends it, with the cookie it holds.
pub(super) fn form(
    path: &str,
    fields: &[(&str, &str)],
    cookie: Option<&str>,
) -> http::Request<String> {
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    let mut request = http::Request::post(path)
        .header("accept", "text/html")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin");
    if let Some(cookie) = cookie {
        request = request.header(COOKIE, cookie);
    }
    request.body(body).expect("a request of ours can be built")
}

/// A page as a browser asks for it.
pub(super) fn page(path: &str, cookie: Option<&str>) -> http::Request<String> {
    let mut request = http::Request::get(path).header("accept", "text/html");
    if let Some(cookie) = cookie {
        request = request.header(COOKIE, cookie);
    }
    let request = request.body(String::new());
    request.expect("a request of ours can be built")
}

/// The first cookie of an answer, as a browser would send it back.
pub(super) fn cookie(answer: &http::Response<String>) -> Option<String> {
    let cookie = answer.headers().get(SET_COOKIE)?.to_str().ok()?;
    cookie.split(';').next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    /// Answers once with these bytes, and gives back what it was sent.
    fn exchange(answer: &'static str) -> (io::Result<http::Response<String>>, String) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        let port = listener
            .local_addr()
            .expect("a bound socket has one")
            .port();
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("somebody comes");
            let mut bytes = [0; 1_024];
            let count = stream.read(&mut bytes).expect("a request comes");
            stream.write_all(answer.as_bytes()).expect("it is read");
            String::from_utf8_lossy(&bytes[..count]).into_owned()
        });
        let mut connection = Connection::open(port).expect("somebody listens");
        let answer = connection.send(&form("/a", &[("b", "c d")], Some("e=f")));
        (answer, server.join().expect("the server ends"))
    }

    #[test]
    fn an_answer_is_read_whole() {
        let (answer, asked) = exchange(
            "HTTP/1.1 303 See Other\r\nX:\r\nSet-Cookie: a=b; Path=/\r\nContent-Length: 3\r\n\r\nyes",
        );
        let answer = answer.expect("an answer");
        assert_eq!((answer.status().as_u16(), &**answer.body()), (303, "yes"));
        assert_eq!(cookie(&answer).as_deref(), Some("a=b"));
        assert!(asked.starts_with("POST /a HTTP/1.1\r\n"), "{asked}");
        assert!(asked.contains("cookie: e=f\r\n"), "{asked}");
        assert!(asked.ends_with("Content-Length: 5\r\n\r\nb=c+d"), "{asked}");
    }

    #[test]
    fn an_answer_that_ends_early_is_none() {
        assert!(
            exchange("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort")
                .0
                .is_err()
        );
        assert!(exchange("HTTP/1.1 200 OK\r\n\r\n").0.is_err());
        assert!(exchange("").0.is_err());
    }
}
