//! Every change writes one row for each version that it makes: who, what, and the whole.

use super::*;

#[actix_web::test]
async fn of_an_organization() {
    let api = Api::start().await;
    let admin = api.instance_admin().await;
    let mut journal = Watched::by_operator(&api, &admin).await;
    let body = json!({"name": "One", "slug": "one", "site": "one.example"});
    let made = api.made("/v1/organizations", &admin, body).await;
    journal.has_more(&[("organization.created", &made)]).await;
    let path = format!("/v1/organizations/{}", text(&made["id"]));
    let change = json!({"name": "Renamed"});
    let changed = api.patch(&path, &admin, &change).await.expect(200);
    journal
        .has_more(&[("organization.updated", &changed)])
        .await;
    api.patch(&path, &admin, &change).await.expect(200);
    journal.has_more(&[]).await;
    api.delete(&path, &admin).await.expect(204);
    journal
        .has_more(&[("organization.deleted", &changed)])
        .await;
}

#[actix_web::test]
async fn of_a_claimant_and_a_source() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let key = &newsroom.key;
    let mut journal = Watched::by(&api, &newsroom).await;
    for (kind, body, member) in [
        ("claimant", a_claimant(), "name"),
        ("source", a_source(), "title"),
    ] {
        let [created, updated, deleted] =
            ["created", "updated", "deleted"].map(|verb| format!("{kind}.{verb}"));
        let made = api.made(&format!("/v1/{kind}s"), key, body).await;
        journal.has_more(&[(&created, &made)]).await;
        let path = format!("/v1/{kind}s/{}", text(&made["id"]));
        let change = json!({member: "Changed"});
        let changed = api.patch(&path, key, &change).await.expect(200);
        journal.has_more(&[(&updated, &changed)]).await;
        api.patch(&path, key, &change).await.expect(200);
        journal.has_more(&[]).await;
        api.delete(&path, key).await.expect(204);
        journal.has_more(&[(&deleted, &changed)]).await;
    }
}

#[actix_web::test]
async fn of_a_claim_and_what_it_embeds() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let key = &newsroom.key;
    let claimant = api.claimant(&newsroom).await;
    let mut journal = Watched::by(&api, &newsroom).await;
    let quantity =
        json!({"subject": "bases", "comparator": "between", "value": 0.1, "value_max": 1e15});
    let body = with(a_claim(), json!({"quantities": [quantity]}));
    let claim = api.made("/v1/claims", key, body).await;
    journal.has_more(&[("claim.created", &claim)]).await;

    let path = format!("/v1/claims/{}", text(&claim["id"]));
    let change = json!({"location": "Kursk"});
    let changed = api.patch(&path, key, &change).await.expect(200);
    journal.has_more(&[("claim.updated", &changed)]).await;
    api.patch(&path, key, &change).await.expect(200);
    journal.has_more(&[]).await;

    let translation = json!({"text": "Autrement.", "method": "machine"});
    let put = || api.put(format!("{path}/translations/fr"), key, &translation);
    let translated = put().await.expect(200);
    journal.has_more(&[("claim.updated", &translated)]).await;
    put().await.expect(200);
    journal.has_more(&[]).await;

    let said = json!({"claimant_id": claimant["id"], "position": "denies", "quote": "No."});
    let statement = api.made(&format!("{path}/statements"), key, said).await;
    let now = journal.claim(&claim).await;
    assert_eq!(now["version"], 4);
    journal
        .has_more(&[("statement.created", &statement), ("claim.updated", &now)])
        .await;
}

#[actix_web::test]
async fn of_a_draft_and_the_scale_that_it_is_rated_by() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let key = &newsroom.key;
    let claim = api.claim(&newsroom).await;
    let source = api.source(&newsroom).await;
    let mut journal = Watched::by(&api, &newsroom).await;
    let scale = api.scale(&newsroom).await;
    journal.has_more(&[("rating_scale.created", &scale)]).await;

    let rating = &scale["ratings"][0]["id"];
    let body = json!({"claim_id": claim["id"], "rating_id": rating, "language": "en"});
    let draft = api.made("/v1/verdicts", key, body.clone()).await;
    journal.has_more(&[("verdict.created", &draft)]).await;
    let path = format!("/v1/verdicts/{}", text(&draft["id"]));
    let change = json!({"title": "A title"});
    let titled = api.patch(&path, key, &change).await.expect(200);
    journal.has_more(&[("verdict.updated", &titled)]).await;
    api.patch(&path, key, &change).await.expect(200);
    journal.has_more(&[]).await;

    let evidence = json!([{"source_id": source["id"], "stance": "refutes"}]);
    let put = || api.put(format!("{path}/evidence"), key, &evidence);
    let cited = put().await.expect(200);
    journal.has_more(&[("verdict.updated", &cited)]).await;
    put().await.expect(200);
    journal.has_more(&[]).await;

    let other = api.made("/v1/verdicts", key, body).await;
    journal.has_more(&[("verdict.created", &other)]).await;
    let scale_path = format!("/v1/rating-scales/{}", text(&scale["id"]));
    let change = json!({"best": 6});
    let widened = api.patch(scale_path, key, &change).await.expect(200);
    let read = async |draft: &Value| {
        let path = format!("/v1/verdicts/{}", text(&draft["id"]));
        api.get(path).key(key).await.expect(200)
    };
    let (one, two) = (read(&draft).await, read(&other).await);
    assert_eq!(
        (&one["rating"]["best"], &one["version"]),
        (&json!(6), &json!(4))
    );
    journal
        .has_more(&[
            ("verdict.updated", &one),
            ("verdict.updated", &two),
            ("rating_scale.updated", &widened),
        ])
        .await;
    api.delete(&path, key).await.expect(204);
    journal.has_more(&[("verdict.deleted", &one)]).await;
}

#[actix_web::test]
async fn of_a_verdict_all_its_life_and_of_its_claim() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let scale = api.scale(&newsroom).await;
    let draft = api.draft(&newsroom, &claim, &scale["ratings"][0]).await;
    let mut journal = Watched::by(&api, &newsroom).await;

    let published = api.published(&newsroom, &draft).await;
    let now = journal.claim(&claim).await;
    journal
        .has_more(&[("verdict.published", &published), ("claim.updated", &now)])
        .await;
    for _ in 0..2 {
        let corrected = api.corrected(&newsroom, &published).await;
        let now = journal.claim(&claim).await;
        journal
            .has_more(&[("verdict.corrected", &corrected), ("claim.updated", &now)])
            .await;
    }
    let retracted = api.retracted(&newsroom, &published).await;
    let now = journal.claim(&claim).await;
    assert_eq!((&now["version"], &now["verdicts"]), (&json!(5), &json!([])));
    journal
        .has_more(&[("verdict.retracted", &retracted), ("claim.updated", &now)])
        .await;

    let rows = rows(&api).await;
    let note = |action: &str| {
        let row = rows.iter().find(|row| row["action"] == action);
        row.unwrap()["note"].clone()
    };
    assert_eq!(note("verdict.published"), Value::Null);
    assert_eq!(note("verdict.corrected"), retracted["correction_note"]);
    assert_eq!(note("verdict.retracted"), retracted["retraction_reason"]);
    let notes = rows.iter().filter(|row| !row["note"].is_null());
    assert_eq!(notes.count(), 3, "of the claim no row has one");
}

#[actix_web::test]
async fn what_the_operator_changes_is_by_the_operator() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let admin = api.instance_admin().await;
    let mut journal = Watched::by_operator(&api, &admin).await;
    let path = format!("/v1/claims/{}", text(&claim["id"]));
    let change = json!({"location": "Kursk"});
    let changed = api.patch(&path, &admin, &change).await.expect(200);
    journal.has_more(&[("claim.updated", &changed)]).await;
    api.delete(&path, &admin).await.expect(204);
    journal.has_more(&[("claim.deleted", &changed)]).await;
}

#[actix_web::test]
async fn each_at_the_time_of_the_change() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    api.verdict(&newsroom, &claim).await;
    for row in rows(&api).await {
        let time =
            |value: &Value| -> chrono::DateTime<chrono::Utc> { text(value).parse().unwrap() };
        let changed = time(&row["snapshot"]["updated_at"]);
        assert_eq!(time(&row["at"]), changed, "{row}");
    }
}
