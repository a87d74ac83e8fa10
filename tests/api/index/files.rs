//! What becomes of searches when the files of their index are damaged, or cannot be written.

use std::fs;
use std::path::Path;
use std::time::Duration;

use factcheck::search::Place;
use rustix::process::Signal;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Own, found, tide};
use crate::support::process::{Folder, Running};
use crate::support::*;

impl Own<'_> {
    /// Does something to each file of its generations.
    fn spoil(&self, spoil: impl Fn(&Path)) {
        for generation in self.generations() {
            for entry in fs::read_dir(self.slot().join(generation)).unwrap() {
                spoil(&entry.unwrap().path());
            }
        }
    }
}

/// What is found by the service of a test itself.
async fn found_by(api: &Api) -> Vec<Uuid> {
    ids(&api.list("/v1/claims?q=tide").await)
}

/// What searches and matches of each kind give.
async fn searched(server: &Running, key: &str) -> Vec<Value> {
    let mut given = Vec::new();
    for query in [
        "q=tide",
        "q=tid&highlight=true",
        "q=%22the+tide%22",
        "facets=language",
    ] {
        given.push(server.get(&format!("/v1/claims?{query}")).await);
    }
    let post = json!({"text": "Is the tide high?"});
    given.push(server.post("/v1/claims/match", key, &post).await.1);
    given
}

#[actix_web::test]
async fn files_that_are_damaged_under_a_server_harm_no_search() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let make = |text: &str| api.made("/v1/claims", &newsroom.key, tide(text));
    make("The tide is high.").await;
    let own = Own::of(&api);
    let mut server = own.start();
    server.until_indexed().await;
    let before = searched(&server, &newsroom.key).await;
    assert_eq!(before[0]["data"].as_array().unwrap().len(), 1);
    assert_eq!(before[4]["data"].as_array().unwrap().len(), 1);
    let garbage = |path: &Path| {
        let length = fs::read(path).unwrap().len();
        fs::write(path, vec![0xff; length]).unwrap();
    };
    own.spoil(garbage);
    assert_eq!(searched(&server, &newsroom.key).await, before);
    own.spoil(|path| fs::write(path, "").unwrap());
    assert_eq!(searched(&server, &newsroom.key).await, before);
    // It goes on as well.
    let more = tide("The tide is low.");
    let (status, _) = server.post("/v1/claims", &newsroom.key, &more).await;
    assert_eq!(status, 201);
    assert_eq!(found(&server).await, 2);
    let readiness = server.get("/readyz").await;
    assert_eq!(readiness["search"]["status"], "following");
    server.end(Signal::KILL);
    // What is damaged is met at the start.
    own.spoil(garbage);
    server = own.start();
    server.wait_for("it is damaged");
    server.wait_for("the search index is built");
    assert_eq!(found(&server).await, 2);
}

#[actix_web::test]
async fn one_that_cannot_be_written_is_searched_until_there_is_another() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let made = api.made("/v1/claims", &newsroom.key, tide("The tide is high."));
    made.await;
    let own = Own::of(&api);
    let mut server = own.start();
    server.until_indexed().await;
    // Nor can another be made where a file is in the way.
    fs::remove_dir_all(own.slot()).unwrap();
    fs::write(own.slot(), "").unwrap();
    assert_eq!(found(&server).await, 1);
    let made = api.made("/v1/claims", &newsroom.key, tide("The tide is low."));
    made.await;
    server.wait_for("is built anew");
    server.wait_for("is not ready yet");
    assert_eq!(found(&server).await, 1);
    let search = &server.get("/readyz").await["search"];
    assert_eq!(search["status"], "following");
    assert_ne!(search["behind"], 0);
    fs::remove_file(own.slot()).unwrap();
    server.wait_for("the search index is built");
    server.until_indexed().await;
    assert_eq!(found(&server).await, 2);
    assert_eq!(own.generations().len(), 1);
}

#[actix_web::test]
async fn nobody_waits_for_one_that_nothing_is_taken_up_into() {
    let folder = Folder::new();
    let (index, an_hour) = (folder.0.join("index"), Duration::from_secs(3600));
    let api = Api::start_with(|service, _| {
        service.index = Place::Folder(index.clone());
        service.index_wait = an_hour;
        service.request_timeout = an_hour;
    });
    let api = api.await;
    let newsroom = api.newsroom("one").await;
    let make = |text: &str| api.made("/v1/claims", &newsroom.key, tide(text));
    let high = id(&make("The tide is high.").await);
    assert_eq!(found_by(&api).await, [high]);
    fs::remove_dir_all(&index).unwrap();
    fs::write(&index, "").unwrap();
    make("The tide is low.").await;
    // Neither who waits when it is given up, nor who comes after.
    for _ in 0..2 {
        assert_eq!(found_by(&api).await, [high]);
    }
}
