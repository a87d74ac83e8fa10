//! Between what is sent and what is stored.

use uuid::Uuid;

use super::store::{
    self, EvidenceRow, Rated, Selection, VerdictBrief, VerdictChanges, VerdictRow, statuses,
};
use super::wire::{
    Evidence, NewEvidence, NewVerdict, Publisher, Verdict, VerdictFilter, VerdictSort,
    VerdictSummary,
};
use crate::db::Conn;
use crate::db::keyset::{Direction, Key, Sort};
use crate::error::Result;
use crate::language::LanguageTag;
use crate::resources::organizations::store::OrganizationBrief;
use crate::resources::searching::By;
use crate::resources::sources::store::SourceBrief;
use crate::search::{Filter, Time};

impl From<OrganizationBrief> for Publisher {
    fn from(brief: OrganizationBrief) -> Self {
        Self {
            id: brief.id,
            name: brief.name,
            slug: brief.slug,
            site: brief.site,
        }
    }
}

impl From<Rated<VerdictBrief>> for VerdictSummary {
    fn from((row, organization, rating): Rated<VerdictBrief>) -> Self {
        Self {
            id: row.id,
            organization: organization.into(),
            rating: rating.map(Into::into),
            title: row.title,
            url: row.url,
            language: LanguageTag::stored(row.language),
            reviewed_at: row.reviewed_at,
            status: row.status,
        }
    }
}

/// A verdict out of its row and its evidence.
pub(super) fn whole(
    (row, organization, rating): Rated<VerdictRow>,
    evidence: Vec<Evidence>,
) -> Verdict {
    Verdict {
        id: row.id,
        claim_id: row.claim_id,
        organization: organization.into(),
        rating: rating.map(Into::into),
        title: row.title,
        summary: row.summary,
        explanation: row.explanation,
        url: row.url,
        language: LanguageTag::stored(row.language),
        reviewed_at: row.reviewed_at,
        status: row.status,
        correction_note: row.correction_note,
        retraction_reason: row.retraction_reason,
        evidence,
        published_at: row.published_at,
        corrected_at: row.corrected_at,
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
    }
}

impl From<(EvidenceRow, SourceBrief)> for Evidence {
    fn from((row, source): (EvidenceRow, SourceBrief)) -> Self {
        Self {
            source: source.into(),
            stance: row.stance,
            quote: row.quote,
            note: row.note,
        }
    }
}

impl From<(EvidenceRow, SourceBrief)> for NewEvidence {
    fn from((row, source): (EvidenceRow, SourceBrief)) -> Self {
        Self {
            source_id: source.id,
            stance: row.stance,
            quote: row.quote,
            note: row.note,
        }
    }
}

/// The evidence of a verdict, as it would be sent.
pub(super) async fn cited(conn: Conn<'_>, verdict: Uuid) -> Result<Vec<NewEvidence>> {
    let cited = store::evidence_of(conn, &[verdict]).await?;
    Ok(cited.into_iter().map(Into::into).collect())
}

impl From<&VerdictRow> for NewVerdict {
    fn from(row: &VerdictRow) -> Self {
        Self {
            claim_id: row.claim_id,
            rating_id: row.rating_id,
            title: row.title.clone(),
            summary: row.summary.clone(),
            explanation: row.explanation.clone(),
            url: row.url.clone(),
            language: LanguageTag::stored(row.language.clone()),
            reviewed_at: row.reviewed_at,
        }
    }
}

impl From<NewVerdict> for VerdictChanges {
    fn from(new: NewVerdict) -> Self {
        Self {
            claim_id: new.claim_id,
            rating_id: new.rating_id,
            title: new.title,
            summary: new.summary,
            explanation: new.explanation,
            url: new.url,
            language: new.language.into_string(),
            reviewed_at: new.reviewed_at,
        }
    }
}

impl Selection {
    /// Of a filter whose ratings have been looked up.
    pub fn of(filter: &VerdictFilter, viewer: Option<Uuid>, ratings: Option<Vec<Uuid>>) -> Self {
        Self {
            ids: None,
            viewer,
            claim_id: filter.claim_id,
            organization_id: filter.organization_id,
            source_id: filter.source_id,
            ratings,
            statuses: filter.status.clone(),
            language: filter.language.as_ref().map(ToString::to_string),
            reviewed_from: filter.reviewed_from,
            reviewed_to: filter.reviewed_to,
            updated_since: filter.updated_since,
            review_changed_since: None,
        }
    }

    /// The same, as the search index filters.
    pub fn conditions(&self, filter: &VerdictFilter) -> Filter {
        Filter::default()
            .shown(statuses(self), self.viewer)
            .claim(self.claim_id)
            .organization(self.organization_id)
            .source(self.source_id)
            .rated(&filter.rating)
            .language(self.language.as_deref())
            .reviewed_from(self.reviewed_from)
            .reviewed_to(self.reviewed_to)
            .updated_since(self.updated_since)
    }
}

impl VerdictSort {
    pub(super) fn by(self) -> By {
        let (of, latest_first) = match self {
            Self::Relevance => return By::Relevance,
            Self::NewestFirst => (Time::Created, true),
            Self::OldestFirst => (Time::Created, false),
            Self::LatestReviewedFirst => (Time::Reviewed, true),
            Self::EarliestReviewedFirst => (Time::Reviewed, false),
            Self::LatestUpdatedFirst => (Time::Updated, true),
            Self::EarliestUpdatedFirst => (Time::Updated, false),
        };
        By::Time {
            of,
            latest_first,
            sort: self.sort(),
        }
    }

    pub fn sort(self) -> Sort {
        use Direction::{Ascending, Descending};
        let id = "verdicts.id";
        match self {
            // Matches are put in order afterwards.
            Self::NewestFirst | Self::Relevance => {
                Sort::by_time("verdicts.created_at", id, Descending)
            }
            Self::OldestFirst => Sort::by_time("verdicts.created_at", id, Ascending),
            Self::LatestReviewedFirst => {
                Sort::by_optional_time("verdicts.reviewed_at", id, Descending)
            }
            Self::EarliestReviewedFirst => {
                Sort::by_optional_time("verdicts.reviewed_at", id, Ascending)
            }
            Self::LatestUpdatedFirst => Sort::by_time("verdicts.updated_at", id, Descending),
            Self::EarliestUpdatedFirst => Sort::by_time("verdicts.updated_at", id, Ascending),
        }
    }

    pub(super) fn key(self, row: &VerdictRow) -> Key {
        match self {
            Self::NewestFirst | Self::OldestFirst | Self::Relevance => Key::Time(row.created_at),
            Self::LatestReviewedFirst | Self::EarliestReviewedFirst => {
                Key::OptionalTime(row.reviewed_at)
            }
            Self::LatestUpdatedFirst | Self::EarliestUpdatedFirst => Key::Time(row.updated_at),
        }
    }
}
