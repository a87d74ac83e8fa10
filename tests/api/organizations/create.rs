//! Adding organizations.

use super::*;

#[actix_web::test]
async fn gives_back_what_was_sent() {
    let (api, admin) = start().await;
    api.gives_back(PATH, &admin, &a_whole_one()).await;
}

#[actix_web::test]
async fn fills_in_what_is_left_out() {
    let (api, admin) = start().await;
    let made = api.made(PATH, &admin, an_organization("one")).await;
    let rest = json!({"url": null, "logo_url": null, "country": null, "ifcn_status": "none"});
    assert_includes(&made, &rest);
}

#[actix_web::test]
async fn is_for_administrators_of_the_instance() {
    let (api, _) = start().await;
    let newsroom = api.newsroom("one").await;
    let answer = api.post(PATH, &newsroom.key, &an_organization("two")).await;
    answer.problem(403, "missing_scope");
    assert!(api.list(format!("{PATH}?slug=two")).await.is_empty());
}

#[actix_web::test]
async fn refuses_a_slug_that_is_taken() {
    let (api, admin) = start().await;
    api.made(PATH, &admin, an_organization("one")).await;
    let again = with(an_organization("one"), json!({"name": "Another"}));
    let answer = api.post(PATH, &admin, &again).await;
    answer.problem(409, "duplicate");
    assert_eq!(column(&api.list(PATH).await, "name"), ["one"]);
}

#[actix_web::test]
async fn refuses_what_is_no_slug() {
    let (api, admin) = start().await;
    let slugs = ["One", "two words", "-a", "a-", "a--b", "a_b", "é", "a/b"];
    let fault = ("slug", "invalid_slug");
    api.refuses(PATH, &admin, &a_whole_one(), fault, &slugs)
        .await;
}

#[actix_web::test]
async fn refuses_what_is_no_host() {
    let (api, admin) = start().await;
    let hosts = [
        "https://example.org",
        "example.org/news",
        "example.org:443",
        "an example.org",
        "example",
        ".example.org",
        "a..example.org",
        "-a.example.org",
        "127.0.0.1",
    ];
    let fault = ("site", "invalid_host");
    api.refuses(PATH, &admin, &a_whole_one(), fault, &hosts)
        .await;
}

#[actix_web::test]
async fn refuses_what_is_no_country() {
    let (api, admin) = start().await;
    let fault = ("country", "invalid_country");
    let countries = ["id", "Id", "I", "IDN", "I1", "ÍD"];
    api.refuses(PATH, &admin, &a_whole_one(), fault, &countries)
        .await;
}

#[actix_web::test]
async fn refuses_what_is_no_web_address() {
    let (api, admin) = start().await;
    for member in ["url", "logo_url"] {
        let body = a_whole_one();
        api.refuses_other_than_urls(PATH, &admin, &body, member)
            .await;
    }
}
