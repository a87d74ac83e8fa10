//! The condition on a claim that one verdict on it, which stands, meets as a whole.

use chrono::{DateTime, NaiveDate, Utc};
use tantivy::SegmentReader;
use uuid::Uuid;

use super::document::{digest, midnight};
use super::filter::{Test, never};
use super::layout::column;
use crate::vocabulary::Normalized;

/// What one verdict on a claim must meet as a whole.
#[derive(Debug, Clone, Default)]
pub struct Judged {
    /// Of this organization.
    pub by: Option<Uuid>,
    /// Rated so, in one of several ways.
    pub rated: Vec<Normalized>,
    /// Reviewed at this time or later.
    pub from: Option<DateTime<Utc>>,
    /// Reviewed at this time or earlier.
    pub to: Option<DateTime<Utc>>,
    /// In this language: the primary one of its tag.
    pub language: Option<String>,
    /// Published there.
    pub site: Option<Site>,
    /// Reviewed on this day or later, or on a claim that was made then.
    pub recent: Option<NaiveDate>,
}

/// Where verdicts are published: what has its address on a site, and all of the organizations whose
/// site it is.
#[derive(Debug, Clone)]
pub struct Site {
    /// The site, as [`crate::site`] spells it.
    pub name: String,
    /// The organizations.
    pub of: Vec<Uuid>,
}

impl Judged {
    /// Whether it asks for anything.
    pub(super) fn asks(&self) -> bool {
        self.by.is_some()
            || !self.rated.is_empty()
            || self.from.is_some()
            || self.to.is_some()
            || self.language.is_some()
            || self.site.is_some()
            || self.recent.is_some()
    }

    pub(super) fn on(&self, segment: &SegmentReader) -> tantivy::Result<Test> {
        let columns = segment.fast_fields();
        let (by, rated, at, language, site) = (
            columns.bytes(column::JUDGED_BY)?,
            columns.column_opt::<u64>(column::JUDGED_AS)?,
            columns.column_opt::<i64>(column::JUDGED_AT)?,
            columns.column_opt::<u64>(column::JUDGED_IN)?,
            columns.column_opt::<u64>(column::JUDGED_ON)?,
        );
        let (Some(by), Some(rated), Some(at), Some(language), Some(site)) =
            (by, rated, at, language, site)
        else {
            return Ok(never());
        };
        let claimed = columns.column_opt::<i64>(column::CLAIMED)?;
        let ord = |id: &Uuid| by.dictionary().term_ord(id.as_bytes());
        let owner = match &self.by {
            Some(id) => match ord(id)? {
                Some(ord) => Some(ord),
                None => return Ok(never()),
            },
            None => None,
        };
        let mut owners = Vec::new();
        for id in self.site.iter().flat_map(|site| &site.of) {
            owners.extend(ord(id)?);
        }
        let wanted = Wanted {
            owner,
            ratings: self.rated.iter().map(|it| digest(it.as_str())).collect(),
            from: self.from.map(|time| time.timestamp_micros()),
            to: self.to.map(|time| time.timestamp_micros()),
            language: self.language.as_deref().map(digest),
            site: self.site.as_ref().map(|site| (digest(&site.name), owners)),
        };
        let recent = self.recent.map(midnight);
        Ok(Box::new(move |doc| {
            let is_claim_recent = || {
                let claimed = claimed.as_ref().and_then(|claimed| claimed.first(doc));
                claimed >= recent
            };
            let recent = recent.filter(|_| !is_claim_recent());
            let verdicts = by
                .term_ords(doc)
                .zip(rated.values_for_doc(doc))
                .zip(at.values_for_doc(doc))
                .zip(language.values_for_doc(doc))
                .zip(site.values_for_doc(doc));
            let mut verdicts = verdicts.map(|((((by, rating), time), language), site)| Verdict {
                by,
                rating,
                time,
                language,
                site,
            });
            verdicts.any(|it| wanted.takes(&it) && recent.is_none_or(|recent| it.time >= recent))
        }))
    }
}

/// A verdict, as the columns of a segment have it.
struct Verdict {
    by: u64,
    rating: u64,
    time: i64,
    language: u64,
    site: u64,
}

/// What is asked for, in the terms of a segment.
struct Wanted {
    owner: Option<u64>,
    ratings: Vec<u64>,
    from: Option<i64>,
    to: Option<i64>,
    language: Option<u64>,
    site: Option<(u64, Vec<u64>)>,
}

impl Wanted {
    fn takes(&self, it: &Verdict) -> bool {
        self.owner.is_none_or(|owner| owner == it.by)
            && (self.ratings.is_empty() || self.ratings.contains(&it.rating))
            && self.from.is_none_or(|from| it.time >= from)
            && self.to.is_none_or(|to| it.time <= to)
            && self.language.is_none_or(|language| language == it.language)
            && self
                .site
                .as_ref()
                .is_none_or(|(site, owners)| *site == it.site || owners.contains(&it.by))
    }
}
