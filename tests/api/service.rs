//! The service about itself: health, readiness, document, documentation and the pages of errors.

use crate::support::*;

mod get {
    use super::*;

    #[actix_web::test]
    async fn health_needs_no_database() {
        let api = Api::start_with(|_, db| db.url = "host=/nowhere".to_owned()).await;
        assert_eq!(api.get("/healthz").await.expect(200)["status"], "ok");
    }

    #[actix_web::test]
    async fn readiness_is_told_when_all_migrations_are_there() {
        let api = Api::start().await;
        let ready = api.get("/readyz").await.expect(200);
        assert_eq!(
            (&ready["status"], &ready["pending_migrations"]),
            (&"ready".into(), &0.into())
        );
    }

    #[actix_web::test]
    async fn readiness_is_denied_while_the_database_cannot_be_reached() {
        let api = Api::start_with(|_, db| db.url = "host=/nowhere".to_owned()).await;
        let answer = api.get("/readyz").await;
        answer.problem(503, "database_unavailable");
        assert_eq!(answer.header("retry-after").as_deref(), Some("1"));
    }

    #[actix_web::test]
    async fn readiness_is_denied_while_migrations_are_pending() {
        let api = Api::start().await;
        api.sql("DELETE FROM __diesel_schema_migrations WHERE version = (SELECT max(version) FROM __diesel_schema_migrations)")
            .await;
        let problem = api
            .get("/readyz")
            .await
            .problem(503, "database_unavailable");
        assert!(
            text(&problem["detail"]).contains("factcheck migrate"),
            "{problem}"
        );
    }

    #[actix_web::test]
    async fn an_unknown_problem_is_not_found() {
        let api = Api::start().await;
        api.get("/problems/no_such_code")
            .await
            .problem(404, "not_found");
    }
}

mod list {
    use super::*;

    #[actix_web::test]
    async fn the_page_of_problems_has_them_all() {
        let api = Api::start().await;
        let answer = api.get("/problems").await;
        let page = String::from_utf8(answer.body.to_vec()).unwrap();
        for code in factcheck::error::Code::ALL {
            let link = format!("href=\"/problems/{}\"", code.as_str());
            assert!(page.contains(&link), "{link}");
        }
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'"));
    }
}

mod redirect {
    use super::*;

    #[actix_web::test]
    async fn docs_leads_to_the_documentation() {
        let api = Api::start().await;
        let answer = api.get("/docs").await;
        assert_eq!(answer.status, 308);
        assert_eq!(answer.header("location").as_deref(), Some("/docs/"));
    }

    #[actix_web::test]
    async fn the_documentation_comes_from_the_program_alone() {
        let api = Api::start().await;
        let page = api.get("/docs/").await;
        assert_eq!(page.status, 200);
        let page = String::from_utf8(page.body.to_vec()).unwrap();
        let assets: Vec<&str> = page
            .split(['"', '\''])
            .filter(|part| part.ends_with(".js") || part.ends_with(".css"))
            .collect();
        assert!(assets.len() >= 3, "{page}");
        for asset in assets {
            assert!(!asset.contains("//"), "{asset} is of another site");
            let path = format!("/docs/{}", asset.trim_start_matches("./"));
            assert_eq!(api.get(path).await.status, 200, "{asset}");
        }
        let initializer = api.get("/docs/swagger-initializer.js").await;
        let initializer = String::from_utf8(initializer.body.to_vec()).unwrap();
        assert!(initializer.contains("/openapi.json"));
        assert!(!initializer.contains("https://"), "{initializer}");
    }

    #[actix_web::test]
    async fn what_the_documentation_does_not_have_is_a_problem() {
        let api = Api::start().await;
        api.get("/docs/no-such-file.js")
            .await
            .problem(404, "not_found");
    }
}
