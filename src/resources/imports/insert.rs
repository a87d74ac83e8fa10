//! Claims that are new: all of a batch in a few statements, each resource at its first version.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::batch::Known;
use super::ratings::Ratings;
use super::record::{Record, StatementRecord, VerdictRecord};
use super::voices::Named;
use crate::db::Unit;
use crate::error::Result;
use crate::journal::{self, Entry};
use crate::resources::claims::store::{ClaimInsert, Standing, TranslationRow};
use crate::resources::statements::store::{StatementChanges, StatementInsert};
use crate::resources::verdicts::store::{EvidenceInsert, VerdictInsert, VerdictLife};
use crate::resources::verdicts::wire::Verdict;
use crate::resources::{claimants, claims, sources, statements, verdicts};
use crate::vocabulary::{Action, VerdictStatus};

/// Rows to be inserted.
#[derive(Default)]
pub struct Insertion {
    claims: Vec<ClaimInsert>,
    translations: Vec<TranslationRow>,
    statements: Vec<StatementInsert>,
    verdicts: Vec<VerdictInsert>,
    evidence: Vec<EvidenceInsert>,
    /// Those that lines gave.
    ids: HashSet<Uuid>,
}

impl Insertion {
    /// Adds a claim with everything that belongs to it. Ids that the line gives are kept, unless
    /// they are taken.
    pub fn add(
        &mut self,
        unit: &Unit<'_>,
        claim: Uuid,
        record: &Record,
        (named, ratings): (&mut Named, &Ratings),
        known: &Known,
    ) -> Result<()> {
        for (language, new) in record.translations.iter().flatten() {
            self.translations.push(TranslationRow {
                claim_id: claim,
                language: language.to_string(),
                text: new.text.clone(),
                method: new.method,
            });
        }
        // The latest comes first, and of two on one day the one with the higher id is the later.
        for said in record.statements.iter().flatten().rev() {
            let id = self.id(unit, said.id, known);
            self.statements
                .push(statement(unit, (id, claim), said, named)?);
        }
        let mut newest = None;
        let verdicts = record.verdicts.iter().flatten();
        for judged in verdicts.filter(|verdict| !known.is_of_others(verdict)) {
            let id = self.id(unit, judged.id, known);
            self.judge(unit, (id, claim), judged, (named, ratings))?;
            if VerdictStatus::STANDING.contains(&judged.status) {
                let review = (judged.new.reviewed_at, id, ratings.normalized(judged)?);
                newest = newest.max(Some(review));
            }
        }
        self.claims.push(ClaimInsert {
            id: claim,
            changes: record.claim.clone().into(),
            standing: Standing {
                reviewed_at: newest.and_then(|(reviewed_at, ..)| reviewed_at),
                newest_rating: newest.and_then(|(.., rating)| rating),
                // All of them are of one organization.
                contested: false,
            },
            created_by: unit.owner()?,
            created_at: unit.now(),
            updated_at: unit.now(),
            version: 1,
        });
        Ok(())
    }

    /// The id that a line gives, unless it is or was another's; a new one then.
    pub fn id(&mut self, unit: &Unit<'_>, given: Option<Uuid>, known: &Known) -> Uuid {
        let free = given.filter(|id| known.is_free(id) && self.ids.insert(*id));
        free.unwrap_or_else(|| unit.id())
    }

    /// Adds a verdict on a claim.
    pub fn judge(
        &mut self,
        unit: &Unit<'_>,
        (id, claim): (Uuid, Uuid),
        record: &VerdictRecord,
        (named, ratings): (&mut Named, &Ratings),
    ) -> Result<()> {
        for (position, (cited, new)) in (0..).zip(&record.evidence) {
            self.evidence.push(EvidenceInsert {
                id: unit.id(),
                verdict_id: id,
                source_id: named.source(unit, cited)?,
                stance: new.stance,
                quote: new.quote.clone(),
                note: new.note.clone(),
                position,
            });
        }
        let mut new = record.new.clone();
        new.claim_id = claim;
        new.rating_id = ratings.id(record)?;
        self.verdicts.push(VerdictInsert {
            id,
            organization_id: unit.owner()?,
            changes: new.into(),
            life: life(unit, record),
            created_at: unit.now(),
            updated_at: unit.now(),
            version: 1,
        });
        Ok(())
    }

    pub fn is_empty(&self) -> bool {
        self.claims.is_empty() && self.verdicts.is_empty()
    }

    /// Inserts everything and records it.
    pub async fn write(mut self, unit: &Unit<'_>, named: &mut Named) -> Result<()> {
        named.make(unit).await?;
        self.date(unit.now());
        let claims: Vec<Uuid> = self.claims.iter().map(|claim| claim.id).collect();
        let judged: HashSet<Uuid> = self.verdicts.iter().map(|verdict| verdict.id).collect();
        let on: Vec<Uuid> = self.verdicts.iter().map(|v| v.changes.claim_id).collect();
        claims::store::insert_all(unit.conn, self.claims).await?;
        claims::store::insert_translations(unit.conn, &self.translations, unit.now()).await?;
        statements::store::insert_all(unit.conn, self.statements).await?;
        verdicts::store::insert_all(unit.conn, self.verdicts, self.evidence).await?;

        let (made, said, verdicts) = futures_util::try_join!(
            claims::handlers::of_ids(unit.conn, &claims),
            statements::handlers::of_claims(unit.conn, &claims),
            verdicts::handlers::of_claims(unit.conn, &on, unit.author.organization),
        )?;
        let mut entries = Vec::new();
        for claim in &made {
            entries.push(Entry::of(unit, Action::ClaimCreated, claim, None)?);
        }
        for statement in &said {
            entries.push(Entry::of(unit, Action::StatementCreated, statement, None)?);
        }
        for verdict in verdicts.iter().filter(|v| judged.contains(&v.id)) {
            let (action, note) = told(verdict);
            entries.push(Entry::of(unit, action, verdict, note)?);
        }
        journal::record_all(unit, entries).await
    }
}

impl Insertion {
    /// What is written together is of one time, which is also that of its journal.
    fn date(&mut self, now: DateTime<Utc>) {
        for row in &mut self.claims {
            (row.created_at, row.updated_at) = (now, now);
        }
        for row in &mut self.statements {
            (row.created_at, row.updated_at) = (now, now);
        }
        for row in &mut self.verdicts {
            (row.created_at, row.updated_at) = (now, now);
        }
    }
}

/// What is told of a verdict that comes in the status that it has.
fn told(verdict: &Verdict) -> (Action, Option<&str>) {
    match verdict.status {
        VerdictStatus::Draft => (Action::VerdictCreated, None),
        VerdictStatus::Published => (Action::VerdictPublished, None),
        VerdictStatus::Corrected => {
            let note = verdict.correction_note.as_deref();
            (Action::VerdictCorrected, note)
        }
        VerdictStatus::Retracted => {
            let reason = verdict.retraction_reason.as_deref();
            (Action::VerdictRetracted, reason)
        }
    }
}

fn life(unit: &Unit<'_>, record: &VerdictRecord) -> VerdictLife {
    if record.status == VerdictStatus::Draft {
        return VerdictLife::DRAFT;
    }
    let is_retracted = record.status == VerdictStatus::Retracted;
    let is_corrected = record.status == VerdictStatus::Corrected;
    VerdictLife {
        status: record.status,
        published_at: record.published_at.or(Some(unit.now())),
        correction_note: match record.status {
            VerdictStatus::Published => None,
            _ => record.correction_note.clone(),
        },
        retraction_reason: record.retraction_reason.clone().filter(|_| is_retracted),
        corrected_at: record.corrected_at.or(is_corrected.then_some(unit.now())),
    }
}

/// The row of a statement, whose voices and source are found or made.
pub fn statement(
    unit: &Unit<'_>,
    (id, claim): (Uuid, Uuid),
    record: &StatementRecord,
    named: &mut Named,
) -> Result<StatementInsert> {
    let mut voice = |voice: &Option<_>| match voice {
        Some(voice) => named.claimant(unit, voice).map(Some),
        None => Ok(None),
    };
    let claimant_id = voice(&record.claimant)?;
    let via_claimant_id = voice(&record.via_claimant)?;
    let source = record.source.as_ref();
    Ok(StatementInsert {
        id,
        claim_id: claim,
        changes: StatementChanges {
            claimant_id,
            via_claimant_id,
            source_id: source.map(|cited| named.source(unit, cited)).transpose()?,
            ..record.said.clone().into()
        },
        created_by: unit.owner()?,
        created_at: unit.now(),
        updated_at: unit.now(),
        version: 1,
    })
}

impl Named {
    /// Inserts and records the claimants and sources that are to be made.
    pub async fn make(&mut self, unit: &Unit<'_>) -> Result<()> {
        let mut claimants = std::mem::take(&mut self.new_claimants);
        let mut sources = std::mem::take(&mut self.new_sources);
        if claimants.is_empty() && sources.is_empty() {
            return Ok(());
        }
        let now = unit.now();
        for row in &mut claimants {
            (row.created_at, row.updated_at) = (now, now);
        }
        for row in &mut sources {
            (row.created_at, row.updated_at) = (now, now);
        }
        let voices: Vec<Uuid> = claimants.iter().map(|row| row.id).collect();
        let cited: Vec<Uuid> = sources.iter().map(|row| row.id).collect();
        claimants::store::insert_all(unit.conn, claimants).await?;
        sources::store::insert_all(unit.conn, sources).await?;
        let (voices, cited) = futures_util::try_join!(
            claimants::handlers::of_ids(unit.conn, &voices),
            sources::handlers::of_ids(unit.conn, &cited),
        )?;
        let mut entries = Vec::new();
        for claimant in &voices {
            entries.push(Entry::of(unit, Action::ClaimantCreated, claimant, None)?);
        }
        for source in &cited {
            entries.push(Entry::of(unit, Action::SourceCreated, source, None)?);
        }
        journal::record_all(unit, entries).await
    }
}
