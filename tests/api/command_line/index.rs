//! The search index on the command line.

use super::*;

#[actix_web::test]
async fn the_search_index_is_rebuilt_beside_a_running_server() {
    let folder = Folder::new();
    let server = Running::start(&folder, &["demo"]);
    let current = || std::fs::read_to_string(folder.data_dir().join("index/0/current")).unwrap();
    let found = async || {
        server.get("/v1/claims?q=kursk").await["data"]
            .as_array()
            .unwrap()
            .len()
    };
    server.until_indexed().await;
    assert_eq!(found().await, 3);
    let before = current();
    let output = on(&folder, &["index", "rebuild"]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(output.stdout.is_empty());
    assert_ne!(current(), before);
    // The server turns to it, and the older one goes.
    let old = folder.data_dir().join("index/0").join(before.trim());
    while old.exists() {
        assert_eq!(found().await, 3);
    }
    assert_eq!(found().await, 3);
    let readiness = server.get("/readyz").await;
    assert_eq!(readiness["search"]["status"], "following");
}

#[test]
fn a_wrong_file_of_synonyms_is_refused_with_its_line() {
    let folder = Folder::new();
    let file = folder.0.join("synonyms.txt");
    std::fs::write(&file, "# ours\nid: korut = korea utara\nxx: a = b\n").unwrap();
    let mut command = on(&folder, &["serve", "--bind", "127.0.0.1:0"]);
    let output = command.arg("--synonyms").arg(&file).output().unwrap();
    assert!(failure(&output).contains("line 3"), "{output:?}");
}
