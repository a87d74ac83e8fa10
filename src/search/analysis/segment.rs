//! Words of scripts that put no spaces between them: pairs of characters for Chinese, Japanese and
//! Korean, so that any part of a word finds it; the words of a dictionary (ICU) for Thai, Lao,
//! Khmer and Burmese.

use std::ops::Range;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

/// How a run of letters is parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    /// By spaces: the run is a word.
    Spaced,
    /// Into overlapping pairs.
    Paired,
    /// By a dictionary.
    Unspaced,
}

fn script(c: char) -> Option<Script> {
    match u32::from(c) {
        0x3040..=0x30ff
        | 0x31f0..=0x31ff
        | 0x3400..=0x9fff
        | 0xf900..=0xfaff
        | 0x20000..=0x3ffff
        | 0xac00..=0xd7af
        | 0x1100..=0x11ff
        | 0xff66..=0xff9f => Some(Script::Paired),
        0xe00..=0xeff | 0x1000..=0x109f | 0x1780..=0x17ff => Some(Script::Unspaced),
        _ if unicode_normalization::char::is_combining_mark(c) => None,
        _ => Some(Script::Spaced),
    }
}

/// Whether a character is of a script that puts spaces between words.
pub(super) fn is_spaced(c: char) -> bool {
    c.is_ascii() || script(c) != Some(Script::Paired) && script(c) != Some(Script::Unspaced)
}

/// Whether a character belongs to the one before it: voiced marks, half as wide ones too, and what
/// follows the first letter of a Korean syllable that is spelled out.
fn continues(c: char) -> bool {
    matches!(
        c,
        '\u{3099}' | '\u{309a}' | '\u{ff9e}' | '\u{ff9f}' | '\u{1160}'..='\u{11ff}'
    )
}

/// Bytes of a run without spaces that are looked at: what the most pieces of a text come to. A
/// dictionary takes its time.
const RUN: usize = 3 * super::scan::PIECES;

/// The words of a run of letters.
pub(super) fn words(run: &str) -> Vec<Range<usize>> {
    if run.is_ascii() {
        return std::iter::once(0..run.len()).collect();
    }
    let mut words = Vec::new();
    let mut begin = 0;
    let mut current = None;
    for (at, c) in run.char_indices() {
        // Marks go with what they stand on.
        let Some(next) = script(c) else { continue };
        if current.is_some_and(|current| current != next) {
            part(run, begin..at, current, &mut words);
            begin = at;
        }
        current = Some(next);
    }
    part(run, begin..run.len(), current, &mut words);
    words
}

fn part(run: &str, range: Range<usize>, script: Option<Script>, words: &mut Vec<Range<usize>>) {
    let Some(text) = run.get(range.clone()) else {
        return;
    };
    let bounded = text.get(..text.floor_char_boundary(RUN)).unwrap_or(text);
    match script {
        Some(Script::Paired) => {
            let mut places: Vec<usize> = Vec::with_capacity(bounded.len() / 3);
            for (at, c) in bounded.char_indices() {
                if at == 0 || !continues(c) {
                    places.push(at);
                }
            }
            let end = |place: usize| places.get(place).copied().unwrap_or(bounded.len());
            let pairs = places.len().saturating_sub(1).max(1);
            let pair = |n| range.start + end(n)..range.start + end(n + 2);
            words.extend((0..pairs).map(pair));
        }
        Some(Script::Unspaced) => {
            let segmenter = WordSegmenter::new_auto(WordBreakInvariantOptions::default());
            let breaks: Vec<usize> = segmenter.segment_str(bounded).collect();
            let between = breaks.windows(2).filter_map(|pair| match pair {
                [from, to] => Some(range.start + from..range.start + to),
                _ => None,
            });
            words.extend(between);
        }
        _ => words.push(range),
    }
}
