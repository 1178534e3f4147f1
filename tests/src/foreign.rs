//! A bare page of another origin that embeds the elements.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

/// Somebody else's site, served until the process ends.
pub struct ForeignSite {
    /// Its origin; another port is another origin.
    pub origin: String,
}

impl ForeignSite {
    /// Serves `/forgot` and `/new/{token}` on a free port; the elements come from `worker`, and let
    /// choose from `channels`, and let ask to be unlocked.
    ///
    /// # Panics
    /// When loopback has no free port.
    #[must_use]
    pub fn start(listener: TcpListener, worker: &str, channels: &str) -> Self {
        Self::serving(listener, worker, (channels, ""))
    }

    /// The same, with Turnstile's widget beside the element; its script is at `widget`.
    ///
    /// # Panics
    /// When loopback has no free port.
    #[must_use]
    pub fn with_widget(listener: TcpListener, worker: &str, widget: &str) -> Self {
        Self::serving(listener, worker, ("", widget))
    }

    fn serving(listener: TcpListener, worker: &str, (channels, widget): (&str, &str)) -> Self {
        let address = listener
            .local_addr()
            .expect("a bound socket has an address");
        let (worker, channels) = (worker.to_owned(), channels.to_owned());
        let widget = widget.to_owned();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A connection that breaks is the browser's business.
                let _ = serve(stream, &worker, (&channels, &widget));
            }
        });
        Self {
            origin: format!("http://{address}"),
        }
    }
}

fn serve(
    mut stream: TcpStream,
    worker: &str,
    (channels, widget): (&str, &str),
) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?)
        .lines()
        .map_while(Result::ok);
    let request = lines.next().unwrap_or_default();
    for line in lines {
        if line.is_empty() {
            break;
        }
    }
    let path = request.split(' ').nth(1).unwrap_or_default();
    let element = match path.strip_prefix("/new/") {
        Some(token) => format!(r#"<rekey-new-password endpoint="{worker}" token="{token}">"#),
        None => {
            format!(r#"<rekey-forgot-password endpoint="{worker}" channels="{channels}" unlock>"#)
        }
    };
    let close = if path.starts_with("/new/") {
        "rekey-new-password"
    } else {
        "rekey-forgot-password"
    };
    let beside = match widget {
        "" => String::new(),
        script => format!(
            "<div class=cf-turnstile data-action=forgot_password></div>\
             <script src={script} defer></script>"
        ),
    };
    let body = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>An app</title>\
         <main><h1>An app of somebody else</h1>{element}</{close}>{beside}</main>\
         <script type=module src={worker}/assets/rekey.js></script></html>"
    );
    // As strict as a policy can be that lets the elements in.
    let policy = format!(
        "default-src 'none'; script-src {worker} {widget} 'wasm-unsafe-eval'; connect-src {worker}; \
         style-src {worker}; base-uri 'none'; require-trusted-types-for 'script'"
    );
    write!(
        stream,
        "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\n\
         content-security-policy: {policy}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
}
