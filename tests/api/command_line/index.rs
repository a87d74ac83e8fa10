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
    // So does what a command that was killed had begun.
    let left = folder.data_dir().join("index/0/7.building");
    std::fs::create_dir(&left).unwrap();
    while left.exists() {
        assert_eq!(found().await, 3);
    }
    let readiness = server.get("/readyz").await;
    assert_eq!(readiness["search"]["status"], "following");
}

#[actix_web::test]
async fn one_is_rebuilt_where_its_folder_was_removed_under_the_server() {
    let folder = Folder::new();
    let mut server = Running::start(&folder, &["demo"]);
    server.until_indexed().await;
    std::fs::remove_dir_all(folder.data_dir().join("index")).unwrap();
    let output = on(&folder, &["index", "rebuild"]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    server.wait_for("was rebuilt");
    let found = server.get("/v1/claims?q=kursk").await;
    assert_eq!(found["data"].as_array().unwrap().len(), 3);
}

#[actix_web::test]
async fn one_that_a_running_server_cannot_take_is_left_and_said_to_be() {
    let folder = Folder::new();
    let file = folder.0.join("synonyms.txt");
    std::fs::write(&file, "id: kaltim = kalimantan timur\n").unwrap();
    let mut server = Running::start(&folder, &["demo"]);
    let found = async |server: &Running| {
        let page = server.get("/v1/claims?q=kursk").await;
        page["data"].as_array().unwrap().len()
    };
    assert_eq!(found(&server).await, 3);
    let rebuild = |synonyms: bool| {
        let mut command = on(&folder, &["index", "rebuild"]);
        if synonyms {
            command.arg("--synonyms").arg(&file);
        }
        let output = command.output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(rebuild(true).contains("another FACTCHECK_SYNONYMS"));
    let told = server.wait_for("is not taken");
    assert!(told.contains("FACTCHECK_SYNONYMS"), "{told}");
    assert_eq!(found(&server).await, 3);
    // It is looked at once, and the next one is taken.
    assert!(!rebuild(false).contains("FACTCHECK_SYNONYMS"));
    server.wait_for("was rebuilt");
    let told = server.told.iter();
    assert_eq!(told.filter(|line| line.contains("is not taken")).count(), 1);
    assert_eq!(found(&server).await, 3);
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
