//! Documents out of rows: what of a record is searched, in which language, and how much it weighs.

use std::collections::{HashMap, HashSet};

use tantivy::TantivyDocument;
use uuid::Uuid;

use super::analysis::Analyzer;
use super::document::{Draft, digest};
use super::layout::{Kind, Layout, column};
use super::store::{CitedRow, ClaimRow, Claims, SaidRow, SourceRow, VerdictRow, Verdicts};
use crate::vocabulary::{Normalized, VerdictStatus};
use crate::{language, site};

/// Wordings and titles say in one line what a record is about; all else explains them.
const WORDING: u8 = 2;
const PROSE: u8 = 1;

/// A record as the index takes it.
pub(super) struct Composed {
    pub id: Uuid,
    pub version: i64,
    pub document: TantivyDocument,
}

/// Makes documents of rows.
pub(super) struct Composer<'a> {
    pub layout: &'a Layout,
    pub analyzer: &'a Analyzer,
}

impl Composer<'_> {
    fn draft(&self, kind: Kind, id: Uuid) -> Draft<'_> {
        Draft::new(self.layout, self.analyzer, kind, id)
    }

    pub(super) fn claims(&self, claims: Claims) -> Vec<Composed> {
        let mut translations = grouped(claims.translations, |row| row.claim_id);
        let mut verdicts = grouped(claims.verdicts, |(row, _)| row.claim_id);
        let mut cited = grouped(claims.cited, |row| row.claim_id);
        let mut said = grouped(claims.said, |row| row.claim_id);
        let mut composed = Vec::with_capacity(claims.rows.len());
        for row in claims.rows {
            let mut draft = self.draft(Kind::Claim, row.id);
            own(&mut draft, &row);
            for translation in translations.remove(&row.id).unwrap_or_default() {
                draft.text(&translation.text, &translation.language, WORDING);
                draft.word(column::SPOKEN, &translation.language);
            }
            for (verdict, rating) in verdicts.remove(&row.id).unwrap_or_default() {
                prose(&mut draft, &verdict);
                judged(&mut draft, &verdict, rating);
            }
            for source in distinct(cited.remove(&row.id).unwrap_or_default()) {
                citation(&mut draft, &source, &row.language);
            }
            voices(&mut draft, said.remove(&row.id).unwrap_or_default(), &row);
            composed.push(Composed {
                id: row.id,
                version: row.version,
                document: draft.finished(),
            });
        }
        composed
    }

    pub(super) fn verdicts(&self, verdicts: Verdicts) -> Vec<Composed> {
        let mut cited = grouped(verdicts.cited, |row| row.verdict_id);
        let rows = verdicts.rows.into_iter();
        let compose = |(row, rating): (VerdictRow, Option<Normalized>)| {
            let mut draft = self.draft(Kind::Verdict, row.id);
            if row.status == VerdictStatus::Draft {
                draft.belongs_to(row.organization_id);
            }
            prose(&mut draft, &row);
            draft.id(column::CLAIM, row.claim_id);
            draft.id(column::ORGANIZATION, row.organization_id);
            draft.number(column::STATUS, digest(row.status.as_str()));
            draft.language(&row.language);
            if let Some(rating) = rating {
                draft.number(column::JUDGED_AS, digest(rating.as_str()));
            }
            if let Some(time) = row.reviewed_at {
                draft.time(column::REVIEWED, time);
            }
            draft.time(column::CREATED, row.created_at);
            draft.time(column::UPDATED, row.updated_at);
            for source in distinct(cited.remove(&row.id).unwrap_or_default()) {
                citation(&mut draft, &source, &row.language);
            }
            Composed {
                id: row.id,
                version: row.version,
                document: draft.finished(),
            }
        };
        rows.map(compose).collect()
    }

    pub(super) fn sources(&self, rows: Vec<SourceRow>) -> Vec<Composed> {
        let compose = |row: SourceRow| {
            let language = row.language.as_deref().unwrap_or("und");
            let mut draft = self.draft(Kind::Source, row.id);
            draft.text(&row.title, language, WORDING);
            if let Some(citation) = &row.citation {
                draft.text(citation, language, PROSE);
            }
            for name in [&row.publisher, &row.author].into_iter().flatten() {
                draft.name(name, language);
            }
            if let Some(url) = &row.url {
                draft.text(url, "und", PROSE);
                if let Some(host) = site::of_url(url) {
                    draft.text(&host, "und", PROSE);
                }
                draft.number(column::URL, digest(url));
            }
            if let Some(language) = &row.language {
                draft.language(language);
            }
            draft.number(column::CLASS, digest(row.kind.as_str()));
            draft.number(column::RELIABILITY, digest(row.reliability.as_str()));
            draft.id(column::ORGANIZATION, row.created_by);
            if let Some(time) = row.published_at {
                draft.time(column::PUBLISHED, time);
            }
            draft.time(column::CREATED, row.created_at);
            draft.time(column::UPDATED, row.updated_at);
            Composed {
                id: row.id,
                version: row.version,
                document: draft.finished(),
            }
        };
        rows.into_iter().map(compose).collect()
    }
}

/// What a claim has of its own.
fn own(draft: &mut Draft<'_>, row: &ClaimRow) {
    draft.text(&row.text, &row.language, WORDING);
    if let Some(location) = &row.location {
        draft.name(location, &row.language);
    }
    for tag in &row.tags {
        draft.name(tag, &row.language);
        draft.word(column::TAG, tag);
    }
    for figure in &row.quantities.0 {
        draft.number(column::FIGURE_OF, digest(&figure.subject));
        draft.figure(column::FIGURE_MIN, figure.value);
        draft.figure(column::FIGURE_MAX, figure.value_max.unwrap_or(figure.value));
    }
    draft.language(&row.language);
    draft.number(column::CLASS, digest(row.kind.as_str()));
    draft.number(column::CONTESTED, row.contested.into());
    if let Some(date) = row.claim_date {
        draft.day(column::CLAIMED, date);
    }
    if let Some(time) = row.reviewed_at {
        draft.time(column::REVIEWED, time);
    }
    draft.time(column::CREATED, row.created_at);
    draft.time(column::UPDATED, row.updated_at);
}

fn prose(draft: &mut Draft<'_>, verdict: &VerdictRow) {
    if let Some(title) = &verdict.title {
        draft.text(title, &verdict.language, WORDING);
    }
    if let Some(summary) = &verdict.summary {
        draft.text(summary, &verdict.language, PROSE);
    }
}

/// How one verdict that stands judges the claim.
fn judged(draft: &mut Draft<'_>, verdict: &VerdictRow, rating: Option<Normalized>) {
    let (Some(rating), Some(time)) = (rating, verdict.reviewed_at) else {
        return;
    };
    draft.id(column::JUDGED_BY, verdict.organization_id);
    draft.number(column::JUDGED_AS, digest(rating.as_str()));
    draft.time(column::JUDGED_AT, time);
    let language = language::primary(&verdict.language);
    draft.number(column::JUDGED_IN, digest(&language));
    let site = verdict.url.as_deref().and_then(site::of_url);
    draft.number(column::JUDGED_ON, digest(&site.unwrap_or_default()));
}

fn citation(draft: &mut Draft<'_>, source: &CitedRow, language: &str) {
    let language = source.language.as_deref().unwrap_or(language);
    draft.text(&source.title, language, PROSE);
    draft.id(column::SOURCE, source.source_id);
}

/// Who said something of the claim, and where.
fn voices(draft: &mut Draft<'_>, said: Vec<SaidRow>, claim: &ClaimRow) {
    let mut known = HashSet::new();
    for row in said {
        if let Some(source) = row.source_id {
            draft.id(column::SOURCE, source);
        }
        let (Some(id), Some((name, others))) = (row.claimant_id, row.claimant) else {
            continue;
        };
        if !known.insert(id) {
            continue;
        }
        draft.id(column::CLAIMANT, id);
        for name in std::iter::once(&name).chain(&others) {
            draft.name(name, &claim.language);
        }
    }
}

fn distinct(mut cited: Vec<CitedRow>) -> Vec<CitedRow> {
    let mut known = HashSet::new();
    cited.retain(|row| known.insert(row.source_id));
    cited
}

fn grouped<R>(rows: Vec<R>, of: impl Fn(&R) -> Uuid) -> HashMap<Uuid, Vec<R>> {
    let mut groups: HashMap<Uuid, Vec<R>> = HashMap::new();
    for row in rows {
        groups.entry(of(&row)).or_default().push(row);
    }
    groups
}
