//! Who kills the server, when, and starts it again.

use std::cell::RefCell;
use std::thread::JoinHandle;

use diesel::QueryableByName;
use diesel::sql_types::BigInt;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use rustix::process::Signal;
use tokio::sync::watch;

use super::progress::{Numbers, Progress};
use crate::support::newsroom::fresh;
use crate::support::process::{Folder, Running, program};

/// How the server is started: always at the same address, over the same database. The address is
/// one of its own on the loopback network, so that nobody takes its port while it is dead.
#[derive(Clone)]
pub struct Program {
    url: String,
    host: String,
    folder: std::sync::Arc<Folder>,
    port: std::sync::Arc<std::sync::OnceLock<String>>,
}

impl Program {
    pub fn over(url: &str) -> Self {
        let [.., high, low] = std::process::id().to_be_bytes();
        Self {
            url: url.to_owned(),
            host: format!("127.{}.{high}.{low}", 128 + fresh() % 127),
            folder: std::sync::Arc::new(Folder::new()),
            port: Default::default(),
        }
    }

    /// Where it keeps what is its own.
    pub fn data_dir(&self) -> std::path::PathBuf {
        self.folder.data_dir()
    }

    pub fn start(&self) -> Running {
        self.start_with(&[])
    }

    /// Starts it with settings.
    pub fn start_with(&self, settings: &[(&str, &str)]) -> Running {
        let port = self.port.get().map_or("0", String::as_str);
        let mut command = program();
        command
            .args(["serve", "--bind", &format!("{}:{port}", self.host)])
            .env("DATABASE_URL", &self.url)
            .env("FACTCHECK_DATA_DIR", self.folder.data_dir())
            .env("FACTCHECK_RATE_LIMITS", "off")
            .env("FACTCHECK_LOG", "warn,factcheck::cli::serve=info")
            .envs(settings.iter().copied());
        let running = Running::spawn(command);
        let (_, port) = running.address.rsplit_once(':').unwrap();
        self.port.get_or_init(|| port.to_owned());
        running
    }
}

/// Where the server is, and the number of the life that it is in.
#[derive(Clone)]
pub struct Server {
    pub address: String,
    pub life: watch::Receiver<u64>,
}

/// A thread with a server, which it kills and starts.
pub struct Killer {
    pub server: Server,
    progress: Progress,
    thread: Option<JoinHandle<()>>,
}

impl Killer {
    pub fn start(
        program: &Program,
        progress: &Progress,
        kills: u64,
        posts: u64,
        seed: u64,
    ) -> Self {
        let running = program.start();
        let (lives, life) = watch::channel(0);
        let address = running.address.clone();
        let spree = Spree {
            program: program.clone(),
            progress: progress.clone(),
            random: Random::new(seed),
            lives,
            posts,
            kills,
        };
        Self {
            server: Server { address, life },
            progress: progress.clone(),
            thread: Some(std::thread::spawn(move || spree.go(running))),
        }
    }

    /// Waits for its end; the server's has then come as well.
    pub fn join(mut self) {
        self.progress.over();
        self.thread.take().unwrap().join().unwrap();
    }
}

/// Clients that failed are not waited for.
impl Drop for Killer {
    fn drop(&mut self) {
        self.progress.over();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Spree {
    program: Program,
    progress: Progress,
    random: Random,
    lives: watch::Sender<u64>,
    posts: u64,
    kills: u64,
}

impl Spree {
    fn go(self, mut running: Running) {
        let database = Watch::over(&self.program.url);
        for life in 1..=self.kills {
            // On average the kills are over when the posts are.
            let settled = self.progress.numbers().settled;
            let left = self.posts.saturating_sub(settled);
            let gap = self
                .random
                .below((2 * left / (self.kills - life + 1)).max(1));
            self.progress
                .until(|numbers| numbers.settled >= settled + gap);
            self.await_moment(&database);
            let is_under_way = |numbers: &Numbers| numbers.begun > numbers.ended;
            let struck = self.progress.before_more(is_under_way, |numbers| {
                running.signal(Signal::KILL);
                numbers.kills += 1;
                numbers.struck += numbers.begun - numbers.ended;
            });
            if !struck {
                return;
            }
            running.child.wait().unwrap();
            running = self.program.start();
            self.lives.send_replace(life);
        }
        self.progress.all_killed();
        self.progress.until(|_| false);
    }

    /// The moments of a request's life at which a server may die.
    fn await_moment(&self, database: &Watch) {
        let before = self.progress.numbers();
        let over = || self.progress.is_over();
        match self.random.below(5) {
            // It has just been sent,
            0 => drop(self.progress.until(|numbers| numbers.begun > before.begun)),
            // or is somewhere on its way;
            1 => {
                self.progress.until(|numbers| numbers.begun > before.begun);
                (0..self.random.below(3_000)).for_each(|_| std::thread::yield_now());
            }
            // it has written what it is about to commit,
            2 => database.await_growth("SELECT last_value AS number FROM journal_seq_seq", over),
            // or committed it;
            3 => database.await_growth(
                "SELECT count(*) AS number FROM idempotency_keys WHERE status IS NOT NULL",
                over,
            ),
            // another one has been answered.
            _ => drop(self.progress.until(|numbers| numbers.ended > before.ended)),
        }
    }
}

/// A look at the database, from a thread without a runtime.
struct Watch {
    runtime: tokio::runtime::Runtime,
    connection: RefCell<AsyncPgConnection>,
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

impl Watch {
    fn over(url: &str) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let connection = runtime.block_on(AsyncPgConnection::establish(url)).unwrap();
        Self {
            runtime,
            connection: RefCell::new(connection),
        }
    }

    fn number(&self, query: &str) -> i64 {
        let mut connection = self.connection.borrow_mut();
        let found = diesel::sql_query(query).get_result::<Found>(&mut *connection);
        self.runtime.block_on(found).unwrap().number
    }

    fn await_growth(&self, query: &str, is_over: impl Fn() -> bool) {
        let before = self.number(query);
        while self.number(query) <= before && !is_over() {}
    }
}

/// Numbers that are the same for the same seed (SplitMix64).
pub struct Random(std::cell::Cell<u64>);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.into())
    }

    /// A number below another.
    pub fn below(&self, end: u64) -> u64 {
        let state = self.0.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.0.set(state);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }
}
