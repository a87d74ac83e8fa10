//! Statements, and what a claim shows of them.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::*;

mod by_claimant;
mod create;
mod delete;
mod get;
mod latest;
mod update;

fn claim_path(claim: &Value) -> String {
    format!("/v1/claims/{}", text(&claim["id"]))
}

fn path(claim: &Value) -> String {
    format!("{}/statements", claim_path(claim))
}

async fn claimant(api: &Api, newsroom: &Newsroom, name: &str) -> Value {
    let body = json!({"kind": "person", "name": name});
    api.made("/v1/claimants", &newsroom.key, body).await
}

/// A statement by a claimant, or by nobody known, and without a date where it is null.
async fn said(
    api: &Api,
    newsroom: &Newsroom,
    claim: &Value,
    (claimant, position, said_on): (&Value, &str, Value),
) -> Value {
    let body = json!({"claimant_id": claimant["id"], "position": position, "said_on": said_on});
    api.made(&path(claim), &newsroom.key, body).await
}

/// Who the claim shows, in which position.
async fn positions(api: &Api, claim: &Value) -> Vec<(Value, Value)> {
    let claim = api.get(claim_path(claim)).await.expect(200);
    let claimants = claim["claimants"].as_array().unwrap();
    let of = |one: &Value| (one["name"].clone(), one["position"].clone());
    claimants.iter().map(of).collect()
}

fn stand(name: &str, position: &str) -> (Value, Value) {
    (name.into(), position.into())
}

/// The address of a statement.
fn at(statement: &Value) -> String {
    format!("/v1/statements/{}", text(&statement["id"]))
}

/// An organization's entries of an action in the journal.
async fn entries(api: &Api, newsroom: &Newsroom, action: &str) -> Vec<Value> {
    api.until_settled().await;
    let list = format!("/v1/journal?action={action}");
    api.list_as(&newsroom.key, list).await
}

mod list {
    use super::*;

    #[actix_web::test]
    async fn filters() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let (claim, other) = (api.claim(&newsroom).await, api.claim(&newsroom).await);
        let ann = claimant(&api, &newsroom, "Ann").await;
        let bob = claimant(&api, &newsroom, "Bob").await;
        let day = || json!("2024-10-28");
        let of_ann = said(&api, &newsroom, &claim, (&ann, "denies", day())).await;
        let of_bob = said(&api, &newsroom, &claim, (&bob, "asserts", day())).await;
        said(&api, &newsroom, &other, (&ann, "denies", day())).await;
        for (query, expected) in [
            ("".to_owned(), ids([&of_bob, &of_ann])),
            (format!("claimant_id={}", text(&ann["id"])), ids([&of_ann])),
            (format!("claimant_id={}", Uuid::nil()), vec![]),
            ("position=asserts".to_owned(), ids([&of_bob])),
            ("position=retracts".to_owned(), vec![]),
            (
                format!("position=asserts&claimant_id={}", text(&ann["id"])),
                vec![],
            ),
        ] {
            let listed = api.list(format!("{}?{query}", path(&claim))).await;
            assert_eq!(ids(&listed), expected, "{query}");
        }
    }

    #[actix_web::test]
    async fn pages_visit_every_statement_once_and_the_undated_last() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let claim = api.claim(&newsroom).await;
        let ann = claimant(&api, &newsroom, "Ann").await;
        let mut made = Vec::new();
        for day in [
            json!("2024-10-28"),
            Value::Null,
            json!("2024-10-29"),
            json!("2024-10-28"),
            Value::Null,
            json!("2024-10-28"),
            Value::Null,
        ] {
            made.push(id(
                &said(&api, &newsroom, &claim, (&ann, "asserts", day)).await
            ));
        }
        let order = |places: [usize; 7]| places.map(|place| made[place]).to_vec();
        let latest_first = order([2, 5, 3, 0, 6, 4, 1]);
        for (query, expected) in [
            ("", &latest_first),
            ("?sort=-said_on", &latest_first),
            ("?sort=said_on", &order([0, 3, 5, 2, 1, 4, 6])),
        ] {
            let list = format!("{}{query}", path(&claim));
            let whole = api.list(&list).await;
            assert_eq!(&ids(&whole), expected, "{query}");
            assert_eq!(api.walk(&list).await, whole, "{query}");
        }
    }

    #[actix_web::test]
    async fn counts_what_the_filter_leaves_when_asked() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let (claim, other) = (api.claim(&newsroom).await, api.claim(&newsroom).await);
        let ann = claimant(&api, &newsroom, "Ann").await;
        for (of, position) in [
            (&claim, "denies"),
            (&claim, "denies"),
            (&claim, "asserts"),
            (&other, "denies"),
        ] {
            said(&api, &newsroom, of, (&ann, position, Value::Null)).await;
        }
        let query = format!("{}?limit=1&position=denies", path(&claim));
        let counted = api.get(format!("{query}&count=exact")).await.expect(200);
        assert_eq!(counted["total"], 2);
        assert_eq!(api.get(query).await.expect(200).get("total"), None);
    }

    #[actix_web::test]
    async fn a_cursor_continues_its_own_query_alone() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let (claim, other) = (api.claim(&newsroom).await, api.claim(&newsroom).await);
        let ann = claimant(&api, &newsroom, "Ann").await;
        let first = said(&api, &newsroom, &claim, (&ann, "denies", Value::Null)).await;
        said(&api, &newsroom, &claim, (&ann, "denies", Value::Null)).await;
        let cursor = api.cursor(&path(&claim)).await;
        let own = format!("{}?limit=9&cursor={cursor}", path(&claim));
        assert_eq!(api.list(own).await, [first]);
        for list in [
            format!("{}?", path(&other)),
            format!("{}?sort=said_on&", path(&claim)),
            format!("{}?position=denies&", path(&claim)),
        ] {
            let answer = api.get(format!("{list}cursor={cursor}")).await;
            answer.problem(400, "cursor_mismatch");
        }
    }

    #[actix_web::test]
    async fn an_unknown_claim_is_not_found() {
        let api = Api::start().await;
        let unknown = format!("/v1/claims/{}/statements", Uuid::nil());
        api.get(unknown).await.problem(404, "not_found");
    }

    #[actix_web::test]
    async fn a_claim_on_which_nothing_was_said_has_none() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let claim = api.claim(&newsroom).await;
        assert_eq!(api.list(path(&claim)).await, Vec::<Value>::new());
    }
}
