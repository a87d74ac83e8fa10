//! Deleting sources.

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
