//! Verdicts read as ClaimReviews.

use super::*;

#[actix_web::test]
async fn has_every_property_of_the_mapping() {
    let desk = Desk::start().await;
    let verdict = desk.verdict(0, json!({})).await;
    let answer = desk.api.get(path(&verdict)).await;
    assert_eq!(answer.header("content-type").as_deref(), Some(LINKED));
    let evidence = &verdict["evidence"][0]["source"];
    let statements = format!(
        "/v1/claims/{}/statements?sort=-said_on",
        text(&desk.claim["id"])
    );
    let said = desk.api.list(&statements).await;
    let expected = json!({
        "@context": "https://schema.org", "@type": "ClaimReview", "@id": urn(&verdict),
        "url": "https://one.example/five",
        "claimReviewed": "Mereka berlatih di lima pangkalan.",
        "itemReviewed": {
            "@type": "Claim", "@id": urn(&desk.claim),
            "text": "They train at five bases.", "inLanguage": "en",
            "author": [
                {"@type": "Person", "@id": urn(&said[1]["claimant"]), "name": "Ana", "jobTitle": "Minister", "sameAs": ["https://example.org/ana"]},
                {"@type": "GovernmentOrganization", "@id": urn(&said[0]["claimant"]), "name": "Blue House", "url": "https://president.example"}
            ],
            "datePublished": "2024-10",
            "appearance": [
                {"@type": "Article", "@id": urn(&said[1]["source"]), "name": "Five bases"},
                {"@type": "VideoObject", "@id": urn(&said[0]["source"]), "url": "https://video.example/1", "name": "A video",
                    "publisher": {"@type": "Organization", "name": "Channel"}}
            ]
        },
        "reviewRating": {
            "@type": "Rating", "alternateName": "Benar", "ratingValue": 5, "bestRating": 5,
            "worstRating": 1, "ratingExplanation": "At length.\n\nTwice."
        },
        "author": {"@type": "Organization", "name": "Newsroom one", "url": "https://one.example"},
        "datePublished": "2024-10-28T12:00:00Z", "inLanguage": "id",
        "name": "Benar: lima pangkalan", "description": "In brief.",
        "citation": [{
            "@type": "Dataset", "@id": urn(evidence), "url": evidence["url"], "name": "Bases",
            "author": {"@type": "Person", "name": "Zoë"}, "datePublished": "2024-10-20T00:00:00Z"
        }]
    });
    let mut found = answer.expect(200);
    let publisher = desk
        .api
        .get(format!("/v1/organizations/{}", desk.newsroom.id));
    let publisher = publisher.await.expect(200);
    assert_eq!(found["author"]["name"], publisher["name"]);
    found["author"]["name"] = "Newsroom one".into();
    let site = format!("https://{}", text(&publisher["site"]));
    assert_eq!(found["author"]["url"], site);
    found["author"]["url"] = "https://one.example".into();
    assert_eq!(found, expected);
}

#[actix_web::test]
async fn has_no_number_where_the_rating_has_none() {
    let desk = Desk::start().await;
    let ratings = desk.scale["ratings"].as_array().unwrap();
    let unproven = ratings.iter().position(|it| it["value"].is_null()).unwrap();
    let verdict = desk.verdict(unproven, json!({})).await;
    let review = desk.api.get(path(&verdict)).await.expect(200);
    let rating = json!({
        "@type": "Rating", "alternateName": ratings[unproven]["label"],
        "ratingExplanation": "At length.\n\nTwice."
    });
    assert_eq!(review["reviewRating"], rating);
}

#[actix_web::test]
async fn leaves_out_what_is_not_known_and_has_an_address_even_so() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let verdict = api.verdict(&newsroom, &claim).await;
    let review = api.get(path(&verdict)).await.expect(200);
    let address = format!("https://api.example/v1/verdicts/{}", text(&verdict["id"]));
    assert_eq!(review["url"], address);
    assert_eq!(review["claimReviewed"], claim["text"]);
    let item = review["itemReviewed"].as_object().unwrap();
    let names: Vec<&str> = item.keys().map(String::as_str).collect();
    assert_eq!(names, ["@type", "@id"]);
    for name in ["dateModified", "description", "correction"] {
        assert!(review.get(name).is_none(), "{name}");
    }
}

#[actix_web::test]
async fn tells_what_was_corrected_and_when() {
    let desk = Desk::start().await;
    let verdict = desk.verdict(0, json!({})).await;
    let before = desk.api.get(path(&verdict)).await;
    let corrected = desk.api.corrected(&desk.newsroom, &verdict).await;
    assert_eq!(corrected["corrected_at"], corrected["updated_at"]);
    let answer = desk.api.get(path(&verdict)).await;
    assert_ne!(answer.etag(), before.etag());
    let review = answer.expect(200);
    assert_eq!(review["correction"], corrected["correction_note"]);
    assert_eq!(review["dateModified"], corrected["corrected_at"]);
    assert_eq!(review["datePublished"], "2024-10-28T12:00:00Z");
}

#[actix_web::test]
async fn cites_everything_but_itself() {
    let desk = Desk::start().await;
    let verdict = desk.verdict(0, json!({})).await;
    let (api, key) = (&desk.api, &desk.newsroom.key);
    let own = json!({"url": "https://one.example/five", "kind": "article", "title": "The review"});
    let own = api.made("/v1/sources", key, own).await;
    let evidence = json!([{"source_id": own["id"], "stance": "context"}]);
    let note = json!({"evidence": evidence, "correction_note": "Nothing else."});
    let correct = format!("/v1/verdicts/{}/correct", text(&verdict["id"]));
    api.post(correct, key, &note).await.expect(200);
    let review = api.get(path(&verdict)).await.expect(200);
    assert!(review.get("citation").is_none());
}

#[actix_web::test]
async fn is_not_there_of_drafts_and_of_what_was_retracted() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let scale = api.scale(&newsroom).await;
    let draft = api.draft(&newsroom, &claim, &scale["ratings"][0]).await;
    let own = api.get(path(&draft)).key(&newsroom.key).await;
    own.problem(404, "not_found");
    let published = api.published(&newsroom, &draft).await;
    api.get(path(&published)).await.expect(200);
    api.retracted(&newsroom, &published).await;
    for format in ["", "?format=html"] {
        let gone = api.get(format!("{}{format}", path(&published))).await;
        gone.problem(404, "not_found");
    }
    let unknown = api
        .get(format!("/v1/verdicts/{UNKNOWN}/claim-review"))
        .await;
    unknown.problem(404, "not_found");
}

#[actix_web::test]
async fn tells_who_asserted_it_first_by_the_first_day_that_is_known() {
    let desk = Desk::start().await;
    let path = format!("/v1/claims/{}/statements", text(&desk.claim["id"]));
    for (name, said_on, precision) in [
        ("By the day", "2024-03-10", "day"),
        ("By the month", "2024-03-15", "month"),
    ] {
        let claimant = json!({"kind": "person", "name": name});
        let (api, key) = (&desk.api, &desk.newsroom.key);
        let claimant = api.made("/v1/claimants", key, claimant).await;
        let said = json!({
            "claimant_id": claimant["id"], "position": "asserts", "said_on": said_on,
            "date_precision": precision
        });
        api.made(&path, key, said).await;
    }
    let verdict = desk.verdict(0, json!({})).await;
    let review = desk.api.get(super::path(&verdict)).await.expect(200);
    let authors = review["itemReviewed"]["author"].as_array().unwrap();
    let names = column(authors, "name");
    assert_eq!(names, ["By the month", "By the day", "Ana", "Blue House"]);
    let found = desk.api.get("/v1alpha1/claims:search?query=bases").await;
    assert_eq!(found.expect(200)["claims"][0]["claimant"], names[0]);
}

#[actix_web::test]
async fn words_the_claim_as_readers_of_the_language_of_the_review_are_given_it() {
    let desk = Desk::start().await;
    for (language, claim, original, spoken) in [
        (
            "id-ID",
            "Mereka berlatih di lima pangkalan.",
            json!("They train at five bases."),
            "en",
        ),
        ("en-US", "They train at five bases.", Value::Null, "en"),
        ("fr", "They train at five bases.", Value::Null, "en"),
    ] {
        let members =
            json!({"language": language, "url": format!("https://one.example/{language}")});
        let verdict = desk.verdict(0, members).await;
        let review = desk.api.get(path(&verdict)).await.expect(200);
        assert_eq!(review["claimReviewed"], claim, "{language}");
        let item = &review["itemReviewed"];
        assert_eq!(
            (&item["text"], &item["inLanguage"]),
            (&original, &json!(spoken))
        );
        let read = desk.api.get(format!(
            "/v1/claims/{}?lang={language}",
            text(&desk.claim["id"])
        ));
        assert_eq!(read.await.expect(200)["text"], claim);
    }
}
