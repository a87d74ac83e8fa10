//! Streams that are cut into their documents.

use super::*;

/// The pieces of a text, however it is cut on its way: whole documents and longer ones, each put
/// together.
#[track_caller]
fn cut(limit: usize, text: &str) -> Vec<(String, bool)> {
    let read = |size: usize| {
        let mut documents = Documents::new(limit);
        let chunks = text.as_bytes().chunks(size).map(Bytes::copy_from_slice);
        let mut pieces: Vec<Piece> = chunks.flat_map(|chunk| documents.push(&chunk)).collect();
        pieces.extend(documents.finish());
        put_together(pieces)
    };
    let whole = read(text.len().max(1));
    assert_eq!(read(1), whole);
    assert_eq!(read(3), whole);
    whole
}

fn put_together(pieces: Vec<Piece>) -> Vec<(String, bool)> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (mut read, mut long) = (Vec::new(), Vec::new());
    for piece in pieces {
        match piece {
            Piece::Whole(bytes) => read.push((text(&bytes), true)),
            Piece::Part(bytes) => {
                assert!(bytes.len() <= SLICE);
                long.extend(bytes);
            }
            Piece::End => read.push((text(&std::mem::take(&mut long)), false)),
        }
    }
    assert!(long.is_empty());
    read
}

fn whole(text: &str) -> (String, bool) {
    (text.to_owned(), true)
}

#[test]
fn a_document_ends_with_its_brackets() {
    for text in [
        r#"{"a": "}{]\"", "b": [1, {"@graph": [2]}]}"#,
        r#"[{"a": [1]}, null, "x,]y\\", [2, [3]]]"#,
        "{}",
        "[]",
    ] {
        assert_eq!(cut(99, text), [whole(text)]);
        let two = format!("\u{feff} {text},\n\u{1e}{text}\n\n");
        assert_eq!(cut(99, &two), [whole(text), whole(text)]);
        assert_eq!(cut(99, &text.repeat(2)), [whole(text), whole(text)]);
    }
    assert_eq!(cut(99, ""), []);
    assert_eq!(cut(99, " ,\n"), []);
}

#[test]
fn one_without_brackets_ends_with_its_line() {
    let three = cut(99, "5\nnull, {\"a\": 1}\n\"b\nc\"");
    let expected = ["5", "null", "{\"a\": 1}", "\"b\nc\""];
    assert_eq!(three, expected.map(whole));
}

#[test]
fn one_that_is_longer_than_the_limit_comes_in_pieces() {
    let (short, long) = ("{\"a\":1}", "[{\"a\":1},[2]]");
    assert_eq!(cut(long.len(), long), [whole(long)]);
    let text = format!("{short}\n{long}\n{short}");
    let expected = [whole(short), (long.to_owned(), false), whole(short)];
    assert_eq!(cut(long.len() - 1, &text), expected);
    let text = format!("\"{}\"", "a".repeat(3 * SLICE));
    assert_eq!(cut(9, &text), [(text, false)]);
}

#[test]
fn what_is_no_json_is_cut_somewhere_and_kept() {
    for text in [
        "{",
        "[{",
        "\"",
        "[\"a",
        "}",
        "{\"@graph\":[",
        "[1 2",
        "a b",
        "{]}",
        ":[",
        "\\",
    ] {
        assert!(!cut(99, text).is_empty(), "{text}");
        let read: String = cut(99, text).into_iter().map(|(text, _)| text).collect();
        assert_eq!(read, text);
    }
    assert_eq!(
        cut(99, "hello\n{\"a\":1}"),
        [whole("hello"), whole("{\"a\":1}")]
    );
}

#[test]
fn what_was_whole_can_be_given_in_pieces() {
    let text = "a".repeat(2 * SLICE + 1);
    let pieces: Vec<Piece> = Piece::of(text.clone().into()).collect();
    assert_eq!(pieces.len(), 4);
    assert_eq!(put_together(pieces), [(text, false)]);
}
