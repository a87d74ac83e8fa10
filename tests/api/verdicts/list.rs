//! Lists of verdicts: by filter, in order, and never another organization's drafts.

use super::*;

/// A verdict of each status, oldest first: a draft and the others of a newsroom's own.
struct Statuses {
    desk: Desk,
    published: Value,
    corrected: Value,
    retracted: Value,
}

impl Statuses {
    async fn start() -> Self {
        let desk = Desk::start().await;
        let published = desk.api.verdict(&desk.newsroom, &desk.claim).await;
        let corrected = desk.api.verdict(&desk.newsroom, &desk.claim).await;
        let corrected = desk.api.corrected(&desk.newsroom, &corrected).await;
        let retracted = desk.api.verdict(&desk.newsroom, &desk.claim).await;
        let retracted = desk.api.retracted(&desk.newsroom, &retracted).await;
        Self {
            desk,
            published,
            corrected,
            retracted,
        }
    }
}

#[actix_web::test]
async fn holds_what_stands_and_the_drafts_of_ones_own() {
    let all = Statuses::start().await;
    let api = &all.desk.api;
    let other = api.newsroom("two").await.key;
    let admin = api.instance_admin().await;
    let standing = ids([&all.corrected, &all.published]);
    assert_eq!(ids(&api.list(VERDICTS).await), standing);
    assert_eq!(ids(&api.list_as(&other, VERDICTS).await), standing);
    assert_eq!(ids(&api.list_as(&admin, VERDICTS).await), standing);
    assert_eq!(
        ids(&api.list_as(&all.desk.newsroom.key, VERDICTS).await),
        ids([&all.corrected, &all.published, &all.desk.draft])
    );
}

#[actix_web::test]
async fn another_organizations_drafts_are_in_no_list_whatever_is_asked() {
    let all = Statuses::start().await;
    let api = &all.desk.api;
    let other = api.newsroom("two").await;
    let draft = api
        .draft(
            &other,
            &all.desk.claim,
            &api.scale(&other).await["ratings"][0],
        )
        .await;
    let drafts = format!("{VERDICTS}?status=draft");
    assert_eq!(ids(&api.list_as(&other.key, drafts).await), ids([&draft]));
    let admin = api.instance_admin().await;
    for query in [
        "status=draft".to_owned(),
        format!("status=draft&organization_id={}", other.id),
        format!("status=draft&claim_id={}", text(&all.desk.claim["id"])),
        "status=draft&rating=true".to_owned(),
        format!("organization_id={}", other.id),
        format!("source_id={}", text(&draft["evidence"][0]["source"]["id"])),
    ] {
        let list = format!("{VERDICTS}?count=exact&{query}");
        for key in [None, Some(&all.desk.newsroom.key), Some(&admin)] {
            let request = api.get(&list);
            let page = match key {
                Some(key) => request.key(key).await.expect(200),
                None => request.await.expect(200),
            };
            let shown = page["data"].as_array().unwrap();
            assert!(!ids(shown).contains(&id(&draft)), "{query}");
            assert_eq!(page["total"], shown.len(), "{query}");
        }
    }
}

#[actix_web::test]
async fn filters_by_status() {
    let all = Statuses::start().await;
    let Statuses {
        desk,
        published,
        corrected,
        retracted,
    } = &all;
    for (query, to_all, to_its_own) in [
        ("status=draft", vec![], ids([&desk.draft])),
        ("status=published", ids([published]), ids([published])),
        ("status=corrected", ids([corrected]), ids([corrected])),
        ("status=retracted", ids([retracted]), ids([retracted])),
        (
            "status=draft&status=retracted",
            ids([retracted]),
            ids([retracted, &desk.draft]),
        ),
        (
            "status=corrected&status=published",
            ids([corrected, published]),
            ids([corrected, published]),
        ),
    ] {
        let list = format!("{VERDICTS}?{query}");
        assert_eq!(ids(&desk.api.list(&list).await), to_all, "{query}");
        let own = desk.api.list_as(&desk.newsroom.key, &list).await;
        assert_eq!(ids(&own), to_its_own, "{query}");
    }
}

#[actix_web::test]
async fn filters_by_what_verdicts_say() {
    let desk = Desk::start().await;
    let api = &desk.api;
    let other = api.newsroom("two").await;
    let claim = api.claim(&other).await;
    let scale = api.scale(&other).await;
    let draft = api.draft(&other, &claim, &scale["ratings"][1]).await;
    let change = json!({"language": "pt-BR", "reviewed_at": "2024-11-05T12:00:00Z"});
    let draft = api.patch(path(&draft), &other.key, &change).await;
    let later = api.published(&other, &draft.expect(200)).await;
    let early = desk.publish().await;
    let source = |verdict: &Value| text(&verdict["evidence"][0]["source"]["id"]).to_owned();
    for (query, expected) in [
        (format!("claim_id={}", text(&claim["id"])), ids([&later])),
        (format!("claim_id={}", Uuid::nil()), vec![]),
        (
            format!("organization_id={}", desk.newsroom.id),
            ids([&early]),
        ),
        (format!("organization_id={}", other.id), ids([&later])),
        (format!("source_id={}", source(&early)), ids([&early])),
        (format!("source_id={}", Uuid::nil()), vec![]),
        ("rating=misleading".to_owned(), ids([&later])),
        (
            "rating=misleading&rating=true".to_owned(),
            ids([&later, &early]),
        ),
        ("rating=false".to_owned(), vec![]),
        ("language=en".to_owned(), ids([&early])),
        ("language=pt".to_owned(), ids([&later])),
        ("language=pt-BR".to_owned(), ids([&later])),
        ("language=pt-PT".to_owned(), vec![]),
        (
            "reviewed_from=2024-11-05T12:00:00Z".to_owned(),
            ids([&later]),
        ),
        ("reviewed_from=2024-11-05T12:00:01Z".to_owned(), vec![]),
        ("reviewed_to=2024-10-28T12:00:00Z".to_owned(), ids([&early])),
        ("reviewed_to=2024-10-28T11:59:59Z".to_owned(), vec![]),
        (
            format!("updated_since={}", text(&early["updated_at"])),
            ids([&early]),
        ),
        (
            format!("updated_since={}", text(&later["updated_at"])),
            ids([&later, &early]),
        ),
        (format!("rating=true&organization_id={}", other.id), vec![]),
    ] {
        let listed = api.list(format!("{VERDICTS}?{query}")).await;
        assert_eq!(ids(&listed), expected, "{query}");
    }
}

#[actix_web::test]
async fn shows_each_verdict_whole() {
    let desk = Desk::start().await;
    let published = desk.publish().await;
    let bare = desk.bare().await;
    let page = desk.api.get(VERDICTS).key(&desk.newsroom.key).await;
    assert_eq!(page.expect(200)["data"], json!([bare, published]));
}

#[actix_web::test]
async fn pages_visit_every_verdict_once_and_the_unreviewed_last() {
    let desk = Desk::start().await;
    let mut made = ids([&desk.draft]);
    for reviewed_at in [
        Value::Null,
        json!("2024-10-29T12:00:00Z"),
        json!("2024-10-28T12:00:00Z"),
        Value::Null,
        json!("2024-10-28T12:00:00Z"),
        Value::Null,
    ] {
        let body = json!({
            "claim_id": desk.claim["id"], "language": "en", "reviewed_at": reviewed_at
        });
        made.push(id(&desk.api.made(VERDICTS, &desk.newsroom.key, body).await));
    }
    let order = |places: [usize; 7]| places.map(|place| made[place]).to_vec();
    let check = async |query: &str, expected: Vec<Uuid>| {
        let key = &desk.newsroom.key;
        let list = format!("{VERDICTS}{query}");
        let whole = desk.api.list_as(key, &list).await;
        assert_eq!(ids(&whole), expected, "{query}");
        assert_eq!(desk.api.walk_as(key, &list).await, whole, "{query}");
    };
    check("?sort=reviewed_at", order([0, 3, 5, 2, 1, 4, 6])).await;
    check("?sort=-reviewed_at", order([2, 5, 3, 0, 6, 4, 1])).await;
    check("", order([6, 5, 4, 3, 2, 1, 0])).await;
    check("?sort=-created_at", order([6, 5, 4, 3, 2, 1, 0])).await;
    check("?sort=created_at", order([0, 1, 2, 3, 4, 5, 6])).await;

    let tie = "UPDATE verdicts SET created_at = '2026-01-05T09:00:00Z'";
    desk.api.sql(tie).await;
    check("?sort=-created_at", order([6, 5, 4, 3, 2, 1, 0])).await;
    check("?sort=created_at", order([0, 1, 2, 3, 4, 5, 6])).await;
}

#[actix_web::test]
async fn counts_what_the_filter_leaves_when_asked() {
    let all = Statuses::start().await;
    let api = &all.desk.api;
    let query = format!("{VERDICTS}?limit=1");
    let counted = format!("{query}&count=exact");
    assert_eq!(api.get(&query).await.expect(200).get("total"), None);
    assert_eq!(api.get(&counted).await.expect(200)["total"], 2);
    let own = api.get(&counted).key(&all.desk.newsroom.key).await;
    assert_eq!(own.expect(200)["total"], 3);
}

#[actix_web::test]
async fn a_cursor_continues_its_own_query_alone() {
    let desk = Desk::start().await;
    let first = desk.publish().await;
    desk.api.verdict(&desk.newsroom, &desk.claim).await;
    let cursor = desk.api.cursor(&format!("{VERDICTS}?rating=true")).await;
    let own = format!("{VERDICTS}?limit=9&cursor={cursor}&rating=true");
    assert_eq!(desk.api.list(own).await, [first]);
    for query in [
        "",
        "rating=true&rating=false&",
        "rating=true&status=published&",
        "rating=true&sort=created_at&",
    ] {
        let other = format!("{VERDICTS}?{query}cursor={cursor}");
        desk.api.get(other).await.problem(400, "cursor_mismatch");
    }
}
