//! Organizations.

use diesel_async::SimpleAsyncConnection;
use serde_json::{Value, json};

use crate::support::*;

mod create;

const PATH: &str = "/v1/organizations";

fn an_organization(slug: &str) -> Value {
    json!({"name": slug, "slug": slug, "site": "example.org"})
}

fn a_whole_one() -> Value {
    json!({
        "name": "Meja Periksa", "slug": "meja-periksa", "site": "meja-periksa.example",
        "url": "https://meja-periksa.example/", "country": "ID", "ifcn_status": "in_renewal",
        "logo_url": "http://meja-periksa.example/logo.png?v=1#top"
    })
}

async fn start() -> (Api, String) {
    let api = Api::start().await;
    let admin = api.instance_admin().await;
    (api, admin)
}

fn at(organization: &Value) -> String {
    format!("{PATH}/{}", text(&organization["id"]))
}

mod list {
    use super::*;

    #[actix_web::test]
    async fn filters_by_slug_country_and_standing() {
        let (api, admin) = start().await;
        for (slug, country, standing) in [
            ("a", "ID", "verified"),
            ("b", "NL", "none"),
            ("c2", "ID", "expired"),
        ] {
            let more = json!({"country": country, "ifcn_status": standing});
            let body = with(an_organization(slug), more);
            api.made(PATH, &admin, body).await;
        }
        api.made(PATH, &admin, an_organization("d")).await;
        let queries = [
            ("slug=a", "a"),
            ("slug=c", ""),
            ("country=ID", "c2a"),
            ("country=US", ""),
            ("ifcn_status=verified", "a"),
            ("ifcn_status=none", "db"),
            ("country=ID&ifcn_status=expired", "c2"),
        ];
        api.finds(PATH, "slug", &queries).await;
    }

    #[actix_web::test]
    async fn is_walked_in_every_order_though_names_repeat() {
        let (api, admin) = start().await;
        for (slug, name) in [
            ("a", "Same"),
            ("b", "Zeta"),
            ("c", "Same"),
            ("d", "Alpha"),
            ("e", "Same"),
        ] {
            let body = with(an_organization(slug), json!({"name": name}));
            api.made(PATH, &admin, body).await;
        }
        let queries = [
            ("ifcn_status=none", "edcba"),
            ("sort=-created_at", "edcba"),
            ("sort=created_at", "abcde"),
            ("sort=name", "daceb"),
            ("sort=-name", "becad"),
        ];
        api.walks(PATH, "slug", &queries).await;
    }

    #[actix_web::test]
    async fn counts_the_entries_of_all_pages_when_asked() {
        let (api, admin) = start().await;
        for (slug, country) in [("a", "ID"), ("b", "NL"), ("c", "ID")] {
            let body = with(an_organization(slug), json!({"country": country}));
            api.made(PATH, &admin, body).await;
        }
        api.counts(PATH, 3).await;
        api.counts(&format!("{PATH}?country=ID"), 2).await;
    }

    #[actix_web::test]
    async fn refuses_the_cursor_of_another_query() {
        let (api, admin) = start().await;
        for slug in ["a", "b", "c"] {
            api.made(PATH, &admin, an_organization(slug)).await;
        }
        api.binds_cursors(PATH, &["sort=name", "ifcn_status=none"])
            .await;
    }

    #[actix_web::test]
    async fn tells_what_has_changed_since() {
        let (api, admin) = start().await;
        let patch = json!({"name": "Changed"});
        api.tells_changes(PATH, &admin, an_organization, &patch)
            .await;
    }
}

mod get {
    use super::*;

    #[actix_web::test]
    async fn gives_the_one_that_was_asked_for() {
        let (api, admin) = start().await;
        let one = api.made(PATH, &admin, a_whole_one()).await;
        let other = api.made(PATH, &admin, an_organization("other")).await;
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
        let (api, admin) = start().await;
        let one = api.made(PATH, &admin, a_whole_one()).await;
        api.is_held_until_changed(&at(&one), &admin, &json!({"name": "Changed"}))
            .await;
    }
}

mod update {
    use super::*;

    #[actix_web::test]
    async fn keeps_what_is_absent_and_removes_what_is_null() {
        let (api, admin) = start().await;
        let path = at(&api.made(PATH, &admin, a_whole_one()).await);
        let patch = json!({"name": "Meja", "url": null, "country": null, "ifcn_status": null});
        let expected = with(patch.clone(), json!({"ifcn_status": "none"}));
        api.changes(&path, &admin, &patch, expected).await;
    }

    #[actix_web::test]
    async fn keeps_the_rules_of_a_new_one() {
        let (api, admin) = start().await;
        let path = at(&api.made(PATH, &admin, a_whole_one()).await);
        let patches = [
            (json!({"name": null}), "/name", "required"),
            (json!({"slug": null}), "/slug", "required"),
            (json!({"site": null}), "/site", "required"),
            (json!({"slug": "Not This"}), "/slug", "invalid_slug"),
            (json!({"url": "ftp://a.example"}), "/url", "invalid_url"),
        ];
        api.refuses_patches(&path, &admin, &patches).await;
    }

    #[actix_web::test]
    async fn leaves_the_version_where_nothing_changes() {
        let (api, admin) = start().await;
        let path = at(&api.made(PATH, &admin, an_organization("one")).await);
        let patches = [json!({}), json!({"name": "one"}), json!({"url": null})];
        api.stays_as_it_is(&path, &admin, &patches).await;
    }

    #[actix_web::test]
    async fn needs_the_etag_of_the_last_read() {
        let (api, admin) = start().await;
        let path = at(&api.made(PATH, &admin, an_organization("one")).await);
        let patches = [&json!({"name": "Second"}), &json!({"name": "Third"})];
        api.patches_the_version_read(&path, &admin, patches).await;
    }

    #[actix_web::test]
    async fn refuses_a_slug_that_is_taken() {
        let (api, admin) = start().await;
        api.made(PATH, &admin, an_organization("one")).await;
        let two = api.made(PATH, &admin, an_organization("two")).await;
        let patch = json!({"slug": "one", "name": "Two"});
        let answer = api.patch(at(&two), &admin, &patch).await;
        answer.problem(409, "duplicate");
        assert_eq!(api.get(at(&two)).await.expect(200), two);
    }
}

mod delete {
    use super::*;

    async fn revoke_keys(api: &Api) {
        let keys = "DELETE FROM api_keys WHERE organization_id IS NOT NULL";
        api.connection().await.batch_execute(keys).await.unwrap();
    }

    #[actix_web::test]
    async fn leaves_nothing_behind() {
        let (api, admin) = start().await;
        let one = api.made(PATH, &admin, an_organization("one")).await;
        api.made(PATH, &admin, an_organization("two")).await;
        api.deletes(PATH, &at(&one), &admin).await;
    }

    #[actix_web::test]
    async fn honours_if_match() {
        let (api, admin) = start().await;
        let path = at(&api.made(PATH, &admin, an_organization("one")).await);
        api.deletes_the_version_read(&path, &admin, &json!({"name": "Changed"}))
            .await;
    }

    #[actix_web::test]
    async fn is_refused_while_it_has_a_key() {
        let (api, admin) = start().await;
        let newsroom = api.newsroom("one").await;
        let path = format!("{PATH}/{}", newsroom.id);
        api.is_in_use(&path, &admin).await;
        revoke_keys(&api).await;
        api.delete(&path, &admin).await.expect(204);
    }

    #[actix_web::test]
    async fn is_refused_while_it_owns_a_claim() {
        let (api, admin) = start().await;
        let newsroom = api.newsroom("one").await;
        let claim = api.claim(&newsroom).await;
        revoke_keys(&api).await;
        let path = format!("{PATH}/{}", newsroom.id);
        api.is_in_use(&path, &admin).await;
        let claim = format!("/v1/claims/{}", text(&claim["id"]));
        api.delete(claim, &admin).await.expect(204);
        api.delete(&path, &admin).await.expect(204);
    }
}
