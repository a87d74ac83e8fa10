//! Changing statements: by whoever added them, and what their claim then shows.

use super::*;

/// A statement that says all that one can say, by Ann, reported by Bob.
struct Whole {
    api: Api,
    newsroom: Newsroom,
    claim: Value,
    ann: Value,
    bob: Value,
    statement: Value,
}

impl Whole {
    async fn said() -> Self {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let claim = api.claim(&newsroom).await;
        let ann = claimant(&api, &newsroom, "Ann").await;
        let bob = claimant(&api, &newsroom, "Bob").await;
        let source = api.source(&newsroom).await;
        let body = json!({
            "claimant_id": ann["id"], "via_claimant_id": bob["id"], "position": "denies",
            "said_on": "2024-10-01", "date_precision": "month", "quote": "Not so.",
            "language": "en", "source_id": source["id"],
        });
        let statement = api.made(&path(&claim), &newsroom.key, body).await;
        Self {
            api,
            newsroom,
            claim,
            ann,
            bob,
            statement,
        }
    }

    fn at(&self) -> String {
        at(&self.statement)
    }

    async fn patched(&self, patch: Value) -> Value {
        let key = &self.newsroom.key;
        self.api.patch(self.at(), key, &patch).await.expect(200)
    }

    async fn claim(&self) -> Value {
        self.api.get(claim_path(&self.claim)).await.expect(200)
    }

    async fn shown(&self) -> Vec<(Value, Value)> {
        positions(&self.api, &self.claim).await
    }
}

#[actix_web::test]
async fn keeps_what_is_absent_and_removes_what_is_null() {
    let it = Whole::said().await;
    let key = &it.newsroom.key;
    let patch = json!({
        "position": "confirms", "via_claimant_id": null, "quote": null, "language": null,
        "source_id": null
    });
    let expected = json!({
        "position": "confirms", "via_claimant": null, "quote": null, "language": null,
        "source": null
    });
    it.api.changes(&it.at(), key, &patch, expected).await;
    let nobody = json!({"claimant_id": null});
    let expected = json!({"claimant": null});
    it.api.changes(&it.at(), key, &nobody, expected).await;
}

#[actix_web::test]
async fn names_others() {
    let it = Whole::said().await;
    let source = it.api.source(&it.newsroom).await;
    let patch = json!({
        "claimant_id": it.bob["id"], "via_claimant_id": it.ann["id"], "source_id": source["id"]
    });
    let expected = json!({
        "claimant": {"id": it.bob["id"], "name": "Bob", "kind": "person"},
        "via_claimant": {"id": it.ann["id"], "name": "Ann", "kind": "person"},
        "source": {"id": source["id"], "title": source["title"], "url": source["url"]},
    });
    let changed = it.patched(patch).await;
    for member in ["claimant", "via_claimant"] {
        assert_eq!(changed[member], expected[member], "{member}");
    }
    assert_includes(&changed["source"], &expected["source"]);
}

#[actix_web::test]
async fn a_date_goes_with_what_is_known_of_it() {
    let it = Whole::said().await;
    let key = &it.newsroom.key;
    let undated = json!({"said_on": null, "date_precision": "day"});
    let answer = it.api.patch(it.at(), key, &undated).await;
    answer.fault("/date_precision", "not_allowed");

    let undated = json!({"said_on": null});
    let expected = json!({"said_on": null, "date_precision": null});
    it.api.changes(&it.at(), key, &undated, expected).await;
    let precise = json!({"date_precision": "month"});
    let answer = it.api.patch(it.at(), key, &precise).await;
    answer.fault("/date_precision", "not_allowed");

    let dated = json!({"said_on": "2024-10-02"});
    let expected = json!({"said_on": "2024-10-02", "date_precision": "day"});
    it.api.changes(&it.at(), key, &dated, expected).await;
    it.api
        .changes(&it.at(), key, &precise, precise.clone())
        .await;
    let usual = json!({"date_precision": null});
    let expected = json!({"date_precision": "day"});
    it.api.changes(&it.at(), key, &usual, expected).await;
}

#[actix_web::test]
async fn what_changes_nothing_keeps_the_version_of_statement_and_claim() {
    let it = Whole::said().await;
    let day = json!({"date_precision": "day"});
    it.patched(day.clone()).await;
    let before = it.api.get(claim_path(&it.claim)).await;
    let patches = [
        json!({}),
        json!({"position": "denies", "quote": "Not so.", "language": "EN"}),
        json!({"claimant_id": it.ann["id"], "said_on": "2024-10-01"}),
        day,
        // A day is what a date is known to where nothing else is said.
        json!({"date_precision": null}),
    ];
    let key = &it.newsroom.key;
    it.api.stays_as_it_is(&it.at(), key, &patches).await;
    let after = it.api.get(claim_path(&it.claim)).await;
    assert_eq!(after.expect(200), before.expect(200));
    assert_eq!(after.etag(), before.etag());
    let told = entries(&it.api, &it.newsroom, "statement.updated").await;
    assert_eq!(told.len(), 1);
}

#[actix_web::test]
async fn needs_the_etag_of_the_last_read() {
    let it = Whole::said().await;
    let patches = [&json!({"position": "asserts"}), &json!({"quote": "So."})];
    it.api
        .patches_the_version_read(&it.at(), &it.newsroom.key, patches)
        .await;
}

#[actix_web::test]
async fn is_for_the_organization_that_added_it_and_the_instance() {
    let it = Whole::said().await;
    let patch = json!({"position": "retracts", "quote": "We were wrong."});
    it.api.guards_changes(&it.at(), &patch).await;
    assert_eq!(it.shown().await, [stand("Ann", "retracts")]);
}

#[actix_web::test]
async fn the_claims_own_organization_may_not_change_what_another_added() {
    let it = Whole::said().await;
    let other = it.api.newsroom("two").await;
    let body = json!({"position": "asserts"});
    let foreign = it.api.made(&path(&it.claim), &other.key, body).await;
    let patch = json!({"position": "denies"});
    let answer = it.api.patch(at(&foreign), &it.newsroom.key, &patch).await;
    answer.problem(403, "not_owner");
}

#[actix_web::test]
async fn does_not_find_an_unknown_id() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let unknown = format!("/v1/statements/{UNKNOWN}");
    let patch = json!({"position": "denies"});
    let answer = api.patch(unknown, &newsroom.key, &patch).await;
    answer.problem(404, "not_found");
}

#[actix_web::test]
async fn keeps_the_rules_of_a_new_one() {
    let it = Whole::said().await;
    let before = it.claim().await;
    let patches = [
        (json!({"claimant_id": UNKNOWN}), "/claimant_id", "not_found"),
        (
            json!({"via_claimant_id": UNKNOWN}),
            "/via_claimant_id",
            "not_found",
        ),
        (json!({"source_id": UNKNOWN}), "/source_id", "not_found"),
        (json!({"position": null}), "/position", "required"),
        (json!({"position": "shrugs"}), "/position", "unknown_value"),
        (json!({"quote": " "}), "/quote", "blank"),
        (json!({"said_on": "0000-01-01"}), "/said_on", "range"),
        (json!({"claim_id": UNKNOWN}), "/claim_id", "unknown_field"),
    ];
    it.api
        .refuses_patches(&it.at(), &it.newsroom.key, &patches)
        .await;
    assert_eq!(it.claim().await, before);
}

#[actix_web::test]
async fn is_a_new_version_of_the_claim_which_shows_it() {
    let it = Whole::said().await;
    let before = it.api.get(claim_path(&it.claim)).await;
    let patch = json!({"position": "confirms", "said_on": "2024-10-28", "date_precision": "day"});
    let statement = it.patched(patch).await;
    let after = it.api.get(claim_path(&it.claim)).await;
    let shown = json!([{
        "id": it.ann["id"], "name": "Ann", "kind": "person", "position": "confirms",
        "said_on": "2024-10-28", "date_precision": "day"
    }]);
    let expected = json!({
        "version": 3, "updated_at": statement["updated_at"], "claimants": shown
    });
    assert_eq!(after.expect(200), with(before.expect(200), expected));
    assert_ne!(after.etag(), before.etag());
    let stale = it
        .api
        .patch(
            claim_path(&it.claim),
            &it.newsroom.key,
            &json!({"kind": "quote"}),
        )
        .if_match(&before.etag());
    stale.await.problem(412, "precondition_failed");
}

#[actix_web::test]
async fn the_claim_shows_what_remains_of_those_that_are_named_no_more() {
    let it = Whole::said().await;
    let earlier = (&it.ann, "asserts", json!("2024-09-01"));
    said(&it.api, &it.newsroom, &it.claim, earlier).await;
    assert_eq!(it.shown().await, [stand("Ann", "denies")]);
    it.patched(json!({"claimant_id": it.bob["id"]})).await;
    let expected = [stand("Bob", "denies"), stand("Ann", "asserts")];
    assert_eq!(it.shown().await, expected);
    it.patched(json!({"claimant_id": null})).await;
    assert_eq!(it.shown().await, [stand("Ann", "asserts")]);
}

#[actix_web::test]
async fn is_told_in_the_journal_with_what_it_left() {
    let it = Whole::said().await;
    let patch = json!({"quote": "Never."});
    let statement = it.patched(patch).await;
    let told = entries(&it.api, &it.newsroom, "statement.updated").await;
    assert_eq!(told.len(), 1);
    let expected = json!({
        "action": "statement.updated", "at": statement["updated_at"],
        "subject_type": "statement", "subject_id": statement["id"], "version": 2,
        "snapshot": statement, "note": null
    });
    assert_includes(&told[0], &expected);
    let claims = entries(&it.api, &it.newsroom, "claim.updated").await;
    assert_eq!(claims.last().unwrap()["snapshot"], it.claim().await);
}

#[actix_web::test]
async fn the_claim_includes_it_as_it_is_now() {
    let it = Whole::said().await;
    let statement = it.patched(json!({"quote": "Never."})).await;
    let whole = format!("{}?include=statements", claim_path(&it.claim));
    let claim = it.api.get(whole).await.expect(200);
    assert_eq!(claim["statements"], json!([statement]));
    assert_eq!(it.api.list(path(&it.claim)).await, [statement]);
}
