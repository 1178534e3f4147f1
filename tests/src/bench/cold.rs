//! The first request to a runtime that was just started, of Rekey and of the bare Worker in turn.

use crate::beat::now;
use crate::runtime::Runtime;
use crate::timing::statistics::median;

use super::connection::{Connection, form};
use super::peers::{Peer, Stage};

/// Milliseconds, one per start.
#[derive(Clone, Debug, Default)]
pub(super) struct Starts {
    /// From the start of the process until it listens.
    pub(super) listens: Vec<f64>,
    /// From the first request, when it listens, to its answer.
    pub(super) first: Vec<f64>,
}

/// Starts both so often; what Rekey took, and what the bare Worker took.
pub(super) fn measure(stage: &mut Stage, starts: usize) -> (Starts, Starts) {
    let (mut rekey, mut bare) = (Starts::default(), Starts::default());
    let ports = (stage.port(Peer::Rekey), stage.port(Peer::Bare));
    for number in 0..starts {
        rekey.add(&mut stage.edge.runtime, (ports.0, number));
        bare.add(&mut stage.bare, (ports.1, number));
    }
    (rekey, bare)
}

impl Starts {
    /// The middle of both.
    pub(super) fn medians(mut self) -> (f64, f64) {
        self.listens.sort_by(f64::total_cmp);
        self.first.sort_by(f64::total_cmp);
        (median(&self.listens), median(&self.first))
    }

    fn add(&mut self, runtime: &mut Runtime, (port, number): (u16, usize)) {
        runtime.kill();
        let start = now();
        runtime.start_again();
        self.listens.push(start.elapsed().as_secs_f64() * 1_000.0);
        let login = format!("c{number:07}@example.com");
        let request = form("/forgot_password", &[("login", &login)], None);
        let start = now();
        let mut connection = Connection::open(port).expect("it listens");
        let answer = connection.send(&request).expect("it answers");
        self.first.push(start.elapsed().as_secs_f64() * 1_000.0);
        assert_eq!(answer.status(), 200, "{}", answer.body());
    }
}
