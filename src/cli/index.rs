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
        let is_taken = told.await?;
        bar.finish_and_clear();
        Ok((bar.position(), is_taken))
    });
    let (count, is_taken) = rebuilt.await?;
    eprintln!("The search index is built anew, of {count} records.");
    if !is_taken {
        eprintln!(
            "The server was last started with another FACTCHECK_SYNONYMS, or by another version of the program: it takes this index only when it is started as this command was."
        );
    }
    Ok(())
}
