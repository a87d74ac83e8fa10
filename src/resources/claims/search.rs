//! Lists of claims that the search index finds.

use std::collections::HashMap;

use uuid::Uuid;

use super::wire::{
    Claim, ClaimFilter, ClaimSort, FacetCount, FacetName, Facets, Highlight, HighlightedField,
};
use crate::app::State;
use crate::db::Conn;
use crate::error::Result;
use crate::http::ListQuery;
use crate::http::page::sort_of;
use crate::language::LanguageTag;
use crate::resources::searching::{self, By, Hits};
use crate::resources::{claimants, organizations};
use crate::search::{Facet, Filter, Found, Judged, Kind, Time, Value};

impl ClaimFilter {
    /// Whether the index is asked, and not the database.
    pub(super) fn is_searched(&self) -> bool {
        self.q.is_some() || !self.facets.is_empty()
    }

    /// The order, where none is asked for as well.
    pub(super) fn order(&self) -> ClaimSort {
        sort_of(self.sort, self.q.as_ref(), ClaimSort::Relevance)
    }

    /// What the index filters by; a claimant is the one that a merge left.
    fn conditions(&self, claimant: Option<Uuid>) -> Filter {
        let language = self.language.as_ref().map(ToString::to_string);
        Filter::default()
            .language(language.as_deref())
            .class(self.kind.map(|kind| kind.as_str()))
            .tag(self.tag.as_deref())
            .claimant(claimant)
            .source(self.source_id)
            .reviewed(self.has_verdict)
            .contested(self.contested)
            .figure(
                self.quantity_subject.as_deref(),
                self.quantity_min,
                self.quantity_max,
            )
            .claimed_from(self.claimed_from)
            .claimed_to(self.claimed_to)
            .updated_since(self.updated_since)
            .judged(Judged {
                by: self.organization_id,
                rated: self.rating.clone(),
                from: self.reviewed_from,
                to: self.reviewed_to,
                ..Judged::default()
            })
    }
}

impl ClaimSort {
    fn by(self) -> By {
        let (of, latest_first) = match self {
            Self::Relevance => return By::Relevance,
            Self::NewestFirst => (Time::Created, true),
            Self::OldestFirst => (Time::Created, false),
            Self::EarliestClaimedFirst => (Time::Claimed, false),
            Self::LatestClaimedFirst => (Time::Claimed, true),
            Self::EarliestReviewedFirst => (Time::Reviewed, false),
            Self::LatestReviewedFirst => (Time::Reviewed, true),
        };
        By::Time {
            of,
            latest_first,
            sort: self.sort(),
        }
    }
}

/// The claims of a page.
pub(super) async fn page(
    state: &State,
    query: &ListQuery<ClaimFilter>,
    claimant: Option<Uuid>,
) -> Result<Hits> {
    let filter = &query.filter;
    let asked = (Kind::Claim, filter.q.as_ref(), filter.conditions(claimant));
    let more = |ask: &mut crate::search::Ask| {
        ask.facets = filter.facets.iter().copied().map(facet).collect();
        ask.language = filter
            .language
            .as_ref()
            .map(|tag| crate::search::analysis::Language::of_tag(&tag.to_string()));
    };
    searching::page(state, query, filter.order().by(), asked, more).await
}

fn facet(name: FacetName) -> Facet {
    match name {
        FacetName::Rating => Facet::Rating,
        FacetName::Language => Facet::Language,
        FacetName::Organization => Facet::Organization,
        FacetName::Tag => Facet::Tag,
        FacetName::Claimant => Facet::Claimant,
    }
}

/// The facets that were counted, with the names of what has one.
pub(super) async fn facets(conn: Conn<'_>, found: &Found) -> Result<Option<Facets>> {
    if found.facets.is_empty() {
        return Ok(None);
    }
    let ids_of = |wanted| {
        let facets = found
            .facets
            .iter()
            .filter(move |(facet, _)| *facet == wanted);
        let values = facets.flat_map(|(_, values)| values);
        let id = |(value, _): &(Value, u64)| match value {
            Value::Id(id) => Some(*id),
            Value::Word(_) => None,
        };
        values.filter_map(id).collect::<Vec<Uuid>>()
    };
    let claimants = claimants::store::briefs(conn, &ids_of(Facet::Claimant)).await?;
    let organizations = organizations::store::briefs(conn, &ids_of(Facet::Organization)).await?;
    let mut names: HashMap<Uuid, String> = HashMap::new();
    names.extend(claimants.into_iter().map(|(id, brief)| (id, brief.name)));
    names.extend(
        organizations
            .into_iter()
            .map(|brief| (brief.id, brief.name)),
    );
    let mut facets = Facets::default();
    for (facet, values) in &found.facets {
        let name = match facet {
            Facet::Rating => FacetName::Rating,
            Facet::Language => FacetName::Language,
            Facet::Organization => FacetName::Organization,
            Facet::Tag => FacetName::Tag,
            Facet::Claimant => FacetName::Claimant,
        };
        let count = |(value, count): &(Value, u64)| FacetCount {
            value: match value {
                Value::Word(word) => word.clone(),
                Value::Id(id) => id.to_string(),
            },
            name: match value {
                Value::Word(_) => None,
                Value::Id(id) => names.get(id).cloned(),
            },
            count: *count,
        };
        *facets.of(name) = Some(values.iter().map(count).collect());
    }
    Ok(Some(facets))
}

/// Adds where the texts of claims have what was asked for.
pub(super) async fn highlight(state: &State, claims: &mut [Claim], found: Found) -> Result<()> {
    let all = claims.iter().flat_map(texts);
    let all = all.map(|(_, language, text)| (language.to_string(), text.to_owned()));
    let pieces = state.search.highlighted(all.collect(), found.terms).await?;
    let mut pieces = pieces.into_iter();
    for claim in claims {
        let highlight = |(field, language, _): (_, &LanguageTag, _)| {
            let snippet = pieces.next()??;
            let language = language.clone();
            Some(Highlight {
                field,
                language,
                snippet,
            })
        };
        let highlights = texts(claim).filter_map(highlight).collect();
        claim.highlights = Some(highlights);
    }
    Ok(())
}

/// The texts of a claim that are highlighted.
fn texts(claim: &Claim) -> impl Iterator<Item = (HighlightedField, &LanguageTag, &str)> {
    let own = (
        HighlightedField::Text,
        &claim.language,
        claim.original_text.as_str(),
    );
    let translations = claim.translations.iter();
    let translations = translations.map(|it| {
        (
            HighlightedField::Translation,
            &it.language,
            it.text.as_str(),
        )
    });
    let titles = claim.verdicts.iter();
    let titles = titles.filter_map(|it| {
        Some((
            HighlightedField::VerdictTitle,
            &it.language,
            it.title.as_deref()?,
        ))
    });
    std::iter::once(own).chain(translations).chain(titles)
}
