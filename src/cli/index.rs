//! `factcheck index rebuild`: the search index anew, of what the database holds.

use super::database::Database;
use super::{Failure, progress};
use crate::config::Settings;

pub(super) async fn rebuild(settings: &Settings) -> Result<(), Failure> {
    let database = Database::beside(settings).await?;
    let rebuilt = database.with(async |database| {
        database.migrate().await?;
        let state = database.state(settings)?;
        let bar = progress::counted();
        let told = state.search.rebuild(|progress| {
            bar.set_length(progress.about);
            bar.set_position(progress.done);
        });
        told.await?;
        bar.finish_and_clear();
        Ok(bar.position())
    });
    let count = rebuilt.await?;
    eprintln!("The search index is built anew, of {count} records.");
    Ok(())
}
