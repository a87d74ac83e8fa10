//! What is exported imports again to the same content.

use super::*;

/// Records without what an import does not keep: who added them, and when.
fn content(records: &[Value]) -> Vec<Value> {
    let mut records = records.to_vec();
    records.iter_mut().for_each(strip);
    records.sort_by_key(id);
    records
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for own in [
                "created_by",
                "organization",
                "created_at",
                "updated_at",
                "version",
            ] {
                members.remove(own);
            }
            members.values_mut().for_each(strip);
        }
        Value::Array(values) => values.iter_mut().for_each(strip),
        _ => {}
    }
}

/// Exports, as a key sees it, and imports elsewhere: the same comes out.
async fn goes_round(api: &Api, key: &str) {
    let claims = api.export_as(key, "claims").await;
    assert!(!claims.is_empty());
    let elsewhere = Api::start().await;
    let other = elsewhere.newsroom("elsewhere").await;
    for result in elsewhere.import(&other.key, &claims).await {
        assert_eq!(result["status"], "created", "{result}");
    }
    let again = elsewhere.export_as(&other.key, "claims").await;
    assert_eq!(content(&again), content(&claims));
    let verdicts = elsewhere.export_as(&other.key, "verdicts").await;
    assert_eq!(
        content(&verdicts),
        content(&api.export_as(key, "verdicts").await)
    );
    // There it says nothing new, and what comes out there says nothing new either.
    let before = elsewhere.contents().await;
    for lines in [&again, &claims] {
        for result in elsewhere.import(&other.key, lines).await {
            assert_eq!(result["status"], "unchanged", "{result}");
        }
    }
    assert_eq!(elsewhere.contents().await, before);
}

#[actix_web::test]
async fn of_everything_that_a_claim_can_have() {
    let (api, newsroom) = desk().await;
    api.imported(&newsroom.key, &judged()).await;
    api.imported(&newsroom.key, &judged()).await;
    api.imported(&newsroom.key, &a_claim()).await;
    goes_round(&api, &newsroom.key).await;
}

#[actix_web::test]
async fn of_what_several_organizations_said_and_judged() {
    let (api, newsroom) = desk().await;
    let claim = api.imported(&newsroom.key, &judged()).await;
    let claim = api.get(format!("/v1/claims/{claim}")).await.expect(200);
    let other = api.newsroom("two").await;
    api.verdict(&other, &claim).await;
    let path = format!("/v1/claims/{}/statements", id(&claim));
    api.made(&path, &other.key, json!({"position": "retracts"}))
        .await;
    api.imported(&other.key, &a_line()).await;
    goes_round(&api, &newsroom.key).await;
    goes_round(&api, &other.key).await;
}

#[actix_web::test]
async fn of_the_reference_case() {
    let api = Api::start().await;
    let case = crate::reference::posted(&api).await;
    goes_round(&api, &case.newsroom.key).await;
}

#[actix_web::test]
async fn where_it_came_from_it_says_nothing_new() {
    let api = Api::start().await;
    let case = crate::reference::posted(&api).await;
    let lines = api.export_as(&case.newsroom.key, "claims").await;
    api.leaves_all_as_it_is(&case.newsroom.key, &lines).await;
}
