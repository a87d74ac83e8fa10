//! How far in the journal an index is, kept in the index itself and committed with what it holds:
//! neither can be there without the other, whenever the program ends.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::layout;

/// A place in the journal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Position {
    /// The transaction of the entry.
    pub txid: u64,
    /// Its number in it.
    pub seq: i64,
    /// The last entry before, by which the database is known again; none where there was none.
    pub entry: Option<Uuid>,
}

/// What an index says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mark {
    layout: u32,
    /// That of the analysis by which its terms were made.
    analysis: u64,
    pub position: Position,
}

impl Mark {
    /// Of an index of the layout of today.
    pub(super) fn new(analysis: u64, position: Position) -> Self {
        Self {
            layout: layout::VERSION,
            analysis,
            position,
        }
    }

    /// That of an index, where it is one that this program made with this analysis.
    pub(super) fn of(index: &tantivy::Index, analysis: u64) -> Option<Self> {
        let metas = index.load_metas().ok()?;
        let mark: Self = serde_json::from_str(metas.payload.as_deref()?).ok()?;
        (mark.layout == layout::VERSION && mark.analysis == analysis).then_some(mark)
    }

    pub(super) fn payload(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
