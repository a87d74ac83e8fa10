//! What feeds hold, for whom, and when they have changed.

use super::*;

fn ids_of(items: &[Value]) -> Vec<String> {
    items
        .iter()
        .map(|item| text(&item["id"]).to_owned())
        .collect()
}

#[actix_web::test]
async fn holds_what_stands_and_no_draft_whoever_asks() {
    let desk = Desk::start().await;
    let standing = [urn(&desk.corrected), urn(&desk.published)];
    assert_eq!(ids_of(&desk.items("").await), standing);
    let elements = desk.elements("").await;
    let reviews = elements.iter().map(|it| text(&it["item"][0]["@id"]));
    assert_eq!(reviews.collect::<Vec<_>>(), standing);
    for feed in [DATA, ATOM, JSON] {
        let public = desk.api.get(feed).await;
        let own = desk.api.get(feed).key(&desk.newsroom.key).await;
        assert_eq!(own.body, public.body, "{feed}");
    }
    assert!(desk.items("status=draft").await.is_empty());
    assert!(desk.items("status=retracted").await.is_empty());
    let only = desk.items("status=corrected&status=draft").await;
    assert_eq!(ids_of(&only), [urn(&desk.corrected)]);
    let only = desk.elements("status=corrected&status=draft").await;
    assert_eq!(only.len(), 1);
    assert_eq!(only[0]["item"][0]["@id"], urn(&desk.corrected));
    for status in ["draft", "retracted"] {
        let none = desk.elements(&format!("status={status}")).await;
        assert!(none.is_empty(), "{status}");
    }
    let since = "status=retracted&updated_since=2020-01-01T00:00:00Z";
    assert_eq!(desk.elements(since).await.len(), 1);
}

#[actix_web::test]
async fn tells_what_was_retracted_as_its_format_does() {
    let desk = Desk::start().await;
    let gone = urn(&desk.retracted);
    let atom = desk.atom("").await;
    let when = text(&desk.retracted["updated_at"]);
    let tombstone = format!("<at:deleted-entry ref=\"{gone}\" when=\"{when}\">");
    assert!(atom.contains(&tombstone), "{atom}");
    assert!(!atom.contains(&format!("<id>{gone}</id>")));
    let since = format!("updated_since={}", text(&desk.published["created_at"]));
    let elements = desk.elements(&since).await;
    // In the order of their reviews, whatever became of them.
    let reviewed = column(&elements, "dateCreated");
    assert_eq!((reviewed.len(), reviewed.is_sorted()), (3, true));
    assert!(elements[0]["item"].is_null());
    let deleted: Vec<&Value> = elements.iter().filter(|it| it["item"].is_null()).collect();
    let expected = json!({
        "@type": "DataFeedItem", "@id": gone,
        "url": format!("https://api.example/v1/verdicts/{}", text(&desk.retracted["id"])),
        "dateCreated": "2024-10-28T00:00:00Z", "dateDeleted": when, "item": null
    });
    assert_eq!(deleted, [&expected]);
}

#[actix_web::test]
async fn is_filtered_as_verdicts_are() {
    let desk = Desk::start().await;
    let two = desk.api.newsroom("two").await;
    let claim = desk.api.claim(&two).await;
    let other = desk
        .api
        .rated(&two, &claim, 1, "2024-11-01T00:00:00Z")
        .await;
    let source = &other["evidence"][0]["source"]["id"];
    let since = format!("updated_since={}", text(&other["updated_at"]));
    let mine = [urn(&desk.corrected), urn(&desk.published)];
    let theirs = [urn(&other)];
    let all = [urn(&desk.corrected), urn(&desk.published), urn(&other)];
    let rating = text(&other["rating"]["normalized"]);
    for (query, expected) in [
        (String::new(), &all[..]),
        (format!("organization_id={}", two.id), &theirs),
        (format!("claim_id={}", text(&desk.claim["id"])), &mine),
        (format!("source_id={}", text(source)), &theirs),
        (format!("rating={rating}"), &theirs),
        (format!("rating={rating}&rating=true"), &all),
        ("language=en".to_owned(), &all),
        ("language=pt".to_owned(), &[]),
        ("reviewed_from=2024-10-31T00:00:00Z".to_owned(), &theirs),
        ("reviewed_to=2024-10-31T00:00:00Z".to_owned(), &mine),
        ("q=title".to_owned(), &all),
        (format!("q=title&organization_id={}", two.id), &theirs),
        (format!("q=title&rating={rating}"), &theirs),
        ("q=nothing".to_owned(), &[]),
        (since, &theirs),
    ] {
        let mut items = ids_of(&desk.items(&query).await);
        items.sort_unstable();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(items, expected, "{query}");
        let elements = desk.elements(&query).await;
        let reviews = elements
            .iter()
            .map(|it| text(&it["item"][0]["@id"]).to_owned());
        let mut reviews: Vec<String> = reviews.collect();
        reviews.sort_unstable();
        assert_eq!(reviews, expected, "{query}");
        let atom = desk.atom(&query).await;
        assert_eq!(atom.matches("<entry").count(), expected.len(), "{query}");
    }
    let found = desk.items("q=title&sort=reviewed_at").await;
    assert_eq!(ids_of(&found), all);
    let since = "q=title&updated_since=2020-01-01T00:00:00Z";
    let elements = desk.elements(since).await;
    let reviewed = column(&elements, "dateCreated");
    assert_eq!((reviewed.len(), reviewed.is_sorted()), (4, true));
}

#[actix_web::test]
async fn has_a_tag_by_which_it_is_sent_again_only_when_it_has_changed() {
    let desk = Desk::start().await;
    for feed in [DATA, ATOM, JSON] {
        let first = desk.api.get(feed).await;
        let held = desk.api.get(feed).header("If-None-Match", first.etag());
        let held = held.await;
        assert_eq!((held.status, held.body.len()), (304, 0), "{feed}");
        let head = desk.api.request("HEAD", feed).await;
        assert_eq!((head.status, head.etag()), (200, first.etag()), "{feed}");
        assert_eq!(head.body.len(), 0, "{feed}");
        let other = desk.api.get(format!("{feed}?language=en")).await;
        // The entries are the same, but what is sent names the query, or is tagged by it.
        assert_ne!(other.etag(), first.etag(), "{feed}");
        desk.api.corrected(&desk.newsroom, &desk.published).await;
        let changed = desk.api.get(feed).header("If-None-Match", first.etag());
        assert_eq!(changed.await.status, 200, "{feed}");
    }
}

#[actix_web::test]
async fn of_data_changes_its_tag_with_whatever_it_embeds() {
    let desk = Desk::start().await;
    let admin = desk.api.instance_admin().await;
    let tag = async || desk.api.get(DATA).await.etag();
    let mut seen = vec![tag().await];
    let source = &desk.published["evidence"][0]["source"]["id"];
    for (path, key) in [
        (format!("/v1/organizations/{}", desk.newsroom.id), &admin),
        (format!("/v1/sources/{}", text(source)), &desk.newsroom.key),
        (
            format!("/v1/claims/{}", text(&desk.claim["id"])),
            &desk.newsroom.key,
        ),
    ] {
        let member = match path.contains("organizations") {
            true => json!({"name": "Renamed"}),
            false if path.contains("claims") => json!({"text": "Renamed."}),
            false => json!({"title": "Renamed"}),
        };
        desk.api.patch(&path, key, &member).await.expect(200);
        seen.push(tag().await);
        assert!(
            desk.api
                .get(DATA)
                .await
                .body
                .windows(7)
                .any(|it| it == b"Renamed")
        );
    }
    let distinct: std::collections::HashSet<&String> = seen.iter().collect();
    assert_eq!(distinct.len(), seen.len());
}

#[actix_web::test]
async fn is_walked_page_by_page_to_its_end() {
    let desk = Desk::start().await;
    let mut path = format!("{JSON}?limit=1");
    let mut seen = Vec::new();
    loop {
        let feed = desk.api.get(&path).await.expect(200);
        assert_eq!(feed["feed_url"], format!("https://api.example{path}"));
        seen.extend(ids_of(feed["items"].as_array().unwrap()));
        let Some(next) = feed["next_url"].as_str() else {
            break;
        };
        next.strip_prefix("https://api.example")
            .unwrap()
            .clone_into(&mut path);
    }
    assert_eq!(seen, [urn(&desk.corrected), urn(&desk.published)]);
    let atom = desk.atom("limit=1").await;
    let next = atom
        .split("<link rel=\"next\" href=\"https://api.example")
        .nth(1)
        .unwrap();
    let next = next.split('"').next().unwrap().replace("&amp;", "&");
    let rest = desk.api.get(next).await;
    assert!(String::from_utf8_lossy(&rest.body).contains(&urn(&desk.corrected)));
    let other = format!("{ATOM}?{}", path.split_once('?').unwrap().1);
    desk.api.get(other).await.problem(400, "cursor_mismatch");
}

#[actix_web::test]
async fn refuses_what_no_verdicts_are_filtered_by() {
    let desk = Desk::start().await;
    for feed in [DATA, ATOM, JSON] {
        let answer = desk.api.get(format!("{feed}?colour=red")).await;
        answer.problem(400, "unknown_parameter");
        let answer = desk.api.get(format!("{feed}?claim_id=red")).await;
        answer.fault("/claim_id", "invalid_value");
    }
    for parameter in ["sort=reviewed_at", "limit=1", "count=exact"] {
        let answer = desk.api.get(format!("{DATA}?{parameter}")).await;
        answer.problem(400, "unknown_parameter");
    }
    let answer = desk.api.get(format!("{ATOM}?count=exact")).await;
    answer.problem(400, "unknown_parameter");
    let answer = desk.api.get(format!("{ATOM}?sort=relevance")).await;
    answer.fault("/q", "required");
    let answer = desk.api.get(format!("{JSON}?limit=101")).await;
    answer.fault("/limit", "range");
}
