//! Whole claims out of flat rows: what they embed is read for all of them at once, over one
//! connection without waiting in between, so that a list takes as many statements as one claim.

use std::collections::HashMap;

use uuid::Uuid;

use super::store::{self, ClaimRow, TranslationRow};
use super::wire::{Assessment, Claim, ClaimSummary, ClaimWording, Included, Translation};
use crate::db::Conn;
use crate::error::Result;
use crate::http::Languages;
use crate::language::LanguageTag;
use crate::resources::organizations::store::OrganizationBrief;
use crate::resources::relations::wire::Relation;
use crate::resources::statements::wire::{ClaimantPosition, Statement};
use crate::resources::verdicts::wire::VerdictSummary;
use crate::resources::{relations, statements, verdicts};

/// What claims embed, by claim.
#[derive(Default)]
pub(super) struct Embedded {
    translations: HashMap<Uuid, Vec<Translation>>,
    claimants: HashMap<Uuid, Vec<ClaimantPosition>>,
    verdicts: HashMap<Uuid, Vec<VerdictSummary>>,
    statements: Option<HashMap<Uuid, Vec<Statement>>>,
    relations: Option<HashMap<Uuid, Vec<Relation>>>,
}

/// What to add to claims, and in which language other claims are named there.
#[derive(Default)]
pub(super) struct Wanted<'a> {
    pub include: &'a [Included],
    pub languages: Languages,
}

/// Reads one claim, its text the original. The claim itself is read first: what it embeds may then
/// be newer than its version, never older, and a newer version is a newer tag.
pub(super) async fn one(conn: Conn<'_>, id: Uuid, wanted: &Wanted<'_>) -> Result<Claim> {
    let ids = [id];
    let row = store::find(conn, id).await?;
    let mut embedded = embedded(conn, &ids, wanted).await?;
    Ok(whole(row, &mut embedded))
}

/// The claims of rows, in their order.
pub(super) fn all(rows: Vec<(ClaimRow, OrganizationBrief)>, mut embedded: Embedded) -> Vec<Claim> {
    rows.into_iter()
        .map(|row| whole(row, &mut embedded))
        .collect()
}

/// Reads what claims embed.
pub(super) async fn embedded(
    conn: Conn<'_>,
    ids: &[Uuid],
    wanted: &Wanted<'_>,
) -> Result<Embedded> {
    if ids.is_empty() {
        return Ok(Embedded::default());
    }
    let said = async {
        if !wanted.include.contains(&Included::Statements) {
            return Ok(None);
        }
        statements::handlers::of_claims(conn, ids).await.map(Some)
    };
    let related = async {
        if !wanted.include.contains(&Included::Relations) {
            return Ok(None);
        }
        let related = relations::handlers::of_claims(conn, ids, &wanted.languages);
        related.await.map(Some)
    };
    let (translations, positions, summaries, said, related) = futures_util::try_join!(
        store::translations(conn, ids),
        statements::store::latest_positions(conn, ids),
        verdicts::store::standing_of_claims(conn, ids),
        said,
        related,
    )?;
    Ok(Embedded {
        translations: nested(translations, |row| (row.claim_id, row.into())),
        claimants: nested(positions, |row| (row.claim_id, row.into())),
        verdicts: nested(summaries, |row| (row.0.claim_id, row.into())),
        statements: said.map(|said| nested(said, |statement| (statement.claim_id, statement))),
        relations: related.map(|all| nested(all, |relation| (relation.from_claim_id, relation))),
    })
}

/// What the verdicts on a claim that stand say together.
pub(super) async fn assessment(conn: Conn<'_>, claim: Uuid) -> Result<Assessment> {
    let rows = verdicts::store::standing_of_claims(conn, &[claim]).await?;
    let standing: Vec<VerdictSummary> = rows.into_iter().map(Into::into).collect();
    Ok(Assessment::of(&standing))
}

/// Claims in brief, by id, in the language that is wanted most.
pub(super) async fn summaries(
    conn: Conn<'_>,
    ids: &[Uuid],
    languages: &Languages,
) -> Result<HashMap<Uuid, ClaimSummary>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let translated = async {
        match languages.is_empty() {
            true => Ok(Vec::new()),
            false => store::translations(conn, ids).await,
        }
    };
    let (briefs, translations) = futures_util::try_join!(store::briefs(conn, ids), translated)?;
    let mut translations = nested(translations, |row| (row.claim_id, row.into()));
    let summaries = briefs.into_iter().map(|brief| {
        let wording = ClaimWording {
            id: brief.id,
            text: brief.text,
            language: LanguageTag::stored(brief.language),
            kind: brief.kind,
            translations: translations.remove(&brief.id).unwrap_or_default(),
        };
        (brief.id, wording.summary(languages))
    });
    Ok(summaries.collect())
}

/// Reads what claims embed but for their verdicts, for whoever has these whole.
pub(super) async fn unjudged(conn: Conn<'_>, ids: &[Uuid]) -> Result<Embedded> {
    let (translations, positions) = futures_util::try_join!(
        store::translations(conn, ids),
        statements::store::latest_positions(conn, ids),
    )?;
    Ok(Embedded {
        translations: nested(translations, |row| (row.claim_id, row.into())),
        claimants: nested(positions, |row| (row.claim_id, row.into())),
        ..Embedded::default()
    })
}

fn nested<R, T>(rows: Vec<R>, part: impl Fn(R) -> (Uuid, T)) -> HashMap<Uuid, Vec<T>> {
    let mut by_claim: HashMap<Uuid, Vec<T>> = HashMap::new();
    for row in rows {
        let (claim, value) = part(row);
        by_claim.entry(claim).or_default().push(value);
    }
    by_claim
}

fn whole((row, owner): (ClaimRow, OrganizationBrief), embedded: &mut Embedded) -> Claim {
    let verdicts = embedded.verdicts.remove(&row.id).unwrap_or_default();
    Claim {
        translations: embedded.translations.remove(&row.id).unwrap_or_default(),
        claimants: embedded.claimants.remove(&row.id).unwrap_or_default(),
        assessment: Assessment::of(&verdicts),
        verdicts,
        statements: embedded
            .statements
            .as_mut()
            .map(|said| said.remove(&row.id).unwrap_or_default()),
        relations: embedded
            .relations
            .as_mut()
            .map(|related| related.remove(&row.id).unwrap_or_default()),
        highlights: None,
        similar: None,
        id: row.id,
        original_text: row.text.clone(),
        text: row.text,
        text_language: LanguageTag::stored(row.language.clone()),
        text_method: None,
        language: LanguageTag::stored(row.language),
        kind: row.kind,
        claim_date: row.claim_date,
        date_precision: row.date_precision,
        location: row.location,
        tags: row.tags,
        quantities: row.quantities.0.into_iter().map(Into::into).collect(),
        created_by: owner.into(),
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
    }
}

impl From<TranslationRow> for Translation {
    fn from(row: TranslationRow) -> Self {
        Self {
            language: LanguageTag::stored(row.language),
            text: row.text,
            method: row.method,
        }
    }
}
