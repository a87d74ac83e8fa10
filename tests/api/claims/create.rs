//! New claims.

use super::*;

#[actix_web::test]
async fn stores_what_was_sent() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let sent = json!({
        "text": "Two ships carried\n3,000 soldiers.", "language": "EN-us", "kind": "statistic",
        "claim_date": "2024-10-01", "date_precision": "month", "location": "Vladivostok",
        "tags": ["ships"], "external_id": "a-1", "quantities": [
            {"subject": "soldiers", "comparator": "approx", "value": 3000, "unit": "persons", "as_of": "2024-10-13"},
            {"subject": "ships", "comparator": "between", "value": 2, "value_max": 2.5},
        ],
    });
    let answer = api.post("/v1/claims", &newsroom.key, &sent).await;
    let claim = answer.expect(201);
    for member in [
        "text",
        "kind",
        "claim_date",
        "date_precision",
        "location",
        "tags",
    ] {
        assert_eq!(claim[member], sent[member], "{member}");
    }
    assert_eq!(claim["language"], "en-US", "in canonical case");
    assert_eq!(
        claim["quantities"],
        json!([
            {"subject": "soldiers", "comparator": "approx", "value": 3000, "value_max": null, "unit": "persons", "as_of": "2024-10-13"},
            {"subject": "ships", "comparator": "between", "value": 2, "value_max": 2.5, "unit": null, "as_of": null},
        ])
    );
    let read = api.get(answer.header("location").unwrap()).await;
    assert_eq!(read.expect(200), claim);
    assert_eq!(read.etag(), answer.etag());
}

#[actix_web::test]
async fn fills_in_what_is_left_out() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    for absent in ["claim_date", "date_precision", "location"] {
        assert_eq!(claim[absent], Value::Null, "{absent}");
    }
    for empty in [
        "tags",
        "quantities",
        "translations",
        "claimants",
        "verdicts",
    ] {
        assert_eq!(claim[empty], json!([]), "{empty}");
    }
    assert_eq!(claim["version"], 1);
    assert_eq!(claim["created_by"]["slug"], "one");
    let mut dated = a_claim();
    dated["claim_date"] = "2024-10-13".into();
    let dated = api.made("/v1/claims", &newsroom.key, dated).await;
    assert_eq!(dated["date_precision"], "day");
}

/// Posts a claim with one other member.
async fn post_with(member: &str, value: Value) -> Answer {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let mut body = a_claim();
    body[member] = value;
    api.post("/v1/claims", &newsroom.key, &body).await
}

#[actix_web::test]
async fn rejects_what_is_no_language() {
    for wrong in [
        "",
        "e",
        "english",
        "en_US",
        "123",
        "en--US",
        "en-",
        "x-private",
        "i-klingon",
        "deutsch",
        "en US",
    ] {
        post_with("language", wrong.into())
            .await
            .fault("/language", "invalid_value");
    }
}

#[actix_web::test]
async fn rejects_dates_that_are_none_or_out_of_range() {
    for (wrong, code) in [
        ("2024-02-30", "invalid_value"),
        ("2024-13-01", "invalid_value"),
        ("yesterday", "invalid_value"),
        ("0000-12-31", "range"),
        ("+10000-01-01", "range"),
        ("-0001-01-01", "range"),
    ] {
        post_with("claim_date", wrong.into())
            .await
            .fault("/claim_date", code);
    }
    for right in ["0001-01-01", "9999-12-31"] {
        post_with("claim_date", right.into()).await.expect(201);
    }
}

#[actix_web::test]
async fn rejects_a_precision_of_no_date() {
    let answer = post_with("date_precision", "month".into()).await;
    answer.fault("/date_precision", "not_allowed");
}

#[actix_web::test]
async fn rejects_kinds_that_are_none() {
    post_with("kind", "rumour".into())
        .await
        .fault("/kind", "unknown_value");
}

#[actix_web::test]
async fn rejects_blank_text_and_lines_that_are_several() {
    post_with("text", " \n\t".into())
        .await
        .fault("/text", "blank");
    post_with("location", "Kursk\nRussia".into())
        .await
        .fault("/location", "control_character");
}

#[actix_web::test]
async fn rejects_tags_by_their_place() {
    post_with("tags", json!(["a", " "]))
        .await
        .fault("/tags/1", "blank");
    post_with("tags", json!(["a", "b", "a"]))
        .await
        .fault("/tags/2", "duplicate");
    post_with("tags", json!(["a", 1]))
        .await
        .fault("/tags/1", "wrong_type");
}

#[actix_web::test]
async fn rejects_quantities_that_are_no_range() {
    let one = |quantity: Value| post_with("quantities", json!([quantity]));
    let between = |min: i32, max: i32| json!({"subject": "s", "comparator": "between", "value": min, "value_max": max});
    one(between(3, 3))
        .await
        .fault("/quantities/0/value_max", "range");
    one(between(3, 2))
        .await
        .fault("/quantities/0/value_max", "range");
    one(between(3, 4)).await.expect(201);
    one(json!({"subject": "s", "comparator": "between", "value": 1}))
        .await
        .fault("/quantities/0/value_max", "required");
    one(json!({"subject": "s", "comparator": "eq", "value": 1, "value_max": 2}))
        .await
        .fault("/quantities/0/value_max", "not_allowed");
    one(json!({"subject": "s", "comparator": "eq", "value": "1"}))
        .await
        .fault("/quantities/0/value", "wrong_type");
    one(json!({"subject": "s", "comparator": "about", "value": 1}))
        .await
        .fault("/quantities/0/comparator", "unknown_value");
    one(json!({"subject": "s", "comparator": "eq", "value": 1, "as_of": "0000-01-01"}))
        .await
        .fault("/quantities/0/as_of", "range");
    one(json!({"subject": "s", "comparator": "eq", "value": 1, "of": 1}))
        .await
        .fault("/quantities/0/of", "unknown_field");
}

#[actix_web::test]
async fn gives_figures_back_to_the_last_digit() {
    let figures = [
        json!(0.30000000000000004),
        json!(1e-7),
        json!(-0.1),
        json!(999_999_999_999_999_i64),
    ];
    let quantities: Vec<Value> = figures
        .iter()
        .map(|value| json!({"subject": "s", "comparator": "eq", "value": value}))
        .collect();
    let made = post_with("quantities", json!(quantities)).await.expect(201);
    let given: Vec<&Value> = made["quantities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|q| &q["value"])
        .collect();
    assert_eq!(given, figures.iter().collect::<Vec<_>>());
    let beyond = json!([{"subject": "s", "comparator": "eq", "value": f64::MAX}]);
    post_with("quantities", beyond)
        .await
        .fault("/quantities/0/value", "range");
}

#[actix_web::test]
async fn tells_every_value_that_breaks_a_rule_at_once() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let body = json!({"text": "", "language": "en", "kind": "quote", "location": "", "tags": [""]});
    let answer = api.post("/v1/claims", &newsroom.key, &body).await;
    let problem = answer.problem(422, "validation_failed");
    let mut pointers = column(problem["errors"].as_array().unwrap(), "pointer");
    pointers.dedup();
    assert_eq!(pointers, ["/location", "/tags/0", "/text"]);
}

#[actix_web::test]
async fn an_external_id_is_unique_within_its_organization() {
    let api = Api::start().await;
    let (one, two) = (api.newsroom("one").await, api.newsroom("two").await);
    let mut body = a_claim();
    body["external_id"] = "x".into();
    api.made("/v1/claims", &one.key, body.clone()).await;
    api.made("/v1/claims", &two.key, body.clone()).await;
    let problem = api
        .post("/v1/claims", &one.key, &body)
        .await
        .problem(409, "duplicate");
    assert_eq!(problem["errors"][0]["pointer"], "/external_id");
}
