//! One line of an import: a claim with everything that belongs to it, nested as exports give it.
//! Each part is held to the rules of the request that would make it alone, and every fault
//! points into the line. What only reads give (who added it, when, its version) is let pass.

mod part;
mod relation;
mod review;
mod verdict;

use std::collections::HashSet;

use serde_json::json;
use uuid::Uuid;

use crate::error::{Code, Problem, Result};
use crate::http::rules;
use crate::language::LanguageTag;
use crate::resources::claimants::wire::NewClaimant;
use crate::resources::claims::wire::{NewClaim, NewTranslation};
use crate::resources::sources::wire::NewSource;
use crate::resources::statements::wire::NewStatement;
use part::Part;
use relation::relation;
use verdict::verdict;

pub use relation::{Other, RelationRecord};
pub use review::Conversion;
pub use verdict::{Markup, Printed, RatingRecord, VerdictRecord};

/// The most translations, statements, verdicts or relations of one line.
pub const LIST_MAX: usize = 1_000;
const CLAIM: &[&str] = &[
    "text",
    "language",
    "kind",
    "claim_date",
    "date_precision",
    "location",
    "tags",
    "quantities",
    "external_id",
];
/// What a claim is read with, in whatever language, and is made of its other members.
const CLAIM_READ: &[&str] = &[
    "text_language",
    "text_method",
    "original_text",
    "assessment",
];
const CLAIMANT: &[&str] = &[
    "kind",
    "name",
    "job_title",
    "country",
    "url",
    "same_as",
    "alternate_names",
];
const SOURCE: &[&str] = &[
    "url",
    "citation",
    "kind",
    "title",
    "publisher",
    "author",
    "published_at",
    "language",
    "archived_url",
    "reliability",
];
const STATEMENT: &[&str] = &["position", "said_on", "date_precision", "quote", "language"];
/// What reads add, and nobody can set.
const READ_ONLY: &[&str] = &["created_by", "created_at", "updated_at", "version"];

/// A claim and what belongs to it. A list that is left out stays as it is.
pub struct Record {
    pub id: Option<Uuid>,
    pub claim: NewClaim,
    pub translations: Option<Vec<(LanguageTag, NewTranslation)>>,
    pub statements: Option<Vec<StatementRecord>>,
    /// It tells only a part: what there is already of the claim itself stays.
    pub is_partial: bool,
    /// The statements are the positions that a claim shows, without words and sources.
    pub has_positions_only: bool,
    pub verdicts: Option<Vec<VerdictRecord>>,
    pub relations: Vec<RelationRecord>,
}

/// What somebody said.
pub struct StatementRecord {
    pub id: Option<Uuid>,
    pub said: NewStatement,
    pub claimant: Option<Voice>,
    pub via_claimant: Option<Voice>,
    pub source: Option<Cited>,
}

/// A claimant: one that is known, or all that there is to know of it.
pub struct Voice {
    pub id: Option<Uuid>,
    pub new: Option<NewClaimant>,
    pub at: String,
}

/// A source: one that is known, or all that there is to know of it.
pub struct Cited {
    pub id: Option<Uuid>,
    pub new: Option<NewSource>,
    pub at: String,
}

impl Record {
    /// Reads a line.
    pub fn parse(line: &[u8]) -> Result<Self> {
        let value = serde_json::from_slice(line).map_err(|error| {
            // Its own number is told beside it, and is not that of the parser.
            let told = error.to_string();
            let (what, _) = told.rsplit_once(" at line ").unwrap_or((&told, ""));
            let detail = format!("The line is not JSON: {what} at column {}.", error.column());
            Problem::new(Code::MalformedJson, detail)
        })?;
        let controls = rules::control_characters(&value);
        if !controls.is_empty() {
            return Err(Problem::invalid(controls));
        }
        Self::read(&Part::of(&value, String::new())?)
    }

    fn read(part: &Part<'_>) -> Result<Self> {
        let lists = &[
            "id",
            "translations",
            "claimants",
            "statements",
            "verdicts",
            "relations",
        ];
        part.knows(&[CLAIM, lists, CLAIM_READ, READ_ONLY])?;
        // What was read in another language is no original.
        let original: Option<String> = part.value("original_text")?;
        let original = original.map(|text| ("text", json!(text)));
        let claim: NewClaim = part.take(CLAIM, original.as_slice())?;
        let statements = match part.list("statements", LIST_MAX)? {
            Some(parts) => {
                distinct(&parts)?;
                Some(parts.iter().map(statement).collect::<Result<_>>()?)
            }
            None => part
                .list("claimants", LIST_MAX)?
                .map(|parts| parts.iter().map(position).collect::<Result<_>>())
                .transpose()?,
        };
        let verdicts = part.list("verdicts", LIST_MAX)?;
        distinct(verdicts.as_deref().unwrap_or_default())?;
        Ok(Self {
            id: part.value("id")?,
            translations: translations(part, &claim)?,
            statements,
            is_partial: false,
            has_positions_only: !part.has("statements"),
            verdicts: verdicts
                .map(|parts| parts.iter().map(verdict).collect::<Result<_>>())
                .transpose()?,
            relations: part
                .list("relations", LIST_MAX)?
                .unwrap_or_default()
                .iter()
                .map(relation)
                .collect::<Result<_>>()?,
            claim,
        })
    }

    /// Every claim that the line names, its own and others.
    pub fn named(&self) -> impl Iterator<Item = String> {
        let others = self.relations.iter().map(|relation| relation.other.name());
        self.own_names().chain(others)
    }

    /// What other lines may call its claim.
    pub fn own_names(&self) -> impl Iterator<Item = String> {
        let own = self.claim.external_id.clone();
        own.into_iter().chain(self.id.map(|id| id.to_string()))
    }

    /// What another line of the same claim would have as well.
    pub fn identity(&self) -> Option<String> {
        let external = self.claim.external_id.clone();
        external.or_else(|| self.id.map(|id| id.to_string()))
    }
}

/// Refuses an id that two of the parts have.
fn distinct(parts: &[Part<'_>]) -> Result<()> {
    let mut seen = HashSet::new();
    for part in parts {
        let id: Option<Uuid> = part.value("id")?;
        if id.is_some_and(|id| !seen.insert(id)) {
            return Err(part.fault("id", "duplicate", "another one has it"));
        }
    }
    Ok(())
}

fn translations(
    part: &Part<'_>,
    claim: &NewClaim,
) -> Result<Option<Vec<(LanguageTag, NewTranslation)>>> {
    let Some(parts) = part.list("translations", LIST_MAX)? else {
        return Ok(None);
    };
    let mut translations: Vec<(LanguageTag, NewTranslation)> = Vec::new();
    for part in &parts {
        part.knows(&[&["language", "text", "method"]])?;
        let language: LanguageTag = part.required("language")?;
        if language == claim.language || translations.iter().any(|(known, _)| *known == language) {
            return Err(part.fault("language", "duplicate", "there is a text in this language"));
        }
        translations.push((language, part.take(&["text", "method"], &[])?));
    }
    Ok(Some(translations))
}

fn statement(part: &Part<'_>) -> Result<StatementRecord> {
    let named = &["id", "claim_id", "claimant", "via_claimant", "source"];
    part.knows(&[STATEMENT, named, READ_ONLY])?;
    Ok(StatementRecord {
        id: part.value("id")?,
        said: part.take(STATEMENT, &[])?,
        claimant: part
            .child("claimant")?
            .map(|part| voice(&part))
            .transpose()?,
        via_claimant: part
            .child("via_claimant")?
            .map(|part| voice(&part))
            .transpose()?,
        source: part.child("source")?.map(|part| cited(&part)).transpose()?,
    })
}

/// A claimant with its position, as claims show it: a statement without words.
fn position(part: &Part<'_>) -> Result<StatementRecord> {
    part.knows(&[CLAIMANT, &["id", "position", "said_on", "date_precision"]])?;
    Ok(StatementRecord {
        id: None,
        said: part.take(&["position", "said_on", "date_precision"], &[])?,
        claimant: Some(voice_of(part)?),
        via_claimant: None,
        source: None,
    })
}

fn voice(part: &Part<'_>) -> Result<Voice> {
    part.knows(&[CLAIMANT, &["id", "counts"], READ_ONLY])?;
    voice_of(part)
}

fn voice_of(part: &Part<'_>) -> Result<Voice> {
    let id = part.value("id")?;
    Ok(Voice {
        new: match id.is_some() && !part.has("name") {
            true => None,
            false => Some(part.take(CLAIMANT, &[])?),
        },
        id,
        at: part.at().to_owned(),
    })
}

fn cited(part: &Part<'_>) -> Result<Cited> {
    part.knows(&[SOURCE, &["id"], READ_ONLY])?;
    let id = part.value("id")?;
    Ok(Cited {
        new: match id.is_some() && !part.has("title") {
            true => None,
            false => Some(part.take(SOURCE, &[])?),
        },
        id,
        at: part.at().to_owned(),
    })
}
