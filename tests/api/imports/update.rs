//! Lines of claims that are there: made what the line says, and nothing more.

use super::*;

#[actix_web::test]
async fn a_second_import_of_the_same_writes_nothing_at_all() {
    let desk = Desk::start().await;
    let id = desk.api.imported(desk.key(), &whole()).await;
    desk.api.leaves_all_as_it_is(desk.key(), &[whole()]).await;
    // Nor does it without its own id, by that of the claim.
    let mut by_id = with(whole(), json!({"id": id}));
    by_id.as_object_mut().unwrap().remove("external_id");
    desk.api.leaves_all_as_it_is(desk.key(), &[by_id]).await;
}

#[actix_web::test]
async fn however_exactly_times_and_figures_are_told_the_same_is_the_same() {
    let desk = Desk::start().await;
    let mut line = whole();
    line["verdicts"][0]["reviewed_at"] = "2024-10-28T14:00:00.123456789+02:00".into();
    line["quantities"][0]["value"] = json!(5.0);
    line["quantities"][0]["comparator"] = "between".into();
    line["quantities"][0]["value_max"] = serde_json::from_str("1e15").unwrap();
    desk.api.imported(desk.key(), &line).await;
    desk.api.leaves_all_as_it_is(desk.key(), &[line]).await;
}

#[actix_web::test]
async fn what_the_line_says_otherwise_is_changed_and_the_claim_is_no_copy() {
    let desk = Desk::start().await;
    let id = desk.api.imported(desk.key(), &whole()).await;
    let mut line = whole();
    for (member, value) in [
        ("text", json!("Di enam pangkalan.")),
        ("kind", json!("quote")),
        ("claim_date", json!("2024-10-02")),
        ("date_precision", json!("day")),
        ("location", Value::Null),
        ("tags", json!(["troops"])),
        ("quantities", json!([])),
    ] {
        line[member] = value.clone();
        let before = desk.read(format!("/v1/claims/{id}")).await;
        let claim = desk.api.updated(desk.key(), &line).await;
        assert_eq!(
            (&claim["id"], &claim[member]),
            (&json!(id), &value),
            "{member}"
        );
        let version = before["version"].as_i64().unwrap() + 1;
        assert_eq!(claim["version"], version, "{member}");
        desk.api
            .leaves_all_as_it_is(desk.key(), &[line.clone()])
            .await;
    }
    assert_eq!(desk.api.list("/v1/claims").await.len(), 1);
}

#[actix_web::test]
async fn lists_that_are_left_out_stay_and_the_others_are_replaced() {
    let desk = Desk::start().await;
    let id = desk.api.imported(desk.key(), &whole()).await;
    let path = format!("/v1/claims/{id}?include=statements");
    let before = desk.read(&path).await;
    let mut line = whole();
    for list in ["translations", "statements", "verdicts"] {
        line.as_object_mut().unwrap().remove(list);
    }
    desk.api
        .leaves_all_as_it_is(desk.key(), &[line.clone()])
        .await;
    line["translations"] = json!([
        {"language": "fr", "text": "À cinq.", "method": "machine"}
    ]);
    let claim = desk.api.updated(desk.key(), &line).await;
    assert_eq!(claim["translations"], line["translations"]);
    assert_eq!(claim["verdicts"], before["verdicts"]);
    line["translations"][0]["method"] = "human".into();
    desk.api.updated(desk.key(), &line).await;
    line["statements"] = json!([
        {"claimant": {"kind": "person", "name": "Rutte"}, "position": "confirms"},
        {"position": "denies", "quote": "No."}
    ]);
    desk.api.updated(desk.key(), &line).await;
    let said = desk.read(&path).await["statements"].clone();
    let mut positions = column(said.as_array().unwrap(), "position");
    positions.sort_unstable();
    assert_eq!(positions, ["confirms", "denies"]);
    // One that stays is the same one.
    line["statements"].as_array_mut().unwrap().remove(0);
    desk.api.updated(desk.key(), &line).await;
    let denial = said
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["position"] == "denies");
    assert_eq!(desk.read(&path).await["statements"], json!([denial]));
    line["statements"] = json!([]);
    line["translations"] = json!([]);
    let claim = desk.api.updated(desk.key(), &line).await;
    assert_eq!(
        (&claim["claimants"], &claim["translations"]),
        (&json!([]), &json!([]))
    );
    assert_eq!(claim["verdicts"], before["verdicts"]);
}

#[actix_web::test]
async fn a_claim_and_its_translation_may_change_places() {
    let desk = Desk::start().await;
    let line = with(
        a_line(),
        json!({"translations": [{"language": "id", "text": "Lima.", "method": "human"}]}),
    );
    desk.api.imported(desk.key(), &line).await;
    let other = json!({"text": "Lima.", "language": "id"});
    let pointer = "/language";
    let mut only = with(line.clone(), other.clone());
    only.as_object_mut().unwrap().remove("translations");
    desk.api
        .refuses_line(desk.key(), &only, pointer, "duplicate")
        .await;
    let translations = json!([{"language": "en", "text": "Five.", "method": "human"}]);
    let turned = with(with(line, other), json!({"translations": translations}));
    let claim = desk.api.updated(desk.key(), &turned).await;
    assert_eq!(
        (&claim["language"], &claim["translations"]),
        (&json!("id"), &translations)
    );
}

#[actix_web::test]
async fn what_others_said_and_judged_of_a_claim_stays_theirs() {
    let desk = Desk::start().await;
    let id = desk.api.imported(desk.key(), &whole()).await;
    let other = desk.api.newsroom("two").await;
    let claim = desk.read(format!("/v1/claims/{id}")).await;
    desk.api.verdict(&other, &claim).await;
    let said = json!({"position": "retracts", "quote": "Not so."});
    desk.api
        .made(&format!("/v1/claims/{id}/statements"), &other.key, said)
        .await;
    desk.api.leaves_all_as_it_is(desk.key(), &[whole()]).await;
    let line = with(whole(), json!({"statements": [], "verdicts": []}));
    desk.api.updated(desk.key(), &line).await;
    let said = desk.api.list(format!("/v1/claims/{id}/statements")).await;
    assert_eq!(column(&said, "position"), ["retracts"]);
    let claim = desk.read(format!("/v1/claims/{id}")).await;
    assert_eq!(
        claim["verdicts"].as_array().unwrap().len(),
        2,
        "verdicts are never deleted"
    );
}

#[actix_web::test]
async fn an_id_of_ones_own_may_be_added_later_and_stays_when_left_out() {
    let desk = Desk::start().await;
    let id = desk.api.imported(desk.key(), &a_claim()).await;
    let line = with(a_claim(), json!({"id": id}));
    desk.api
        .leaves_all_as_it_is(desk.key(), std::slice::from_ref(&line))
        .await;
    let named = with(line.clone(), json!({"external_id": "later"}));
    desk.api.updated(desk.key(), &named).await;
    desk.api.leaves_all_as_it_is(desk.key(), &[line]).await;
    let by_name = with(a_claim(), json!({"external_id": "later"}));
    desk.api.leaves_all_as_it_is(desk.key(), &[by_name]).await;
}

#[actix_web::test]
async fn the_same_own_id_of_two_organizations_is_of_two_claims() {
    let desk = Desk::start().await;
    let line = a_line();
    let id = desk.api.imported(desk.key(), &line).await;
    let other = desk.api.newsroom("two").await;
    assert_ne!(desk.api.imported(&other.key, &line).await, id);
    desk.api.leaves_all_as_it_is(&other.key, &[line]).await;
}

#[actix_web::test]
async fn a_claim_of_another_organization_is_not_touched() {
    let desk = Desk::start().await;
    let id = desk.api.imported(desk.key(), &whole()).await;
    let other = desk.api.newsroom("two").await;
    let line = with(a_line(), json!({"id": id, "text": "Taken over."}));
    let before = desk.api.contents().await;
    let request = desk.api.importing(&other.key, line.to_string()).one_line();
    request.await.problem(403, "not_owner");
    assert_eq!(desk.api.contents().await, before);
}

#[actix_web::test]
async fn a_verdict_that_says_it_is_anothers_is_refused() {
    let desk = Desk::start().await;
    desk.api.newsroom("two").await;
    let of = |slug: &str| {
        let organization = json!({"organization": {"slug": slug, "name": "Any"}});
        judged(&with(a_verdict(), organization))
    };
    let before = desk.api.contents().await;
    let request = desk.api.importing(desk.key(), of("two").to_string());
    let problem = request.one_line().await.problem(403, "not_owner");
    assert_eq!(
        problem["errors"][0]["pointer"],
        "/verdicts/0/organization/slug"
    );
    assert_eq!(desk.api.contents().await, before);
    // Of one that is not here, as of itself, it becomes the importer's.
    for slug in ["one", "elsewhere"] {
        let id = desk.api.imported(desk.key(), &of(slug)).await;
        assert_eq!(desk.verdicts(&id).await[0]["organization"]["slug"], "one");
    }
}

#[actix_web::test]
async fn a_draft_that_an_import_adds_does_not_show_in_its_claim() {
    let desk = Desk::start().await;
    let line = a_line();
    let id = desk.api.imported(desk.key(), &line).await;
    let path = format!("/v1/claims/{id}");
    let before = desk.api.get(&path).await;
    let draft = with(a_verdict(), json!({"status": "draft"}));
    let after = desk.api.updated(desk.key(), &judged_so(&line, draft)).await;
    assert_eq!(after, before.expect(200));
    assert_eq!(desk.verdicts(&id).await.len(), 1);
}
