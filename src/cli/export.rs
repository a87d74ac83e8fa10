//! `factcheck export KIND`: all claims, verdicts or sources as lines, on standard output.

use std::io::{ErrorKind, Write, stdout};

use super::database::Database;
use super::{Failure, organization, progress};
use crate::app::State;
use crate::config::{ExportKind, ExportLines, Settings};
use crate::resources::exports::records::{Exported, Scope};
use crate::resources::exports::stream;
use crate::resources::exports::wire::ClaimRecord;
use crate::resources::sources::wire::Source;
use crate::resources::verdicts::wire::Verdict;

pub(super) async fn run(settings: &Settings, export: &ExportLines) -> Result<(), Failure> {
    let database = Database::beside(settings).await?;
    database
        .with(async |database| {
            database.migrate().await?;
            let state = database.state(settings)?;
            let viewer = match &export.organization {
                Some(slug) => Some(organization::named(&state, slug).await?),
                None => None,
            };
            let scope = Scope {
                viewer,
                updated_since: export.updated_since,
            };
            match export.kind {
                ExportKind::Claims => print::<ClaimRecord>(&state, scope).await,
                ExportKind::Verdicts => print::<Verdict>(&state, scope).await,
                ExportKind::Sources => print::<Source>(&state, scope).await,
            }
        })
        .await
}

async fn print<T: Exported>(state: &State, scope: Scope) -> Result<(), Failure> {
    let bar = progress::records();
    let mut failed = None;
    let put = async |count: usize, lines: Vec<u8>| {
        bar.inc(u64::try_from(count).unwrap_or_default());
        match bar.suspend(|| stdout().write_all(&lines)) {
            Ok(()) => true,
            Err(error) => {
                failed = Some(error);
                false
            }
        }
    };
    stream::run::<T>(state.db.snapshot(T::WIDTH).await?, scope, put).await?;
    bar.finish_and_clear();
    let flushed = stdout().flush();
    match failed.map_or(flushed, Err) {
        // Whoever reads has enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(format!("cannot write: {error}").into()),
        Ok(()) => Ok(()),
    }
}
