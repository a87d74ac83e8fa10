//! The operation: events in order, then what each is about, of a kind at once.

use std::collections::HashMap;

use actix_web::get;
use actix_web::web::Data;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use serde::Deserialize;
use uuid::Uuid;

use super::store::{self, EventRow, RevisionRow, Selection};
use super::wire::{EventType, Precision, Revision, TimelineEntry, TimelineFilter, TimelineSort};
use crate::app::State;
use crate::db::Conn;
use crate::db::keyset::{Direction, Key, Sort};
use crate::error::{Problem, Result};
use crate::failures;
use crate::http::failures::{LIST, ONE};
use crate::http::{LanguageChoice, Languages, ListQuery, Listed, Page, Paging, Path, Worded};
use crate::journal::snapshot;
use crate::resources::rating_scales::wire::RatingSummary;
use crate::resources::relations::wire::Relation;
use crate::resources::statements::wire::Statement;
use crate::resources::verdicts::wire::VerdictSummary;
use crate::resources::{claims, relations, statements};
use crate::vocabulary::VerdictStatus;

impl TimelineSort {
    const fn sort(self) -> Sort {
        let direction = match self {
            Self::EarliestFirst => Direction::Ascending,
            Self::LatestFirst => Direction::Descending,
        };
        let (at, rank, id) = ("claim_events.at", "claim_events.rank", "claim_events.id");
        Sort::by_moment(at, rank, id, direction)
    }
}

failures!(ListTimeline: LIST, ONE);
/// Tells a claim's story
///
/// Everything dated about it, in one order and in pages: its first appearance, what was said of it
/// (as far as it is known when), what became of the verdicts on it, with their ratings before and
/// after, and the relations that were added. A verdict is dated by when it was published, corrected
/// and retracted; what an import brought as corrected or retracted by when it was published, with
/// a rating that is not known, and by when it was corrected, as far as that is told, or came. `lang` or `Accept-Language` picks the language of related claims.
#[utoipa::path(
    tag = "timeline",
    params(("id" = Uuid, Path, description = "The claim's id."), TimelineFilter, LanguageChoice, Paging),
    responses((status = 200, description = "A page of the timeline.", body = Page<TimelineEntry>), ListTimeline)
)]
#[get("/claims/{id}/timeline")]
pub async fn list_timeline(
    state: Data<State>,
    Path(claim): Path<Uuid>,
    languages: Languages,
    query: ListQuery<TimelineFilter>,
) -> Result<Worded<Listed<TimelineEntry>>> {
    let selection = Selection::of(claim, &query.filter);
    let sort = query.filter.sort.unwrap_or_default().sort();
    let after = query.after(sort)?;
    let page = state.db.read(async |conn| {
        let rows = store::page(conn, &selection, sort, after, query.rows());
        let (location, mut rows) =
            futures_util::try_join!(claims::store::location(conn, claim), rows)?;
        let next_cursor = query.cut(&mut rows, |row| (Key::Moment(row.at, row.rank), row.id))?;
        let total = match query.count {
            true => Some(store::count(conn, &selection).await?),
            false => None,
        };
        let told = Told::read(conn, claim, &rows, &languages).await?;
        Ok(Page {
            data: told.entries(rows, location)?,
            next_cursor,
            total,
        })
    });
    let page = page.await?;
    let related = page.data.iter().filter_map(|entry| entry.relation.as_ref());
    let languages = related.map(|relation| relation.claim.text_language.clone());
    Ok(Worded {
        languages: languages.collect(),
        answer: Listed(page),
    })
}

impl Selection {
    fn of(claim: Uuid, filter: &TimelineFilter) -> Self {
        let next = |day: NaiveDate| day.checked_add_days(Days::new(1));
        Self {
            claim,
            types: filter.kind.iter().map(|kind| kind.as_str()).collect(),
            from: filter.from.map(begin),
            until: filter.to.and_then(next).map(begin),
        }
    }
}

fn begin(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}

/// What events are about, by their ids.
struct Told {
    statements: HashMap<Uuid, Statement>,
    relations: HashMap<Uuid, Relation>,
    revisions: HashMap<Uuid, RevisionRow>,
}

impl Told {
    async fn read(
        conn: Conn<'_>,
        claim: Uuid,
        rows: &[EventRow],
        languages: &Languages,
    ) -> Result<Self> {
        let ids = |is_of: fn(&str) -> bool| -> Vec<Uuid> {
            let rows = rows.iter().filter(|row| is_of(&row.kind));
            rows.map(|row| row.id).collect()
        };
        let said = ids(|kind| kind == EventType::Statement.as_str());
        let related = ids(|kind| kind == EventType::RelationAdded.as_str());
        let revised = ids(|kind| kind.starts_with("verdict_"));
        let (said, related, revised) = futures_util::try_join!(
            statements::handlers::of_ids(conn, &said),
            relations::handlers::of_ids(conn, claim, &related, languages),
            store::revisions(conn, &revised),
        )?;
        Ok(Self {
            statements: said.into_iter().map(|it| (it.id, it)).collect(),
            relations: related.into_iter().map(|it| (it.id, it)).collect(),
            revisions: revised.into_iter().map(|it| (it.id, it)).collect(),
        })
    }

    fn entries(
        mut self,
        rows: Vec<EventRow>,
        location: Option<String>,
    ) -> Result<Vec<TimelineEntry>> {
        // What was deleted since the events were read is no longer there to be told of.
        let is_there =
            |entry: &Result<TimelineEntry>| entry.as_ref().map_or(true, TimelineEntry::is_whole);
        rows.into_iter()
            .map(|row| {
                let kind = event_type(&row)?;
                Ok(TimelineEntry {
                    id: row.id,
                    at: row.at,
                    precision: precision(&row),
                    kind,
                    location: location
                        .clone()
                        .filter(|_| kind == EventType::FirstAppearance),
                    statement: self.statements.remove(&row.id),
                    relation: self.relations.remove(&row.id),
                    revision: self
                        .revisions
                        .get(&row.id)
                        .map(|row| revision(row, kind))
                        .transpose()?,
                })
            })
            .filter(is_there)
            .collect()
    }
}

fn event_type(row: &EventRow) -> Result<EventType> {
    let known = EventType::ALL.iter().copied();
    let mut same = known.filter(|kind| kind.as_str() == row.kind);
    same.next()
        .ok_or_else(|| Problem::internal(format!("{:?} is no type of event", row.kind)))
}

/// As the rank tells it, whose tens are the precision.
const fn precision(row: &EventRow) -> Precision {
    match row.rank / 10 {
        0 => Precision::Year,
        1 => Precision::Month,
        2 => Precision::Day,
        _ => Precision::Time,
    }
}

/// A change of a public verdict. Of a publication that is known from a later version alone, the
/// rating that it had is not.
fn revision(row: &RevisionRow, kind: EventType) -> Result<Revision> {
    #[derive(Deserialize)]
    struct Rated {
        rating: Option<RatingSummary>,
    }
    let verdict: VerdictSummary = snapshot(&row.verdict.0)?;
    let before = row.before.as_ref().map(|it| snapshot(&it.0));
    let before: Option<Rated> = before.transpose()?;
    let has_rating = match kind {
        EventType::VerdictPublished => verdict.status == VerdictStatus::Published,
        _ => verdict.status != VerdictStatus::Retracted,
    };
    let note = row.note.clone();
    Ok(Revision {
        rating_before: before.and_then(|before| before.rating),
        rating_after: verdict.rating.clone().filter(|_| has_rating),
        note: note.filter(|_| kind != EventType::VerdictPublished),
        verdict,
    })
}
