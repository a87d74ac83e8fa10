//! Pieces of texts that show what was found in them.

use std::collections::HashSet;

use super::analysis::{Analyzer, Language, Token};

/// Characters of a piece, more or less: it begins and ends between words.
const LENGTH: usize = 200;

/// A piece of a text as HTML, everything in it escaped, with its terms in `<mark>`; none where the
/// text has none of them. Of a long text it is the piece with the most.
pub fn highlight(
    analyzer: &Analyzer,
    text: &str,
    language: &str,
    terms: &HashSet<String>,
) -> Option<String> {
    let tokens = analyzer.analyze(text, Language::of_tag(language));
    let is_wanted = |token: &&Token| terms.contains(&token.term) || terms.contains(&token.word);
    let mut spans: Vec<_> = tokens
        .iter()
        .filter(is_wanted)
        .map(|it| it.span.clone())
        .collect();
    spans.sort_by_key(|span| (span.start, span.end));
    spans.dedup_by(|next, known| next.start < known.end);
    let near = |start: usize| {
        let within = spans
            .iter()
            .filter(|span| (start..start + LENGTH).contains(&span.start));
        within.count()
    };
    let mut best = spans.first()?.start;
    for span in &spans {
        if near(span.start) > near(best) {
            best = span.start;
        }
    }
    let begin = match best <= LENGTH / 2 {
        true => 0,
        false => boundary(text, best - LENGTH / 4),
    };
    let end = match text.len() <= begin + LENGTH + LENGTH / 4 {
        true => text.len(),
        false => boundary(text, begin + LENGTH),
    };
    let mut out = String::new();
    if begin > 0 {
        out.push('…');
    }
    let mut at = begin;
    for span in spans
        .iter()
        .filter(|span| span.start >= begin && span.end <= end)
    {
        escape(text.get(at..span.start).unwrap_or_default(), &mut out);
        out.push_str("<mark>");
        escape(text.get(span.clone()).unwrap_or_default(), &mut out);
        out.push_str("</mark>");
        at = span.end;
    }
    escape(text.get(at..end).unwrap_or_default(), &mut out);
    if end < text.len() {
        out.push('…');
    }
    Some(out)
}

/// The start of a word near a place, or a place between characters where there is none.
fn boundary(text: &str, near: usize) -> usize {
    let near = text.floor_char_boundary(near);
    let rest = text.get(near..).unwrap_or_default();
    let space = rest
        .char_indices()
        .take(40)
        .find(|(_, c)| c.is_whitespace());
    space.map_or(near, |(at, c)| near + at + c.len_utf8())
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}
