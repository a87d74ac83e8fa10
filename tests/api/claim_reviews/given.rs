//! ClaimReviews as they are given: in HTML, by verdicts, and by claims.

use super::*;

#[actix_web::test]
async fn as_html_is_one_block_that_nothing_breaks_out_of() {
    let desk = Desk::start().await;
    let evil = "</script><script>alert(1)</script><!-- & ]]> \u{2028} \u{2029} \"quoted\" \\";
    let members = json!({"explanation": evil, "summary": "<!--<script>"});
    let verdict = desk.verdict(0, members).await;
    let answer = desk
        .api
        .get(format!("{}?format=html", path(&verdict)))
        .await;
    let media_type = answer.header("content-type");
    assert_eq!(media_type.as_deref(), Some("text/html; charset=utf-8"));
    let html = String::from_utf8(answer.body.to_vec()).unwrap();
    let json = html
        .strip_prefix("<script type=\"application/ld+json\">")
        .and_then(|html| html.strip_suffix("</script>\n"))
        .unwrap();
    assert!(!json.contains(['<', '>', '&', '\u{2028}', '\u{2029}']));
    let block: Value = serde_json::from_str(json).unwrap();
    let plain = desk.api.get(path(&verdict)).await;
    assert_ne!(plain.etag(), answer.etag());
    let plain = plain.expect(200);
    assert_eq!(block, plain);
    assert_eq!(plain["reviewRating"]["ratingExplanation"], evil);
    let other = desk.api.get(format!("{}?format=pdf", path(&verdict))).await;
    other.fault("/format", "invalid_value");
}

#[actix_web::test]
async fn is_what_a_verdict_gives_to_who_prefers_it() {
    let desk = Desk::start().await;
    let verdict = desk.verdict(0, json!({})).await;
    let address = format!("/v1/verdicts/{}", text(&verdict["id"]));
    let review = desk.api.get(path(&verdict)).await.expect(200);
    for (accept, is_linked) in [
        (LINKED, true),
        ("application/ld+json, */*;q=0.8", true),
        ("application/ld+json, application/json;q=0.9", true),
        ("application/ld+json;q=0.9, application/json", false),
        ("application/ld+json;q=0", false),
        ("application/json", false),
        ("*/*", false),
        ("application/*", false),
        ("application/ld+json, */*", false),
        ("application/ld+json;q=0.1, */*", false),
        ("application/ld+json;q=0.1, application/*", false),
        ("application/ld+json;q=0.9, application/*;q=0.8, */*", true),
        (
            "application/ld+json;q=0.5, application/json;q=0.1, */*",
            true,
        ),
        ("application/ld+json;q=0, */*;q=0.1", false),
        ("application/ld+json;q=0.1, application/json;q=0", true),
        ("application/json;q=0, */*;q=0.1", true),
        ("application/json;q=0", false),
        ("nonsense", false),
    ] {
        let answer = desk.api.get(&address).header("Accept", accept).await;
        let mut vary = answer.headers.get_all("vary");
        assert!(vary.any(|name| name == "Accept"), "{accept}");
        let media_type = answer.header("content-type");
        let found = answer.expect(200);
        match is_linked {
            true => {
                assert_eq!(media_type.as_deref(), Some(LINKED), "{accept}");
                assert_eq!(found, review, "{accept}");
            }
            false => assert_eq!(found, verdict, "{accept}"),
        }
    }
    let past = format!("{address}?as_of={}", text(&verdict["updated_at"]));
    let past = desk.api.get(past).header("Accept", LINKED).await;
    assert_eq!(past.expect(200)["id"], verdict["id"]);
}

#[actix_web::test]
async fn of_all_that_stand_is_what_a_claim_gives_the_newest_review_first() {
    let desk = Desk::start().await;
    let address = format!("/v1/claims/{}", text(&desk.claim["id"]));
    let linked = async || desk.api.get(&address).header("Accept", LINKED).await;
    let none = linked().await;
    let empty = json!({"@context": "https://schema.org", "@graph": []});
    assert_eq!(none.expect(200), empty);
    let older = json!({"language": "en", "reviewed_at": "2024-10-01T00:00:00Z", "url": null});
    let older = desk.verdict(1, older).await;
    let newer = desk.verdict(0, json!({})).await;
    let gone = desk
        .verdict(0, json!({"url": "https://one.example/gone"}))
        .await;
    desk.api.retracted(&desk.newsroom, &gone).await;
    let answer = linked().await;
    assert_ne!(answer.etag(), none.etag());
    assert_eq!(answer.header("content-type").as_deref(), Some(LINKED));
    let graph = answer.expect(200);
    let ids: Vec<&str> = graph["@graph"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| text(&it["@id"]))
        .collect();
    assert_eq!(ids, [urn(&newer), urn(&older)]);
    // In the language of the claim there is nothing to tell apart.
    let older = &graph["@graph"][1];
    assert_eq!(older["claimReviewed"], "They train at five bases.");
    assert!(older["itemReviewed"].get("inLanguage").is_none());
    assert_eq!(
        older["itemReviewed"]["appearance"]
            .as_array()
            .unwrap()
            .len(),
        4
    );
    assert!(older.get("@context").is_none());
    let unknown = desk.api.get(format!("/v1/claims/{UNKNOWN}"));
    let unknown = unknown.header("Accept", LINKED).await;
    unknown.problem(404, "not_found");
    let held = desk.api.get(&address).header("Accept", LINKED);
    let held = held.header("If-None-Match", answer.etag()).await;
    assert_eq!(held.status, 304);
}
