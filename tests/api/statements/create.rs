//! Adding statements: to any claim, by anyone, and what the claim then shows.

use super::*;

#[actix_web::test]
async fn stores_what_was_sent() {
    let api = Api::start().await;
    let (one, two) = (api.newsroom("one").await, api.newsroom("two").await);
    let claim = api.claim(&one).await;
    let ann = claimant(&api, &one, "Ann").await;
    let bob = claimant(&api, &one, "Bob").await;
    let source = api.source(&one).await;
    let sent = json!({
        "claimant_id": ann["id"], "via_claimant_id": bob["id"], "position": "does_not_deny",
        "said_on": "2024-10-01", "date_precision": "month", "quote": "No comment.\nNone.",
        "language": "EN-us", "source_id": source["id"],
    });
    let statement = api.made(&path(&claim), &two.key, sent.clone()).await;
    for member in ["position", "said_on", "date_precision", "quote"] {
        assert_eq!(statement[member], sent[member], "{member}");
    }
    assert_eq!(statement["language"], "en-US");
    assert_eq!(statement["claim_id"], claim["id"]);
    assert_eq!(
        statement["claimant"],
        json!({"id": ann["id"], "name": "Ann", "kind": "person"})
    );
    assert_eq!(
        statement["via_claimant"],
        json!({"id": bob["id"], "name": "Bob", "kind": "person"})
    );
    for member in ["id", "url", "title"] {
        assert_eq!(statement["source"][member], source[member], "{member}");
    }
    assert_eq!(statement["created_by"]["slug"], "two");
    assert_eq!(statement["version"], 1);
    assert_eq!(api.list(path(&claim)).await, [statement]);
}

#[actix_web::test]
async fn needs_no_more_than_a_position() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let body = json!({"position": "asserts"});
    let statement = api.made(&path(&claim), &newsroom.key, body).await;
    for member in [
        "claimant",
        "via_claimant",
        "said_on",
        "date_precision",
        "quote",
        "language",
        "source",
    ] {
        assert_eq!(statement[member], Value::Null, "{member}");
    }
}

#[actix_web::test]
async fn a_date_is_known_to_the_day_unless_told_otherwise() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let body = json!({"position": "asserts", "said_on": "2024-10-28"});
    let statement = api.made(&path(&claim), &newsroom.key, body).await;
    assert_eq!(statement["date_precision"], "day");
    let undated = json!({"position": "asserts", "date_precision": "day"});
    let answer = api.post(path(&claim), &newsroom.key, &undated).await;
    answer.fault("/date_precision", "not_allowed");
}

#[actix_web::test]
async fn names_the_reference_that_leads_nowhere() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    for member in ["claimant_id", "via_claimant_id", "source_id"] {
        let mut body = json!({"position": "asserts"});
        body[member] = json!(Uuid::nil());
        let answer = api.post(path(&claim), &newsroom.key, &body).await;
        answer.fault(&format!("/{member}"), "not_found");
    }
    assert_eq!(api.list(path(&claim)).await, Vec::<Value>::new());
    assert_eq!(api.get(claim_path(&claim)).await.expect(200), claim);
}

#[actix_web::test]
async fn an_unknown_claim_is_not_found() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let unknown = format!("/v1/claims/{}/statements", Uuid::nil());
    let body = json!({"position": "asserts"});
    let answer = api.post(unknown, &newsroom.key, &body).await;
    answer.problem(404, "not_found");
}

#[actix_web::test]
async fn is_in_the_name_of_an_organization() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let admin = api.instance_admin().await;
    let body = json!({"position": "asserts"});
    let answer = api.post(path(&claim), &admin, &body).await;
    answer.problem(403, "organization_required");
}

#[actix_web::test]
async fn the_latest_by_date_decides_a_claimants_position() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let ann = claimant(&api, &newsroom, "Ann").await;
    for (position, said_on, shown) in [
        ("declines_to_comment", Value::Null, "declines_to_comment"),
        ("asserts", Value::Null, "asserts"),
        ("denies", json!("2024-10-20"), "denies"),
        ("confirms", json!("2024-10-28"), "confirms"),
        ("does_not_deny", json!("2024-10-27"), "confirms"),
        ("asserts", Value::Null, "confirms"),
        ("retracts", json!("2024-10-28"), "retracts"),
    ] {
        said(&api, &newsroom, &claim, (&ann, position, said_on.clone())).await;
        let now = positions(&api, &claim).await;
        assert_eq!(now, [stand("Ann", shown)], "{position} on {said_on}");
    }
    let shown = &api.get(claim_path(&claim)).await.expect(200)["claimants"];
    let expected = json!([{
        "id": ann["id"], "name": "Ann", "kind": "person", "position": "retracts",
        "said_on": "2024-10-28", "date_precision": "day"
    }]);
    assert_eq!(shown, &expected);
}

#[actix_web::test]
async fn the_claim_shows_each_known_claimant_once_and_the_latest_first() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let (claim, other) = (api.claim(&newsroom).await, api.claim(&newsroom).await);
    let ann = claimant(&api, &newsroom, "Ann").await;
    let bob = claimant(&api, &newsroom, "Bob").await;
    let cem = claimant(&api, &newsroom, "Cem").await;
    for (who, position, said_on) in [
        (&cem, "asserts", Value::Null),
        (&ann, "denies", json!("2024-10-20")),
        (&bob, "confirms", json!("2024-10-28")),
        (&ann, "asserts", json!("2024-10-19")),
        (&Value::Null, "asserts", json!("2024-10-29")),
    ] {
        said(&api, &newsroom, &claim, (who, position, said_on)).await;
    }
    said(&api, &newsroom, &other, (&ann, "retracts", Value::Null)).await;
    assert_eq!(
        positions(&api, &claim).await,
        [
            stand("Bob", "confirms"),
            stand("Ann", "denies"),
            stand("Cem", "asserts")
        ]
    );
    assert_eq!(positions(&api, &other).await, [stand("Ann", "retracts")]);
}

#[actix_web::test]
async fn is_a_new_version_of_the_claim() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let before = api.get(claim_path(&claim)).await;
    let body = json!({"position": "asserts"});
    let statement = api.made(&path(&claim), &newsroom.key, body).await;
    let after = api.get(claim_path(&claim)).await;
    let claim = after.expect(200);
    assert_eq!(claim["version"], 2);
    assert_eq!(claim["updated_at"], statement["created_at"]);
    assert_eq!(claim["created_at"], before.expect(200)["created_at"]);
    assert_ne!(after.etag(), before.etag());
    let held = api.get(claim_path(&claim));
    held.header("If-None-Match", before.etag())
        .await
        .expect(200);
    let change = json!({"kind": "quote"});
    let stale = api.patch(claim_path(&claim), &newsroom.key, &change);
    let stale = stale.if_match(&before.etag()).await;
    stale.problem(412, "precondition_failed");
}

#[actix_web::test]
async fn claims_include_statements_on_demand() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let silent = api.claim(&newsroom).await;
    let claim = api.claim(&newsroom).await;
    let ann = claimant(&api, &newsroom, "Ann").await;
    for (who, day) in [(&ann, "2024-10-28"), (&Value::Null, "2024-10-20")] {
        said(&api, &newsroom, &claim, (who, "asserts", json!(day))).await;
    }
    let listed = json!(api.list(path(&claim)).await);
    assert_eq!(listed.as_array().unwrap().len(), 2);

    let plain = api.get(claim_path(&claim)).await;
    assert_eq!(plain.expect(200).get("statements"), None);
    let with = api
        .get(format!("{}?include=statements", claim_path(&claim)))
        .await;
    assert_eq!(with.expect(200)["statements"], listed);
    assert_ne!(with.etag(), plain.etag(), "another representation");

    let claims = api.list("/v1/claims").await;
    assert_eq!(claims[0].get("statements"), None);
    let claims = api.list("/v1/claims?include=statements").await;
    assert_eq!(ids(&claims), ids([&claim, &silent]));
    assert_eq!(claims[0]["statements"], listed);
    assert_eq!(claims[1]["statements"], json!([]));
}
