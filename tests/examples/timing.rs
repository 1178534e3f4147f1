//! Whether a deployment tells who has an account: `cargo xtask timing`.

use std::process::ExitCode;

use recovery_tests::timing::deployment::{USAGE, Wishes};

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let wishes = match Wishes::parse(&given) {
        Ok(wishes) => wishes,
        Err(complaint) => {
            eprintln!("{complaint}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let complaints = wishes.measure(std::process::id().into());
    if complaints.is_empty() {
        println!("nothing tells them apart");
        return ExitCode::SUCCESS;
    }
    println!("{}", complaints.join("\n"));
    ExitCode::FAILURE
}
