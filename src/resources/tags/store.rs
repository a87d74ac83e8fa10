//! Tags in the database, counted as they are asked for.

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::db::Conn;
use crate::db::expression::starting_with;
use crate::db::keyset::{Place, Sort};
use crate::error::Result;
use crate::schema::tag_counts;

#[derive(Queryable, Selectable)]
#[diesel(table_name = tag_counts)]
pub struct TagRow {
    pub tag: String,
    pub claims: i64,
}

fn selected(prefix: Option<&str>) -> tag_counts::BoxedQuery<'_, Pg> {
    let query = tag_counts::table.into_boxed();
    match prefix {
        Some(prefix) => query.filter(tag_counts::tag.like(starting_with(prefix))),
        None => query,
    }
}

pub async fn page(
    mut conn: Conn<'_>,
    prefix: Option<&str>,
    sort: Sort,
    after: Option<&Place>,
    rows: i64,
) -> Result<Vec<TagRow>> {
    let mut query = selected(prefix);
    if let Some(place) = after {
        query = query.filter(sort.after(place));
    }
    Ok(query
        .order_by(sort.order())
        .limit(rows)
        .select(TagRow::as_select())
        .load(&mut conn)
        .await?)
}

pub async fn count(mut conn: Conn<'_>, prefix: Option<&str>) -> Result<i64> {
    Ok(selected(prefix).count().get_result(&mut conn).await?)
}
