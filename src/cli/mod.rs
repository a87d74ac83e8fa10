//! The command line, one file a command. Results go to standard output, messages to standard
//! error; a failure is one line that says what to do, and a non-zero exit.

mod database;
mod demo;
mod export;
mod import;
mod index;
mod keys;
mod log;
mod migrate;
mod openapi;
mod organization;
mod progress;
mod serve;
mod upkeep;

use std::process::ExitCode;

use crate::config::{Cli, Command, Index, Keys};

/// Why a command failed: what is said of it.
type Failure = Box<dyn std::error::Error>;

/// Does what the command line says.
pub fn run(cli: Cli) -> ExitCode {
    let settings = cli.settings;
    if let Err(error) = log::init(&settings.log) {
        eprintln!("factcheck: {error}");
        return ExitCode::FAILURE;
    }
    let done = actix_web::rt::System::new().block_on(async {
        match cli.command.unwrap_or(Command::Serve) {
            Command::Serve => serve::run(&settings).await,
            Command::Demo => demo::run(&settings).await,
            Command::Migrate => migrate::run(&settings).await,
            Command::Openapi { format } => openapi::run(format),
            Command::Import(import) => import::run(&settings, &import).await,
            Command::Export(export) => export::run(&settings, &export).await,
            Command::Index(Index::Rebuild) => index::rebuild(&settings).await,
            Command::Keys(Keys::Create(create)) => keys::create(&settings, create).await,
        }
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("factcheck: {error}");
            ExitCode::FAILURE
        }
    }
}
