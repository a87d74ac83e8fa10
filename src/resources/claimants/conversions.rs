//! Between what is sent, what is stored and what is searched.

use super::store::{Called, ClaimantBrief, ClaimantChanges, ClaimantRow, Selection};
use super::wire::{
    Claimant, ClaimantCounts, ClaimantFilter, ClaimantSort, ClaimantSummary, NewClaimant,
};
use crate::db::keyset::{Direction, Key, Sort};
use crate::http::page::NamedSort;
use crate::resources::organizations::store::OrganizationBrief;
use crate::search::Asked;

impl From<&ClaimantFilter> for Selection {
    fn from(filter: &ClaimantFilter) -> Self {
        Self {
            called: filter.q.as_deref().map(Called::from),
            kind: filter.kind,
            country: filter.country.clone(),
            created_by: filter.organization_id,
            updated_since: filter.updated_since,
        }
    }
}

impl From<&str> for Called {
    fn from(q: &str) -> Self {
        let asked = Asked::of(q);
        let (excluded, phrases): (Vec<_>, Vec<_>) =
            asked.parts.into_iter().partition(|part| part.is_excluded);
        Self {
            words: asked.words.trim().to_owned(),
            phrases: phrases.into_iter().map(|part| part.text).collect(),
            excluded: excluded.into_iter().map(|part| part.text).collect(),
        }
    }
}

impl ClaimantSort {
    pub(super) fn sort(self) -> Sort {
        let id = "claimants.id";
        let named = match self {
            // No column has it.
            Self::Relevance => return Sort::by_number("likeness", id, Direction::Descending),
            Self::NewestFirst => NamedSort::NewestFirst,
            Self::OldestFirst => NamedSort::OldestFirst,
            Self::Name => NamedSort::Name,
            Self::NameBackwards => NamedSort::NameBackwards,
        };
        named.sort("claimants.created_at", "claimants.name", id)
    }

    /// The key of a row in an order by one of its columns.
    pub(super) fn key(self, row: &ClaimantRow) -> Key {
        match self {
            Self::Name | Self::NameBackwards => Key::Text(row.name.clone()),
            Self::NewestFirst | Self::OldestFirst | Self::Relevance => Key::Time(row.created_at),
        }
    }
}

impl From<(ClaimantRow, OrganizationBrief)> for Claimant {
    fn from((row, organization): (ClaimantRow, OrganizationBrief)) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            name: row.name,
            job_title: row.job_title,
            country: row.country,
            url: row.url,
            same_as: row.same_as,
            alternate_names: row.alternate_names,
            created_by: organization.into(),
            created_at: row.created_at,
            updated_at: row.updated_at,
            version: row.version,
            counts: ClaimantCounts::default(),
        }
    }
}

impl From<ClaimantBrief> for ClaimantSummary {
    fn from(brief: ClaimantBrief) -> Self {
        Self {
            id: brief.id,
            name: brief.name,
            kind: brief.kind,
        }
    }
}

impl From<&ClaimantRow> for NewClaimant {
    fn from(row: &ClaimantRow) -> Self {
        Self {
            kind: row.kind,
            name: row.name.clone(),
            job_title: row.job_title.clone(),
            country: row.country.clone(),
            url: row.url.clone(),
            same_as: Some(row.same_as.clone()),
            alternate_names: Some(row.alternate_names.clone()),
        }
    }
}

impl From<NewClaimant> for ClaimantChanges {
    fn from(new: NewClaimant) -> Self {
        Self {
            kind: new.kind,
            name: new.name,
            job_title: new.job_title,
            country: new.country,
            url: new.url,
            same_as: new.same_as.unwrap_or_default(),
            alternate_names: new.alternate_names.unwrap_or_default(),
        }
    }
}
