//! Imports of ClaimReviews: as other fact-checkers print them, and as feeds carry them.

use super::*;
use crate::support::api::BODY_LIMIT;
use crate::support::newsroom::fresh;

mod again;
mod documents;
mod faults;
mod owners;
mod round_trip;

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
        Self::start_with(BODY_LIMIT).await
    }

    /// With documents of so many bytes that are read whole.
    async fn start_with(limit: usize) -> Self {
        let api = Api::start_with(|service, _| service.body_limit = limit).await;
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
        review.as_object_mut().unwrap().remove("author");
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
