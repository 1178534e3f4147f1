//! How fast Rekey is, beside what it could be and what it replaces: `cargo xtask bench`.

use std::process::ExitCode;

use recovery_tests::bench::{Plan, USAGE, measure};

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).collect();
    match Plan::parse(&given) {
        Ok(plan) => {
            measure(&plan);
            ExitCode::SUCCESS
        }
        Err(complaint) => {
            eprintln!("{complaint}\n\n{USAGE}");
            ExitCode::from(2)
        }
    }
}
