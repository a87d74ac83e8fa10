//! Documents that are cut into their elements.

use super::*;

/// The elements of a text, however it is cut on its way.
#[track_caller]
fn cut(limit: usize, text: &str) -> Vec<(Option<String>, bool)> {
    let read = |size: usize| {
        let mut elements = Elements::new(limit);
        let chunks = text.as_bytes().chunks(size);
        let mut read: Vec<Element> = chunks.flat_map(|chunk| elements.push(chunk)).collect();
        read.extend(elements.finish());
        let text = |it: Bytes| String::from_utf8_lossy(&it).into_owned();
        read.into_iter()
            .map(|it| (it.text.map(text), it.is_listed))
            .collect::<Vec<_>>()
    };
    let whole = read(text.len().max(1));
    assert_eq!(read(1), whole);
    assert_eq!(read(3), whole);
    whole
}

fn some(text: &str, is_listed: bool) -> (Option<String>, bool) {
    (Some(text.to_owned()), is_listed)
}

#[test]
fn an_object_is_one_element_and_so_is_each_of_several() {
    let object = r#"{"a": "}{]\"", "b": [1, {"@graph": [2]}]}"#;
    assert_eq!(cut(99, object), [some(object, false)]);
    let two = cut(99, "\u{feff} {\"a\":1}\n{\"b\":2}\n");
    assert_eq!(two, [some("{\"a\":1}", false), some("{\"b\":2}", false)]);
}

#[test]
fn the_elements_of_a_list_are_given_one_by_one() {
    let list = cut(99, r#"[{"a": [1]}, null, 5 ,"x,]y", [2, [3]]]"#);
    let expected = [r#"{"a": [1]}"#, "null", "5 ", r#""x,]y""#, "[2, [3]]"];
    let expected: Vec<_> = expected.iter().map(|it| some(it, true)).collect();
    assert_eq!(list, expected);
    assert_eq!(cut(99, "[]"), []);
    assert_eq!(cut(99, " [ ] "), []);
    assert_eq!(cut(99, "[7]"), [some("7", true)]);
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
            some(r#"{"a": 1}"#, true),
            some("null", true),
            some(&inner, true),
        ];
        assert_eq!(cut(99, &text), expected);
    }
    let both = r#"{"@graph": [1], "dataFeedElement": [{"a": 2}]} {"c": 3}"#;
    let expected = [
        some("1", true),
        some(r#"{"a": 2}"#, true),
        some(r#"{"c": 3}"#, false),
    ];
    assert_eq!(cut(99, both), expected);
    // A name that is not followed by a list, or is a value, is none.
    for text in [r#"{"@graph": {"a": [1]}}"#, r#"{"a": "@graph", "b": [1]}"#] {
        assert_eq!(cut(99, text), [some(text, false)]);
    }
}

#[test]
fn an_element_beyond_the_limit_is_let_go_and_the_next_one_read() {
    let text = r#"[{"a": "123456789"}, {"b": 2}]"#;
    assert_eq!(cut(8, text), [(None, true), some("{\"b\": 2}", true)]);
    let text = r#"{"a long name": "and more", "@graph": [{"b": 2}]}"#;
    assert_eq!(cut(8, text), [some("{\"b\": 2}", true)]);
    assert_eq!(cut(8, r#"{"a": "123456789"}"#), [(None, false)]);
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
        [some("hello", false), some("{\"a\":1}", false)]
    );
    assert_eq!(
        cut(99, "[{\"a\": \"b\"c\"}]"),
        [some("{\"a\": \"b\"c\"}]", true)]
    );
}
