//! How the clients retry.

use tokio::sync::watch;
use tokio::time::timeout;

use super::effects::Entry;
use super::killer::{Random, Server};
use super::posts::{Outcome, Post, Reply, Stage};
use super::progress::Progress;
use crate::support::process::{PATIENCE, client};

/// One that sends posts until they are answered.
pub struct Client<'a> {
    stage: &'a Stage,
    progress: &'a Progress,
    address: &'a str,
    life: watch::Receiver<u64>,
    client: awc::Client,
    random: Random,
}

impl<'a> Client<'a> {
    pub fn new(stage: &'a Stage, server: &'a Server, progress: &'a Progress, seed: u64) -> Self {
        Self {
            stage,
            progress,
            address: &server.address,
            life: server.life.clone(),
            client: client(),
            random: Random::new(seed),
        }
    }

    /// Has a post answered: one in five is sent twice at once, one in ten again after its answer.
    pub async fn settle(&self, post: Post) -> Entry {
        let is_sent_twice = self.random.below(5) == 0;
        let mut replies = match is_sent_twice {
            true => {
                let (one, other) = tokio::join!(self.retry(&post), self.retry(&post));
                vec![one, other]
            }
            false => vec![self.retry(&post).await],
        };
        if self.random.below(10) == 0 {
            let late = self.retry(&post).await;
            assert!(late.is_replayed, "{}", post.key);
            replies.push(late);
        }
        self.progress.note(|numbers| numbers.settled += 1);
        Entry {
            was_sent_twice: is_sent_twice,
            ..Entry::new(post, replies)
        }
    }

    /// Sends a post until it is answered. A lost connection is made again at once; when that
    /// fails as well, the server is awaited.
    async fn retry(&self, post: &Post) -> Reply {
        let mut life = self.life.clone();
        let mut dead = None;
        loop {
            let current = *life.borrow_and_update();
            let sent = self
                .stage
                .attempt(&self.client, self.address, post, self.progress);
            match sent.await {
                Outcome::Answered(reply) => return reply,
                Outcome::PutOff(_) => (),
                Outcome::Cut if dead != Some(current) => dead = Some(current),
                Outcome::Cut => {
                    let again = timeout(PATIENCE, life.wait_for(|life| *life > current)).await;
                    drop(again.expect("cut off by a server that lives").unwrap());
                }
            }
        }
    }
}
