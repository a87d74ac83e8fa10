//! The PostgreSQL that the program runs for itself.

use super::*;

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
