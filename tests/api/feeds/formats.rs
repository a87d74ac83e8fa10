//! The formats, as those who wrote them down have it.

use super::*;

#[actix_web::test]
async fn data_feeds_have_a_context_and_the_licence_that_the_settings_tell() {
    let desk = Desk::start().await;
    let answer = desk.api.get(DATA).await;
    let media_type = answer.header("content-type");
    assert_eq!(media_type.as_deref(), Some("application/ld+json"));
    let feed = answer.expect(200);
    let members: Vec<&String> = feed.as_object().unwrap().keys().collect();
    assert_eq!(members, ["@context", "@type", "dataFeedElement"]);
    assert_eq!(feed["@context"], "https://schema.org");
    let element = &feed["dataFeedElement"][1];
    let review = &element["item"][0];
    assert_eq!(element["@type"], "DataFeedItem");
    assert_eq!(element["url"], review["url"]);
    assert_eq!(element["dateCreated"], "2024-10-30T00:00:00Z");
    assert!(review.get("@context").is_none());
    let corrected = &feed["dataFeedElement"][0];
    assert_eq!(corrected["dateModified"], desk.corrected["corrected_at"]);

    let licence = "https://creativecommons.org/licenses/by/4.0/";
    let licensed = Api::start_with(|service, _| service.data_license = Some(licence.to_owned()));
    let empty = licensed.await.get(DATA).await.expect(200);
    let expected = json!({
        "@context": "https://schema.org", "@type": "DataFeed", "sdLicense": licence,
        "dataFeedElement": []
    });
    assert_eq!(empty, expected);
}

#[actix_web::test]
async fn json_feeds_are_of_version_1_1() {
    let desk = Desk::start().await;
    let answer = desk.api.get(JSON).await;
    let media_type = answer.header("content-type");
    assert_eq!(media_type.as_deref(), Some("application/feed+json"));
    let feed = answer.expect(200);
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["home_page_url"], "https://api.example/docs/");
    assert_eq!(feed["feed_url"], format!("https://api.example{JSON}"));
    assert!(feed.get("next_url").is_none());
    let verdict = &desk.corrected;
    let label = text(&verdict["rating"]["label"]);
    let claim = text(&desk.claim["text"]);
    let note = text(&verdict["correction_note"]);
    let expected = json!({
        "id": urn(verdict),
        "url": format!("https://api.example/v1/verdicts/{}", text(&verdict["id"])),
        "title": verdict["title"],
        "content_text": format!("{claim} — {label}\n\n{note}"),
        "date_published": verdict["reviewed_at"], "date_modified": verdict["corrected_at"],
        "authors": [{"name": verdict["organization"]["name"],
            "url": format!("https://{}", text(&verdict["organization"]["site"]))}],
        "tags": [label], "language": "en",
        "_factcheck": {
            "verdict_id": verdict["id"], "claim_id": desk.claim["id"], "claim": claim,
            "rating": verdict["rating"], "correction_note": note
        }
    });
    assert_eq!(feed["items"][0], expected);
}

#[actix_web::test]
async fn atom_feeds_are_whole_and_well_formed() {
    let desk = Desk::start().await;
    let answer = desk.api.get(ATOM).await;
    let media_type = answer.header("content-type");
    let expected = "application/atom+xml; charset=utf-8";
    assert_eq!(media_type.as_deref(), Some(expected));
    let xml = desk.atom("").await;
    let updated = text(&desk.retracted["updated_at"]);
    for part in [
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"",
        &format!("<id>https://api.example{ATOM}</id>"),
        &format!("<updated>{updated}</updated>"),
        &format!("<link rel=\"self\" href=\"https://api.example{ATOM}\"/>"),
        "<entry xml:lang=\"en\">",
        &format!("<updated>{}</updated>", text(&desk.corrected["updated_at"])),
        "<published>2024-10-30T00:00:00Z</published>",
        "<author><name>",
        "<category term=\"true\" label=\"Benar\"/>",
        &format!(
            "<at:comment>{}</at:comment>",
            text(&desk.retracted["retraction_reason"])
        ),
    ] {
        assert!(xml.contains(part), "{part} is not in {xml}");
    }
    // The latest changed comes first.
    let place = |verdict: &Value| xml.find(&urn(verdict)).unwrap();
    assert!(place(&desk.retracted) < place(&desk.corrected));
    assert!(place(&desk.corrected) < place(&desk.published));
    assert_eq!(elements(&xml), 2);
    assert_eq!(elements(&desk.atom("language=pt").await), 0);
}

#[actix_web::test]
async fn atom_feeds_have_any_text_as_text() {
    let desk = Desk::start().await;
    let title = "A & B < C > \"D\" ]]> 'E' \u{fffe} \u{1f4a1}";
    let change = json!({"title": title, "correction_note": "<b>Bold</b> & more"});
    let path = format!("/v1/verdicts/{}/correct", text(&desk.published["id"]));
    desk.api
        .post(path, &desk.newsroom.key, &change)
        .await
        .expect(200);
    let xml = desk.atom("").await;
    assert_eq!(elements(&xml), 2);
    assert!(!xml.contains('\u{fffe}'));
    assert!(xml.contains("A &amp; B &lt; C &gt;"), "{xml}");
    assert!(!xml.contains("<b>"));
}

#[actix_web::test]
async fn atom_feeds_tell_where_a_claim_is_in_another_language() {
    let desk = Desk::start().await;
    let claim = format!("/v1/claims/{}", text(&desk.claim["id"]));
    assert!(desk.atom("").await.contains("<content>"));
    for (language, content) in [("id", "<content xml:lang=\"mul\">"), ("en-GB", "<content>")] {
        let change = json!({"language": language});
        let changed = desk.api.patch(&claim, &desk.newsroom.key, &change);
        changed.await.expect(200);
        let xml = desk.atom("").await;
        assert_eq!(xml.matches(content).count(), 2, "{xml}");
        assert!(xml.contains("<entry xml:lang=\"en\">"));
    }
}

/// The entries of a document, read by a parser that refuses what is not well-formed.
fn elements(xml: &str) -> usize {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = true;
    let mut entries = 0;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) if start.name().as_ref() == "entry" => entries += 1,
            Event::Eof => return entries,
            _ => {}
        }
    }
}
