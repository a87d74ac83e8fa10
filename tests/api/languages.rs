//! Texts in the language that a reader wants.

use serde_json::{Value, json};

use crate::support::*;

const ORIGINAL: &str = "Pasukan itu berlatih di lima pangkalan.";
const ENGLISH: &str = "The troops are trained at five bases.";
const FRENCH: &str = "Les troupes s'entraînent.";

/// A claim in Indonesian with a translation by a person and one by a machine.
async fn translated(api: &Api) -> (Newsroom, String) {
    let newsroom = api.newsroom("one").await;
    let body = with(a_claim(), json!({"text": ORIGINAL, "language": "id"}));
    let claim = api.made("/v1/claims", &newsroom.key, body).await;
    let path = format!("/v1/claims/{}", id(&claim));
    for (language, text, method) in [("en", ENGLISH, "human"), ("fr-CA", FRENCH, "machine")] {
        let body = json!({"text": text, "method": method});
        let path = format!("{path}/translations/{language}");
        api.put(path, &newsroom.key, &body).await.expect(200);
    }
    (newsroom, path)
}

/// What is shown, of which language, and who translated it.
fn shown(claim: &Value) -> (&str, &str, &Value) {
    // The original is there whatever is shown.
    assert_eq!(claim["original_text"], ORIGINAL);
    assert_eq!(claim["language"], "id");
    (
        text(&claim["text"]),
        text(&claim["text_language"]),
        &claim["text_method"],
    )
}

fn varies(answer: &Answer) -> bool {
    let mut values = answer.headers.get_all("vary");
    values.any(|value| value.to_str().unwrap().contains("Accept-Language"))
}

#[actix_web::test]
async fn the_original_is_shown_unless_another_is_asked_for() {
    let api = Api::start().await;
    let (_, path) = translated(&api).await;
    let original = (ORIGINAL, "id", &Value::Null);
    let english = (ENGLISH, "en", &json!("human"));
    let french = (FRENCH, "fr-CA", &json!("machine"));
    for (header, query, expected) in [
        ("", "", original),
        ("*", "", original),
        ("de", "", original),
        ("en", "", english),
        ("en-GB, de", "", english),
        ("de, en;q=0.1", "", english),
        ("id, en", "", original),
        ("id;q=0.5, en", "", english),
        ("fr-CA", "", french),
        ("fr", "", original),
        ("fr-ca-x-quebec", "", french),
        ("%%%, ;, en;q=x", "", original),
        ("en", "?lang=fr-CA", french),
        ("en", "?lang=id", original),
        ("en", "?lang=de", original),
        ("", "?lang=en-US", english),
    ] {
        for path in [format!("{path}{query}"), format!("/v1/claims{query}")] {
            let mut request = api.get(&path);
            if !header.is_empty() {
                request = request.header("Accept-Language", header);
            }
            let answer = request.await;
            let body = answer.expect(200);
            let claim = body.get("data").map_or(&body, |data| &data[0]);
            assert_eq!(shown(claim), expected, "{header:?} {path}");
            let language = answer.header("content-language");
            assert_eq!(language.as_deref(), Some(expected.1), "{header:?} {path}");
            assert!(varies(&answer), "{path}");
        }
    }
}

#[actix_web::test]
async fn what_is_no_language_is_refused() {
    let api = Api::start().await;
    let (_, path) = translated(&api).await;
    for path in [&path, "/v1/claims"] {
        let answer = api.get(format!("{path}?lang=english!")).await;
        answer.fault("/lang", "invalid_value");
    }
}

#[actix_web::test]
async fn each_language_has_a_tag_of_its_own_and_one_version() {
    let api = Api::start().await;
    let (newsroom, path) = translated(&api).await;
    let original = api.get(&path).await.etag();
    let english = api.get(format!("{path}?lang=en")).await.etag();
    assert_ne!(original, english);
    let held = api.get(&path).header("Accept-Language", "en");
    let held = held.header("If-None-Match", english.as_str()).await;
    held.expect(304);
    assert!(varies(&held));
    let other = api.get(&path).header("If-None-Match", english.as_str());
    assert_eq!(shown(&other.await.expect(200)).1, "id");
    // Who has read a translation may change the claim.
    let request = api.patch(&path, &newsroom.key, &json!({"location": "Kursk"}));
    let changed = request.if_match(&english).await.expect(200);
    assert_eq!(
        shown(&changed).1,
        "id",
        "a change answers with the original"
    );
}

#[actix_web::test]
async fn what_is_written_is_the_original() {
    let api = Api::start().await;
    let (newsroom, path) = translated(&api).await;
    let history = api.list(format!("{path}/history")).await;
    assert_eq!(shown(&history[0]["snapshot"]).0, ORIGINAL);
    let request = api.patch(&path, &newsroom.key, &json!({"text": "Lain."}));
    let changed = request.header("Accept-Language", "en").await.expect(200);
    assert_eq!(changed["text"], "Lain.");
    assert_eq!(changed["original_text"], "Lain.");
    // A claim that was read in translation imports as it was worded.
    let read = api.get(format!("{path}?lang=en")).await.expect(200);
    assert_eq!(read["text"], ENGLISH);
    let before = api.get(&path).await.expect(200);
    let mut line = read;
    line["verdicts"].take();
    let results = api.import(&newsroom.key, &[line]).await;
    assert_eq!(results[0]["status"], "unchanged", "{results:?}");
    assert_eq!(api.get(&path).await.expect(200), before);
}

#[actix_web::test]
async fn the_past_is_told_in_any_language_as_well() {
    let api = Api::start().await;
    let (newsroom, path) = translated(&api).await;
    let then = api.get(&path).await.expect(200);
    let english = api.get(format!("{path}?lang=en")).await.expect(200);
    let changed = json!({"text": "They train.", "method": "machine"});
    let translation = format!("{path}/translations/en");
    api.put(translation, &newsroom.key, &changed)
        .await
        .expect(200);
    let since = text(&then["updated_at"]);
    let past = api.get(format!("{path}?as_of={since}&lang=en")).await;
    assert_eq!(past.header("content-language").as_deref(), Some("en"));
    assert_eq!(past.expect(200), english);
    let now = api.get(format!("{path}?lang=en")).await.expect(200);
    assert_eq!(shown(&now), ("They train.", "en", &json!("machine")));
}

#[actix_web::test]
async fn a_list_names_each_language_once() {
    let api = Api::start().await;
    let (newsroom, _) = translated(&api).await;
    for _ in 0..2 {
        let body = with(a_claim(), json!({"language": "de"}));
        api.made("/v1/claims", &newsroom.key, body).await;
    }
    let answer = api.get("/v1/claims?lang=en").await;
    let languages = answer.header("content-language");
    assert_eq!(languages.as_deref(), Some("de, en"));
    let none = api.get("/v1/claims?language=sv").await;
    assert_eq!(none.header("content-language"), None);
    // Pages may be turned in another language.
    let cursor = api.cursor("/v1/claims?lang=en").await;
    let page = api.get(format!("/v1/claims?lang=fr&cursor={cursor}")).await;
    assert_eq!(page.expect(200)["data"].as_array().unwrap().len(), 2);
}
