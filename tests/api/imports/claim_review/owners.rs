//! Whose reviews they are.

use super::*;

fn refused(results: &[Value]) -> &str {
    assert_eq!(statuses(results), ["failed"], "{results:?}");
    let problem = &results[0]["problem"];
    assert_eq!(
        (&problem["status"], &problem["code"]),
        (&json!(403), &json!("not_owner"))
    );
    text(&problem["errors"][0]["pointer"])
}

#[actix_web::test]
async fn those_of_another_organization_here_are_refused() {
    let desk = Desk::start().await;
    desk.api.newsroom("two").await;
    let before = desk.api.contents().await;
    for (author, publisher, member) in [
        (
            json!({"url": "https://two.example/"}),
            Value::Null,
            "author",
        ),
        (
            json!({"@type": "Person", "name": "Ana", "url": "https://WWW.two.example/ana"}),
            Value::Null,
            "author",
        ),
        (
            json!({"name": "Ana"}),
            json!({"name": "Two", "url": "https://checks.two.example"}),
            "publisher",
        ),
    ] {
        let mut review = a_review(1);
        review["author"] = author;
        review["publisher"] = publisher;
        let results = desk.sent(&review).await;
        assert!(refused(&results).ends_with(&format!("/{member}")));
    }
    assert_eq!(desk.api.contents().await, before);
    // Its own, under whatever name, and those of whom nobody here knows.
    for (number, author, publisher) in [
        (
            1,
            json!({"url": "https://www.one.example/about"}),
            json!({"url": "https://two.example"}),
        ),
        (
            2,
            json!({"name": "Two", "url": "https://old-one.example"}),
            Value::Null,
        ),
        (3, json!({"name": "Two"}), Value::Null),
        (4, json!({"url": "https://other-two.example"}), Value::Null),
    ] {
        let mut review = a_review(number);
        review["author"] = author;
        review["publisher"] = publisher;
        let results = desk.sent(&review).await;
        assert_eq!(statuses(&results), ["created"], "{results:?}");
    }
}

#[actix_web::test]
async fn a_site_within_that_of_another_organization_is_its_own() {
    let desk = Desk::start().await;
    let admin = desk.api.instance_admin().await;
    let body = json!({"name": "Desk", "slug": "desk", "site": "desk.one.example"});
    let made = desk.api.post("/v1/organizations", &admin, &body).await;
    let newsroom = Newsroom {
        id: id(&made.expect(201)),
        key: String::new(),
    };
    let key = desk
        .api
        .key(
            Some(newsroom.id),
            &crate::support::newsroom::NEWSROOM_SCOPES,
        )
        .await;
    let newsroom = Newsroom { key, ..newsroom };
    desk.api.scale(&newsroom).await;
    let mut review = a_review(1);
    review["author"]["url"] = "https://desk.one.example/".into();
    refused(&desk.sent(&review).await);
    let results = desk.sent_as(&newsroom.key, "", &review).await;
    assert_eq!(statuses(&results), ["created"], "{results:?}");
    refused(&desk.sent_as(&newsroom.key, "", &a_review(2)).await);
}

#[actix_web::test]
async fn one_that_is_another_organizations_verdict_here_is_refused() {
    let desk = Desk::start().await;
    let other = desk.api.newsroom("two").await;
    desk.api.scale(&other).await;
    desk.sent(&a_review(1)).await;
    let before = desk.api.contents().await;
    let mut review = a_review(1);
    review["@id"] = format!("urn:uuid:{}", text(&desk.verdicts().await[0]["id"])).into();
    review["author"] = json!({"name": "Unknown"});
    let results = desk.sent_as(&other.key, "", &review).await;
    assert!(refused(&results).ends_with("/@id"));
    assert_eq!(desk.api.contents().await, before);
    assert_eq!(statuses(&desk.sent(&review).await), ["unchanged"]);
}
