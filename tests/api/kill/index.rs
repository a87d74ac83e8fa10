//! The search index of a server that is killed while claims are written and searched: whatever the
//! moment, it has every claim when the server is back.

use std::cell::{Cell, RefCell};
use std::fs;
use std::path::{Path, PathBuf};

use futures_util::future::join_all;
use rustix::process::Signal;
use serde_json::{Value, json};

use super::killer::{Program, Random};
use super::setting;
use crate::support::process::{Running, client};
use crate::support::*;

const WRITERS: usize = 4;

/// Writes and searches until the server is dead, which one of the writers kills.
async fn life(server: Running, key: &str, written: &RefCell<Vec<String>>, claims: usize) {
    let killed = Cell::new(false);
    let left = Cell::new(claims);
    let client = client();
    let write = async |writer: usize| {
        let mut number = 0;
        while !killed.get() {
            number += 1;
            let word = format!("word{}", number % 7);
            let body = json!({"text": format!("The {word} {number} of writer {writer} is new."), "language": "en", "kind": "statement"});
            let post = client.post(format!("{}/v1/claims", server.address));
            let post = post.insert_header(("Authorization", format!("Bearer {key}")));
            let Ok(mut answer) = post.send_json(&body).await else {
                break;
            };
            let Ok(answer) = answer.json::<Value>().await else {
                break;
            };
            written.borrow_mut().push(text(&answer["id"]).to_owned());
            left.set(left.get().saturating_sub(1));
            if left.get() == 0 && !killed.replace(true) {
                server.signal(Signal::KILL);
            }
            let search = client.get(format!("{}/v1/claims?q={word}&limit=100", server.address));
            if search.send().await.is_err() {
                break;
            }
        }
    };
    join_all((0..WRITERS).map(write)).await;
    server.end(Signal::KILL);
}

/// The claims that the index lists, as only it counts facets.
async fn indexed(server: &Running) -> Vec<String> {
    ids(server, "/v1/claims?facets=language").await
}

/// The claims that PostgreSQL lists, however many they are.
async fn stored(server: &Running) -> Vec<String> {
    ids(server, "/v1/claims?").await
}

/// Those of all pages of a list, in the order of their ids.
async fn ids(server: &Running, list: &str) -> Vec<String> {
    let first = format!("{list}&sort=created_at&limit=100");
    let mut ids = Vec::new();
    let mut path = first.clone();
    loop {
        let page = server.get(&path).await;
        ids.extend(
            page["data"]
                .as_array()
                .unwrap()
                .iter()
                .map(|it| text(&it["id"]).to_owned()),
        );
        let Some(cursor) = page["next_cursor"].as_str() else {
            ids.sort();
            return ids;
        };
        path = format!("{first}&cursor={cursor}");
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

#[actix_web::test]
async fn no_claim_is_lost_from_the_index_however_often_the_server_dies() {
    let kills = setting("FACTCHECK_KILLS", 6);
    let random = Random::new(setting("FACTCHECK_KILL_SEED", super::random()));
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let program = Program::over(&api.url);
    let written = RefCell::new(Vec::new());
    for _ in 0..kills {
        let claims = 1 + usize::try_from(random.below(25)).unwrap();
        life(program.start(), &newsroom.key, &written, claims).await;
    }
    let server = program.start();
    // What was under way when a server died is undone by PostgreSQL, in its own time.
    server.until_indexed().await;
    let stored = stored(&server).await;
    assert_eq!(indexed(&server).await, stored);
    // What was answered is there, and an answer that was lost may have been of one more.
    assert!(written.borrow().iter().all(|id| stored.contains(id)));
    assert!(stored.len() >= usize::try_from(kills).unwrap());
    server.end(Signal::KILL);

    // An index that is damaged is built anew, and so is one that is no more.
    let folder = program.data_dir().join("index/0");
    for file in files(&folder) {
        if file
            .extension()
            .is_some_and(|kind| kind == "idx" || kind == "fast")
        {
            let half = fs::read(&file).unwrap();
            fs::write(&file, &half[..half.len() / 2]).unwrap();
        }
    }
    let server = program.start();
    server.until_indexed().await;
    assert_eq!(indexed(&server).await, stored);
    server.end(Signal::KILL);
    fs::remove_dir_all(&folder).unwrap();
    let server = program.start();
    server.until_indexed().await;
    assert_eq!(indexed(&server).await, stored);
    server.end(Signal::KILL);
}
