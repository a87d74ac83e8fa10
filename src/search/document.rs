//! One record as the index takes it: sections of text, each in its language, and columns.

use chrono::{DateTime, NaiveDate, Utc};
use tantivy::TantivyDocument;
use tantivy::schema::Term;
use tantivy::tokenizer::{PreTokenizedString, Token as IndexedToken};
use twox_hash::XxHash3_64;
use uuid::Uuid;

use super::analysis::{Analyzer, Language, Token};
use super::layout::{Kind, Layout, column, owned};

/// Places that lie between two sections, so that no phrase runs from one into the next.
const GAP: u32 = 20;

/// A record being put together.
pub(super) struct Draft<'a> {
    layout: &'a Layout,
    analyzer: &'a Analyzer,
    kind: Kind,
    owner: Option<Uuid>,
    document: TantivyDocument,
    body: Vec<IndexedToken>,
    words: Vec<String>,
    place: u32,
}

/// The term by which a record is found again in the index.
pub(super) fn identity(layout: &Layout, id: Uuid) -> Term {
    Term::from_field_bytes(layout.id, id.as_bytes())
}

/// How a column holds what is only ever compared for equality.
pub(super) fn digest(text: &str) -> u64 {
    XxHash3_64::oneshot(text.as_bytes())
}

/// How a column holds a day: as microseconds, like times.
pub fn midnight(date: NaiveDate) -> i64 {
    date.and_time(chrono::NaiveTime::MIN)
        .and_utc()
        .timestamp_micros()
}

impl<'a> Draft<'a> {
    pub(super) fn new(layout: &'a Layout, analyzer: &'a Analyzer, kind: Kind, id: Uuid) -> Self {
        let mut draft = Self {
            layout,
            analyzer,
            kind,
            owner: None,
            document: TantivyDocument::default(),
            body: Vec::new(),
            words: Vec::new(),
            place: 0,
        };
        draft.document.add_bytes(layout.id, id.as_bytes());
        let (high, low) = id.as_u64_pair();
        draft.number(column::ID_HIGH, high);
        draft.number(column::ID_LOW, low);
        draft
    }

    /// Leaves it to one organization to find it.
    pub(super) fn belongs_to(&mut self, owner: Uuid) {
        self.owner = Some(owner);
    }

    /// Tells the language that it is in.
    pub(super) fn language(&mut self, tag: &str) {
        self.word(column::LANGUAGE, tag);
        if self.owner.is_none() {
            self.word(column::SPOKEN, tag);
        }
    }

    /// Adds a text in its language; what weighs more is there more often.
    pub(super) fn text(&mut self, text: &str, language: &str, weight: u8) {
        let mut tokens = self.analyzer.analyze_all(text, Language::of_tag(language));
        self.words
            .extend(tokens.iter().map(|token| token.word.clone()));
        tokens.retain(|token| !token.stop);
        for _ in 0..weight {
            self.section(&tokens);
        }
    }

    /// Adds names and the like, which may be written in any language: as they are and, where that
    /// differs, as the language would have them.
    pub(super) fn name(&mut self, name: &str, language: &str) {
        let tokens = self.analyzer.analyze(name, Language::of_tag("und"));
        let stemmed = self.analyzer.analyze(name, Language::of_tag(language));
        let start = self.place;
        self.words
            .extend(tokens.iter().map(|token| token.word.clone()));
        self.section(&tokens);
        let end = self.place;
        let is_new = |token: &&Token| !tokens.iter().any(|known| known.term == token.term);
        let added: Vec<Token> = stemmed.iter().filter(is_new).cloned().collect();
        self.place = start;
        self.section(&added);
        self.place = self.place.max(end);
    }

    fn section(&mut self, tokens: &[Token]) {
        let Some(last) = tokens.last() else { return };
        let end = self.place + last.position + GAP;
        let place = self.place;
        self.body.extend(tokens.iter().map(|token| {
            let position = usize::try_from(place + token.position).unwrap_or(usize::MAX);
            indexed(token.term.clone(), position)
        }));
        self.place = end;
    }

    pub(super) fn word(&mut self, column: &str, value: &str) {
        if let Ok(field) = self.layout.column(column) {
            self.document.add_text(field, value);
        }
    }

    pub(super) fn id(&mut self, column: &str, id: Uuid) {
        if let Ok(field) = self.layout.column(column) {
            self.document.add_bytes(field, id.as_bytes());
        }
    }

    pub(super) fn number(&mut self, column: &str, value: u64) {
        if let Ok(field) = self.layout.column(column) {
            self.document.add_u64(field, value);
        }
    }

    pub(super) fn time(&mut self, column: &str, time: DateTime<Utc>) {
        self.moment(column, time.timestamp_micros());
    }

    pub(super) fn day(&mut self, column: &str, date: NaiveDate) {
        self.moment(column, midnight(date));
    }

    fn moment(&mut self, column: &str, micros: i64) {
        if let Ok(field) = self.layout.column(column) {
            self.document.add_i64(field, micros);
        }
    }

    pub(super) fn figure(&mut self, column: &str, value: f64) {
        if let Ok(field) = self.layout.column(column) {
            self.document.add_f64(field, value);
        }
    }

    pub(super) fn finished(mut self) -> TantivyDocument {
        let (fields, owner) = match self.owner {
            None => {
                let kind = self.kind.number();
                self.document.add_u64(self.layout.kind, kind);
                (self.layout.searched(self.kind), String::new())
            }
            Some(owner) => {
                let drafts = self.layout.drafts;
                self.document.add_bytes(drafts.owner, owner.as_bytes());
                (drafts.searched, owned(owner))
            }
        };
        self.body.sort_by_key(|token| token.position);
        self.words.sort_unstable();
        self.words.dedup();
        let words = self.words.into_iter().enumerate();
        let words = words.map(|(position, text)| indexed(text, position));
        for (field, mut tokens) in [
            (fields.body, self.body),
            (fields.words, words.collect::<Vec<_>>()),
        ] {
            if !owner.is_empty() {
                let owners = |token: &mut IndexedToken| token.text.insert_str(0, &owner);
                tokens.iter_mut().for_each(owners);
            }
            let text = String::new();
            let text = PreTokenizedString { text, tokens };
            self.document.add_pre_tokenized_text(field, text);
        }
        self.document
    }
}

fn indexed(text: String, position: usize) -> IndexedToken {
    IndexedToken {
        offset_from: 0,
        offset_to: 0,
        position,
        text,
        position_length: 1,
    }
}
