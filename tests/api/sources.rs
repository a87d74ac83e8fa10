//! Sources.

use serde_json::{Value, json};

use crate::support::*;

const PATH: &str = "/v1/sources";

fn a_whole_one() -> Value {
    json!({
        "url": "https://example.org/press/2024?a=1&b=%20#top", "citation": "Press release 112",
        "kind": "official_record", "title": "Press statement", "publisher": "NATO",
        "author": "The Secretary General", "published_at": "2024-10-28T12:00:00.250Z",
        "language": "pt-BR", "archived_url": "https://archive.example/2024",
        "reliability": "primary"
    })
}

/// A source without a URL, with a letter to know it by.
fn lettered(letter: &str, members: Value) -> Value {
    let body = json!({"citation": "A book", "kind": "report", "title": letter});
    with(body, members)
}

async fn start() -> (Api, Newsroom) {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    (api, newsroom)
}

fn at(source: &Value) -> String {
    format!("{PATH}/{}", text(&source["id"]))
}

/// Fails unless the answer names the source that has the URL already.
fn assert_names(answer: &Answer, existing: &Value) {
    let problem = answer.problem(409, "duplicate");
    assert_eq!(problem["existing_id"], existing["id"]);
    assert_eq!(problem["errors"][0]["pointer"], "/url");
}

mod list {
    use super::*;

    #[actix_web::test]
    async fn filters_by_kind_reliability_and_organization() {
        let (api, one) = start().await;
        let two = api.newsroom("two").await;
        for (key, letter, kind, reliability) in [
            (&one.key, "a", "video", "mixed"),
            (&one.key, "b", "video", "primary"),
            (&two.key, "c", "dataset", "mixed"),
        ] {
            let body = lettered(letter, json!({"kind": kind, "reliability": reliability}));
            api.made(PATH, key, body).await;
        }
        let [one, two] = [one.id, two.id].map(|id| format!("organization_id={id}"));
        let queries = [
            ("kind=video", "ba"),
            ("kind=image", ""),
            ("reliability=mixed", "ca"),
            ("reliability=unclassified", ""),
            (&one, "ba"),
            (&two, "c"),
            (&format!("{one}&kind=video&reliability=mixed"), "a"),
            (&format!("organization_id={UNKNOWN}"), ""),
        ];
        api.finds(PATH, "title", &queries).await;
    }

    #[actix_web::test]
    async fn finds_a_language_with_its_regions_but_no_other() {
        let (api, newsroom) = start().await;
        for (letter, language) in [("a", "pt"), ("b", "pt-BR"), ("c", "pt-PT"), ("d", "pap")] {
            let body = lettered(letter, json!({"language": language}));
            api.made(PATH, &newsroom.key, body).await;
        }
        api.made(PATH, &newsroom.key, lettered("e", json!({})))
            .await;
        let queries = [
            ("language=pt", "cba"),
            ("language=PT-br", "b"),
            ("language=pap", "d"),
            ("language=id", ""),
        ];
        api.finds(PATH, "title", &queries).await;
    }

    #[actix_web::test]
    async fn finds_the_one_with_exactly_the_url() {
        let (api, newsroom) = start().await;
        let found_one = api.made(PATH, &newsroom.key, a_whole_one()).await;
        api.source(&newsroom).await;
        let url = "https%3A%2F%2Fexample.org%2Fpress%2F2024%3Fa%3D1%26b%3D%2520%23top";
        assert_eq!(api.list(format!("{PATH}?url={url}")).await, [found_one]);
        let part = "https%3A%2F%2Fexample.org%2Fpress%2F2024";
        assert!(api.list(format!("{PATH}?url={part}")).await.is_empty());
    }

    #[actix_web::test]
    async fn is_walked_in_every_order_and_the_undated_come_last() {
        let (api, newsroom) = start().await;
        for (letter, published_at) in [
            ("a", None),
            ("b", Some("2021-01-01T00:00:00Z")),
            ("c", Some("2020-01-01T00:00:00Z")),
            ("d", None),
            ("e", Some("2021-01-01T00:00:00Z")),
            ("f", Some("2021-01-01T00:00:00Z")),
            ("g", None),
        ] {
            let body = lettered(letter, json!({"published_at": published_at}));
            api.made(PATH, &newsroom.key, body).await;
        }
        let queries = [
            ("kind=report", "gfedcba"),
            ("sort=-created_at", "gfedcba"),
            ("sort=created_at", "abcdefg"),
            ("sort=published_at", "cbefadg"),
            ("sort=-published_at", "febcgda"),
        ];
        api.walks(PATH, "title", &queries).await;
    }

    #[actix_web::test]
    async fn counts_the_entries_of_all_pages_when_asked() {
        let (api, newsroom) = start().await;
        for language in ["en", "id", "en-GB"] {
            let body = lettered("a", json!({"language": language}));
            api.made(PATH, &newsroom.key, body).await;
        }
        api.counts(PATH, 3).await;
        api.counts(&format!("{PATH}?language=en"), 2).await;
    }

    #[actix_web::test]
    async fn refuses_the_cursor_of_another_query() {
        let (api, newsroom) = start().await;
        for _ in 0..3 {
            api.source(&newsroom).await;
        }
        let others = ["sort=published_at", "kind=press_release"];
        api.binds_cursors(PATH, &others).await;
    }

    #[actix_web::test]
    async fn tells_what_has_changed_since() {
        let (api, newsroom) = start().await;
        let patch = json!({"author": "Somebody"});
        let body = |letter: &str| lettered(letter, json!({}));
        api.tells_changes(PATH, &newsroom.key, body, &patch).await;
    }
}

mod get {
    use super::*;

    #[actix_web::test]
    async fn gives_the_one_that_was_asked_for() {
        let (api, newsroom) = start().await;
        let one = api.made(PATH, &newsroom.key, a_whole_one()).await;
        let other = api.source(&newsroom).await;
        assert_eq!(api.get(at(&one)).await.expect(200), one);
        assert_eq!(api.get(at(&other)).await.expect(200), other);
    }

    #[actix_web::test]
    async fn does_not_find_an_unknown_id() {
        let (api, _) = start().await;
        let answer = api.get(format!("{PATH}/{UNKNOWN}")).await;
        answer.problem(404, "not_found");
    }

    #[actix_web::test]
    async fn sends_it_again_only_when_it_has_changed() {
        let (api, newsroom) = start().await;
        let path = at(&api.source(&newsroom).await);
        let patch = json!({"reliability": "reliable"});
        api.is_held_until_changed(&path, &newsroom.key, &patch)
            .await;
    }
}

mod create {
    use super::*;

    #[actix_web::test]
    async fn gives_back_what_was_sent() {
        let (api, newsroom) = start().await;
        let made = api.gives_back(PATH, &newsroom.key, &a_whole_one()).await;
        let creator = json!({"id": newsroom.id, "name": "one", "slug": "one"});
        assert_eq!(made["created_by"], creator);
    }

    #[actix_web::test]
    async fn fills_in_what_is_left_out() {
        let (api, newsroom) = start().await;
        let made = api.made(PATH, &newsroom.key, a_source()).await;
        let rest = json!({
            "citation": null, "publisher": null, "author": null, "published_at": null,
            "language": null, "archived_url": null, "reliability": "unclassified"
        });
        assert_includes(&made, &rest);
    }

    #[actix_web::test]
    async fn gives_times_in_utc_and_languages_in_canonical_case() {
        let (api, newsroom) = start().await;
        let sent = json!({"published_at": "2024-10-28T14:00:00+02:00", "language": "PT-br"});
        let made = api.made(PATH, &newsroom.key, with(a_source(), sent)).await;
        let given = json!({"published_at": "2024-10-28T12:00:00Z", "language": "pt-BR"});
        assert_includes(&made, &given);
    }

    #[actix_web::test]
    async fn names_the_source_that_has_the_url() {
        let (api, newsroom) = start().await;
        let existing = api.made(PATH, &newsroom.key, a_source()).await;
        let other = api.newsroom("other").await;
        let again = with(a_source(), json!({"title": "Another"}));
        assert_names(&api.post(PATH, &other.key, &again).await, &existing);
        assert_eq!(api.list(PATH).await, [existing]);
    }

    #[actix_web::test]
    async fn needs_a_url_or_a_citation() {
        let (api, newsroom) = start().await;
        let neither = json!({"kind": "report", "title": "A book"});
        let answer = api.post(PATH, &newsroom.key, &neither).await;
        answer.fault("/url", "required");
        for _ in 0..2 {
            let made = api.made(PATH, &newsroom.key, lettered("a", json!({})));
            assert_eq!(made.await["url"], Value::Null, "citations may repeat");
        }
    }

    #[actix_web::test]
    async fn needs_a_key_of_an_organization() {
        let (api, _) = start().await;
        let admin = api.instance_admin().await;
        let answer = api.post(PATH, &admin, &a_source()).await;
        answer.problem(403, "organization_required");
        assert!(api.list(PATH).await.is_empty());
    }

    #[actix_web::test]
    async fn refuses_what_is_no_web_address() {
        let (api, newsroom) = start().await;
        let (key, body) = (&newsroom.key, a_source());
        for member in ["url", "archived_url"] {
            api.refuses_other_than_urls(PATH, key, &body, member).await;
        }
    }
}

mod update {
    use super::*;

    #[actix_web::test]
    async fn keeps_what_is_absent_and_removes_what_is_null() {
        let (api, newsroom) = start().await;
        let path = at(&api.made(PATH, &newsroom.key, a_whole_one()).await);
        let patch = json!({
            "title": "Changed", "url": null, "publisher": null, "published_at": null,
            "language": null, "archived_url": null, "reliability": null
        });
        let expected = with(patch.clone(), json!({"reliability": "unclassified"}));
        api.changes(&path, &newsroom.key, &patch, expected).await;
    }

    #[actix_web::test]
    async fn keeps_the_rules_of_a_new_one() {
        let (api, newsroom) = start().await;
        let path = at(&api.made(PATH, &newsroom.key, a_source()).await);
        let patches = [
            (json!({"kind": null}), "/kind", "required"),
            (json!({"title": null}), "/title", "required"),
            (json!({"url": null}), "/url", "required"),
            (json!({"url": "ftp://a.example"}), "/url", "invalid_url"),
            (json!({"citation": "\n"}), "/citation", "blank"),
        ];
        api.refuses_patches(&path, &newsroom.key, &patches).await;
    }

    #[actix_web::test]
    async fn leaves_the_version_where_nothing_changes() {
        let (api, newsroom) = start().await;
        let path = at(&api.made(PATH, &newsroom.key, a_whole_one()).await);
        let same_time = json!({"published_at": "2024-10-28T13:00:00.250+01:00"});
        let patches = [json!({}), a_whole_one(), same_time];
        api.stays_as_it_is(&path, &newsroom.key, &patches).await;
    }

    #[actix_web::test]
    async fn needs_the_etag_of_the_last_read() {
        let (api, newsroom) = start().await;
        let path = at(&api.source(&newsroom).await);
        let patches = [&json!({"title": "Second"}), &json!({"title": "Third"})];
        api.patches_the_version_read(&path, &newsroom.key, patches)
            .await;
    }

    #[actix_web::test]
    async fn names_the_source_that_has_the_url() {
        let (api, newsroom) = start().await;
        let existing = api.made(PATH, &newsroom.key, a_source()).await;
        let source = api.source(&newsroom).await;
        let patch = json!({"url": existing["url"], "title": "Changed"});
        let answer = api.patch(at(&source), &newsroom.key, &patch).await;
        assert_names(&answer, &existing);
        assert_eq!(api.get(at(&source)).await.expect(200), source);
    }

    #[actix_web::test]
    async fn is_for_the_organization_that_added_it_and_the_instance() {
        let (api, newsroom) = start().await;
        let path = at(&api.source(&newsroom).await);
        api.guards_changes(&path, &json!({"title": "Changed"}))
            .await;
    }
}

mod delete {
    use super::*;

    #[actix_web::test]
    async fn leaves_nothing_behind_and_frees_its_url() {
        let (api, newsroom) = start().await;
        let one = api.made(PATH, &newsroom.key, a_source()).await;
        api.source(&newsroom).await;
        api.deletes(PATH, &at(&one), &newsroom.key).await;
        api.made(PATH, &newsroom.key, a_source()).await;
    }

    #[actix_web::test]
    async fn honours_if_match() {
        let (api, newsroom) = start().await;
        let path = at(&api.source(&newsroom).await);
        api.deletes_the_version_read(&path, &newsroom.key, &json!({"title": "Changed"}))
            .await;
    }

    #[actix_web::test]
    async fn is_for_the_organization_that_added_it_and_the_instance() {
        let (api, newsroom) = start().await;
        let path = at(&api.source(&newsroom).await);
        api.guards_deletion(&path).await;
    }

    #[actix_web::test]
    async fn is_refused_while_a_statement_cites_it() {
        let (api, newsroom) = start().await;
        let source = api.source(&newsroom).await;
        let claim = api.claim(&newsroom).await;
        let statements = format!("/v1/claims/{}/statements", text(&claim["id"]));
        let body = json!({"position": "denies", "source_id": source["id"]});
        api.made(&statements, &newsroom.key, body).await;
        api.is_in_use(&at(&source), &newsroom.key).await;
    }

    #[actix_web::test]
    async fn is_refused_while_a_draft_rests_on_it() {
        let (api, newsroom) = start().await;
        let claim = api.claim(&newsroom).await;
        let scale = api.scale(&newsroom).await;
        let draft = api.draft(&newsroom, &claim, &scale["ratings"][0]).await;
        let path = at(&draft["evidence"][0]["source"]);
        api.is_in_use(&path, &newsroom.key).await;
        let draft = format!("/v1/verdicts/{}", text(&draft["id"]));
        api.delete(draft, &newsroom.key).await.expect(204);
        api.delete(&path, &newsroom.key).await.expect(204);
    }
}
