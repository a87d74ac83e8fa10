//! Conditions on the columns of a record: what lists filter by, beside a query.

use chrono::{DateTime, NaiveDate, Utc};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, SegmentReader};
use uuid::Uuid;

use super::document::{digest, midnight};
use super::judged::Judged;
use super::layout::column;
use crate::language;
use crate::vocabulary::{Normalized, VerdictStatus};

/// What a record must meet.
#[derive(Debug, Clone, Default)]
pub struct Filter(Vec<Condition>);

#[derive(Debug, Clone)]
enum Condition {
    Language(String),
    Word(&'static str, String),
    Id(&'static str, Uuid),
    AnyOf(&'static str, Vec<u64>),
    From(&'static str, i64),
    To(&'static str, i64),
    Known(&'static str, bool),
    Judged(Judged),
    Figure(u64, Option<f64>, Option<f64>),
    Shown(Vec<u64>, Option<Uuid>),
}

/// Whether a record meets a condition.
pub(super) type Test = Box<dyn Fn(DocId) -> bool>;

macro_rules! conditions {
    ($($(#[$doc:meta])* $name:ident($value:ident: $type:ty) = $condition:expr;)+) => {
        $($(#[$doc])*
        pub fn $name(mut self, $value: Option<$type>) -> Self {
            self.0.extend($value.map(|$value| $condition));
            self
        })+
    };
}

impl Filter {
    conditions! {
        /// In a language, or one of its varieties.
        language(range: &str) = Condition::Language(range.to_owned());
        /// Of a kind, as its vocabulary spells it.
        class(kind: &str) = Condition::AnyOf(column::CLASS, vec![digest(kind)]);
        /// Of a reliability, as its vocabulary spells it.
        reliability(word: &str) = Condition::AnyOf(column::RELIABILITY, vec![digest(word)]);
        /// With a tag.
        tag(tag: &str) = Condition::Word(column::TAG, tag.to_owned());
        /// At an address.
        url(url: &str) = Condition::AnyOf(column::URL, vec![digest(url)]);
        /// Of which a claimant said something.
        claimant(id: Uuid) = Condition::Id(column::CLAIMANT, id);
        /// For which a source is cited.
        source(id: Uuid) = Condition::Id(column::SOURCE, id);
        /// About a claim.
        claim(id: Uuid) = Condition::Id(column::CLAIM, id);
        /// Of an organization.
        organization(id: Uuid) = Condition::Id(column::ORGANIZATION, id);
        /// Contested, or not.
        contested(is: bool) = Condition::AnyOf(column::CONTESTED, vec![is.into()]);
        /// Reviewed, or not.
        reviewed(is: bool) = Condition::Known(column::REVIEWED, is);
        /// First claimed on a day or later.
        claimed_from(date: NaiveDate) = Condition::From(column::CLAIMED, midnight(date));
        /// First claimed on a day or earlier.
        claimed_to(date: NaiveDate) = Condition::To(column::CLAIMED, midnight(date));
        /// Reviewed at a time or later.
        reviewed_from(time: DateTime<Utc>) =
            Condition::From(column::REVIEWED, time.timestamp_micros());
        /// Reviewed at a time or earlier.
        reviewed_to(time: DateTime<Utc>) =
            Condition::To(column::REVIEWED, time.timestamp_micros());
        /// Changed at a time or later.
        updated_since(time: DateTime<Utc>) =
            Condition::From(column::UPDATED, time.timestamp_micros());
        /// Made at a time or earlier.
        made_until(time: DateTime<Utc>) =
            Condition::To(column::CREATED, time.timestamp_micros());
    }

    /// Rated in one of several ways; in any, where none is named.
    pub fn rated(mut self, ratings: &[Normalized]) -> Self {
        if !ratings.is_empty() {
            let digests = ratings.iter().map(|rating| digest(rating.as_str()));
            let rated = Condition::AnyOf(column::JUDGED_AS, digests.collect());
            self.0.push(rated);
        }
        self
    }

    /// With a verdict that stands and meets all of this.
    pub fn judged(mut self, judged: Judged) -> Self {
        self.0
            .extend(judged.asks().then_some(Condition::Judged(judged)));
        self
    }

    /// With a figure of a subject between bounds.
    pub fn figure(mut self, subject: Option<&str>, min: Option<f64>, max: Option<f64>) -> Self {
        let figure = |subject| Condition::Figure(digest(subject), min, max);
        self.0.extend(subject.map(figure));
        self
    }

    /// In one of these statuses; drafts are those of one's own organization.
    pub fn shown(
        mut self,
        statuses: impl Iterator<Item = VerdictStatus>,
        viewer: Option<Uuid>,
    ) -> Self {
        let mut public = Vec::new();
        let mut drafts = None;
        for status in statuses {
            match status {
                VerdictStatus::Draft => drafts = viewer,
                status => public.push(digest(status.as_str())),
            }
        }
        self.0.push(Condition::Shown(public, drafts));
        self
    }

    /// Whose drafts are among what it leaves.
    pub(super) fn drafts_of(&self) -> Option<Uuid> {
        self.0.iter().find_map(|condition| match condition {
            Condition::Shown(_, viewer) => *viewer,
            _ => None,
        })
    }

    /// The conditions on the records of a segment.
    pub(super) fn on(&self, segment: &SegmentReader) -> tantivy::Result<Test> {
        let tests: Vec<Test> = self
            .0
            .iter()
            .map(|condition| condition.on(segment))
            .collect::<tantivy::Result<_>>()?;
        Ok(Box::new(move |doc| tests.iter().all(|test| test(doc))))
    }
}

/// What no record meets.
pub(super) fn never() -> Test {
    Box::new(|_| false)
}

impl Condition {
    fn on(&self, segment: &SegmentReader) -> tantivy::Result<Test> {
        let columns = segment.fast_fields();
        Ok(match self {
            Self::Language(range) => {
                let Some(languages) = columns.str(column::LANGUAGE)? else {
                    return Ok(never());
                };
                let within = within(&languages, range)?;
                Box::new(move |doc| languages.term_ords(doc).any(|ord| within.contains(&ord)))
            }
            Self::Word(name, word) => {
                let Some(words) = columns.str(name)? else {
                    return Ok(never());
                };
                let Some(wanted) = words.dictionary().term_ord(word.as_bytes())? else {
                    return Ok(never());
                };
                Box::new(move |doc| words.term_ords(doc).any(|ord| ord == wanted))
            }
            Self::Id(name, id) => {
                let Some(ids) = columns.bytes(name)? else {
                    return Ok(never());
                };
                let Some(wanted) = ids.dictionary().term_ord(id.as_bytes())? else {
                    return Ok(never());
                };
                Box::new(move |doc| ids.term_ords(doc).any(|ord| ord == wanted))
            }
            Self::AnyOf(name, wanted) => {
                let Some(values) = columns.column_opt::<u64>(name)? else {
                    return Ok(never());
                };
                let wanted = wanted.clone();
                Box::new(move |doc| values.values_for_doc(doc).any(|it| wanted.contains(&it)))
            }
            Self::From(name, from) => {
                let from = *from;
                compared(columns.column_opt(name)?, move |value| value >= from)
            }
            Self::To(name, to) => {
                let to = *to;
                compared(columns.column_opt(name)?, move |value| value <= to)
            }
            Self::Known(name, known) => {
                let known = *known;
                match columns.column_opt::<i64>(name)? {
                    Some(values) => Box::new(move |doc| values.first(doc).is_some() == known),
                    None => Box::new(move |_| !known),
                }
            }
            Self::Judged(judged) => judged.on(segment)?,
            Self::Figure(subject, min, max) => figure(segment, *subject, *min, *max)?,
            Self::Shown(public, viewer) => shown(segment, public, *viewer)?,
        })
    }
}

/// The tags of a dictionary that a range has in it.
fn within(languages: &StrColumn, range: &str) -> tantivy::Result<Vec<u64>> {
    let mut within = Vec::new();
    let mut tag = String::new();
    for ord in 0..u64::try_from(languages.num_terms()).unwrap_or_default() {
        tag.clear();
        languages.ord_to_str(ord, &mut tag)?;
        if language::is_within(&tag, range) {
            within.push(ord);
        }
    }
    Ok(within)
}

fn compared(values: Option<Column<i64>>, is: impl Fn(i64) -> bool + 'static) -> Test {
    match values {
        Some(values) => Box::new(move |doc| values.first(doc).is_some_and(&is)),
        None => never(),
    }
}

/// Figures of a subject that lie between bounds in any part of what they span.
fn figure(
    segment: &SegmentReader,
    subject: u64,
    min: Option<f64>,
    max: Option<f64>,
) -> tantivy::Result<Test> {
    let columns = segment.fast_fields();
    let (of, lower, upper) = (
        columns.column_opt::<u64>(column::FIGURE_OF)?,
        columns.column_opt::<f64>(column::FIGURE_MIN)?,
        columns.column_opt::<f64>(column::FIGURE_MAX)?,
    );
    let (Some(of), Some(lower), Some(upper)) = (of, lower, upper) else {
        return Ok(never());
    };
    Ok(Box::new(move |doc| {
        let mut figures = of
            .values_for_doc(doc)
            .zip(lower.values_for_doc(doc))
            .zip(upper.values_for_doc(doc));
        figures.any(|((of, lower), upper)| {
            of == subject
                && min.is_none_or(|min| upper >= min)
                && max.is_none_or(|max| lower <= max)
        })
    }))
}

fn shown(segment: &SegmentReader, public: &[u64], viewer: Option<Uuid>) -> tantivy::Result<Test> {
    let columns = segment.fast_fields();
    let (Some(statuses), Some(owners)) = (
        columns.column_opt::<u64>(column::STATUS)?,
        columns.bytes(column::ORGANIZATION)?,
    ) else {
        return Ok(never());
    };
    let own = match viewer {
        Some(id) => owners.dictionary().term_ord(id.as_bytes())?,
        None => None,
    };
    let public = public.to_vec();
    let draft = digest(VerdictStatus::Draft.as_str());
    Ok(Box::new(move |doc| {
        let Some(status) = statuses.first(doc) else {
            return false;
        };
        let is_own = || own.is_some() && owners.term_ords(doc).next() == own;
        public.contains(&status) || (status == draft && is_own())
    }))
}
