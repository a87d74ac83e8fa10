//! What verdicts say together.

use futures_util::future::join_all;

use super::*;

const FIRST: &str = "2024-10-20T09:00:00Z";
const LAST: &str = "2024-10-28T12:00:00Z";

async fn assessment(api: &Api, claim: &Value) -> Value {
    let path = format!("/v1/claims/{}", id(claim));
    api.get(path).await.expect(200)["assessment"].clone()
}

/// The claims of a list, which is none or the one that there is.
async fn finds(api: &Api, query: &str) -> usize {
    api.list(format!("/v1/claims?{query}")).await.len()
}

#[actix_web::test]
async fn is_of_nothing_without_verdicts() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let scale = api.scale(&newsroom).await;
    api.draft(&newsroom, &claim, &scale["ratings"][0]).await;
    let nothing = json!({
        "ratings": {}, "newest_rating": null, "contested": false,
        "first_reviewed_at": null, "last_reviewed_at": null
    });
    assert_eq!(claim["assessment"], nothing);
    assert_eq!(assessment(&api, &claim).await, nothing, "a draft is hidden");
}

#[actix_web::test]
async fn counts_verdicts_and_tells_the_newest_rating() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    // The first rating of a scale is true, the second misleading, the third unproven.
    for (rating, at) in [(0, LAST), (2, FIRST), (2, "2024-10-24T00:00:00Z")] {
        api.rated(&newsroom, &claim, rating, at).await;
    }
    let newest = json!({"label": "Benar", "normalized": "true", "value": 5, "best": 5, "worst": 1});
    assert_eq!(
        assessment(&api, &claim).await,
        json!({
            "ratings": {"true": 1, "unproven": 2}, "newest_rating": newest, "contested": false,
            "first_reviewed_at": FIRST, "last_reviewed_at": LAST
        })
    );
}

#[actix_web::test]
async fn is_contested_where_the_newest_verdicts_of_two_organizations_disagree() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let other = api.newsroom("two").await;
    let claim = api.claim(&newsroom).await;
    api.rated(&newsroom, &claim, 0, FIRST).await;
    assert_eq!(assessment(&api, &claim).await["contested"], false);
    assert_eq!(finds(&api, "contested=true").await, 0);
    assert_eq!(finds(&api, "contested=false").await, 1);
    api.rated(&other, &claim, 2, FIRST).await;
    assert_eq!(assessment(&api, &claim).await["contested"], true);
    assert_eq!(finds(&api, "contested=true").await, 1);
    assert_eq!(finds(&api, "contested=false").await, 0);
    // The other has come round since.
    api.rated(&other, &claim, 0, LAST).await;
    assert_eq!(assessment(&api, &claim).await["contested"], false);
    assert_eq!(finds(&api, "contested=true").await, 0);
}

#[actix_web::test]
async fn ratings_with_one_number_do_not_disagree() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let other = api.newsroom("two").await;
    let claim = api.claim(&newsroom).await;
    let scale = json!({"name": "Words", "worst": 1, "best": 5, "ratings": [
        {"label": "Mostly false", "language": "en", "value": 2, "normalized": "mostly_false"}
    ]});
    let scale = api.made("/v1/rating-scales", &other.key, scale).await;
    api.rated(&newsroom, &claim, 1, FIRST).await;
    let draft = api.draft(&other, &claim, &scale["ratings"][0]).await;
    api.published(&other, &draft).await;
    let assessment = assessment(&api, &claim).await;
    assert_eq!(
        assessment["ratings"],
        json!({"mostly_false": 1, "misleading": 1})
    );
    assert_eq!(assessment["contested"], false);
}

#[actix_web::test]
async fn follows_corrections_and_retractions() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let other = api.newsroom("two").await;
    let claim = api.claim(&newsroom).await;
    let scale = api.scale(&newsroom).await;
    let draft = api.draft(&newsroom, &claim, &scale["ratings"][0]).await;
    let verdict = api.published(&newsroom, &draft).await;
    api.rated(&other, &claim, 0, FIRST).await;
    assert_eq!(finds(&api, "contested=true").await, 0);

    let correct = format!("/v1/verdicts/{}/correct", id(&verdict));
    let body = json!({
        "rating_id": scale["ratings"][2]["id"], "reviewed_at": "2024-11-01T00:00:00Z",
        "correction_note": "It is not proven."
    });
    api.post(correct, &newsroom.key, &body).await.expect(200);
    let corrected = assessment(&api, &claim).await;
    assert_eq!(corrected["ratings"], json!({"true": 1, "unproven": 1}));
    assert_eq!(corrected["newest_rating"]["normalized"], "unproven");
    assert_eq!(corrected["last_reviewed_at"], "2024-11-01T00:00:00Z");
    assert_eq!(corrected["contested"], true);
    assert_eq!(finds(&api, "contested=true").await, 1);

    api.retracted(&newsroom, &verdict).await;
    let retracted = assessment(&api, &claim).await;
    assert_eq!(retracted["ratings"], json!({"true": 1}));
    assert_eq!(retracted["newest_rating"]["normalized"], "true");
    assert_eq!(retracted["last_reviewed_at"], FIRST);
    assert_eq!(retracted["contested"], false);
    assert_eq!(finds(&api, "contested=true").await, 0);
}

#[actix_web::test]
async fn is_right_after_publications_at_once() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let mut drafts = Vec::new();
    for number in 0..8 {
        let other = api.newsroom(&format!("newsroom-{number}")).await;
        let scale = api.scale(&other).await;
        let rating = &scale["ratings"][number % 3];
        drafts.push((api.draft(&other, &claim, rating).await, other));
    }
    let publish = drafts.iter().map(|(draft, newsroom)| {
        let path = format!("/v1/verdicts/{}/publish", id(draft));
        api.request("POST", path).key(&newsroom.key).into_future()
    });
    for answer in join_all(publish).await {
        answer.expect(200);
    }
    let all = assessment(&api, &claim).await;
    assert_eq!(
        all["ratings"],
        json!({"true": 3, "misleading": 3, "unproven": 2})
    );
    assert_eq!(finds(&api, "contested=true").await, 1);

    let retract = drafts.iter().map(|(draft, newsroom)| {
        let path = format!("/v1/verdicts/{}/retract", id(draft));
        let reason = json!({"reason": "Its source was forged."});
        api.post(path, &newsroom.key, &reason).into_future()
    });
    for answer in join_all(retract.skip(1)).await {
        answer.expect(200);
    }
    let one = assessment(&api, &claim).await;
    assert_eq!(one["ratings"], json!({"true": 1}));
    assert_eq!(one["contested"], false);
    assert_eq!(finds(&api, "contested=false").await, 1);
}

#[actix_web::test]
async fn is_that_of_the_time_that_is_asked_for() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    api.rated(&newsroom, &claim, 2, FIRST).await;
    let path = format!("/v1/claims/{}", id(&claim));
    let then = api.get(&path).await.expect(200);
    api.rated(&newsroom, &claim, 0, LAST).await;
    let since = text(&then["updated_at"]);
    let past = api.get(format!("{path}?as_of={since}")).await.expect(200);
    assert_eq!(past["assessment"], then["assessment"]);
    assert_eq!(past["assessment"]["ratings"], json!({"unproven": 1}));
}

#[actix_web::test]
async fn an_import_brings_it_along() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    api.scale(&newsroom).await;
    let mut line = a_line();
    let judged = |label: &str, at: &str| {
        with(
            a_verdict(),
            json!({"rating": {"label": label}, "reviewed_at": at}),
        )
    };
    line["verdicts"] = json!([judged("Benar", LAST), judged("Tidak Terbukti", FIRST)]);
    let made = api.imported(&newsroom.key, &line).await;
    let path = format!("/v1/claims/{made}");
    let claim = api.get(&path).await.expect(200);
    let expected = json!({"true": 1, "unproven": 1});
    assert_eq!(claim["assessment"]["ratings"], expected);
    assert_eq!(claim["assessment"]["newest_rating"]["label"], "Benar");
    // As the claim is counted for its claimants.
    let said = json!({"claimant_id": api.claimant(&newsroom).await["id"], "position": "asserts"});
    let said = api
        .made(&format!("{path}/statements"), &newsroom.key, said)
        .await;
    let voice = format!("/v1/claimants/{}", id(&said["claimant"]));
    let counts = &api.get(voice).await.expect(200)["counts"];
    assert_eq!(counts["ratings"], json!({"true": 1}));
}
