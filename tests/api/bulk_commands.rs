//! `factcheck import` and `factcheck export`, as they are called.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use diesel::dsl::sql;
use diesel::sql_types::BigInt;
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};

use crate::command_line::{failure, made_key};
use crate::support::process::{Folder, Running, on, program};
use crate::support::*;

mod claim_reviews;

/// The program over the database of a service.
fn over(api: &Api, arguments: &[&str]) -> Command {
    let mut command = program();
    command.args(arguments).env("DATABASE_URL", &api.url);
    command
}

fn run(api: &Api, arguments: &[&str]) -> Output {
    over(api, arguments).output().unwrap()
}

fn file(folder: &Folder, lines: &[Value]) -> PathBuf {
    let path = folder.0.join("lines.ndjson");
    fs::write(&path, ndjson(lines)).unwrap();
    path
}

fn import(api: &Api, path: &Path, more: &[&str]) -> Output {
    run(api, &[&["import", path.to_str().unwrap()], more].concat())
}

fn lines(output: &[u8]) -> Vec<Value> {
    let text = std::str::from_utf8(output).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The last that a command says.
fn told(output: &Output) -> String {
    let told = std::str::from_utf8(&output.stderr).unwrap();
    assert!(
        !told.contains(['\u{1b}', '\r']),
        "no bar is drawn where nobody sees it: {told}"
    );
    told.lines().last().unwrap_or_default().to_owned()
}

#[actix_web::test]
async fn lines_of_a_file_become_claims_and_come_out_again() {
    let (api, folder) = (Api::start().await, Folder::new());
    let newsroom = api.newsroom("one").await;
    let rating = json!({"label": "True", "normalized": "true", "value": 5});
    let verdict = with(a_verdict(), json!({"rating": rating}));
    let line = with(a_line(), json!({"verdicts": [verdict, {"language": "en"}]}));
    let path = file(&folder, &[line.clone(), a_line()]);
    let first = import(&api, &path, &[]);
    assert!(first.status.success(), "{first:?}");
    let results = lines(&first.stdout);
    assert_eq!(column(&results, "status"), ["created", "created"]);
    assert_eq!(
        told(&first),
        "Lines: 2 created, 0 updated, 0 unchanged, 0 failed."
    );
    let before = api.contents().await;
    let second = import(&api, &path, &["--organization", "one"]);
    assert!(second.status.success());
    let results = lines(&second.stdout);
    assert_eq!(column(&results, "status"), ["unchanged", "unchanged"]);
    assert_eq!(
        api.contents().await,
        before,
        "nothing of the file is kept in mind either"
    );

    let claims = run(&api, &["export", "claims"]);
    assert!(claims.status.success());
    told(&claims);
    assert_eq!(lines(&claims.stdout), api.export("claims").await);
    for kind in ["claims", "verdicts", "sources"] {
        let own = run(&api, &["export", kind, "--organization", "one"]);
        assert_eq!(
            lines(&own.stdout),
            api.export_as(&newsroom.key, kind).await,
            "{kind}"
        );
        let since = run(
            &api,
            &["export", kind, "--updated-since", "2100-01-01T00:00:00Z"],
        );
        assert!(since.status.success() && since.stdout.is_empty());
        let since = run(
            &api,
            &["export", kind, "--updated-since", "2024-01-01T00:00:00Z"],
        );
        assert_eq!(lines(&since.stdout), api.export(kind).await, "{kind}");
    }
    let wrong = run(&api, &["export", "claims", "--organization", "two"]);
    assert!(failure(&wrong).contains("no organization \"two\""));
    let wrong = run(&api, &["export", "claimants"]);
    assert_eq!(wrong.status.code(), Some(2));
    let wrong = run(&api, &["export", "claims", "--updated-since", "yesterday"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[actix_web::test]
async fn a_dry_run_only_tells() {
    let (api, folder) = (Api::start().await, Folder::new());
    api.newsroom("one").await;
    let path = file(&folder, &[a_line(), a_claim()]);
    let before = api.contents().await;
    let output = import(&api, &path, &["--dry-run"]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(
        told(&output),
        "Would have been: 2 created, 0 updated, 0 unchanged, 0 failed."
    );
    assert_eq!(api.contents().await, before);
}

#[actix_web::test]
async fn lines_that_fail_are_named_and_the_others_are_there() {
    let (api, folder) = (Api::start().await, Folder::new());
    api.newsroom("one").await;
    let unmapped = with(a_verdict(), json!({"rating": {"label": "None"}}));
    let bad = with(a_line(), json!({"verdicts": [unmapped]}));
    let path = file(&folder, &[a_line(), json!({"text": "A"}), bad, a_line()]);
    let output = import(&api, &path, &[]);
    assert_eq!(output.status.code(), Some(1));
    let results = lines(&output.stdout);
    let statuses = ["created", "failed", "failed", "created"];
    assert_eq!(column(&results, "status"), statuses);
    let problem = &results[2]["problem"]["errors"][0];
    assert_eq!(problem["pointer"], "/verdicts/0/rating/label");
    let last = told(&output);
    assert!(last.starts_with("factcheck: 2 failed"), "{last}");
    api.counts("/v1/claims", 2).await;
}

#[actix_web::test]
async fn it_must_be_clear_which_file_and_in_whose_name() {
    let (api, folder) = (Api::start().await, Folder::new());
    let path = file(&folder, &[a_line()]);
    let nobody = failure(&import(&api, &path, &[]));
    assert!(nobody.contains("no organization yet"), "{nobody}");
    api.newsroom("one").await;
    api.newsroom("two").await;
    let several = failure(&import(&api, &path, &[]));
    assert!(several.contains("--organization SLUG"), "{several}");
    let unknown = failure(&import(&api, &path, &["--organization", "three"]));
    assert!(unknown.contains("no organization \"three\""), "{unknown}");
    assert!(
        import(&api, &path, &["--organization", "two"])
            .status
            .success()
    );
    assert_eq!(api.list("/v1/claims").await[0]["created_by"]["slug"], "two");
    let missing = folder.0.join("missing.ndjson");
    let missing = failure(&import(&api, &missing, &["--organization", "two"]));
    assert!(
        missing.contains("cannot read") && missing.contains("missing.ndjson"),
        "{missing}"
    );
}

/// A number that the database tells.
async fn number(api: &Api, query: &str) -> i64 {
    let mut connection = api.connection().await;
    sql::<BigInt>(query)
        .get_result(&mut connection)
        .await
        .unwrap()
}

#[actix_web::test]
async fn one_that_was_killed_goes_on_where_it_stopped() {
    const LINES: i64 = 8_000;
    let (api, folder) = (Api::start().await, Folder::new());
    api.newsroom("one").await;
    // Nothing in the lines tells whether they are there already.
    let all: Vec<Value> = (0..LINES)
        .map(|n| with(a_claim(), json!({"text": format!("Claim {n}.")})))
        .collect();
    let path = file(&folder, &all);
    let arguments = ["import", path.to_str().unwrap()];
    let mut command = over(&api, &arguments);
    let mut first = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    api.until_true("SELECT count(*) > 2 FROM imports").await;
    first.kill().unwrap();
    first.wait().unwrap();
    // What it had just sent is committed, or is not, once none of its statements runs.
    api.until_true(
        "SELECT count(*) = 0 FROM pg_stat_activity WHERE datname = current_database() \
         AND state <> 'idle' AND pid <> pg_backend_pid()",
    )
    .await;
    let done = number(&api, "SELECT count(*) FROM claims").await;
    assert!((1..LINES).contains(&done), "it was killed midway: {done}");

    let second = import(&api, &path, &[]);
    assert!(second.status.success(), "{}", told(&second));
    let going_on = String::from_utf8(second.stderr.clone()).unwrap();
    assert!(going_on.contains("Going on near line"), "{going_on}");
    let created = format!("{} created", LINES - done);
    assert!(told(&second).contains(&created), "{going_on}");
    assert_eq!(number(&api, "SELECT count(*) FROM claims").await, LINES);
    assert_eq!(
        number(&api, "SELECT count(DISTINCT text) FROM claims").await,
        LINES
    );
    assert_eq!(number(&api, "SELECT count(*) FROM imports").await, 0);
    // At its end a file is done: the same again is another import.
    assert!(import(&api, &path, &["--dry-run"]).status.success());
    let line = file(&folder, &all[..1]);
    for _ in 0..2 {
        assert!(import(&api, &line, &[]).status.success());
    }
    assert_eq!(number(&api, "SELECT count(*) FROM claims").await, LINES + 2);
}

#[actix_web::test]
async fn who_reads_only_the_beginning_of_an_export_ends_it_quietly() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    // More than a pipe holds, several times.
    let long = json!({"text": "a".repeat(5_000)});
    let all: Vec<Value> = (0..150).map(|_| with(a_line(), long.clone())).collect();
    api.import(&newsroom.key, &all).await;
    let mut command = over(&api, &["export", "claims"]);
    let mut export = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    let mut output = BufReader::with_capacity(64, export.stdout.take().unwrap());
    output.read_line(&mut first).unwrap();
    drop(output);
    serde_json::from_str::<Value>(&first).unwrap();
    let ended = export.wait_with_output().unwrap();
    assert!(ended.status.success(), "{ended:?}");
    assert_eq!(String::from_utf8(ended.stderr).unwrap(), "");
}

#[actix_web::test]
async fn they_work_beside_a_running_server_and_without_one() {
    let folder = Folder::new();
    let admin = made_key(&folder, &["--scopes", "instance:admin"]);
    let server = Running::start(&folder, &["serve"]);
    let body = json!({"name": "One", "slug": "one", "site": "one.example"});
    let (status, made) = server.post("/v1/organizations", &admin, &body).await;
    assert_eq!(status, 201, "{made}");
    let path = file(&folder, &[a_line()]);
    let import = || {
        on(&folder, &["import", path.to_str().unwrap()])
            .output()
            .unwrap()
    };
    let output = import();
    assert!(output.status.success(), "{output:?}");
    let claims = server.get("/v1/claims").await;
    let id = &lines(&output.stdout)[0]["id"];
    assert_eq!(&claims["data"][0]["id"], id);
    assert!(server.end(rustix::process::Signal::TERM).success());
    let again = lines(&import().stdout);
    assert_eq!(
        (&again[0]["status"], &again[0]["id"]),
        (&json!("unchanged"), id)
    );
    let exported = on(&folder, &["export", "claims"]).output().unwrap();
    assert_eq!(&lines(&exported.stdout)[0]["id"], id);
}
