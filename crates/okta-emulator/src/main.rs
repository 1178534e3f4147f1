//! The emulator as a program: `okta-emulator --help`.

mod arguments;
mod server;

use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;

use arguments::{Arguments, Wish};
use okta_emulator::Org;

#[tokio::main]
async fn main() -> ExitCode {
    match Arguments::parse(std::env::args().skip(1)) {
        Ok(Wish::Help) => {
            print!("{}", arguments::help());
            ExitCode::SUCCESS
        }
        Ok(Wish::Run(arguments)) => match run(arguments).await {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => fail(&error.to_string()),
        },
        Err(complaint) => fail(&complaint),
    }
}

fn fail(complaint: &str) -> ExitCode {
    eprintln!("okta-emulator: {complaint}");
    ExitCode::FAILURE
}

async fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    // Whoever reaches it owns it: never listen to another machine.
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, arguments.port));
    let listener = tokio::net::TcpListener::bind(address).await?;
    let org = Org::seeded(arguments.seed()?, server::moment());
    println!(
        "okta-emulator listening on http://{}",
        listener.local_addr()?
    );
    Ok(server::serve(listener, org).await?)
}
