//! Merging two records of one claimant: what becomes of what was said, and of the record that
//! stays. What becomes of the other's id is told in `merged`.

use super::*;
use crate::support::client::Request;

fn merging(api: &Api, key: &str, (old, new): (&Value, &Value)) -> Request {
    let path = format!("{}/merge", at(old));
    api.post(path, key, &json!({"into_claimant_id": new["id"]}))
}

pub async fn merged(api: &Api, key: &str, pair: (&Value, &Value)) -> Value {
    merging(api, key, pair).await.expect(200)
}

fn statements(claim: &Value) -> String {
    format!("/v1/claims/{}/statements", text(&claim["id"]))
}

async fn claim(api: &Api, claim: &Value) -> Value {
    let path = format!("/v1/claims/{}", text(&claim["id"]));
    api.get(path).await.expect(200)
}

async fn named(api: &Api, newsroom: &Newsroom, members: Value) -> Value {
    api.made(PATH, &newsroom.key, with(a_claimant(), members))
        .await
}

/// A newsroom, a key of the instance, and two claimants.
async fn pair() -> (Api, Newsroom, String, Value, Value) {
    let (api, newsroom) = start().await;
    let admin = api.instance_admin().await;
    let old = named(&api, &newsroom, json!({"name": "Rute"})).await;
    let new = named(&api, &newsroom, json!({"name": "Rutte"})).await;
    (api, newsroom, admin, old, new)
}

#[actix_web::test]
async fn is_for_the_instance_alone() {
    let (api, newsroom, _, old, new) = pair().await;
    let before = api.contents().await;
    let refused = merging(&api, &newsroom.key, (&old, &new)).await;
    refused.problem(403, "missing_scope");
    let refused = merging(&api, &newsroom.key, (&old, &new)).without("Authorization");
    refused.await.problem(401, "missing_api_key");
    assert_eq!(api.contents().await, before);
}

#[actix_web::test]
async fn every_statement_names_the_record_that_stays() {
    let (api, newsroom, admin, old, new) = pair().await;
    let bob = named(&api, &newsroom, json!({"name": "Bob"})).await;
    let (one, two) = (api.claim(&newsroom).await, api.claim(&newsroom).await);
    let mut before = Vec::new();
    for (claim, who, via) in [
        (&one, &old, &bob),
        (&one, &bob, &old),
        (&two, &old, &old),
        (&two, &new, &old),
    ] {
        let body = json!({
            "claimant_id": who["id"], "via_claimant_id": via["id"], "position": "asserts"
        });
        before.push(api.made(&statements(claim), &newsroom.key, body).await);
    }
    merged(&api, &admin, (&old, &new)).await;
    for (statement, (who, via)) in before.iter().zip([
        ("Rutte", "Bob"),
        ("Bob", "Rutte"),
        ("Rutte", "Rutte"),
        ("Rutte", "Rutte"),
    ]) {
        let path = format!("/v1/statements/{}", text(&statement["id"]));
        let now = api.get(path).await.expect(200);
        let brief = |name: &str| {
            let id = if name == "Bob" {
                &bob["id"]
            } else {
                &new["id"]
            };
            json!({"id": id, "name": name, "kind": "person"})
        };
        let expected = json!({
            "claimant": brief(who), "via_claimant": brief(via), "version": 2,
            "updated_at": now["updated_at"]
        });
        assert_eq!(now, with(statement.clone(), expected));
        assert!(text(&now["updated_at"]) > text(&statement["updated_at"]));
    }
}

#[actix_web::test]
async fn claims_are_new_versions_and_show_it_once() {
    let (api, newsroom, admin, old, new) = pair().await;
    let (one, other) = (api.claim(&newsroom).await, api.claim(&newsroom).await);
    for (claim, who, said_on, position) in [
        (&one, &new, "2024-10-01", "asserts"),
        (&one, &old, "2024-10-28", "denies"),
        (&one, &old, "2024-10-20", "confirms"),
        (&other, &new, "2024-10-01", "asserts"),
    ] {
        let body = json!({"claimant_id": who["id"], "position": position, "said_on": said_on});
        api.made(&statements(claim), &newsroom.key, body).await;
    }
    let before = [claim(&api, &one).await, claim(&api, &other).await];
    assert_eq!(before[0]["claimants"].as_array().unwrap().len(), 2);
    merged(&api, &admin, (&old, &new)).await;
    let now = claim(&api, &one).await;
    let shown = json!([{
        "id": new["id"], "name": "Rutte", "kind": "person", "position": "denies",
        "said_on": "2024-10-28", "date_precision": "day"
    }]);
    let expected = json!({
        "version": 5, "updated_at": now["updated_at"], "claimants": shown
    });
    assert_eq!(now, with(before[0].clone(), expected));
    assert!(text(&now["updated_at"]) > text(&before[0]["updated_at"]));
    let untouched = claim(&api, &other).await;
    assert_eq!(untouched, before[1], "on which the old one said nothing");
}

#[actix_web::test]
async fn the_names_of_the_one_become_other_names_of_the_other() {
    let (api, newsroom) = start().await;
    let admin = api.instance_admin().await;
    let old = json!({
        "name": "V. Zelensky", "alternate_names": ["Zelensky", "Volodymyr Zelensky", "Vova"]
    });
    let new = json!({"name": "Volodymyr Zelensky", "alternate_names": ["Zelensky"]});
    let old = named(&api, &newsroom, old).await;
    let new = named(&api, &newsroom, new).await;
    let now = merged(&api, &admin, (&old, &new)).await;
    let expected = json!({
        "name": "Volodymyr Zelensky",
        "alternate_names": ["Zelensky", "V. Zelensky", "Vova"]
    });
    assert_includes(&now, &expected);
    for name in ["vova", "v. zelensky"] {
        let found = api
            .list(format!("{PATH}?q={}", name.replace(' ', "+")))
            .await;
        assert_eq!(ids(&found), ids([&new]), "{name}");
    }
}

#[actix_web::test]
async fn as_many_names_and_addresses_are_taken_over_as_there_is_room_for() {
    let (api, newsroom) = start().await;
    let admin = api.instance_admin().await;
    let names = |from: usize, to: usize| -> Vec<String> {
        (from..to).map(|n| format!("Name {n}")).collect()
    };
    let urls = |from: usize, to: usize| -> Vec<String> {
        let url = |n: usize| format!("https://a.example/{n}");
        (from..to).map(url).collect()
    };
    let old = json!({
        "name": "Rute", "alternate_names": names(47, 52), "same_as": urls(49, 99)
    });
    let new = json!({
        "name": "Rutte", "alternate_names": names(0, 48), "same_as": urls(0, 50)
    });
    let old = named(&api, &newsroom, old).await;
    let new = named(&api, &newsroom, new).await;
    let now = merged(&api, &admin, (&old, &new)).await;
    let mut expected = names(0, 48);
    expected.extend(["Rute".to_owned(), "Name 48".to_owned()]);
    assert_eq!(now["alternate_names"], json!(expected));
    assert_eq!(now["same_as"], json!(urls(0, 50)));
}

#[actix_web::test]
async fn what_it_lacks_is_taken_over_and_what_it_has_stays() {
    let (api, newsroom) = start().await;
    let two = api.newsroom("two").await;
    let admin = api.instance_admin().await;
    let old = json!({
        "kind": "government", "name": "President", "job_title": "Actor", "country": "UA",
        "url": "https://old.example/",
        "same_as": ["https://a.example/1", "https://a.example/2"]
    });
    let new = json!({
        "name": "Zelensky", "job_title": "President",
        "same_as": ["https://a.example/3", "https://a.example/1"]
    });
    let old = named(&api, &two, old).await;
    let new = named(&api, &newsroom, new).await;
    let answer = merging(&api, &admin, (&old, &new)).await;
    let now = answer.expect(200);
    let expected = json!({
        "country": "UA", "url": "https://old.example/", "alternate_names": ["President"],
        "same_as": ["https://a.example/3", "https://a.example/1", "https://a.example/2"],
        "version": 2, "updated_at": now["updated_at"]
    });
    assert_eq!(now, with(new.clone(), expected));
    assert!(text(&now["updated_at"]) > text(&new["updated_at"]));
    let read = api.get(at(&new)).await;
    assert_eq!(read.expect(200), now);
    assert_eq!(read.etag(), answer.etag());
    assert_eq!(ids(&api.list(PATH).await), ids([&new]));
}

#[actix_web::test]
async fn one_that_learns_nothing_new_has_a_new_version_for_what_it_says() {
    let (api, newsroom) = start().await;
    let admin = api.instance_admin().await;
    let old = api.claimant(&newsroom).await;
    let new = api.claimant(&newsroom).await;
    let claim = api.claim(&newsroom).await;
    let body = json!({"claimant_id": old["id"], "position": "asserts"});
    api.made(&statements(&claim), &newsroom.key, body).await;
    let now = merged(&api, &admin, (&old, &new)).await;
    let counts = json!({"positions": {"asserts": 1}, "ratings": {}, "unrated": 1});
    let moved = json!({"version": 2, "updated_at": now["updated_at"], "counts": counts});
    assert_eq!(now, with(new, moved));
}

#[actix_web::test]
async fn what_cannot_be_merged_stays_as_it_is() {
    let (api, newsroom, admin, old, new) = pair().await;
    let claim = api.claim(&newsroom).await;
    let body = json!({"claimant_id": old["id"], "position": "asserts"});
    api.made(&statements(&claim), &newsroom.key, body).await;
    let before = api.contents().await;
    let itself = merging(&api, &admin, (&old, &old)).await;
    itself.fault("/into_claimant_id", "same");
    let unknown = json!({"id": UNKNOWN});
    let into_none = merging(&api, &admin, (&old, &unknown)).await;
    into_none.fault("/into_claimant_id", "not_found");
    let into_claim = merging(&api, &admin, (&old, &claim)).await;
    into_claim.fault("/into_claimant_id", "not_found");
    let of_none = merging(&api, &admin, (&unknown, &new)).await;
    of_none.problem(404, "not_found");
    let path = format!("{}/merge", at(&old));
    let blank = json!({"into_claimant_id": new["id"], "note": " "});
    api.post(&path, &admin, &blank)
        .await
        .fault("/note", "blank");
    let into_whom = api.post(&path, &admin, &json!({})).await;
    into_whom.fault("/into_claimant_id", "required");
    assert_eq!(api.contents().await, before);
}

#[actix_web::test]
async fn is_told_in_the_journal_with_every_statement_and_claim_that_changed() {
    let (api, newsroom, admin, old, new) = pair().await;
    let claims = [api.claim(&newsroom).await, api.claim(&newsroom).await];
    let mut said = Vec::new();
    for (claim, role) in [
        (&claims[0], "claimant_id"),
        (&claims[0], "via_claimant_id"),
        (&claims[1], "claimant_id"),
    ] {
        let body = json!({role: old["id"], "position": "asserts"});
        said.push(id(&api.made(&statements(claim), &newsroom.key, body).await));
    }
    let survivor = merged(&api, &admin, (&old, &new)).await;
    api.until_settled().await;
    let told = async |action: &str| {
        let list = format!("/v1/journal?action={action}");
        api.list_as(&admin, list).await
    };
    let snapshots = |entries: &[Value]| -> Vec<Value> {
        let mut all: Vec<Value> = entries.iter().map(|it| it["snapshot"].clone()).collect();
        all.sort_by_key(id);
        all
    };
    let mut expected = Vec::new();
    for id in said {
        let path = format!("/v1/statements/{id}");
        expected.push(api.get(path).await.expect(200));
    }
    assert_eq!(snapshots(&told("statement.updated").await), expected);
    let now = [claim(&api, &claims[0]).await, claim(&api, &claims[1]).await];
    assert_eq!(snapshots(&told("claim.updated").await), now);
    let changed = told("claimant.updated").await;
    assert_eq!(snapshots(&changed), [survivor]);
    let gone = told("claimant.merged").await;
    assert_eq!(column(&gone, "subject_id"), [text(&old["id"])]);
    assert!(told("claimant.deleted").await.is_empty());
}

#[actix_web::test]
async fn sent_again_with_its_key_it_has_one_effect() {
    let (api, newsroom, admin, old, new) = pair().await;
    let claim = api.claim(&newsroom).await;
    let body = json!({"claimant_id": old["id"], "position": "asserts"});
    api.made(&statements(&claim), &newsroom.key, body).await;
    let send = || merging(&api, &admin, (&old, &new)).header("Idempotency-Key", "merge-1");
    let first = send().await;
    first.expect(200);
    let after = api.contents().await;
    let again = send().await;
    assert_eq!(again.expect(200), first.expect(200));
    assert_eq!(again.etag(), first.etag());
    let replayed = again.header("idempotency-replayed");
    assert_eq!(replayed.as_deref(), Some("true"));
    assert_eq!(api.contents().await, after);
    let anew = merging(&api, &admin, (&old, &new)).await;
    anew.problem(404, "not_found");
}
