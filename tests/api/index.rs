//! The search index as it comes and goes: what goes on without one, and what becomes of one that
//! the database fails.

mod files;

use std::fs;
use std::future::IntoFuture;
use std::path::PathBuf;
use std::pin::pin;
use std::time::Duration;

use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use factcheck::config::Service;
use factcheck::search::analysis::Language;
use factcheck::search::{Filter, Place};
use futures_util::future::{Either, join, select};
use rustix::process::Signal;
use serde_json::{Value, json};

use crate::support::process::{Folder, PATIENCE, Running, on};
use crate::support::*;

fn tide(text: &str) -> Value {
    json!({"text": text, "language": "en", "kind": "statement"})
}

/// A connection that holds tables against everybody.
async fn holder(api: &Api, tables: &str) -> AsyncPgConnection {
    let mut holder = api.connection().await;
    let hold = format!("BEGIN; LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE");
    holder.batch_execute(&hold).await.unwrap();
    holder
}

/// Closes the connection that waits for a lock, and the one on which the same is tried again.
async fn fail_who_waits(api: &Api) {
    for _ in 0..2 {
        api.until_waiting(1).await;
        api.sql(
            "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity \
             WHERE datname = current_database() AND wait_event_type = 'Lock'",
        )
        .await;
    }
}

/// A server with a folder of its own over the database of a test.
struct Own<'a> {
    api: &'a Api,
    folder: Folder,
}

impl<'a> Own<'a> {
    fn of(api: &'a Api) -> Self {
        let folder = Folder::new();
        Self { api, folder }
    }

    fn start(&self) -> Running {
        let mut command = on(&self.folder, &["serve", "--bind", "127.0.0.1:0"]);
        command
            .env("DATABASE_URL", &self.api.url)
            .env("FACTCHECK_LOCK_TIMEOUT_MS", "600000")
            .env("FACTCHECK_STATEMENT_TIMEOUT_MS", "600000");
        Running::spawn(command)
    }

    fn slot(&self) -> PathBuf {
        self.folder.data_dir().join("index/0")
    }

    /// Its generations, whole or not.
    fn generations(&self) -> Vec<String> {
        let entries = fs::read_dir(self.slot()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.starts_with(|c: char| c.is_ascii_digit()))
            .collect();
        names.sort();
        names
    }
}

async fn found(server: &Running) -> usize {
    let page = server.get("/v1/claims?q=tide").await;
    page["data"].as_array().unwrap().len()
}

#[actix_web::test]
async fn one_that_is_sound_outlives_an_error_of_the_database() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    api.made("/v1/claims", &newsroom.key, tide("The tide is high."))
        .await;
    let own = Own::of(&api);
    let server = own.start();
    assert_eq!(found(&server).await, 1);
    server.end(Signal::KILL);
    let before = own.generations();

    let mut holder = holder(&api, "journal").await;
    let mut server = own.start();
    fail_who_waits(&api).await;
    holder.batch_execute("ROLLBACK").await.unwrap();
    server.wait_for("is not ready yet");
    assert_eq!(found(&server).await, 1);
    assert_eq!(own.generations(), before);
}

#[actix_web::test]
async fn one_that_could_not_be_built_leaves_nothing() {
    let api = Api::start().await;
    let own = Own::of(&api);
    let mut holder = holder(&api, "sources").await;
    let mut server = own.start();
    api.until_waiting(1).await;
    let [begun] = &own.generations()[..] else {
        panic!("{:?}", own.generations());
    };
    assert!(begun.ends_with(".building"), "{begun}");
    let begun = own.slot().join(begun);
    fail_who_waits(&api).await;
    holder.batch_execute("ROLLBACK").await.unwrap();
    server.wait_for("is not ready yet");
    server.wait_for("is built");
    assert!(!begun.exists());
    assert_eq!(own.generations().len(), 1);
}

#[actix_web::test]
async fn what_is_written_while_it_is_built_is_found_at_once() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    // Behind one that still runs, the journal is not read yet.
    let mut older = api.connection().await;
    let begin = "BEGIN; SELECT pg_current_xact_id()";
    older.batch_execute(begin).await.unwrap();
    let mut holder = holder(&api, "sources").await;
    let searched = actix_web::rt::spawn(api.get("/v1/claims?q=tide").into_future());
    api.until_waiting(1).await;
    let made = api.made("/v1/claims", &newsroom.key, tide("The tide is high."));
    let made = made.await;
    holder.batch_execute("ROLLBACK").await.unwrap();
    searched.await.unwrap();
    let found = api.list("/v1/claims?q=tide").await;
    assert_eq!(column(&found, "id"), [text(&made["id"])]);
    older.batch_execute("ROLLBACK").await.unwrap();
}

#[actix_web::test]
async fn nothing_is_missed_nor_awaited_after_a_database_that_was_further() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let make = |text: &str| api.made("/v1/claims", &newsroom.key, tide(text));
    make("The tide is high.").await;
    // As it is where a dump was restored.
    api.sql("ALTER TABLE journal DISABLE TRIGGER journal_append_only")
        .await;
    api.sql("UPDATE journal SET txid = (txid::text::bigint + 1000000000)::text::xid8")
        .await;
    let own = Own::of(&api);
    let mut server = own.start();
    for known in 1..4 {
        assert_eq!(found(&server).await, known);
        let readiness = server.get("/readyz").await;
        assert_eq!(readiness["search"]["behind"], 0);
        // What others write is found, what it writes itself, and all of it after a start.
        match known {
            1 => drop(make("The tide is low.").await),
            2 => {
                let turning = tide("The tide is turning.");
                let (status, _) = server.post("/v1/claims", &newsroom.key, &turning).await;
                assert_eq!(status, 201);
            }
            _ => {
                server.end(Signal::KILL);
                server = own.start();
                assert_eq!(found(&server).await, known);
            }
        }
        server.until_indexed().await;
    }
}

/// How long is waited for an index that can never be made: its folder is a file.
fn without_one(service: &mut Service, folder: &Folder, wait: Duration) {
    let file = folder.0.join("file");
    fs::write(&file, "").unwrap();
    service.index = Place::Folder(file);
    service.index_wait = wait;
    service.request_timeout = 2 * PATIENCE;
}

#[actix_web::test]
async fn claims_are_added_without_one_unless_similar_ones_forbid_it() {
    const ADD: &str = "/v1/claims";
    const REJECT: &str = "/v1/claims?on_duplicate=reject";
    let folder = Folder::new();
    let api = Api::start_with(|service, _| without_one(service, &folder, PATIENCE)).await;
    let newsroom = api.newsroom("one").await;
    let post = |path: &str| api.post(path, &newsroom.key, &tide("The tide is high."));
    // It is being made from the first search on.
    let searched = api.get("/v1/claims?q=tide").into_future();
    let waiting = pin!(join(searched, post(REJECT).into_future()));
    let adding = pin!(post(ADD).into_future());
    let Either::Right((added, _)) = select(waiting, adding).await else {
        panic!("who adds a claim waits for the index");
    };
    assert!(added.expect(201).get("similar").is_none());

    let soon = Duration::from_millis(100);
    let api = api.beside_with(|service, _| without_one(service, &folder, soon));
    for _ in 0..2 {
        let searched = api.get("/v1/claims?q=tide").await;
        searched.problem(503, "index_building");
        let rejected = api.post(REJECT, &newsroom.key, &tide("The tide is high."));
        rejected.await.problem(503, "index_building");
    }
}

#[actix_web::test]
async fn a_text_is_compared_without_a_look_at_what_was_said_and_cited() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.made("/v1/claims", &newsroom.key, tide("The tide is high."));
    let claim = id(&claim.await);
    let search = api.state().search;
    let matched = async || {
        let found = search.matches("Is the tide high?", None, Filter::default());
        let found = found.await.unwrap();
        found.iter().map(|it| it.id).collect::<Vec<_>>()
    };
    assert_eq!(matched().await, [claim]);
    let mut holder = holder(&api, "statements, evidence, sources").await;
    assert_eq!(matched().await, [claim]);
    let similar = search.similar("The tide is high", Language::of_tag("en"), 0.9);
    assert_eq!(similar.await.unwrap()[0].0, claim);
    holder.batch_execute("ROLLBACK").await.unwrap();
}
