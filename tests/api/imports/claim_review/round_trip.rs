//! Feeds that go round, and the markup of real publishers.

use super::*;

#[actix_web::test]
async fn a_feed_goes_round_to_the_same_feed() {
    let desk = Desk::start().await;
    let api = &desk.api;
    let ids = api.imported(&desk.newsroom.key, &everything()).await;
    api.imported(&desk.newsroom.key, &everything()).await;
    let claim = api.get(format!("/v1/claims/{ids}")).await.expect(200);
    let published = api.verdict(&desk.newsroom, &claim).await;
    api.corrected(&desk.newsroom, &published).await;
    desk.sent(&json!([a_review(1), a_review(2)])).await;
    let elements = goes_round(&desk, &Desk::start().await).await;
    assert!(elements >= 7, "{elements}");
}

/// Imports the feed of one desk into another that is empty, which then has the same. Tells how much
/// is in it.
async fn goes_round(desk: &Desk, elsewhere: &Desk) -> usize {
    let feed = desk.api.get(FEED).await;
    let request = elsewhere
        .api
        .request("POST", PATH)
        .key(&elsewhere.newsroom.key);
    let request = request
        .bytes(feed.body.to_vec())
        .header("Content-Type", LINKED);
    for result in request.await.lines() {
        let status = text(&result["status"]);
        assert!(matches!(status, "created" | "updated"), "{result}");
        assert_ne!(result["verdict_status"], "draft");
    }
    let again = elsewhere.api.get(FEED).await;
    let (again, feed) = (again.expect(200), feed.expect(200));
    let (again, feed) = (&again["dataFeedElement"], &feed["dataFeedElement"]);
    for (again, before) in again
        .as_array()
        .unwrap()
        .iter()
        .zip(feed.as_array().unwrap())
    {
        assert_eq!(again, before);
    }
    assert_eq!(again, feed);
    feed.as_array().unwrap().len()
}

#[actix_web::test]
async fn a_claim_of_which_nothing_is_known_stays_one_with_all_its_verdicts() {
    let desk = Desk::start().await;
    let bare = json!({"text": "It is so.", "language": "en", "kind": "statement"});
    let claim = desk.api.made("/v1/claims", &desk.newsroom.key, bare).await;
    for _ in 0..5 {
        desk.api.verdict(&desk.newsroom, &claim).await;
    }
    let markup = desk.api.get(FEED).await.expect(200);
    let told = desk.api.request("POST", "/v1/claim-reviews/validate");
    let told = told.json(&markup).header("Content-Type", LINKED).await;
    for review in told.expect(200)["data"].as_array().unwrap() {
        for fault in review["faults"].as_array().unwrap() {
            assert_ne!(fault["code"], "unresolved_reference");
        }
    }
    let elsewhere = Desk::start().await;
    assert_eq!(goes_round(&desk, &elsewhere).await, 5);
    let claims = elsewhere.api.list("/v1/claims").await;
    assert_eq!(column(&claims, "id"), [text(&claim["id"])]);
}

#[actix_web::test]
async fn texts_go_round_as_they_are_whatever_stands_in_them() {
    let desk = Desk::start().await;
    let elsewhere = Desk::start().await;
    let label = "Pants \"on\" Fire & <b>";
    let scale = json!({
        "name": "Marked", "worst": 1, "best": 5,
        "ratings": [{"label": label, "language": "en", "value": 1, "normalized": "false"}]
    });
    for desk in [&desk, &elsewhere] {
        let key = &desk.newsroom.key;
        desk.api.made("/v1/rating-scales", key, scale.clone()).await;
    }
    let texts = [
        "a </script> <b>x</b> <!-- c --> d",
        "AT&amp;T &lt;b&gt;",
        "l1\n\n\n\nl2\r\nl3\rl4\tl5",
        " lead ",
        "<b>",
        "Benar. &nbsp;",
    ];
    let urls = [
        "https://meja.example/?a=1&amp;b=2",
        "https://meja.example/a,https://y.example/",
        "https://meja.example/a|b",
    ];
    for (index, words) in texts.into_iter().enumerate() {
        let line = words.replace(['\n', '\r', '\t'], " ");
        let url = urls[index % urls.len()];
        // On the newsroom's own site it would be no appearance.
        let said = format!("{}{index}", url.replace("meja", "said"));
        let source = |url: &str| {
            json!({
                "url": url, "kind": "report", "title": line, "publisher": line, "author": line
            })
        };
        let verdicts = ["en", "id"].map(|language| {
            json!({
                "title": line, "url": format!("{url}{language}{index}"), "language": language,
                "summary": words, "explanation": words, "reviewed_at": "2024-10-20T10:00:00Z",
                "status": "corrected", "correction_note": words, "rating": {"label": label},
                "evidence": [{"source": source(&format!("{said}{language}")), "stance": "supports"}]
            })
        });
        let claim = json!({
            "text": words, "language": "en", "kind": "statement",
            "translations": [{"language": "id", "text": words, "method": "human"}],
            "statements": [{
                "claimant": {"kind": "person", "name": format!("{line}{index}"), "job_title": line,
                    "url": url, "same_as": [url]},
                "position": "asserts", "source": source(&said)
            }],
            "verdicts": verdicts
        });
        desk.api.imported(&desk.newsroom.key, &claim).await;
    }
    assert_eq!(goes_round(&desk, &elsewhere).await, 2 * texts.len());
}

/// A claim with whatever a ClaimReview can tell of it, and more.
fn everything() -> Value {
    let number = fresh();
    let verdict = |title: &str, members: Value| {
        let own = json!({
            "title": title, "url": format!("https://one.example/{title}-{number}"),
            "summary": "In brief & <short>.", "explanation": "At length.\n\nAnd \"more\"."
        });
        with(with(a_verdict(), own), members)
    };
    let source = |name: &str, kind: &str| {
        json!({
            "url": format!("https://{name}.example/{number}"), "kind": kind, "title": format!("On {name}"),
            "publisher": "Channel", "author": "Zoë", "published_at": "2024-10-01T08:30:00.250Z"
        })
    };
    with(
        a_line(),
        json!({
            "claim_date": "2024-10-01", "date_precision": "month",
            "translations": [
                {"language": "id", "text": "Mereka berlatih di lima pangkalan.", "method": "machine"},
                {"language": "fr", "text": "Ils s'entraînent.", "method": "human"}
            ],
            "statements": [
                {"claimant": {"kind": "media", "name": "The Daily"}, "position": "asserts", "said_on": "2024-10-03",
                    "source": source("daily", "press_release")},
                {"claimant": {"kind": "person", "name": "Ana", "job_title": "Minister", "same_as": ["https://example.org/ana"]},
                    "position": "asserts", "said_on": "2024-10-02", "source": source("video", "video")},
                {"claimant": {"kind": "social_account", "name": "@ana", "url": "https://social.example/ana"},
                    "position": "asserts", "source": {"citation": "Her diary", "kind": "official_record", "title": "Diary"}},
                {"claimant": {"kind": "government", "name": "Blue House"}, "position": "asserts"},
                {"claimant": {"kind": "person", "name": "Twin", "url": "https://example.org/one"}, "position": "asserts"},
                {"claimant": {"kind": "social_account", "name": "Twin", "url": "https://social.example/twin"},
                    "position": "asserts", "source": {"citation": "Her diary, p. 2", "kind": "interview", "title": "Diary", "publisher": "Radio"}},
                {"position": "asserts", "source": source("post", "social_post")},
                {"position": "denies", "source": source("denial", "interview")}
            ],
            "verdicts": [
                verdict("published", json!({"published_at": "2024-10-29T08:00:00Z"})),
                verdict("translated", json!({"language": "id", "reviewed_at": "2024-10-20T10:00:00.5Z",
                    "rating": {"label": "Tidak Terbukti"}})),
                verdict("elsewhere", json!({"language": "pt-BR", "reviewed_at": "2024-10-19T10:00:00Z"})),
                verdict("corrected", json!({"status": "corrected", "correction_note": "It was wrong.",
                    "evidence": [
                        {"source": source("data", "dataset"), "stance": "refutes", "quote": "So it is."},
                        {"source": source("image", "image"), "stance": "supports"},
                        {"source": {"citation": "A book, p. 5", "kind": "report", "title": "A book"}, "stance": "context"}
                    ]})),
                verdict("retracted", json!({"status": "retracted", "retraction_reason": "Forged."})),
                verdict("draft", json!({"status": "draft"}))
            ]
        }),
    )
}

/// Where the markup of real publishers is at hand, all of it gets an answer.
#[actix_web::test]
async fn the_markup_of_real_publishers_is_imported_but_for_what_no_one_can_take() {
    let samples = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../shared/data/claim-reviews/samples.jsonl"
    );
    let Ok(samples) = std::fs::read_to_string(samples) else {
        return;
    };
    let samples: Vec<Value> = samples
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["claimreview"].clone())
        .collect();
    let desk = Desk::start().await;
    let strict = desk.sent(&json!(samples)).await;
    let mut labels = Vec::new();
    for result in &strict {
        let fault = &result["problem"]["errors"][0];
        if fault["code"] == "unmapped_label" {
            let detail = text(&fault["detail"]);
            let label: String =
                serde_json::from_str(detail.split_once("label ").unwrap().1).unwrap();
            labels.push(label);
        }
    }
    labels.sort_unstable();
    labels.dedup();
    let ratings: Vec<Value> = labels
        .iter()
        .map(|label| json!({"label": label, "language": "und", "value": 1, "normalized": "false"}))
        .collect();
    let scale = json!({"name": "All", "worst": 1, "best": 5, "ratings": ratings});
    desk.api
        .made("/v1/rating-scales", &desk.newsroom.key, scale)
        .await;
    let results = desk.sent(&json!(samples)).await;
    let count = |status: &str| {
        statuses(&results)
            .iter()
            .filter(|it| **it == status)
            .count()
    };
    // Two tell again what others have told before them, and change nothing of it.
    let counts = ["created", "unchanged", "failed"].map(count);
    assert_eq!((results.len(), counts), (65, [61, 2, 2]));
    let faults = results.iter().flat_map(|it| it["faults"].as_array());
    let repeated = faults.flatten();
    let repeated = repeated.filter(|it| it["code"] == "repeated_review");
    assert_eq!(repeated.count(), 2);
    let before = desk.api.contents().await;
    let again = desk.sent(&json!(samples)).await;
    let again = statuses(&again);
    let unchanged = again.iter().filter(|it| **it == "unchanged");
    assert_eq!((again.len(), unchanged.count()), (65, 63));
    assert_eq!(desk.api.contents().await, before);
    let published = results
        .iter()
        .filter(|it| it["verdict_status"] == "published");
    assert_eq!((published.count(), labels.len()), (62, 18));
}
