//! Changes of scales: free while nobody has seen a verdict by them, then within bounds.

use super::*;

/// A scale, and a published verdict that shows its first rating.
async fn in_use(api: &Api, newsroom: &Newsroom) -> (Value, Value) {
    let scale = api.scale(newsroom).await;
    let claim = api.claim(newsroom).await;
    let draft = api.draft(newsroom, &claim, &scale["ratings"][0]).await;
    let verdict = api.published(newsroom, &draft).await;
    (scale, verdict)
}

#[actix_web::test]
async fn renames() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let scale = api.scale(&newsroom).await;
    let change = json!({"name": "Renamed"});
    let answer = api.patch(path(&scale), &newsroom.key, &change).await;
    let renamed = answer.expect(200);
    let mut expected = scale.clone();
    expected["name"] = "Renamed".into();
    expected["version"] = 2.into();
    expected["updated_at"] = renamed["updated_at"].clone();
    assert_eq!(renamed, expected);
    assert_ne!(renamed["updated_at"], scale["updated_at"]);
    let read = api.get(path(&scale)).await;
    assert_eq!(read.expect(200), renamed);
    assert_eq!(read.etag(), answer.etag());
}

#[actix_web::test]
async fn replaces_the_ratings_and_keeps_the_ids_of_labels_that_stay() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let scale = api.scale(&newsroom).await;
    let ratings = json!([
        {"label": "Benar", "language": "en", "value": 5, "normalized": "true"},
        {"label": "Sesat", "language": "id", "value": 3, "normalized": "mixed"},
        {"label": "Benar", "language": "id", "value": 5, "normalized": "true"},
    ]);
    let change = json!({"ratings": ratings});
    let changed = api.patch(path(&scale), &newsroom.key, &change).await;
    let changed = changed.expect(200);
    assert_eq!(json!(sent(&changed)), ratings, "in the order sent");
    let (old, new) = (&scale["ratings"], &changed["ratings"]);
    assert_eq!(new[1]["id"], old[1]["id"]);
    assert_eq!(new[2]["id"], old[0]["id"]);
    assert!(!ids(old.as_array().unwrap()).contains(&id(&new[0])));
    assert_eq!(api.get(path(&scale)).await.expect(200), changed);
}

#[actix_web::test]
async fn what_changes_nothing_is_no_new_version() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let scale = api.scale(&newsroom).await;
    let tag = api.get(path(&scale)).await.etag();
    for change in [json!({}), a_scale(), json!({"worst": 1})] {
        let answer = api.patch(path(&scale), &newsroom.key, &change).await;
        assert_eq!(answer.expect(200), scale, "{change}");
        assert_eq!(answer.etag(), tag);
    }
}

#[actix_web::test]
async fn needs_the_version_that_it_changes() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let scale = api.scale(&newsroom).await;
    let first = api.get(path(&scale)).await.etag();
    let renamed = |name: &str| api.patch(path(&scale), &newsroom.key, &json!({"name": name}));
    let blind = renamed("Blind").without("If-Match").await;
    blind.problem(428, "precondition_required");
    let second = renamed("Second").if_match(&first).await;
    second.expect(200);
    let stale = renamed("Stale").if_match(&first).await;
    stale.problem(412, "precondition_failed");
    let third = renamed("Third").if_match(&second.etag()).await;
    assert_eq!(third.expect(200)["version"], 3);
}

#[actix_web::test]
async fn is_for_its_organization_and_the_instance() {
    let api = Api::start().await;
    let (one, two) = (api.newsroom("one").await, api.newsroom("two").await);
    let admin = api.instance_admin().await;
    let scale = api.scale(&one).await;
    let change = json!({"name": "Renamed"});
    let other = api.patch(path(&scale), &two.key, &change).await;
    other.problem(403, "not_owner");
    assert_eq!(api.get(path(&scale)).await.expect(200), scale);
    let changed = api.patch(path(&scale), &admin, &change).await.expect(200);
    assert_eq!(changed["name"], "Renamed");
    assert_eq!(changed["organization"], scale["organization"]);
}

#[actix_web::test]
async fn an_unknown_one_is_not_found() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let unknown = format!("{SCALES}/{}", Uuid::nil());
    let answer = api.patch(unknown, &newsroom.key, &json!({})).await;
    answer.problem(404, "not_found");
}

#[actix_web::test]
async fn the_name_of_another_scale_is_taken() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    named(&api, &newsroom, "Taken").await;
    let scale = api.scale(&newsroom).await;
    let change = json!({"name": "Taken"});
    let answer = api.patch(path(&scale), &newsroom.key, &change).await;
    answer.problem(409, "duplicate");
}

#[actix_web::test]
async fn the_result_keeps_the_rules_of_a_new_scale() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let scale = api.scale(&newsroom).await;
    for (change, pointer, code) in [
        (json!({"worst": 5}), "/worst", "range"),
        (json!({"best": 4}), "/ratings", "range"),
        (json!({"name": null}), "/name", "required"),
        (json!({"ratings": null}), "/ratings", "required"),
    ] {
        let answer = api.patch(path(&scale), &newsroom.key, &change).await;
        answer.fault(pointer, code);
    }
    assert_eq!(api.get(path(&scale)).await.expect(200), scale);
}

#[actix_web::test]
async fn cannot_change_what_a_published_verdict_shows() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let (scale, verdict) = in_use(&api, &newsroom).await;
    let [used, second, third] = sent(&scale).try_into().unwrap();
    let used_as = |member: &str, value: Value| {
        let mut changed = used.clone();
        changed[member] = value;
        json!({"ratings": [changed, second, third]})
    };
    for change in [
        json!({"best": 6}),
        json!({"worst": 2}),
        json!({"ratings": [second, third]}),
        used_as("value", 4.into()),
        used_as("value", Value::Null),
        used_as("normalized", "mostly_true".into()),
        used_as("label", "Betul".into()),
        used_as("language", "ms".into()),
    ] {
        let answer = api.patch(path(&scale), &newsroom.key, &change).await;
        answer.problem(409, "in_use");
    }
    assert_eq!(api.get(path(&scale)).await.expect(200), scale);
    let read = api.get(format!("/v1/verdicts/{}", text(&verdict["id"])));
    assert_eq!(read.await.expect(200), verdict);
}

#[actix_web::test]
async fn a_retracted_verdict_still_shows_its_rating() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let (scale, verdict) = in_use(&api, &newsroom).await;
    api.retracted(&newsroom, &verdict).await;
    let change = json!({"best": 6});
    let answer = api.patch(path(&scale), &newsroom.key, &change).await;
    answer.problem(409, "in_use");
}

#[actix_web::test]
async fn may_change_what_no_published_verdict_shows() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let (scale, verdict) = in_use(&api, &newsroom).await;
    let [used, mut second, third] = sent(&scale).try_into().unwrap();
    let added = json!({"label": "Keliru", "language": "id", "value": 1, "normalized": "false"});
    second["value"] = 3.into();
    for change in [
        json!({"name": "Renamed"}),
        json!({"ratings": [added, used, second, third]}),
        json!({"ratings": [second, used]}),
    ] {
        let answer = api.patch(path(&scale), &newsroom.key, &change).await;
        let changed = answer.expect(200);
        for (member, value) in change.as_object().unwrap() {
            let now = match member.as_str() {
                "ratings" => json!(sent(&changed)),
                _ => changed[member].clone(),
            };
            assert_eq!(&now, value);
        }
    }
    let read = api.get(format!("/v1/verdicts/{}", text(&verdict["id"])));
    assert_eq!(read.await.expect(200), verdict);
}

#[actix_web::test]
async fn drafts_follow_their_rating_but_hold_it() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let scale = api.scale(&newsroom).await;
    let claim = api.claim(&newsroom).await;
    let draft = api.draft(&newsroom, &claim, &scale["ratings"][0]).await;
    let [mut used, second, third] = sent(&scale).try_into().unwrap();
    let without = json!({"ratings": [second, third]});
    let removed = api.patch(path(&scale), &newsroom.key, &without).await;
    removed.problem(409, "in_use");

    used["value"] = 6.into();
    let change = json!({"best": 6, "ratings": [used, second, third]});
    let changed = api.patch(path(&scale), &newsroom.key, &change).await;
    changed.expect(200);
    let draft_path = format!("/v1/verdicts/{}", text(&draft["id"]));
    let read = api.get(&draft_path).key(&newsroom.key).await.expect(200);
    assert_eq!(
        (&read["rating"]["value"], &read["rating"]["best"]),
        (&json!(6), &json!(6))
    );
    // Who read it before must read it again before publishing it.
    let publish = api
        .request("POST", format!("{draft_path}/publish"))
        .key(&newsroom.key);
    let version = format!("\"{}.0\"", draft["version"]);
    publish
        .if_match(&version)
        .await
        .problem(412, "precondition_failed");
    assert!(text(&read["updated_at"]) > text(&draft["updated_at"]));
}
