//! Publication: what it needs, and what it makes of the verdict and its claim.

use std::future::IntoFuture;
use std::pin::pin;

use diesel_async::SimpleAsyncConnection;
use factcheck::vocabulary::Scope;
use futures_util::future::{Either, join, select};

use super::*;
use crate::support::client::Request;

impl Desk {
    fn publication(&self, of: &Value) -> Request {
        self.publication_with(&self.newsroom.key, of)
    }

    fn publication_with(&self, key: &str, of: &Value) -> Request {
        let path = format!("{}/publish", path(of));
        self.api.request("POST", path).key(key)
    }

    async fn read_claim(&self) -> Answer {
        let path = format!("/v1/claims/{}", text(&self.claim["id"]));
        self.api.get(path).await
    }
}

#[actix_web::test]
async fn makes_a_draft_public() {
    let desk = Desk::start().await;
    let answer = desk.publication(&desk.draft).await;
    let published = answer.expect(200);
    let mut expected = desk.draft.clone();
    expected["status"] = "published".into();
    expected["version"] = 3.into();
    expected["published_at"] = published["updated_at"].clone();
    expected["updated_at"] = published["updated_at"].clone();
    assert_eq!(published, expected);
    assert_ne!(published["updated_at"], desk.draft["updated_at"]);
    let read = desk.api.get(path(&published)).await;
    assert_eq!(read.expect(200), published);
    assert_eq!(read.etag(), answer.etag());
}

#[actix_web::test]
async fn says_what_is_missing() {
    let desk = Desk::start().await;
    let bare = desk.bare().await;
    desk.publication(&bare).await.faults(&[
        ("/rating_id", "required"),
        ("/title", "required"),
        ("/reviewed_at", "required"),
        ("/evidence", "required"),
    ]);
    assert_eq!(desk.read(&bare).await.expect(200), bare);
    assert_eq!(desk.read_claim().await.expect(200), desk.claim);
}

#[actix_web::test]
async fn needs_each_of_them() {
    let desk = Desk::start().await;
    let (api, key) = (&desk.api, &desk.newsroom.key);
    let evidence = format!("{}/evidence", path(&desk.draft));
    api.put(&evidence, key, &json!([])).await.expect(200);
    let answer = desk.publication(&desk.draft).await;
    answer.fault("/evidence", "required");
    let source = &desk.draft["evidence"][0]["source"]["id"];
    let back = json!([{"source_id": source, "stance": "supports"}]);
    api.put(&evidence, key, &back).await.expect(200);
    for (member, value) in [
        ("rating_id", desk.scale["ratings"][0]["id"].clone()),
        ("title", "A title".into()),
        ("reviewed_at", "2024-10-28T12:00:00Z".into()),
    ] {
        let (gone, back) = (json!({member: null}), json!({member: value}));
        let draft = api.patch(path(&desk.draft), key, &gone).await.expect(200);
        let answer = desk.publication(&draft).await;
        answer.fault(&format!("/{member}"), "required");
        assert_eq!(desk.read(&draft).await.expect(200), draft);
        api.patch(path(&desk.draft), key, &back).await.expect(200);
    }
    desk.publish().await;
}

#[actix_web::test]
async fn is_a_new_version_of_the_claim() {
    let desk = Desk::start().await;
    let before = desk.read_claim().await;
    let published = desk.publish().await;
    let after = desk.read_claim().await;
    let claim = after.expect(200);
    assert_eq!(claim["version"], 2);
    assert_eq!(claim["updated_at"], published["published_at"]);
    assert_ne!(after.etag(), before.etag());
}

#[actix_web::test]
async fn the_claim_shows_its_verdicts_latest_review_first() {
    let desk = Desk::start().await;
    let other = desk.api.newsroom("two").await;
    let scale = desk.api.scale(&other).await;
    let latest = desk.publish().await;
    let mut shown = vec![latest.clone()];
    for reviewed_at in ["2024-10-01T12:00:00Z", "2024-10-10T12:00:00Z"] {
        let draft = desk
            .api
            .draft(&other, &desk.claim, &scale["ratings"][1])
            .await;
        let change = json!({"reviewed_at": reviewed_at});
        let draft = desk.api.patch(path(&draft), &other.key, &change).await;
        let published = desk.api.published(&other, &draft.expect(200)).await;
        shown.insert(1, published);
    }
    desk.bare().await;
    let summary = |verdict: &Value| {
        let mut summary = json!({});
        for member in [
            "id",
            "organization",
            "rating",
            "title",
            "url",
            "language",
            "reviewed_at",
            "status",
        ] {
            summary[member] = verdict[member].clone();
        }
        summary
    };
    let expected: Value = shown.iter().map(summary).collect();
    assert_eq!(desk.read_claim().await.expect(200)["verdicts"], expected);
    let listed = &desk.api.list("/v1/claims").await[0];
    assert_eq!(listed["verdicts"], expected);

    desk.api.retracted(&desk.newsroom, &latest).await;
    let verdicts = &desk.read_claim().await.expect(200)["verdicts"];
    assert_eq!(ids(verdicts.as_array().unwrap()), ids(&shown[1..]));
}

#[actix_web::test]
async fn happens_once() {
    let desk = Desk::start().await;
    let published = desk.publish().await;
    let claim = desk.read_claim().await.expect(200);
    let again = desk.publication(&desk.draft).await;
    again.problem(409, "illegal_transition");
    assert_eq!(desk.read(&published).await.expect(200), published);
    assert_eq!(desk.read_claim().await.expect(200), claim);
}

#[actix_web::test]
async fn happens_once_though_two_ask_at_once() {
    let desk = Desk::start().await;
    let mut held = desk.api.connection().await;
    let hold = "BEGIN; SELECT FROM verdicts FOR UPDATE";
    held.batch_execute(hold).await.unwrap();
    let one = desk.publication(&desk.draft).into_future();
    let other = desk.publication(&desk.draft).into_future();
    let both = join(one, other);
    let waiting = pin!(desk.api.until_waiting(2));
    let Either::Right(((), both)) = select(both, waiting).await else {
        panic!("they did not meet");
    };
    held.batch_execute("COMMIT").await.unwrap();
    let (one, other) = both.await;
    let (won, lost) = match one.status {
        200 => (one, other),
        _ => (other, one),
    };
    lost.problem(409, "illegal_transition");
    let read = desk.read(&desk.draft).await;
    assert_eq!(read.expect(200), won.expect(200));
    assert_eq!(desk.read_claim().await.expect(200)["version"], 2);
}

#[actix_web::test]
async fn honours_the_version_that_it_is_told() {
    let desk = Desk::start().await;
    let stale = desk.publication(&desk.draft).if_match("\"1.0\"").await;
    stale.problem(412, "precondition_failed");
    desk.is_unchanged().await;
    let tag = desk.read(&desk.draft).await.etag();
    let published = desk.publication(&desk.draft).if_match(&tag).await;
    published.expect(200);
}

#[actix_web::test]
async fn writing_drafts_is_not_publishing_them() {
    let desk = Desk::start().await;
    let organization = Some(desk.newsroom.id);
    let writer = desk.api.key(organization, &[Scope::VerdictsWrite]).await;
    let answer = desk.publication_with(&writer, &desk.draft).await;
    answer.problem(403, "missing_scope");
    desk.is_unchanged().await;
    let editor = desk.api.key(organization, &[Scope::VerdictsPublish]).await;
    let answer = desk.publication_with(&editor, &desk.draft).await;
    assert_eq!(answer.expect(200)["status"], "published");
}

#[actix_web::test]
async fn is_for_its_organization() {
    let desk = Desk::start().await;
    let other = desk.api.newsroom("two").await.key;
    let admin = desk.api.instance_admin().await;
    for key in [&other, &admin] {
        let answer = desk.publication_with(key, &desk.draft).await;
        answer.problem(404, "not_found");
    }
    desk.is_unchanged().await;
    let published = desk.publish().await;
    for key in [&other, &admin] {
        let answer = desk.publication_with(key, &published).await;
        answer.problem(403, "not_owner");
    }
}

#[actix_web::test]
async fn an_unknown_one_is_not_found() {
    let desk = Desk::start().await;
    let unknown = json!({"id": Uuid::nil()});
    let answer = desk.publication(&unknown).await;
    answer.problem(404, "not_found");
}

#[actix_web::test]
async fn nothing_that_a_published_verdict_rests_on_can_be_deleted() {
    let desk = Desk::start().await;
    let published = desk.publish().await;
    let source = text(&published["evidence"][0]["source"]["id"]);
    for held in [
        format!("/v1/claims/{}", text(&desk.claim["id"])),
        format!("/v1/sources/{source}"),
    ] {
        let answer = desk.api.delete(&held, &desk.newsroom.key).await;
        answer.problem(409, "in_use");
        desk.api.get(held).await.expect(200);
    }
    assert_eq!(desk.read(&published).await.expect(200), published);
}

#[actix_web::test]
async fn two_at_once_leave_the_claim_with_the_newest_review() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let (claim, other) = (api.claim(&newsroom).await, api.claim(&newsroom).await);
    api.verdict_at(&newsroom, &other, "2024-11-10T00:00:00Z")
        .await;
    let scale = api.scale(&newsroom).await;
    let mut publications = Vec::new();
    for reviewed_at in ["2024-11-20T00:00:00Z", "2024-11-01T00:00:00Z"] {
        let draft = api.draft(&newsroom, &claim, &scale["ratings"][0]).await;
        let path = format!("/v1/verdicts/{}", text(&draft["id"]));
        let patch = json!({"reviewed_at": reviewed_at});
        api.patch(&path, &newsroom.key, &patch).await.expect(200);
        publications.push(format!("{path}/publish"));
    }
    let mut held = api.connection().await;
    let hold = "BEGIN; SELECT FROM claims FOR UPDATE";
    held.batch_execute(hold).await.unwrap();
    let publish = |path: &String| api.request("POST", path).key(&newsroom.key).into_future();
    let mut first = publish(&publications[0]);
    let waiting = pin!(api.until_waiting(1));
    assert!(matches!(
        select(&mut first, waiting).await,
        Either::Right(_)
    ));
    let both = join(first, publish(&publications[1]));
    let waiting = pin!(api.until_waiting(2));
    let Either::Right(((), both)) = select(both, waiting).await else {
        panic!("they did not meet");
    };
    held.batch_execute("COMMIT").await.unwrap();
    let (one, two) = both.await;
    one.expect(200);
    two.expect(200);
    let newest = api.list("/v1/claims?sort=-reviewed_at").await;
    assert_eq!(newest[0]["id"], claim["id"], "reviewed on 20 November");
}
