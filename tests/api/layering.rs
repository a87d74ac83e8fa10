//! The direction of the architecture, read off the sources: who may name whom.

use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src")
        .join(folder);
    let mut found = Vec::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    assert!(!found.is_empty());
    found
}

/// Fails where a source names what it may not; comments may.
fn none_names(sources: &[(PathBuf, String)], forbidden: &[&str]) {
    assert!(!sources.is_empty());
    for (path, text) in sources {
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap();
            for word in forbidden {
                let named = code.contains(word);
                assert!(!named, "{}:{} names {word}", path.display(), number + 1);
            }
        }
    }
}

/// The files of a layer, also where it is a folder.
fn layer(name: &str) -> Vec<(PathBuf, String)> {
    let all = sources("resources").into_iter();
    all.filter(|(path, _)| {
        let mut steps = path.iter().rev().filter_map(|step| step.to_str());
        steps.next() == Some(&format!("{name}.rs")) || steps.next() == Some(name)
    })
    .collect()
}

#[test]
fn stores_know_nothing_of_the_web() {
    none_names(
        &layer("store"),
        &["actix", "utoipa", "crate::http", "wire", "app::", "Pool"],
    );
}

#[test]
fn wire_types_know_nothing_of_the_database() {
    none_names(
        &layer("wire"),
        &["diesel", "crate::schema", "store", "app::", "crate::db"],
    );
}

#[test]
fn the_work_of_imports_and_exports_knows_neither_requests_nor_tables() {
    let all = [sources("resources/imports"), sources("resources/exports")].concat();
    let work: Vec<_> = all
        .into_iter()
        .filter(|(path, _)| !path.ends_with("handlers.rs"))
        .collect();
    let request = ["HttpRequest", "HttpResponse", "Authorized", "Viewer"];
    none_names(&work, &request);
    let above: Vec<_> = work
        .into_iter()
        .filter(|(path, _)| !path.ends_with("store.rs"))
        .collect();
    none_names(&above, &["diesel", "crate::schema"]);
}

#[test]
fn resources_know_neither_the_command_line_nor_each_others_pools() {
    none_names(
        &sources("resources"),
        &["crate::cli", "crate::config", "AsyncPgConnection"],
    );
}

#[test]
fn the_reader_of_markup_knows_neither_requests_nor_tables() {
    let above = [
        "actix",
        "diesel",
        "crate::http",
        "crate::resources",
        "crate::db",
        "crate::app",
    ];
    none_names(&sources("claim_review"), &above);
}

#[test]
fn the_search_index_knows_neither_requests_nor_resources() {
    let above = [
        "actix",
        "utoipa",
        "crate::app",
        "crate::cli",
        "crate::clock",
        "crate::config",
        "crate::http",
        "crate::journal",
        "crate::openapi",
        "crate::resources",
    ];
    let all = sources("search");
    none_names(&all, &above);
    let is_store = |path: &Path| {
        path.iter()
            .any(|step| step == "store" || step == "store.rs")
    };
    let others: Vec<_> = all
        .into_iter()
        .filter(|(path, _)| !is_store(path))
        .collect();
    none_names(&others, &["diesel", "crate::schema"]);
}

#[test]
fn texts_are_analysed_and_compared_without_an_index_or_a_database() {
    let below = ["tantivy", "crate::db", "crate::error", "store::"];
    none_names(&sources("search/analysis"), &below);
    none_names(&sources("search/matching"), &below);
}

#[test]
fn request_machinery_knows_no_resource() {
    none_names(&sources("http"), &["crate::resources", "crate::cli"]);
}

#[test]
fn database_access_knows_nothing_above_it() {
    let above = [
        "crate::resources",
        "crate::http",
        "crate::app",
        "crate::cli",
        "utoipa",
        "actix",
    ];
    none_names(&sources("db"), &above);
}

#[test]
fn every_resource_has_its_three_files() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/resources");
    for entry in fs::read_dir(root).unwrap() {
        let folder = entry.unwrap().path();
        if !folder.is_dir() || folder.ends_with("service") {
            continue;
        }
        for file in ["mod.rs", "wire.rs", "store.rs", "handlers.rs"] {
            // What is exported is read through the stores of others.
            if folder.ends_with("exports") && file == "store.rs" {
                continue;
            }
            assert!(
                folder.join(file).is_file(),
                "{} has no {file}",
                folder.display()
            );
        }
    }
}
