//! Ratings, by their labels: those of one's own scales, and nothing guessed.

use super::*;

fn rated(rating: Value, language: &str) -> Value {
    with(a_verdict(), json!({"rating": rating, "language": language}))
}

async fn scale(desk: &Desk, name: &str, ratings: Value) {
    let scale = json!({"name": name, "worst": 1, "best": 7, "ratings": ratings});
    desk.api.made("/v1/rating-scales", desk.key(), scale).await;
}

/// A newsroom with a label that stands in two languages, and in two scales.
async fn ambiguous() -> Desk {
    let desk = Desk::start().await;
    let ratings = json!([
        {"label": "Half", "language": "en", "value": 3, "normalized": "mixed"},
        {"label": "Half", "language": "nl", "value": 2, "normalized": "mostly_false"},
    ]);
    scale(&desk, "Seven steps", ratings).await;
    let ratings = json!([
        {"label": "Benar", "language": "id", "value": 7, "normalized": "mostly_true"}
    ]);
    scale(&desk, "Others", ratings).await;
    desk
}

#[actix_web::test]
async fn are_found_by_all_that_is_said_of_them() {
    let desk = ambiguous().await;
    for (rating, language, normalized) in [
        (json!({"label": "Half"}), "en", "mixed"),
        (json!({"label": "Half"}), "nl", "mostly_false"),
        (
            json!({"label": "Half", "normalized": "mostly_false"}),
            "en",
            "mostly_false",
        ),
        (json!({"label": "Half", "value": 3}), "nl", "mixed"),
        (json!({"label": "Benar", "best": 5}), "id", "true"),
        (json!({"label": "Benar", "best": 7}), "id", "mostly_true"),
        (
            json!({"label": "Benar", "normalized": "mostly_true"}),
            "id",
            "mostly_true",
        ),
        // One that stands in another language alone serves as well.
        (json!({"label": "Sesat"}), "en", "misleading"),
    ] {
        let (line, id) = desk.judged(&rated(rating.clone(), language)).await;
        let verdict = &desk.verdicts(&id).await[0];
        assert_eq!(verdict["rating"]["normalized"], normalized, "{rating}");
        desk.api.leaves_all_as_it_is(desk.key(), &[line]).await;
    }
}

#[actix_web::test]
async fn that_could_be_several_are_refused() {
    let desk = ambiguous().await;
    let pointer = "/verdicts/0/rating/label";
    for (label, language) in [("Benar", "id"), ("Half", "fr")] {
        let line = judged(&rated(json!({"label": label}), language));
        desk.api
            .refuses_line(desk.key(), &line, pointer, "ambiguous")
            .await;
    }
}

#[actix_web::test]
async fn of_which_the_verdict_has_one_already_stay_that_one() {
    let desk = Desk::start().await;
    let same = a_scale()["ratings"].clone();
    let scale = json!({"name": "The same again", "worst": 1, "best": 5, "ratings": same});
    let scale = desk.api.made("/v1/rating-scales", desk.key(), scale).await;
    let claim = desk.api.claim(&desk.newsroom).await;
    let draft = desk
        .api
        .draft(&desk.newsroom, &claim, &scale["ratings"][0])
        .await;
    desk.api.published(&desk.newsroom, &draft).await;
    let exported = desk.api.export_as(desk.key(), "claims").await;
    desk.api.leaves_all_as_it_is(desk.key(), &exported).await;
}

#[actix_web::test]
async fn that_no_scale_has_are_refused() {
    use factcheck::vocabulary::Scope::{ClaimsWrite, VerdictsPublish, VerdictsWrite};
    let desk = Desk::start().await;
    let other = desk.api.newsroom("two").await;
    let scopes = [ClaimsWrite, VerdictsWrite, VerdictsPublish];
    let key = desk.api.key(Some(desk.newsroom.id), &scopes).await;
    let known = json!({"label": "Benar"});
    let unknown = json!({"label": "Pants on Fire", "normalized": "false", "value": 1});
    let at_odds = json!({"label": "Benar", "normalized": "false"});
    let pointer = "/verdicts/0/rating/label";
    for (key, rating) in [
        (&key, &unknown),
        (&key, &at_odds),
        (&other.key, &known),
        (&desk.newsroom.key, &json!({"label": "Pants on Fire"})),
    ] {
        let line = judged(&rated(rating.clone(), "id"));
        desk.api
            .refuses_line(key, &line, pointer, "not_found")
            .await;
    }
}

#[actix_web::test]
async fn that_are_lacking_are_added_by_who_manages_scales() {
    let desk = Desk::start().await;
    let lines: Vec<Value> = [
        ("Pants on Fire", json!({"value": 1, "normalized": "false"})),
        ("Half", json!({"value": 3, "normalized": "mixed"})),
        (
            "Half",
            json!({"value": 3, "normalized": "mixed", "worst": 1, "best": 5}),
        ),
        (
            "Four",
            json!({"value": 9, "normalized": "true", "worst": 1, "best": 9}),
        ),
        ("Unknown", json!({"normalized": "unproven"})),
    ]
    .into_iter()
    .map(|(label, rating)| judged(&rated(with(rating, json!({"label": label})), "en")))
    .collect();
    for result in desk.api.import(desk.key(), &lines).await {
        assert_eq!(result["status"], "created", "{result}");
    }
    let scales = desk.api.list("/v1/rating-scales?sort=created_at").await;
    assert_eq!(
        column(&scales, "name"),
        ["Five steps", "Imported 1–5", "Imported 1–9"]
    );
    let labels = column(scales[1]["ratings"].as_array().unwrap(), "label");
    assert_eq!(labels, ["Pants on Fire", "Half", "Unknown"]);
    desk.api.leaves_all_as_it_is(desk.key(), &lines).await;
}

#[actix_web::test]
async fn are_not_added_for_a_line_that_fails() {
    let desk = Desk::start().await;
    let new = rated(json!({"label": "New", "normalized": "false"}), "en");
    let lacking = rated(json!({"label": "Lacking"}), "en");
    let line = with(a_line(), json!({"verdicts": [new, lacking]}));
    let pointer = "/verdicts/1/rating/label";
    desk.api
        .refuses_line(desk.key(), &line, pointer, "not_found")
        .await;
    let beyond = rated(
        json!({"label": "Beyond", "normalized": "true", "value": 6}),
        "en",
    );
    let line = with(a_line(), json!({"verdicts": [new, beyond]}));
    let results = desk.api.import(desk.key(), &[line, a_line()]).await;
    assert_eq!(column(&results, "status"), ["failed", "created"]);
    assert_eq!(
        results[0]["problem"]["errors"][0]["pointer"],
        "/verdicts/1/rating"
    );
    let scales = desk.api.list("/v1/rating-scales").await;
    assert_eq!(column(&scales, "name"), ["Five steps"]);
}

#[actix_web::test]
async fn of_a_draft_may_be_left_out() {
    let desk = Desk::start().await;
    let draft = json!({"language": "en", "rating": null});
    let (line, id) = desk.judged(&draft).await;
    assert_eq!(desk.verdicts(&id).await[0]["rating"], Value::Null);
    desk.api.leaves_all_as_it_is(desk.key(), &[line]).await;
}
