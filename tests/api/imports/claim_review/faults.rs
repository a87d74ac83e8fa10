//! What is wrong with ClaimReviews that come, and with how they come.

use super::*;

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
    assert_eq!(fault["pointer"], "/1/reviewRating/alternateName");
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
async fn a_label_that_no_scale_has_is_told_where_it_stands() {
    let desk = Desk::start().await;
    for (rating, pointer) in [
        (json!("Bogus"), "/reviewRating"),
        (json!({"name": "Bogus"}), "/reviewRating/name"),
        (
            json!({"alternateName": "Bogus"}),
            "/reviewRating/alternateName",
        ),
    ] {
        let review = with(a_review(1), json!({"reviewRating": rating}));
        let fault = &desk.sent(&review).await[0]["problem"]["errors"][0];
        assert_eq!(
            (&fault["pointer"], &fault["code"]),
            (&json!(pointer), &json!("unmapped_label"))
        );
    }
}

#[actix_web::test]
async fn labels_are_looked_up_letter_for_letter_before_they_are_cleaned() {
    let desk = Desk::start().await;
    let rating = |label: &str, value: i32, normalized: &str| json!({"label": label, "language": "en", "value": value, "normalized": normalized});
    let scale = json!({
        "name": "Marked", "worst": 1, "best": 5, "ratings": [
            rating("R&amp;D", 1, "false"), rating("R&D", 5, "true"), rating("Pants on Fire & <b>", 1, "false")
        ]
    });
    desk.api
        .made("/v1/rating-scales", &desk.newsroom.key, scale)
        .await;
    let labels = [
        ("R&amp;D", "R&amp;D"),
        ("R&D", "R&D"),
        (" R&amp;D ", "R&D"),
        ("Pants on Fire & <b>", "Pants on Fire & <b>"),
        ("<b>Benar</b>", "Benar"),
    ];
    for (number, (printed, label)) in labels.into_iter().enumerate() {
        let review = with(
            a_review(number),
            json!({"reviewRating": {"alternateName": printed}}),
        );
        for status in ["created", "unchanged"] {
            assert_eq!(statuses(&desk.sent(&review).await), [status], "{printed}");
        }
        assert_eq!(desk.verdicts().await[number]["rating"]["label"], label);
    }
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
        (vec!["/0/url"], &json!("unsafe_url"))
    );
    // What is wrong with the whole is told of the first.
    let faults = results[0]["faults"].as_array().unwrap();
    let pointers: Vec<&str> = faults.iter().map(|it| text(&it["pointer"])).collect();
    assert_eq!(pointers, ["/1", "/0/reviewRating"]);
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
