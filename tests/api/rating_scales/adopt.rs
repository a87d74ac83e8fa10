//! A scale of the catalogue becomes an organization's own by one request.

use serde_json::{Value, json};

use super::{SCALES, path, sent};
use crate::support::*;

const ADOPT: &str = "/v1/rating-scales/adopt";

async fn tempo(api: &Api) -> Value {
    api.get(format!("{SCALES}/catalogue/tempo"))
        .await
        .expect(200)
}

#[actix_web::test]
async fn makes_it_the_organizations_own() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let answer = api
        .post(ADOPT, &newsroom.key, &json!({"catalogue": "tempo"}))
        .await;
    let scale = answer.expect(201);
    assert_eq!(answer.header("location").unwrap(), path(&scale));
    let listed = tempo(&api).await;
    for member in ["name", "worst", "best"] {
        assert_eq!(scale[member], listed[member], "{member}");
    }
    let labels: Vec<Value> = listed["ratings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rating| {
            let mut rating = rating.clone();
            let members = rating.as_object_mut().unwrap();
            members.remove("origin");
            members.remove("disagreements");
            rating
        })
        .collect();
    assert_eq!(sent(&scale), labels);
    assert_eq!(
        scale["catalogue"],
        json!({"slug": "tempo", "version": listed["version"]})
    );
    assert_eq!(scale["organization"]["slug"], "one");
    assert_eq!(scale["version"], 1);
    let read = api.get(path(&scale)).await;
    assert_eq!(read.expect(200), scale);
    assert_eq!(read.etag(), answer.etag());
    assert_eq!(api.list(SCALES).await, [scale]);
}

#[actix_web::test]
async fn every_scale_can_be_adopted() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let all = api.list(format!("{SCALES}?catalogue=true&limit=100")).await;
    for scale in &all {
        let adoption = json!({"catalogue": scale["slug"]});
        let adopted = api.made(ADOPT, &newsroom.key, adoption).await;
        assert_eq!(adopted["catalogue"]["slug"], scale["slug"]);
        let count = |scale: &Value| scale["ratings"].as_array().unwrap().len();
        assert_eq!(count(&adopted), count(scale));
    }
}

#[actix_web::test]
async fn takes_a_name_of_its_own_and_each_name_once() {
    let api = Api::start().await;
    let (one, two) = (api.newsroom("one").await, api.newsroom("two").await);
    let adoption = json!({"catalogue": "tempo"});
    api.made(ADOPT, &one.key, adoption.clone()).await;
    let again = api.post(ADOPT, &one.key, &adoption).await;
    again.problem(409, "duplicate");
    let renamed = json!({"catalogue": "tempo", "name": "Ours"});
    let scale = api.made(ADOPT, &one.key, renamed).await;
    assert_eq!(scale["name"], "Ours");
    api.made(ADOPT, &two.key, adoption).await;
    assert_eq!(api.list(SCALES).await.len(), 3);
}

#[actix_web::test]
async fn what_is_not_in_the_catalogue_is_named_with_what_is_nearest() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let answer = api
        .post(ADOPT, &newsroom.key, &json!({"catalogue": "tempoo"}))
        .await;
    answer.fault("/catalogue", "unknown_value");
    let detail = answer.problem(422, "validation_failed")["errors"][0]["detail"].clone();
    assert!(text(&detail).contains("the nearest is tempo"), "{detail}");
}

#[actix_web::test]
async fn tells_where_it_came_from_also_when_it_has_changed() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let adoption = json!({"catalogue": "tempo"});
    let scale = api.made(ADOPT, &newsroom.key, adoption).await;
    let change = json!({"name": "Ours", "ratings": [
        {"label": "Hoaks", "language": "id", "value": 1, "normalized": "false"}
    ]});
    let changed = api.patch(path(&scale), &newsroom.key, &change).await;
    let changed = changed.expect(200);
    assert_eq!(changed["catalogue"], scale["catalogue"]);
    assert_eq!(changed["ratings"].as_array().unwrap().len(), 1);
    api.until_settled().await;
    let journal = api.list_as(&newsroom.key, "/v1/journal?limit=100").await;
    let actions = ["rating_scale.created", "rating_scale.updated"];
    assert_eq!(column(&journal, "action"), actions);
    for entry in journal {
        assert_eq!(entry["snapshot"]["catalogue"], scale["catalogue"]);
    }
}

#[actix_web::test]
async fn where_it_came_from_is_not_for_clients_to_say() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let mut scale = a_scale();
    scale["catalogue"] = json!({"slug": "tempo", "version": 1});
    let answer = api.post(SCALES, &newsroom.key, &scale).await;
    answer.fault("/catalogue", "unknown_field");
}

#[actix_web::test]
async fn verdicts_are_rated_by_it() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let adoption = json!({"catalogue": "mafindo"});
    let scale = api.made(ADOPT, &newsroom.key, adoption).await;
    let ratings = scale["ratings"].as_array().unwrap();
    let salah = ratings
        .iter()
        .find(|rating| rating["label"] == "SALAH")
        .unwrap();
    let claim = api.claim(&newsroom).await;
    let draft = api.draft(&newsroom, &claim, salah).await;
    let verdict = api.published(&newsroom, &draft).await;
    assert_eq!(verdict["rating"]["label"], "SALAH");
    assert_eq!(verdict["rating"]["normalized"], "false");
}

#[actix_web::test]
async fn happens_once_however_often_it_is_sent() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let adoption = json!({"catalogue": "tempo"});
    let ask = || {
        let request = api
            .request("POST", ADOPT)
            .key(&newsroom.key)
            .json(&adoption);
        request.header("Idempotency-Key", "adopt-1")
    };
    let first = ask().await.expect(201);
    let second = ask().await;
    assert_eq!(second.expect(201), first);
    assert_eq!(
        second.header("idempotency-replayed").as_deref(),
        Some("true")
    );
    assert_eq!(api.list(SCALES).await.len(), 1);
}

#[actix_web::test]
async fn belongs_to_an_organization() {
    let api = Api::start().await;
    let admin = api.instance_admin().await;
    let answer = api
        .post(ADOPT, &admin, &json!({"catalogue": "tempo"}))
        .await;
    answer.problem(403, "organization_required");
}
