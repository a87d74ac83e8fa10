//! Answers that are compressed, and their tags.

use std::io::Read;

use flate2::read::GzDecoder;
use serde_json::json;

use crate::support::*;

#[actix_web::test]
async fn answers_are_compressed_as_asked_and_their_tags_say_so() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    for _ in 0..5 {
        api.claim(&newsroom).await;
    }
    let plain = api.get("/v1/claims").await;
    assert_eq!(plain.header("content-encoding"), None);
    for encoding in ["gzip", "br", "zstd"] {
        let packed = api
            .get("/v1/claims")
            .header("Accept-Encoding", encoding)
            .await;
        assert_eq!(packed.header("content-encoding").as_deref(), Some(encoding));
        assert!(packed.body.len() < plain.body.len() / 2, "{encoding}");
        let tag = packed.etag();
        assert_ne!(
            tag,
            plain.etag(),
            "another sequence of bytes, another strong tag"
        );
        let again = api.get("/v1/claims").header("Accept-Encoding", encoding);
        let again = again.header("If-None-Match", tag.as_str()).await;
        assert_eq!((again.status, again.etag()), (304, tag));
    }
    let gzip = api
        .get("/v1/claims")
        .header("Accept-Encoding", "gzip")
        .await;
    let mut unpacked = Vec::new();
    GzDecoder::new(&gzip.body[..])
        .read_to_end(&mut unpacked)
        .unwrap();
    assert_eq!(unpacked, plain.body);
}

#[actix_web::test]
async fn the_tag_of_a_compressed_answer_serves_as_if_match() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let path = format!("/v1/claims/{}", id(&api.claim(&newsroom).await));
    let tag = api
        .get(&path)
        .header("Accept-Encoding", "gzip")
        .await
        .etag();
    let patch = api.patch(&path, &newsroom.key, &json!({"text": "Other words."}));
    patch.if_match(&tag).await.expect(200);
}
