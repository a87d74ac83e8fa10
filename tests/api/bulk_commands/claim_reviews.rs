//! `factcheck import --format claim-review`.

use super::*;

/// A ClaimReview with all that publishing demands.
fn a_review(number: usize, label: &str) -> Value {
    json!({
        "@type": "ClaimReview", "url": format!("https://one.example/{number}"),
        "claimReviewed": format!("There are {number} bases."), "name": "Bases",
        "datePublished": "2024-10-30", "reviewRating": {"alternateName": label}
    })
}

/// A newsroom with a scale, and a `DataFeed` in a file.
async fn desk(items: &[Value]) -> (Api, Folder, PathBuf) {
    let (api, folder) = (Api::start().await, Folder::new());
    let newsroom = api.newsroom("one").await;
    api.scale(&newsroom).await;
    let path = folder.0.join("feed.json");
    let elements: Vec<Value> = items.iter().map(|it| json!({"item": [it]})).collect();
    let feed = json!({"@type": "DataFeed", "dataFeedElement": elements});
    fs::write(&path, feed.to_string()).unwrap();
    (api, folder, path)
}

const REVIEWS: [&str; 2] = ["--format", "claim-review"];

#[actix_web::test]
async fn those_that_fail_are_tried_again_and_the_others_are_done() {
    let reviews = [
        a_review(1, "Benar"),
        a_review(2, "Nearly"),
        a_review(3, "Benar"),
    ];
    let (api, _folder, path) = desk(&reviews).await;
    let more = [&REVIEWS[..], &["--language", "en"]].concat();
    let first = import(&api, &path, &more);
    assert_eq!(first.status.code(), Some(1));
    let results = lines(&first.stdout);
    assert_eq!(
        column(&results, "status"),
        ["created", "failed", "created"],
        "{results:?}"
    );
    let fault = &results[1]["problem"]["errors"][0];
    assert_eq!(fault["code"], "unmapped_label");
    let verdicts = api.list("/v1/verdicts").await;
    assert_eq!(column(&verdicts, "status"), ["published", "published"]);
    assert_eq!(column(&verdicts, "language"), ["en", "en"]);

    let again = import(&api, &path, &more);
    let results = lines(&again.stdout);
    assert_eq!(results.len(), 1, "the others are done: {results:?}");
    assert_eq!(
        (&results[0]["line"], &results[0]["status"]),
        (&json!(2), &json!("failed"))
    );
}

#[actix_web::test]
async fn drafts_are_left_when_they_are_asked_for() {
    let (api, _folder, path) = desk(&[a_review(1, "Benar")]).await;
    let output = import(
        &api,
        &path,
        &[&REVIEWS[..], &["--status", "draft"]].concat(),
    );
    assert_eq!(
        told(&output),
        "ClaimReviews: 1 created, 0 updated, 0 unchanged, 0 failed."
    );
    assert_eq!(lines(&output.stdout)[0]["verdict_status"], "draft");
    assert_eq!(
        number(&api, "SELECT count(*) FROM verdicts WHERE status = 'draft'").await,
        1
    );
}

#[actix_web::test]
async fn what_is_asked_of_reviews_is_not_asked_of_lines() {
    let (api, _folder, path) = desk(&[]).await;
    for more in [["--status", "draft"], ["--language", "en"]] {
        let wrong = failure(&import(&api, &path, &more));
        assert!(wrong.contains("go with --format claim-review"), "{wrong}");
    }
    for (name, value) in [("--format", "rss"), ("--language", "xx-99999999999")] {
        let wrong = import(&api, &path, &[name, value]);
        assert_eq!(wrong.status.code(), Some(2), "{name}");
    }
}
