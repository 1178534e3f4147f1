//! A server of one example, as its developer would have one.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;

use super::folder;

/// Where the examples say that the Worker is.
const WORKER: &str = "https://reset.your-company.com";
/// The address of the Worker's script that outlives releases, as a page embeds it.
const SCRIPT: &str =
    r#"<script type="module" src="https://reset.your-company.com/assets/rekey.js"></script>"#;

/// What is served.
#[derive(Clone, Debug)]
struct Content {
    pages: PathBuf,
    worker: String,
    /// What stands for [`SCRIPT`].
    script: String,
}

/// A file and how it is sent.
struct File {
    kind: &'static str,
    body: Vec<u8>,
}

/// Serves `pages` until the process ends, with the elements of `worker`. With `by_hash` the Worker's
/// script is embedded as `cargo xtask package` says, else as the page has it.
///
/// # Panics
/// When the package was not made.
pub fn serve(listener: TcpListener, (pages, by_hash): (PathBuf, bool), worker: &str) {
    let script = if by_hash {
        first_tag()
    } else {
        SCRIPT.to_owned()
    };
    let content = Arc::new(Content {
        pages,
        worker: worker.to_owned(),
        script,
    });
    thread::spawn(move || {
        // Chromium opens connections that it may need: none must wait for another.
        for stream in listener.incoming().flatten() {
            let content = Arc::clone(&content);
            thread::spawn(move || answer(stream, &content));
        }
    });
}

/// The script of the five lines.
fn first_tag() -> String {
    let lines = fs::read_to_string(folder("web/dist/embed.html"));
    let lines = lines.expect("`cargo xtask package` has written the lines");
    let end = lines.find("</script>").expect("a script comes first");
    format!("{}</script>", &lines[..end])
}

fn answer(mut stream: TcpStream, content: &Content) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?)
        .lines()
        .map_while(Result::ok);
    let request = lines.next().unwrap_or_default();
    let _ = lines.find(String::is_empty);
    let target = request.split(' ').nth(1).unwrap_or_default();
    let path = target.split('?').next().unwrap_or_default();
    let Some(File { kind, body }) = content.file(path) else {
        // Every browser asks for a picture that no example has.
        let status = match path {
            "/favicon.ico" => "204 No Content",
            _ => "404 Not Found",
        };
        return write!(
            stream,
            "HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        );
    };
    write!(
        stream,
        "HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n{}connection: close\r\n\r\n",
        body.len(),
        content.headers()
    )?;
    stream.write_all(&body)
}

impl Content {
    /// The file of a path: itself, or the page of its first part, or the page of everything.
    fn file(&self, path: &str) -> Option<File> {
        let relative = Path::new(path.trim_start_matches('/'));
        let is_plain = |part: Component<'_>| matches!(part, Component::Normal(_));
        if !relative.components().all(is_plain) {
            return None;
        }
        if let Ok(rest) = relative.strip_prefix("rekey") {
            return self.read(&folder("web/dist/package").join(rest));
        }
        if relative.extension().is_some() {
            return self.read(&self.pages.join(relative));
        }
        let first = relative.iter().next().unwrap_or_default();
        let page = self.pages.join(first).with_extension("html");
        self.read(&page)
            .or_else(|| self.read(&self.pages.join("index.html")))
    }

    fn read(&self, file: &Path) -> Option<File> {
        let kind = match file.extension()?.to_str()? {
            "html" => "text/html; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "css" => "text/css; charset=utf-8",
            "txt" => "text/plain; charset=utf-8",
            "wasm" => "application/wasm",
            _ => return None,
        };
        let body = fs::read(file).ok()?;
        let body = if kind.starts_with("text/") {
            let text = String::from_utf8(body).ok()?;
            let text = text.replace(SCRIPT, &self.script);
            text.replace(WORKER, &self.worker).into_bytes()
        } else {
            body
        };
        Some(File { kind, body })
    }

    /// What `_headers` has for all paths, one header a line.
    fn headers(&self) -> String {
        let file = fs::read_to_string(self.pages.join("_headers")).unwrap_or_default();
        let headers = file.lines().filter_map(|line| line.strip_prefix("  "));
        let headers = headers.map(|header| format!("{}\r\n", header.replace(WORKER, &self.worker)));
        headers.collect()
    }
}
