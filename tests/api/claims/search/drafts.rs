//! Drafts are found by their own organization, and change nothing in what others are told.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::*;

/// What stands in the drafts alone, and what it is a slip or a beginning of.
const SECRET: &str = "corruptiong";

/// Searches that would reach the drafts: by a beginning, by a slip of the hand, by a phrase, among
/// many words.
fn queries() -> [String; 6] {
    let many = "the bridge was closed in spring and nobody knows when it will be opened to cars";
    [
        "bridge closed corrup".to_owned(),
        "bridge closed corruptionng ".to_owned(),
        "bridge closed kitaplar ".to_owned(),
        format!("bridge {SECRET}"),
        format!("\"bridge closed\" -{SECRET}"),
        format!("{many} again for {SECRET}"),
    ]
}

/// The lists that take them.
const LISTS: [&str; 6] = [
    "/v1/verdicts?q=",
    "/v1/verdicts?status=draft&status=published&count=exact&q=",
    "/v1/claims?count=exact&highlight=true&facets=rating,language,organization&q=",
    "/v1/sources?count=exact&q=",
    "/v1/feeds/verdicts.json?sort=relevance&q=",
    "/v1alpha1/claims:search?query=",
];

/// What a cursor has in it, but for the time at which it was asked for.
fn opened(cursor: &str) -> Value {
    let sealed = URL_SAFE_NO_PAD.decode(cursor).unwrap();
    let mut place: Value = serde_json::from_slice(&sealed[8..]).unwrap();
    let mark = match place.pointer_mut("/p/m") {
        Some(mark) => mark,
        None => &mut place,
    };
    mark.as_object_mut().unwrap().remove("a").unwrap();
    place
}

/// All that a page tells, its cursor opened.
async fn told(api: &Api, key: Option<&str>, path: &str) -> Value {
    let size = if path.starts_with("/v1alpha1") {
        "pageSize"
    } else {
        "limit"
    };
    let mut request = api.get(format!("{path}&{size}=1"));
    if let Some(key) = key {
        request = request.key(key);
    }
    let mut page = request.await.expect(200);
    for name in ["next_cursor", "nextPageToken"] {
        if let Some(cursor) = page[name].as_str() {
            page[name] = opened(cursor);
        }
    }
    if let Some(next) = page["next_url"].as_str() {
        let (address, cursor) = next.split_once("cursor=").unwrap();
        page["next_url"] = json!([address, opened(cursor)]);
    }
    page
}

/// All that the public and the holder of a key are told.
async fn all_told(api: &Api, key: &str) -> Vec<Value> {
    let mut all = Vec::new();
    for list in LISTS {
        for q in queries() {
            let q: String = url::form_urlencoded::byte_serialize(q.as_bytes()).collect();
            all.push(told(api, None, &format!("{list}{q}")).await);
            if list.starts_with("/v1/") && !list.contains("feeds") {
                all.push(told(api, Some(key), &format!("{list}{q}")).await);
            }
        }
    }
    all
}

/// A newsroom with three verdicts and a draft of its own.
async fn a_newsroom(api: &Api) -> (Newsroom, Vec<Value>) {
    let newsroom = api.newsroom("one").await;
    let rating = api.scale(&newsroom).await["ratings"][0].clone();
    let mut claims = Vec::new();
    for n in 0..4 {
        let claim = json!({"text": format!("The bridge is closed, part {n}."), "language": "en", "kind": "statement"});
        let claim = api.made("/v1/claims", &newsroom.key, claim).await;
        let draft = api.draft(&newsroom, &claim, &rating).await;
        let title = json!({"title": format!("The bridge was closed in spring, part {n}")});
        let path = format!("/v1/verdicts/{}", text(&draft["id"]));
        let draft = api.patch(path, &newsroom.key, &title).await.expect(200);
        if n < 3 {
            api.published(&newsroom, &draft).await;
        }
        let source = json!({"title": format!("The bridge is closed, report {n}"), "citation": "-", "kind": "report"});
        api.made("/v1/sources", &newsroom.key, source).await;
        claims.push(claim);
    }
    (newsroom, claims)
}

#[actix_web::test]
async fn those_of_others_change_nothing() {
    let api = Api::start().await;
    let (newsroom, claims) = a_newsroom(&api).await;
    let before = all_told(&api, &newsroom.key).await;
    let other = api.newsroom("other").await;
    for (n, claim) in claims.iter().enumerate() {
        for language in ["en", "tr"] {
            let draft = json!({
                "claim_id": claim["id"], "language": language,
                "title": format!("The bridge was closed for {SECRET} {n}"),
                "summary": "Bridge bridge bridge, kitap corruptions."
            });
            api.made("/v1/verdicts", &other.key, draft).await;
        }
    }
    let after = all_told(&api, &newsroom.key).await;
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(after, before);
    }
    let found = async |key: &str, q: &str| {
        let path = format!("/v1/verdicts?limit=100&q={q}");
        api.list_as(key, path).await.len()
    };
    for q in ["corrup", "corruptionng", SECRET, "kitaplar"] {
        assert_eq!(found(&other.key, q).await, 8, "{q}");
        assert_eq!(found(&newsroom.key, q).await, 0, "{q}");
    }
    assert_eq!(found(&other.key, "bridge+closed").await, 11);
    assert_eq!(found(&newsroom.key, "bridge+closed").await, 4);
}

#[actix_web::test]
async fn ones_own_are_among_what_is_public() {
    let api = Api::start().await;
    let (newsroom, _) = a_newsroom(&api).await;
    for (query, drafts, published) in [
        ("q=bridge+spring", 1, 3),
        ("q=bridge+sprin", 1, 3),
        ("q=bridge+sprong", 1, 3),
        ("q=%22closed+in+spring%22", 1, 3),
        ("q=bridge+-spring", 0, 0),
        ("q=-spring", 0, 0),
        ("q=-winter", 1, 3),
        ("q=bridge&status=draft", 1, 0),
        ("q=bridge&status=published", 0, 3),
        ("q=bridge&sort=created_at", 1, 3),
        ("q=bridge&language=en", 1, 3),
        ("q=bridge&language=de", 0, 0),
        (
            "q=the+bridge+was+closed+in+spring+as+we+all+know+and+so+it+is+in+this+year",
            1,
            3,
        ),
    ] {
        let path = format!("/v1/verdicts?count=exact&{query}");
        let found = api.walk_as(&newsroom.key, &path).await;
        let drafted = found.iter().filter(|it| it["status"] == "draft").count();
        assert_eq!(
            (drafted, found.len() - drafted),
            (drafts, published),
            "{query}"
        );
        let page = api.get(&path).key(&newsroom.key).await.expect(200);
        assert_eq!(page["total"], drafts + published, "{query}");
        assert_eq!(api.walk(&path).await.len(), published, "{query}");
    }
}

#[actix_web::test]
async fn are_found_by_others_once_they_are_published() {
    let api = Api::start().await;
    let (newsroom, claims) = some(&api).await;
    let scale = api.scale(&newsroom).await;
    let draft = api.draft(&newsroom, &claims[1], &scale["ratings"][0]).await;
    let title = json!({"title": "Astonishing discovery"});
    let change = format!("/v1/verdicts/{}", text(&draft["id"]));
    let draft = api.patch(change, &newsroom.key, &title).await.expect(200);
    assert_eq!(api.list("/v1/claims?q=astonishing").await.len(), 0);
    let public = api.list("/v1/verdicts?q=astonishing&status=draft").await;
    assert_eq!(public.len(), 0);
    let other = api.newsroom("other").await;
    let theirs = api
        .list_as(&other.key, "/v1/verdicts?q=astonishing&status=draft")
        .await;
    assert_eq!(theirs.len(), 0);
    let own = api
        .list_as(&newsroom.key, "/v1/verdicts?q=astonishing&status=draft")
        .await;
    assert_eq!(column(&own, "id"), [text(&draft["id"])]);
    api.published(&newsroom, &draft).await;
    assert_eq!(api.list("/v1/claims?q=astonishing").await.len(), 1);
}
