//! Circles of what is narrower and what is broader: none comes to be, by whichever path.

use super::*;
use crate::support::locks::in_this_order;

/// The last relation of a circle is refused, and leaves no trace.
async fn closes_a_circle(
    api: &Api,
    newsroom: &Newsroom,
    (from, kind, other): (&Value, &str, &Value),
) {
    let before = api.contents().await;
    let answer = api.post(path(from), &newsroom.key, &to(other, kind)).await;
    assert_closes(&answer);
    assert_eq!(api.contents().await, before);
}

#[track_caller]
fn assert_closes(answer: &Answer) {
    let problem = answer.problem(409, "relation_cycle");
    let faults = problem["errors"].as_array().unwrap();
    assert_eq!(faults.len(), 1);
    assert_includes(
        &faults[0],
        &json!({"pointer": "/to_claim_id", "code": "cycle"}),
    );
}

#[actix_web::test]
async fn of_two_claims_only_one_is_narrower() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    for (kind, inverse) in [("narrows", "broadens"), ("broadens", "narrows")] {
        let [a, b] = claims(&api, &newsroom).await;
        related(&api, &newsroom, &a, kind, &b).await;
        closes_a_circle(&api, &newsroom, (&b, kind, &a)).await;
        closes_a_circle(&api, &newsroom, (&a, inverse, &b)).await;
        // The same said again, from the other end.
        related(&api, &newsroom, &b, inverse, &a).await;
    }
}

#[actix_web::test]
async fn what_leads_back_over_other_claims_is_refused() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let [a, b, c, d] = claims(&api, &newsroom).await;
    related(&api, &newsroom, &a, "narrows", &b).await;
    related(&api, &newsroom, &b, "narrows", &c).await;
    closes_a_circle(&api, &newsroom, (&c, "narrows", &a)).await;
    closes_a_circle(&api, &newsroom, (&a, "broadens", &c)).await;
    related(&api, &newsroom, &c, "narrows", &d).await;
    closes_a_circle(&api, &newsroom, (&d, "narrows", &a)).await;
    closes_a_circle(&api, &newsroom, (&d, "narrows", &b)).await;
}

#[actix_web::test]
async fn what_leads_back_over_both_kinds_is_refused() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let [a, b, c, d] = claims(&api, &newsroom).await;
    related(&api, &newsroom, &a, "narrows", &b).await;
    related(&api, &newsroom, &c, "broadens", &b).await;
    related(&api, &newsroom, &c, "narrows", &d).await;
    for circle in [
        (&c, "narrows", &a),
        (&a, "broadens", &c),
        (&d, "narrows", &a),
        (&b, "broadens", &d),
    ] {
        closes_a_circle(&api, &newsroom, circle).await;
    }
}

#[actix_web::test]
async fn several_ways_to_one_claim_are_no_circle() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let [a, b, c, d] = claims(&api, &newsroom).await;
    for (from, kind, other) in [
        (&a, "narrows", &b),
        (&a, "narrows", &c),
        (&b, "narrows", &d),
        (&d, "broadens", &c),
        (&a, "narrows", &d),
        (&d, "broadens", &a),
    ] {
        related(&api, &newsroom, from, kind, other).await;
    }
    assert_eq!(api.list(path(&d)).await.len(), 4);
}

#[actix_web::test]
async fn other_kinds_may_lead_back() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let [a, b, c] = claims(&api, &newsroom).await;
    related(&api, &newsroom, &a, "narrows", &b).await;
    for kind in ["repeats", "contradicts", "supports", "updates"] {
        for (from, other) in [(&a, &b), (&b, &c), (&c, &a), (&b, &a)] {
            related(&api, &newsroom, from, kind, other).await;
        }
    }
    // Nor do they lead back for those that may not.
    related(&api, &newsroom, &c, "narrows", &a).await;
}

#[actix_web::test]
async fn what_was_deleted_leads_nowhere() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let [a, b, c] = claims(&api, &newsroom).await;
    related(&api, &newsroom, &a, "narrows", &b).await;
    let link = related(&api, &newsroom, &b, "narrows", &c).await;
    closes_a_circle(&api, &newsroom, (&c, "narrows", &a)).await;
    let deleted = api.delete(relation_path(&link), &newsroom.key).await;
    deleted.expect(204);
    related(&api, &newsroom, &c, "narrows", &a).await;
}

#[actix_web::test]
async fn of_two_that_would_close_one_together_one_is_added() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let [a, b, c, d] = claims(&api, &newsroom).await;
    related(&api, &newsroom, &a, "narrows", &b).await;
    related(&api, &newsroom, &c, "narrows", &d).await;
    let post = |from, other| api.post(path(from), &newsroom.key, &to(other, "narrows"));
    // They have no claim in common whose lock would make the second wait for the first, and each
    // may look for circles before the other has added anything.
    let lock = "LOCK TABLE claim_relations IN SHARE MODE";
    let [first, second] = in_this_order(&api, lock, [post(&b, &c), post(&d, &a)]).await;
    first.expect(201);
    assert_closes(&second);
    let kinds = api.list(path(&a)).await;
    assert_eq!(column(&kinds, "kind"), ["narrows"]);
}

#[actix_web::test]
async fn of_two_claims_narrowed_at_once_one_is_narrower() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let [a, b] = claims(&api, &newsroom).await;
    let post = |from, other| {
        let request = api.post(path(from), &newsroom.key, &to(other, "narrows"));
        std::future::IntoFuture::into_future(request)
    };
    let (one, two) = futures_util::future::join(post(&a, &b), post(&b, &a)).await;
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    let refused = if one.status == 409 { one } else { two };
    assert_closes(&refused);
    assert_eq!(api.list(path(&a)).await.len(), 1);
}
