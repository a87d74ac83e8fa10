//! How common terms are: of one kind of record, and on request as it was when a list began.

use std::collections::BTreeMap;
use std::sync::Mutex;

use serde::{Deserialize, Serialize};
use tantivy::Searcher;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, Term};

use super::layout::{Kind, Layout};

/// The numbers that scores are made of. Kept with a cursor they keep the order of a list, however
/// many records are added while it is paged through.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Frozen {
    /// Records of the kind.
    #[serde(rename = "n")]
    documents: u64,
    /// Terms in all of them.
    #[serde(rename = "t")]
    tokens: u64,
    /// Records that have a term.
    #[serde(rename = "f")]
    frequencies: BTreeMap<String, u64>,
}

/// The numbers of a searcher, or frozen ones.
pub(super) struct Statistics<'a> {
    searcher: &'a Searcher,
    kind: Term,
    frozen: Option<&'a Frozen>,
    seen: Mutex<Frozen>,
}

impl<'a> Statistics<'a> {
    pub(super) fn of(
        searcher: &'a Searcher,
        layout: &Layout,
        kind: Kind,
        frozen: Option<&'a Frozen>,
    ) -> Self {
        Self {
            searcher,
            kind: Term::from_field_u64(layout.kind, kind.number()),
            frozen,
            seen: Mutex::default(),
        }
    }

    /// Whether a term counts: one that came up after a list began is not of its query.
    pub(super) fn knows(&self, term: &str) -> bool {
        self.frozen
            .is_none_or(|frozen| frozen.frequencies.contains_key(term))
    }

    /// The numbers that were asked for.
    pub(super) fn frozen(self) -> Frozen {
        match self.frozen {
            Some(frozen) => frozen.clone(),
            None => self
                .seen
                .into_inner()
                .unwrap_or_else(std::sync::PoisonError::into_inner),
        }
    }

    fn note(&self, note: impl FnOnce(&mut Frozen)) {
        note(
            &mut self
                .seen
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner),
        );
    }
}

impl Bm25StatisticsProvider for Statistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        if let Some(frozen) = self.frozen {
            return Ok(frozen.tokens.max(1));
        }
        let tokens = self.searcher.total_num_tokens(field)?;
        self.note(|seen| seen.tokens = tokens);
        Ok(tokens.max(1))
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        if let Some(frozen) = self.frozen {
            return Ok(frozen.documents.max(1));
        }
        let documents = self.searcher.doc_freq(&self.kind)?;
        self.note(|seen| seen.documents = documents);
        Ok(documents.max(1))
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let Some(text) = term.value().as_str().map(str::to_owned) else {
            // That of the kind itself: all have it.
            return self.total_num_docs();
        };
        if let Some(frozen) = self.frozen {
            let known = frozen.frequencies.get(&text).copied().unwrap_or(1);
            return Ok(known.min(frozen.documents.max(1)));
        }
        let frequency = self.searcher.doc_freq(term)?;
        self.note(|seen| {
            seen.frequencies.insert(text, frequency);
        });
        Ok(frequency)
    }
}
