//! `factcheck migrate`: brings the database up to date and ends.

use super::Failure;
use super::database::Database;
use crate::config::Settings;

pub(super) async fn run(settings: &Settings) -> Result<(), Failure> {
    let run = Database::beside(settings)
        .await?
        .with(async |database| database.migrate().await)
        .await?;
    match run.is_empty() {
        true => eprintln!("The database is up to date."),
        false => eprintln!("Migrated: {}.", run.join(", ")),
    }
    Ok(())
}
