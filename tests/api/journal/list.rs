//! Histories: every version that a reader may see, whole, and there for good.

use super::*;

fn path(kind: &str, resource: &Value) -> String {
    format!("/v1/{kind}/{}", text(&resource["id"]))
}

fn history(kind: &str, resource: &Value) -> String {
    format!("{}/history", path(kind, resource))
}

/// A draft with its evidence: two versions.
async fn draft(api: &Api, newsroom: &Newsroom) -> Value {
    let claim = api.claim(newsroom).await;
    let scale = api.scale(newsroom).await;
    api.draft(newsroom, &claim, &scale["ratings"][0]).await
}

/// A problem without what differs each time.
fn anonymous(mut problem: Value) -> Value {
    problem.as_object_mut().unwrap().remove("request_id");
    problem
}

#[actix_web::test]
async fn tells_who_did_what_and_the_whole_of_it() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let change = json!({"location": "Kursk"});
    let patch = api.patch(path("claims", &claim), &newsroom.key, &change);
    let changed = patch.await.expect(200);
    let entries = api.list(history("claims", &claim)).await;
    let organization = json!({"id": newsroom.id, "name": "one", "slug": "one"});
    let expected = [(&changed, "claim.updated"), (&claim, "claim.created")];
    assert_eq!(entries.len(), 2);
    for (entry, (claim, action)) in entries.iter().zip(expected) {
        let told = json!({
            "id": entry["id"], "at": claim["updated_at"], "action": action,
            "organization": organization, "api_key": null, "subject_type": "claim",
            "subject_id": claim["id"], "version": claim["version"], "snapshot": claim,
            "note": null
        });
        assert_eq!(entry, &told);
    }
}

#[actix_web::test]
async fn is_kept_of_claims_claimants_sources_and_verdicts() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    for (kind, made) in [
        ("claimants", uncounted(api.claimant(&newsroom).await)),
        ("sources", api.source(&newsroom).await),
        ("verdicts", api.verdict(&newsroom, &claim).await),
        ("claims", api.get(path("claims", &claim)).await.expect(200)),
    ] {
        let entries = api.list(history(kind, &made)).await;
        assert_eq!(entries[0]["snapshot"], made, "{kind}");
        let version = usize::try_from(made["version"].as_u64().unwrap()).unwrap();
        let own = api.list_as(&newsroom.key, history(kind, &made)).await;
        assert_eq!(own.len(), version, "{kind}: a row for each version");
    }
}

#[actix_web::test]
async fn a_verdicts_life_is_told_with_its_notes() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let published = api.verdict(&newsroom, &claim).await;
    let corrected = api.corrected(&newsroom, &published).await;
    let retracted = api.retracted(&newsroom, &published).await;
    let entries = api.list(history("verdicts", &published)).await;
    let expected = [
        (
            "verdict.retracted",
            &retracted,
            &retracted["retraction_reason"],
        ),
        (
            "verdict.corrected",
            &corrected,
            &corrected["correction_note"],
        ),
        ("verdict.published", &published, &Value::Null),
    ];
    let told: Vec<(&str, &Value, &Value)> = entries
        .iter()
        .map(|entry| (text(&entry["action"]), &entry["snapshot"], &entry["note"]))
        .collect();
    assert_eq!(told, expected);
}

#[actix_web::test]
async fn the_public_sees_no_draft_and_its_own_organization_does() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let other = api.newsroom("two").await;
    let admin = api.instance_admin().await;
    let draft = draft(&api, &newsroom).await;
    let published = api.published(&newsroom, &draft).await;
    let list = history("verdicts", &published);
    let public = api.list(&list).await;
    assert_eq!(column(&public, "action"), ["verdict.published"]);
    for key in [&other.key, &admin] {
        assert_eq!(api.list_as(key, &list).await, public);
    }
    api.counts(&list, 1).await;
    let own = api.list_as(&newsroom.key, &list).await;
    let all = ["verdict.published", "verdict.updated", "verdict.created"];
    assert_eq!(column(&own, "action"), all);
    assert_eq!(own[1]["snapshot"], draft);
    let counted = api
        .get(format!("{list}?count=exact"))
        .key(&newsroom.key)
        .await;
    assert_eq!(counted.expect(200)["total"], 3);
}

#[actix_web::test]
async fn another_organizations_draft_is_as_if_it_were_not_there() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let other = api.newsroom("two").await.key;
    let admin = api.instance_admin().await;
    let draft = draft(&api, &newsroom).await;
    let is_hidden = async || {
        for key in [None, Some(&other), Some(&admin)] {
            for query in ["", "?limit=1", "?count=exact", "?sort=at"] {
                let ask = async |resource: &Value| {
                    let request = api.get(format!("{}{query}", history("verdicts", resource)));
                    let answer = match key {
                        Some(key) => request.key(key).await,
                        None => request.await,
                    };
                    anonymous(answer.problem(404, "not_found"))
                };
                assert_eq!(ask(&draft).await, ask(&json!({"id": UNKNOWN})).await);
            }
        }
    };
    is_hidden().await;
    api.delete(path("verdicts", &draft), &newsroom.key)
        .await
        .expect(204);
    is_hidden().await;
    let own = api
        .list_as(&newsroom.key, history("verdicts", &draft))
        .await;
    assert_eq!(own[0]["action"], "verdict.deleted");
    assert_eq!(own.len(), 3);
}

#[actix_web::test]
async fn outlives_what_it_tells_of() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    for (kind, made) in [
        ("claims", api.claim(&newsroom).await),
        ("claimants", uncounted(api.claimant(&newsroom).await)),
        ("sources", api.source(&newsroom).await),
    ] {
        let path = path(kind, &made);
        api.delete(&path, &newsroom.key).await.expect(204);
        api.get(&path).await.problem(404, "not_found");
        let entries = api.list(history(kind, &made)).await;
        let singular = kind.trim_end_matches('s');
        let told: Vec<(&Value, &Value, &Value)> = entries
            .iter()
            .map(|entry| (&entry["action"], &entry["version"], &entry["snapshot"]))
            .collect();
        let (deleted, created) = (format!("{singular}.deleted"), format!("{singular}.created"));
        let expected = [
            (&json!(deleted), &json!(2), &Value::Null),
            (&json!(created), &json!(1), &made),
        ];
        assert_eq!(told, expected);
    }
}

#[actix_web::test]
async fn pages_visit_every_version_once_in_both_orders() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    for n in 2..=5 {
        let change = json!({"location": format!("{n}")});
        let patch = api.patch(path("claims", &claim), &newsroom.key, &change);
        patch.await.expect(200);
    }
    let list = history("claims", &claim);
    let versions = async |query: &str| -> Vec<Value> {
        let entries = api.walk(&format!("{list}{query}")).await;
        assert_eq!(entries, api.list(format!("{list}{query}")).await);
        entries
            .iter()
            .map(|entry| entry["version"].clone())
            .collect()
    };
    assert_eq!(versions("").await, [5, 4, 3, 2, 1]);
    assert_eq!(versions("?sort=-at").await, [5, 4, 3, 2, 1]);
    assert_eq!(versions("?sort=at").await, [1, 2, 3, 4, 5]);
    api.counts(&list, 5).await;
    let unknown = api.get(format!("{list}?sort=version")).await;
    unknown.fault("/sort", "invalid_value");
}

#[actix_web::test]
async fn a_cursor_continues_its_own_history_alone() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let (claim, other) = (api.claim(&newsroom).await, api.claim(&newsroom).await);
    for claim in [&claim, &other] {
        let change = json!({"location": "Kursk"});
        let patch = api.patch(path("claims", claim), &newsroom.key, &change);
        patch.await.expect(200);
    }
    let list = history("claims", &claim);
    api.binds_cursors(&list, &["sort=at"]).await;
    let cursor = api.cursor(&list).await;
    for foreign in [history("claims", &other), "/v1/claims".to_owned()] {
        let answer = api.get(format!("{foreign}?cursor={cursor}")).await;
        answer.problem(400, "cursor_mismatch");
    }
}

#[actix_web::test]
async fn the_key_is_shown_to_its_own_organization_alone() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let other = api.newsroom("two").await;
    let admin = api.instance_admin().await;
    let source = api.source(&newsroom).await;
    let change = json!({"title": "By the operator"});
    api.patch(path("sources", &source), &admin, &change)
        .await
        .expect(200);
    let list = history("sources", &source);
    let own = api.list_as(&newsroom.key, &list).await;
    let key = json!({
        "id": key_id(&api, &newsroom.key).await, "name": "test", "prefix": &newsroom.key[3..15]
    });
    assert_eq!(own[1]["api_key"], key);
    assert_eq!(own[1]["organization"]["slug"], "one");
    let by_operator = (&own[0]["organization"], &own[0]["api_key"]);
    assert_eq!(by_operator, (&Value::Null, &Value::Null));
    for key in [None, Some(&other.key), Some(&admin)] {
        let entries = match key {
            Some(key) => api.list_as(key, &list).await,
            None => api.list(&list).await,
        };
        assert_eq!(entries[1]["organization"]["slug"], "one");
        assert!(
            entries.iter().all(|entry| entry["api_key"].is_null()),
            "{entries:?}"
        );
    }
}

#[actix_web::test]
async fn is_of_its_own_kind_alone() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let made = [
        ("claims", api.claim(&newsroom).await),
        ("claimants", api.claimant(&newsroom).await),
        ("sources", api.source(&newsroom).await),
    ];
    for (kind, _) in &made {
        for (_, resource) in made.iter().filter(|(other, _)| other != kind) {
            let answer = api.get(history(kind, resource)).await;
            answer.problem(404, "not_found");
        }
    }
}

#[actix_web::test]
async fn is_not_sent_again_until_something_changes() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let source = api.source(&newsroom).await;
    let tag = api.get(history("sources", &source)).await.etag();
    let held = || {
        api.get(history("sources", &source))
            .header("If-None-Match", &tag)
    };
    held().await.expect(304);
    let change = json!({"title": "Changed"});
    api.patch(path("sources", &source), &newsroom.key, &change)
        .await
        .expect(200);
    assert_eq!(held().await.expect(200)["data"][0]["version"], 2);
}
