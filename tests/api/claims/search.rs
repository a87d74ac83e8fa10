//! Claims by what they say: `q`, facets, highlights.

use factcheck::search::{Ask, Filter, Kind, Order};

use super::*;

mod drafts;
mod long;
mod told;
mod words;

/// Claims of several languages and topics, by number.
async fn some(api: &Api) -> (Newsroom, Vec<Value>) {
    let newsroom = api.newsroom("one").await;
    let bodies = [
        json!({"text": "Vaccinated children were immunised against measles in 12,000 schools.", "language": "en",
               "kind": "statistic", "tags": ["health"], "claim_date": "2024-01-01"}),
        json!({"text": "Measles has returned to Europe, the minister said.", "language": "en",
               "kind": "statement", "tags": ["health", "europe"], "claim_date": "2024-03-01"}),
        json!({"text": "Perusahaan itu menjadikan 12 ribu rumah sebagai sekolah.", "language": "id",
               "kind": "statistic", "tags": ["housing"], "claim_date": "2024-02-01"}),
        json!({"text": "A eleição foi anulada pelo tribunal.", "language": "pt-BR", "kind": "statement"}),
        json!({"text": "นายกรัฐมนตรีประกาศขึ้นค่าแรงขั้นต่ำทั่วประเทศ", "language": "th", "kind": "statement"}),
        json!({"text": "东京的电车票价明年上涨。", "language": "zh", "kind": "statement"}),
        json!({"text": "ارتفعت أسعار الخبز في القاهرة.", "language": "ar", "kind": "statement"}),
        json!({"text": "The WHO said so; who else would, on https://example.org/report?", "language": "en",
               "kind": "quote"}),
    ];
    let mut claims = Vec::new();
    for body in bodies {
        claims.push(api.made("/v1/claims", &newsroom.key, body).await);
    }
    (newsroom, claims)
}

/// The numbers of the claims that a query finds, best first.
async fn found(api: &Api, claims: &[Value], query: &[(&str, &str)]) -> Vec<usize> {
    let entries = api.walk(&path(query)).await;
    let number = |entry: &Value| {
        let is_same = |claim: &Value| claim["id"] == entry["id"];
        claims.iter().position(is_same).unwrap()
    };
    entries.iter().map(number).collect()
}

fn path(query: &[(&str, &str)]) -> String {
    let mut pairs = url::form_urlencoded::Serializer::new(String::new());
    format!("/v1/claims?{}", pairs.extend_pairs(query).finish())
}

#[actix_web::test]
async fn finds_words_in_their_forms_and_languages() {
    let api = Api::start().await;
    let (_, claims) = some(&api).await;
    for (q, expected) in [
        ("vaccinating", vec![0]),
        ("MEASLES", vec![1, 0]),
        ("measles minister", vec![1]),
        ("dijadikan rumah", vec![2]),
        ("12 thousand", vec![2, 0]),
        ("12K schools", vec![0]),
        ("eleicao", vec![3]),
        ("eleições anuladas", vec![3]),
        ("ค่าแรง", vec![4]),
        ("电车", vec![5]),
        ("الخبز", vec![6]),
        ("example.org/report", vec![7]),
        ("WHO", vec![7]),
        ("zzzzzz", vec![]),
    ] {
        let mut found = found(&api, &claims, &[("q", q)]).await;
        if q.starts_with("12 ") {
            found.sort_by(|a, b| b.cmp(a));
        }
        assert_eq!(found, expected, "{q}");
    }
}

#[actix_web::test]
async fn finds_phrases_beginnings_and_slips_and_leaves_out_what_is_excluded() {
    let api = Api::start().await;
    let (_, claims) = some(&api).await;
    for (q, expected) in [
        ("\"measles has returned\"", vec![1]),
        ("\"returned measles\"", vec![]),
        ("“minister said”", vec![1]),
        ("measles -minister", vec![0]),
        ("measles -\"has returned\"", vec![0]),
        ("immun", vec![0]),
        ("immun ", vec![]),
        ("mesles", vec![1, 0]),
        ("measels returned", vec![1]),
        ("-", vec![]),
        ("\"", vec![]),
    ] {
        let found = found(&api, &claims, &[("q", q)]).await;
        // What says nothing asks for nothing in particular.
        if matches!(q, "-" | "\"") {
            assert_eq!(found.len(), claims.len(), "{q}");
        } else {
            assert_eq!(found, expected, "{q}");
        }
    }
}

#[actix_web::test]
async fn words_that_say_nothing_need_not_be_there_and_are_no_slips() {
    let api = Api::start().await;
    let (newsroom, mut claims) = some(&api).await;
    for (text, language) in [
        ("The world is flat.", "en"),
        ("Vaccine war declared by minister.", "en"),
        ("Es war einmal ein Impfstoff.", "de"),
    ] {
        let body = json!({"text": text, "language": language, "kind": "statement"});
        claims.push(api.made("/v1/claims", &newsroom.key, body).await);
    }
    for (q, expected) in [
        ("would vaccine", vec![9, 0]),
        ("would the vaccinated children", vec![0]),
        ("would flat", vec![8]),
        ("wourld flat", vec![8]),
        ("\"measles has returned\" would", vec![1]),
        // What says nothing in another language does so in that one alone.
        ("returned war", vec![]),
        // There is nothing else to look for, and in German it is a word as well.
        ("war", vec![9, 10]),
        // Nobody wrote what is looked for.
        ("would zzzzzz", vec![]),
    ] {
        assert_eq!(found(&api, &claims, &[("q", q)]).await, expected, "{q}");
    }
    let shown = api.list("/v1/claims?q=would+flat&highlight=true").await;
    assert_eq!(
        shown[0]["highlights"][0]["snippet"],
        "The world is <mark>flat</mark>."
    );
}

#[actix_web::test]
async fn no_query_is_an_error() {
    let api = Api::start().await;
    some(&api).await;
    let long = "measles ".repeat(250);
    for q in [
        "((((",
        "AND OR NOT",
        "-\"",
        "*",
        "a:b~2^3",
        "[1 TO 5]",
        "\\",
        "\u{202e}x",
        "🦠",
        "'; DROP TABLE claims",
        "- - -",
        "--x",
        "\"a\" \"b\" \"c",
        "@ #",
        "1,1,1,1.1.1",
        long.trim(),
    ] {
        api.get(path(&[("q", q), ("highlight", "true"), ("facets", "tag")]))
            .await
            .expect(200);
    }
    let longer = "x".repeat(2001);
    api.get(path(&[("q", &longer)])).await.fault("/q", "length");
    api.get(path(&[("q", "")])).await.fault("/q", "required");
    api.get("/v1/claims?sort=relevance")
        .await
        .fault("/q", "required");
    api.get("/v1/claims?highlight=true")
        .await
        .fault("/q", "required");
    api.get("/v1/claims?facets=color")
        .await
        .fault("/facets", "invalid_value");
}

#[actix_web::test]
async fn combines_with_every_filter_and_sort() {
    let api = Api::start().await;
    let (newsroom, claims) = some(&api).await;
    let scale = api.scale(&newsroom).await;
    let draft = api.draft(&newsroom, &claims[1], &scale["ratings"][0]).await;
    let verdict = api.published(&newsroom, &draft).await;
    let normalized = text(&verdict["rating"]["normalized"]).to_owned();
    let organization = text(&verdict["organization"]["id"]).to_owned();
    let source = text(&verdict["evidence"][0]["source"]["id"]).to_owned();
    let claimant = api.claimant(&newsroom).await;
    let said = json!({"claimant_id": claimant["id"], "position": "asserts"});
    let statements = format!("/v1/claims/{}/statements", text(&claims[0]["id"]));
    api.made(&statements, &newsroom.key, said).await;
    for (name, value, expected) in [
        ("kind", "statistic", vec![0]),
        ("language", "en", vec![1, 0]),
        ("language", "id", vec![]),
        ("tag", "europe", vec![1]),
        ("tag", "nowhere", vec![]),
        ("claimant_id", text(&claimant["id"]), vec![0]),
        ("organization_id", &organization, vec![1]),
        ("source_id", &source, vec![1]),
        ("rating", &normalized, vec![1]),
        ("has_verdict", "true", vec![1]),
        ("has_verdict", "false", vec![0]),
        ("contested", "false", vec![1, 0]),
        ("contested", "true", vec![]),
        ("claimed_from", "2024-02-01", vec![1]),
        ("claimed_to", "2024-02-01", vec![0]),
        ("reviewed_from", "2024-10-01T00:00:00Z", vec![1]),
        ("reviewed_to", "2024-10-01T00:00:00Z", vec![]),
        ("updated_since", "2020-01-01T00:00:00Z", vec![1, 0]),
        ("sort", "created_at", vec![0, 1]),
        ("sort", "-created_at", vec![1, 0]),
        ("sort", "claim_date", vec![0, 1]),
        ("sort", "-claim_date", vec![1, 0]),
        ("sort", "-reviewed_at", vec![1, 0]),
        ("sort", "reviewed_at", vec![1, 0]),
    ] {
        let found = found(&api, &claims, &[("q", "measles"), (name, value)]).await;
        let mut expected = expected;
        if name != "sort" {
            expected.sort_unstable();
        }
        let mut found_ = found.clone();
        if name != "sort" {
            found_.sort_unstable();
        }
        assert_eq!(found_, expected, "{name}={value}");
    }
}

#[actix_web::test]
async fn finds_what_was_just_written_changed_and_deleted() {
    let api = Api::start().await;
    let (newsroom, claims) = some(&api).await;
    let id = text(&claims[3]["id"]);
    let q = "/v1/claims?q=court";
    assert_eq!(api.list(q).await.len(), 0);
    let translation = json!({"text": "The court annulled the election.", "method": "human"});
    let put = api.put(
        format!("/v1/claims/{id}/translations/en"),
        &newsroom.key,
        &translation,
    );
    put.await.expect(200);
    assert_eq!(column(&api.list(q).await, "id"), [id]);

    let claimant = api.claimant(&newsroom).await;
    let said = json!({"claimant_id": claimant["id"], "position": "asserts"});
    api.made(&format!("/v1/claims/{id}/statements"), &newsroom.key, said)
        .await;
    let name = json!({"name": "Ludmila Quasimodova"});
    let rename = format!("/v1/claimants/{}", text(&claimant["id"]));
    api.patch(rename, &newsroom.key, &name).await.expect(200);
    assert_eq!(
        column(&api.list("/v1/claims?q=quasimodova").await, "id"),
        [id]
    );

    let made = api
        .made(
            "/v1/claims",
            &newsroom.key,
            json!({"text": "Another court ruled.", "language": "en", "kind": "quote"}),
        )
        .await;
    assert_eq!(api.list(q).await.len(), 2);
    let delete = api.request("DELETE", format!("/v1/claims/{}", text(&made["id"])));
    delete.key(&newsroom.key).if_match("*").await;
    assert_eq!(column(&api.list(q).await, "id"), [id]);
}

#[actix_web::test]
async fn is_found_by_another_server_as_well() {
    let api = Api::start().await;
    let (newsroom, _) = some(&api).await;
    let other = api.state();
    let ask = || Ask {
        kind: Kind::Claim,
        q: Some("volcano".to_owned()),
        language: None,
        filter: Filter::default(),
        order: Order::Relevance(None),
        rows: 10,
        count: false,
        facets: Vec::new(),
    };
    assert_eq!(other.search.find(ask()).await.unwrap().hits.len(), 0);
    let body = json!({"text": "The volcano erupted.", "language": "en", "kind": "statement"});
    let made = api.made("/v1/claims", &newsroom.key, body).await;
    loop {
        let hits = other.search.find(ask()).await.unwrap().hits;
        if let Some(hit) = hits.first() {
            assert_eq!(hit.id.to_string(), text(&made["id"]));
            break;
        }
        tokio::task::yield_now().await;
    }
}
