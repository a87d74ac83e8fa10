//! What the commands tell: help, failures, the log.

use super::*;

#[test]
fn openapi_prints_the_committed_document() {
    let printed = |arguments: &[&str]| program().args(arguments).output().unwrap().stdout;
    assert!(printed(&["openapi"]) == committed("openapi.json").into_bytes());
    let operations = printed(&["openapi", "--format", "operations"]);
    assert!(operations == committed("operations.txt").into_bytes());
}

#[test]
fn help_names_every_setting_by_flag_and_variable() {
    let output = program().arg("--help").output().unwrap();
    assert!(output.status.success());
    let help = String::from_utf8(output.stdout).unwrap();
    for word in [
        "serve",
        "demo",
        "migrate",
        "openapi",
        "keys",
        "--bind",
        "FACTCHECK_BIND",
        "--data-dir",
        "FACTCHECK_DATA_DIR",
        "--database-url",
        "DATABASE_URL",
        "--log",
        "FACTCHECK_LOG",
        "--rate-limits",
        "FACTCHECK_RATE_LIMITS",
        "--trusted-proxies",
        "FACTCHECK_TRUSTED_PROXIES",
    ] {
        assert!(help.contains(word), "{word} is not in {help}");
    }
}

#[test]
fn failures_are_one_line_that_says_what_to_do() {
    let folder = Folder::new();
    let output = on(&folder, &["serve", "--postgres-bin", "/nowhere"])
        .output()
        .unwrap();
    let told = failure(&output);
    assert!(told.contains("apt-get install postgresql"), "{told}");

    let output = on(&folder, &["serve", "--log", "=="]).output().unwrap();
    assert!(failure(&output).contains("--log"));

    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = on(&folder, &["serve", "--bind", &address])
        .output()
        .unwrap();
    assert!(failure(&output).contains("choose another address with --bind"));

    let file = folder.0.join("file");
    fs::write(&file, "").unwrap();
    let output = program()
        .arg("--data-dir")
        .arg(Path::new(&file).join("data"))
        .output()
        .unwrap();
    assert!(failure(&output).contains("cannot use"));

    let database = "postgres://nobody@127.0.0.1:1/none";
    let output = program()
        .arg("migrate")
        .env("DATABASE_URL", database)
        .output()
        .unwrap();
    failure(&output);
}

#[actix_web::test]
async fn every_line_about_a_request_has_its_id() {
    let folder = Folder::new();
    let mut command = on(&folder, &["--bind", "127.0.0.1:0"]);
    command.env("FACTCHECK_LOG", "factcheck=debug");
    let mut server = Running::spawn(command);
    let request = client().get(format!("{}/v1/claims/none", server.address));
    let response = request.send().await.unwrap();
    let id = response
        .headers()
        .get("x-request-id")
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    for text in ["request refused", "answered"] {
        let line: Value = serde_json::from_str(&server.wait_for(text)).unwrap();
        assert_eq!(line["span"]["id"], id.as_str(), "{line}");
        assert_eq!(line["span"]["path"], "/v1/claims/none");
    }
    assert!(server.end(Signal::TERM).success());
}
