//! Ratings that stand in the claim itself. Many are common words: one is found only where something
//! divides it from the claim, at its very beginning or end, or where it stands in brackets.

/// What stands between a rating and a claim, and in no sentence behind its first or before its
/// last word.
const DIVIDERS: [char; 9] = [':', '|', '–', '—', '：', '｜', '。', '！', '？'];
/// What ends a sentence where a space follows it, or nothing.
const STOPS: [char; 5] = ['.', '!', '?', '।', '؟'];
/// What stands so before a last word that is none of the sentence. Behind a first one a comma does
/// not: "True, it rained".
const COMMAS: [char; 2] = [',', '،'];
const QUOTES: [char; 14] = [
    '"', '\'', '«', '»', '‹', '›', '“', '”', '„', '‘', '’', '‚', '「', '」',
];
const BRACKETS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];
/// Shorter ones are no words.
const LABEL_MIN: usize = 3;

/// Whether a claim repeats its rating.
pub(super) fn is_in(claim: &str, label: &str) -> bool {
    let fold = |text: &str| text.trim().trim_end_matches(STOPS).to_lowercase();
    let (claim, label) = (fold(claim), fold(label));
    if label.chars().count() < LABEL_MIN {
        return false;
    }
    let is_bracketed = |(open, close)| claim.contains(&format!("{open}{label}{close}"));
    begins(&claim, &label) || ends(&claim, &label) || BRACKETS.into_iter().any(is_bracketed)
}

/// Whether a claim begins with its rating: in quotation marks of its own, or with what divides
/// them behind it.
fn begins(claim: &str, label: &str) -> bool {
    if let Some(quoted) = claim.strip_prefix(QUOTES) {
        let behind = quoted.strip_prefix(label);
        return behind.is_some_and(|it| it.trim_start_matches(STOPS).starts_with(QUOTES));
    }
    let Some(behind) = claim.strip_prefix(label) else {
        return false;
    };
    let next = behind.trim_start();
    let stopped = next.trim_start_matches(STOPS);
    let is_stopped = stopped.len() < next.len() && stopped.starts_with(char::is_whitespace);
    let space = behind.strip_suffix(next).unwrap_or_default();
    let is_line = next.is_empty() || space.contains('\n');
    is_line || is_stopped || next.starts_with(DIVIDERS) || next.starts_with("- ")
}

/// Whether a claim ends with its rating, with what divides them before it. Many a sentence ends
/// with a word in quotation marks, be there a colon or a comma before it.
fn ends(claim: &str, label: &str) -> bool {
    let unquoted = claim.strip_suffix(QUOTES);
    let word = unquoted.map_or(claim, |it| it.trim_end_matches(STOPS));
    let Some(before) = word.strip_suffix(label) else {
        return false;
    };
    let before = match unquoted {
        Some(_) => before.strip_suffix(QUOTES).unwrap_or(before),
        None => before,
    };
    let last = before.trim_end();
    let space = before.strip_prefix(last).unwrap_or_default();
    let is_stopped = !space.is_empty() && last.ends_with(STOPS);
    let is_listed = !space.is_empty() && last.ends_with(COMMAS);
    let is_divided = last.ends_with(DIVIDERS) || last.ends_with(" -");
    is_stopped || space.contains('\n') || unquoted.is_none() && (is_listed || is_divided)
}
