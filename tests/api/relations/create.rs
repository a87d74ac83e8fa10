//! Relating claims: anybody any two, and what both then are.

use super::*;

#[actix_web::test]
async fn gives_what_is_then_read_at_its_address() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let [from, other] = claims(&api, &newsroom).await;
    let body = with(to(&other, "contradicts"), json!({"note": "It says no."}));
    let answer = api.post(path(&from), &newsroom.key, &body).await;
    let made = answer.expect(201);
    let brief = json!({
        "id": other["id"], "text": "Claim 1.", "text_language": "en", "text_method": null,
        "original_text": "Claim 1.",
        "language": "en", "kind": "statistic"
    });
    let expected = json!({
        "id": made["id"], "from_claim_id": from["id"], "kind": "contradicts",
        "to_claim_id": other["id"], "claim": brief, "note": "It says no.",
        "created_by": {"id": newsroom.id, "name": "one", "slug": "one"},
        "created_at": made["created_at"], "updated_at": made["created_at"], "version": 1
    });
    assert_eq!(made, expected);
    let location = answer.header("location").unwrap();
    assert_eq!(location, relation_path(&made));
    let read = api.get(location).await;
    assert_eq!(read.expect(200), made);
    assert_eq!(read.etag(), answer.etag());
    assert_eq!(api.list(path(&from)).await, [made]);
}

#[actix_web::test]
async fn each_kind_is_seen_from_both_ends() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    for (kind, inverse) in KINDS {
        let [from, other] = claims(&api, &newsroom).await;
        let made = related(&api, &newsroom, &from, kind, &other).await;
        assert_eq!(made["kind"], kind);
        let seen = api.list(path(&other)).await;
        let turned = json!({
            "from_claim_id": other["id"], "kind": inverse, "to_claim_id": from["id"],
            "claim": seen[0]["claim"]
        });
        assert_eq!(seen, [with(made, turned)]);
        let brief = json!({"id": from["id"], "text": from["text"]});
        assert_includes(&seen[0]["claim"], &brief);
    }
}

#[actix_web::test]
async fn only_the_six_kinds_are_kinds_to_add() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let [from, other] = claims(&api, &newsroom).await;
    let body = to(&other, "contradicts");
    let inverses = KINDS.map(|(_, inverse)| inverse);
    let fault = ("kind", "unknown_value");
    api.refuses(&path(&from), &newsroom.key, &body, fault, &inverses)
        .await;
    assert_eq!(api.list(path(&from)).await, Vec::<Value>::new());
}

#[actix_web::test]
async fn anybody_relates_the_claims_of_others() {
    let api = Api::start().await;
    let (one, two) = (api.newsroom("one").await, api.newsroom("two").await);
    let [from, other] = claims(&api, &one).await;
    let made = related(&api, &two, &from, "supports", &other).await;
    assert_eq!(made["created_by"]["slug"], "two");
    let admin = api.instance_admin().await;
    let answer = api.post(path(&from), &admin, &to(&other, "repeats")).await;
    answer.problem(403, "organization_required");
}

#[actix_web::test]
async fn a_claim_stands_in_no_relation_to_itself() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let before = api.contents().await;
    for (kind, _) in KINDS {
        let answer = api.post(path(&claim), &newsroom.key, &to(&claim, kind));
        answer.await.fault("/to_claim_id", "self_relation");
    }
    assert_eq!(api.contents().await, before);
}

#[actix_web::test]
async fn is_there_once_of_a_kind_in_a_direction() {
    let api = Api::start().await;
    let (one, two) = (api.newsroom("one").await, api.newsroom("two").await);
    let [from, other] = claims(&api, &one).await;
    let made = related(&api, &one, &from, "contradicts", &other).await;
    let before = api.contents().await;
    for key in [&one.key, &two.key] {
        let answer = api.post(path(&from), key, &to(&other, "contradicts")).await;
        let problem = answer.problem(409, "duplicate");
        assert_eq!(problem["existing_id"], made["id"]);
    }
    assert_eq!(api.contents().await, before);
    let of_another_kind = related(&api, &one, &from, "updates", &other).await;
    let the_other_way = related(&api, &one, &other, "contradicts", &from).await;
    let listed = api.list(path(&from)).await;
    assert_eq!(ids(&listed), ids([&the_other_way, &of_another_kind, &made]));
    assert_eq!(
        column(&listed, "kind"),
        ["contradicted_by", "updates", "contradicts"]
    );
}

#[actix_web::test]
async fn both_claims_must_be_there() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let before = api.contents().await;
    let body = json!({"to_claim_id": UNKNOWN, "kind": "repeats"});
    let answer = api.post(path(&claim), &newsroom.key, &body).await;
    answer.fault("/to_claim_id", "not_found");
    let unknown = format!("/v1/claims/{UNKNOWN}/relations");
    let answer = api.post(unknown, &newsroom.key, &to(&claim, "repeats"));
    answer.await.problem(404, "not_found");
    assert_eq!(api.contents().await, before);
}

#[actix_web::test]
async fn a_note_may_be_left_out_and_has_its_length() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let [from, other] = claims(&api, &newsroom).await;
    let noted = |note: &str| {
        let body = with(to(&other, "repeats"), json!({"note": note}));
        api.post(path(&from), &newsroom.key, &body)
    };
    noted("")
        .await
        .faults(&[("/note", "length"), ("/note", "blank")]);
    noted(" \n").await.fault("/note", "blank");
    noted(&"\u{e9}".repeat(5001)).await.fault("/note", "length");
    assert_eq!(api.list(path(&from)).await, Vec::<Value>::new());
    let longest = "\u{e9}".repeat(5000);
    assert_eq!(noted(&longest).await.expect(201)["note"], longest);
    let bare = related(&api, &newsroom, &from, "supports", &other).await;
    assert_eq!(bare["note"], Value::Null);
}

#[actix_web::test]
async fn is_a_new_version_of_both_claims_and_of_no_other() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let [from, other, third] = claims(&api, &newsroom).await;
    let tags = [
        api.get(claim_path(&from)).await.etag(),
        api.get(claim_path(&other)).await.etag(),
    ];
    let made = related(&api, &newsroom, &from, "updates", &other).await;
    let at = text(&made["created_at"]).to_owned();
    let untouched = text(&third["updated_at"]).to_owned();
    assert!(at > untouched);
    assert_eq!(
        versions(&api, &[&from, &other, &third]).await,
        [(2, at.clone()), (2, at), (1, untouched)]
    );
    for (claim, tag) in [&from, &other].into_iter().zip(tags) {
        let held = api.get(claim_path(claim)).header("If-None-Match", &tag);
        held.await.expect(200);
        let change = api.patch(claim_path(claim), &newsroom.key, &json!({"kind": "quote"}));
        let stale = change.if_match(&tag).await;
        stale.problem(412, "precondition_failed");
    }
}
