//! How far the database is, for feeds that are too long to be compared.

use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;

use crate::db::Conn;
use crate::error::Result;

/// Something that differs after every change of any resource: the sum of the numbers of the last
/// entries of the journal, so that one which becomes visible late counts as well.
pub async fn state(mut conn: Conn<'_>) -> Result<String> {
    #[derive(QueryableByName)]
    struct State {
        #[diesel(sql_type = Text)]
        state: String,
    }
    const SQL: &str = "SELECT coalesce(sum(seq), 0)::text || '.' || count(*)::text AS state
        FROM (SELECT seq FROM journal ORDER BY txid DESC, seq DESC LIMIT 10000) AS last";
    let state: State = diesel::sql_query(SQL).get_result(&mut conn).await?;
    Ok(state.state)
}
