//! The client in TypeScript: that it is what the document makes, that it compiles in strict mode,
//! and that it does its work with the program.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::json;

use crate::command_line::made_key;
use crate::support::process::{Folder, Running};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("clients/typescript")
}

/// Runs a program in the client's folder.
fn ran(command: &mut Command) -> Output {
    let packages = folder().join("node_modules");
    assert!(packages.is_dir(), "`make test` installs what it needs");
    let output = command.current_dir(folder()).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    let warned = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}{warned}");
    output
}

/// The files of a folder by their paths in it.
fn files(root: &Path) -> BTreeMap<PathBuf, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_owned();
                files.insert(name, fs::read_to_string(path).unwrap());
            }
        }
    }
    files
}

#[test]
fn the_client_is_what_the_document_makes_without_a_warning() {
    let made = Folder::new();
    let output = ran(Command::new("node").arg("generate.mjs").arg(&made.0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    let (made, committed) = (files(&made.0), files(&folder().join("src")));
    assert!(made.keys().eq(committed.keys()), "run `make client`");
    for (name, text) in &made {
        let is_same = Some(text) == committed.get(name);
        assert!(is_same, "{} is stale: run `make client`", name.display());
        assert!(text.starts_with("// This file is auto-generated"));
    }
}

#[test]
fn what_its_readme_shows_is_compiled_with_the_tests() {
    let readme = fs::read_to_string(folder().join("README.md")).unwrap();
    let shown = readme.split("```ts\n").nth(1).unwrap();
    let shown = shown.split("```").next().unwrap();
    let compiled = fs::read_to_string(folder().join("test/readme.ts")).unwrap();
    assert_eq!(shown, compiled);
}

#[test]
fn its_lock_file_names_no_registry() {
    let lock = fs::read_to_string(folder().join("package-lock.json")).unwrap();
    assert!(!lock.contains("\"resolved\""), "npm needs the .npmrc");
}

#[actix_web::test]
async fn it_compiles_in_strict_mode_and_lists_creates_and_publishes() {
    let data = Folder::new();
    let admin = made_key(&data, &["--scopes", "instance:admin"]);
    let server = Running::start(&data, &[]);
    let body = json!({"name": "One", "slug": "one", "site": "one.example"});
    let (status, made) = server.post("/v1/organizations", &admin, &body).await;
    assert_eq!(status, 201, "{made}");
    let scopes = "claims:write,verdicts:write,verdicts:publish,organization:admin";
    let key = made_key(&data, &["--organization", "one", "--scopes", scopes]);

    let output = ran(Command::new("npm")
        .args(["--silent", "test"])
        .env("FACTCHECK_URL", &server.address)
        .env("FACTCHECK_KEY", key));
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "published There are four bases\nlisted 2 claims\nfailed with not_found\ncarried 2 lines\n"
    );
    let verdicts = server.get("/v1/verdicts?count=exact").await;
    assert_eq!(verdicts["total"], 1);
    assert_eq!(verdicts["data"][0]["status"], "published");
}
