//! The work of an export, whoever asks for it: page after page of one snapshot, as lines.

use actix_web::web;

use super::records::{Exported, Scope};
use crate::db::Snapshot;
use crate::error::{Problem, Result};
use crate::http::ndjson;

/// Writes every record, in order, to where lines go, which tells whether to go on. While one
/// page is written, the next is read.
pub async fn run<T: Exported>(
    snapshot: Snapshot,
    scope: Scope,
    mut put: impl AsyncFnMut(usize, Vec<u8>) -> bool,
) -> Result<()> {
    let mut records = T::page(snapshot.conns()?, scope, None).await?;
    while let Some(last) = records.last() {
        let place = last.place(scope);
        let count = records.len();
        let written = web::block(move || lines(&records));
        let next = T::page(snapshot.conns()?, scope, Some(&place));
        let (written, next) = futures_util::join!(written, next);
        if !put(count, written.map_err(Problem::internal)??).await {
            break;
        }
        records = next?;
    }
    snapshot.end().await;
    Ok(())
}

fn lines<T: Exported>(records: &[T]) -> Result<Vec<u8>> {
    let mut lines = Vec::new();
    for record in records {
        ndjson::line(record, &mut lines)?;
    }
    Ok(lines)
}
