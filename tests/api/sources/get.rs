//! Reading one source.

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
