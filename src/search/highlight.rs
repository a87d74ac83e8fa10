//! Pieces of texts that show what was found in them.

use std::collections::HashSet;
use std::ops::Range;

use html_escape::encode_quoted_attribute_to_string as escape;

use super::analysis::{Analyzer, Language, Token};
use super::{Search, build};
use crate::error::Result;

/// Characters of a piece, more or less: it begins and ends between words.
const LENGTH: usize = 200;
/// Characters among which the end of a word is looked for.
const WORD: usize = 40;

impl Search {
    /// Of each text, which comes after its language, a piece as HTML: everything in it escaped,
    /// with the terms that were found in `<mark>`; none where it has none of them. Of a long text
    /// it is the piece with the most.
    pub async fn highlighted(
        &self,
        texts: Vec<(String, String)>,
        terms: HashSet<String>,
    ) -> Result<Vec<Option<String>>> {
        let analyzer = self.0.analyzer.clone();
        let piece = move |(language, text): &(String, String)| {
            highlight(&analyzer, text, Language::of_tag(language), &terms)
        };
        build::blocking(move || Ok(texts.iter().map(piece).collect())).await
    }
}

fn highlight(
    analyzer: &Analyzer,
    text: &str,
    language: Language,
    terms: &HashSet<String>,
) -> Option<String> {
    let spans = spans(analyzer, text, language, terms);
    let (before, best) = best(text, &spans)?;
    let begin = match before <= LENGTH / 2 {
        true => 0,
        false => {
            let far = back(text, best.start, LENGTH / 4);
            boundary(text, far..best.start)
        }
    };
    let end = match text.get(begin..)?.chars().nth(LENGTH + LENGTH / 4) {
        None => text.len(),
        Some(_) => {
            let near = forth(text, begin, LENGTH);
            boundary(text, near..forth(text, near, WORD))
        }
    };
    let mut out = String::new();
    if begin > 0 {
        out.push('…');
    }
    let mut at = begin;
    for span in spans.iter().filter(|it| (begin..end).contains(&it.start)) {
        // What is longer than a piece, as addresses can be, ends with it.
        let close = span.end.min(end);
        escape(text.get(at..span.start).unwrap_or_default(), &mut out);
        out.push_str("<mark>");
        escape(text.get(span.start..close).unwrap_or_default(), &mut out);
        out.push_str("</mark>");
        at = close;
    }
    escape(text.get(at..end).unwrap_or_default(), &mut out);
    if end < text.len() {
        out.push('…');
    }
    Some(out)
}

/// Where the terms are, in order, none within another.
fn spans(
    analyzer: &Analyzer,
    text: &str,
    language: Language,
    terms: &HashSet<String>,
) -> Vec<Range<usize>> {
    let tokens = analyzer.analyze_all(text, language);
    let is_wanted = |token: &&Token| terms.contains(&token.term) || terms.contains(&token.word);
    let wanted = tokens.iter().filter(is_wanted);
    let mut spans: Vec<_> = wanted.map(|it| it.span.clone()).collect();
    spans.sort_by_key(|span| (span.start, span.end));
    spans.dedup_by(|next, known| {
        let overlaps = next.start < known.end;
        if overlaps {
            known.end = known.end.max(next.end);
        }
        overlaps
    });
    spans
}

/// The span after which most others follow within a piece, the first such one, and how many
/// characters come before it.
fn best<'a>(text: &str, spans: &'a [Range<usize>]) -> Option<(usize, &'a Range<usize>)> {
    let mut before = 0;
    let mut from = 0;
    let places = spans.iter().map(|span| {
        before += text
            .get(from..span.start)
            .unwrap_or_default()
            .chars()
            .count();
        from = span.start;
        (before, span)
    });
    let places: Vec<_> = places.collect();
    let mut best = (0, places.first().copied()?);
    let mut ahead = places.iter().peekable();
    let mut passed = 0;
    for (nth, place) in places.iter().enumerate() {
        while ahead.next_if(|it| it.0 < place.0 + LENGTH).is_some() {
            passed += 1;
        }
        if passed - nth > best.0 {
            best = (passed - nth, *place);
        }
    }
    Some(best.1)
}

/// The place so many characters before another.
fn back(text: &str, from: usize, count: usize) -> usize {
    let before = text.get(..from).unwrap_or_default();
    before
        .char_indices()
        .rev()
        .nth(count - 1)
        .map_or(0, |(at, _)| at)
}

/// The place so many characters after another.
fn forth(text: &str, from: usize, count: usize) -> usize {
    let after = text.get(from..).unwrap_or_default();
    after
        .char_indices()
        .nth(count)
        .map_or(text.len(), |(at, _)| from + at)
}

/// The first start of a word between two places, or the first of them where none is.
fn boundary(text: &str, within: Range<usize>) -> usize {
    let between = text.get(within.clone()).unwrap_or_default();
    let space = between.char_indices().find(|(_, c)| c.is_whitespace());
    space.map_or(within.start, |(at, c)| within.start + at + c.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::analysis::Synonyms;

    /// The piece of a text in which a query's words are.
    fn piece(text: &str, tag: &str, query: &str) -> String {
        let analyzer = Analyzer::new(Synonyms::default());
        let language = Language::of_tag(tag);
        let terms = analyzer.analyze(query, language);
        let terms = terms.into_iter().map(|token| token.term).collect();
        highlight(&analyzer, text, language, &terms).unwrap()
    }

    #[test]
    fn a_piece_shows_what_was_found_in_any_script() {
        let thai = "นายกรัฐมนตรีประกาศขึ้นค่าแรงขั้นต่ำทั่วประเทศ";
        for (text, tag, query) in [
            (
                format!("{}วัคซีน {}", thai.repeat(5), thai.repeat(5)),
                "th",
                "วัคซีน",
            ),
            (
                format!("{} วัคซีน{}", thai.repeat(5), thai.repeat(5)),
                "th",
                "วัคซีน",
            ),
            (
                format!(
                    "{}疫苗{}",
                    "东京的电车票价明年上涨".repeat(20),
                    "东".repeat(300)
                ),
                "zh",
                "疫苗",
            ),
            (
                format!("{} vaccine {}", "x".repeat(300), "y".repeat(300)),
                "en",
                "vaccine",
            ),
            (
                format!("{}\u{a0}vaccine", "it was ".repeat(100)),
                "en",
                "vaccine",
            ),
        ] {
            let piece = piece(&text, tag, query);
            assert!(piece.contains(&format!("<mark>{query}</mark>")), "{piece}");
            assert!(
                piece.chars().count() <= LENGTH * 5 / 4 + WORD + 15,
                "{piece}"
            );
        }
    }

    #[test]
    fn a_piece_is_as_long_in_every_script() {
        let (latin, greek) = ("vaccine ".repeat(100), "εμβόλιο ".repeat(100));
        let length = |text: &str, tag, query| {
            let piece = piece(text, tag, query);
            piece
                .replace("<mark>", "")
                .replace("</mark>", "")
                .chars()
                .count()
        };
        assert_eq!(
            length(&latin, "en", "vaccine"),
            length(&greek, "el", "εμβόλιο")
        );
    }

    #[test]
    fn a_piece_is_the_one_with_the_most() {
        let gap = "nothing here ".repeat(40);
        let text = format!("measles {gap} measles and measles {gap} measles");
        let piece = piece(&text, "en", "measles");
        assert_eq!(piece.matches("<mark>").count(), 2, "{piece}");
        let many = "measles ".repeat(20_000);
        assert!(super::tests::piece(&many, "en", "measles").starts_with("<mark>"));
    }

    #[test]
    fn an_address_that_is_longer_than_a_piece_is_cut() {
        let address = format!("https://example.org/{}", "a".repeat(500));
        let piece = piece(&format!("see {address} there"), "en", &address);
        assert!(
            piece.starts_with("see <mark>https://example.org/aaa"),
            "{piece}"
        );
        assert!(piece.ends_with("aaa</mark>…"), "{piece}");
    }
}
