//! `/v1/journal`: what an organization did, for its administrators.

use factcheck::vocabulary::Scope;

use super::*;

const FEED: &str = "/v1/journal";

#[actix_web::test]
async fn holds_all_that_the_organization_did_and_nothing_else() {
    let api = Api::start().await;
    let (one, two) = (api.newsroom("one").await, api.newsroom("two").await);
    let claim = api.claim(&one).await;
    api.source(&two).await;
    let scale = api.scale(&one).await;
    let draft = api.draft(&one, &claim, &scale["ratings"][0]).await;
    // What two does to the claim of one is two's.
    let said = format!("/v1/claims/{}/statements", text(&claim["id"]));
    api.made(&said, &two.key, json!({"position": "asserts"}))
        .await;
    api.until_settled().await;
    let entries = api.list_as(&one.key, FEED).await;
    assert_eq!(
        column(&entries, "action"),
        [
            "claim.created",
            "rating_scale.created",
            "verdict.created",
            "source.created",
            "verdict.updated",
        ]
    );
    let key = json!({
        "id": key_id(&api, &one.key).await, "name": "test", "prefix": &one.key[3..15]
    });
    for entry in &entries {
        assert_eq!(entry["organization"]["slug"], "one");
        assert_eq!(entry["api_key"], key);
    }
    assert_eq!(entries[4]["snapshot"], draft);
    let others = api.list_as(&two.key, FEED).await;
    let actions = ["source.created", "statement.created", "claim.updated"];
    assert_eq!(column(&others, "action"), actions);
    assert_eq!(api.walk_as(&one.key, FEED).await, entries);
    let counted = api.get(format!("{FEED}?count=exact&limit=1")).key(&one.key);
    assert_eq!(counted.await.expect(200)["total"], 5);
}

#[actix_web::test]
async fn is_for_administrators_of_the_organization() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    api.get(FEED).await.problem(401, "missing_api_key");
    let others = [
        Scope::ClaimsWrite,
        Scope::VerdictsWrite,
        Scope::VerdictsPublish,
    ];
    let writer = api.key(Some(newsroom.id), &others).await;
    let answer = api.get(FEED).key(&writer).await;
    answer.problem(403, "missing_scope");
    let administrator = api
        .key(Some(newsroom.id), &[Scope::OrganizationAdmin])
        .await;
    api.get(FEED).key(&administrator).await.expect(200);
}

#[actix_web::test]
async fn the_operator_reads_what_the_operator_did() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let admin = api.instance_admin().await;
    let path = format!("/v1/claims/{}", text(&claim["id"]));
    let change = json!({"location": "Kursk"});
    api.patch(path, &admin, &change).await.expect(200);
    api.until_settled().await;
    let entries = api.list_as(&admin, FEED).await;
    let actions = ["organization.created", "claim.updated"];
    assert_eq!(column(&entries, "action"), actions);
    assert!(entries.iter().all(|entry| entry["organization"].is_null()));
}

#[actix_web::test]
async fn filters_by_action_one_or_several() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    api.claim(&newsroom).await;
    api.source(&newsroom).await;
    let claim = api.claim(&newsroom).await;
    let path = format!("/v1/claims/{}", text(&claim["id"]));
    api.delete(path, &newsroom.key).await.expect(204);
    api.until_settled().await;
    for (query, expected) in [
        ("action=claim.created", vec!["claim.created"; 2]),
        ("action=claim.deleted", vec!["claim.deleted"]),
        (
            "action=claim.deleted&action=source.created",
            vec!["source.created", "claim.deleted"],
        ),
        ("action=verdict.published", vec![]),
    ] {
        let list = format!("{FEED}?{query}");
        let entries = api.list_as(&newsroom.key, &list).await;
        assert_eq!(column(&entries, "action"), expected, "{query}");
        let page = api.get(format!("{list}&count=exact")).key(&newsroom.key);
        assert_eq!(page.await.expect(200)["total"], expected.len(), "{query}");
    }
    let list = format!("{FEED}?action=claim.created&action=source.created");
    let whole = api.list_as(&newsroom.key, &list).await;
    assert_eq!(api.walk_as(&newsroom.key, &list).await, whole);
    let after = format!("{list}&after={}", text(&whole[0]["id"]));
    assert_eq!(api.list_as(&newsroom.key, after).await, whole[1..]);
    let unknown = api
        .get(format!("{FEED}?action=claim.read"))
        .key(&newsroom.key);
    unknown.await.fault("/action", "invalid_value");
}

#[actix_web::test]
async fn goes_on_after_any_entry() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    for _ in 0..4 {
        api.claim(&newsroom).await;
    }
    api.until_settled().await;
    let whole = api.list_as(&newsroom.key, FEED).await;
    assert_eq!(whole.len(), 4);
    for (place, entry) in whole.iter().enumerate() {
        let after = format!("{FEED}?after={}", text(&entry["id"]));
        let rest = api.list_as(&newsroom.key, &after).await;
        assert_eq!(rest, whole[place + 1..]);
        assert_eq!(api.walk_as(&newsroom.key, &after).await, rest);
    }
}

#[actix_web::test]
async fn another_organizations_entry_is_as_unknown_as_none() {
    let api = Api::start().await;
    let (one, two) = (api.newsroom("one").await, api.newsroom("two").await);
    api.claim(&one).await;
    api.claim(&two).await;
    api.until_settled().await;
    let own = &api.list_as(&one.key, FEED).await[0]["id"];
    let foreign = &api.list_as(&two.key, FEED).await[0]["id"];
    let admin = api.instance_admin().await;
    let operators = &api.list_as(&admin, FEED).await[0]["id"];
    let ask = async |key: &str, after: &str| {
        let answer = api.get(format!("{FEED}?after={after}")).key(key).await;
        answer.fault("/after", "not_found");
        let mut problem = answer.expect(422);
        problem.as_object_mut().unwrap().remove("request_id");
        problem
    };
    let unknown = ask(&one.key, UNKNOWN).await;
    for after in [foreign, operators] {
        assert_eq!(ask(&one.key, text(after)).await, unknown);
    }
    for after in [own, foreign] {
        assert_eq!(ask(&admin, text(after)).await, unknown);
    }
    let malformed = api.get(format!("{FEED}?after=1")).key(&one.key).await;
    malformed.fault("/after", "invalid_value");
}

#[actix_web::test]
async fn a_cursor_continues_its_own_query_alone() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    for _ in 0..3 {
        api.claim(&newsroom).await;
    }
    api.until_settled().await;
    let page = api.get(format!("{FEED}?limit=1")).key(&newsroom.key).await;
    let page = page.expect(200);
    let cursor = text(&page["next_cursor"]);
    let first = text(&page["data"][0]["id"]);
    for query in [format!("after={first}"), "action=claim.created".to_owned()] {
        let other = format!("{FEED}?{query}&cursor={cursor}");
        let answer = api.get(other).key(&newsroom.key).await;
        answer.problem(400, "cursor_mismatch");
    }
}
