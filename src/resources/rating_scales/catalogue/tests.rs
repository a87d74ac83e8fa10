//! What the files say holds by every rule of the catalogue.

use std::collections::HashSet;

use sha2::{Digest, Sha256};
use validator::Validate;

use super::reading::{LABELS, MAPPINGS, SCALES, lines, read};
use super::wire::{CatalogueRating, CatalogueScale, MappingOrigin};
use super::{VERSION, find, scales};
use crate::http::rules;
use crate::vocabulary::Normalized;

/// A digest of what the files say in each version: whoever changes it raises `VERSION`, tells of it
/// in `labels.tsv` and adds a line.
const DIGESTS: [(i32, &str); 1] = [(
    1,
    "7561979b88da5f4d1ec3e0f07c2630e0ee8e8446253d834e40cae40855080724",
)];

fn digest() -> String {
    let mut digest = Sha256::new();
    for line in [SCALES, LABELS, MAPPINGS].into_iter().flat_map(lines) {
        digest.update(line);
        digest.update("\n");
    }
    digest
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn ratings() -> impl Iterator<Item = (&'static CatalogueScale, &'static CatalogueRating)> {
    let all = scales().iter();
    all.flat_map(|scale| scale.ratings.iter().map(move |rating| (scale, rating)))
}

fn number(normalized: Normalized) -> Option<u8> {
    match normalized {
        Normalized::True => Some(5),
        Normalized::MostlyTrue => Some(4),
        Normalized::Mixed => Some(3),
        Normalized::MostlyFalse | Normalized::Misleading => Some(2),
        Normalized::False => Some(1),
        _ => None,
    }
}

#[test]
fn what_it_says_is_that_of_its_version() {
    assert_eq!(DIGESTS.last(), Some(&(VERSION, digest().as_str())));
    for (version, (known, _)) in (1..).zip(DIGESTS) {
        assert_eq!(version, known);
        let told = format!("#   {version}   2");
        assert!(
            LABELS.lines().any(|line| line.starts_with(&told)),
            "{version}"
        );
    }
}

#[test]
fn every_line_is_read() {
    read().unwrap();
    assert_eq!(scales().len(), lines(SCALES).count());
    assert_eq!(ratings().count(), lines(LABELS).count());
    assert!(ratings().count() > 350);
}

#[test]
fn every_scale_can_be_adopted() {
    for scale in scales() {
        scale.as_sent().validate().unwrap();
        rules::slug(scale.slug).unwrap();
        assert!(scale.slug.len() <= 100);
        for site in &scale.sites {
            rules::host(site).unwrap();
            assert_eq!(*site, site.to_lowercase());
        }
    }
}

#[test]
fn scales_are_told_apart_and_in_order() {
    assert!(scales().is_sorted_by(|a, b| a.slug < b.slug));
    let names: HashSet<_> = scales()
        .iter()
        .map(|scale| scale.name.to_lowercase())
        .collect();
    assert_eq!(names.len(), scales().len());
    let sites: Vec<_> = scales().iter().flat_map(|scale| &scale.sites).collect();
    assert_eq!(sites.iter().collect::<HashSet<_>>().len(), sites.len());
}

#[test]
fn a_label_stands_once_in_each_language_however_it_is_capitalized() {
    let mut seen = HashSet::new();
    for (scale, rating) in ratings() {
        assert_eq!(rating.label, rating.label.trim());
        let place = (scale.slug, &rating.language, rating.label.to_lowercase());
        assert!(seen.insert(place), "{}: {}", scale.slug, rating.label);
    }
}

#[test]
fn the_nearer_to_best_the_truer() {
    for scale in scales() {
        for rating in &scale.ratings {
            let has_value = rating.value.is_some();
            assert_eq!(
                has_value,
                rating.normalized.has_number(),
                "{}",
                rating.label
            );
            for other in &scale.ratings {
                if number(rating.normalized) > number(other.normalized) && other.value.is_some() {
                    assert!(
                        rating.value >= other.value,
                        "{}: {}",
                        scale.slug,
                        rating.label
                    );
                }
            }
        }
        for language in &scale.languages {
            let own = scale
                .ratings
                .iter()
                .filter(|rating| rating.language == *language);
            assert!(
                own.is_sorted_by(|a, b| a.value >= b.value),
                "{}",
                scale.slug
            );
        }
    }
}

#[test]
fn every_disagreement_disagrees_and_every_origin_agrees() {
    for (_, rating) in ratings() {
        for disagreement in &rating.disagreements {
            assert!(!disagreement.normalized.contains(&rating.normalized));
            assert_ne!(disagreement.origin, MappingOrigin::Factcheck);
        }
    }
    for line in lines(LABELS) {
        let cells: Vec<_> = line.split('\t').collect();
        let allows = |says: &str, project: &str| {
            lines(MAPPINGS).any(|line| {
                let meaning: Vec<_> = line.split('\t').collect();
                meaning[..2] == [project, says] && meaning[2].split(' ').any(|it| it == cells[4])
            })
        };
        let agrees = cells[6].split("; ").filter_map(|mapping| {
            let (project, said) = mapping.split_once('@')?;
            Some((project, said.split_once('=')?.1))
        });
        let mut own = agrees.filter(|(project, _)| *project == cells[5]);
        let is_ours = cells[5] == "factcheck";
        assert!(
            is_ours || own.any(|(project, says)| allows(says, project)),
            "{line}"
        );
    }
}

#[test]
fn every_word_of_a_public_mapping_is_said_of_a_label() {
    for line in lines(MAPPINGS) {
        let mut cells = line.split('\t');
        let (project, says) = (cells.next().unwrap(), cells.next().unwrap());
        let is_said = |label: &str| {
            let mappings = label.rsplit('\t').next().unwrap_or_default();
            let mut all = mappings.split("; ");
            all.any(|it| {
                it.starts_with(&format!("{project}@")) && it.ends_with(&format!("={says}"))
            })
        };
        assert!(lines(LABELS).any(is_said), "{line}");
    }
}

#[test]
fn of_mappings_that_may_not_be_passed_on_there_are_labels_alone() {
    for slug in [
        "aap",
        "afp-fact-check",
        "afp-factuel",
        "check-your-fact",
        "factscan",
        "full-fact",
        "snopes",
        "truth-or-fiction",
        "washington-post",
    ] {
        for rating in &find(slug).unwrap().ratings {
            assert_eq!(rating.origin, MappingOrigin::Factcheck, "{slug}");
        }
    }
}

#[test]
fn indonesian_labels_are_mapped_by_us() {
    for (slug, label, normalized) in [
        ("mafindo", "SALAH", Normalized::False),
        ("mafindo", "PENIPUAN", Normalized::False),
        ("tempo", "Benar", Normalized::True),
        ("tempo", "Sebagian Benar", Normalized::Mixed),
        ("tempo", "Sesat", Normalized::Misleading),
        ("tempo", "Tidak Terbukti", Normalized::Unproven),
        ("tempo", "Keliru", Normalized::False),
    ] {
        let ratings = &find(slug).unwrap().ratings;
        let rating = ratings.iter().find(|rating| rating.label == label).unwrap();
        assert_eq!(rating.language.as_str(), "id");
        assert_eq!(rating.normalized, normalized);
        assert_eq!(rating.origin, MappingOrigin::Factcheck);
    }
}
