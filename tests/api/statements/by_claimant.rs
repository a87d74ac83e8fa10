//! Everything that one voice said, of whatever claim.

use super::*;

mod lists;

fn list(claimant: &Value) -> String {
    format!("/v1/claimants/{}/statements", text(&claimant["id"]))
}

async fn start() -> (Api, Newsroom, Value) {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let ann = claimant(&api, &newsroom, "Ann").await;
    (api, newsroom, ann)
}

/// A claim worded in English, and in French as well where there are words.
async fn worded(api: &Api, newsroom: &Newsroom, words: &str, french: Option<&str>) -> Value {
    let body = with(a_claim(), json!({"text": words}));
    let claim = api.made("/v1/claims", &newsroom.key, body).await;
    if let Some(french) = french {
        let path = format!("{}/translations/fr", claim_path(&claim));
        let body = json!({"text": french, "method": "machine"});
        api.put(path, &newsroom.key, &body).await.expect(200);
    }
    claim
}

/// The languages of an answer, and whether it depends on those that were asked for.
fn languages(answer: &Answer) -> (Option<String>, bool) {
    let vary = answer.headers.get_all("vary");
    let vary: Vec<&str> = vary.map(|value| value.to_str().unwrap()).collect();
    let depends = vary
        .join(",")
        .to_ascii_lowercase()
        .contains("accept-language");
    (answer.header("content-language"), depends)
}

#[actix_web::test]
async fn comes_latest_first_each_with_its_claim() {
    let (api, newsroom, ann) = start().await;
    let bob = claimant(&api, &newsroom, "Bob").await;
    let one = worded(&api, &newsroom, "One.", None).await;
    let two = worded(&api, &newsroom, "Two.", None).await;
    let first = said(
        &api,
        &newsroom,
        &one,
        (&ann, "asserts", json!("2024-10-01")),
    )
    .await;
    let last = said(&api, &newsroom, &two, (&ann, "denies", json!("2024-10-28"))).await;
    let undated = said(&api, &newsroom, &two, (&ann, "confirms", Value::Null)).await;
    let between = said(&api, &newsroom, &one, (&ann, "denies", json!("2024-10-20"))).await;
    said(
        &api,
        &newsroom,
        &one,
        (&bob, "asserts", json!("2024-10-02")),
    )
    .await;
    let of = |statement: Value, claim: &Value| {
        let summary = json!({
            "id": claim["id"], "text": claim["text"], "text_language": "en",
            "text_method": null, "original_text": claim["text"], "language": "en", "kind": "statistic"
        });
        with(statement, json!({"claim": summary}))
    };
    let expected = [
        of(last, &two),
        of(between, &one),
        of(first, &one),
        of(undated, &two),
    ];
    assert_eq!(api.list(list(&ann)).await, expected);
}

#[actix_web::test]
async fn what_it_reported_is_not_its_own() {
    let (api, newsroom, ann) = start().await;
    let bob = claimant(&api, &newsroom, "Bob").await;
    let claim = api.claim(&newsroom).await;
    let body = json!({
        "claimant_id": bob["id"], "via_claimant_id": ann["id"], "position": "asserts"
    });
    let reported = api.made(&path(&claim), &newsroom.key, body).await;
    assert_eq!(api.list(list(&ann)).await, Vec::<Value>::new());
    let own = api.list(list(&bob)).await;
    assert_eq!(ids(&own), ids([&reported]));
    assert_eq!(own[0]["via_claimant"]["name"], "Ann");
}

#[actix_web::test]
async fn claims_are_worded_in_the_language_that_is_wanted() {
    let (api, newsroom, ann) = start().await;
    let one = worded(&api, &newsroom, "One.", Some("Un.")).await;
    let two = worded(&api, &newsroom, "Two.", None).await;
    for (claim, day) in [(&one, "2024-10-28"), (&two, "2024-10-01")] {
        said(&api, &newsroom, claim, (&ann, "asserts", json!(day))).await;
    }
    let original = |words: &str| (words.to_owned(), json!("en"), Value::Null);
    let french = || ("Un.".to_owned(), json!("fr"), json!("machine"));
    for (query, header, texts, language) in [
        ("", None, [original("One."), original("Two.")], "en"),
        ("?lang=fr", None, [french(), original("Two.")], "en, fr"),
        ("?lang=fr-CA", None, [french(), original("Two.")], "en, fr"),
        (
            "?lang=fr&position=asserts&limit=1",
            Some("en"),
            [french(), french()],
            "fr",
        ),
        (
            "",
            Some("fr, en;q=0.5"),
            [french(), original("Two.")],
            "en, fr",
        ),
        ("", Some("de"), [original("One."), original("Two.")], "en"),
    ] {
        let request = api.get(format!("{}{query}", list(&ann)));
        let request = match header {
            Some(header) => request.header("Accept-Language", header),
            None => request,
        };
        let answer = request.await;
        let page = answer.expect(200);
        for (entry, (text, language, method)) in page["data"].as_array().unwrap().iter().zip(texts)
        {
            let worded = json!({
                "text": text, "text_language": language, "text_method": method, "language": "en"
            });
            assert_includes(&entry["claim"], &worded);
        }
        let told = languages(&answer);
        assert_eq!(
            told,
            (Some(language.to_owned()), true),
            "{query} {header:?}"
        );
    }
    let answer = api.get(format!("{}?lang=no_language", list(&ann))).await;
    answer.fault("/lang", "invalid_value");
}

#[actix_web::test]
async fn an_unknown_claimant_is_not_found() {
    let api = Api::start().await;
    let unknown = json!({"id": UNKNOWN});
    api.get(list(&unknown)).await.problem(404, "not_found");
}

#[actix_web::test]
async fn one_that_said_nothing_has_none() {
    let (api, newsroom, ann) = start().await;
    let bob = claimant(&api, &newsroom, "Bob").await;
    let claim = api.claim(&newsroom).await;
    said(&api, &newsroom, &claim, (&bob, "denies", Value::Null)).await;
    let answer = api.get(list(&ann)).await;
    assert_eq!(answer.expect(200), json!({"data": [], "next_cursor": null}));
    assert_eq!(languages(&answer), (None, true));
}

#[actix_web::test]
async fn is_not_sent_again_until_a_claim_is_worded_otherwise() {
    let (api, newsroom, ann) = start().await;
    let claim = worded(&api, &newsroom, "One.", None).await;
    said(&api, &newsroom, &claim, (&ann, "denies", Value::Null)).await;
    let tag = api.get(list(&ann)).await.etag();
    let held = || api.get(list(&ann)).header("If-None-Match", &tag);
    held().await.expect(304);
    let patch = json!({"text": "Another."});
    let patched = api.patch(claim_path(&claim), &newsroom.key, &patch).await;
    patched.expect(200);
    let read = held().await.expect(200);
    assert_eq!(read["data"][0]["claim"]["text"], "Another.");
}

#[actix_web::test]
async fn a_month_counts_as_its_first_day_whichever_is_given() {
    let (api, newsroom, ann) = start().await;
    let claim = api.claim(&newsroom).await;
    let path = format!("/v1/claims/{}/statements", text(&claim["id"]));
    for (position, day, precision) in [
        ("asserts", "2024-10-31", "month"),
        ("denies", "2024-10-28", "day"),
        ("retracts", "2024-12-31", "year"),
    ] {
        let body = json!({
            "claimant_id": ann["id"], "position": position, "said_on": day,
            "date_precision": precision
        });
        let made = api.made(&path, &newsroom.key, body).await;
        assert_eq!(made["said_on"], day, "as it was given");
    }
    for list in [path, list(&ann)] {
        let latest = api.walk(&list).await;
        assert_eq!(
            column(&latest, "position"),
            ["denies", "asserts", "retracts"]
        );
        let earliest = api.walk(&format!("{list}?sort=said_on")).await;
        assert_eq!(
            column(&earliest, "position"),
            ["retracts", "asserts", "denies"]
        );
    }
    let early = api.list(format!("{}?said_to=2024-10-10", list(&ann))).await;
    assert_eq!(column(&early, "position"), ["asserts", "retracts"]);
    let read = api.get(claim_path(&claim)).await.expect(200);
    assert_eq!(read["claimants"][0]["position"], "denies");
    let since = text(&read["updated_at"]);
    let path = format!("{}?include=statements", claim_path(&claim));
    let now = api.get(&path).await.expect(200);
    let past = api.get(format!("{path}&as_of={since}")).await.expect(200);
    assert_eq!(past, now);
}
