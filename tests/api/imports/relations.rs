//! Relations on lines.

use super::*;

fn named(own: &str) -> Value {
    with(a_line(), json!({"external_id": own, "text": own}))
}

fn related(own: &str, relation: Value) -> Value {
    with(named(own), json!({"relations": [relation]}))
}

async fn seen_from(api: &Api, claim: &str) -> Vec<(String, String)> {
    let relations = api.walk(&format!("/v1/claims/{claim}/relations")).await;
    let told = relations.iter().map(|it| {
        let (kind, other) = (text(&it["kind"]), text(&it["claim"]["text"]));
        (kind.to_owned(), other.to_owned())
    });
    told.collect()
}

fn told(kind: &str, other: &str) -> Vec<(String, String)> {
    vec![(kind.to_owned(), other.to_owned())]
}

#[actix_web::test]
async fn are_added_by_either_id_and_from_either_end() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let a = api.imported(&newsroom.key, &named("a")).await;
    let by_id = json!({"to_claim_id": a, "kind": "narrows", "note": "It names a part."});
    let b = api.imported(&newsroom.key, &related("b", by_id)).await;
    let by_own = json!({"to_external_id": "b", "kind": "contradicted_by"});
    let c = api.imported(&newsroom.key, &related("c", by_own)).await;
    assert_eq!(seen_from(&api, &a).await, told("narrowed_by", "b"));
    assert_eq!(seen_from(&api, &c).await, told("contradicted_by", "b"));
    let from_b = [told("contradicts", "c"), told("narrows", "a")].concat();
    assert_eq!(seen_from(&api, &b).await, from_b);
    let history = api.list(format!("/v1/claims/{a}/history")).await;
    assert_eq!(history[0]["version"], 2, "what it shows has changed");
}

#[actix_web::test]
async fn are_found_in_the_same_batch() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let lines: Vec<Value> = (0..600)
        .map(|number| {
            let own = format!("claim {number}");
            match number {
                0 => named(&own),
                _ => {
                    let before = format!("claim {}", number - 1);
                    related(&own, json!({"to_external_id": before, "kind": "updates"}))
                }
            }
        })
        .collect();
    for result in api.import(&newsroom.key, &lines).await {
        assert_eq!(result["status"], "created", "{result}");
    }
    api.leaves_all_as_it_is(&newsroom.key, &lines).await;
}

#[actix_web::test]
async fn are_added_to_claims_that_are_there_and_never_removed() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    api.imported(&newsroom.key, &named("a")).await;
    let b = api.imported(&newsroom.key, &named("b")).await;
    let relation = json!({"to_external_id": "a", "kind": "repeats"});
    api.updated(&newsroom.key, &related("b", relation.clone()))
        .await;
    assert_eq!(seen_from(&api, &b).await, told("repeats", "a"));
    let lines = [
        related("b", relation),
        named("b"),
        with(named("b"), json!({"relations": []})),
    ];
    api.leaves_all_as_it_is(&newsroom.key, &lines).await;
}

#[actix_web::test]
async fn that_cannot_be_fail_their_line_alone() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    api.imported(&newsroom.key, &named("a")).await;
    let key = &newsroom.key;
    for (relation, member, code) in [
        (
            json!({"to_claim_id": UNKNOWN, "kind": "repeats"}),
            "to_claim_id",
            "not_found",
        ),
        (
            json!({"to_external_id": "z", "kind": "repeats"}),
            "to_external_id",
            "not_found",
        ),
        (json!({"kind": "repeats"}), "to_claim_id", "required"),
        (json!({"to_external_id": "a"}), "kind", "required"),
        (
            json!({"to_external_id": "a", "kind": "denies"}),
            "kind",
            "unknown_value",
        ),
        (
            json!({"to_external_id": "a", "kind": "repeats", "note": " "}),
            "note",
            "blank",
        ),
        (
            json!({"to_external_id": "b", "kind": "repeats"}),
            "to_external_id",
            "self_relation",
        ),
    ] {
        let pointer = format!("/relations/0/{member}");
        let line = related("b", relation);
        api.refuses_line(key, &line, &pointer, code).await;
    }
    let narrows = json!({"to_external_id": "a", "kind": "narrows"});
    let b = api.imported(key, &related("b", narrows)).await;
    let lines = [
        named("c"),
        related("a", json!({"to_claim_id": b, "kind": "narrows"})),
        named("d"),
    ];
    let results = api.import(key, &lines).await;
    assert_eq!(column(&results, "status"), ["created", "failed", "created"]);
    let problem = &results[1]["problem"];
    assert_eq!(problem["code"], "relation_cycle");
    assert_eq!(problem["errors"][0]["pointer"], "/relations/0/to_claim_id");
}

#[actix_web::test]
async fn know_earlier_lines_alone() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let to_later = json!({"to_external_id": "b", "kind": "repeats"});
    let lines = [related("a", to_later), named("b")];
    let results = api.import(&newsroom.key, &lines).await;
    assert_eq!(column(&results, "status"), ["failed", "created"]);
    let pointer = &results[0]["problem"]["errors"][0]["pointer"];
    assert_eq!(pointer, "/relations/0/to_external_id");
    // By now it is there.
    let results = api.import(&newsroom.key, &lines).await;
    assert_eq!(column(&results, "status"), ["created", "unchanged"]);
}

#[actix_web::test]
async fn are_rehearsed_with_claims_that_would_be_there() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let to_a = json!({"to_external_id": "a", "kind": "repeats"});
    let to_none = json!({"to_external_id": "z", "kind": "repeats"});
    let to_later = json!({"to_external_id": "d", "kind": "repeats"});
    let lines = [
        named("a"),
        related("b", to_a),
        related("c", to_none),
        related("e", to_later),
        named("d"),
    ];
    let before = api.contents().await;
    let rehearsal = api.request("POST", "/v1/imports?dry_run=true");
    let rehearsal = rehearsal.key(&newsroom.key).bytes(ndjson(&lines));
    let rehearsal = rehearsal.header("Content-Type", "application/x-ndjson");
    let rehearsal = rehearsal.await.lines();
    assert_eq!(api.contents().await, before);
    let results = api.import(&newsroom.key, &lines).await;
    let expected = ["created", "created", "failed", "failed", "created"];
    assert_eq!(column(&rehearsal, "status"), expected);
    assert_eq!(column(&results, "status"), expected);
}

#[actix_web::test]
async fn find_claims_that_have_another_id_here() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let a = api.imported(&newsroom.key, &named("a")).await;
    let elsewhere = "0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8e9f";
    let lines = [
        with(named("a"), json!({"id": elsewhere})),
        related("b", json!({"to_claim_id": elsewhere, "kind": "narrows"})),
    ];
    let results = api.import(&newsroom.key, &lines).await;
    assert_eq!(column(&results, "status"), ["unchanged", "created"]);
    assert_eq!(seen_from(&api, &a).await, told("narrowed_by", "b"));
}
