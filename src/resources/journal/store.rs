//! The journal's rows, with who wrote them.

use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::db::expression::Settled;
use crate::db::keyset::{Place, Sort};
use crate::db::{Conn, Document};
use crate::error::Result;
use crate::resources::organizations::store::OrganizationBrief;
use crate::schema::{api_keys, journal, organizations};
use crate::vocabulary::{Action, Subject};

#[derive(Queryable, Selectable)]
#[diesel(table_name = journal)]
pub struct EntryRow {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub organization_id: Option<Uuid>,
    pub action: Action,
    pub subject_type: Subject,
    pub subject_id: Uuid,
    pub version: i64,
    pub snapshot: Option<Document<Box<RawValue>>>,
    pub note: Option<String>,
}

/// What an entry shows of a key.
#[derive(Queryable, Selectable)]
#[diesel(table_name = api_keys)]
pub struct KeyBrief {
    pub id: Uuid,
    pub name: String,
    pub prefix: String,
}

/// An entry with who made it.
pub type WholeEntry = (EntryRow, Option<OrganizationBrief>, Option<KeyBrief>);

/// Which rows a list holds.
pub enum Selection {
    /// The changes of one resource that an organization, or the public, may see.
    Of {
        kind: Subject,
        id: Uuid,
        viewer: Option<Uuid>,
    },
    /// What an organization, or the operator, did; only as far as no transaction that still
    /// runs can add anything before.
    By {
        organization: Option<Uuid>,
        actions: Vec<Action>,
        after: Option<Place>,
    },
}

impl Selection {
    /// The order of an organization's changes.
    pub const FEED: Sort = Sort::by_commit("journal", "journal.txid", "journal.seq", "journal.id");

    fn rows(&self) -> journal::BoxedQuery<'_, Pg> {
        let query = journal::table.into_boxed();
        match self {
            Self::Of { kind, id, viewer } => {
                let query = query
                    .filter(journal::subject_type.eq(kind))
                    .filter(journal::subject_id.eq(id));
                let public = journal::private_to.is_null();
                match viewer {
                    Some(viewer) => query.filter(public.or(journal::private_to.eq(viewer))),
                    None => query.filter(public),
                }
            }
            Self::By {
                organization,
                actions,
                after,
            } => {
                // What it did to another's drafts (a scale that its administrator changed) is
                // the other's to see; nobody's id stands for the instance.
                let own = journal::private_to.eq(organization.unwrap_or_default());
                let mut query = query
                    .filter(Settled::new("journal.txid"))
                    .filter(journal::private_to.is_null().or(own));
                query = match organization {
                    Some(organization) => query.filter(journal::organization_id.eq(organization)),
                    None => query.filter(journal::organization_id.is_null()),
                };
                if !actions.is_empty() {
                    query = query.filter(journal::action.eq_any(actions));
                }
                if let Some(place) = after {
                    query = query.filter(Self::FEED.after(place));
                }
                query
            }
        }
    }
}

pub async fn page(
    mut conn: Conn<'_>,
    selection: &Selection,
    sort: Sort,
    after: Option<&Place>,
    rows: i64,
) -> Result<Vec<WholeEntry>> {
    let mut query = selection.rows();
    if let Some(place) = after {
        query = query.filter(sort.after(place));
    }
    Ok(query
        .order_by(sort.order())
        .limit(rows)
        .left_join(organizations::table)
        .left_join(api_keys::table)
        .select((
            EntryRow::as_select(),
            Option::<OrganizationBrief>::as_select(),
            Option::<KeyBrief>::as_select(),
        ))
        .load(&mut conn)
        .await?)
}

pub async fn count(mut conn: Conn<'_>, selection: &Selection) -> Result<i64> {
    Ok(selection.rows().count().get_result(&mut conn).await?)
}

/// Whether an organization, or the operator, made the entry.
pub async fn is_by(mut conn: Conn<'_>, entry: Uuid, organization: Option<Uuid>) -> Result<bool> {
    let by: Option<Option<Uuid>> = journal::table
        .find(entry)
        .select(journal::organization_id)
        .first(&mut conn)
        .await
        .optional()?;
    Ok(by == Some(organization))
}
