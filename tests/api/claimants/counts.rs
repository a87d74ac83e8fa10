//! How often a claimant took each position, and how the claims that it asserted were rated.

use super::*;

async fn say(api: &Api, newsroom: &Newsroom, claim: &Value, members: Value) -> Value {
    let path = format!("/v1/claims/{}/statements", text(&claim["id"]));
    api.made(&path, &newsroom.key, members).await
}

async fn asserted(api: &Api, newsroom: &Newsroom, claimant: &Value) -> Value {
    let claim = api.claim(newsroom).await;
    let body = json!({"claimant_id": claimant["id"], "position": "asserts"});
    say(api, newsroom, &claim, body).await;
    claim
}

async fn counts(api: &Api, claimant: &Value) -> Value {
    api.get(at(claimant)).await.expect(200)["counts"].clone()
}

#[actix_web::test]
async fn are_none_of_one_that_said_nothing() {
    let (api, newsroom) = start().await;
    let made = api.claimant(&newsroom).await;
    let none = json!({"positions": {}, "ratings": {}, "unrated": 0});
    assert_eq!(made["counts"], none);
    assert_eq!(counts(&api, &made).await, none);
}

#[actix_web::test]
async fn are_of_all_its_own_statements_by_position() {
    let (api, newsroom) = start().await;
    let (ann, bob) = (api.claimant(&newsroom).await, api.claimant(&newsroom).await);
    let (one, two) = (api.claim(&newsroom).await, api.claim(&newsroom).await);
    let mut last = Value::Null;
    for (claim, who, via, position) in [
        (&one, &ann, &bob, "asserts"),
        (&one, &ann, &ann, "asserts"),
        (&two, &ann, &ann, "asserts"),
        (&two, &ann, &bob, "denies"),
        (&two, &bob, &ann, "retracts"),
    ] {
        let body = json!({
            "claimant_id": who["id"], "via_claimant_id": via["id"], "position": position
        });
        last = say(&api, &newsroom, claim, body).await;
    }
    // A claim that it asserted twice is one claim.
    let of_ann = json!({"positions": {"asserts": 3, "denies": 1}, "ratings": {}, "unrated": 2});
    assert_eq!(counts(&api, &ann).await, of_ann);
    let of_bob = json!({"positions": {"retracts": 1}, "ratings": {}, "unrated": 0});
    assert_eq!(counts(&api, &bob).await, of_bob);
    let patch = json!({"country": "NL"});
    let patched = api.patch(at(&ann), &newsroom.key, &patch).await;
    assert_eq!(patched.expect(200)["counts"], of_ann);

    let last = format!("/v1/statements/{}", text(&last["id"]));
    let patch = json!({"claimant_id": ann["id"], "position": "confirms"});
    let patched = api.patch(&last, &newsroom.key, &patch).await;
    patched.expect(200);
    let now = json!({"asserts": 3, "confirms": 1, "denies": 1});
    assert_eq!(counts(&api, &ann).await["positions"], now);
    assert_eq!(counts(&api, &bob).await["positions"], json!({}));
    api.delete(&last, &newsroom.key).await.expect(204);
    assert_eq!(counts(&api, &ann).await, of_ann);
}

#[actix_web::test]
async fn are_of_the_ratings_of_what_it_asserted_and_of_nothing_else() {
    let (api, newsroom) = start().await;
    let ann = api.claimant(&newsroom).await;
    let at = "2024-10-28T12:00:00Z";
    for rating in [0, 0, 2] {
        let claim = asserted(&api, &newsroom, &ann).await;
        api.rated(&newsroom, &claim, rating, at).await;
    }
    asserted(&api, &newsroom, &ann).await;
    for body in [
        json!({"claimant_id": ann["id"], "position": "denies"}),
        json!({"via_claimant_id": ann["id"], "position": "asserts"}),
    ] {
        let claim = api.claim(&newsroom).await;
        say(&api, &newsroom, &claim, body).await;
        api.rated(&newsroom, &claim, 1, at).await;
    }
    let expected = json!({
        "positions": {"asserts": 4, "denies": 1}, "ratings": {"true": 2, "unproven": 1},
        "unrated": 1
    });
    assert_eq!(counts(&api, &ann).await, expected);
}

#[actix_web::test]
async fn change_when_a_claim_is_rated_corrected_and_rated_no_more() {
    let (api, newsroom) = start().await;
    let ann = api.claimant(&newsroom).await;
    let claim = asserted(&api, &newsroom, &ann).await;
    let rated = async |ratings: Value, unrated: u8| {
        let now = counts(&api, &ann).await;
        assert_eq!(
            (&now["ratings"], &now["unrated"]),
            (&ratings, &json!(unrated))
        );
    };
    let scale = api.scale(&newsroom).await;
    let draft = api.draft(&newsroom, &claim, &scale["ratings"][0]).await;
    rated(json!({}), 1).await;
    let verdict = api.published(&newsroom, &draft).await;
    rated(json!({"true": 1}), 0).await;
    let body = json!({
        "rating_id": scale["ratings"][1]["id"], "correction_note": "A figure was wrong."
    });
    let correct = format!("/v1/verdicts/{}/correct", text(&verdict["id"]));
    api.post(correct, &newsroom.key, &body).await.expect(200);
    rated(json!({"misleading": 1}), 0).await;

    // Of two reviews the later one counts, whoever made it, and when it goes the other again.
    let two = api.newsroom("two").await;
    let later = api.rated(&two, &claim, 2, "2024-11-01T12:00:00Z").await;
    rated(json!({"unproven": 1}), 0).await;
    api.rated(&two, &claim, 0, "2024-10-01T12:00:00Z").await;
    rated(json!({"unproven": 1}), 0).await;
    api.retracted(&two, &later).await;
    rated(json!({"misleading": 1}), 0).await;
    api.retracted(&newsroom, &verdict).await;
    rated(json!({"true": 1}), 0).await;
}

#[actix_web::test]
async fn a_claim_whose_only_verdict_is_retracted_is_unrated_again() {
    let (api, newsroom) = start().await;
    let ann = api.claimant(&newsroom).await;
    let claim = asserted(&api, &newsroom, &ann).await;
    let verdict = api.verdict(&newsroom, &claim).await;
    api.retracted(&newsroom, &verdict).await;
    let expected = json!({"positions": {"asserts": 1}, "ratings": {}, "unrated": 1});
    assert_eq!(counts(&api, &ann).await, expected);
}

#[actix_web::test]
async fn lists_have_them_and_histories_as_they_were() {
    let (api, newsroom) = start().await;
    let ann = api.claimant(&newsroom).await;
    asserted(&api, &newsroom, &ann).await;
    let patch = json!({"country": "NL"});
    let now = api.patch(at(&ann), &newsroom.key, &patch).await.expect(200);
    assert_ne!(now["counts"], ann["counts"]);
    for list in [PATH.to_owned(), format!("{PATH}?q=rutte")] {
        assert_eq!(api.list(list).await, std::slice::from_ref(&now));
    }
    let history = api.list(format!("{}/history", at(&ann))).await;
    assert_eq!(history[0]["snapshot"], now);
    assert_eq!(history[1]["snapshot"], ann);
}

#[actix_web::test]
async fn are_another_representation_of_the_same_version() {
    let (api, newsroom) = start().await;
    let ann = api.claimant(&newsroom).await;
    let claim = api.claim(&newsroom).await;
    let tag = api.get(at(&ann)).await.etag();
    let body = json!({"claimant_id": ann["id"], "position": "denies"});
    say(&api, &newsroom, &claim, body).await;
    let read = api.get(at(&ann)).header("If-None-Match", &tag).await;
    assert_eq!(read.expect(200)["version"], ann["version"]);
    let patch = json!({"country": "NL"});
    let changed = api.patch(at(&ann), &newsroom.key, &patch).if_match(&tag);
    changed.await.expect(200);
}
