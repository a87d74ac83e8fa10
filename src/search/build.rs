//! An index out of the whole database, while records are added and changed.

use uuid::Uuid;

use super::Analyzer;
use super::compose::{Composed, Composer};
use super::index::Live;
use super::layout::Kind;
use super::store;
use crate::db::{Conn, Db};
use crate::error::{Problem, Result};

/// Records that are read at once.
const AT_ONCE: i64 = 2_000;

/// How far a build is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Records that are in the index.
    pub done: u64,
    /// About how many there are.
    pub about: u64,
}

/// Fills an empty index. Where it stands in the journal is taken before anything is read: what
/// changes meanwhile is followed afterwards.
pub(super) async fn fill(
    db: &Db,
    live: std::sync::Arc<Live>,
    analyzer: &Analyzer,
    told: impl Fn(Progress),
) -> Result<()> {
    let (position, about) = db
        .read(async |conn| {
            let position = store::begins(conn).await?;
            Ok((position, store::about(conn).await?))
        })
        .await?;
    let mut progress = Progress { done: 0, about };
    told(progress);
    for kind in Kind::ALL {
        let mut after = Uuid::nil();
        loop {
            let read = async |conn: Conn<'_>| {
                let ids = store::ids_after(conn, kind, after, AT_ONCE).await?;
                let rows = Rows::read(conn, kind, &ids).await?;
                Ok((ids, rows))
            };
            let (ids, rows) = db.read(read).await?;
            let Some(last) = ids.last() else { break };
            after = *last;
            let (live, analyzer) = (live.clone(), analyzer.clone());
            blocking(move || live.add(rows.composed(&live, &analyzer))).await?;
            progress.done += u64::try_from(ids.len()).unwrap_or_default();
            progress.about = progress.about.max(progress.done);
            told(progress);
        }
    }
    blocking(move || live.commit(position)).await
}

/// Records as the database has them, on their way into the index.
pub(super) enum Rows {
    Claims(store::Claims),
    Verdicts(store::Verdicts),
    Sources(Vec<store::SourceRow>),
}

impl Rows {
    pub(super) async fn read(conn: Conn<'_>, kind: Kind, ids: &[Uuid]) -> Result<Self> {
        Ok(match kind {
            Kind::Claim => Self::Claims(store::claims(conn, ids).await?),
            Kind::Verdict => Self::Verdicts(store::verdicts(conn, ids).await?),
            Kind::Source => Self::Sources(store::sources(conn, ids).await?),
        })
    }

    pub(super) fn composed(self, live: &Live, analyzer: &Analyzer) -> Vec<Composed> {
        let composer = Composer {
            layout: &live.layout,
            analyzer,
        };
        match self {
            Self::Claims(rows) => composer.claims(rows),
            Self::Verdicts(rows) => composer.verdicts(rows),
            Self::Sources(rows) => composer.sources(rows),
        }
    }
}

/// Does work of the index on a thread that may wait.
pub(super) async fn blocking<R: Send + 'static>(
    work: impl FnOnce() -> tantivy::Result<R> + Send + 'static,
) -> Result<R> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(Problem::internal)?
        .map_err(|error| Problem::internal(super::index::broken(&error)))
}
