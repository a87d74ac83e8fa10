//! Claimants.

use serde_json::{Value, json};

use crate::support::*;

const PATH: &str = "/v1/claimants";

fn a_whole_one() -> Value {
    json!({
        "kind": "government", "name": "Blue House", "job_title": "Office of the President",
        "country": "KR", "url": "https://president.example/about",
        "same_as": ["https://example.org/wiki/Blue_House", "http://example.org/data?q=1"]
    })
}

/// A claimant with a letter to know it by, as its office.
fn lettered(letter: &str, members: Value) -> Value {
    with(with(a_claimant(), json!({"job_title": letter})), members)
}

async fn start() -> (Api, Newsroom) {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    (api, newsroom)
}

fn at(claimant: &Value) -> String {
    format!("{PATH}/{}", text(&claimant["id"]))
}

mod list {
    use super::*;

    #[actix_web::test]
    async fn filters_by_kind_country_and_organization() {
        let (api, one) = start().await;
        let two = api.newsroom("two").await;
        for (key, letter, kind, country) in [
            (&one.key, "a", "person", "NL"),
            (&one.key, "b", "media", "NL"),
            (&two.key, "c", "media", "KR"),
        ] {
            let body = lettered(letter, json!({"kind": kind, "country": country}));
            api.made(PATH, key, body).await;
        }
        api.made(PATH, &two.key, lettered("d", json!({}))).await;
        let [one, two] = [one.id, two.id].map(|id| format!("organization_id={id}"));
        let queries = [
            ("kind=media", "cb"),
            ("kind=person", "da"),
            ("kind=government", ""),
            ("country=NL", "ba"),
            ("country=US", ""),
            (&one, "ba"),
            (&two, "dc"),
            (&format!("{one}&kind=media&country=NL"), "b"),
            (&format!("organization_id={UNKNOWN}"), ""),
        ];
        api.finds(PATH, "job_title", &queries).await;
    }

    #[actix_web::test]
    async fn is_walked_in_every_order_though_names_repeat() {
        let (api, newsroom) = start().await;
        for (letter, name) in [
            ("a", "Same"),
            ("b", "Zeta"),
            ("c", "Same"),
            ("d", "Alpha"),
            ("e", "Same"),
            ("f", "Same"),
        ] {
            let body = lettered(letter, json!({"name": name}));
            api.made(PATH, &newsroom.key, body).await;
        }
        let queries = [
            ("kind=person", "fedcba"),
            ("sort=-created_at", "fedcba"),
            ("sort=created_at", "abcdef"),
            ("sort=name", "dacefb"),
            ("sort=-name", "bfecad"),
        ];
        api.walks(PATH, "job_title", &queries).await;
    }

    #[actix_web::test]
    async fn counts_the_entries_of_all_pages_when_asked() {
        let (api, newsroom) = start().await;
        for kind in ["person", "media", "person"] {
            let body = with(a_claimant(), json!({"kind": kind}));
            api.made(PATH, &newsroom.key, body).await;
        }
        api.counts(PATH, 3).await;
        api.counts(&format!("{PATH}?kind=person"), 2).await;
    }

    #[actix_web::test]
    async fn refuses_the_cursor_of_another_query() {
        let (api, newsroom) = start().await;
        for _ in 0..3 {
            api.claimant(&newsroom).await;
        }
        api.binds_cursors(PATH, &["sort=-name", "kind=person"])
            .await;
    }

    #[actix_web::test]
    async fn tells_what_has_changed_since() {
        let (api, newsroom) = start().await;
        let patch = json!({"name": "Changed"});
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
        let other = api.claimant(&newsroom).await;
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
        let path = at(&api.claimant(&newsroom).await);
        let patch = json!({"same_as": ["https://example.org/new"]});
        api.is_held_until_changed(&path, &newsroom.key, &patch)
            .await;
    }

    #[actix_web::test]
    async fn sends_it_again_when_its_organization_has_another_name() {
        let (api, newsroom) = start().await;
        let path = at(&api.claimant(&newsroom).await);
        let tag = api.get(&path).await.etag();
        let admin = api.instance_admin().await;
        let organization = format!("/v1/organizations/{}", newsroom.id);
        let renamed = api.patch(organization, &admin, &json!({"name": "Renamed"}));
        renamed.await.expect(200);

        let read = api.get(&path).header("If-None-Match", &tag).await;
        assert_eq!(read.expect(200)["created_by"]["name"], "Renamed");
        let patch = json!({"country": "NL"});
        let changed = api.patch(&path, &newsroom.key, &patch).if_match(&tag);
        changed.await.expect(200);
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
        let made = api.claimant(&newsroom).await;
        let rest = json!({"job_title": null, "country": null, "url": null, "same_as": []});
        assert_includes(&made, &rest);
    }

    #[actix_web::test]
    async fn takes_another_of_the_same_name() {
        let (api, newsroom) = start().await;
        let one = api.claimant(&newsroom).await;
        let other = api.claimant(&newsroom).await;
        assert_eq!(one["name"], other["name"]);
        assert_ne!(one["id"], other["id"]);
    }

    #[actix_web::test]
    async fn needs_a_key_of_an_organization() {
        let (api, _) = start().await;
        let admin = api.instance_admin().await;
        let answer = api.post(PATH, &admin, &a_claimant()).await;
        answer.problem(403, "organization_required");
        assert!(api.list(PATH).await.is_empty());
    }

    #[actix_web::test]
    async fn refuses_what_is_no_country() {
        let (api, newsroom) = start().await;
        let fault = ("country", "invalid_country");
        let countries = ["nl", "Nl", "N", "NLD", "N1", "ÑL"];
        api.refuses(PATH, &newsroom.key, &a_claimant(), fault, &countries)
            .await;
    }

    #[actix_web::test]
    async fn refuses_what_is_no_web_address() {
        let (api, newsroom) = start().await;
        let key = &newsroom.key;
        api.refuses_other_than_urls(PATH, key, &a_claimant(), "url")
            .await;
        for url in NO_WEB_ADDRESSES {
            let same_as = json!({"same_as": ["https://example.org/good", url]});
            let answer = api.post(PATH, key, &with(a_claimant(), same_as)).await;
            answer.fault("/same_as/1", "invalid_url");
        }
    }
}

mod update {
    use super::*;

    #[actix_web::test]
    async fn keeps_what_is_absent_and_removes_what_is_null() {
        let (api, newsroom) = start().await;
        let path = at(&api.made(PATH, &newsroom.key, a_whole_one()).await);
        let patch = json!({"kind": "person", "job_title": null, "url": null, "same_as": null});
        let expected = with(patch.clone(), json!({"same_as": []}));
        api.changes(&path, &newsroom.key, &patch, expected).await;
    }

    #[actix_web::test]
    async fn replaces_a_list_as_a_whole() {
        let (api, newsroom) = start().await;
        let path = at(&api.made(PATH, &newsroom.key, a_whole_one()).await);
        let patch = json!({"same_as": ["https://example.org/only"]});
        api.changes(&path, &newsroom.key, &patch, patch.clone())
            .await;
    }

    #[actix_web::test]
    async fn keeps_the_rules_of_a_new_one() {
        let (api, newsroom) = start().await;
        let path = at(&api.made(PATH, &newsroom.key, a_whole_one()).await);
        let patches = [
            (json!({"kind": null}), "/kind", "required"),
            (json!({"name": null}), "/name", "required"),
            (json!({"name": " "}), "/name", "blank"),
            (json!({"country": "kr"}), "/country", "invalid_country"),
            (json!({"same_as": ["x"]}), "/same_as/0", "invalid_url"),
        ];
        api.refuses_patches(&path, &newsroom.key, &patches).await;
    }

    #[actix_web::test]
    async fn leaves_the_version_where_nothing_changes() {
        let (api, newsroom) = start().await;
        let path = at(&api.claimant(&newsroom).await);
        let patches = [json!({}), a_claimant(), json!({"url": null, "same_as": []})];
        api.stays_as_it_is(&path, &newsroom.key, &patches).await;
    }

    #[actix_web::test]
    async fn needs_the_etag_of_the_last_read() {
        let (api, newsroom) = start().await;
        let path = at(&api.claimant(&newsroom).await);
        let patches = [&json!({"name": "Second"}), &json!({"name": "Third"})];
        api.patches_the_version_read(&path, &newsroom.key, patches)
            .await;
    }

    #[actix_web::test]
    async fn is_for_the_organization_that_added_it_and_the_instance() {
        let (api, newsroom) = start().await;
        let path = at(&api.claimant(&newsroom).await);
        api.guards_changes(&path, &json!({"name": "Changed"})).await;
    }
}

mod delete {
    use super::*;

    #[actix_web::test]
    async fn leaves_nothing_behind() {
        let (api, newsroom) = start().await;
        let one = api.claimant(&newsroom).await;
        api.claimant(&newsroom).await;
        api.deletes(PATH, &at(&one), &newsroom.key).await;
    }

    #[actix_web::test]
    async fn honours_if_match() {
        let (api, newsroom) = start().await;
        let path = at(&api.claimant(&newsroom).await);
        api.deletes_the_version_read(&path, &newsroom.key, &json!({"name": "Changed"}))
            .await;
    }

    #[actix_web::test]
    async fn is_for_the_organization_that_added_it_and_the_instance() {
        let (api, newsroom) = start().await;
        let path = at(&api.claimant(&newsroom).await);
        api.guards_deletion(&path).await;
    }

    #[actix_web::test]
    async fn is_refused_while_there_is_a_statement_of_it() {
        let (api, newsroom) = start().await;
        let claim = api.claim(&newsroom).await;
        let statements = format!("/v1/claims/{}/statements", text(&claim["id"]));
        for role in ["claimant_id", "via_claimant_id"] {
            let claimant = api.claimant(&newsroom).await;
            let body = json!({"position": "asserts", role: claimant["id"]});
            api.made(&statements, &newsroom.key, body).await;
            api.is_in_use(&at(&claimant), &newsroom.key).await;
        }
    }
}
