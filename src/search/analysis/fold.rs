//! One spelling of a word out of many: compatibility forms, case and accents do not count.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Whether a character is only seen by its effect on others: joiners, directions, soft hyphens.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// A word without case, accents and variants of form (NFKC, then what marks add to Latin, Greek
/// and Arabic letters is dropped; marks of scripts that write vowels with them stay).
pub(super) fn folded(word: &str) -> String {
    if word.bytes().all(|byte| byte.is_ascii()) {
        return word.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(word.len());
    let visible = word.chars().filter(|c| !is_invisible(*c));
    let lower = visible.nfkc().flat_map(char::to_lowercase);
    // What case folding leaves of the Turkish İ is a dot.
    for c in lower.filter(|c| *c != '\u{307}') {
        if c.is_ascii() {
            out.push(c);
            continue;
        }
        if let Some(plain) = plain(c) {
            out.push_str(plain);
            continue;
        }
        let digit = c.to_digit(10).or_else(|| foreign_digit(c));
        if let Some(digit) = digit.and_then(|digit| char::from_digit(digit, 10)) {
            out.push(digit);
            continue;
        }
        if c != 'й' && loses_marks(c) {
            out.extend(std::iter::once(c).nfd().filter(|c| !is_combining_mark(*c)));
        } else if !is_dropped_mark(c) {
            out.push(c);
        }
    }
    out
}

/// Letters that are not an accented one to Unicode, but to those who type them.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ħ' => "h",
        'ı' => "i",
        'þ' => "th",
        'ŋ' => "n",
        'أ' | 'إ' | 'آ' | 'ٱ' => "ا",
        'ى' => "ي",
        'ة' => "ه",
        'ک' => "ك",
        'ی' => "ي",
        'ς' => "σ",
        _ => return None,
    })
}

/// Letters whose marks are accents.
fn loses_marks(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1fff}' | '\u{370}'..='\u{45f}')
}

/// Accents that stand alone, Arabic and Hebrew vowel signs, and the Arabic stretching.
fn is_dropped_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Digits of other scripts: each has ten in a row.
fn foreign_digit(c: char) -> Option<u32> {
    const ZEROS: [u32; 12] = [
        0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xe50, 0xed0, 0x17e0,
    ];
    let code = u32::from(c);
    ZEROS
        .iter()
        .find(|zero| (**zero..**zero + 10).contains(&code))
        .map(|zero| code - zero)
}
