//! So many connections, each with one request on its way at a time, until it is over.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use crate::beat::now;

use super::connection::Connection;

/// What is sent, and to whom.
pub(super) struct Load<'a> {
    /// Where it is sent to, on 127.0.0.1.
    pub(super) port: u16,
    /// The requests, by number.
    pub(super) request: &'a (dyn Fn(usize) -> http::Request<String> + Sync),
    /// What stands in an answer that is right.
    pub(super) says: &'static str,
}

/// How much of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    /// How many connections.
    pub(super) connections: usize,
    /// After this time no more is sent.
    pub(super) lasts: Duration,
    /// So many requests at most.
    pub(super) most: usize,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    /// How long each answer took, in milliseconds.
    pub(super) millis: Vec<f64>,
    /// From the first request to the last answer.
    pub(super) took: Duration,
}

impl Load<'_> {
    /// Sends it; every answer is looked at.
    ///
    /// # Panics
    /// When an answer does not come, or is a wrong one: nothing is measured then.
    pub(super) fn send(&self, amount: Amount) -> Answers {
        let (next, all) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
        let start = now();
        thread::scope(|scope| {
            for _ in 0..amount.connections.min(amount.most) {
                scope.spawn(|| {
                    let mut connection = Connection::open(self.port).expect("the peer listens");
                    let mut millis = Vec::new();
                    while start.elapsed() < amount.lasts {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number >= amount.most {
                            break;
                        }
                        millis.push(self.exchange(&mut connection, number));
                    }
                    all.lock().expect("nobody has panicked").extend(millis);
                });
            }
        });
        Answers {
            took: start.elapsed(),
            millis: all.into_inner().expect("nobody has panicked"),
        }
    }

    fn exchange(&self, connection: &mut Connection, number: usize) -> f64 {
        let request = (self.request)(number);
        let start = now();
        let answer = connection.send(&request).expect("the peer answers");
        let millis = start.elapsed().as_secs_f64() * 1_000.0;
        let (status, body) = (answer.status(), answer.body());
        assert!(
            status == 200 && body.contains(self.says),
            "{} {}: {status} {body}",
            request.method(),
            request.uri()
        );
        millis
    }
}

impl Answers {
    /// Answers per second.
    pub(super) fn per_second(&self) -> f64 {
        count(&self.millis) / self.took.as_secs_f64()
    }
}

/// How many there are.
pub(super) fn count<T>(of: &[T]) -> f64 {
    f64::from(u32::try_from(of.len()).unwrap_or(u32::MAX))
}
