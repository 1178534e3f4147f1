//! A path to the Worker that takes longer for some: what a leak would look like.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

/// Leads to a Worker until the process ends.
pub(super) struct SlowPath {
    /// Where it begins.
    pub(super) origin: String,
}

impl SlowPath {
    /// To the Worker on `port`; what holds `mark` is on its way for `delay` longer.
    pub(super) fn to(port: u16, mark: &'static str, delay: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        let address = listener.local_addr().expect("a bound socket has one");
        thread::spawn(move || {
            for near in listener.incoming().flatten() {
                // A connection that breaks is the client's business.
                let _ = join(&near, port, (mark, delay));
            }
        });
        Self {
            origin: format!("http://{address}"),
        }
    }
}

fn join(near: &TcpStream, port: u16, (mark, delay): (&'static str, Duration)) -> io::Result<()> {
    let far = TcpStream::connect(("127.0.0.1", port))?;
    near.set_nodelay(true)?;
    far.set_nodelay(true)?;
    let there = (near.try_clone()?, far.try_clone()?);
    let back = (far.try_clone()?, near.try_clone()?);
    let marked = move |bytes: &[u8]| bytes.windows(mark.len()).any(|at| at == mark.as_bytes());
    thread::spawn(move || {
        pass(there, |bytes| {
            if marked(bytes) {
                thread::sleep(delay);
            }
        })
    });
    thread::spawn(move || pass(back, |_| {}));
    Ok(())
}

fn pass((mut from, mut to): (TcpStream, TcpStream), before: impl Fn(&[u8])) -> io::Result<()> {
    let mut buffer = [0; 16 * 1024];
    loop {
        let count = from.read(&mut buffer)?;
        if count == 0 {
            return to.shutdown(std::net::Shutdown::Write);
        }
        before(&buffer[..count]);
        to.write_all(&buffer[..count])?;
    }
}
