//! Claims.

use serde_json::{Value, json};

use crate::support::*;

mod assessment;
mod list;
mod r#match;
mod quantities;
mod search;

mod get {
    use super::*;

    #[actix_web::test]
    async fn an_unknown_claim_is_not_found() {
        let api = Api::start().await;
        let unknown = "/v1/claims/0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8e9f";
        api.get(unknown).await.problem(404, "not_found");
    }

    #[actix_web::test]
    async fn gives_a_claim_as_lists_do() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let claim = api.claim(&newsroom).await;
        api.verdict(&newsroom, &claim).await;
        let listed = api.get("/v1/claims").await.expect(200);
        let read = api
            .get(format!("/v1/claims/{}", text(&claim["id"])))
            .await
            .expect(200);
        assert_eq!(read, listed["data"][0]);
        let members: Vec<&String> = read.as_object().unwrap().keys().collect();
        assert_eq!(
            members,
            [
                "id",
                "text",
                "text_language",
                "text_method",
                "original_text",
                "language",
                "kind",
                "claim_date",
                "date_precision",
                "location",
                "tags",
                "quantities",
                "translations",
                "claimants",
                "verdicts",
                "assessment",
                "created_by",
                "created_at",
                "updated_at",
                "version"
            ]
        );
        let verdict: Vec<&String> = read["verdicts"][0].as_object().unwrap().keys().collect();
        assert_eq!(
            verdict,
            [
                "id",
                "organization",
                "rating",
                "title",
                "url",
                "language",
                "reviewed_at",
                "status"
            ]
        );
        let rating = &read["verdicts"][0]["rating"];
        assert_eq!(
            rating,
            &json!({"label": "Benar", "normalized": "true", "value": 5, "best": 5, "worst": 1})
        );
    }

    #[actix_web::test]
    async fn includes_what_is_asked_for_alone() {
        let api = Api::start().await;
        let claim = api.claim(&api.newsroom("one").await).await;
        let path = format!("/v1/claims/{}", text(&claim["id"]));
        assert_eq!(api.get(&path).await.expect(200).get("statements"), None);
        let with = api
            .get(format!("{path}?include=statements"))
            .await
            .expect(200);
        assert_eq!(with["statements"], json!([]));
        let unknown = api.get(format!("{path}?include=statements,verses")).await;
        unknown.fault("/include", "invalid_value");
    }
}

mod create;

mod update;

mod delete {
    use super::*;

    #[actix_web::test]
    async fn takes_translations_and_statements_along() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let before = api.contents_but(&["journal"]).await;
        let claim = api.claim(&newsroom).await;
        let path = format!("/v1/claims/{}", text(&claim["id"]));
        let body = json!({"text": "Autrement.", "method": "machine"});
        api.put(format!("{path}/translations/fr"), &newsroom.key, &body)
            .await
            .expect(200);
        api.made(
            &format!("{path}/statements"),
            &newsroom.key,
            json!({"position": "asserts"}),
        )
        .await;
        let stale = api.delete(&path, &newsroom.key).if_match("\"1.0\"").await;
        stale.problem(412, "precondition_failed");
        api.delete(&path, &newsroom.key).await.expect(204);
        api.get(&path).await.problem(404, "not_found");
        api.delete(&path, &newsroom.key)
            .await
            .problem(404, "not_found");
        assert_eq!(api.contents_but(&["journal"]).await, before);
    }

    #[actix_web::test]
    async fn is_refused_while_a_verdict_rests_on_it() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let claim = api.claim(&newsroom).await;
        api.verdict(&newsroom, &claim).await;
        let path = format!("/v1/claims/{}", text(&claim["id"]));
        api.delete(&path, &newsroom.key)
            .await
            .problem(409, "in_use");
        api.get(&path).await.expect(200);
    }
}

mod put {
    use super::*;

    #[actix_web::test]
    async fn adds_a_translation_and_replaces_it() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let claim = api.claim(&newsroom).await;
        let path = format!("/v1/claims/{}/translations", text(&claim["id"]));
        let put = |language: &str, text: &str, method: &str| {
            let body = json!({"text": text, "method": method});
            api.put(format!("{path}/{language}"), &newsroom.key, &body)
        };
        put("FR-ca", "Un.", "machine").await.expect(200);
        let two = put("de", "Eins.", "human").await.expect(200);
        assert_eq!(two["version"], 3);
        let replaced = put("fr-CA", "Une.", "human").await.expect(200);
        assert_eq!(
            replaced["translations"],
            json!([
                {"language": "de", "text": "Eins.", "method": "human"},
                {"language": "fr-CA", "text": "Une.", "method": "human"},
            ])
        );
        assert!(text(&replaced["updated_at"]) > text(&two["updated_at"]));
        let same = put("fr-CA", "Une.", "human").await.expect(200);
        assert_eq!(same, replaced, "nothing changed");
    }

    #[actix_web::test]
    async fn rejects_the_claims_own_language_and_what_is_none() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let claim = api.claim(&newsroom).await;
        let path = format!("/v1/claims/{}/translations", text(&claim["id"]));
        let body = json!({"text": "Words.", "method": "human"});
        let put = |language: &str| api.put(format!("{path}/{language}"), &newsroom.key, &body);
        put("en").await.fault("/language", "not_allowed");
        put("klingon").await.fault("/language", "invalid_value");
        let unknown = "/v1/claims/0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8e9f/translations/fr";
        api.put(unknown, &newsroom.key, &body)
            .await
            .problem(404, "not_found");
        put("fr")
            .if_match("\"9.0\"")
            .await
            .problem(412, "precondition_failed");
        put("fr").without("If-Match").await.expect(200);
    }
}
