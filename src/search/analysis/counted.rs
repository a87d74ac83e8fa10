//! The words of a text whose figures are put together: of digits, of what multiplies them, and of
//! words that spell them.

use super::words::Word;
use super::{Language, TokenKind, numbers};

/// Joins figures with the words that multiply them, and reads those that are spelled.
pub(super) fn counted(text: &str, words: Vec<Word>, language: Language) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    for word in words {
        if word.kind == TokenKind::Number
            && language.parts_thousands()
            && let Some(before) = out.last_mut()
            && is_group(text, before, &word)
        {
            before.text.extend(text.get(word.span.clone()));
            before.span.end = word.span.end;
            continue;
        }
        let exponent = match word.kind {
            TokenKind::Word => numbers::magnitude(&word.text, language),
            _ => None,
        };
        let is_teen = numbers::is_teen(&word.text, language);
        // *Dua ratus lima puluh*: what makes tens does so of the word before it alone.
        if exponent != Some(1) && !is_teen {
            join_spelled(text, &mut out, language);
        }
        if word.kind == TokenKind::Word {
            if let Some(one) = out.last_mut()
                && exponent.is_some_and(|it| it > 1)
                && numbers::is_one(&one.text, language)
                && text.get(one.span.end..word.span.start) == Some(" ")
            {
                (one.text, one.kind) = ("1".to_owned(), TokenKind::Number);
            }
            let mut before = out.last_mut().filter(|last| last.kind == TokenKind::Number);
            if let Some(number) = &mut before
                && is_teen
                && let Some(teen) = numbers::teen(&number.text)
            {
                number.text = teen;
                number.span.end = word.span.end;
                continue;
            }
            if let Some(number) = before
                && let Some(exponent) = exponent
                && multiplies(text, number, &word, language)
            {
                number.text = numbers::scaled(&number.text, exponent);
                number.span.end = word.span.end.max(number.span.end);
                continue;
            }
            if let Some(figure) = numbers::spelled(&word.text, language) {
                out.push(Word {
                    text: figure.to_string(),
                    kind: TokenKind::Number,
                    ..word
                });
                continue;
            }
        }
        out.push(word);
    }
    join_spelled(text, &mut out, language);
    out
}

/// Whether a word that multiplies figures does so here: it follows at once, and a single letter,
/// which may be a unit as well (`100 m`), is glued to the figure or to a sum of money.
fn multiplies(text: &str, number: &Word, word: &Word, language: Language) -> bool {
    let between = text.get(number.span.end..word.span.start);
    if between.is_some_and(|gap| !gap.chars().all(|c| c.is_whitespace() || c == '-')) {
        return false;
    }
    let is_glued = between.is_none_or(str::is_empty);
    // T is a trillion in Indonesian, and no unit.
    let is_trillion = word.text == "t" && word.capitalized && language.code() == "id";
    word.text.len() > 1
        || word.text == "k"
        || is_glued
        || is_trillion
        || text.get(..number.span.start).is_some_and(numbers::is_money)
}

/// Whether three digits behind a space go on with the figure before them: `12 000`, `1 200 000`.
fn is_group(text: &str, before: &Word, word: &Word) -> bool {
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let written = |word: &Word| text.get(word.span.clone()).unwrap_or_default();
    let mut groups = written(before).split(' ');
    let first = groups.next().unwrap_or_default();
    text.get(before.span.end..word.span.start) == Some(" ")
        && matches!(first.len(), 1..=3)
        && !first.starts_with('0')
        && is_digits(first)
        && groups.all(|it| it.len() == 3 && is_digits(it))
        && written(word).len() == 3
        && is_digits(written(word))
}

/// Makes one figure of the last two words that spell one together: *forty-nine*, *noventa e nove*.
fn join_spelled(text: &str, out: &mut Vec<Word>, language: Language) {
    let spelled = |at: Option<usize>| {
        let at = at?;
        let number = out.get(at).filter(|it| it.kind == TokenKind::Number)?;
        let written = text.get(number.span.clone())?;
        let is_spelled = !written.contains(char::is_numeric);
        is_spelled.then_some((at, number))
    };
    let near = |a: &Word, b: &Word| {
        let gap = text.get(a.span.end..b.span.start);
        gap.is_some_and(|gap| gap == " " || gap == "-")
    };
    let Some((last, second)) = spelled(out.len().checked_sub(1)) else {
        return;
    };
    let and = last.checked_sub(1).and_then(|at| out.get(at));
    let and = and.filter(|it| numbers::is_and(&it.text, language) && near(it, second));
    let Some((at, first)) = spelled(last.checked_sub(1 + usize::from(and.is_some()))) else {
        return;
    };
    if !near(first, and.unwrap_or(second)) {
        return;
    }
    let (sum, end) = (numbers::sum(&first.text, &second.text), second.span.end);
    if let (Some(sum), Some(first)) = (sum, out.get_mut(at)) {
        (first.text, first.span.end) = (sum, end);
        out.truncate(at + 1);
    }
}
