//! Documents that are cut into their elements.

use super::*;

/// The elements of a text, however it is cut on its way.
#[track_caller]
fn cut(limit: usize, text: &str) -> Vec<(Option<String>, String)> {
    let read = |size: usize| {
        let mut elements = Elements::new(limit);
        let chunks = text.as_bytes().chunks(size);
        let mut read: Vec<Element> = Vec::new();
        chunks.for_each(|chunk| read.extend(elements.push(chunk)));
        read.extend(elements.finish());
        let text = |it: Bytes| String::from_utf8_lossy(&it).into_owned();
        let told = read.into_iter().map(|it| {
            let steps = it.pointer.matches('/').count();
            assert_eq!((it.is_listed, it.is_within), (steps > 0, steps > 1));
            (it.text.map(text), it.pointer)
        });
        told.collect::<Vec<_>>()
    };
    let whole = read(text.len().max(1));
    assert_eq!(read(1), whole);
    assert_eq!(read(3), whole);
    whole
}

fn some(text: &str, pointer: impl Into<String>) -> (Option<String>, String) {
    (Some(text.to_owned()), pointer.into())
}

#[test]
fn an_object_is_one_element_and_so_is_each_of_several() {
    let object = r#"{"a": "}{]\"", "b": [1, {"@graph": [2]}]}"#;
    assert_eq!(cut(99, object), [some(object, "")]);
    let two = cut(99, "\u{feff} {\"a\":1}\n{\"b\":2}\n");
    assert_eq!(two, [some("{\"a\":1}", ""), some("{\"b\":2}", "")]);
}

#[test]
fn the_elements_of_a_list_are_given_one_by_one() {
    let list = cut(99, r#"[{"a": [1]}, null, 5 ,"x,]y", [2, [3]]]"#);
    let expected = [r#"{"a": [1]}"#, "null", "5 ", r#""x,]y""#, "[2, [3]]"];
    let expected = expected.iter().enumerate();
    let expected: Vec<_> = expected
        .map(|(index, it)| some(it, format!("/{index}")))
        .collect();
    assert_eq!(list, expected);
    assert_eq!(cut(99, "[]"), []);
    assert_eq!(cut(99, " [ ] "), []);
    assert_eq!(cut(99, "[7]"), [some("7", "/0")]);
}

#[test]
fn so_are_those_of_a_graph_and_of_a_feed_whatever_stands_around_them() {
    for name in ["@graph", "dataFeedElement"] {
        let text = format!(
            r#"{{"@context": {{"{name}": [0]}}, "name": "{name}", "{name}" : [ {{"a": 1}},
                null, {{"{name}": [2]}} ], "after": [{{"b": "]}}"}}], "last": "{name}"}}"#
        );
        let inner = format!(r#"{{"{name}": [2]}}"#);
        let expected = [
            some(r#"{"a": 1}"#, format!("/{name}/0")),
            some("null", format!("/{name}/1")),
            some(&inner, format!("/{name}/2")),
        ];
        assert_eq!(cut(99, &text), expected);
    }
    let both = r#"{"@graph": [1], "dataFeedElement": [{"a": 2}]} {"c": 3}"#;
    let expected = [
        some("1", "/@graph/0"),
        some(r#"{"a": 2}"#, "/dataFeedElement/0"),
        some(r#"{"c": 3}"#, ""),
    ];
    assert_eq!(cut(99, both), expected);
    // A name that is not followed by a list, or is a value, is none.
    for text in [r#"{"@graph": {"a": [1]}}"#, r#"{"a": "@graph", "b": [1]}"#] {
        assert_eq!(cut(99, text), [some(text, "")]);
    }
}

#[test]
fn an_element_beyond_the_limit_is_let_go_and_the_next_one_read() {
    let text = r#"[{"a": "123456789"}, {"b": 2}]"#;
    assert_eq!(
        cut(8, text),
        [(None, "/0".to_owned()), some("{\"b\": 2}", "/1")]
    );
    let text = r#"{"a long name": "and more", "@graph": [{"b": 2}]}"#;
    assert_eq!(cut(8, text), [some("{\"b\": 2}", "/@graph/0")]);
    assert_eq!(cut(8, r#"{"a": "123456789"}"#), [(None, String::new())]);
}

#[test]
fn what_is_no_json_is_cut_somewhere() {
    for text in [
        "{",
        "[{",
        "\"",
        "[\"a",
        "}",
        "]]]]",
        "{\"@graph\":[",
        "[1 2",
        "a b\nc",
        "{]}",
        ":[",
        "\\",
    ] {
        cut(99, text);
    }
    assert_eq!(
        cut(99, "hello\n{\"a\":1}"),
        [some("hello", ""), some("{\"a\":1}", "")]
    );
    assert_eq!(
        cut(99, "[{\"a\": \"b\"c\"}]"),
        [some("{\"a\": \"b\"c\"}]", "/0")]
    );
}
