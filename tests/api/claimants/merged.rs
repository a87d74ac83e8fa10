//! What becomes of the id of a claimant that was merged into another one.

use super::merge::merged;
use super::*;

async fn named(api: &Api, newsroom: &Newsroom, name: &str) -> Value {
    let body = with(a_claimant(), json!({"name": name}));
    api.made(PATH, &newsroom.key, body).await
}

/// A newsroom, a key of the instance, and two claimants of which the first is now part of the
/// second.
async fn pair() -> (Api, Newsroom, String, Value, Value) {
    let (api, newsroom) = start().await;
    let admin = api.instance_admin().await;
    let old = named(&api, &newsroom, "Rute").await;
    let new = named(&api, &newsroom, "Rutte").await;
    let new = merged(&api, &admin, (&old, &new)).await;
    (api, newsroom, admin, old, new)
}

/// Every address of the one leads to the same of the other, query and all.
async fn leads(api: &Api, old: &Value, new: &Value) {
    for rest in [
        "",
        "/statements",
        "/statements?limit=1&lang=fr&position=asserts",
    ] {
        let answer = api.get(format!("{}{rest}", at(old))).await;
        assert_eq!(answer.status, 301, "{answer:?}");
        assert!(answer.body.is_empty());
        let location = answer.header("location").unwrap();
        assert_eq!(location, format!("{}{rest}", at(new)));
        api.get(location).await.expect(200);
    }
}

#[actix_web::test]
async fn leads_to_the_same_of_the_record_that_it_is_part_of() {
    let (api, newsroom, _, old, new) = pair().await;
    leads(&api, &old, &new).await;
    let other = named(&api, &newsroom, "Other").await;
    assert_eq!(api.get(at(&other)).await.expect(200), other);
}

#[actix_web::test]
async fn leads_to_the_last_of_those_that_were_merged_one_after_the_other() {
    let (api, newsroom, admin, a, b) = pair().await;
    let c = named(&api, &newsroom, "Mark Rutte").await;
    merged(&api, &admin, (&b, &c)).await;
    leads(&api, &a, &c).await;
    leads(&api, &b, &c).await;
    let d = named(&api, &newsroom, "M. Rutte").await;
    let now = merged(&api, &admin, (&d, &c)).await;
    for one in [&a, &b, &d] {
        leads(&api, one, &c).await;
    }
    assert_eq!(now["alternate_names"], json!(["Rutte", "Rute", "M. Rutte"]));
}

#[actix_web::test]
async fn is_gone_with_the_record_that_it_is_part_of() {
    let (api, newsroom, _, old, new) = pair().await;
    api.delete(at(&new), &newsroom.key).await.expect(204);
    for path in [at(&old), format!("{}/statements", at(&old))] {
        api.get(path).await.problem(404, "not_found");
    }
}

#[actix_web::test]
async fn is_neither_changed_nor_deleted_nor_merged_any_more() {
    let (api, newsroom, admin, old, new) = pair().await;
    let before = api.contents().await;
    let patch = json!({"name": "Another"});
    let into = |claimant: &Value| json!({"into_claimant_id": claimant["id"]});
    let merge = |of: &Value| format!("{}/merge", at(of));
    for key in [&newsroom.key, &admin] {
        let answer = api.patch(at(&old), key, &patch).await;
        answer.problem(404, "not_found");
        api.delete(at(&old), key).await.problem(404, "not_found");
    }
    let again = api.post(merge(&old), &admin, &into(&new)).await;
    again.problem(404, "not_found");
    let into_it = api.post(merge(&new), &admin, &into(&old)).await;
    into_it.fault("/into_claimant_id", "not_found");
    assert_eq!(api.contents().await, before);
}

#[actix_web::test]
async fn keeps_its_history_which_ends_with_the_merging() {
    let (api, newsroom, admin, old, new) = pair().await;
    let history = api.list(format!("{}/history", at(&old))).await;
    assert_eq!(
        column(&history, "action"),
        ["claimant.merged", "claimant.created"]
    );
    let last = json!({
        "subject_type": "claimant", "subject_id": old["id"], "version": 2, "snapshot": null,
        "organization": null, "note": format!("Merged into {}.", text(&new["id"]))
    });
    assert_includes(&history[0], &last);
    assert_eq!(history[1]["snapshot"], old);
    let of_new = api.list(format!("{}/history", at(&new))).await;
    assert_eq!(
        column(&of_new, "action"),
        ["claimant.updated", "claimant.created"]
    );

    let other = named(&api, &newsroom, "Root").await;
    let why = "A transcript had it so.";
    let body = json!({"into_claimant_id": new["id"], "note": why});
    let merge = api.post(format!("{}/merge", at(&other)), &admin, &body);
    merge.await.expect(200);
    let history = api.list(format!("{}/history", at(&other))).await;
    let into = format!("Merged into {}.", text(&new["id"]));
    assert_eq!(history[0]["note"], into);
    let history = api.list(format!("{}/history", at(&new))).await;
    assert_eq!(history[0]["note"], why);
}

#[actix_web::test]
async fn lists_that_ask_for_it_give_what_the_record_said_that_it_is_part_of() {
    let (api, newsroom, _, old, new) = pair().await;
    api.claim(&newsroom).await;
    let claim = api.claim(&newsroom).await;
    let path = format!("/v1/claims/{}/statements", text(&claim["id"]));
    let body = json!({"claimant_id": new["id"], "position": "asserts"});
    let said = api.made(&path, &newsroom.key, body).await;
    api.made(&path, &newsroom.key, json!({"position": "denies"}))
        .await;
    for claimant in [&old, &new] {
        let of = format!("claimant_id={}", text(&claimant["id"]));
        let claims = api.list(format!("/v1/claims?{of}")).await;
        assert_eq!(ids(&claims), ids([&claim]));
        let statements = api.list(format!("{path}?{of}")).await;
        assert_eq!(ids(&statements), ids([&said]));
    }
}

#[actix_web::test]
async fn statements_that_name_it_are_of_the_record_that_it_is_part_of() {
    let (api, newsroom, _, old, new) = pair().await;
    let claim = api.claim(&newsroom).await;
    let path = format!("/v1/claims/{}/statements", text(&claim["id"]));
    for (claimant, via) in [(&old, &new), (&new, &old), (&old, &old)] {
        let body = json!({
            "claimant_id": claimant["id"], "via_claimant_id": via["id"], "position": "asserts"
        });
        let said = api.made(&path, &newsroom.key, body).await;
        for member in ["claimant", "via_claimant"] {
            assert_eq!(said[member]["id"], new["id"], "{member}");
        }
    }
    assert_eq!(
        api.get(at(&new)).await.expect(200)["counts"]["positions"],
        json!({"asserts": 3})
    );
}

#[actix_web::test]
async fn a_change_of_a_statement_that_names_it_means_the_record_that_it_is_part_of() {
    let (api, newsroom, _, old, new) = pair().await;
    let claim = api.claim(&newsroom).await;
    let path = format!("/v1/claims/{}/statements", text(&claim["id"]));
    let said = api
        .made(&path, &newsroom.key, json!({"position": "asserts"}))
        .await;
    let one = format!("/v1/statements/{}", text(&said["id"]));
    let patch = json!({"claimant_id": old["id"]});
    let brief = json!({"id": new["id"], "name": "Rutte", "kind": "person"});
    let expected = json!({"claimant": brief});
    api.changes(&one, &newsroom.key, &patch, expected).await;
    // Who already says so is told nothing new.
    api.stays_as_it_is(&one, &newsroom.key, &[patch]).await;
}

#[actix_web::test]
async fn imported_lines_that_name_it_find_the_record_that_it_is_part_of() {
    let (api, newsroom, _, old, new) = pair().await;
    for (claimant, role) in [
        (json!({"id": old["id"]}), "claimant"),
        (json!({"id": old["id"]}), "via_claimant"),
        (json!({"kind": "person", "name": "Rute"}), "claimant"),
        (json!({"kind": "person", "name": "Rute"}), "via_claimant"),
        (
            json!({"id": old["id"], "kind": "person", "name": "Rute"}),
            "claimant",
        ),
        (json!({"kind": "person", "name": "Rutte"}), "claimant"),
    ] {
        let said = json!([{role: claimant, "position": "asserts"}]);
        let line = with(a_line(), json!({"statements": said}));
        let made = api.imported(&newsroom.key, &line).await;
        let said = api.list(format!("/v1/claims/{made}/statements")).await;
        assert_eq!(said[0][role]["id"], new["id"], "{line}");
        api.leaves_all_as_it_is(&newsroom.key, &[line]).await;
    }
    assert_eq!(ids(&api.list(PATH).await), ids([&new]));
}

#[actix_web::test]
async fn a_line_of_another_kind_or_country_is_of_somebody_else() {
    let (api, newsroom, _, _, new) = pair().await;
    let patch = json!({"country": "NL"});
    let patched = api.patch(at(&new), &newsroom.key, &patch).await;
    patched.expect(200);
    for claimant in [
        json!({"kind": "media", "name": "Rute"}),
        json!({"kind": "person", "name": "Rute", "country": "FR"}),
    ] {
        let said = json!([{"claimant": claimant, "position": "asserts"}]);
        let line = with(a_line(), json!({"statements": said}));
        let made = api.imported(&newsroom.key, &line).await;
        let said = api.list(format!("/v1/claims/{made}/statements")).await;
        assert_ne!(said[0]["claimant"]["id"], new["id"], "{line}");
        assert_eq!(said[0]["claimant"]["name"], "Rute");
    }
}
