//! The evidence of drafts.

use super::*;

fn evidence_path(verdict: &Value) -> String {
    format!("{}/evidence", path(verdict))
}

impl Desk {
    async fn cite(&self, evidence: &Value) -> Answer {
        self.api
            .put(evidence_path(&self.draft), &self.newsroom.key, evidence)
            .await
    }

    async fn source(&self) -> Value {
        self.api.source(&self.newsroom).await["id"].clone()
    }
}

/// A verdict's evidence as it is sent.
fn cited(verdict: &Value) -> Value {
    let evidence = verdict["evidence"].as_array().unwrap();
    let of = |one: &Value| {
        json!({
            "source_id": one["source"]["id"], "stance": one["stance"],
            "quote": one["quote"], "note": one["note"]
        })
    };
    evidence.iter().map(of).collect()
}

#[actix_web::test]
async fn keeps_the_order_and_a_source_cited_twice() {
    let desk = Desk::start().await;
    let (first, second) = (desk.source().await, desk.source().await);
    let evidence = json!([
        {"source_id": second, "stance": "context", "quote": "Words\nof it.", "note": "See there."},
        {"source_id": first, "stance": "refutes", "quote": null, "note": null},
        {"source_id": second, "stance": "mixed", "quote": null, "note": "And there."},
        {"source_id": second, "stance": "supports", "quote": null, "note": null},
    ]);
    let answer = desk.cite(&evidence).await;
    let changed = answer.expect(200);
    assert_eq!(cited(&changed), evidence);
    let read = desk.read(&desk.draft).await;
    assert_eq!(read.expect(200), changed);
    assert_eq!(read.etag(), answer.etag());
}

#[actix_web::test]
async fn shows_the_sources() {
    let desk = Desk::start().await;
    let source = desk.api.source(&desk.newsroom).await;
    let evidence = json!([{"source_id": source["id"], "stance": "supports"}]);
    let changed = desk.cite(&evidence).await.expect(200);
    let shown = changed["evidence"][0]["source"].as_object().unwrap();
    for (member, value) in shown {
        assert_eq!(value, &source[member], "{member}");
    }
    assert_eq!(shown["title"], a_source()["title"]);
}

#[actix_web::test]
async fn replaces_all_of_it_with_a_new_version() {
    let desk = Desk::start().await;
    let mut expected = desk.draft.clone();
    let one = json!([{"source_id": desk.source().await, "stance": "refutes", "quote": null, "note": null}]);
    for (version, evidence) in (3..).zip([one, json!([])]) {
        let changed = desk.cite(&evidence).await.expect(200);
        assert_eq!(cited(&changed), evidence);
        assert_ne!(changed["updated_at"], expected["updated_at"]);
        for member in ["evidence", "updated_at"] {
            expected[member] = changed[member].clone();
        }
        expected["version"] = version.into();
        assert_eq!(changed, expected);
    }
}

#[actix_web::test]
async fn names_every_source_that_does_not_exist() {
    let desk = Desk::start().await;
    let source = desk.source().await;
    let to = |source: &Value| json!({"source_id": source, "stance": "supports"});
    let (known, unknown) = (to(&source), to(&json!(Uuid::nil())));
    let answer = desk.cite(&json!([known, unknown, known, unknown])).await;
    answer.faults(&[("/1/source_id", "not_found"), ("/3/source_id", "not_found")]);
    desk.is_unchanged().await;
}

#[actix_web::test]
async fn takes_a_hundred_pieces_and_no_more() {
    let desk = Desk::start().await;
    let source = desk.source().await;
    let pieces = |count: usize| {
        let piece = json!({"source_id": source, "stance": "context"});
        Value::from(vec![piece; count])
    };
    desk.cite(&pieces(101)).await.fault("", "length");
    desk.is_unchanged().await;
    let changed = desk.cite(&pieces(100)).await.expect(200);
    assert_eq!(changed["evidence"].as_array().unwrap().len(), 100);
}

#[actix_web::test]
async fn tells_which_piece_breaks_a_rule() {
    let desk = Desk::start().await;
    let source = desk.source().await;
    let good = json!({"source_id": source, "stance": "context"});
    let blank = json!({"source_id": source, "stance": "context", "quote": " "});
    let long = json!({"source_id": source, "stance": "context", "note": "n".repeat(5001)});
    for (evidence, pointer, code) in [
        (json!([blank, good]), "/0/quote", "blank"),
        (json!([good, long]), "/1/note", "length"),
        (
            json!([good, {"stance": "context"}]),
            "/1/source_id",
            "required",
        ),
    ] {
        desk.cite(&evidence).await.fault(pointer, code);
    }
    desk.is_unchanged().await;
}

#[actix_web::test]
async fn needs_the_version_that_it_changes() {
    let desk = Desk::start().await;
    let put = |evidence: &Value| {
        desk.api
            .put(evidence_path(&desk.draft), &desk.newsroom.key, evidence)
    };
    let first = desk.read(&desk.draft).await.etag();
    let blind = put(&json!([])).without("If-Match").await;
    blind.problem(428, "precondition_required");
    desk.is_unchanged().await;
    let second = put(&json!([])).if_match(&first).await;
    second.expect(200);
    let again = json!([{"source_id": desk.source().await, "stance": "context"}]);
    let stale = put(&again).if_match(&first).await;
    stale.problem(412, "precondition_failed");
    assert_eq!(desk.read(&desk.draft).await.expect(200), second.expect(200));
}

#[actix_web::test]
async fn is_for_its_organization() {
    let desk = Desk::start().await;
    let other = desk.api.newsroom("two").await.key;
    let admin = desk.api.instance_admin().await;
    for key in [&other, &admin] {
        let draft = evidence_path(&desk.draft);
        let answer = desk.api.put(draft, key, &json!([])).await;
        answer.problem(404, "not_found");
    }
    desk.is_unchanged().await;
    let published = desk.publish().await;
    for key in [&other, &admin] {
        let public = evidence_path(&published);
        let answer = desk.api.put(public, key, &json!([])).await;
        answer.problem(403, "not_owner");
    }
    assert_eq!(desk.read(&published).await.expect(200), published);
}

#[actix_web::test]
async fn an_unknown_verdict_is_not_found() {
    let desk = Desk::start().await;
    let path = format!("{}/evidence", unknown());
    let answer = desk.api.put(path, &desk.newsroom.key, &json!([])).await;
    answer.problem(404, "not_found");
}

#[actix_web::test]
async fn what_is_published_keeps_its_evidence() {
    let desk = Desk::start().await;
    let published = desk.publish().await;
    let answer = desk.cite(&json!([])).await;
    answer.problem(409, "illegal_transition");
    assert_eq!(desk.read(&published).await.expect(200), published);
}

#[actix_web::test]
async fn the_same_evidence_again_changes_nothing() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let source = api.source(&newsroom).await;
    let draft = api.verdict_citing(&newsroom, &claim, &source).await;
    let path = format!("/v1/verdicts/{}/evidence", text(&draft["id"]));
    let evidence = json!([{"source_id": source["id"], "stance": "context"}]);
    let again = api.put(&path, &newsroom.key, &evidence).await;
    assert_eq!(again.expect(200), draft);
    let other = json!([{"source_id": source["id"], "stance": "context", "note": "Page 3."}]);
    let changed = api.put(&path, &newsroom.key, &other).await.expect(200);
    assert_eq!(changed["version"], draft["version"].as_i64().unwrap() + 1);
}
