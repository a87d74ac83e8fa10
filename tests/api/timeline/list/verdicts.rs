//! What became of verdicts, and what nobody may see of it.

use chrono::TimeDelta;

use super::*;

fn correct(verdict: &Value) -> String {
    format!("/v1/verdicts/{}/correct", text(&verdict["id"]))
}

/// The rating of a revision before and after, by its label.
fn change(entry: &Value) -> [&Value; 2] {
    ["rating_before", "rating_after"].map(|side| &entry["revision"][side]["label"])
}

/// What the claim shows of its one verdict.
async fn shown(api: &Api, claim: &Value) -> Value {
    api.get(claim_path(claim)).await.expect(200)["verdicts"][0].clone()
}

#[actix_web::test]
async fn each_step_of_a_verdict_is_told_with_the_ratings_before_and_after() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let scale = api.scale(&newsroom).await;
    let draft = api.draft(&newsroom, &claim, &scale["ratings"][0]).await;
    let published = api.published(&newsroom, &draft).await;
    let first = shown(&api, &claim).await;
    api.pass(TimeDelta::hours(1));
    let body = json!({"rating_id": scale["ratings"][2]["id"], "correction_note": "Nobody knows."});
    let corrected = api.post(correct(&draft), &newsroom.key, &body).await;
    let corrected = corrected.expect(200);
    let second = shown(&api, &claim).await;
    api.pass(TimeDelta::hours(1));
    let retracted = api.retracted(&newsroom, &draft).await;
    let last = with(second.clone(), json!({"status": "retracted"}));
    let history = format!("/v1/verdicts/{}/history", text(&draft["id"]));
    let mut history = api.list(history).await;
    history.reverse();
    let (benar, tidak) = (&published["rating"], &corrected["rating"]);
    let revisions = [
        json!({"verdict": first, "rating_before": null, "rating_after": benar, "note": null}),
        json!({
            "verdict": second, "rating_before": benar, "rating_after": tidak,
            "note": "Nobody knows."
        }),
        json!({
            "verdict": last, "rating_before": tidak, "rating_after": null,
            "note": "Its source was forged."
        }),
    ];
    let steps = [
        ("verdict_published", &published["published_at"]),
        ("verdict_corrected", &corrected["updated_at"]),
        ("verdict_retracted", &retracted["updated_at"]),
    ];
    let entries = api.list(path(&claim)).await;
    assert_eq!(entries.len(), 3);
    for (number, entry) in entries.iter().enumerate() {
        let (kind, at) = steps[number];
        let expected = json!({
            "id": history[number]["id"], "at": at, "precision": "time", "type": kind,
            "revision": revisions[number]
        });
        assert_eq!(entry, &expected);
    }
}

#[actix_web::test]
async fn a_correction_that_leaves_the_rating_has_it_twice() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let verdict = api.verdict(&newsroom, &claim).await;
    api.corrected(&newsroom, &verdict).await;
    api.corrected(&newsroom, &verdict).await;
    let entries = api.list(path(&claim)).await;
    let kinds = [
        "verdict_published",
        "verdict_corrected",
        "verdict_corrected",
    ];
    assert_eq!(column(&entries, "type"), kinds);
    assert_eq!(change(&entries[1]), ["Benar", "Benar"]);
    assert_eq!(change(&entries[2]), ["Benar", "Benar"]);
    assert_eq!(entries[1]["revision"]["note"], "A figure was wrong.");
}

#[actix_web::test]
async fn verdicts_of_several_organizations_are_told_apart() {
    let api = Api::start().await;
    let (one, two) = (api.newsroom("one").await, api.newsroom("two").await);
    let (claim, other) = (api.claim(&one).await, api.claim(&one).await);
    let at = "2024-10-28T12:00:00Z";
    api.rated(&one, &other, 1, at).await;
    let first = api.rated(&one, &claim, 0, at).await;
    let second = api.rated(&two, &claim, 2, at).await;
    api.corrected(&one, &first).await;
    api.retracted(&two, &second).await;
    let entries = api.list(path(&claim)).await;
    let told = entries.iter().map(|entry| {
        let organization = &entry["revision"]["verdict"]["organization"];
        (text(&organization["slug"]), change(entry))
    });
    let null = &Value::Null;
    let (benar, tidak) = (&json!("Benar"), &json!("Tidak Terbukti"));
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            ("one", [null, benar]),
            ("two", [null, tidak]),
            ("one", [benar, benar]),
            ("two", [tidak, null]),
        ]
    );
}

#[actix_web::test]
async fn drafts_are_not_told_even_to_their_own_organization() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let scale = api.scale(&newsroom).await;
    let draft = api.draft(&newsroom, &claim, &scale["ratings"][0]).await;
    let given_up = api.draft(&newsroom, &claim, &scale["ratings"][1]).await;
    let counted = format!("{}?count=exact", path(&claim));
    for key in [&newsroom.key, &api.instance_admin().await] {
        let page = api.get(&counted).key(key).await.expect(200);
        let nothing = json!({"data": [], "next_cursor": null, "total": 0});
        assert_eq!(page, nothing);
    }
    let gone = format!("/v1/verdicts/{}", text(&given_up["id"]));
    api.delete(gone, &newsroom.key).await.expect(204);
    assert_eq!(api.list(path(&claim)).await, Vec::<Value>::new());
    api.published(&newsroom, &draft).await;
    let entries = api.list_as(&newsroom.key, path(&claim)).await;
    assert_eq!(column(&entries, "type"), ["verdict_published"]);
}

#[actix_web::test]
async fn what_a_verdict_was_as_a_draft_is_no_rating_before() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let scale = api.scale(&newsroom).await;
    let draft = api.draft(&newsroom, &claim, &scale["ratings"][1]).await;
    let verdict = format!("/v1/verdicts/{}", text(&draft["id"]));
    let rating = json!({"rating_id": scale["ratings"][0]["id"]});
    let changed = api.patch(&verdict, &newsroom.key, &rating).await;
    changed.expect(200);
    api.published(&newsroom, &draft).await;
    for entries in [
        api.list(path(&claim)).await,
        api.list_as(&newsroom.key, path(&claim)).await,
    ] {
        assert_eq!(change(&entries[0]), [&Value::Null, &json!("Benar")]);
    }
}

#[actix_web::test]
async fn what_an_import_brings_as_changed_was_published_before() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    api.scale(&newsroom).await;
    let published = json!({"published_at": "2023-05-01T08:00:00Z"});
    let corrected = json!({"status": "corrected", "correction_note": "A figure was wrong."});
    let retracted = json!({"status": "retracted", "retraction_reason": "Forged.", "title": "Two"});
    let line = with(
        a_line(),
        json!({"verdicts": [
            with(with(a_verdict(), corrected), published.clone()),
            with(with(a_verdict(), retracted), published),
        ]}),
    );
    let claim = json!({"id": api.imported(&newsroom.key, &line).await});
    let entries = api.walk(&path(&claim)).await;
    let told: Vec<(&str, [&Value; 2], &Value)> = entries
        .iter()
        .map(|entry| {
            let note = &entry["revision"]["note"];
            (text(&entry["type"]), change(entry), note)
        })
        .collect();
    let (none, benar) = (&Value::Null, &json!("Benar"));
    assert_eq!(
        told,
        [
            ("verdict_published", [none, none], none),
            ("verdict_published", [none, none], none),
            (
                "verdict_corrected",
                [none, benar],
                &json!("A figure was wrong.")
            ),
            ("verdict_retracted", [none, none], &json!("Forged.")),
        ]
    );
    for entry in &entries[..2] {
        assert_eq!(entry["at"], "2023-05-01T08:00:00Z");
    }
    // Told when, a correction stands where it was made.
    let told = json!({
        "status": "corrected", "correction_note": "A figure was wrong.",
        "corrected_at": "2023-06-01T08:00:00Z", "published_at": "2023-05-01T08:00:00Z"
    });
    let line = with(a_line(), json!({"verdicts": [with(a_verdict(), told)]}));
    let other = json!({"id": api.imported(&newsroom.key, &line).await});
    let times = api.walk(&path(&other)).await;
    assert_eq!(
        column(&times, "at"),
        ["2023-05-01T08:00:00Z", "2023-06-01T08:00:00Z"]
    );
    // From then on it is as with any other.
    let shown = shown(&api, &claim).await;
    let note = json!({"correction_note": "Another one was wrong."});
    api.post(correct(&shown), &newsroom.key, &note)
        .await
        .expect(200);
    let entries = api.walk(&path(&claim)).await;
    assert_eq!(entries.len(), 5);
    assert_eq!(change(&entries[4]), [benar, benar]);
}
