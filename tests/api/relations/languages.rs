//! The claim at the other end, in the language that the reader wants.

use super::*;
use crate::support::client::Request;

/// A relation to a claim in English that has a French translation.
async fn scene(api: &Api) -> (Value, Value, Value) {
    let newsroom = api.newsroom("one").await;
    let [from, other] = claims(api, &newsroom).await;
    translated(api, &newsroom, &other).await;
    let relation = related(api, &newsroom, &from, "contradicts", &other).await;
    (from, other, relation)
}

const FRENCH: (&str, &str) = ("Autrement.", "fr");
const ENGLISH: (&str, &str) = ("Claim 1.", "en");

#[track_caller]
fn assert_worded(brief: &Value, (words, language): (&str, &str)) {
    let method = if language == "en" {
        Value::Null
    } else {
        "human".into()
    };
    let told = json!({
        "text": words, "text_language": language, "text_method": method, "language": "en"
    });
    assert_includes(brief, &told);
}

/// Tells caches and readers of the language.
#[track_caller]
fn assert_labelled(answer: &Answer, language: &str) {
    let told = answer.header("content-language");
    assert_eq!(told.as_deref(), Some(language));
    let mut varies = answer.headers.get_all("vary");
    let is_told = varies.any(|value| value.to_str().unwrap().contains("Accept-Language"));
    assert!(is_told, "{answer:?}");
}

/// Requests by what they ask for: the query's language, and the header's.
async fn asks(api: &Api, path: &str, found: impl Fn(&Value) -> Value) {
    let wanting = |lang: &str, header: &str| -> Request {
        let joint = if path.contains('?') { '&' } else { '?' };
        let query = match lang {
            "" => String::new(),
            lang => format!("{joint}lang={lang}"),
        };
        let request = api.get(format!("{path}{query}"));
        match header {
            "" => request,
            header => request.header("Accept-Language", header),
        }
    };
    for (lang, header, expected) in [
        ("", "", ENGLISH),
        ("fr", "", FRENCH),
        ("FR-ca", "", FRENCH),
        ("de", "", ENGLISH),
        ("", "fr-CA, en;q=0.5", FRENCH),
        ("", "fr;q=0.5, en", ENGLISH),
        ("fr", "en", FRENCH),
        ("de", "fr", ENGLISH),
    ] {
        let answer = wanting(lang, header).await;
        assert_worded(&found(&answer.expect(200)), expected);
        assert_labelled(&answer, expected.1);
    }
    let answer = wanting("klingon", "").await;
    answer.fault("/lang", "invalid_value");
    let (english, french) = (wanting("", "").await, wanting("fr", "").await);
    assert_ne!(english.etag(), french.etag());
}

#[actix_web::test]
async fn lists_name_it_as_it_is_wanted() {
    let api = Api::start().await;
    let (from, ..) = scene(&api).await;
    asks(&api, &path(&from), |page| page["data"][0]["claim"].clone()).await;
}

#[actix_web::test]
async fn a_relation_names_it_as_it_is_wanted() {
    let api = Api::start().await;
    let (_, _, relation) = scene(&api).await;
    let path = relation_path(&relation);
    asks(&api, &path, |relation| relation["claim"].clone()).await;
}

#[actix_web::test]
async fn timelines_name_it_as_it_is_wanted() {
    let api = Api::start().await;
    let (from, ..) = scene(&api).await;
    let path = format!("{}/timeline", claim_path(&from));
    let of_page = |page: &Value| page["data"][0]["relation"]["claim"].clone();
    asks(&api, &path, of_page).await;
}

#[actix_web::test]
async fn claims_that_include_it_name_it_as_it_is_wanted() {
    let api = Api::start().await;
    let (from, other, _) = scene(&api).await;
    let one = format!("{}?include=relations", claim_path(&from));
    for (lang, expected) in [("fr", FRENCH), ("de", ENGLISH)] {
        let claim = api.get(format!("{one}&lang={lang}")).await.expect(200);
        assert_worded(&claim["relations"][0]["claim"], expected);
        let list = format!("/v1/claims?include=relations&sort=created_at&lang={lang}");
        let listed = api.list(list).await;
        assert_eq!(listed[0], claim);
        // From the other end, where there is nothing but the original.
        let brief = &listed[1]["relations"][0]["claim"];
        assert_worded(brief, ("Claim 0.", "en"));
        assert_eq!(listed[1]["id"], other["id"]);
    }
}

#[actix_web::test]
async fn a_page_in_several_languages_says_so() {
    let api = Api::start().await;
    let (from, ..) = scene(&api).await;
    let newsroom = api.newsroom("two").await;
    let [third] = claims(&api, &newsroom).await;
    related(&api, &newsroom, &third, "repeats", &from).await;
    let answer = api.get(format!("{}?lang=fr", path(&from))).await;
    let data = answer.expect(200)["data"].clone();
    assert_worded(&data[0]["claim"], ("Claim 0.", "en"));
    assert_worded(&data[1]["claim"], FRENCH);
    assert_labelled(&answer, "en, fr");
}
