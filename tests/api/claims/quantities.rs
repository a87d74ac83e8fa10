//! Figures, and how claims are found by them.

use super::*;

async fn stating(api: &Api, newsroom: &Newsroom, letter: &str, quantities: Value) {
    let body = with(a_claim(), json!({"text": letter, "quantities": quantities}));
    api.made("/v1/claims", &newsroom.key, body).await;
}

#[actix_web::test]
async fn finds_claims_by_their_figures() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    for (letter, quantities) in [
        (
            "a",
            json!([{"subject": "soldiers", "comparator": "eq", "value": 12000}]),
        ),
        (
            "b",
            json!([{"subject": "soldiers", "comparator": "approx", "value": 3000.5}]),
        ),
        (
            "c",
            json!([{"subject": "soldiers", "comparator": "between", "value": 500, "value_max": 1000}]),
        ),
        (
            "d",
            json!([
                {"subject": "officers", "comparator": "eq", "value": 12000},
                {"subject": "soldiers", "comparator": "eq", "value": -5}
            ]),
        ),
        (
            "e",
            json!([{"subject": "a \"quoted\\ $ subject", "comparator": "eq", "value": 1}]),
        ),
        ("f", json!([])),
    ] {
        stating(&api, &newsroom, letter, quantities).await;
    }
    let sorted = "/v1/claims?sort=created_at&quantity_subject=soldiers";
    for (bounds, letters) in [
        ("", "abcd"),
        ("&quantity_min=1000", "abc"),
        ("&quantity_min=1000.5", "ab"),
        ("&quantity_min=3000.5&quantity_max=3000.5", "b"),
        ("&quantity_max=500", "cd"),
        ("&quantity_max=499", "d"),
        ("&quantity_min=600&quantity_max=700", "c"),
        ("&quantity_min=-5&quantity_max=-5", "d"),
        ("&quantity_min=12001", ""),
    ] {
        let found = api.walk(&format!("{sorted}{bounds}")).await;
        assert_eq!(column(&found, "text").concat(), letters, "{bounds}");
    }
    let quoted = "a%20%22quoted%5C%20%24%20subject";
    let found = format!("/v1/claims?quantity_subject={quoted}&quantity_min=1");
    assert_eq!(column(&api.list(found).await, "text"), ["e"]);
    let spelled = api.list("/v1/claims?quantity_subject=Soldiers").await;
    assert_eq!(spelled, Vec::<Value>::new());
    api.counts(&format!("{sorted}&quantity_min=1000"), 3).await;
    let cursor = api.cursor(&format!("{sorted}&quantity_min=1000")).await;
    let other = format!("{sorted}&quantity_min=999&cursor={cursor}");
    api.get(other).await.problem(400, "cursor_mismatch");
}

#[actix_web::test]
async fn refuses_bounds_of_nothing() {
    let api = Api::start().await;
    for (query, pointer, code) in [
        ("quantity_min=1", "/quantity_subject", "required"),
        ("quantity_max=1", "/quantity_subject", "required"),
        (
            "quantity_subject=x&quantity_min=2&quantity_max=1",
            "/quantity_max",
            "range",
        ),
        (
            "quantity_subject=x&quantity_min=many",
            "/quantity_min",
            "invalid_value",
        ),
        (
            "quantity_subject=x&quantity_min=NaN",
            "/quantity_min",
            "range",
        ),
        (
            "quantity_subject=x&quantity_max=inf",
            "/quantity_max",
            "range",
        ),
        ("quantity_subject=%20", "/quantity_subject", "blank"),
        (
            "quantity_subject=%00",
            "/quantity_subject",
            "control_character",
        ),
        ("contested=perhaps", "/contested", "invalid_value"),
    ] {
        let answer = api.get(format!("/v1/claims?{query}")).await;
        answer.fault(pointer, code);
    }
}

#[actix_web::test]
async fn are_kept_in_the_one_way_in_which_they_are_written() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    for (sent, kept) in [
        ("12000.0", "12000"),
        ("1.2e4", "12000"),
        ("-0.0", "0"),
        ("1.50", "1.5"),
        ("1e-3", "0.001"),
        ("1e15", "1000000000000000"),
    ] {
        let quantities =
            format!(r#"[{{"subject": "soldiers", "comparator": "eq", "value": {sent}}}]"#);
        let body = format!(
            r#"{{"text": "Some.", "language": "en", "kind": "statistic", "quantities": {quantities}}}"#
        );
        let request = api.request("POST", "/v1/claims").key(&newsroom.key);
        let request = request
            .bytes(body)
            .header("Content-Type", "application/json");
        let made = request.await.expect(201);
        assert_eq!(made["quantities"][0]["value"].to_string(), kept, "{sent}");
    }
}

#[actix_web::test]
async fn what_is_no_number_or_no_range_is_refused() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    for (quantity, pointer, code) in [
        (
            json!({"value": "12.000"}),
            "/quantities/0/value",
            "wrong_type",
        ),
        (json!({"value": null}), "/quantities/0/value", "wrong_type"),
        (json!({"value": true}), "/quantities/0/value", "wrong_type"),
        (
            json!({"comparator": "between", "value": 5, "value_max": 5}),
            "/quantities/0/value_max",
            "range",
        ),
        (
            json!({"comparator": "between", "value": 5, "value_max": 4}),
            "/quantities/0/value_max",
            "range",
        ),
        (
            json!({"comparator": "between", "value": 5}),
            "/quantities/0/value_max",
            "required",
        ),
        (
            json!({"comparator": "gt", "value": 5, "value_max": 6}),
            "/quantities/0/value_max",
            "not_allowed",
        ),
    ] {
        let quantity = with(json!({"subject": "soldiers", "comparator": "eq"}), quantity);
        let body = with(a_claim(), json!({"quantities": [quantity]}));
        let answer = api.post("/v1/claims", &newsroom.key, &body).await;
        answer.fault(pointer, code);
    }
}
