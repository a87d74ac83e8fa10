//! Verdicts: drafts that their organization alone sees, and what becomes of them.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::*;

mod correct;
mod list;
mod publish;
mod put;
mod retract;
mod search;
mod update;

const VERDICTS: &str = "/v1/verdicts";

fn path(verdict: &Value) -> String {
    format!("{VERDICTS}/{}", text(&verdict["id"]))
}

fn unknown() -> String {
    format!("{VERDICTS}/{}", Uuid::nil())
}

/// A newsroom with a claim and a complete draft on it.
struct Desk {
    api: Api,
    newsroom: Newsroom,
    claim: Value,
    scale: Value,
    draft: Value,
}

impl Desk {
    async fn start() -> Self {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let claim = api.claim(&newsroom).await;
        let scale = api.scale(&newsroom).await;
        let draft = api.draft(&newsroom, &claim, &scale["ratings"][0]).await;
        Self {
            api,
            newsroom,
            claim,
            scale,
            draft,
        }
    }

    /// A draft that says no more than it must.
    async fn bare(&self) -> Value {
        let body = json!({"claim_id": self.claim["id"], "language": "en"});
        self.api.made(VERDICTS, &self.newsroom.key, body).await
    }

    async fn read(&self, verdict: &Value) -> Answer {
        self.api.get(path(verdict)).key(&self.newsroom.key).await
    }

    async fn publish(&self) -> Value {
        self.api.published(&self.newsroom, &self.draft).await
    }

    /// Asserts that the draft is as it was.
    async fn is_unchanged(&self) {
        assert_eq!(self.read(&self.draft).await.expect(200), self.draft);
    }
}

mod get {
    use super::*;

    #[actix_web::test]
    async fn shows_a_published_verdict_to_everyone() {
        let desk = Desk::start().await;
        let published = desk.publish().await;
        let read = desk.api.get(path(&published)).await;
        assert_eq!(read.expect(200), published);
        let organization = json!({
            "id": desk.newsroom.id, "name": "one", "slug": "one", "site": "one.example"
        });
        assert_eq!(published["organization"], organization);
        let rating = json!({
            "label": "Benar", "normalized": "true", "value": 5, "best": 5, "worst": 1
        });
        assert_eq!(published["rating"], rating);
    }

    #[actix_web::test]
    async fn shows_a_draft_to_its_organization() {
        let desk = Desk::start().await;
        let read = desk.read(&desk.draft).await;
        assert_eq!(read.expect(200), desk.draft);
        let caching = read.header("cache-control").unwrap();
        assert!(caching.contains("private"), "{caching}");
    }

    #[actix_web::test]
    async fn a_draft_is_to_all_others_as_if_it_were_not_there() {
        let desk = Desk::start().await;
        let other = desk.api.newsroom("two").await.key;
        let admin = desk.api.instance_admin().await;
        let tag = desk.read(&desk.draft).await.etag();
        for key in [None, Some(&other), Some(&admin)] {
            let ask = async |path: String| {
                let request = desk.api.get(path).header("If-None-Match", &tag);
                let answer = match key {
                    Some(key) => request.key(key).await,
                    None => request.await,
                };
                let mut problem = answer.problem(404, "not_found");
                problem.as_object_mut().unwrap().remove("request_id");
                problem
            };
            assert_eq!(ask(path(&desk.draft)).await, ask(unknown()).await);
        }
    }

    #[actix_web::test]
    async fn a_retracted_verdict_stays_readable() {
        let desk = Desk::start().await;
        let published = desk.publish().await;
        let retracted = desk.api.retracted(&desk.newsroom, &published).await;
        let read = desk.api.get(path(&published)).await.expect(200);
        assert_eq!(read, retracted);
        assert_eq!(read["status"], "retracted");
        assert_eq!(read["title"], published["title"]);
    }

    #[actix_web::test]
    async fn is_not_sent_again_until_it_changes() {
        let desk = Desk::start().await;
        let read = desk.read(&desk.draft).await;
        let held = || {
            let request = desk.api.get(path(&desk.draft)).key(&desk.newsroom.key);
            request.header("If-None-Match", read.etag())
        };
        held().await.expect(304);
        let evidence = format!("{}/evidence", path(&desk.draft));
        let put = desk.api.put(evidence, &desk.newsroom.key, &json!([])).await;
        put.expect(200);
        assert_eq!(held().await.expect(200)["evidence"], json!([]));
    }
}

mod create {
    use super::*;

    #[actix_web::test]
    async fn stores_what_was_sent() {
        let desk = Desk::start().await;
        let sent = json!({
            "claim_id": desk.claim["id"], "rating_id": desk.scale["ratings"][2]["id"],
            "title": "Unproven", "summary": "In brief.", "explanation": "At\nlength.",
            "url": "https://one.example/kursk", "language": "PT-br",
            "reviewed_at": "2024-10-28T09:30:00Z",
        });
        let answer = desk.api.post(VERDICTS, &desk.newsroom.key, &sent).await;
        let draft = answer.expect(201);
        for member in [
            "claim_id",
            "title",
            "summary",
            "explanation",
            "url",
            "reviewed_at",
        ] {
            assert_eq!(draft[member], sent[member], "{member}");
        }
        assert_eq!(draft["language"], "pt-BR");
        let rating = json!({
            "label": "Tidak Terbukti", "normalized": "unproven", "value": null,
            "best": 5, "worst": 1
        });
        assert_eq!(draft["rating"], rating);
        assert_eq!(answer.header("location").unwrap(), path(&draft));
        let read = desk.read(&draft).await;
        assert_eq!(read.expect(200), draft);
        assert_eq!(read.etag(), answer.etag());
    }

    #[actix_web::test]
    async fn a_draft_may_be_incomplete() {
        let desk = Desk::start().await;
        let draft = desk.bare().await;
        for member in [
            "rating",
            "title",
            "summary",
            "explanation",
            "url",
            "reviewed_at",
            "published_at",
            "correction_note",
        ] {
            assert_eq!(draft[member], Value::Null, "{member}");
        }
        assert_eq!(draft["status"], "draft");
        assert_eq!(draft["evidence"], json!([]));
        assert_eq!(draft["organization"]["slug"], "one");
        assert_eq!(draft["version"], 1);
        assert_eq!(draft["created_at"], draft["updated_at"]);
    }

    #[actix_web::test]
    async fn names_the_reference_that_leads_nowhere() {
        let desk = Desk::start().await;
        let other = desk.api.newsroom("two").await;
        let foreign = &desk.api.scale(&other).await["ratings"][0];
        for (member, value) in [
            ("claim_id", json!(Uuid::nil())),
            ("rating_id", json!(Uuid::nil())),
            ("rating_id", foreign["id"].clone()),
        ] {
            let mut body = json!({"claim_id": desk.claim["id"], "language": "en"});
            body[member] = value;
            let answer = desk.api.post(VERDICTS, &desk.newsroom.key, &body).await;
            answer.fault(&format!("/{member}"), "not_found");
        }
    }

    #[actix_web::test]
    async fn is_in_the_name_of_an_organization() {
        let desk = Desk::start().await;
        let admin = desk.api.instance_admin().await;
        let body = json!({"claim_id": desk.claim["id"], "language": "en"});
        let answer = desk.api.post(VERDICTS, &admin, &body).await;
        answer.problem(403, "organization_required");
    }

    #[actix_web::test]
    async fn leaves_the_claim_as_it_was() {
        let desk = Desk::start().await;
        let claims = desk.api.list_as(&desk.newsroom.key, "/v1/claims").await;
        assert_eq!(claims, [desk.claim]);
    }
}

mod delete {
    use super::*;

    #[actix_web::test]
    async fn a_draft_is_gone_and_holds_nothing_any_more() {
        let desk = Desk::start().await;
        let (api, key) = (&desk.api, &desk.newsroom.key);
        api.delete(path(&desk.draft), key).await.expect(204);
        desk.read(&desk.draft).await.problem(404, "not_found");
        let again = api.delete(path(&desk.draft), key).await;
        again.problem(404, "not_found");
        assert_eq!(api.list_as(key, VERDICTS).await, Vec::<Value>::new());
        let source = text(&desk.draft["evidence"][0]["source"]["id"]);
        for freed in [
            format!("/v1/sources/{source}"),
            format!("/v1/claims/{}", text(&desk.claim["id"])),
        ] {
            api.delete(freed, key).await.expect(204);
        }
    }

    #[actix_web::test]
    async fn honours_the_version_that_it_is_told() {
        let desk = Desk::start().await;
        let delete = || desk.api.delete(path(&desk.draft), &desk.newsroom.key);
        let stale = delete().if_match("\"1.0\"").await;
        stale.problem(412, "precondition_failed");
        let tag = desk.read(&desk.draft).await.etag();
        delete().if_match(&tag).await.expect(204);
    }

    #[actix_web::test]
    async fn a_published_verdict_stays() {
        let desk = Desk::start().await;
        let published = desk.publish().await;
        let answer = desk.api.delete(path(&published), &desk.newsroom.key).await;
        answer.problem(409, "illegal_transition");
        desk.read(&published).await.expect(200);
    }

    #[actix_web::test]
    async fn is_for_its_organization() {
        let desk = Desk::start().await;
        let other = desk.api.newsroom("two").await.key;
        let admin = desk.api.instance_admin().await;
        for key in [&other, &admin] {
            let answer = desk.api.delete(path(&desk.draft), key).await;
            answer.problem(404, "not_found");
        }
        let published = desk.publish().await;
        for key in [&other, &admin] {
            let answer = desk.api.delete(path(&published), key).await;
            answer.problem(403, "not_owner");
        }
        assert_eq!(desk.read(&published).await.expect(200), published);
    }
}
