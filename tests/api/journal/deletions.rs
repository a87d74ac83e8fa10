//! What takes others along, and what comes to nothing.

use super::*;

/// A claim with a translation and two statements; the claim as it is now, and the statements.
async fn spoken_of(api: &Api, newsroom: &Newsroom) -> (Value, [Value; 2]) {
    let claim = api.claim(newsroom).await;
    let path = format!("/v1/claims/{}", text(&claim["id"]));
    let french = json!({"text": "Autrement.", "method": "machine"});
    let put = api.put(format!("{path}/translations/fr"), &newsroom.key, &french);
    put.await.expect(200);
    let say = async |position: &str| {
        let body = json!({"position": position});
        api.made(&format!("{path}/statements"), &newsroom.key, body)
            .await
    };
    let said = [say("asserts").await, say("denies").await];
    (api.get(path).await.expect(200), said)
}

#[actix_web::test]
async fn a_claim_takes_each_of_its_statements_along() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let (claim, [one, two]) = spoken_of(&api, &newsroom).await;
    let (_, spared) = spoken_of(&api, &newsroom).await;
    let mut journal = Watched::by(&api, &newsroom).await;
    let path = format!("/v1/claims/{}", text(&claim["id"]));
    api.delete(&path, &newsroom.key).await.expect(204);
    journal
        .has_more(&[
            ("statement.deleted", &one),
            ("statement.deleted", &two),
            ("claim.deleted", &claim),
        ])
        .await;
    let read = api.get(format!("/v1/statements/{}", text(&spared[0]["id"])));
    assert_eq!(read.await.expect(200), spared[0]);
}

#[actix_web::test]
async fn what_is_refused_or_changes_nothing_leaves_no_row() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let key = &newsroom.key;
    let other = api.newsroom("two").await.key;
    let (claim, _) = spoken_of(&api, &newsroom).await;
    let verdict = api.verdict(&newsroom, &claim).await;
    let mut journal = Watched::by(&api, &newsroom).await;
    let path = format!("/v1/claims/{}", text(&claim["id"]));
    let of_verdict = format!("/v1/verdicts/{}", text(&verdict["id"]));
    let at = |verb: &str| format!("{of_verdict}/{verb}");
    let change = json!({"location": "Kursk"});
    let dangling = json!([{"source_id": UNKNOWN, "stance": "context"}]);
    let correction = json!({"correction_note": "Why.", "evidence": dangling});
    for (request, status) in [
        // Refused only once the rows of its statements are written.
        (api.delete(&path, key), 409),
        (api.patch(&path, &other, &change), 403),
        (api.patch(&path, key, &change).if_match("\"1.0\""), 412),
        (api.patch(&path, key, &json!({"language": "fr"})), 422),
        (api.patch(&path, key, &json!({})), 200),
        (api.request("POST", at("publish")).key(key), 409),
        (api.post(at("correct"), key, &correction), 422),
        (api.post(at("retract"), key, &json!({})), 422),
        (api.delete(of_verdict.clone(), key), 409),
        (api.post("/v1/claims", key, &json!({})), 422),
    ] {
        request.await.expect(status);
        journal.has_more(&[]).await;
    }
}

#[actix_web::test]
async fn a_duplicate_leaves_no_row() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let source = api.made("/v1/sources", &newsroom.key, a_source()).await;
    let mut journal = Watched::by(&api, &newsroom).await;
    let again = api.post("/v1/sources", &newsroom.key, &a_source()).await;
    let problem = again.problem(409, "duplicate");
    assert_eq!(problem["existing_id"], source["id"]);
    journal.has_more(&[]).await;
}
