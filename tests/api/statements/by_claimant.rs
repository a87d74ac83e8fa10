//! Everything that one voice said, of whatever claim.

use super::*;

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
async fn filters() {
    let (api, newsroom, ann) = start().await;
    let claim = api.claim(&newsroom).await;
    let mut made = Vec::new();
    for (position, said_on) in [
        ("asserts", json!("2024-10-01")),
        ("denies", json!("2024-10-20")),
        ("asserts", json!("2024-10-28")),
        ("asserts", Value::Null),
    ] {
        made.push(said(&api, &newsroom, &claim, (&ann, position, said_on)).await);
    }
    let [first, second, third, undated] = [0, 1, 2, 3].map(|place| &made[place]);
    for (query, expected) in [
        ("", ids([third, second, first, undated])),
        ("position=asserts", ids([third, first, undated])),
        ("position=retracts", vec![]),
        ("said_from=2024-10-20", ids([third, second])),
        ("said_from=2024-10-21", ids([third])),
        ("said_to=2024-10-20", ids([second, first])),
        ("said_to=2024-10-19", ids([first])),
        ("said_from=2024-10-20&said_to=2024-10-20", ids([second])),
        ("said_to=2024-10-20&position=asserts", ids([first])),
        ("said_from=2024-10-28&said_to=2024-10-01", vec![]),
        ("sort=said_on", ids([first, second, third, undated])),
        (
            "sort=-said_on&position=asserts",
            ids([third, first, undated]),
        ),
    ] {
        let listed = api.list(format!("{}?{query}", list(&ann))).await;
        assert_eq!(ids(&listed), expected, "{query}");
    }
    for (query, pointer, code) in [
        ("said_from=yesterday", "/said_from", "invalid_value"),
        ("said_to=0000-01-01", "/said_to", "range"),
        ("position=shrugs", "/position", "invalid_value"),
        ("sort=position", "/sort", "invalid_value"),
    ] {
        let answer = api.get(format!("{}?{query}", list(&ann))).await;
        answer.fault(pointer, code);
    }
}

#[actix_web::test]
async fn pages_visit_every_statement_once_and_the_undated_last() {
    let (api, newsroom, ann) = start().await;
    let claims = [api.claim(&newsroom).await, api.claim(&newsroom).await];
    let days = [
        Some("2024-10-28"),
        None,
        Some("2024-10-29"),
        Some("2024-10-28"),
        None,
    ];
    let mut made = Vec::new();
    for (n, day) in days.into_iter().enumerate() {
        let claim = &claims[n % 2];
        let one = said(&api, &newsroom, claim, (&ann, "asserts", json!(day))).await;
        made.push(id(&one));
    }
    let order = |places: [usize; 5]| places.map(|place| made[place]).to_vec();
    for (query, expected) in [
        ("", order([2, 3, 0, 4, 1])),
        ("?sort=said_on", order([0, 3, 2, 1, 4])),
    ] {
        let list = format!("{}{query}", list(&ann));
        let whole = api.list(&list).await;
        assert_eq!(ids(&whole), expected, "{query}");
        assert_eq!(api.walk(&list).await, whole, "{query}");
    }
}

#[actix_web::test]
async fn counts_what_the_filter_leaves_when_asked() {
    let (api, newsroom, ann) = start().await;
    let bob = claimant(&api, &newsroom, "Bob").await;
    let claim = api.claim(&newsroom).await;
    for (who, position) in [
        (&ann, "denies"),
        (&ann, "denies"),
        (&ann, "asserts"),
        (&bob, "denies"),
    ] {
        said(&api, &newsroom, &claim, (who, position, Value::Null)).await;
    }
    api.counts(&list(&ann), 3).await;
    api.counts(&format!("{}?position=denies", list(&ann)), 2)
        .await;
}

#[actix_web::test]
async fn a_cursor_continues_its_own_query_in_any_language() {
    let (api, newsroom, ann) = start().await;
    let bob = claimant(&api, &newsroom, "Bob").await;
    let claim = api.claim(&newsroom).await;
    for who in [&ann, &ann, &ann, &bob] {
        said(&api, &newsroom, &claim, (who, "denies", Value::Null)).await;
    }
    let others = ["sort=said_on", "position=denies", "said_from=2024-10-01"];
    api.binds_cursors(&list(&ann), &others).await;
    let cursor = api.cursor(&list(&ann)).await;
    let foreign = api.get(format!("{}?cursor={cursor}", list(&bob))).await;
    foreign.problem(400, "cursor_mismatch");
    let rest = api
        .list(format!("{}?lang=fr&cursor={cursor}", list(&ann)))
        .await;
    assert_eq!(rest.len(), 2);
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
