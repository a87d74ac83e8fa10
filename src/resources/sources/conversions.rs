//! Between what is sent, what is stored and what is searched.

use super::store::{Selection, SourceBrief, SourceChanges, SourceRow};
use super::wire::{NewSource, Source, SourceFilter, SourceSort, SourceSummary};
use crate::db::keyset::{Direction, Key, Sort};
use crate::language::LanguageTag;
use crate::resources::organizations::store::OrganizationBrief;
use crate::resources::searching::By;
use crate::search::{Filter, Time};
use crate::vocabulary::Reliability;

impl SourceFilter {
    /// What the search index filters by.
    pub(super) fn conditions(&self) -> Filter {
        let language = self.language.as_ref().map(ToString::to_string);
        Filter::default()
            .url(self.url.as_deref())
            .class(self.kind.map(|kind| kind.as_str()))
            .reliability(self.reliability.map(|word| word.as_str()))
            .language(language.as_deref())
            .organization(self.organization_id)
            .updated_since(self.updated_since)
    }
}

impl From<&SourceFilter> for Selection {
    fn from(filter: &SourceFilter) -> Self {
        Self {
            ids: None,
            url: filter.url.clone(),
            kind: filter.kind,
            reliability: filter.reliability,
            language: filter.language.as_ref().map(ToString::to_string),
            created_by: filter.organization_id,
            updated_since: filter.updated_since,
        }
    }
}

impl SourceSort {
    pub(super) fn by(self) -> By {
        let (of, latest_first) = match self {
            Self::Relevance => return By::Relevance,
            Self::NewestFirst => (Time::Created, true),
            Self::OldestFirst => (Time::Created, false),
            Self::LatestPublishedFirst => (Time::Published, true),
            Self::EarliestPublishedFirst => (Time::Published, false),
        };
        By::Time {
            of,
            latest_first,
            sort: self.sort(),
        }
    }

    pub(super) fn sort(self) -> Sort {
        use Direction::{Ascending, Descending};
        let (created_at, published_at, id) =
            ("sources.created_at", "sources.published_at", "sources.id");
        match self {
            // Matches are put in order afterwards.
            Self::NewestFirst | Self::Relevance => Sort::by_time(created_at, id, Descending),
            Self::OldestFirst => Sort::by_time(created_at, id, Ascending),
            Self::LatestPublishedFirst => Sort::by_optional_time(published_at, id, Descending),
            Self::EarliestPublishedFirst => Sort::by_optional_time(published_at, id, Ascending),
        }
    }

    pub(super) fn key(self, row: &SourceRow) -> Key {
        match self {
            Self::NewestFirst | Self::OldestFirst | Self::Relevance => Key::Time(row.created_at),
            Self::LatestPublishedFirst | Self::EarliestPublishedFirst => {
                Key::OptionalTime(row.published_at)
            }
        }
    }
}

impl From<(SourceRow, OrganizationBrief)> for Source {
    fn from((row, organization): (SourceRow, OrganizationBrief)) -> Self {
        Self {
            id: row.id,
            url: row.url,
            citation: row.citation,
            kind: row.kind,
            title: row.title,
            publisher: row.publisher,
            author: row.author,
            published_at: row.published_at,
            language: row.language.map(LanguageTag::stored),
            archived_url: row.archived_url,
            reliability: row.reliability,
            created_by: organization.into(),
            created_at: row.created_at,
            updated_at: row.updated_at,
            version: row.version,
        }
    }
}

impl From<SourceBrief> for SourceSummary {
    fn from(brief: SourceBrief) -> Self {
        Self {
            id: brief.id,
            url: brief.url,
            citation: brief.citation,
            kind: brief.kind,
            title: brief.title,
            publisher: brief.publisher,
            author: brief.author,
            published_at: brief.published_at,
            language: brief.language.map(LanguageTag::stored),
            archived_url: brief.archived_url,
            reliability: brief.reliability,
        }
    }
}

impl From<&SourceRow> for NewSource {
    fn from(row: &SourceRow) -> Self {
        Self {
            url: row.url.clone(),
            citation: row.citation.clone(),
            kind: row.kind,
            title: row.title.clone(),
            publisher: row.publisher.clone(),
            author: row.author.clone(),
            published_at: row.published_at,
            language: row.language.clone().map(LanguageTag::stored),
            archived_url: row.archived_url.clone(),
            reliability: Some(row.reliability),
        }
    }
}

impl From<NewSource> for SourceChanges {
    fn from(new: NewSource) -> Self {
        Self {
            url: new.url,
            citation: new.citation,
            kind: new.kind,
            title: new.title,
            publisher: new.publisher,
            author: new.author,
            published_at: new.published_at,
            language: new.language.map(LanguageTag::into_string),
            archived_url: new.archived_url,
            reliability: new.reliability.unwrap_or(Reliability::Unclassified),
        }
    }
}
