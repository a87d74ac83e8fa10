//! Tags: the topics of claims, with how many claims are of each.

use factcheck::db::keyset::{Key, Place};
use factcheck::http::cursor::Fingerprint;
use serde_json::{Value, json};

use crate::support::*;

/// Claims, each with these tags.
async fn tagged(api: &Api, newsroom: &Newsroom, claims: &[&[&str]]) -> Vec<Value> {
    let mut made = Vec::new();
    for tags in claims {
        let body = with(a_claim(), json!({"tags": tags}));
        made.push(api.made("/v1/claims", &newsroom.key, body).await);
    }
    made
}

/// Four topics: b and c of three claims each, a of two, d of one.
const FOUR: [&[&str]; 4] = [&["c", "b", "a"], &["b", "c"], &["c", "a", "b"], &["d"]];

/// What a list tells, as tags and counts.
fn told(entries: &[Value]) -> Vec<(&str, i64)> {
    let of = |entry: &'_ Value| entry["claims"].as_i64().unwrap();
    let tags = column(entries, "tag").into_iter();
    tags.zip(entries.iter().map(of)).collect()
}

mod list {
    use super::*;

    #[actix_web::test]
    async fn has_most_claims_first_and_then_by_name() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        tagged(&api, &newsroom, &FOUR).await;
        api.claim(&newsroom).await;
        let expected = [("b", 3), ("c", 3), ("a", 2), ("d", 1)];
        for query in ["", "?sort=-claims"] {
            let found = api.list(format!("/v1/tags{query}")).await;
            assert_eq!(told(&found), expected, "{query}");
        }
        let first = &api.list("/v1/tags?limit=1").await[0];
        assert_eq!(first, &json!({"tag": "b", "claims": 3}));
    }

    #[actix_web::test]
    async fn sorts_by_name() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        tagged(&api, &newsroom, &FOUR).await;
        let found = api.list("/v1/tags?sort=tag").await;
        assert_eq!(told(&found), [("a", 2), ("b", 3), ("c", 3), ("d", 1)]);
        let unknown = api.get("/v1/tags?sort=-tag").await;
        unknown.fault("/sort", "invalid_value");
    }

    #[actix_web::test]
    async fn is_empty_without_tags() {
        let api = Api::start().await;
        api.claim(&api.newsroom("one").await).await;
        let page = api.get("/v1/tags?count=exact").await.expect(200);
        assert_eq!(page, json!({"data": [], "next_cursor": null, "total": 0}));
    }

    #[actix_web::test]
    async fn finds_what_begins_so_to_the_letter() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let tags: [&[&str]; 1] = [&[
            "50%",
            "50 euro",
            "50%-rule",
            "a_b",
            "axb",
            "a\\b",
            "A_b",
            "b_a_b",
            "\u{e9}t\u{e9}",
        ]];
        tagged(&api, &newsroom, &tags).await;
        for (prefix, expected) in [
            ("50", &["50 euro", "50%", "50%-rule"][..]),
            ("50%25", &["50%", "50%-rule"]),
            ("%25", &[]),
            ("_", &[]),
            ("a", &["a\\b", "a_b", "axb"]),
            ("a_", &["a_b"]),
            ("a%5C", &["a\\b"]),
            ("A", &["A_b"]),
            ("%C3%A9", &["\u{e9}t\u{e9}"]),
            ("e", &[]),
            ("a_b", &["a_b"]),
            ("a_bc", &[]),
        ] {
            let found = api.walk(&format!("/v1/tags?prefix={prefix}")).await;
            assert_eq!(column(&found, "tag"), expected, "{prefix}");
            let counted = format!("/v1/tags?prefix={prefix}&count=exact");
            let counted = api.get(counted).await.expect(200);
            assert_eq!(counted["total"], expected.len(), "{prefix}");
        }
        for prefix in ["%20", "a%0Ab"] {
            let answer = api.get(format!("/v1/tags?prefix={prefix}")).await;
            let code = if prefix == "%20" {
                "blank"
            } else {
                "control_character"
            };
            answer.fault("/prefix", code);
        }
    }

    #[actix_web::test]
    async fn pages_visit_every_tag_once_in_both_orders() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let many: [&[&str]; 3] = [
            &["e", "f", "g", "h", "i"],
            &["x", "g", "z"],
            &["z", "G", "g"],
        ];
        tagged(&api, &newsroom, &many).await;
        for query in ["sort=-claims", "sort=tag"] {
            let whole = api.list(format!("/v1/tags?{query}")).await;
            assert_eq!(whole.len(), 8);
            let walked = api.walk(&format!("/v1/tags?{query}")).await;
            assert_eq!(walked, whole, "{query}");
        }
        let ordered = api.walk("/v1/tags").await;
        assert_eq!(
            column(&ordered, "tag"),
            ["g", "z", "G", "e", "f", "h", "i", "x"]
        );
    }

    #[actix_web::test]
    async fn counts_tags_when_asked() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        tagged(&api, &newsroom, &FOUR).await;
        api.counts("/v1/tags", 4).await;
        api.counts("/v1/tags?prefix=b", 1).await;
    }

    #[actix_web::test]
    async fn a_cursor_continues_its_own_query_alone() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        tagged(&api, &newsroom, &FOUR).await;
        api.binds_cursors("/v1/tags", &["sort=tag", "prefix=b"])
            .await;
        let cursor = api.cursor("/v1/tags").await;
        let answer = api.get(format!("/v1/claims?cursor={cursor}")).await;
        answer.problem(400, "cursor_mismatch");
    }

    #[actix_web::test]
    async fn a_cursor_that_is_made_up_is_refused() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        tagged(&api, &newsroom, &FOUR).await;
        let none: [(&str, &str); 0] = [];
        for key in [
            Key::Text("b".to_owned()),
            Key::Tally(1, "a\0b".to_owned()),
            // Its negative is no number of the database's.
            Key::Tally(i64::MIN, "b".to_owned()),
            Key::Number(1),
        ] {
            let place = Place(key, uuid::Uuid::nil());
            let cursor = Fingerprint::of("/v1/tags", none.into_iter());
            let cursor = cursor.cursor(&place).unwrap();
            let answer = api.get(format!("/v1/tags?cursor={cursor}")).await;
            answer.problem(400, "cursor_mismatch");
        }
    }

    #[actix_web::test]
    async fn follows_the_claims() {
        let api = Api::start().await;
        let (one, two) = (api.newsroom("one").await, api.newsroom("two").await);
        let claims = tagged(&api, &one, &[&["a", "b"], &["b"]]).await;
        let paths = claims.iter();
        let paths: Vec<_> = paths
            .map(|claim| format!("/v1/claims/{}", text(&claim["id"])))
            .collect();
        tagged(&api, &two, &[&["b"]]).await;
        assert_eq!(told(&api.list("/v1/tags").await), [("b", 3), ("a", 1)]);
        let change = json!({"tags": ["a", "c"]});
        let changed = api.patch(&paths[1], &one.key, &change).await;
        changed.expect(200);
        let expected = [("a", 2), ("b", 2), ("c", 1)];
        assert_eq!(told(&api.list("/v1/tags").await), expected);
        api.delete(&paths[0], &one.key).await.expect(204);
        let expected = [("a", 1), ("b", 1), ("c", 1)];
        assert_eq!(told(&api.list("/v1/tags").await), expected);
        let bare = api.patch(&paths[1], &one.key, &json!({"tags": null}));
        bare.await.expect(200);
        assert_eq!(told(&api.list("/v1/tags").await), [("b", 1)]);
    }

    #[actix_web::test]
    async fn tells_as_many_as_the_list_of_claims_has() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        tagged(&api, &newsroom, &FOUR).await;
        for entry in api.list("/v1/tags").await {
            let claims = format!("/v1/claims?tag={}", text(&entry["tag"]));
            let claims = api.list(claims).await;
            assert_eq!(entry["claims"], claims.len(), "{entry}");
        }
    }
}
