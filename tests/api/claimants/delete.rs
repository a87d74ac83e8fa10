//! Deleting claimants.

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
