//! What of the index a search may know: what is public and, for an organization, its own drafts
//! beside. All that shapes a search is told here: which terms there are, how common they are,
//! which words others are completed to and corrected by.

use std::collections::BTreeSet;

use tantivy::index::SegmentReader;
use tantivy::query::{Bm25StatisticsProvider, BooleanQuery, FuzzyTermQuery, Query, TermQuery};
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{DocSet, Searcher, TERMINATED};
use uuid::Uuid;

use super::analysis::Language;
use super::columns;
use super::index::Live;
use super::layout::{Kind, Searched, column, owned};
use super::matching::Frequencies;

/// What a search looks into.
pub(super) struct Scope<'a> {
    pub searcher: &'a Searcher,
    public: Shelf,
    drafts: Option<Shelf>,
}

/// Records that stand together.
pub(super) struct Shelf {
    /// What all of them have.
    all: Term,
    fields: Searched,
    /// What their terms begin with.
    owner: String,
}

impl Shelf {
    /// A text as it stands here.
    pub(super) fn term(&self, text: &str) -> Term {
        Term::from_field_text(self.fields.body, &self.owned(text))
    }

    /// A word as it stands here.
    pub(super) fn whole(&self, word: &str) -> Term {
        Term::from_field_text(self.fields.words, &self.owned(word))
    }

    fn owned(&self, text: &str) -> String {
        format!("{}{text}", self.owner)
    }

    /// What stands here, as it was written.
    fn text<'t>(&self, owned: &'t str) -> Option<&'t str> {
        owned.strip_prefix(&*self.owner)
    }

    fn word<'k>(&self, key: &'k [u8]) -> Option<&'k str> {
        self.text(std::str::from_utf8(key).ok()?)
    }
}

impl<'a> Scope<'a> {
    /// What is public.
    pub(super) fn public(searcher: &'a Searcher, live: &Live, kind: Kind) -> Self {
        let layout = &live.layout;
        Self {
            searcher,
            public: Shelf {
                all: Term::from_field_u64(layout.kind, kind.number()),
                fields: layout.searched(kind),
                owner: String::new(),
            },
            drafts: None,
        }
    }

    /// The same with the drafts of an organization. Only verdicts have drafts.
    pub(super) fn with_drafts(self, live: &Live, of: Option<Uuid>) -> Self {
        let drafts = live.layout.drafts;
        let shelf = |id: Uuid| Shelf {
            all: Term::from_field_bytes(drafts.owner, id.as_bytes()),
            fields: drafts.searched,
            owner: owned(id),
        };
        Self {
            drafts: of.map(shelf),
            ..self
        }
    }

    pub(super) fn shelves(&self) -> impl Iterator<Item = &Shelf> {
        std::iter::once(&self.public).chain(&self.drafts)
    }

    /// How many records there are.
    pub(super) fn count(&self) -> tantivy::Result<u64> {
        let on = |shelf: &Shelf| self.searcher.doc_freq(&shelf.all);
        self.shelves().map(on).sum()
    }

    /// How many terms there are in all of them: drafts are taken to be as long as what is public.
    pub(super) fn tokens(&self) -> tantivy::Result<u64> {
        let tokens = self.searcher.total_num_tokens(self.public.fields.body)?;
        if self.drafts.is_none() {
            return Ok(tokens);
        }
        let public = self.searcher.doc_freq(&self.public.all)?;
        Ok(match public {
            0 => self.count()?.saturating_mul(LENGTH),
            public => tokens.saturating_mul(self.count()?) / public,
        })
    }

    /// How many have a term.
    pub(super) fn having(&self, text: &str) -> tantivy::Result<u64> {
        let on = |shelf: &Shelf| self.searcher.doc_freq(&shelf.term(text));
        self.shelves().map(on).sum()
    }

    /// How many have a word as it is, be it one that says nothing.
    pub(super) fn writing(&self, word: &str) -> tantivy::Result<u64> {
        let on = |shelf: &Shelf| self.searcher.doc_freq(&shelf.whole(word));
        self.shelves().map(on).sum()
    }

    /// The text of a term of the index.
    pub(super) fn text(&self, term: &Term) -> Option<String> {
        let is_here = |shelf: &&Shelf| shelf.fields.body == term.field();
        let shelf = self.shelves().find(is_here)?;
        shelf.text(term.value().as_str()?).map(str::to_owned)
    }

    /// All records.
    pub(super) fn all(&self) -> Box<dyn Query> {
        let on = |shelf: &Shelf| -> Box<dyn Query> {
            Box::new(TermQuery::new(shelf.all.clone(), IndexRecordOption::Basic))
        };
        union(self.shelves().map(on).collect())
    }

    /// Goes through the words that begin with one, so many in each segment, and how many records of
    /// the segment have each; as long as it is told to.
    pub(super) fn each_beginning(
        &self,
        word: &str,
        most: usize,
        mut take: impl FnMut(&str, u64) -> bool,
    ) -> tantivy::Result<()> {
        for (shelf, segment) in self.everywhere() {
            let begin = shelf.owned(word);
            let index = segment.inverted_index(shelf.fields.words)?;
            let mut stream = index.terms().range().ge(&begin).into_stream()?;
            let mut looked_at = 0;
            while looked_at < most && stream.advance() {
                let word = Some(stream.key()).filter(|key| key.starts_with(begin.as_bytes()));
                let word = word.and_then(|key| shelf.word(key));
                if !word.is_some_and(|word| take(word, stream.value().doc_freq.into())) {
                    break;
                }
                looked_at += 1;
            }
        }
        Ok(())
    }

    /// The same of the words that one is a slip of the hand for.
    pub(super) fn each_near(
        &self,
        word: &str,
        mut take: impl FnMut(&str, u64) -> bool,
    ) -> tantivy::Result<()> {
        for (shelf, segment) in self.everywhere() {
            let term = Term::from_field_text(shelf.fields.words, &shelf.owned(word));
            let slips = FuzzyTermQuery::new(term, 1, true).automaton()?;
            let index = segment.inverted_index(shelf.fields.words)?;
            let mut stream = index.terms().search(slips).into_stream()?;
            while stream.advance() {
                // It may be whose they are that is near.
                let Some(word) = shelf.word(stream.key()) else {
                    continue;
                };
                if !take(word, stream.value().doc_freq.into()) {
                    break;
                }
            }
        }
        Ok(())
    }

    fn everywhere(&self) -> impl Iterator<Item = (&Shelf, &SegmentReader)> {
        let on = |shelf| {
            let segments = self.searcher.segment_readers().iter();
            segments.map(move |segment| (shelf, segment))
        };
        self.shelves().flat_map(on)
    }

    /// The languages that records are in.
    pub(super) fn languages(&self) -> tantivy::Result<BTreeSet<Language>> {
        let mut languages = columns::languages(self.searcher)?;
        let Some(drafts) = &self.drafts else {
            return Ok(languages);
        };
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(drafts.all.field())?;
            let tags = segment.fast_fields().str(column::LANGUAGE)?;
            let postings = index.read_postings(&drafts.all, IndexRecordOption::Basic)?;
            let (Some(tags), Some(mut postings)) = (tags, postings) else {
                continue;
            };
            let mut known = BTreeSet::new();
            while postings.doc() != TERMINATED {
                known.extend(tags.term_ords(postings.doc()));
                postings.advance();
            }
            for ord in known {
                let mut tag = String::new();
                tags.ord_to_str(ord, &mut tag)?;
                languages.insert(Language::of_tag(&tag));
            }
        }
        Ok(languages)
    }
}

/// Terms that a draft is taken to have where nothing is public.
const LENGTH: u64 = 40;

impl Frequencies for Scope<'_> {
    fn documents(&self) -> u64 {
        self.count().unwrap_or_default()
    }

    fn frequency(&self, term: &str) -> u64 {
        self.having(term).unwrap_or_default()
    }
}

/// What any of some queries finds.
pub(super) fn union(mut queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match queries.pop() {
        Some(only) if queries.is_empty() => only,
        Some(last) => {
            queries.push(last);
            Box::new(BooleanQuery::union(queries))
        }
        None => Box::new(tantivy::query::EmptyQuery),
    }
}
