//! Requests that are sent again: with the same `Idempotency-Key` a POST has one effect and one
//! answer.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::client::Request;
use crate::support::document::{Operation, api_operations};
use crate::support::scene::Scene;
use crate::support::*;

mod at_once;
mod keeping;
mod keys;
mod owners;

impl Request {
    fn attempt(self, key: &str) -> Self {
        self.header("Idempotency-Key", key)
    }
}

/// Every POST of the document that changes something and is answered as a whole; an import is line
/// by line, and what needs no key changes nothing.
fn posts() -> impl Iterator<Item = Operation> {
    let all = api_operations().into_iter();
    all.filter(|operation| {
        let changes = operation.method == "POST" && !operation.is_public();
        changes && !operation.takes_lines()
    })
}

/// A POST that can be sent any number of times.
struct Post<'a> {
    api: &'a Api,
    scene: &'a Scene,
    operation: &'a Operation,
    body: Option<Value>,
}

impl<'a> Post<'a> {
    fn of(api: &'a Api, scene: &'a Scene, operation: &'a Operation) -> Self {
        Self {
            api,
            scene,
            operation,
            body: scene.body(operation),
        }
    }

    /// The request, with the key that it needs.
    fn request(&self) -> Request {
        self.request_with(self.body.as_ref())
    }

    fn request_with(&self, body: Option<&Value>) -> Request {
        let request = self.scene.request_with(self.api, self.operation, body);
        request.key(self.scene.key(self.operation))
    }

    /// A body that says something else, and is as good.
    fn other_body(&self) -> Option<Value> {
        let body = self.body.clone()?;
        let texts = ["name", "text", "title", "quote", "reason", "note"];
        let (schema, _) = self.operation.body().unwrap();
        let member = texts
            .iter()
            .find(|text| schema["properties"].get(text).is_some());
        let member = member.unwrap_or_else(|| panic!("{} has no text", self.operation.id));
        Some(with(body, json!({*member: "Something else"})))
    }
}

/// Asserts that an answer is that of an attempt before, but for being marked as such.
#[track_caller]
fn is_replayed(again: &Answer, first: &Answer) {
    assert_eq!(again.status, first.status, "{again:?}");
    assert_eq!(again.body, first.body);
    for header in ["location", "etag", "content-type", "cache-control"] {
        assert_eq!(again.header(header), first.header(header), "{header}");
    }
    assert_eq!(
        again.header("idempotency-replayed").as_deref(),
        Some("true")
    );
    is_new(first);
}

/// Asserts that an answer is that of an effect just had.
#[track_caller]
fn is_new(answer: &Answer) {
    assert!(matches!(answer.status, 200 | 201), "{answer:?}");
    assert_eq!(answer.header("idempotency-replayed"), None, "{answer:?}");
}

#[actix_web::test]
async fn every_post_that_is_sent_again_has_one_effect_and_one_answer() {
    let api = Api::start().await;
    let scene = Scene::set(&api).await;
    let mut tried = 0;
    for operation in posts() {
        let post = Post::of(&api, &scene, &operation);
        let bare = format!("attempt at {}", operation.id);
        let before = api.contents().await;
        let first = post.request().attempt(&bare).await;
        is_new(&first);
        let after = api.contents().await;
        assert_ne!(after, before, "{}", operation.id);
        let quoted = format!("\"{bare}\"");
        for key in [&bare, &quoted, &bare] {
            let again = post.request().attempt(key).await;
            is_replayed(&again, &first);
            assert_eq!(api.contents().await, after, "{}", operation.id);
        }
        tried += 1;
    }
    assert!(tried >= 9, "only {tried} operations");
}

#[actix_web::test]
async fn without_a_key_each_request_is_one_of_its_own() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let post = || api.post("/v1/claims", &newsroom.key, &a_claim());
    let first = post().attempt("k").await;
    let others = [post().await, post().attempt("l").await];
    for other in others {
        is_new(&other);
        assert_ne!(other.expect(201)["id"], first.expect(201)["id"]);
    }
}

#[actix_web::test]
async fn the_key_of_another_body_is_refused_and_nothing_changes() {
    let api = Api::start().await;
    let scene = Scene::set(&api).await;
    for operation in posts() {
        let post = Post::of(&api, &scene, &operation);
        let Some(other) = post.other_body() else {
            continue;
        };
        let first = post.request().attempt(&operation.id).await;
        is_new(&first);
        let before = api.contents().await;
        let request = post.request_with(Some(&other)).attempt(&operation.id);
        request.await.problem(422, "idempotency_mismatch");
        assert_eq!(api.contents().await, before, "{}", operation.id);
        let again = post.request().attempt(&operation.id).await;
        is_replayed(&again, &first);
    }
}

#[actix_web::test]
async fn the_key_of_another_path_is_refused_and_nothing_changes() {
    let api = Api::start().await;
    let scene = Scene::set(&api).await;
    let newsroom = &scene.newsroom;
    let first = api
        .post("/v1/claims", &newsroom.key, &a_claim())
        .attempt("k")
        .await;
    is_new(&first);
    let before = api.contents().await;
    let of_newsroom = posts().filter(|operation| operation.scope() != Some("instance:admin"));
    for operation in of_newsroom.filter(|operation| operation.path != "/v1/claims") {
        let post = Post::of(&api, &scene, &operation);
        let answer = post.request().attempt("k").await;
        answer.problem(422, "idempotency_mismatch");
        assert_eq!(api.contents().await, before, "{}", operation.id);
    }
}

#[actix_web::test]
async fn the_same_of_another_resource_is_another_request() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let (claim, other) = (api.claim(&newsroom).await, api.claim(&newsroom).await);
    let body = json!({"position": "asserts"});
    let say = |claim: &Value| {
        let path = format!("/v1/claims/{}/statements", text(&claim["id"]));
        api.post(path, &newsroom.key, &body).attempt("k")
    };
    is_new(&say(&claim).await);
    say(&other).await.problem(422, "idempotency_mismatch");
    let said = format!("/v1/claims/{}/statements", text(&other["id"]));
    assert_eq!(api.list(said).await, Vec::<Value>::new());
}

#[actix_web::test]
async fn a_replay_gives_the_answer_of_then_whatever_happened_since() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let post = || {
        api.post("/v1/claims", &newsroom.key, &a_claim())
            .attempt("k")
    };
    let first = post().await;
    let path = first.header("location").unwrap();
    let change = json!({"location": "Kursk"});
    api.patch(&path, &newsroom.key, &change).await.expect(200);
    is_replayed(&post().await, &first);
    api.delete(&path, &newsroom.key).await.expect(204);
    is_replayed(&post().await, &first);
    api.get(&path).await.problem(404, "not_found");
}

#[actix_web::test]
async fn the_version_that_a_request_named_need_not_be_the_current_one_again() {
    let api = Api::start().await;
    let scene = Scene::set(&api).await;
    let conditional = posts().filter(|operation| operation.path.starts_with("/v1/verdicts/{id}/"));
    for operation in conditional {
        let post = Post::of(&api, &scene, &operation);
        let path = scene.path(&operation);
        let (verdict, _) = path.rsplit_once('/').unwrap();
        let tag = api.get(verdict).key(&scene.newsroom.key).await.etag();
        let conditional = || post.request().if_match(&tag);
        let first = conditional().attempt(&operation.id).await;
        is_new(&first);
        is_replayed(&conditional().attempt(&operation.id).await, &first);
        conditional().await.problem(412, "precondition_failed");
    }
}

#[actix_web::test]
async fn a_body_that_came_packed_is_the_same_body() {
    use std::io::Write;
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(a_claim().to_string().as_bytes()).unwrap();
    let packed = packer.finish().unwrap();
    let plain = || api.post("/v1/claims", &newsroom.key, &a_claim());
    let packed = || {
        let request = plain().bytes(packed.clone());
        request.header("Content-Encoding", "gzip")
    };
    let first = plain().attempt("k").await;
    is_replayed(&packed().attempt("k").await, &first);
    let first = packed().attempt("l").await;
    is_replayed(&plain().attempt("l").await, &first);
    assert_eq!(api.list("/v1/claims").await.len(), 2);
}

#[actix_web::test]
async fn other_methods_know_no_such_key() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let key = &newsroom.key;
    let claim = api.claim(&newsroom).await;
    let path = format!("/v1/claims/{}", text(&claim["id"]));
    let before = api
        .contents_but(&["claims", "claim_translations", "journal"])
        .await;
    for attempt in ["k", &"k".repeat(300), "", "\"\""] {
        for n in [1, 2] {
            let change = json!({"location": format!("{n}")});
            let french = json!({"text": format!("{n}"), "method": "human"});
            let translation = format!("{path}/translations/fr");
            for request in [
                api.get(&path),
                api.patch(&path, key, &change),
                api.put(translation, key, &french),
            ] {
                is_new(&request.attempt(attempt).await);
            }
            let now = api.get(&path).await.expect(200);
            assert_eq!(now["location"], change["location"]);
            assert_eq!(now["translations"][0]["text"], french["text"]);
        }
    }
    let kept = api
        .contents_but(&["claims", "claim_translations", "journal"])
        .await;
    assert_eq!(kept, before, "nothing is kept of them");
    api.delete(&path, key).attempt("k").await.expect(204);
    let again = api.delete(&path, key).attempt("k").await;
    again.problem(404, "not_found");
}

#[test]
fn the_document_tells_of_it_with_every_post_that_changes_something_and_nowhere_else() {
    for operation in api_operations() {
        let parameters = operation.definition["parameters"].as_array();
        let mut parameters = parameters.into_iter().flatten();
        let key = parameters.find(|one| one["name"] == "Idempotency-Key");
        // A match is asked for by a POST and changes nothing, and so is a validation.
        let is_post = operation.method == "POST" && !operation.is_public();
        assert_eq!(key.is_some(), is_post, "{}", operation.id);
        let responses = operation.definition["responses"].as_object().unwrap();
        for (status, response) in responses {
            let is_replayable = is_post && !operation.takes_lines() && status.starts_with('2');
            let header = &response["headers"]["Idempotency-Replayed"];
            assert_eq!(
                header.is_object(),
                is_replayable,
                "{} {status}",
                operation.id
            );
        }
    }
}
