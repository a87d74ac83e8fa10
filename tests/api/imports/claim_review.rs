//! Imports of ClaimReviews: as other fact-checkers print them, and as feeds carry them.

use super::*;
use crate::support::newsroom::fresh;

const PATH: &str = "/v1/imports?format=claim-review";
const FEED: &str = "/v1/feeds/claim-reviews.json";
const LINKED: &str = "application/ld+json";

/// A ClaimReview whose label is one of the newsroom's.
fn a_review(number: usize) -> Value {
    json!({
        "@context": "https://schema.org", "@type": "ClaimReview",
        "url": format!("https://one.example/{number}"),
        "claimReviewed": format!("The troops train at {number} bases in Russia."),
        "inLanguage": "en", "datePublished": "2024-10-30",
        "author": {"@type": "Organization", "name": "One", "url": "https://one.example"},
        "reviewRating": {"@type": "Rating", "alternateName": "Benar", "ratingValue": 5, "bestRating": 5, "worstRating": 1},
        "itemReviewed": {
            "@type": "Claim", "datePublished": "2024-10-18",
            "author": [{"@type": "Person", "name": "Jane Roe", "jobTitle": "Minister", "sameAs": "https://example.org/roe"}],
            "appearance": [{"@type": "VideoObject", "url": format!("https://video.example/{number}"), "name": "A video"}]
        },
        "name": "Five bases", "citation": [{"@type": "Report", "url": format!("https://data.example/{number}"), "name": "Data"}]
    })
}

struct Desk {
    api: Api,
    newsroom: Newsroom,
}

impl Desk {
    async fn start() -> Self {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        api.scale(&newsroom).await;
        Self { api, newsroom }
    }

    async fn sent_as(&self, key: &str, query: &str, body: &Value) -> Vec<Value> {
        let request = self.api.request("POST", format!("{PATH}{query}")).key(key);
        let request = request.json(body).header("Content-Type", LINKED);
        request.await.lines()
    }

    async fn sent(&self, body: &Value) -> Vec<Value> {
        self.sent_as(&self.newsroom.key, "", body).await
    }

    async fn verdicts(&self) -> Vec<Value> {
        let path = "/v1/verdicts?sort=created_at&limit=100";
        self.api.list_as(&self.newsroom.key, path).await
    }
}

fn statuses(results: &[Value]) -> Vec<&str> {
    column(results, "status")
}

#[actix_web::test]
async fn makes_a_claim_with_its_voices_places_and_a_published_verdict() {
    let desk = Desk::start().await;
    let results = desk.sent(&a_review(5)).await;
    let expected = json!({
        "line": 1, "status": "created", "id": results[0]["id"],
        "url": "https://one.example/5", "verdict_status": "published"
    });
    assert_eq!(results, [expected]);
    let path = format!("/v1/claims/{}?include=statements", text(&results[0]["id"]));
    let claim = desk.api.get(path).await.expect(200);
    assert_includes(
        &claim,
        &json!({
            "text": "The troops train at 5 bases in Russia.", "language": "en",
            "kind": "statement", "claim_date": "2024-10-18", "date_precision": "day"
        }),
    );
    let said = &claim["statements"][0];
    assert_eq!(said["claimant"]["name"], "Jane Roe");
    assert_eq!(
        (&said["position"], &said["said_on"]),
        (&json!("asserts"), &json!("2024-10-18"))
    );
    assert_eq!(said["source"]["kind"], "video");
    let verdicts = desk.verdicts().await;
    assert_includes(
        &verdicts[0],
        &json!({
            "claim_id": claim["id"], "title": "Five bases", "url": "https://one.example/5",
            "language": "en", "status": "published", "reviewed_at": "2024-10-30T00:00:00Z",
            "published_at": "2024-10-30T00:00:00Z"
        }),
    );
    assert_eq!(verdicts[0]["rating"]["label"], "Benar");
    assert_eq!(verdicts[0]["evidence"][0]["source"]["kind"], "report");
}

#[actix_web::test]
async fn leaves_drafts_where_the_key_may_not_publish_or_is_asked_to() {
    use factcheck::vocabulary::Scope::{ClaimsWrite, VerdictsWrite};
    let desk = Desk::start().await;
    let key = desk
        .api
        .key(Some(desk.newsroom.id), &[ClaimsWrite, VerdictsWrite])
        .await;
    for (key, query, number) in [
        (&key, "", 1),
        (&key, "&status=draft", 2),
        (&desk.newsroom.key, "&status=draft", 3),
    ] {
        let results = desk.sent_as(key, query, &a_review(number)).await;
        assert_eq!(results[0]["verdict_status"], "draft", "{results:?}");
    }
    let refused = desk.sent_as(&key, "&status=published", &a_review(4)).await;
    assert_eq!(refused[0]["problem"]["code"], "missing_scope");
    let none = desk.api.key(Some(desk.newsroom.id), &[ClaimsWrite]).await;
    let refused = desk.sent_as(&none, "", &a_review(4)).await;
    assert_eq!(refused[0]["problem"]["code"], "missing_scope");
    assert_eq!(statuses(&desk.verdicts().await), ["draft"; 3]);
    // Published by itself later.
    let results = desk.sent(&a_review(1)).await;
    assert_eq!(results[0]["status"], "updated");
    assert_eq!(
        statuses(&desk.verdicts().await),
        ["published", "draft", "draft"]
    );
}

#[actix_web::test]
async fn what_publishing_demands_and_is_not_told_leaves_a_draft() {
    let desk = Desk::start().await;
    let mut review = a_review(1);
    review.as_object_mut().unwrap().remove("datePublished");
    let results = desk.sent(&review).await;
    assert_eq!(results[0]["verdict_status"], "draft", "{results:?}");
    // Its own page is all that it rests on, and its claim its title.
    let mut review = a_review(2);
    for name in ["name", "citation"] {
        review.as_object_mut().unwrap().remove(name);
    }
    review["claimReviewed"] = "word ".repeat(100).trim().into();
    let results = desk.sent(&review).await;
    assert_eq!(results[0]["verdict_status"], "published", "{results:?}");
    let verdict = &desk.verdicts().await[1];
    let title = text(&verdict["title"]);
    assert!(
        title.ends_with("word…") && title.chars().count() <= 300,
        "{title}"
    );
    let source = &verdict["evidence"][0]["source"];
    assert_eq!(
        (&source["url"], &source["publisher"]),
        (&review["url"], &json!("One"))
    );
    assert_eq!(verdict["evidence"][0]["stance"], "context");
}

#[actix_web::test]
async fn reports_the_labels_that_no_scale_has_and_guesses_none() {
    let desk = Desk::start().await;
    let mut other = a_review(2);
    other["reviewRating"]["alternateName"] = "Pants on Fire".into();
    let reviews = json!([a_review(1), other, a_review(3)]);
    let results = desk.sent(&reviews).await;
    assert_eq!(statuses(&results), ["created", "failed", "created"]);
    let problem = &results[1]["problem"];
    assert_eq!(
        (&problem["status"], &problem["code"]),
        (&json!(422), &json!("validation_failed"))
    );
    let fault = &problem["errors"][0];
    assert_eq!(fault["pointer"], "/reviewRating/alternateName");
    assert_eq!(fault["code"], "unmapped_label");
    assert!(text(&fault["detail"]).contains("Pants on Fire"));
    assert_eq!(results[1]["url"], "https://one.example/2");
    assert_eq!(desk.api.list("/v1/claims").await.len(), 2);
    // In other letters it is another label.
    other = a_review(4);
    other["reviewRating"]["alternateName"] = "BENAR".into();
    assert_eq!(statuses(&desk.sent(&other).await), ["failed"]);
}

#[actix_web::test]
async fn numbers_tell_apart_what_has_one_label_and_mean_nothing_else() {
    let desk = Desk::start().await;
    let mut review = a_review(1);
    review["reviewRating"]["ratingValue"] = 2.into();
    let results = desk.sent(&review).await;
    assert_eq!(statuses(&results), ["created"]);
    let scale = json!({
        "name": "Of ten", "worst": 1, "best": 10,
        "ratings": [{"label": "Benar", "language": "id", "value": 10, "normalized": "true"}]
    });
    desk.api
        .made("/v1/rating-scales", &desk.newsroom.key, scale)
        .await;
    let ambiguous = desk.sent(&review_with(2, 3, 5)).await;
    assert_eq!(ambiguous[0]["problem"]["errors"][0]["code"], "ambiguous");
    let pointer = &ambiguous[0]["problem"]["errors"][0]["pointer"];
    assert_eq!(pointer, "/reviewRating/alternateName");
    assert_eq!(
        statuses(&desk.sent(&review_with(3, 10, 10)).await),
        ["created"]
    );
    let verdict = &desk.verdicts().await[1];
    assert_eq!(verdict["rating"]["best"], 10);
}

fn review_with(number: usize, value: i32, best: i32) -> Value {
    let mut review = a_review(number);
    review["reviewRating"]["ratingValue"] = value.into();
    review["reviewRating"]["bestRating"] = best.into();
    review
}

#[actix_web::test]
async fn the_same_again_changes_nothing_and_what_is_new_is_added() {
    let desk = Desk::start().await;
    let reviews = json!([a_review(1), a_review(2)]);
    assert_eq!(statuses(&desk.sent(&reviews).await), ["created"; 2]);
    let before = desk.api.contents().await;
    assert_eq!(statuses(&desk.sent(&reviews).await), ["unchanged"; 2]);
    assert_eq!(desk.api.contents().await, before);
    let mut corrected = a_review(1);
    corrected["correction"] = "The first figure was wrong.".into();
    corrected["dateModified"] = "2024-11-02".into();
    let results = desk.sent(&corrected).await;
    assert_eq!(statuses(&results), ["updated"]);
    let verdict = &desk.verdicts().await[0];
    assert_eq!(verdict["status"], "corrected");
    assert_eq!(verdict["correction_note"], "The first figure was wrong.");
}

#[actix_web::test]
async fn of_a_claim_that_is_there_everything_else_stays() {
    let desk = Desk::start().await;
    let line = with(
        a_line(),
        json!({"tags": ["war"], "location": "Kursk", "translations": [
            {"language": "id", "text": "Lima.", "method": "machine"}]}),
    );
    let claim = desk.api.imported(&desk.newsroom.key, &line).await;
    let other = desk.api.newsroom("two").await;
    desk.api.scale(&other).await;
    for key in [&desk.newsroom.key, &other.key] {
        let mut review = a_review(1);
        review["itemReviewed"]["@id"] = format!("urn:uuid:{claim}").into();
        let results = desk.sent_as(key, "", &review).await;
        assert_eq!(
            (&results[0]["status"], &results[0]["id"]),
            (&json!("updated"), &json!(claim))
        );
        let now = desk
            .api
            .get(format!("/v1/claims/{claim}"))
            .await
            .expect(200);
        for name in ["text", "language", "kind"] {
            assert_eq!(now[name], line[name]);
        }
        assert_eq!(
            (&now["tags"], &now["location"]),
            (&line["tags"], &line["location"])
        );
        assert_eq!(now["translations"], line["translations"]);
        assert_eq!(now["claimants"][0]["name"], "Jane Roe");
    }
    let now = desk
        .api
        .get(format!("/v1/claims/{claim}"))
        .await
        .expect(200);
    assert_eq!(now["verdicts"].as_array().unwrap().len(), 2);
    // Whose claim it is not adds a verdict and nothing more.
    assert_eq!(now["claimants"].as_array().unwrap().len(), 1);
}

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

#[actix_web::test]
async fn what_is_faulty_is_told_and_harms_no_other() {
    let desk = Desk::start().await;
    let mut unusable = a_review(1);
    unusable["url"] = "javascript:alert(1)".into();
    unusable["reviewRating"] = json!("Benar");
    let mut doubtful = a_review(2);
    doubtful["claimReviewed"] = "<b>Bold</b> claims\r\n".into();
    let results = desk
        .sent(&json!([unusable, 5, doubtful, {"@type": "ClaimReview"}]))
        .await;
    assert_eq!(
        statuses(&results),
        ["failed", "created", "failed"],
        "{results:?}"
    );
    let errors = results[0]["problem"]["errors"].as_array().unwrap();
    let pointers: Vec<&str> = errors.iter().map(|it| text(&it["pointer"])).collect();
    assert_eq!(
        (pointers, &errors[0]["code"]),
        (vec!["/url"], &json!("unsafe_url"))
    );
    assert_eq!(results[0]["faults"][0]["pointer"], "/reviewRating");
    let codes = results[1]["faults"].as_array().unwrap();
    assert!(codes.iter().any(|it| it["code"] == "html"), "{codes:?}");
    assert_eq!(desk.api.list("/v1/claims").await[0]["text"], "Bold claims");
}

#[actix_web::test]
async fn an_element_has_a_thousand_at_most() {
    let desk = Desk::start().await;
    let mut reviews: Vec<Value> = (0..1_001).map(a_review).collect();
    for review in &mut reviews {
        review["reviewRating"]["alternateName"] = "Unmapped".into();
    }
    let nested = json!({"@type": "WebPage", "hasPart": reviews});
    let results = desk.sent(&nested).await;
    assert_eq!(results.len(), 1_001);
    let fault = &results[1_000]["problem"]["errors"][0];
    assert_eq!(
        (&fault["code"], &fault["pointer"]),
        (&json!("length"), &json!("/hasPart/1000"))
    );
}

#[actix_web::test]
async fn what_is_hostile_gets_answers_and_stores_nothing() {
    let desk = Desk::start().await;
    let before = desk.api.contents().await;
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let nested = format!(
        "{{\"@type\":\"ClaimReview\",\"url\":{}1{}}}",
        "[".repeat(500),
        "]".repeat(500)
    );
    let unescaped = "{\"@type\": \"ClaimReview\", \"claimReviewed\": \"He said \"no\".\"}";
    let huge = format!(
        "{{\"@type\":\"ClaimReview\",\"claimReviewed\":\"{}\"}}",
        "a".repeat(2 << 20)
    );
    for body in [
        "",
        " ",
        "{",
        "[",
        "null",
        "\u{0}",
        "hello",
        "<html>",
        "[[[[",
        "{}",
        "{\"@graph\": [",
        "[{\"@type\": \"ClaimReview\"}",
        "{\"@type\": [\"ClaimReview\", {}], \"url\": [[]]}",
        &deep,
        &nested,
        unescaped,
        &huge,
    ] {
        let request = desk.api.request("POST", PATH).key(&desk.newsroom.key);
        let request = request.bytes(body).header("Content-Type", LINKED);
        for result in request.await.lines() {
            assert_eq!(result["status"], "failed", "{result}");
            let code = text(&result["problem"]["code"]);
            assert!(
                matches!(code, "validation_failed" | "body_too_large"),
                "{result}"
            );
        }
    }
    assert_eq!(desk.api.contents().await, before);
}

#[actix_web::test]
async fn is_refused_whole_where_it_asks_for_what_there_is_not() {
    let desk = Desk::start().await;
    let post = |path: &str, media_type: &str| {
        let request = desk
            .api
            .request("POST", path)
            .bytes(a_review(1).to_string());
        request
            .header("Content-Type", media_type)
            .key(&desk.newsroom.key)
    };
    let answer = post("/v1/imports?format=pdf", LINKED).await;
    answer.fault("/format", "invalid_value");
    for name in ["status=draft", "language=id"] {
        let answer = post(&format!("/v1/imports?{name}"), "application/x-ndjson").await;
        let (name, _) = name.split_once('=').unwrap();
        answer.fault(&format!("/{name}"), "not_allowed");
    }
    let answer = post("/v1/imports", LINKED).await;
    answer.problem(415, "unsupported_media_type");
    let answer = post(PATH, "text/html").await;
    answer.problem(415, "unsupported_media_type");
    let answer = desk
        .api
        .request("POST", PATH)
        .bytes("{}")
        .header("Content-Type", LINKED)
        .await;
    answer.problem(401, "missing_api_key");
}

#[actix_web::test]
async fn tells_the_language_that_is_told_of_all_or_seems_to_be() {
    let desk = Desk::start().await;
    for (number, claim, query, language) in [
        (
            1,
            "Die Truppen aus Nordkorea sind nach Angaben der Regierung schon seit Wochen dort.",
            "",
            "de",
        ),
        (
            2,
            "Pasukan Korea Utara itu sudah berada di wilayah Kursk.",
            "&language=ms",
            "ms",
        ),
        (3, "Xyz", "", "und"),
    ] {
        let mut review = a_review(number);
        review["claimReviewed"] = claim.into();
        for name in ["inLanguage", "name"] {
            review.as_object_mut().unwrap().remove(name);
        }
        desk.sent_as(&desk.newsroom.key, query, &review).await;
        let claims = desk.api.list("/v1/claims").await;
        assert_eq!(claims[0]["language"], language, "{claim}");
    }
}

#[actix_web::test]
async fn a_rehearsal_and_a_repetition_tell_the_same() {
    let desk = Desk::start().await;
    let before = desk.api.contents().await;
    let rehearsed = desk
        .sent_as(&desk.newsroom.key, "&dry_run=true", &a_review(1))
        .await;
    assert_eq!(
        (statuses(&rehearsed), &rehearsed[0]["id"]),
        (vec!["created"], &Value::Null)
    );
    assert_eq!(desk.api.contents().await, before);
    let request = || {
        let request = desk.api.request("POST", PATH).key(&desk.newsroom.key);
        let request = request.header("Idempotency-Key", "once");
        request
            .json(&json!([a_review(1), a_review(2)]))
            .header("Content-Type", LINKED)
    };
    let first = request().await.lines();
    assert_eq!(request().await.lines(), first);
}

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
    let feed = api.get(FEED).await;
    let elements = feed.expect(200)["dataFeedElement"]
        .as_array()
        .unwrap()
        .len();
    assert!(elements >= 7, "{elements}");

    let elsewhere = Desk::start().await;
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
    // Two tell again what others have told before them.
    let counts = ["created", "updated", "failed"].map(count);
    assert_eq!((results.len(), counts), (65, [61, 2, 2]));
    let published = results
        .iter()
        .filter(|it| it["verdict_status"] == "published");
    assert_eq!((published.count(), labels.len()), (62, 18));
}
