//! The program as a process: started, watched and ended by a test.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use super::newsroom::fresh;

/// The longest wait for a process; past it the test fails.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// A data folder of the test's own, removed with it.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        Self::named(&format!(
            "factcheck-command-{}-{}",
            std::process::id(),
            fresh()
        ))
    }

    pub fn named(name: &str) -> Self {
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn data_dir(&self) -> PathBuf {
        self.0.join("data")
    }

    pub fn postmaster(&self) -> Option<Pid> {
        let file = self.data_dir().join("postgres/postmaster.pid");
        let text = fs::read_to_string(file).ok()?;
        Pid::from_raw(text.lines().next()?.parse().ok()?)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // The server of a program that was killed takes a moment to end.
        self.postmaster().into_iter().for_each(wait_for_end_of);
        // Where the cluster had to lie elsewhere, it goes as well.
        if let Ok(elsewhere) = fs::read_link(self.data_dir().join("postgres")) {
            let _ = fs::remove_dir_all(elsewhere);
        }
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factcheck"));
    for (name, _) in std::env::vars_os() {
        if name == "DATABASE_URL" || name.to_string_lossy().starts_with("FACTCHECK_") {
            command.env_remove(name);
        }
    }
    command.env("FACTCHECK_LOG", "info");
    // On a machine with much else to do, an index takes its time.
    command.env("FACTCHECK_INDEX_WAIT_MS", "60000");
    command
}

pub fn on(folder: &Folder, arguments: &[&str]) -> Command {
    let mut command = program();
    command
        .args(arguments)
        .arg("--data-dir")
        .arg(folder.data_dir());
    command
}

/// A client that waits longer than the program has anyone wait.
pub fn client() -> awc::Client {
    awc::Client::builder().timeout(PATIENCE).finish()
}

/// A server that is up.
pub struct Running {
    pub child: Child,
    pub address: String,
    pub told: Vec<String>,
    lines: Receiver<String>,
}

impl Running {
    pub fn start(folder: &Folder, arguments: &[&str]) -> Self {
        let mut command = on(folder, arguments);
        command.args(["--bind", "127.0.0.1:0"]);
        Self::spawn(command)
    }

    /// Starts it and waits until it serves.
    pub fn spawn(mut command: Command) -> Self {
        let mut child = command
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let (sent, lines) = channel();
        let output = BufReader::new(child.stderr.take().unwrap());
        std::thread::spawn(move || {
            output
                .lines()
                .map_while(Result::ok)
                .for_each(|line| drop(sent.send(line)));
        });
        let mut running = Self {
            child,
            address: String::new(),
            lines,
            told: Vec::new(),
        };
        let line = running.wait_for("serving;");
        let line: Value = serde_json::from_str(&line).unwrap();
        running.address = format!("http://{}", line["address"].as_str().unwrap());
        running
    }

    /// The next line of the log with a text.
    pub fn wait_for(&mut self, text: &str) -> String {
        loop {
            let Ok(line) = self.lines.recv_timeout(PATIENCE) else {
                panic!("no {text:?} in {:#?}", self.told);
            };
            self.told.push(line.clone());
            if line.contains(text) {
                return line;
            }
        }
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// Ends it with a signal.
    pub fn end(mut self, signal: Signal) -> ExitStatus {
        self.signal(signal);
        self.child.wait().unwrap()
    }

    /// Waits until the search index has all that was written.
    pub async fn until_indexed(&self) {
        loop {
            let search = &self.get("/readyz").await["search"];
            if search["status"] == "following" && search["behind"] == 0 {
                return;
            }
        }
    }

    pub async fn get(&self, path: &str) -> Value {
        let request = client().get(format!("{}{path}", self.address));
        let mut response = request.send().await.unwrap();
        assert_eq!(response.status().as_u16(), 200);
        serde_json::from_slice(&response.body().await.unwrap()).unwrap()
    }

    pub async fn post(&self, path: &str, key: &str, body: &Value) -> (u16, Value) {
        let request = client().post(format!("{}{path}", self.address));
        let request = request.insert_header(("Authorization", format!("Bearer {key}")));
        let mut response = request.send_json(body).await.unwrap();
        let body = response.body().await.unwrap();
        (
            response.status().as_u16(),
            serde_json::from_slice(&body).unwrap(),
        )
    }
}

/// A process of a test that fails must not outlive it.
impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whether it runs; one that has ended and that nobody has taken notice of does not.
pub fn is_alive(process: Pid) -> bool {
    let stat = fs::read_to_string(format!("/proc/{}/stat", process.as_raw_nonzero()));
    let is_zombie = stat.is_ok_and(|stat| stat.contains(") Z "));
    rustix::process::test_kill_process(process).is_ok() && !is_zombie
}

pub fn wait_for_end_of(process: Pid) {
    while is_alive(process) {
        std::thread::yield_now();
    }
}
