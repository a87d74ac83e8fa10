//! What cuts a rest short.

use std::pin::pin;
use std::time::Duration;

use futures_util::poll;

use crate::db::{Db, DbConfig};
use crate::search::analysis::{Analyzer, Synonyms};
use crate::search::{Place, Search};

const AN_HOUR: Duration = Duration::from_secs(3600);

#[tokio::test]
async fn who_searches_does_not_end_a_rest() {
    let config = DbConfig {
        url: "postgres://nowhere".to_owned(),
        pool_size: 1,
        lookup_connections: 1,
        wait: AN_HOUR,
        statement_timeout: AN_HOUR,
        lock_timeout: AN_HOUR,
    };
    let analyzer = Analyzer::new(Synonyms::builtin());
    let db = Db::new(&config).unwrap();
    let search = Search::new(db, Place::Memory, analyzer, AN_HOUR);
    // As it does that waits for what was written, before and during one.
    search.0.wake.notify_one();
    let mut rest = pin!(search.0.rest(AN_HOUR));
    for _ in 0..2 {
        assert!(poll!(&mut rest).is_pending());
        search.0.wake.notify_one();
    }
    search.leave();
    rest.await;
}
