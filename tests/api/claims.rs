//! Claims.

use serde_json::{Value, json};

use crate::support::*;

mod list {
    use super::*;

    /// Four claims by their `text`: a, b, c, d; b and c are dated alike, and d not at all.
    async fn four(api: &Api) -> Newsroom {
        let newsroom = api.newsroom("one").await;
        let bodies = [
            json!({"text": "a", "language": "id", "kind": "statistic", "claim_date": "2024-10-03", "tags": ["x", "y"]}),
            json!({"text": "b", "language": "id-ID", "kind": "denial", "claim_date": "2024-10-01"}),
            json!({"text": "c", "language": "en", "kind": "denial", "claim_date": "2024-10-01", "tags": ["y"]}),
            json!({"text": "d", "language": "idb", "kind": "quote"}),
        ];
        for body in bodies {
            api.made("/v1/claims", &newsroom.key, body).await;
        }
        newsroom
    }

    async fn texts(api: &Api, query: &str) -> String {
        let entries = api.walk(&format!("/v1/claims?{query}")).await;
        entries.iter().map(|claim| text(&claim["text"])).collect()
    }

    #[actix_web::test]
    async fn is_empty_without_claims() {
        let api = Api::start().await;
        let page = api.get("/v1/claims?count=exact").await.expect(200);
        assert_eq!(page, json!({"data": [], "next_cursor": null, "total": 0}));
    }

    #[actix_web::test]
    async fn sorts_with_unknown_dates_last() {
        let api = Api::start().await;
        four(&api).await;
        assert_eq!(texts(&api, "sort=-created_at").await, "dcba");
        assert_eq!(texts(&api, "sort=created_at").await, "abcd");
        assert_eq!(texts(&api, "sort=claim_date").await, "bcad");
        assert_eq!(texts(&api, "sort=-claim_date").await, "acbd");
        let default = api.walk("/v1/claims").await;
        assert_eq!(column(&default, "text"), ["d", "c", "b", "a"]);
    }

    #[actix_web::test]
    async fn sorts_by_the_latest_review() {
        let api = Api::start().await;
        let newsroom = four(&api).await;
        let claims = api.walk("/v1/claims?sort=created_at").await;
        for (claim, reviewed_at) in [
            (1, "2024-11-01T00:00:00Z"),
            (0, "2024-11-02T00:00:00Z"),
            (1, "2024-11-03T00:00:00Z"),
        ] {
            let verdict = api.verdict_at(&newsroom, &claims[claim], reviewed_at).await;
            assert_eq!(verdict["reviewed_at"], reviewed_at);
        }
        assert_eq!(texts(&api, "sort=-reviewed_at").await, "badc");
        assert_eq!(texts(&api, "sort=reviewed_at").await, "abcd");
    }

    #[actix_web::test]
    async fn filters_by_what_a_claim_is() {
        let api = Api::start().await;
        four(&api).await;
        for (query, expected) in [
            ("language=id", "ab"),
            ("language=ID-id", "b"),
            ("language=fr", ""),
            ("kind=denial", "bc"),
            ("tag=y", "ac"),
            ("tag=X", ""),
            ("claimed_from=2024-10-02", "a"),
            ("claimed_to=2024-10-02", "bc"),
            ("claimed_from=2024-10-01&claimed_to=2024-10-01", "bc"),
            ("kind=denial&language=en", "c"),
        ] {
            assert_eq!(
                texts(&api, &format!("{query}&sort=created_at")).await,
                expected,
                "{query}"
            );
        }
    }

    #[actix_web::test]
    async fn filters_by_who_said_it_and_where() {
        let api = Api::start().await;
        let newsroom = four(&api).await;
        let claims = api.walk("/v1/claims?sort=created_at").await;
        let claimant = api.claimant(&newsroom).await;
        let source = api.source(&newsroom).await;
        let path = format!("/v1/claims/{}/statements", text(&claims[0]["id"]));
        let said =
            json!({"claimant_id": claimant["id"], "position": "denies", "source_id": source["id"]});
        api.made(&path, &newsroom.key, said).await;
        let verdict = api.verdict(&newsroom, &claims[2]).await;
        let draft = api.verdict_citing(&newsroom, &claims[3], &source).await;
        let cited = &verdict["evidence"][0]["source"]["id"];
        let by = |member: &str, value: &Value| format!("{member}={}&sort=created_at", text(value));
        assert_eq!(texts(&api, &by("claimant_id", &claimant["id"])).await, "a");
        assert_eq!(texts(&api, &by("claimant_id", &source["id"])).await, "");
        assert_eq!(
            texts(&api, &by("source_id", &source["id"])).await,
            "a",
            "a draft's is hidden"
        );
        assert_eq!(texts(&api, &by("source_id", cited)).await, "c");
        api.published(&newsroom, &draft).await;
        assert_eq!(texts(&api, &by("source_id", &source["id"])).await, "ad");
    }

    #[actix_web::test]
    async fn filters_by_one_verdict_that_meets_all_conditions() {
        let api = Api::start().await;
        let newsroom = four(&api).await;
        let other = api.newsroom("two").await;
        let claims = api.walk("/v1/claims?sort=created_at").await;
        // The first rating of a scale is true, the third unproven.
        api.rated(&newsroom, &claims[0], 0, "2024-11-01T00:00:00Z")
            .await;
        api.rated(&other, &claims[0], 2, "2024-11-05T00:00:00Z")
            .await;
        api.rated(&other, &claims[1], 0, "2024-11-09T00:00:00Z")
            .await;
        let scale = api.scale(&newsroom).await;
        api.draft(&newsroom, &claims[2], &scale["ratings"][0]).await;
        for (query, expected) in [
            ("has_verdict=true".to_owned(), "ab"),
            ("has_verdict=false".to_owned(), "cd"),
            ("rating=true".to_owned(), "ab"),
            ("rating=unproven".to_owned(), "a"),
            ("rating=unproven&rating=true".to_owned(), "ab"),
            ("rating=false".to_owned(), ""),
            (format!("organization_id={}", newsroom.id), "a"),
            (format!("organization_id={}", other.id), "ab"),
            (format!("organization_id={}&rating=true", other.id), "b"),
            (
                format!("organization_id={}&rating=unproven", newsroom.id),
                "",
            ),
            ("reviewed_from=2024-11-05T00:00:00Z".to_owned(), "ab"),
            ("reviewed_from=2024-11-05T00:00:01Z".to_owned(), "b"),
            ("reviewed_to=2024-11-04T23:59:59Z".to_owned(), "a"),
            (
                "rating=true&reviewed_from=2024-11-02T00:00:00Z&reviewed_to=2024-11-08T00:00:00Z"
                    .to_owned(),
                "",
            ),
        ] {
            assert_eq!(
                texts(&api, &format!("{query}&sort=created_at")).await,
                expected,
                "{query}"
            );
        }
    }

    #[actix_web::test]
    async fn filters_by_the_last_change() {
        let api = Api::start().await;
        let newsroom = four(&api).await;
        api.pass(chrono::TimeDelta::hours(1));
        let first = &api.walk("/v1/claims?sort=created_at").await[0];
        let path = format!("/v1/claims/{}", text(&first["id"]));
        let changed = api
            .patch(path, &newsroom.key, &json!({"location": "Kursk"}))
            .await;
        let since = text(&changed.expect(200)["updated_at"]).to_owned();
        assert_eq!(texts(&api, &format!("updated_since={since}")).await, "a");
        assert_eq!(
            texts(&api, "updated_since=2020-01-01T00:00:00Z").await,
            "dcba"
        );
    }

    #[actix_web::test]
    async fn counts_all_that_the_filter_finds() {
        let api = Api::start().await;
        four(&api).await;
        let page = api
            .get("/v1/claims?kind=denial&count=exact&limit=1")
            .await
            .expect(200);
        assert_eq!(
            (&page["total"], page["data"].as_array().unwrap().len()),
            (&2.into(), 1)
        );
        assert_eq!(api.get("/v1/claims").await.expect(200).get("total"), None);
    }

    #[actix_web::test]
    async fn a_cursor_is_of_its_query_alone() {
        let api = Api::start().await;
        four(&api).await;
        let page = api
            .get("/v1/claims?sort=claim_date&limit=1")
            .await
            .expect(200);
        let cursor = text(&page["next_cursor"]);
        for query in ["", "sort=-claim_date", "sort=claim_date&kind=denial"] {
            let answer = api
                .get(format!("/v1/claims?{query}&cursor={cursor}").replace("?&", "?"))
                .await;
            answer.problem(400, "cursor_mismatch");
        }
        let elsewhere = api.get(format!("/v1/sources?cursor={cursor}")).await;
        elsewhere.problem(400, "cursor_mismatch");
        let mut altered = cursor.to_owned();
        altered.replace_range(20..21, if &cursor[20..21] == "A" { "B" } else { "A" });
        for wrong in [
            altered.as_str(),
            &cursor[..cursor.len() - 2],
            "AAAA",
            "!",
            "%C3%A4",
        ] {
            let answer = api
                .get(format!("/v1/claims?sort=claim_date&cursor={wrong}"))
                .await;
            answer.problem(400, "cursor_mismatch");
        }
        // How many to give, and whether to count, may change from page to page.
        let again = format!("/v1/claims?cursor={cursor}&count=exact&limit=50&sort=claim_date");
        assert_eq!(
            api.get(again).await.expect(200)["data"]
                .as_array()
                .unwrap()
                .len(),
            3
        );
    }

    #[actix_web::test]
    async fn walks_past_what_is_added_and_deleted_meanwhile() {
        let api = Api::start().await;
        let newsroom = four(&api).await;
        let first = api.get("/v1/claims?limit=2").await.expect(200);
        api.claim(&newsroom).await;
        let path = format!("/v1/claims/{}", text(&first["data"][1]["id"]));
        api.delete(path, &newsroom.key).await.expect(204);
        let rest = format!("/v1/claims?limit=2&cursor={}", text(&first["next_cursor"]));
        let rest = api.get(rest).await.expect(200);
        assert_eq!(column(rest["data"].as_array().unwrap(), "text"), ["b", "a"]);
    }

    #[actix_web::test]
    async fn takes_as_many_statements_for_one_claim_as_for_fifty() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let mut asked = Vec::new();
        for count in [1, 49] {
            for _ in 0..count {
                let claim = api.claim(&newsroom).await;
                let path = format!("/v1/claims/{}/statements", text(&claim["id"]));
                let claimant = api.claimant(&newsroom).await;
                let said = json!({"claimant_id": claimant["id"], "via_claimant_id": claimant["id"], "position": "asserts"});
                api.made(&path, &newsroom.key, said).await;
                let path = format!("/v1/claims/{}/translations/fr", text(&claim["id"]));
                let body = json!({"text": "Autrement.", "method": "human"});
                api.put(path, &newsroom.key, &body).await.expect(200);
            }
            api.verdict(
                &newsroom,
                &api.get("/v1/claims?limit=1").await.expect(200)["data"][0],
            )
            .await;
            let before = api.statements();
            let page = api
                .get("/v1/claims?limit=100&include=statements")
                .await
                .expect(200);
            asked.push(api.statements() - before);
            let first = &page["data"][0];
            for embedded in ["translations", "claimants", "verdicts", "statements"] {
                assert_eq!(first[embedded].as_array().unwrap().len(), 1, "{embedded}");
            }
        }
        // The claims, what they embed four times, and who reported the statements.
        assert_eq!(asked, [6, 6]);
    }
}

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

mod create {
    use super::*;

    #[actix_web::test]
    async fn stores_what_was_sent() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let sent = json!({
            "text": "Two ships carried\n3,000 soldiers.", "language": "EN-us", "kind": "statistic",
            "claim_date": "2024-10-01", "date_precision": "month", "location": "Vladivostok",
            "tags": ["ships"], "external_id": "a-1", "quantities": [
                {"subject": "soldiers", "comparator": "approx", "value": 3000, "unit": "persons", "as_of": "2024-10-13"},
                {"subject": "ships", "comparator": "between", "value": 2, "value_max": 2.5},
            ],
        });
        let answer = api.post("/v1/claims", &newsroom.key, &sent).await;
        let claim = answer.expect(201);
        for member in [
            "text",
            "kind",
            "claim_date",
            "date_precision",
            "location",
            "tags",
        ] {
            assert_eq!(claim[member], sent[member], "{member}");
        }
        assert_eq!(claim["language"], "en-US", "in canonical case");
        assert_eq!(
            claim["quantities"],
            json!([
                {"subject": "soldiers", "comparator": "approx", "value": 3000, "value_max": null, "unit": "persons", "as_of": "2024-10-13"},
                {"subject": "ships", "comparator": "between", "value": 2, "value_max": 2.5, "unit": null, "as_of": null},
            ])
        );
        let read = api.get(answer.header("location").unwrap()).await;
        assert_eq!(read.expect(200), claim);
        assert_eq!(read.etag(), answer.etag());
    }

    #[actix_web::test]
    async fn fills_in_what_is_left_out() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let claim = api.claim(&newsroom).await;
        for absent in ["claim_date", "date_precision", "location"] {
            assert_eq!(claim[absent], Value::Null, "{absent}");
        }
        for empty in [
            "tags",
            "quantities",
            "translations",
            "claimants",
            "verdicts",
        ] {
            assert_eq!(claim[empty], json!([]), "{empty}");
        }
        assert_eq!(claim["version"], 1);
        assert_eq!(claim["created_by"]["slug"], "one");
        let mut dated = a_claim();
        dated["claim_date"] = "2024-10-13".into();
        let dated = api.made("/v1/claims", &newsroom.key, dated).await;
        assert_eq!(dated["date_precision"], "day");
    }

    /// Posts a claim with one other member.
    async fn post_with(member: &str, value: Value) -> Answer {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let mut body = a_claim();
        body[member] = value;
        api.post("/v1/claims", &newsroom.key, &body).await
    }

    #[actix_web::test]
    async fn rejects_what_is_no_language() {
        for wrong in [
            "",
            "e",
            "english",
            "en_US",
            "123",
            "en--US",
            "en-",
            "x-private",
            "i-klingon",
            "deutsch",
            "en US",
        ] {
            post_with("language", wrong.into())
                .await
                .fault("/language", "invalid_value");
        }
    }

    #[actix_web::test]
    async fn rejects_dates_that_are_none_or_out_of_range() {
        for (wrong, code) in [
            ("2024-02-30", "invalid_value"),
            ("2024-13-01", "invalid_value"),
            ("yesterday", "invalid_value"),
            ("0000-12-31", "range"),
            ("+10000-01-01", "range"),
            ("-0001-01-01", "range"),
        ] {
            post_with("claim_date", wrong.into())
                .await
                .fault("/claim_date", code);
        }
        for right in ["0001-01-01", "9999-12-31"] {
            post_with("claim_date", right.into()).await.expect(201);
        }
    }

    #[actix_web::test]
    async fn rejects_a_precision_of_no_date() {
        let answer = post_with("date_precision", "month".into()).await;
        answer.fault("/date_precision", "not_allowed");
    }

    #[actix_web::test]
    async fn rejects_kinds_that_are_none() {
        post_with("kind", "rumour".into())
            .await
            .fault("/kind", "unknown_value");
    }

    #[actix_web::test]
    async fn rejects_blank_text_and_lines_that_are_several() {
        post_with("text", " \n\t".into())
            .await
            .fault("/text", "blank");
        post_with("location", "Kursk\nRussia".into())
            .await
            .fault("/location", "control_character");
    }

    #[actix_web::test]
    async fn rejects_tags_by_their_place() {
        post_with("tags", json!(["a", " "]))
            .await
            .fault("/tags/1", "blank");
        post_with("tags", json!(["a", "b", "a"]))
            .await
            .fault("/tags/2", "duplicate");
        post_with("tags", json!(["a", 1]))
            .await
            .fault("/tags/1", "wrong_type");
    }

    #[actix_web::test]
    async fn rejects_quantities_that_are_no_range() {
        let one = |quantity: Value| post_with("quantities", json!([quantity]));
        let between = |min: i32, max: i32| json!({"subject": "s", "comparator": "between", "value": min, "value_max": max});
        one(between(3, 3))
            .await
            .fault("/quantities/0/value_max", "range");
        one(between(3, 2))
            .await
            .fault("/quantities/0/value_max", "range");
        one(between(3, 4)).await.expect(201);
        one(json!({"subject": "s", "comparator": "between", "value": 1}))
            .await
            .fault("/quantities/0/value_max", "required");
        one(json!({"subject": "s", "comparator": "eq", "value": 1, "value_max": 2}))
            .await
            .fault("/quantities/0/value_max", "not_allowed");
        one(json!({"subject": "s", "comparator": "eq", "value": "1"}))
            .await
            .fault("/quantities/0/value", "wrong_type");
        one(json!({"subject": "s", "comparator": "about", "value": 1}))
            .await
            .fault("/quantities/0/comparator", "unknown_value");
        one(json!({"subject": "s", "comparator": "eq", "value": 1, "as_of": "0000-01-01"}))
            .await
            .fault("/quantities/0/as_of", "range");
        one(json!({"subject": "s", "comparator": "eq", "value": 1, "of": 1}))
            .await
            .fault("/quantities/0/of", "unknown_field");
    }

    #[actix_web::test]
    async fn tells_every_value_that_breaks_a_rule_at_once() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let body =
            json!({"text": "", "language": "en", "kind": "quote", "location": "", "tags": [""]});
        let answer = api.post("/v1/claims", &newsroom.key, &body).await;
        let problem = answer.problem(422, "validation_failed");
        let mut pointers = column(problem["errors"].as_array().unwrap(), "pointer");
        pointers.dedup();
        assert_eq!(pointers, ["/location", "/tags/0", "/text"]);
    }

    #[actix_web::test]
    async fn an_external_id_is_unique_within_its_organization() {
        let api = Api::start().await;
        let (one, two) = (api.newsroom("one").await, api.newsroom("two").await);
        let mut body = a_claim();
        body["external_id"] = "x".into();
        api.made("/v1/claims", &one.key, body.clone()).await;
        api.made("/v1/claims", &two.key, body.clone()).await;
        let problem = api
            .post("/v1/claims", &one.key, &body)
            .await
            .problem(409, "duplicate");
        assert_eq!(problem["errors"][0]["pointer"], "/external_id");
    }
}

mod update {
    use super::*;

    #[actix_web::test]
    async fn tells_null_from_absent() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let mut body = a_claim();
        body["location"] = "Kursk".into();
        body["claim_date"] = "2024-10-13".into();
        body["tags"] = json!(["a"]);
        let claim = api.made("/v1/claims", &newsroom.key, body).await;
        let path = format!("/v1/claims/{}", text(&claim["id"]));
        let patch = json!({"text": "Other words.", "location": null, "tags": null});
        let changed = api.patch(&path, &newsroom.key, &patch).await.expect(200);
        assert_eq!(changed["text"], "Other words.");
        assert_eq!(
            (&changed["location"], &changed["tags"]),
            (&Value::Null, &json!([]))
        );
        assert_eq!(changed["claim_date"], "2024-10-13");
        assert_eq!(changed["version"], 2);
        assert!(text(&changed["updated_at"]) > text(&claim["updated_at"]));
        assert_eq!(changed["created_at"], claim["created_at"]);
        assert_eq!(api.get(&path).await.expect(200), changed);
        let answer = api
            .patch(&path, &newsroom.key, &json!({"language": null}))
            .await;
        answer.fault("/language", "required");
        let undated = api
            .patch(&path, &newsroom.key, &json!({"claim_date": null}))
            .await;
        undated.fault("/date_precision", "not_allowed");
    }

    #[actix_web::test]
    async fn what_changes_nothing_keeps_the_version() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let claim = api.claim(&newsroom).await;
        let path = format!("/v1/claims/{}", text(&claim["id"]));
        for patch in [
            json!({}),
            json!({"text": claim["text"]}),
            json!({"location": null}),
        ] {
            assert_eq!(
                api.patch(&path, &newsroom.key, &patch).await.expect(200),
                claim
            );
        }
    }

    #[actix_web::test]
    async fn a_claim_is_not_put_into_the_language_of_its_translation() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let claim = api.claim(&newsroom).await;
        let path = format!("/v1/claims/{}", text(&claim["id"]));
        let body = json!({"text": "Autrement.", "method": "machine"});
        api.put(format!("{path}/translations/fr"), &newsroom.key, &body)
            .await
            .expect(200);
        let answer = api
            .patch(&path, &newsroom.key, &json!({"language": "fr"}))
            .await;
        answer.fault("/language", "duplicate");
    }

    #[actix_web::test]
    async fn concurrent_changes_of_one_read_are_not_both_taken() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let claim = api.claim(&newsroom).await;
        let path = format!("/v1/claims/{}", text(&claim["id"]));
        let tag = api.get(&path).await.etag();
        let change = |location: &str| {
            let patch = api.patch(&path, &newsroom.key, &json!({"location": location}));
            std::future::IntoFuture::into_future(patch.if_match(&tag))
        };
        let (one, two) = tokio::join!(change("one"), change("two"));
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 412]);
        assert_eq!(api.get(&path).await.expect(200)["version"], 2);
    }
}

mod delete {
    use super::*;

    #[actix_web::test]
    async fn takes_translations_and_statements_along() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let before = api.contents().await;
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
        assert_eq!(api.contents().await, before);
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
