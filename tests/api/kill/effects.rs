//! What the posts have done to the database, beside what they were answered.

use std::collections::BTreeSet;

use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Text};
use diesel_async::RunQueryDsl;
use serde_json::Value;

use super::posts::{Kind, Post, Reply, Stage};
use crate::support::*;

/// A post, and every answer that it got.
pub struct Entry {
    pub post: Post,
    pub replies: Vec<Reply>,
    pub was_sent_twice: bool,
}

impl Entry {
    pub fn new(post: Post, replies: Vec<Reply>) -> Self {
        Self {
            post,
            replies,
            was_sent_twice: false,
        }
    }

    /// The id of what the answers tell of.
    fn id(&self) -> String {
        let body: Value = serde_json::from_slice(&self.replies[0].body).unwrap();
        text(&body["id"]).to_owned()
    }

    /// Fails unless there is but one answer, given once and then replayed. Tells whether it was
    /// lost when it was given.
    pub fn check(&self) -> bool {
        let key = &self.post.key;
        let [first, others @ ..] = &self.replies[..] else {
            panic!("{key} has no answer");
        };
        for other in others {
            assert_eq!(
                (first.status, &first.headers, &first.body),
                (other.status, &other.headers, &other.body),
                "{key}"
            );
        }
        let [location, ..] = &first.headers;
        let collection = match self.post.kind {
            Kind::Claim => Some("claims"),
            Kind::Statement => Some("statements"),
            Kind::Source => Some("sources"),
            Kind::Publication => None,
        };
        let expected = collection.map(|name| format!("/v1/{name}/{}", self.id()));
        assert_eq!(location, &expected, "{key}");
        assert_eq!(
            first.status,
            if expected.is_some() { 201 } else { 200 },
            "{key}"
        );
        let given = self.replies.iter().filter(|reply| !reply.is_replayed);
        let given = given.count();
        assert!(given <= 1, "{key} was done {given} times");
        given == 0
    }
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

impl Api {
    pub async fn number(&self, query: &str) -> i64 {
        let found = diesel::sql_query(query);
        let found: Number = found
            .get_result(&mut self.connection().await)
            .await
            .unwrap();
        found.number
    }

    async fn lines(&self, query: &str) -> Vec<String> {
        let found = diesel::sql_query(query);
        let found: Vec<Line> = found.load(&mut self.connection().await).await.unwrap();
        found.into_iter().map(|row| row.line).collect()
    }
}

/// What each kind of post leaves, by its mark and its id.
const EFFECTS: &str = "
    SELECT text || ': ' || id AS line FROM claims WHERE text LIKE 'Claim %'
    UNION ALL SELECT quote || ': ' || id FROM statements
    UNION ALL SELECT url || ': ' || id FROM sources WHERE url LIKE 'https://kill.example/%'
    UNION ALL SELECT title || ': ' || id FROM verdicts WHERE status = 'published'";

impl Stage {
    /// Waits until the effect of a post has been committed.
    pub async fn until_done(&self, post: &Post) {
        let begin = format!("{}: ", post.mark);
        let is_done = |lines: Vec<String>| lines.iter().any(|line| line.starts_with(&begin));
        while !is_done(self.api.lines(EFFECTS).await) {}
    }

    /// Fails unless every post had its effect once, is once in the journal and has its answer
    /// kept, and nothing else happened.
    pub async fn check(&self, entries: &[Entry]) {
        let of_each = |line: fn(&Entry) -> String| entries.iter().map(line).collect();
        same(
            self.api.lines(EFFECTS).await,
            of_each(|entry| format!("{}: {}", entry.post.mark, entry.id())),
        );

        let journal = format!(
            "SELECT action || ': ' || subject_id AS line FROM journal \
             WHERE seq > {} AND action <> 'claim.updated'",
            self.last_seq
        );
        same(
            self.api.lines(&journal).await,
            of_each(|entry| format!("{}: {}", entry.post.kind.action().as_str(), entry.id())),
        );

        // Statements and publications change the claim that they are about.
        let updated = format!(
            "SELECT count(*) AS number FROM journal WHERE seq > {} AND action = 'claim.updated'",
            self.last_seq
        );
        let changes = entries.iter().map(|entry| entry.post.kind);
        let changes = changes.filter(|kind| matches!(kind, Kind::Statement | Kind::Publication));
        assert_eq!(self.api.number(&updated).await, changes.count() as i64);

        let kept = "SELECT key AS line FROM idempotency_keys WHERE status IS NOT NULL";
        same(
            self.api.lines(kept).await,
            of_each(|entry| entry.post.key.clone()),
        );
        let all = "SELECT count(*) AS number FROM idempotency_keys";
        assert_eq!(self.api.number(all).await, entries.len() as i64);
    }

    /// Entries of the journal that were written and not committed: their numbers are missing.
    pub async fn rolled_back(&self) -> i64 {
        let missing = "SELECT s.last_value - (SELECT count(*) FROM journal) AS number \
                       FROM journal_seq_seq s";
        self.api.number(missing).await
    }
}

/// Fails, with the difference alone, unless both have the same lines, each once.
#[track_caller]
fn same(found: Vec<String>, expected: Vec<String>) {
    let once = |lines: &[String]| lines.iter().cloned().collect::<BTreeSet<_>>();
    let (unique, wanted) = (once(&found), once(&expected));
    let lost: Vec<_> = wanted.difference(&unique).collect();
    let more: Vec<_> = unique.difference(&wanted).collect();
    assert!(
        lost.is_empty() && more.is_empty(),
        "lost: {lost:#?}, too many: {more:#?}"
    );
    assert_eq!(
        (found.len(), expected.len()),
        (unique.len(), wanted.len()),
        "doubled"
    );
}
