//! How common terms are: of what a search may know, and on request as it was when a list began.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, Term};
use twox_hash::XxHash3_64;

use super::scope::Scope;

/// Terms of a query at most: their numbers have to fit into a cursor.
pub(super) const TERMS: usize = 512;

/// The numbers that scores are made of. Kept with a cursor they keep the order of a list, however
/// many records are added while it is paged through. They are those of what the search may know,
/// so that nobody reads more off a cursor than could be searched for.
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
    frequencies: Frequencies,
}

/// By the digest of each term: all numbers are as long, however long the terms.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
struct Frequencies(BTreeMap<u32, u32>);

impl Frequencies {
    fn key(term: &str) -> u32 {
        #[expect(clippy::cast_possible_truncation, reason = "it is a digest")]
        let key = XxHash3_64::oneshot(term.as_bytes()) as u32;
        key
    }

    fn of(&self, term: &str) -> Option<u64> {
        self.0.get(&Self::key(term)).copied().map(u64::from)
    }

    fn insert(&mut self, term: &str, frequency: u64) {
        let frequency = u32::try_from(frequency).unwrap_or(u32::MAX);
        self.0.insert(Self::key(term), frequency);
    }
}

impl From<Frequencies> for String {
    fn from(frequencies: Frequencies) -> Self {
        let pair = |(key, frequency): (u32, u32)| [key.to_be_bytes(), frequency.to_be_bytes()];
        let bytes: Vec<[u8; 4]> = frequencies.0.into_iter().flat_map(pair).collect();
        URL_SAFE_NO_PAD.encode(bytes.as_flattened())
    }
}

impl TryFrom<String> for Frequencies {
    type Error = base64::DecodeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let bytes = URL_SAFE_NO_PAD.decode(text)?;
        let (numbers, _) = bytes.as_chunks::<4>();
        let (pairs, _) = numbers.as_chunks::<2>();
        let pair = |[key, frequency]: &[[u8; 4]; 2]| {
            (u32::from_be_bytes(*key), u32::from_be_bytes(*frequency))
        };
        Ok(Self(pairs.iter().map(pair).collect()))
    }
}

/// The numbers of what a search may know, or frozen ones.
pub(super) struct Statistics<'a> {
    scope: &'a Scope<'a>,
    frozen: Option<&'a Frozen>,
    seen: Mutex<(Frozen, BTreeMap<String, u64>)>,
}

impl<'a> Statistics<'a> {
    pub(super) fn of(scope: &'a Scope<'a>, frozen: Option<&'a Frozen>) -> Self {
        Self {
            scope,
            frozen,
            seen: Mutex::default(),
        }
    }

    /// Whether a term counts: one that came up after a list began is not of its query.
    pub(super) fn knows(&self, term: &str) -> bool {
        self.frozen
            .is_none_or(|frozen| frozen.frequencies.of(term).is_some())
    }

    /// The numbers that were asked for, of the terms that are looked for.
    pub(super) fn frozen(self, terms: &HashSet<String>) -> Frozen {
        if let Some(frozen) = self.frozen {
            return frozen.clone();
        }
        let seen = self.seen.into_inner();
        let (mut frozen, frequencies) = seen.unwrap_or_else(PoisonError::into_inner);
        for (term, frequency) in frequencies {
            if terms.contains(&term) {
                frozen.frequencies.insert(&term, frequency);
            }
        }
        frozen
    }

    fn note(&self, note: impl FnOnce(&mut (Frozen, BTreeMap<String, u64>))) {
        note(&mut self.seen.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Bm25StatisticsProvider for Statistics<'_> {
    fn total_num_tokens(&self, _: Field) -> tantivy::Result<u64> {
        if let Some(frozen) = self.frozen {
            return Ok(frozen.tokens.max(1));
        }
        let tokens = self.scope.tokens()?;
        self.note(|(seen, _)| seen.tokens = tokens);
        Ok(tokens.max(1))
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        if let Some(frozen) = self.frozen {
            return Ok(frozen.documents.max(1));
        }
        let documents = self.scope.count()?;
        self.note(|(seen, _)| seen.documents = documents);
        Ok(documents.max(1))
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let Some(text) = self.scope.text(term) else {
            // That of the kind itself: all have it.
            return self.total_num_docs();
        };
        if let Some(frozen) = self.frozen {
            let known = frozen.frequencies.of(&text).unwrap_or(1);
            return Ok(known.min(frozen.documents.max(1)));
        }
        let frequency = self.scope.having(&text)?;
        self.note(|(_, seen)| {
            seen.insert(text, frequency);
        });
        Ok(frequency)
    }
}

#[cfg(test)]
impl Frozen {
    /// Of as many terms as a query can have.
    pub(super) fn longest() -> Self {
        let mut frozen = Self {
            documents: u64::MAX,
            tokens: u64::MAX,
            ..Self::default()
        };
        for term in 0..TERMS {
            frozen.frequencies.insert(&term.to_string(), u64::MAX);
        }
        assert_eq!(frozen.frequencies.0.len(), TERMS);
        frozen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_what_they_are() {
        let mut frozen = Frozen::default();
        for term in 0..10 {
            let frequency = 1 << (4 * term);
            frozen.frequencies.insert(&format!("term{term}"), frequency);
        }
        let text = serde_json::to_string(&frozen).unwrap();
        let read: Frozen = serde_json::from_str(&text).unwrap();
        assert_eq!(read, frozen);
        assert_eq!(read.frequencies.of("term3"), Some(4096));
        assert_eq!(read.frequencies.of("term9"), Some(u32::MAX.into()));
        assert_eq!(read.frequencies.of("term10"), None);
        for broken in [r#"{"n":1,"t":1,"f":"%"}"#, r#"{"n":1,"t":1,"f":{"a":1}}"#] {
            assert!(serde_json::from_str::<Frozen>(broken).is_err());
        }
    }
}
