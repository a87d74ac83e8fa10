//! Claims that are there already: a line makes them what it says, and changes nothing where it
//! says what they are.

use std::collections::HashMap;

use uuid::Uuid;

use super::batch::{Done, Known};
use super::insert::{Insertion, statement};
use super::ratings::Ratings;
use super::record::{Record, VerdictRecord};
use super::voices::Named;
use crate::db::Unit;
use crate::error::Result;
use crate::resources::claims::store::{ClaimRow, TranslationRow};
use crate::resources::statements::store::StatementInsert;
use crate::resources::statements::wire::Statement;
use crate::resources::verdicts::store::VerdictRow;
use crate::resources::verdicts::{Desired, conform};
use crate::resources::{claims, statements, verdicts};
use crate::vocabulary::VerdictStatus;

/// Makes a claim of the unit's organization what a line says.
pub async fn update(
    unit: &Unit<'_>,
    id: Uuid,
    record: &Record,
    (named, ratings): (&mut Named, &Ratings),
    known: &Known,
) -> Result<Done> {
    let row = unit.hold(claims::store::lock(unit.conn, id)).await?;
    let is_own = match unit.check_owner(row.created_by) {
        Ok(()) => true,
        // Whoever tells only a part of another's claim adds a verdict to it, and no more.
        Err(_) if record.is_partial => false,
        Err(problem) => return Err(problem),
    };
    let is_translated = is_own && translate(unit, &row, record).await?;
    let is_reworded =
        !record.is_partial && claims::replace(unit, &row, record.claim.clone()).await?;
    let is_said = is_own && say(unit, id, record, named).await?;
    let is_judged = judge(unit, id, record, (named, ratings), known).await?;
    if is_translated || is_said {
        claims::embedded_changed(unit, id).await?;
    }
    match is_reworded || is_translated || is_said || is_judged {
        true => Ok(Done::Updated(id)),
        false => Ok(Done::Unchanged(id)),
    }
}

async fn translate(unit: &Unit<'_>, row: &ClaimRow, record: &Record) -> Result<bool> {
    let (claim, translations) = match &record.translations {
        Some(translations) => (row.id, translations),
        None => return Ok(false),
    };
    let languages: Vec<&str> = translations.iter().map(|(l, _)| l.as_str()).collect();
    let mut known: Vec<String> = Vec::new();
    let mut is_changed = false;
    if record.is_partial {
        let translations = claims::store::translations(unit.conn, &[claim]).await?;
        known.extend(translations.into_iter().map(|row| row.language));
        known.push(row.language.clone());
    } else {
        let gone = claims::store::keep_translations(unit.conn, claim, &languages).await?;
        is_changed = gone > 0;
    }
    let is_new = |language: &str| !known.iter().any(|known| known == language);
    for (language, new) in translations.iter().filter(|(it, _)| is_new(it.as_str())) {
        let row = TranslationRow {
            claim_id: claim,
            language: language.to_string(),
            text: new.text.clone(),
            method: new.method,
        };
        is_changed |= claims::store::put_translation(unit.conn, row, unit.now()).await?;
    }
    Ok(is_changed)
}

/// Makes the organization's own statements those of the line; those of others are left alone. A
/// line that has positions only adds those that are new.
async fn say(unit: &Unit<'_>, claim: Uuid, record: &Record, named: &mut Named) -> Result<bool> {
    let Some(said) = &record.statements else {
        return Ok(false);
    };
    // The latest comes first, and of two on one day the one with the higher id is the later.
    let mut new: Vec<StatementInsert> = said
        .iter()
        .rev()
        .map(|record| statement(unit, (unit.id(), claim), record, named))
        .collect::<Result<_>>()?;
    named.make(unit).await?;
    let known = statements::handlers::of_claims(unit.conn, &[claim]).await?;
    let mut is_changed = false;
    for known in known {
        let same = match record.has_positions_only {
            true => new.iter().position(|new| is_same_position(&known, new)),
            false => new.iter().position(|new| is_same(&known, new)),
        };
        if let Some(same) = same {
            new.remove(same);
            continue;
        }
        let is_own = Some(known.created_by.id) == unit.author.organization;
        if !is_own || record.has_positions_only {
            continue;
        }
        statements::changes::delete(unit, claim, (known.id, known.version)).await?;
        is_changed = true;
    }
    for row in new {
        statements::handlers::add(unit, row).await?;
        is_changed = true;
    }
    Ok(is_changed)
}

/// Whether it is what a claim shows of the statement.
fn is_same_position(known: &Statement, new: &StatementInsert) -> bool {
    let new = &new.changes;
    known.claimant.as_ref().map(|claimant| claimant.id) == new.claimant_id
        && known.position == new.position
        && known.said_on == new.said_on
}

fn is_same(known: &Statement, new: &StatementInsert) -> bool {
    let new = &new.changes;
    let language = known.language.as_ref().map(ToString::to_string);
    known.claimant.as_ref().map(|claimant| claimant.id) == new.claimant_id
        && known.via_claimant.as_ref().map(|claimant| claimant.id) == new.via_claimant_id
        && known.source.as_ref().map(|source| source.id) == new.source_id
        && known.position == new.position
        && known.said_on == new.said_on
        && known.date_precision == new.date_precision
        && known.quote == new.quote
        && language == new.language
}

/// Makes the organization's own verdicts those of the line: the same by id, those that have none
/// here by URL, or else in order. Others are left alone.
async fn judge(
    unit: &Unit<'_>,
    claim: Uuid,
    record: &Record,
    (named, ratings): (&mut Named, &Ratings),
    known_ids: &Known,
) -> Result<bool> {
    let Some(judged) = &record.verdicts else {
        return Ok(false);
    };
    let known = verdicts::store::of_claims(unit.conn, &[claim], unit.author.organization).await?;
    let own = known
        .into_iter()
        .filter(|(row, ..)| Some(row.organization_id) == unit.author.organization);
    let own: Vec<_> = own.map(|(row, ..)| row).collect();
    let rated: HashMap<Uuid, Option<Uuid>> =
        own.iter().map(|row| (row.id, row.rating_id)).collect();
    let mut own = own;
    let mine = judged
        .iter()
        .filter(|record| !known_ids.is_of_others(record));
    let mut pairs: Vec<(&VerdictRecord, Option<Uuid>)> =
        mine.map(|record| (record, None)).collect();
    let by_id = |record: &VerdictRecord, row: &VerdictRow| record.id == Some(row.id);
    // One that can keep its id is another one, at whatever URL.
    let is_nameless = |record: &VerdictRecord| record.id.is_none_or(|id| !known_ids.is_free(&id));
    let by_url = |record: &VerdictRecord, row: &VerdictRow| {
        is_nameless(record) && row.url.is_some() && record.new.url == row.url
    };
    pair(&mut pairs, &mut own, by_id);
    pair(&mut pairs, &mut own, by_url);
    // One that has another id or URL is another one.
    let in_order = |record: &VerdictRecord, row: &VerdictRow| {
        record.id.is_none() && (record.new.url.is_none() || row.url.is_none())
    };
    pair(&mut pairs, &mut own, in_order);

    let mut is_changed = false;
    let mut is_shown = false;
    let mut new = Insertion::default();
    for (record, known) in pairs {
        let Some(id) = known else {
            is_shown |= record.status != VerdictStatus::Draft;
            let id = new.id(unit, record.id, known_ids);
            new.judge(unit, (id, claim), record, (named, ratings))?;
            continue;
        };
        let rating = ratings.id_now(record, rated.get(&id).copied().flatten())?;
        let desired = desired(unit, (claim, rating), record, named)?;
        named.make(unit).await?;
        is_changed |= conform(unit, id, desired).await?;
    }
    if !new.is_empty() {
        new.write(unit, named).await?;
        // A draft is nothing that its claim would show.
        if is_shown {
            claims::embedded_changed(unit, claim).await?;
        }
        is_changed = true;
    }
    Ok(is_changed)
}

fn pair(
    pairs: &mut [(&VerdictRecord, Option<Uuid>)],
    own: &mut Vec<VerdictRow>,
    is_same: impl Fn(&VerdictRecord, &VerdictRow) -> bool,
) {
    for (record, known) in pairs.iter_mut().filter(|(_, known)| known.is_none()) {
        if let Some(index) = own.iter().position(|row| is_same(record, row)) {
            *known = Some(own.remove(index).id);
        }
    }
}

fn desired(
    unit: &Unit<'_>,
    (claim, rating): (Uuid, Option<Uuid>),
    record: &VerdictRecord,
    named: &mut Named,
) -> Result<Desired> {
    let mut new = record.new.clone();
    new.claim_id = claim;
    new.rating_id = rating;
    let evidence = record.evidence.iter().map(|(cited, evidence)| {
        let mut evidence = evidence.clone();
        evidence.source_id = named.source(unit, cited)?;
        Ok(evidence)
    });
    Ok(Desired {
        new,
        evidence: evidence.collect::<Result<_>>()?,
        status: record.status,
        correction_note: record.correction_note.clone(),
        retraction_reason: record.retraction_reason.clone(),
        markup_at: record.markup.as_ref().map(|it| it.pointer.clone()),
    })
}
