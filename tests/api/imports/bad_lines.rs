//! Lines that are wrong in any way: each is told where and why.

use super::*;

/// What makes one of the entries of a list.
type Item<'a> = &'a dyn Fn(usize) -> Value;

/// What is wrong at a pointer into a line that is otherwise whole.
async fn refused(desk: &Desk, pointer: &str, value: Value, code: &str) {
    let mut line = whole();
    set(&mut line, pointer, value);
    desk.api
        .refuses_line(desk.key(), &line, pointer, code)
        .await;
}

fn set(line: &mut Value, pointer: &str, value: Value) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    match line.pointer_mut(parent).unwrap() {
        Value::Array(list) => list[name.parse::<usize>().unwrap()] = value,
        other => other[name] = value,
    }
}

#[actix_web::test]
async fn unknown_members_are_refused_at_every_depth() {
    let desk = Desk::start().await;
    for at in [
        "",
        "/quantities/0",
        "/translations/0",
        "/statements/0",
        "/statements/0/claimant",
        "/statements/0/via_claimant",
        "/statements/0/source",
        "/verdicts/0",
        "/verdicts/0/rating",
        "/verdicts/0/evidence/1",
        "/verdicts/0/evidence/1/source",
    ] {
        refused(&desk, &format!("{at}/zebra"), json!(1), "unknown_field").await;
    }
}

#[actix_web::test]
async fn values_are_held_to_the_rules_of_their_requests() {
    let desk = Desk::start().await;
    for (pointer, value, code) in [
        ("/text", json!("a".repeat(5_001)), "length"),
        ("/text", json!(" "), "blank"),
        ("/language", json!("no language"), "invalid_value"),
        ("/kind", json!("rumour"), "unknown_value"),
        ("/external_id", json!("a".repeat(256)), "length"),
        ("/id", json!("7"), "invalid_value"),
        ("/quantities/0/value", json!(2e15), "range"),
        ("/translations/0/text", json!(" "), "blank"),
        ("/translations/0/language", json!("id"), "duplicate"),
        ("/translations/0/method", Value::Null, "required"),
        ("/translations/0", json!("text"), "wrong_type"),
        ("/translations", json!({}), "wrong_type"),
        ("/statements/0/position", json!("doubts"), "unknown_value"),
        ("/statements/0/quote", json!("a".repeat(5_001)), "length"),
        ("/statements/0/claimant", json!("Rutte"), "wrong_type"),
        (
            "/statements/0/claimant/name",
            json!("a".repeat(301)),
            "length",
        ),
        (
            "/statements/0/source/kind",
            json!("rumour"),
            "unknown_value",
        ),
        ("/verdicts/0/title", json!("a".repeat(301)), "length"),
        (
            "/verdicts/0/url",
            json!("ftp://one.example/"),
            "invalid_url",
        ),
        ("/verdicts/0/status", json!("final"), "unknown_value"),
        (
            "/verdicts/0/published_at",
            json!("yesterday"),
            "invalid_value",
        ),
        (
            "/verdicts/0/published_at",
            json!("0000-01-01T00:00:00Z"),
            "range",
        ),
        (
            "/verdicts/0/corrected_at",
            json!("0000-01-01T00:00:00Z"),
            "range",
        ),
        (
            "/verdicts/0/correction_note",
            json!("a".repeat(5_001)),
            "length",
        ),
        (
            "/verdicts/0/retraction_reason",
            json!("a".repeat(5_001)),
            "length",
        ),
        ("/verdicts/0/correction_note", json!(" "), "blank"),
        ("/verdicts/0/rating/label", json!(1), "wrong_type"),
        ("/verdicts/0/rating/label", Value::Null, "required"),
        ("/verdicts/0/evidence/0/source", Value::Null, "required"),
        (
            "/verdicts/0/evidence/0/stance",
            json!("doubts"),
            "unknown_value",
        ),
        (
            "/verdicts/0/evidence/0/note",
            json!("a".repeat(5_001)),
            "length",
        ),
        (
            "/verdicts/0/evidence/0/source/url",
            json!("one.example"),
            "invalid_url",
        ),
        (
            "/verdicts/0/evidence/0/note",
            json!("a\u{0}b"),
            "control_character",
        ),
        (
            "/statements/0/claimant/name",
            json!("a\u{1b}b"),
            "control_character",
        ),
    ] {
        refused(&desk, pointer, value, code).await;
    }
}

#[actix_web::test]
async fn lists_hold_at_their_limits_and_break_one_step_past_them() {
    let desk = Desk::start().await;
    let many = |count: usize, item: Item| -> Value { (0..count).map(item).collect() };
    let translation = |n| {
        let language = format!("en-x-a{n}");
        json!({"language": language, "text": "T", "method": "human"})
    };
    let said = |_| json!({"position": "asserts"});
    let evidence = |_| json!({"source": a_source(), "stance": "context"});
    let draft = |_| json!({"language": "en"});
    let limits: [(&str, usize, Item); 5] = [
        ("/translations", 1_000, &translation),
        ("/statements", 1_000, &said),
        (
            "/claimants",
            1_000,
            &|n| json!({"kind": "person", "name": format!("{n}"), "position": "asserts"}),
        ),
        ("/verdicts", 1_000, &draft),
        ("/verdicts/0/evidence", 100, &evidence),
    ];
    for (pointer, limit, item) in limits {
        let mut line = judged(&a_verdict());
        set(&mut line, pointer, many(limit + 1, item));
        desk.api
            .refuses_line(desk.key(), &line, pointer, "length")
            .await;
        set(&mut line, pointer, many(limit, item));
        desk.api.imported(desk.key(), &line).await;
    }
}

#[actix_web::test]
async fn notes_hold_at_their_limits() {
    let desk = Desk::start().await;
    let long = json!({"status": "retracted", "correction_note": "ä".repeat(5_000), "retraction_reason": "ä".repeat(5_000)});
    desk.judged(&with(a_verdict(), long)).await;
}

#[actix_web::test]
async fn ids_that_stand_there_twice_are_refused() {
    let desk = Desk::start().await;
    let mut line = with(
        a_line(),
        json!({
            "statements": [{"id": UNKNOWN, "position": "asserts"}, {"id": UNKNOWN, "position": "denies"}]
        }),
    );
    let pointer = "/statements/1/id";
    desk.api
        .refuses_line(desk.key(), &line, pointer, "duplicate")
        .await;
    line["statements"] = json!([]);
    let draft = json!({"id": UNKNOWN, "language": "en"});
    line["verdicts"] = json!([draft, draft]);
    let pointer = "/verdicts/1/id";
    desk.api
        .refuses_line(desk.key(), &line, pointer, "duplicate")
        .await;
}

#[actix_web::test]
async fn what_is_no_json_object_is_told_so() {
    let desk = Desk::start().await;
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for line in [
        "{",
        "nul",
        "{'a':1}",
        "{} {}",
        "\u{feff}\u{feff}{}",
        deep.as_str(),
        "\0",
    ] {
        let request = desk.api.importing(desk.key(), line).one_line();
        let problem = request.await.problem(400, "malformed_json");
        let detail = text(&problem["detail"]);
        assert!(detail.starts_with("The line is not JSON"), "{detail}");
        assert!(!detail.contains("line 1"), "{detail}");
    }
    let request = desk
        .api
        .importing(desk.key(), b"{\"text\":\"\xff\"}".as_slice());
    request.one_line().await.problem(400, "malformed_json");
    for line in ["[]", "1", "null", "\"text\"", "true"] {
        let request = desk.api.importing(desk.key(), line).one_line();
        request.await.fault("", "wrong_type");
    }
    assert_eq!(desk.api.export("claims").await.len(), 0);
}

#[actix_web::test]
async fn lines_of_one_claim_apply_in_their_order() {
    let desk = Desk::start().await;
    let line = a_line();
    let said = |n: usize| with(line.clone(), json!({"text": format!("Wording {n}.")}));
    // In one batch, and across those that are under way side by side.
    let lines: Vec<Value> = (0..800)
        .map(|n| if n % 100 < 2 { said(n) } else { a_line() })
        .collect();
    let results = desk.api.import(desk.key(), &lines).await;
    for (n, result) in results.iter().enumerate() {
        let is_known = n > 0 && n % 100 < 2;
        assert_eq!(
            result["status"],
            if is_known { "updated" } else { "created" },
            "{result}"
        );
    }
    let claim = desk
        .read(format!("/v1/claims/{}", text(&results[0]["id"])))
        .await;
    assert_eq!(
        (&claim["text"], &claim["version"]),
        (&json!("Wording 701."), &json!(16))
    );
}
