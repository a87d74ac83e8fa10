//! The feed of an organization's own changes, and how a page of entries is read.

use actix_web::get;
use actix_web::web::Data;

use super::store::{self, EntryRow, Selection, WholeEntry};
use super::wire::{JournalEntry, JournalFilter, KeySummary};
use crate::app::State;
use crate::db::Conn;
use crate::db::keyset::{Key, Place, Sort};
use crate::error::{Problem, Result};
use crate::failures;
use crate::http::caller::OrganizationAdmin;
use crate::http::cursor::Fingerprint;
use crate::http::failures::{LIST, SCOPED};
use crate::http::{Authorized, ListQuery, Listed, Page, Paging};

failures!(ListJournal: SCOPED, LIST);
/// Lists what an organization did
///
/// Every change that the key's organization made, of whatever resource, drafts and keys
/// included, in an order that misses none: to follow the journal, keep the id of the last entry
/// that was read and ask for those `after` it, and no entry is ever skipped, however transactions
/// overlap. Of two entries of one subject the one with the higher `version` is the later. An entry
/// appears once no earlier transaction is still under way, which is within moments.
#[utoipa::path(
    tag = "journal",
    security(("api_key" = ["organization:admin"])),
    params(JournalFilter, Paging),
    responses((status = 200, description = "A page of entries.", body = Page<JournalEntry>), ListJournal)
)]
#[get("/journal")]
pub async fn list_journal(
    state: Data<State>,
    caller: Authorized<OrganizationAdmin>,
    query: ListQuery<JournalFilter>,
) -> Result<Listed<JournalEntry>> {
    let organization = caller.organization;
    let after = query.filter.after;
    let selection = Selection::By {
        organization,
        actions: query.filter.action.clone(),
        after: after.map(|id| Place(Key::Commit, id)),
    };
    let page = state.db.read(async |conn| {
        if let Some(entry) = after
            && !store::is_by(conn, entry, organization).await?
        {
            return Err(Problem::dangling("/after", "entry in your journal"));
        }
        if let Some(Place(_, entry)) = query.after(Selection::FEED)?
            && !store::is_by(conn, *entry, organization).await?
        {
            return Err(Fingerprint::mismatch());
        }
        let key = |_: &EntryRow| Key::Commit;
        read(conn, &query, &selection, (Selection::FEED, key), |_| true).await
    });
    page.await.map(Listed)
}

/// One page of a selection. The key that was used is shown with the entries that are the
/// caller's own.
pub(super) async fn read<F>(
    conn: Conn<'_>,
    query: &ListQuery<F>,
    selection: &Selection,
    (sort, key): (Sort, impl Fn(&EntryRow) -> Key),
    is_own: impl Fn(&EntryRow) -> bool,
) -> Result<Page<JournalEntry>> {
    let after = query.after(sort)?;
    let mut rows = store::page(conn, selection, sort, after, query.rows()).await?;
    let next_cursor = query.cut(&mut rows, |(row, ..)| (key(row), row.id))?;
    let total = match query.count {
        true => Some(store::count(conn, selection).await?),
        false => None,
    };
    let data = rows.into_iter().map(|row| {
        let is_own = is_own(&row.0);
        entry(row, is_own)
    });
    Ok(Page {
        data: data.collect(),
        next_cursor,
        total,
    })
}

fn entry((row, organization, key): WholeEntry, is_own: bool) -> JournalEntry {
    JournalEntry {
        id: row.id,
        at: row.at,
        action: row.action,
        organization: organization.map(Into::into),
        api_key: key.filter(|_| is_own).map(|key| KeySummary {
            id: key.id,
            name: key.name,
            prefix: key.prefix,
        }),
        subject_type: row.subject_type,
        subject_id: row.subject_id,
        version: row.version,
        snapshot: row.snapshot.map(|snapshot| snapshot.0),
        note: row.note,
    }
}
