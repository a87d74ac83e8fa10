//! The built-in catalogue: the labels that fact-checkers print, and what each is mapped to by us and
//! by others. It is made of the files beside this one, which tell how and from what.

pub mod handlers;
mod reading;
pub mod wire;

use std::sync::LazyLock;

use crate::error::Result;
use crate::http::page::NamedSort;
use crate::http::{ListQuery, Page};
use crate::language::LanguageTag;
use crate::resources::rating_scales::wire::{
    ListedScale, NewRating, NewRatingScale, RatingScaleFilter,
};
use wire::CatalogueScale;

/// Raised by every change of what the files say, each told of in `labels.tsv`.
pub const VERSION: i32 = 1;

static SCALES: LazyLock<Vec<CatalogueScale>> =
    LazyLock::new(|| reading::read().unwrap_or_default());

/// All scales, in the order of their slugs.
pub fn scales() -> &'static [CatalogueScale] {
    &SCALES
}

/// The scale of that slug.
pub fn find(slug: &str) -> Option<&'static CatalogueScale> {
    scales().iter().find(|scale| scale.slug == slug)
}

/// A page of the catalogue, by name.
pub fn page(query: &ListQuery<RatingScaleFilter>) -> Result<Page<ListedScale>> {
    let is_backwards = query.filter.sort.is_some_and(is_backwards);
    let mut found: Vec<_> = scales()
        .iter()
        .filter(|scale| scale.is_asked_for(&query.filter))
        .map(|scale| (scale.place(), scale))
        .collect();
    found.sort_by(|(a, _), (b, _)| match is_backwards {
        true => b.cmp(a),
        false => a.cmp(b),
    });
    let total = query
        .count
        .then(|| i64::try_from(found.len()).ok())
        .flatten();
    if let Some(last) = query.after_own::<Place>()? {
        found.retain(|(place, _)| match is_backwards {
            true => *place < last,
            false => *place > last,
        });
    }
    let is_cut = found.len() > query.limit();
    found.truncate(query.limit());
    let last = found.last().filter(|_| is_cut);
    Ok(Page {
        next_cursor: last.map(|(place, _)| query.cursor(place)).transpose()?,
        data: found
            .into_iter()
            .map(|(_, scale)| ListedScale::Catalogue(scale.clone()))
            .collect(),
        total,
    })
}

/// Where a scale stands in the list: by its name, whatever its capitals, and its slug.
type Place = (String, String);

const fn is_backwards(sort: NamedSort) -> bool {
    matches!(sort, NamedSort::NameBackwards)
}

impl CatalogueScale {
    fn place(&self) -> Place {
        (self.name.to_lowercase(), self.slug.to_owned())
    }

    fn is_asked_for(&self, filter: &RatingScaleFilter) -> bool {
        let has_site = |host: &str| {
            let host = host.to_ascii_lowercase();
            let is_within = |site: &&str| {
                let above = host.strip_suffix(*site);
                above.is_some_and(|above| above.is_empty() || above.ends_with('.'))
            };
            self.sites.iter().any(is_within)
        };
        let has_language = |range: &LanguageTag| {
            let mut languages = self.languages.iter();
            languages.any(|language| language.is_within(range))
        };
        filter.site.as_deref().is_none_or(has_site)
            && filter.language.as_ref().is_none_or(has_language)
    }

    /// The scale as an organization would send it.
    fn as_sent(&self) -> NewRatingScale {
        let ratings = self.ratings.iter().map(|rating| NewRating {
            label: rating.label.to_owned(),
            language: rating.language.clone(),
            value: rating.value,
            normalized: rating.normalized,
        });
        NewRatingScale {
            name: self.name.to_owned(),
            worst: self.worst,
            best: self.best,
            ratings: ratings.collect(),
        }
    }
}

#[cfg(test)]
mod tests;
