//! The files of the catalogue, as the API gives what they say.

use std::collections::HashMap;

use super::VERSION;
use super::wire::{CatalogueRating, CatalogueScale, Disagreement, MappingOrigin};
use crate::vocabulary::Normalized;

pub(super) const SCALES: &str = include_str!("scales.tsv");
pub(super) const LABELS: &str = include_str!("labels.tsv");
pub(super) const MAPPINGS: &str = include_str!("mappings.tsv");

/// What each word of a public mapping can mean.
type Meanings = HashMap<(MappingOrigin, &'static str), Vec<Normalized>>;

/// The whole catalogue, or the line that cannot be read.
pub(super) fn read() -> Result<Vec<CatalogueScale>, &'static str> {
    let meanings: Meanings = lines(MAPPINGS)
        .map(|line| meaning(line).ok_or(line))
        .collect::<Result<_, _>>()?;
    let mut scales = lines(SCALES)
        .map(|line| scale(line).ok_or(line))
        .collect::<Result<Vec<_>, _>>()?;
    for line in lines(LABELS) {
        let (slug, rating) = label(line, &meanings).ok_or(line)?;
        let scale = scales.iter_mut().find(|scale| scale.slug == slug);
        let scale = scale.ok_or(line)?;
        if !scale.languages.contains(&rating.language) {
            scale.languages.push(rating.language.clone());
        }
        scale.ratings.push(rating);
    }
    Ok(scales)
}

/// The lines of a file that are no comments.
pub(super) fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#'))
}

fn cells<const N: usize>(line: &'static str) -> Option<[&'static str; N]> {
    line.split('\t').collect::<Vec<_>>().try_into().ok()
}

/// A cell with something in it.
fn filled(cell: &'static str) -> Option<&'static str> {
    Some(cell).filter(|cell| *cell != "-")
}

fn scale(line: &'static str) -> Option<CatalogueScale> {
    let [slug, name, sites, worst, best] = cells(line)?;
    Some(CatalogueScale {
        slug,
        name,
        sites: filled(sites)
            .into_iter()
            .flat_map(str::split_whitespace)
            .collect(),
        languages: Vec::new(),
        worst: worst.parse().ok()?,
        best: best.parse().ok()?,
        version: VERSION,
        ratings: Vec::new(),
    })
}

fn label(line: &'static str, meanings: &Meanings) -> Option<(&'static str, CatalogueRating)> {
    let [slug, label, language, value, word, whose, mappings] = cells(line)?;
    let normalized = normalized(word)?;
    let mut disagreements = Vec::new();
    for mapping in filled(mappings).into_iter().flat_map(|all| all.split("; ")) {
        let (project, mapping) = mapping.split_once('@')?;
        let (site, says) = mapping.split_once('=')?;
        let origin = origin(project)?;
        let meaning = meanings.get(&(origin, says))?;
        if !meaning.contains(&normalized) {
            disagreements.push(Disagreement {
                origin,
                site,
                says,
                normalized: meaning.clone(),
            });
        }
    }
    let rating = CatalogueRating {
        label,
        language: language.parse().ok()?,
        value: match filled(value) {
            Some(value) => Some(value.parse().ok()?),
            None => None,
        },
        normalized,
        origin: origin(whose)?,
        disagreements,
    };
    Some((slug, rating))
}

fn meaning(line: &'static str) -> Option<((MappingOrigin, &'static str), Vec<Normalized>)> {
    let [project, says, words] = cells(line)?;
    let normalized = words.split(' ').map(normalized).collect::<Option<_>>()?;
    Some(((origin(project)?, says), normalized))
}

fn normalized(word: &str) -> Option<Normalized> {
    let mut known = Normalized::ALL.iter().copied();
    known.find(|normalized| normalized.as_str() == word)
}

fn origin(word: &str) -> Option<MappingOrigin> {
    match word {
        "factcheck" => Some(MappingOrigin::Factcheck),
        "x-fact" => Some(MappingOrigin::XFact),
        "meedan-fetch" => Some(MappingOrigin::MeedanFetch),
        _ => None,
    }
}
