//! Rating scales, and what published verdicts freeze of them.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::*;

mod adopt;
mod catalogue;
mod update;

const SCALES: &str = "/v1/rating-scales";

fn path(scale: &Value) -> String {
    format!("{SCALES}/{}", text(&scale["id"]))
}

async fn named(api: &Api, newsroom: &Newsroom, name: &str) -> Value {
    let mut scale = a_scale();
    scale["name"] = name.into();
    api.made(SCALES, &newsroom.key, scale).await
}

/// A scale as it is sent, with these ratings.
fn rated(ratings: Value) -> Value {
    json!({"name": "Five steps", "worst": 1, "best": 5, "ratings": ratings})
}

/// The ratings of a scale as they are sent.
fn sent(scale: &Value) -> Vec<Value> {
    let mut ratings = scale["ratings"].as_array().unwrap().clone();
    for rating in &mut ratings {
        rating.as_object_mut().unwrap().remove("id");
    }
    ratings
}

mod list {
    use super::*;

    #[actix_web::test]
    async fn filters() {
        let api = Api::start().await;
        let (one, two) = (api.newsroom("one").await, api.newsroom("two").await);
        let first = api.scale(&one).await;
        let second = api.scale(&two).await;
        let change = json!({"name": "Renamed"});
        let first = api.patch(path(&first), &one.key, &change).await.expect(200);
        let mut brazilian =
            rated(json!([{"label": "Falso", "language": "pt-BR", "normalized": "false"}]));
        brazilian["name"] = "Brazilian".into();
        let third = api.made(SCALES, &one.key, brazilian).await;
        for (query, expected) in [
            ("language=pt".to_owned(), ids([&third])),
            ("language=pt-BR".to_owned(), ids([&third])),
            ("language=pt-PT".to_owned(), vec![]),
            ("language=id".to_owned(), ids([&second, &first])),
            (format!("organization_id={}", one.id), ids([&third, &first])),
            (format!("organization_id={}", two.id), ids([&second])),
            (format!("organization_id={}", Uuid::nil()), vec![]),
            (
                format!("updated_since={}", text(&first["updated_at"])),
                ids([&third, &first]),
            ),
            (
                format!("updated_since={}", text(&second["updated_at"])),
                ids([&third, &second, &first]),
            ),
        ] {
            let listed = api.list(format!("{SCALES}?{query}")).await;
            assert_eq!(ids(&listed), expected, "{query}");
        }
    }

    #[actix_web::test]
    async fn sorts_by_creation_or_name() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let b = named(&api, &newsroom, "Beta").await;
        let c = named(&api, &newsroom, "Gamma").await;
        let a = named(&api, &newsroom, "Alpha").await;
        for (query, expected) in [
            ("", ids([&a, &c, &b])),
            ("?sort=-created_at", ids([&a, &c, &b])),
            ("?sort=created_at", ids([&b, &c, &a])),
            ("?sort=name", ids([&a, &b, &c])),
            ("?sort=-name", ids([&c, &b, &a])),
        ] {
            assert_eq!(
                ids(&api.list(format!("{SCALES}{query}")).await),
                expected,
                "{query}"
            );
        }
    }

    #[actix_web::test]
    async fn pages_visit_every_scale_once_though_their_keys_are_equal() {
        let api = Api::start().await;
        let mut scales = Vec::new();
        for slug in ["one", "two", "three", "four", "five"] {
            let newsroom = api.newsroom(slug).await;
            scales.push(id(&api.scale(&newsroom).await));
        }
        api.sql("UPDATE rating_scales SET created_at = '2026-01-05T09:00:00Z'")
            .await;
        let backwards: Vec<Uuid> = scales.iter().rev().copied().collect();
        for (sort, expected) in [
            ("created_at", &scales),
            ("-created_at", &backwards),
            ("name", &scales),
            ("-name", &backwards),
        ] {
            let walked = api.walk(&format!("{SCALES}?sort={sort}")).await;
            assert_eq!(&ids(&walked), expected, "{sort}");
        }
    }

    #[actix_web::test]
    async fn counts_what_the_filter_leaves_when_asked() {
        let api = Api::start().await;
        let (one, two) = (api.newsroom("one").await, api.newsroom("two").await);
        named(&api, &one, "A").await;
        named(&api, &one, "B").await;
        named(&api, &two, "C").await;
        let query = format!("{SCALES}?limit=1&organization_id={}", one.id);
        let counted = api.get(format!("{query}&count=exact")).await.expect(200);
        assert_eq!(counted["total"], 2);
        assert_eq!(counted["data"].as_array().unwrap().len(), 1);
        assert_eq!(api.get(query).await.expect(200).get("total"), None);
    }

    #[actix_web::test]
    async fn a_cursor_continues_its_own_query_alone() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let a = named(&api, &newsroom, "A").await;
        named(&api, &newsroom, "B").await;
        let cursor = api.cursor(&format!("{SCALES}?sort=-name")).await;
        let own = format!("{SCALES}?limit=50&count=exact&sort=-name&cursor={cursor}");
        assert_eq!(api.list(own).await, [a]);
        for query in [
            "".to_owned(),
            "sort=name&".to_owned(),
            format!("sort=-name&organization_id={}&", newsroom.id),
        ] {
            let other = format!("{SCALES}?{query}cursor={cursor}");
            api.get(other).await.problem(400, "cursor_mismatch");
        }
    }
}

mod get {
    use super::*;

    #[actix_web::test]
    async fn shows_the_scale_as_it_was_created() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let created = api.post(SCALES, &newsroom.key, &a_scale()).await;
        let read = api.get(created.header("location").unwrap()).await;
        assert_eq!(read.expect(200), created.expect(201));
        assert_eq!(read.etag(), created.etag());
    }

    #[actix_web::test]
    async fn an_unknown_one_is_not_found() {
        let api = Api::start().await;
        let unknown = api.get(format!("{SCALES}/{}", Uuid::nil())).await;
        unknown.problem(404, "not_found");
    }

    #[actix_web::test]
    async fn is_not_sent_again_until_it_changes() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let scale = api.scale(&newsroom).await;
        let tag = api.get(path(&scale)).await.etag();
        let held = || api.get(path(&scale)).header("If-None-Match", &tag);
        let unchanged = held().await;
        unchanged.expect(304);
        assert_eq!(unchanged.etag(), tag);
        let change = json!({"name": "Renamed"});
        api.patch(path(&scale), &newsroom.key, &change)
            .await
            .expect(200);
        assert_eq!(held().await.expect(200)["name"], "Renamed");
    }
}

mod create {
    use super::*;

    #[actix_web::test]
    async fn stores_what_was_sent() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let answer = api.post(SCALES, &newsroom.key, &a_scale()).await;
        let scale = answer.expect(201);
        assert_eq!(answer.header("location").unwrap(), path(&scale));
        for member in ["name", "worst", "best"] {
            assert_eq!(scale[member], a_scale()[member], "{member}");
        }
        let mut ratings = a_scale()["ratings"].clone();
        ratings[2]["value"] = Value::Null;
        assert_eq!(json!(sent(&scale)), ratings);
        assert_eq!(
            scale["organization"],
            json!({"id": newsroom.id, "name": "one", "slug": "one"})
        );
        assert_eq!(scale["catalogue"], Value::Null);
        assert_eq!(scale["version"], 1);
        assert_eq!(scale["created_at"], scale["updated_at"]);
    }

    #[actix_web::test]
    async fn worst_is_below_best() {
        let api = Api::start().await;
        let key = api.newsroom("one").await.key;
        for (worst, best) in [(5, 5), (6, 5)] {
            let ratings = json!([{"label": "Benar", "language": "id", "normalized": "true"}]);
            let scale = json!({"name": "S", "worst": worst, "best": best, "ratings": ratings});
            let answer = api.post(SCALES, &key, &scale).await;
            answer.fault("/worst", "range");
        }
    }

    #[actix_web::test]
    async fn values_lie_on_the_scale() {
        let api = Api::start().await;
        let key = api.newsroom("one").await.key;
        let valued = |value: i32| {
            let rating =
                json!({"label": "Benar", "language": "id", "value": value, "normalized": "true"});
            json!({"name": format!("Value {value}"), "worst": 2, "best": 4, "ratings": [rating]})
        };
        for outside in [1, 5] {
            let answer = api.post(SCALES, &key, &valued(outside)).await;
            answer.fault("/ratings", "range");
        }
        for inside in [2, 4] {
            api.made(SCALES, &key, valued(inside)).await;
        }
    }

    #[actix_web::test]
    async fn what_has_no_number_takes_no_value() {
        let api = Api::start().await;
        let key = api.newsroom("one").await.key;
        for normalized in ["unproven", "outdated", "satire", "not_ratable"] {
            let rating =
                json!({"label": "L", "language": "en", "value": 1, "normalized": normalized});
            let answer = api.post(SCALES, &key, &rated(json!([rating]))).await;
            answer.fault("/ratings/0/value", "not_allowed");
        }
    }

    #[actix_web::test]
    async fn a_label_stands_once_in_each_language() {
        let api = Api::start().await;
        let key = api.newsroom("one").await.key;
        let labels = |one: &str, other: &str| {
            rated(json!([
                {"label": "Hoax", "language": one, "normalized": "false"},
                {"label": "Hoax", "language": other, "normalized": "false"},
            ]))
        };
        for (one, other) in [("id", "id"), ("en-US", "EN-us")] {
            let answer = api.post(SCALES, &key, &labels(one, other)).await;
            answer.fault("/ratings", "duplicate");
        }
        api.made(SCALES, &key, labels("id", "en")).await;
    }

    #[actix_web::test]
    async fn a_name_stands_once_in_each_organization() {
        let api = Api::start().await;
        let (one, two) = (api.newsroom("one").await, api.newsroom("two").await);
        named(&api, &one, "Tempo").await;
        let mut scale = a_scale();
        scale["name"] = "Tempo".into();
        let again = api.post(SCALES, &one.key, &scale).await;
        again.problem(409, "duplicate");
        api.made(SCALES, &two.key, scale).await;
        assert_eq!(api.list(SCALES).await.len(), 2);
    }

    #[actix_web::test]
    async fn belongs_to_an_organization() {
        let api = Api::start().await;
        let admin = api.instance_admin().await;
        let answer = api.post(SCALES, &admin, &a_scale()).await;
        answer.problem(403, "organization_required");
    }
}
