//! Generations of an index: opened where there is one that fits, and else built.

use std::path::Path;
use std::sync::Arc;

use super::build::{self, Progress, blocking};
use super::folder::Slot;
use super::index::Live;
use super::position::{Mark, Unfit};
use super::uptake::Trouble;
use super::{Inner, store};
use crate::db::Conn;
use crate::error::{Problem, Result};

/// Opens a generation, where it was made as this program makes them, is of this database, and
/// whole.
pub(super) async fn opened(inner: &Inner, number: u64, path: &Path) -> Result<Arc<Live>, Trouble> {
    let (make, folder) = (inner.make, path.to_owned());
    let mark = looked_at(move || Mark::at(&folder, make)).await?;
    let is_of = async |conn: Conn<'_>| store::is_of(conn, &mark.position).await;
    if !inner.db.read(is_of).await? {
        return Err(Unfit::Database.into());
    }
    let folder = path.to_owned();
    let live = looked_at(move || Live::open(&folder, number, make)).await?;
    Ok(Arc::new(live))
}

/// Looks at what may be damaged in ways that its reader did not think of: it is also no use where
/// that one panics.
async fn looked_at<R: Send + 'static>(
    look: impl FnOnce() -> Result<R, Unfit> + Send + 'static,
) -> Result<R, Trouble> {
    let looked = blocking(move || Ok(look())).await;
    Ok(looked.map_err(Trouble::Index)??)
}

/// A new one in memory, of the whole database.
pub(super) async fn in_memory(inner: &Inner) -> Result<Arc<Live>> {
    let make = inner.make;
    let live = Arc::new(blocking(move || Live::create(None, make)).await?);
    let tell = |progress| inner.progressed(progress);
    build::fill(&inner.db, Arc::clone(&live), &inner.analyzer, tell).await?;
    Ok(live)
}

/// Builds one in a slot, of the whole database, and makes it the one in use.
pub(super) async fn in_slot(inner: &Inner, slot: &Slot, tell: impl Fn(Progress)) -> Result<()> {
    let make = inner.make;
    let building = slot.build().map_err(Problem::internal)?;
    let path = building.path().to_owned();
    let live = Arc::new(blocking(move || Live::create(Some(&path), make)).await?);
    build::fill(&inner.db, Arc::clone(&live), &inner.analyzer, tell).await?;
    let ended = blocking(move || Arc::into_inner(live).map_or(Ok(()), Live::close));
    ended.await?;
    building.finish().map_err(Problem::internal)
}
