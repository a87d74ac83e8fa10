//! What is read off the columns of records: their ids, the languages that there are, and how many
//! records share a value.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use tantivy::columnar::{Column, ColumnValues};
use tantivy::{DocId, Searcher, SegmentReader};
use uuid::Uuid;

use super::analysis::Language;
use super::document::digest;
use super::layout::column;
use crate::vocabulary::Normalized;

/// The ids of a segment's records.
pub(super) struct Ids {
    high: Arc<dyn ColumnValues<u64>>,
    low: Arc<dyn ColumnValues<u64>>,
}

impl Ids {
    pub(super) fn of(segment: &SegmentReader) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        Ok(Self {
            high: columns.column_first_or_default(column::ID_HIGH)?,
            low: columns.column_first_or_default(column::ID_LOW)?,
        })
    }

    pub(super) fn id(&self, doc: DocId) -> Uuid {
        Uuid::from_u64_pair(self.high.get_val(doc), self.low.get_val(doc))
    }
}

/// The languages that public records are in.
pub(super) fn languages(searcher: &Searcher) -> tantivy::Result<BTreeSet<Language>> {
    let mut languages = BTreeSet::new();
    for segment in searcher.segment_readers() {
        let Some(tags) = segment.fast_fields().str(column::SPOKEN)? else {
            continue;
        };
        let mut tag = String::new();
        for ord in 0..u64::try_from(tags.num_terms()).unwrap_or_default() {
            tag.clear();
            tags.ord_to_str(ord, &mut tag)?;
            languages.insert(Language::of_tag(&tag));
        }
    }
    Ok(languages)
}

/// What records can be counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Facet {
    /// The normalized ratings of the verdicts that stand.
    Rating,
    /// The language.
    Language,
    /// The organizations whose verdicts stand.
    Organization,
    /// The tags.
    Tag,
    /// Who said something of it.
    Claimant,
}

/// A value, and how many records have it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Value {
    /// A word of a vocabulary, a language or a tag.
    Word(String),
    /// A record.
    Id(Uuid),
}

/// Counts the values of one facet, over all segments.
pub(super) struct Counter {
    facet: Facet,
    counts: HashMap<Value, u64>,
}

/// The column of a facet in one segment, and the counts by what stands in it.
pub(super) struct Counting {
    facet: Facet,
    values: Option<Column<u64>>,
    counts: HashMap<u64, u64>,
    seen: Vec<u64>,
}

impl Counter {
    pub(super) fn new(facet: Facet) -> Self {
        Self {
            facet,
            counts: HashMap::new(),
        }
    }

    pub(super) fn on(&self, segment: &SegmentReader) -> tantivy::Result<Counting> {
        let columns = segment.fast_fields();
        let values = match self.facet {
            Facet::Rating => columns.column_opt::<u64>(column::JUDGED_AS)?,
            Facet::Language => columns.str(column::LANGUAGE)?.map(|it| it.ords().clone()),
            Facet::Tag => columns.str(column::TAG)?.map(|it| it.ords().clone()),
            Facet::Organization => columns
                .bytes(column::JUDGED_BY)?
                .map(|it| it.ords().clone()),
            Facet::Claimant => columns.bytes(column::CLAIMANT)?.map(|it| it.ords().clone()),
        };
        Ok(Counting {
            facet: self.facet,
            values,
            counts: HashMap::new(),
            seen: Vec::new(),
        })
    }

    /// Adds what was counted in a segment.
    pub(super) fn add(
        &mut self,
        counting: Counting,
        segment: &SegmentReader,
    ) -> tantivy::Result<()> {
        let columns = segment.fast_fields();
        let mut known = |value: Value, count: u64| *self.counts.entry(value).or_default() += count;
        match counting.facet {
            Facet::Rating => {
                for rating in Normalized::ALL {
                    if let Some(count) = counting.counts.get(&digest(rating.as_str())) {
                        known(Value::Word(rating.as_str().to_owned()), *count);
                    }
                }
            }
            Facet::Language | Facet::Tag => {
                let name = match counting.facet {
                    Facet::Tag => column::TAG,
                    _ => column::LANGUAGE,
                };
                let Some(words) = columns.str(name)? else {
                    return Ok(());
                };
                for (ord, count) in counting.counts {
                    let mut word = String::new();
                    words.ord_to_str(ord, &mut word)?;
                    known(Value::Word(word), count);
                }
            }
            Facet::Organization | Facet::Claimant => {
                let name = match counting.facet {
                    Facet::Claimant => column::CLAIMANT,
                    _ => column::JUDGED_BY,
                };
                let Some(ids) = columns.bytes(name)? else {
                    return Ok(());
                };
                for (ord, count) in counting.counts {
                    let mut id = Vec::new();
                    ids.ord_to_bytes(ord, &mut id)?;
                    if let Ok(id) = Uuid::from_slice(&id) {
                        known(Value::Id(id), count);
                    }
                }
            }
        }
        Ok(())
    }

    /// The most common values, most common first.
    pub(super) fn most(self, count: usize) -> (Facet, Vec<(Value, u64)>) {
        let mut counts: Vec<_> = self.counts.into_iter().collect();
        counts.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
        counts.truncate(count);
        (self.facet, counts)
    }
}

impl Counting {
    /// Counts a record; a value that it has twice, once.
    pub(super) fn count(&mut self, doc: DocId) {
        let Some(values) = &self.values else { return };
        self.seen.clear();
        for value in values.values_for_doc(doc) {
            if !self.seen.contains(&value) {
                self.seen.push(value);
                *self.counts.entry(value).or_default() += 1;
            }
        }
    }
}
