//! The documents in which ClaimReviews come: what they are, and what stands in them elsewhere.

use super::*;

#[actix_web::test]
async fn comes_alone_in_a_list_in_a_graph_in_a_feed_or_line_by_line() {
    let item = |review: Value| json!({"@type": "DataFeedItem", "item": [review]});
    let graph = json!({"@context": "https://schema.org", "@graph": [
        {"@type": "WebPage", "url": "https://one.example"}, a_review(1), a_review(2)]});
    let feed = json!({"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": [
        item(a_review(1)), null, {"@type": "DataFeedItem", "item": null},
        {"@type": "DataFeedItem", "item": [a_review(2), a_review(3)]}]});
    let lines = format!("{}\n{}\n", a_review(1), a_review(2));
    for (media_type, body, count) in [
        (LINKED, a_review(1).to_string(), 1),
        (
            "application/json",
            json!([a_review(1), a_review(2)]).to_string(),
            2,
        ),
        (LINKED, graph.to_string(), 2),
        (LINKED, feed.to_string(), 3),
        ("application/x-ndjson", lines, 2),
        (LINKED, "[]".to_owned(), 0),
    ] {
        let desk = Desk::start().await;
        let request = desk.api.request("POST", PATH).key(&desk.newsroom.key);
        let request = request.bytes(body).header("Content-Type", media_type);
        let results = request.await.lines();
        assert_eq!(statuses(&results), vec!["created"; count], "{results:?}");
        let numbers: Vec<u64> = results
            .iter()
            .map(|it| it["line"].as_u64().unwrap())
            .collect();
        assert_eq!(numbers, (1..=count as u64).collect::<Vec<_>>());
        assert_eq!(desk.verdicts().await.len(), count);
    }
}

/// A review of which all but its claim stands beside it, as plugins of content management print it.
fn referring(number: usize) -> (Value, Vec<Value>) {
    let mut review = a_review(number);
    review.as_object_mut().unwrap().remove("@context");
    let mut nodes = Vec::new();
    for pointer in [
        "/author",
        "/reviewRating",
        "/itemReviewed/author/0",
        "/itemReviewed",
    ] {
        let place = review.pointer_mut(pointer).unwrap();
        let mut node = place.take();
        node["@id"] = format!("https://one.example/{number}#{}", nodes.len()).into();
        *place = json!({"@id": node["@id"]});
        nodes.push(node);
    }
    (review, nodes)
}

fn graph(entries: &[Value]) -> Value {
    json!({"@context": "https://schema.org", "@graph": entries})
}

#[actix_web::test]
async fn what_stands_beside_a_review_is_imported_with_it() {
    let desk = Desk::start().await;
    let (review, nodes) = referring(1);
    let page = json!({"@type": "WebPage", "@id": "https://one.example/1", "name": "A page"});
    let body = graph(&[vec![page, review], nodes].concat());
    let told = desk.api.request("POST", "/v1/claim-reviews/validate");
    let told = told.json(&body).await.expect(200);
    assert_eq!(told["counts"]["valid"], 1);
    assert_eq!(told["data"][0]["faults"], json!([]));
    let results = desk.sent(&body).await;
    assert_eq!(statuses(&results), ["created"], "{results:?}");
    assert_eq!(results[0].get("faults"), None);
    let path = format!("/v1/claims/{}?include=statements", text(&results[0]["id"]));
    let claim = desk.api.get(path).await.expect(200);
    assert_eq!(claim["claim_date"], "2024-10-18");
    let said = &claim["statements"][0];
    assert_eq!(said["claimant"]["name"], "Jane Roe");
    assert_eq!(said["source"]["url"], "https://video.example/1");
    assert_eq!(desk.verdicts().await[0]["rating"]["label"], "Benar");
}

#[actix_web::test]
async fn of_a_long_one_what_stands_before_a_review_is_imported_with_it() {
    let desk = Desk::start_with(4 << 10).await;
    let (before, beside) = referring(1);
    let (behind, after) = referring(2);
    let whole = (3..12).map(a_review).collect();
    let body = graph(&[beside, vec![before], whole, vec![behind], after].concat());
    let results = desk.sent(&body).await;
    let mut expected = vec!["created"; 11];
    expected[10] = "failed";
    assert_eq!(statuses(&results), expected, "{results:?}");
    let errors = results[10]["problem"]["errors"].as_array().unwrap();
    let told = errors
        .iter()
        .map(|it| (text(&it["pointer"]), text(&it["code"])));
    let code = "unresolved_reference";
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            ("/@graph/14/reviewRating/@id", code),
            ("/@graph/14/author/@id", code),
            ("/@graph/14/itemReviewed/@id", code)
        ]
    );
    // Each is known again, however it comes.
    let again = desk.sent(&graph(&referring_whole(1))).await;
    assert_eq!(statuses(&again), ["unchanged"]);
    let path = format!("/v1/claims/{}", text(&results[0]["id"]));
    let claim = desk.api.get(path).await.expect(200);
    assert_eq!(claim["claimants"][0]["name"], "Jane Roe");
}

fn referring_whole(number: usize) -> Vec<Value> {
    let (review, nodes) = referring(number);
    [vec![review], nodes].concat()
}

#[actix_web::test]
async fn whose_names_are_used_is_told_once_of_a_document() {
    let bare = |number: usize| {
        let mut review = a_review(number);
        review.as_object_mut().unwrap().remove("@context");
        review
    };
    let body = json!({"@graph": [bare(1), bare(2), bare(3)]});
    let desk = Desk::start().await;
    let results = desk.sent(&body).await;
    let faults = results[0]["faults"].as_array().unwrap();
    let told: Vec<_> = faults.iter().map(|it| text(&it["pointer"])).collect();
    assert_eq!(told, ["/@context"]);
    assert_eq!(results[1].get("faults"), None);
    assert_eq!(results[2].get("faults"), None);
    // Where it is too long to be read whole, that may be said further down.
    let desk = Desk::start_with(2 << 10).await;
    for result in desk.sent(&body).await {
        assert_eq!(result["status"], "created");
        assert_eq!(result.get("faults"), None);
    }
}

#[actix_web::test]
async fn what_breaks_one_of_a_list_harms_no_other() {
    let desk = Desk::start().await;
    let broken = r#"{"@type": "ClaimReview", "claimReviewed": "He said "no""}"#;
    let body = format!("[{},{broken},{}]", a_review(1), a_review(2));
    let request = desk.api.request("POST", PATH).key(&desk.newsroom.key);
    let request = request.bytes(body).header("Content-Type", LINKED);
    let results = request.await.lines();
    assert_eq!(statuses(&results), ["created", "failed", "created"]);
    let fault = &results[1]["problem"]["errors"][0];
    assert_eq!(fault["code"], "unescaped_quote");
    assert_eq!(fault["pointer"], "/1");
}

#[actix_web::test]
async fn one_that_is_no_longer_than_a_body_may_have_more_than_are_validated() {
    let desk = Desk::start().await;
    let one = |number: usize| {
        json!({"@type": "ClaimReview", "url": format!("https://one.example/{number}"),
            "claimReviewed": "It is so.", "reviewRating": {"alternateName": "Unmapped"}})
    };
    let reviews: Vec<Value> = (0..1_001).map(one).collect();
    let results = desk.sent(&json!(reviews)).await;
    assert_eq!(results.len(), 1_001);
    for (index, result) in results.iter().enumerate() {
        assert_eq!(result["line"], index + 1);
        let fault = &result["problem"]["errors"][0];
        assert_eq!(fault["code"], "unmapped_label");
        let pointer = format!("/{index}/reviewRating/alternateName");
        assert_eq!(fault["pointer"], pointer);
    }
}
