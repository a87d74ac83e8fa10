//! Following the feed while slow and fast transactions overlap: nothing is missed, nothing
//! comes twice, and what was read stays before what is read later.

use std::collections::BTreeSet;

use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use futures_util::future::{join, join_all};

use super::*;

const NOTHING: [Uuid; 0] = [];

/// A transaction that takes its time.
struct Slow {
    connection: AsyncPgConnection,
    transaction: i64,
}

impl Slow {
    /// It has its number from the beginning, and no row yet.
    async fn begin(api: &Api) -> Self {
        use diesel::sql_types::BigInt;
        let mut connection = api.connection().await;
        connection.batch_execute("BEGIN").await.unwrap();
        let transaction = sql::<BigInt>("SELECT pg_current_xact_id()::text::bigint");
        Self {
            transaction: transaction.get_result(&mut connection).await.unwrap(),
            connection,
        }
    }

    /// Writes a row of a newsroom's.
    async fn writes(&mut self, newsroom: &Newsroom) -> Uuid {
        let id = Uuid::from_u128(an_id());
        let insert = format!(
            "INSERT INTO journal
                (id, at, organization_id, action, subject_type, subject_id, version, snapshot)
             VALUES ('{id}', '2026-01-05T09:00:00Z', '{}', 'claim.created', 'claim', '{id}', 1, '{{}}')",
            newsroom.id
        );
        self.connection.batch_execute(&insert).await.unwrap();
        id
    }

    async fn ends(mut self, how: &str) {
        self.connection.batch_execute(how).await.unwrap();
    }
}

fn an_id() -> u128 {
    0x0192_0000_0000_7000_8000_0000_0000_0000 + crate::support::newsroom::fresh()
}

/// Someone who keeps the last id that was read, and asks for what came after it.
struct Follower<'a> {
    api: &'a Api,
    key: &'a str,
    read: Vec<Uuid>,
}

impl Follower<'_> {
    /// Reads on until nothing is left, and gives what came.
    async fn reads_on(&mut self) -> Vec<Uuid> {
        let before = self.read.len();
        loop {
            let after = self.read.last().map(|last| format!("&after={last}"));
            let list = format!("/v1/journal?limit=2{}", after.unwrap_or_default());
            let page = ids(&self.api.list_as(self.key, list).await);
            if page.is_empty() {
                return self.read[before..].to_vec();
            }
            self.read.extend(page);
        }
    }
}

/// The id of the one row that tells of a resource's first version.
async fn entry(api: &Api, resource: &Value) -> Uuid {
    let rows = rows(api).await;
    let row = rows.iter().find(|row| row["subject_id"] == resource["id"]);
    id(row.unwrap())
}

#[actix_web::test]
async fn misses_nothing_and_repeats_nothing_however_transactions_overlap() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let mut follower = Follower {
        api: &api,
        key: &newsroom.key,
        read: Vec::new(),
    };
    let fast = async || entry(&api, &api.claim(&newsroom).await).await;

    let a = fast().await;
    let mut slow = Slow::begin(&api).await;
    let b = slow.writes(&newsroom).await;
    let (c, d) = (fast().await, fast().await);
    api.until_settled_before(slow.transaction).await;
    assert_eq!(follower.reads_on().await, [a], "b may still come before c");

    let mut later = Slow::begin(&api).await;
    let e = fast().await;
    slow.ends("COMMIT").await;
    api.until_settled_before(later.transaction).await;
    assert_eq!(follower.reads_on().await, [b, c, d]);

    // Its row is the newest, and yet comes first: its transaction is the older one.
    let f = later.writes(&newsroom).await;
    let g = fast().await;
    assert_eq!(follower.reads_on().await, NOTHING);
    later.ends("COMMIT").await;
    api.until_settled().await;
    assert_eq!(follower.reads_on().await, [f, e, g]);

    let mut vain = Slow::begin(&api).await;
    vain.writes(&newsroom).await;
    let h = fast().await;
    api.until_settled_before(vain.transaction).await;
    assert_eq!(follower.reads_on().await, NOTHING);
    vain.ends("ROLLBACK").await;
    api.until_settled().await;
    assert_eq!(follower.reads_on().await, [h]);

    assert_eq!(follower.read, [a, b, c, d, f, e, g, h]);
    let whole = api.list_as(&newsroom.key, "/v1/journal").await;
    assert_eq!(ids(&whole), follower.read, "once read, nothing moves");
}

#[actix_web::test]
async fn a_count_is_of_what_can_be_read() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    api.claim(&newsroom).await;
    let slow = Slow::begin(&api).await;
    api.claim(&newsroom).await;
    api.until_settled_before(slow.transaction).await;
    let counted = || api.get("/v1/journal?count=exact").key(&newsroom.key);
    assert_eq!(counted().await.expect(200)["total"], 1);
    slow.ends("ROLLBACK").await;
    api.until_settled().await;
    assert_eq!(counted().await.expect(200)["total"], 2);
}

#[actix_web::test]
async fn many_writers_at_once_are_all_read_once_and_in_order() {
    const WRITERS: usize = 40;
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let mut follower = Follower {
        api: &api,
        key: &newsroom.key,
        read: Vec::new(),
    };
    let writers = (0..WRITERS).map(|_| api.claim(&newsroom));
    let follow = async {
        while follower.read.len() < WRITERS {
            follower.reads_on().await;
        }
    };
    let (made, ()) = join(join_all(writers), follow).await;
    assert_eq!(follower.reads_on().await, NOTHING);
    assert_eq!(made.len(), WRITERS);
    let read: BTreeSet<Uuid> = follower.read.iter().copied().collect();
    assert_eq!(read.len(), WRITERS, "nothing came twice");
    let whole = "/v1/journal?limit=100";
    let whole = api.list_as(&newsroom.key, whole).await;
    assert_eq!(ids(&whole), follower.read);
}
