//! How far in the journal an index is, kept in the index itself and committed with what it holds:
//! neither can be there without the other, whenever the program ends.

use std::path::Path;

use serde::{Deserialize, Serialize};
use tantivy::{Index, TantivyError};
use uuid::Uuid;

use super::analysis::Analyzer;
use super::files::Files;
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

/// How an index is made: one that was made otherwise cannot be searched as if it were one's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Make {
    layout: u32,
    /// That of the analysis by which its terms were made.
    analysis: u64,
}

impl Make {
    /// That of today's layout.
    pub(super) fn of(analyzer: &Analyzer) -> Self {
        Self {
            layout: layout::VERSION,
            analysis: analyzer.fingerprint(),
        }
    }

    /// As servers tell it to commands.
    pub(super) fn told(self) -> String {
        format!("{} {}", self.layout, self.analysis)
    }
}

/// Why an index is not taken.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unfit {
    #[error("it was made by another version of the program")]
    Layout,
    #[error("its terms were made by another analysis: FACTCHECK_SYNONYMS is another")]
    Analysis,
    #[error("it is of another database")]
    Database,
    #[error("it is damaged: {0}")]
    Damaged(String),
}

impl From<TantivyError> for Unfit {
    fn from(error: TantivyError) -> Self {
        Self::Damaged(error.to_string())
    }
}

/// What an index says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mark {
    #[serde(flatten)]
    pub make: Make,
    pub position: Position,
}

impl Mark {
    /// That of the index in a folder, where it is made so.
    pub(super) fn at(path: &Path, make: Make) -> Result<Self, Unfit> {
        let metas = Index::open(Files::of(path)?)?.load_metas()?;
        let payload = metas.payload.unwrap_or_default();
        let mark: Self = serde_json::from_str(&payload).map_err(|_| Unfit::Layout)?;
        match mark.make {
            made if made == make => Ok(mark),
            made if made.layout == make.layout => Err(Unfit::Analysis),
            _ => Err(Unfit::Layout),
        }
    }

    pub(super) fn payload(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
