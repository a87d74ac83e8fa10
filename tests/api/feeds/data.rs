//! The data feed: all of what a filter leaves, in one answer.

use super::*;

#[actix_web::test]
async fn is_streamed_whole_however_long_it_is() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    api.scale(&newsroom).await;
    let lines: Vec<Value> = (0..1_203)
        .map(|_| with(a_line(), json!({"verdicts": [a_verdict()]})))
        .collect();
    api.import(&newsroom.key, &lines).await;
    let feed = api.get(DATA).await.expect(200);
    let elements = feed["dataFeedElement"].as_array().unwrap();
    let ids: std::collections::HashSet<&str> = elements
        .iter()
        .map(|it| text(&it["item"][0]["@id"]))
        .collect();
    assert_eq!((elements.len(), ids.len()), (1_203, 1_203));
}

#[actix_web::test]
async fn has_all_that_a_search_finds_in_the_order_of_reviews() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    api.scale(&newsroom).await;
    let lines: Vec<Value> = (0..1_203)
        .map(|n| {
            // The earliest review comes last, and every third is of something else.
            let title = ["A zeppelin", "The zeppelins", "Nothing"][n % 3];
            let (hour, minute) = (23 - n / 60, 59 - n % 60);
            let reviewed_at = format!("2024-10-28T{hour:02}:{minute:02}:00Z");
            let verdict = json!({"title": title, "reviewed_at": reviewed_at});
            with(a_line(), json!({"verdicts": [with(a_verdict(), verdict)]}))
        })
        .collect();
    api.import(&newsroom.key, &lines).await;
    let path = format!("{DATA}?q=zeppelin");
    let answer = api.get(&path).await;
    let held = api.get(&path).header("If-None-Match", answer.etag()).await;
    assert_eq!((held.status, held.body.len()), (304, 0));
    let head = api.request("HEAD", &path).await;
    assert_eq!((head.status, head.etag()), (200, answer.etag()));
    let feed = answer.expect(200);
    let reviewed = column(feed["dataFeedElement"].as_array().unwrap(), "dateCreated");
    assert_eq!((reviewed.len(), reviewed.is_sorted()), (802, true));
}

#[actix_web::test]
async fn takes_one_connection() {
    let adjust = |_: &mut _, db: &mut factcheck::db::DbConfig| {
        db.pool_size = 1;
        db.wait = std::time::Duration::from_millis(200);
    };
    let api = Api::start_with(adjust).await;
    let feed = api.get(DATA).await.expect(200);
    assert_eq!(feed["dataFeedElement"], json!([]));
}

#[actix_web::test]
async fn tells_since_a_time_what_changed_in_anything_that_a_review_tells() {
    let desk = Desk::start().await;
    let admin = desk.api.instance_admin().await;
    let (api, key) = (&desk.api, &desk.newsroom.key);
    let claim = format!("/v1/claims/{}", text(&desk.claim["id"]));
    let statements = format!("{claim}/statements");
    let claimant = json!({"kind": "person", "name": "Ana"});
    let claimant = api.made("/v1/claimants", key, claimant).await;
    let source = json!({"citation": "Her diary", "kind": "article", "title": "Diary"});
    let source = api.made("/v1/sources", key, source).await;
    let said = json!({
        "claimant_id": claimant["id"], "source_id": source["id"], "position": "asserts"
    });
    let said = api.made(&statements, key, said).await;
    // One of another newsroom and claim changes with none of it.
    let two = api.newsroom("two").await;
    let other = api.claim(&two).await;
    api.rated(&two, &other, 1, "2024-11-01T00:00:00Z").await;
    let evidence = &desk.published["evidence"][0]["source"]["id"];
    let both = [urn(&desk.corrected), urn(&desk.published)];
    let cited = format!("/v1/sources/{}", text(evidence));
    for (path, key, change, expected) in [
        (claim.clone(), key, json!({"text": "Reworded."}), &both[..]),
        (
            format!("/v1/claimants/{}", text(&claimant["id"])),
            key,
            json!({"name": "Zoë"}),
            &both,
        ),
        (
            format!("/v1/sources/{}", text(&source["id"])),
            key,
            json!({"title": "Notes"}),
            &both,
        ),
        (cited, key, json!({"title": "Retitled"}), &both[1..]),
        (
            format!("/v1/organizations/{}", desk.newsroom.id),
            &admin,
            json!({"name": "Renamed"}),
            &both,
        ),
        (
            format!("/v1/statements/{}", text(&said["id"])),
            key,
            json!({"position": "denies"}),
            &both,
        ),
    ] {
        let changed = api.patch(&path, key, &change).await.expect(200);
        let changed = match path.contains("/statements/") {
            true => api.get(&claim).await.expect(200),
            false => changed,
        };
        let since = format!("updated_since={}", text(&changed["updated_at"]));
        let elements = desk.elements(&since).await;
        let told: Vec<&str> = elements
            .iter()
            .map(|it| text(&it["item"][0]["@id"]))
            .collect();
        assert_eq!(told, expected, "{path}");
    }
}
