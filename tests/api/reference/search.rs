//! The reference case, searched and matched.

use super::*;

#[actix_web::test]
async fn is_found_and_matched_in_either_language() {
    let api = Api::start().await;
    let case = posted(&api).await;
    let claim = |number: u8| &case.ids[&format!("claim-{number}")];
    for q in ["pasukan Korea Utara Kursk", "North Korean troops Kursk"] {
        let found = api
            .list(format!("/v1/claims?q={}", q.replace(' ', "+")))
            .await;
        assert_eq!(&found[0]["id"], claim(1), "{q}");
    }
    let body = json!({"text": "12 ribu tentara Korut dikirim ke Rusia"});
    let request = api.request("POST", "/v1/claims/match").json(&body);
    let matches = request.await.expect(200);
    let first = &matches["data"][0]["claim"]["id"];
    assert!(first == claim(1) || first == claim(2), "{matches}");
}
