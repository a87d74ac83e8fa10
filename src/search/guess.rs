//! Which language a text is in: by its letters where they are enough to tell, or else one of those
//! that records are in.

use std::collections::{BTreeSet, HashSet};

use super::analysis::{Analyzer, Language, detect};
use super::matching::Frequencies;
use super::scope::Scope;

/// Letters of a text that tell its language reliably.
const TELLING: usize = 120;
/// Languages that are tried: all that are told apart.
const LANGUAGES: usize = 64;
/// Terms of a text that are looked up.
const TERMS: usize = 64;

/// The language that a text seems to be in by its letters, and whether that is beyond doubt: it is
/// one of those of the records, and the text is long enough to tell.
fn by_letters(text: &str, languages: &BTreeSet<Language>) -> Option<(Language, bool)> {
    let detected = detect(text)?;
    let is_long = text.chars().nth(TELLING - 1).is_some();
    let is_known = languages.contains(&detected.language);
    Some((detected.language, detected.reliable && is_long && is_known))
}

/// The languages that a query may be in: the one that it is in beyond doubt, or those of all
/// records; and always that of words as they are.
pub(super) fn possible(
    scope: &Scope<'_>,
    text: &str,
    wanted: Option<Language>,
) -> tantivy::Result<Vec<Language>> {
    let all = scope.languages()?;
    let mut languages: Vec<Language> = wanted.into_iter().collect();
    match by_letters(text, &all) {
        Some((language, true)) => languages.push(language),
        _ => languages.extend(all),
    }
    let mut known = HashSet::from([Language::UNKNOWN]);
    languages.retain(|language| known.insert(*language));
    languages.truncate(LANGUAGES);
    languages.push(Language::UNKNOWN);
    Ok(languages)
}

/// The language that a text seems to be in, of those of the records: by its letters, or where these
/// are few the one in which most of its words are known, those that say nothing among them.
pub(super) fn seeming(
    scope: &Scope<'_>,
    text: &str,
    analyzer: &Analyzer,
) -> tantivy::Result<Language> {
    let all = scope.languages()?;
    let by_letters = by_letters(text, &all);
    if let Some((language, true)) = by_letters {
        return Ok(language);
    }
    let likely = by_letters.map(|(language, _)| language);
    let mut best = (0, likely.unwrap_or(Language::UNKNOWN));
    for language in all.into_iter().take(LANGUAGES) {
        let tokens = analyzer.analyze_all(text, language);
        let known = tokens
            .iter()
            .take(TERMS)
            .filter(|it| it.stop || scope.frequency(&it.term) > 0);
        let known = known.count();
        if known > best.0 || (known == best.0 && likely == Some(language)) {
            best = (known, language);
        }
    }
    Ok(best.1)
}
