//! The program as it is called: its commands, and the PostgreSQL that it runs for itself.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

use crate::support::cluster;
use crate::support::document::committed;
use crate::support::lists::column;
use crate::support::newsroom::fresh;
use crate::support::process::{Folder, Running, client, is_alive, on, program, wait_for_end_of};

mod embedded;
mod index;
mod told;

pub fn made_key(folder: &Folder, arguments: &[&str]) -> String {
    let output = on(folder, &[&["keys", "create"], arguments].concat())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let printed = String::from_utf8(output.stdout).unwrap();
    let key = printed.strip_suffix('\n').unwrap();
    assert!(key.starts_with("fc_") && !key.contains('\n'), "{printed}");
    key.to_owned()
}

/// The one line that a failing command says.
pub fn failure(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(output.stdout.is_empty());
    let told = String::from_utf8(output.stderr.clone()).unwrap();
    let last = told.lines().last().unwrap();
    assert!(last.starts_with("factcheck: "), "{told}");
    last.to_owned()
}

/// The requests that the demo prints, as a shell would run them.
fn printed_requests(told: &[String]) -> String {
    let is_request = |line: &&String| line.starts_with("curl ") || line.starts_with("VERDICT=");
    let requests: Vec<&str> = told.iter().filter(is_request).map(String::as_str).collect();
    assert_eq!(requests.len(), 6, "{told:#?}");
    requests.join("\necho\n")
}

#[actix_web::test]
async fn the_demo_is_loaded_once_and_its_requests_work_as_printed() {
    let folder = Folder::new();
    let demo = Running::start(&folder, &["demo"]);
    let told = demo.told.join("\n");
    assert!(told.contains(&format!("{}/docs/", demo.address)), "{told}");
    let claims = demo.get("/v1/claims?language=id&count=exact&limit=1").await;
    assert_eq!(claims["total"], 9);
    let ran = Command::new("bash")
        .env("no_proxy", "*")
        .args(["-euc", &printed_requests(&demo.told)])
        .output()
        .unwrap();
    assert!(ran.status.success(), "{ran:?}");
    let answers = String::from_utf8(ran.stdout).unwrap();
    let answers: Vec<Value> = answers
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let [_, cited, published, then, history, story] = answers.as_slice() else {
        panic!("{answers:#?}");
    };
    assert_eq!(cited["evidence"][0]["stance"], "context");
    assert_eq!(
        (&published["status"], &published["rating"]["label"]),
        (&json!("published"), &json!("Tidak Terbukti"))
    );
    assert_eq!(then["verdicts"][0]["rating"]["label"], "Tidak Terbukti");
    assert!(!history["data"].as_array().unwrap().is_empty());
    let story = story["data"].as_array().unwrap();
    assert_eq!(column(story, "type").last(), Some(&"verdict_corrected"));

    let server = folder.postmaster().unwrap();
    assert!(demo.end(Signal::TERM).success());
    assert!(!is_alive(server), "PostgreSQL ended with it");

    let again = Running::start(&folder, &["demo"]);
    assert_eq!(printed_requests(&again.told).matches("fc_").count(), 3);
    let key = |told: &[String]| told.iter().find(|line| line.contains("Key ")).cloned();
    assert_eq!(
        key(&again.told).as_deref(),
        told.lines().find(|line| line.contains("Key "))
    );
    let claims = again.get("/v1/claims?count=exact&sort=created_at").await;
    assert_eq!(claims["total"], 9, "loaded once");
    let judged = claims["data"].as_array().unwrap().iter();
    let judged: Vec<usize> = judged
        .map(|claim| claim["verdicts"].as_array().unwrap().len())
        .collect();
    assert_eq!(judged, [1, 1, 1, 1, 0, 1, 0, 0, 1], "and kept");
    assert_eq!(claims["data"][0]["verdicts"][0]["status"], "corrected");
    assert!(again.end(Signal::INT).success());
}

/// The lines of the README's commands that begin so.
fn readme(begin: &str) -> Vec<&'static str> {
    let lines = include_str!("../../README.md").lines();
    lines.filter(|line| line.starts_with(begin)).collect()
}

#[actix_web::test]
async fn the_commands_of_the_readme_work_as_they_stand() {
    let folder = Folder::new();
    let demo = Running::start(&folder, &["demo"]);
    let requests = readme("curl ");
    assert_eq!(requests.len(), 1);
    let request = requests[0].replace("http://127.0.0.1:8080", &demo.address);
    let ran = Command::new("bash")
        .env("no_proxy", "*")
        .args(["-euc", &request])
        .output()
        .unwrap();
    let answer: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
    assert_eq!(answer["data"][0]["language"], "id");
    let keys = readme("cargo run --release --quiet -- keys create ");
    assert_eq!(keys.len(), 2);
    for command in keys {
        let command = command.replace("SLUG", "meja-periksa");
        let words: Vec<&str> = command
            .split(' ')
            .skip_while(|word| *word != "--")
            .skip(3)
            .collect();
        made_key(&folder, &words);
    }
}

#[actix_web::test]
async fn keys_are_made_beside_a_running_server_and_without_one() {
    let folder = Folder::new();
    let admin = made_key(&folder, &["--scopes", "instance:admin"]);
    let mut command = on(&folder, &["--bind", "127.0.0.1:0"]);
    // As compose files set what they leave out.
    command.env("DATABASE_URL", "");
    let server = Running::spawn(command);
    let body = json!({"name": "One", "slug": "one", "site": "one.example"});
    let (status, organization) = server.post("/v1/organizations", &admin, &body).await;
    assert_eq!(status, 201, "{organization}");
    let key = made_key(
        &folder,
        &[
            "--organization",
            "one",
            "--scopes",
            "claims:write,verdicts:write",
        ],
    );
    let claim = json!({"text": "Words.", "language": "en", "kind": "quote"});
    let (status, made) = server.post("/v1/claims", &key, &claim).await;
    assert_eq!(status, 201, "{made}");
    assert_eq!(made["created_by"]["slug"], "one");
    let (status, _) = server.post("/v1/rating-scales", &key, &claim).await;
    assert_eq!(status, 403);
    let every = "instance:admin,claims:write,organization:admin,claims:write";
    let key = made_key(&folder, &["--organization", "one", "--scopes", every]);
    let new = json!({"name": "Tool", "scopes": ["instance:admin", "verdicts:write"]});
    let (status, made) = server.post("/v1/api-keys", &key, &new).await;
    assert_eq!(status, 201, "{made}");

    let refused = |arguments: &[&str]| {
        let output = on(&folder, &[&["keys", "create"], arguments].concat())
            .output()
            .unwrap();
        failure(&output)
    };
    let unknown = refused(&["--organization", "two", "--scopes", "claims:write"]);
    assert!(unknown.contains("no organization \"two\""), "{unknown}");
    let nobody = refused(&["--scopes", "claims:write"]);
    assert!(nobody.contains("--organization is needed"), "{nobody}");
    let output = on(&folder, &["keys", "create", "--scopes", "claims:read"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("claims:write")
    );
}

#[test]
fn commands_wait_for_one_another() {
    let folder = Folder::new();
    let arguments = ["keys", "create", "--scopes", "instance:admin"];
    let running: Vec<_> = (0..3)
        .map(|_| {
            on(&folder, &arguments)
                .stdout(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for one in running {
        let output = one.wait_with_output().unwrap();
        assert!(output.status.success() && output.stdout.starts_with(b"fc_"));
    }
}

#[actix_web::test]
async fn migrate_brings_a_named_database_up_to_date() {
    let database = cluster::empty().await;
    let migrate = || {
        program()
            .arg("migrate")
            .env("DATABASE_URL", &database.url)
            .output()
            .unwrap()
    };
    assert!(migrate().status.success());
    assert!(migrate().status.success());
    let serve = |command: &mut Command| {
        command
            .args(["--bind", "127.0.0.1:0"])
            .env("DATABASE_URL", &database.url);
    };
    let mut command = program();
    serve(&mut command);
    let server = Running::spawn(command);
    assert_eq!(server.get("/readyz").await["pending_migrations"], 0);
    assert!(server.end(Signal::TERM).success());
}
