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
use crate::support::process::{Folder, Running, is_alive, on, program, wait_for_end_of};

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
async fn a_link_that_leads_nowhere_yet_is_followed() {
    let (folder, copy) = (Folder::new(), Folder::new());
    let elsewhere = folder.0.join("elsewhere");
    for folder in [&folder, &copy] {
        fs::create_dir(folder.data_dir()).unwrap();
        symlink(&elsewhere, folder.data_dir().join("postgres")).unwrap();
    }
    let server = Running::start(&folder, &[]);
    assert!(elsewhere.join("PG_VERSION").exists());
    // A copy of the folder leads to the same cluster, and is refused as well.
    let second = on(&copy, &["serve", "--bind", "127.0.0.1:0"])
        .output()
        .unwrap();
    assert!(failure(&second).contains("another factcheck"));
    server.get("/readyz").await;
    let mode = |name: &str| {
        fs::metadata(folder.data_dir().join(name))
            .unwrap()
            .permissions()
            .mode()
    };
    assert_eq!(
        (mode("lock") & 0o777, mode("postgres.log") & 0o777),
        (0o600, 0o600)
    );
}

#[actix_web::test]
async fn a_second_instance_on_the_same_folder_is_refused() {
    let folder = Folder::new();
    let first = Running::start(&folder, &["serve"]);
    let second = on(&folder, &["serve", "--bind", "127.0.0.1:0"])
        .output()
        .unwrap();
    let told = failure(&second);
    assert!(
        told.contains(&format!("process {}", first.child.id())),
        "{told}"
    );
    assert!(told.contains("--data-dir"), "{told}");
    first.get("/readyz").await;
}

#[actix_web::test]
async fn what_was_stored_survives_kill_9_of_the_program() {
    let folder = Folder::new();
    let admin = made_key(&folder, &["--scopes", "instance:admin"]);
    let mut stored = 0;
    for left in ["the server", "nothing", "the server alone"] {
        let server = Running::start(&folder, &[]);
        let slug = format!("one-{stored}");
        let body = json!({"name": "One", "slug": slug, "site": "one.example"});
        let (status, made) = server.post("/v1/organizations", &admin, &body).await;
        assert_eq!(status, 201, "{made}");
        stored += 1;
        let postgres = folder.postmaster().unwrap();
        match left {
            "nothing" => {
                kill_process(postgres, Signal::KILL).unwrap();
                server.end(Signal::KILL);
                wait_for_end_of(postgres);
            }
            "the server alone" => {
                // Without the shell that would stop it.
                for watchdog in watchdogs_of(&folder) {
                    let _ = kill_process(watchdog, Signal::KILL);
                }
                server.end(Signal::KILL);
                assert!(is_alive(postgres));
            }
            _ => {
                server.end(Signal::KILL);
            }
        }
        let again = Running::start(&folder, &[]);
        assert_ne!(folder.postmaster().unwrap(), postgres);
        let organizations = again.get("/v1/organizations?count=exact").await;
        assert_eq!(organizations["total"], stored, "after {left} was left");
        assert!(again.end(Signal::TERM).success());
    }
}

/// The shells that would stop the server of a folder.
fn watchdogs_of(folder: &Folder) -> Vec<Pid> {
    let cluster = folder.data_dir().join("postgres");
    let cluster = cluster.to_str().unwrap();
    let processes = fs::read_dir("/proc").unwrap();
    let watchdogs: Vec<Pid> = processes
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let words = fs::read_to_string(entry.path().join("cmdline")).ok()?;
            let is_one = words.starts_with("/bin/sh\0") && words.contains(cluster);
            let process = entry.file_name().to_str()?.parse().ok()?;
            is_one.then(|| Pid::from_raw(process))?
        })
        .collect();
    // One of an earlier server may just be ending.
    assert!(!watchdogs.is_empty());
    watchdogs
}

#[actix_web::test]
async fn it_says_so_when_its_postgresql_ends() {
    let folder = Folder::new();
    let mut server = Running::start(&folder, &[]);
    kill_process(folder.postmaster().unwrap(), Signal::KILL).unwrap();
    let told = server.wait_for("factcheck: ");
    assert!(told.contains("PostgreSQL ended by itself"), "{told}");
    assert_eq!(server.child.wait().unwrap().code(), Some(1));
}

#[actix_web::test]
async fn a_folder_that_nobody_else_can_enter_is_no_hindrance() {
    let folder = Folder::new();
    fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o700)).unwrap();
    let server = Running::start(&folder, &[]);
    server.get("/readyz").await;
    assert!(server.end(Signal::TERM).success());
}

#[actix_web::test]
async fn a_long_and_strange_path_is_no_hindrance() {
    let name = format!("it's a \"long\" one, {} {}", fresh(), "ä".repeat(60));
    let folder = Folder::named(&format!("{} {name}", std::process::id()));
    let server = Running::start(&folder, &[]);
    server.get("/readyz").await;
    assert!(server.end(Signal::TERM).success());
}

#[actix_web::test]
async fn it_runs_as_an_ordinary_user() {
    if !rustix::process::getuid().is_root() {
        // All the other tests have shown it already.
        return;
    }
    const NOBODY: u32 = 65534;
    let folder = Folder::new();
    let copy = folder.0.join("factcheck");
    fs::copy(env!("CARGO_BIN_EXE_factcheck"), &copy).unwrap();
    chown(&folder.0, Some(NOBODY), Some(NOBODY)).unwrap();
    let mut command = Command::new(copy);
    command.arg("--data-dir").arg(folder.data_dir());
    command
        .args(["--bind", "127.0.0.1:0"])
        .env_remove("DATABASE_URL");
    command.uid(NOBODY).gid(NOBODY);
    let server = Running::spawn(command);
    server.get("/readyz").await;
    assert!(server.end(Signal::TERM).success());
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
