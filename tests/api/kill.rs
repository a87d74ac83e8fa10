//! Kill -9 of the server under clients that retry: each `Idempotency-Key` has one effect and one
//! answer, whenever the server dies. PostgreSQL lives on, as it would on a machine of its own.
//!
//! `make torture` does the same for longer and prints the numbers.

mod clients;
mod effects;
mod index;
mod killer;
mod posts;
mod progress;

use std::io::Write;
use std::net::TcpStream;

use diesel_async::SimpleAsyncConnection;
use futures_util::future::join_all;
use rustix::process::Signal;

use clients::Client;
use effects::Entry;
use killer::{Killer, Program};
use posts::{Kind, Outcome, Reply, Stage};
use progress::{Numbers, Progress};

use crate::support::process::client;

const CLIENTS: usize = 8;

/// A number from the environment.
fn setting(name: &str, default: u64) -> u64 {
    let set = std::env::var(name).ok();
    set.map_or(default, |set| set.parse().expect(name))
}

#[actix_web::test]
async fn retried_posts_have_one_effect_and_one_answer_however_often_the_server_dies() {
    let kills = setting("FACTCHECK_KILLS", 6);
    let posts = setting("FACTCHECK_KILL_POSTS", 150);
    let seed = setting("FACTCHECK_KILL_SEED", random());
    println!("FACTCHECK_KILL_SEED={seed}");

    let stage = Stage::set(posts / 7).await;
    let program = Program::over(&stage.api.url);
    let progress = Progress::default();
    let killer = Killer::start(&program, &progress, kills, posts, seed);
    let next = std::cell::Cell::new(0);
    let clients = (0..CLIENTS).map(async |number| {
        let seed = seed.wrapping_add(1 + number as u64);
        let client = Client::new(&stage, &killer.server, &progress, seed);
        let mut entries = Vec::new();
        // Past their number they go on until the last kill, so that it strikes as well.
        while next.get() < posts || !progress.are_all_killed() {
            entries.push(
                client
                    .settle(stage.post(next.replace(next.get() + 1)))
                    .await,
            );
        }
        entries
    });
    let entries: Vec<Entry> = join_all(clients).await.into_iter().flatten().collect();
    killer.join();

    let lost = entries
        .iter()
        .map(Entry::check)
        .filter(|lost| *lost)
        .count();
    stage.check(&entries).await;
    let numbers = progress.numbers();
    println!(
        "{}",
        report(&numbers, &entries, (lost, stage.rolled_back().await))
    );
    assert_eq!((numbers.kills, numbers.struck > 0), (kills, true));
    // The fewer cannot but miss the moment between commit and answer now and then; below it is
    // forced.
    assert!(lost > 0 || kills < 100, "no answer was lost");
}

fn random() -> u64 {
    u64::from(getrandom::u32().unwrap())
}

fn report(numbers: &Numbers, entries: &[Entry], (lost, undone): (usize, i64)) -> String {
    let replies = || entries.iter().flat_map(|entry| &entry.replies);
    let of = |kind| {
        entries
            .iter()
            .filter(|entry| entry.post.kind == kind)
            .count()
    };
    let Numbers {
        kills,
        struck,
        begun,
        cut,
        refused,
        put_off,
        ..
    } = numbers;
    format!(
        "kills                              {kills}\n\
         requests under way at those        {struck}, at least one each time\n\
         requests sent                      {begun}\n\
         - lost their connection            {cut}\n\
         - were refused one                 {refused}\n\
         - were told to come again          {put_off}\n\
         - were answered                    {answered}, {replayed} of them with a replay\n\
         journal entries rolled back        {undone}\n\
         distinct keys                      {keys}, {twice} of them sent twice at once\n\
         - answer lost after the commit     {lost}, all replayed\n\
         effects                            {keys}: {claims} claims, {statements} statements, \
         {sources} sources, {publications} publications",
        answered = replies().count(),
        replayed = replies().filter(|reply| reply.is_replayed).count(),
        keys = entries.len(),
        twice = entries.iter().filter(|entry| entry.was_sent_twice).count(),
        claims = of(Kind::Claim),
        statements = of(Kind::Statement),
        sources = of(Kind::Source),
        publications = of(Kind::Publication),
    )
}

/// Sends a post and leaves the answer unread.
fn send_unheard(address: &str, request: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(address.trim_start_matches("http://")).unwrap();
    stream.write_all(request).unwrap();
    stream
}

#[actix_web::test]
async fn an_answer_that_died_with_the_server_is_given_to_the_retry() {
    let stage = Stage::set(1).await;
    let program = Program::over(&stage.api.url);
    let progress = Progress::default();
    let mut server = program.start();
    let mut entries = Vec::new();
    for kind in Kind::ALL {
        let post = stage.post_of(kind, 0);
        let unheard = send_unheard(&server.address, &stage.raw(&post));
        stage.until_done(&post).await;
        server.end(Signal::KILL);
        drop(unheard);
        server = program.start();
        let client = client();
        let reply = answered(
            stage
                .attempt(&client, &server.address, &post, &progress)
                .await,
        );
        assert!(reply.is_replayed, "{kind:?}");
        entries.push(Entry::new(post, vec![reply]));
    }
    assert!(entries.iter().all(Entry::check));
    stage.check(&entries).await;
}

#[actix_web::test]
async fn what_died_uncommitted_is_done_by_the_retry() {
    let stage = Stage::set(1).await;
    let program = Program::over(&stage.api.url);
    let progress = Progress::default();
    let client = client();
    let mut entries = Vec::new();
    for kind in Kind::ALL {
        let post = stage.post_of(kind, 0);
        let mut holder = stage.api.connection().await;
        let hold = "BEGIN; LOCK TABLE journal IN EXCLUSIVE MODE";
        holder.batch_execute(hold).await.unwrap();
        let server = program.start_with(&[("FACTCHECK_LOCK_TIMEOUT_MS", "600000")]);
        let unheard = send_unheard(&server.address, &stage.raw(&post));
        // All but the journal is written, in a transaction that PostgreSQL has no cause to end yet.
        stage.api.until_waiting(1).await;
        server.end(Signal::KILL);
        drop(unheard);

        let server = program.start_with(&[("FACTCHECK_LOCK_TIMEOUT_MS", "100")]);
        let attempt = || stage.attempt(&client, &server.address, &post, &progress);
        assert!(matches!(attempt().await, Outcome::PutOff(409)), "{kind:?}");
        holder.batch_execute("ROLLBACK").await.unwrap();
        let mut outcome = attempt().await;
        while matches!(outcome, Outcome::PutOff(409)) {
            outcome = attempt().await;
        }
        let reply = answered(outcome);
        assert!(!reply.is_replayed, "{kind:?}");
        entries.push(Entry::new(post, vec![reply]));
    }
    assert!(!entries.iter().any(Entry::check));
    stage.check(&entries).await;
}

#[track_caller]
fn answered(outcome: Outcome) -> Reply {
    match outcome {
        Outcome::Answered(reply) => reply,
        other => panic!("{other:?}"),
    }
}
