//! A claim's relations, from either end.

use super::*;

/// A claim with a relation of every kind in either direction, the latest made first.
async fn well_connected(api: &Api, newsroom: &Newsroom) -> (Value, Vec<Uuid>) {
    let claim = api.claim(newsroom).await;
    let mut made = Vec::new();
    for (kind, _) in KINDS {
        let [before, after] = claims(api, newsroom).await;
        made.push(id(&related(api, newsroom, &claim, kind, &after).await));
        made.push(id(&related(api, newsroom, &before, kind, &claim).await));
    }
    made.reverse();
    (claim, made)
}

#[actix_web::test]
async fn pages_visit_every_relation_once_and_the_latest_first() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let (claim, latest_first) = well_connected(&api, &newsroom).await;
    let whole = api.list(path(&claim)).await;
    assert_eq!(ids(&whole), latest_first);
    assert_eq!(api.walk(&path(&claim)).await, whole);
    for relation in &whole {
        assert_eq!(relation["from_claim_id"], claim["id"]);
        assert_eq!(relation["claim"]["id"], relation["to_claim_id"]);
    }
}

#[actix_web::test]
async fn pages_visit_relations_of_one_moment_once() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let (claim, latest_first) = well_connected(&api, &newsroom).await;
    api.sql("UPDATE claim_relations SET created_at = '2026-01-05T12:00:00Z'")
        .await;
    let whole = api.walk(&path(&claim)).await;
    assert_eq!(ids(&whole), latest_first, "ids rise with time");
}

#[actix_web::test]
async fn filters_by_the_kind_that_the_claim_sees() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let (claim, _) = well_connected(&api, &newsroom).await;
    for kind in KINDS.iter().flat_map(|(kind, inverse)| [kind, inverse]) {
        let list = format!("{}?kind={kind}", path(&claim));
        assert_eq!(column(&api.list(list).await, "kind"), [*kind]);
    }
    for (query, kinds) in [
        (
            "kind=contradicts&kind=contradicted_by",
            &["contradicted_by", "contradicts"][..],
        ),
        ("kind=narrows&kind=updates", &["updates", "narrows"]),
        (
            "kind=repeated_by&kind=supports&kind=narrowed_by",
            &["narrowed_by", "supports", "repeated_by"],
        ),
    ] {
        let found = api.walk(&format!("{}?{query}", path(&claim))).await;
        assert_eq!(column(&found, "kind"), kinds, "{query}");
    }
    let answer = api.get(format!("{}?kind=denied_by", path(&claim))).await;
    answer.fault("/kind", "invalid_value");
}

#[actix_web::test]
async fn counts_what_the_filter_leaves_when_asked() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let (claim, _) = well_connected(&api, &newsroom).await;
    api.counts(&path(&claim), 12).await;
    let filtered = format!("{}?kind=supports&kind=supported_by", path(&claim));
    api.counts(&filtered, 2).await;
}

#[actix_web::test]
async fn a_cursor_continues_its_own_query_alone() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let (claim, _) = well_connected(&api, &newsroom).await;
    let other = api.claim(&newsroom).await;
    let others = ["kind=supports", "kind=repeats&kind=supports"];
    api.binds_cursors(&path(&claim), &others).await;
    let cursor = api.cursor(&path(&claim)).await;
    for foreign in [path(&other), format!("{}/statements", claim_path(&claim))] {
        let answer = api.get(format!("{foreign}?cursor={cursor}")).await;
        answer.problem(400, "cursor_mismatch");
    }
}

#[actix_web::test]
async fn an_unknown_claim_is_not_found() {
    let api = Api::start().await;
    let unknown = format!("/v1/claims/{UNKNOWN}/relations");
    api.get(unknown).await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_claim_that_stands_alone_has_none() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let [a, b, alone] = claims(&api, &newsroom).await;
    related(&api, &newsroom, &a, "repeats", &b).await;
    let counted = api.get(format!("{}?count=exact", path(&alone))).await;
    let nothing = json!({"data": [], "next_cursor": null, "total": 0});
    assert_eq!(counted.expect(200), nothing);
}
