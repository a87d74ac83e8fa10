//! The operation on tags.

use actix_web::get;
use actix_web::web::Data;
use uuid::Uuid;

use super::store::{self, TagRow};
use super::wire::{Tag, TagFilter, TagSort};
use crate::app::State;
use crate::db::keyset::{Direction, Key, Sort};
use crate::error::Result;
use crate::failures;
use crate::http::failures::LIST;
use crate::http::{ListQuery, Listed, Page, Paging};

impl TagSort {
    const fn sort(self) -> Sort {
        let (tag, id) = ("tag_counts.tag", "tag_counts.id");
        match self {
            Self::MostClaimsFirst => Sort::by_tally("tag_counts.claims", tag, id),
            Self::Name => Sort::by_text(tag, id, Direction::Ascending),
        }
    }

    fn key(self, row: &TagRow) -> Key {
        match self {
            Self::MostClaimsFirst => Key::Tally(row.claims, row.tag.clone()),
            Self::Name => Key::Text(row.tag.clone()),
        }
    }
}

failures!(ListTags: LIST);
/// Lists tags
///
/// The topics of claims, with how many claims are of each, in pages.
#[utoipa::path(
    tag = "tags",
    params(TagFilter, Paging),
    responses((status = 200, description = "A page of tags.", body = Page<Tag>), ListTags)
)]
#[get("/tags")]
pub async fn list_tags(state: Data<State>, query: ListQuery<TagFilter>) -> Result<Listed<Tag>> {
    let order = query.filter.sort.unwrap_or_default();
    let sort = order.sort();
    let after = query.after(sort)?;
    let prefix = query.filter.prefix.as_deref();
    let page = state.db.read(async |conn| {
        let mut rows = store::page(conn, prefix, sort, after, query.rows()).await?;
        let next_cursor = query.cut(&mut rows, |row| (order.key(row), Uuid::nil()))?;
        let total = match query.count {
            true => Some(store::count(conn, prefix).await?),
            false => None,
        };
        let tags = rows.into_iter().map(|row| Tag {
            tag: row.tag,
            claims: row.claims,
        });
        Ok(Page {
            data: tags.collect(),
            next_cursor,
            total,
        })
    });
    page.await.map(Listed)
}
