//! The markup of others: what is wrong with it.

use super::*;

mod real;

const PATH: &str = "/v1/claim-reviews/validate";

async fn validated(api: &Api, markup: &Value) -> Value {
    api.request("POST", PATH).json(markup).await.expect(200)
}

async fn told_of(api: &Api, text: impl Into<Vec<u8>>) -> Value {
    let request = api.request("POST", PATH).bytes(text);
    let request = request.header("Content-Type", "application/json");
    request.await.expect(200)
}

/// A list of faults as pointers, codes and severities.
fn faults(list: &Value) -> Vec<(&str, &str, &str)> {
    let faults = list.as_array().unwrap().iter();
    faults
        .map(|fault| {
            (
                text(&fault["pointer"]),
                text(&fault["code"]),
                text(&fault["severity"]),
            )
        })
        .collect()
}

#[actix_web::test]
async fn has_nothing_to_say_of_a_sound_one() {
    let api = Api::start().await;
    assert_eq!(
        validated(&api, &a_claim_review()).await,
        json!({
            "data": [{
                "pointer": "",
                "url": "https://checks.example/2024/soldiers",
                "valid": true,
                "faults": [],
            }],
            "faults": [],
            "counts": {"reviews": 1, "valid": 1, "required": 0, "recommended": 0, "suspicious": 0},
            "truncated": false,
        })
    );
}

#[actix_web::test]
async fn tells_what_nobody_can_take() {
    let api = Api::start().await;
    for (name, wrong, code) in [
        ("url", json!("javascript:alert(1)"), "unsafe_url"),
        ("url", json!("data:text/html,<b>"), "unsafe_url"),
        ("url", json!("/2024/soldiers"), "relative_url"),
        ("url", Value::Null, "missing"),
        ("claimReviewed", json!(""), "blank"),
        ("claimReviewed", json!(["a", "b"]), "several_values"),
        ("reviewRating", json!([]), "blank"),
    ] {
        let mut markup = a_claim_review();
        markup[name] = wrong;
        let told = validated(&api, &markup).await;
        let pointer = format!("/{name}");
        let expected = [(pointer.as_str(), code, "required")];
        assert_eq!(faults(&told["data"][0]["faults"]), expected);
        assert_eq!(told["data"][0]["valid"], false);
        assert_eq!(told["counts"]["required"], 1);
        assert_eq!(told["counts"]["valid"], 0);
    }
}

#[actix_web::test]
async fn takes_one_a_list_a_graph_and_a_feed() {
    let api = Api::start().await;
    let one = |name: &str| {
        let mut one = a_claim_review();
        one["url"] = format!("https://checks.example/{name}").into();
        one
    };
    let context = "https://schema.org";
    let item = json!({"@type": "DataFeedItem", "item": [one("a")]});
    let feed = json!({
        "@context": context, "@type": "DataFeed",
        "dataFeedElement": [item, null, {"@type": "DataFeedItem", "item": null}],
    });
    for (markup, pointers) in [
        (one("a"), vec![""]),
        (json!([one("a"), one("b")]), vec!["/0", "/1"]),
        (
            json!({"@context": context, "@graph": [{"@type": "WebPage"}, one("a")]}),
            vec!["/@graph/1"],
        ),
        (
            json!({"@context": context, "@type": "NewsArticle", "review": one("a")}),
            vec!["/review"],
        ),
        (feed, vec!["/dataFeedElement/0/item/0"]),
    ] {
        let told = validated(&api, &markup).await;
        let found = told["data"].as_array().unwrap().iter();
        let found: Vec<&str> = found.map(|it| text(&it["pointer"])).collect();
        assert_eq!(found, pointers);
        assert_eq!(told["counts"]["valid"], pointers.len());
        let gaps = markup["dataFeedElement"].is_array();
        assert_eq!(
            faults(&told["faults"]),
            match gaps {
                true => vec![
                    ("/dataFeedElement/1", "null_element", "suspicious"),
                    ("/dataFeedElement/2/item", "null_element", "suspicious"),
                ],
                false => vec![],
            }
        );
    }
    let none = validated(&api, &json!({"@type": "WebPage"})).await;
    assert_eq!(none["data"], json!([]));
    assert_eq!(
        faults(&none["faults"]),
        [("", "no_claim_review", "required")]
    );
}

#[actix_web::test]
async fn tells_what_makes_a_text_no_json() {
    let api = Api::start().await;
    let deep = ["[".repeat(200_000), "]".repeat(200_000)].concat();
    for (body, code) in [
        (
            r#"{"claimReviewed": "He said "no" to it"}"#,
            "unescaped_quote",
        ),
        ("{\"claimReviewed\": \"one\ntwo\"}", "raw_control_character"),
        (
            "<script type=\"application/ld+json\">{}</script>",
            "html_page",
        ),
        ("", "malformed_json"),
        ("{", "malformed_json"),
        ("{\"a\": 1,}", "malformed_json"),
        ("\u{feff}{}", "no_claim_review"),
        (r#"{"a": "\ud800"}"#, "malformed_json"),
        (r#"{"a": 1e999}"#, "malformed_json"),
        (deep.as_str(), "too_deep"),
    ] {
        let told = told_of(&api, body).await;
        assert_eq!(faults(&told["faults"]), [("", code, "required")]);
        assert_eq!(told["counts"]["required"], 1);
        assert_eq!(told["data"], json!([]));
    }
    let told = told_of(&api, b"{\"a\": \"\xff\"}".as_slice()).await;
    assert_eq!(
        faults(&told["faults"]),
        [("", "malformed_json", "required")]
    );
}

#[actix_web::test]
async fn answers_whatever_is_hostile() {
    let api = Api::start().await;
    let before = api.contents().await;
    let tags = |count: usize| "<b>".repeat(count);
    let mut nested = a_claim_review();
    for _ in 0..100 {
        nested = json!({"@graph": [nested]});
    }
    for (markup, code) in [
        (
            json!({"@type": "ClaimReview", "claimReviewed": tags(20_000)}),
            "blank",
        ),
        (
            json!({"@type": "ClaimReview", "claimReviewed": tags(200_000)}),
            "too_long",
        ),
        (json!({"@type": "ClaimReview", "url": [[[[]]]]}), "blank"),
        (nested, "too_deep"),
        (
            json!({"@type": "ClaimReview", "claimReviewed": "a\u{0}b<img onerror=x>"}),
            "control_character",
        ),
        (json!({"a".repeat(500_000): 1}), "no_claim_review"),
        (json!(12), "wrong_type"),
    ] {
        let told = validated(&api, &markup).await;
        let reviews = told["data"].as_array().unwrap().iter();
        let mut all: Vec<&str> = reviews
            .flat_map(|review| faults(&review["faults"]))
            .map(|(_, code, _)| code)
            .collect();
        all.extend(faults(&told["faults"]).iter().map(|(_, code, _)| *code));
        assert!(all.contains(&code), "{all:?}");
        assert!(told.to_string().len() < 10_000);
    }
    assert_eq!(api.contents().await, before);
}

#[actix_web::test]
async fn takes_a_thousand_and_no_more() {
    let api = Api::start().await;
    let pages = |count: usize| -> Value {
        let pages = (0..count).map(|n| json!({"@type": "ClaimReview", "url": n.to_string()}));
        json!({"@graph": pages.collect::<Value>()})
    };
    let told = validated(&api, &pages(1_000)).await;
    assert_eq!(told["counts"]["reviews"], 1_000);
    let more = api.request("POST", PATH).json(&pages(1_001));
    more.await.fault("/@graph/1000", "length");
}

#[actix_web::test]
async fn lists_ten_thousand_faults_and_says_that_there_are_more() {
    let api = Api::start().await;
    let wrong = |count: usize| -> Value {
        let bad = json!({"@type": "ClaimReview", "citation": vec![json!(5); count]});
        vec![bad; 500].into()
    };
    let told = validated(&api, &wrong(1)).await;
    assert_eq!(told["truncated"], false);
    let told = validated(&api, &wrong(40)).await;
    let counts = ["required", "recommended", "suspicious"];
    let counts = counts.map(|name| told["counts"][name].as_u64().unwrap());
    assert_eq!(counts.iter().sum::<u64>(), 10_000);
    assert_eq!(told["truncated"], true);
    assert_eq!(told["counts"]["valid"], 0);
}

#[actix_web::test]
async fn takes_json_ld_by_its_own_name() {
    let api = Api::start().await;
    for media_type in ["application/ld+json", "application/ld+json; charset=utf-8"] {
        let request = api.request("POST", PATH).json(&a_claim_review());
        let told = request.header("Content-Type", media_type).await.expect(200);
        assert_eq!(told["counts"]["valid"], 1);
    }
    let request = api.request("POST", PATH).json(&a_claim_review());
    let page = request.header("Content-Type", "text/html").await;
    page.problem(415, "unsupported_media_type");
}
