//! The reference case, loaded through the operations that the API itself runs, in one
//! transaction: all of it or nothing.

use std::collections::HashMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use uuid::Uuid;
use validator::Validate;

use crate::app::State;
use crate::cli::Failure;
use crate::db::{Author, Unit};
use crate::error::{Problem, Result};
use crate::http::json::check;
use crate::language::LanguageTag;
use crate::resources::verdicts::wire::CorrectionPatch;
use crate::resources::{
    claimants, claims, organizations, rating_scales, relations, sources, statements, verdicts,
};

const CASE: &str = include_str!("kursk.json");
/// The newsroom of the case; where it is, the case is.
pub(super) const NEWSROOM: &str = "meja-periksa";
/// Members that name another entry, each in place of the member with `_id`.
const REFERENCES: [&str; 6] = [
    "claim",
    "to_claim",
    "claimant",
    "via_claimant",
    "source",
    "rating",
];

type Entry = Map<String, Value>;

/// The file: bodies as the API takes them, which name each other by `ref`.
#[derive(Deserialize)]
struct Case {
    organization: Entry,
    rating_scale: Entry,
    claimants: Vec<Entry>,
    sources: Vec<Entry>,
    claims: Vec<Entry>,
    statements: Vec<Entry>,
    relations: Vec<Entry>,
    verdicts: Vec<Entry>,
}

/// Loads the case, unless it is there.
pub(super) async fn load(state: &State) -> Result<(), Failure> {
    let newsroom = state
        .db
        .lookup(async |conn| organizations::store::find_by_slug(conn, NEWSROOM).await)
        .await?;
    if newsroom.is_some() {
        return Ok(());
    }
    let case: Case = serde_json::from_str(CASE)?;
    state
        .write_as(Author::default(), async |unit| write(unit, &case).await)
        .await?;
    tracing::info!("the reference case is loaded");
    Ok(())
}

async fn write(unit: &Unit<'_>, case: &Case) -> Result<()> {
    let mut ids = Ids::default();
    let newsroom = organizations::handlers::create(unit, &ids.body(&case.organization)?).await?;
    let unit = &unit.in_name_of(newsroom.id);

    let scale = rating_scales::handlers::create(unit, &ids.body(&case.rating_scale)?).await?;
    for rating in scale.ratings {
        ids.0.insert(rating.label, rating.id);
    }
    for entry in &case.claimants {
        let made = claimants::handlers::create(unit, &ids.body(entry)?).await?;
        ids.keep(entry, made.id);
    }
    for entry in &case.sources {
        let made = sources::handlers::create(unit, &ids.body(entry)?).await?;
        ids.keep(entry, made.id);
    }
    for entry in &case.claims {
        let new: claims::wire::NewClaim = ids.body(entry)?;
        let claim = claims::handlers::create(unit, &new).await?.id;
        ids.keep(entry, claim);
        for translation in parts(entry, "translations") {
            let language: LanguageTag = member(translation, "language")
                .parse()
                .map_err(Problem::internal)?;
            let mut body = translation.clone();
            body.remove("language");
            let original = new.language.as_str();
            claims::translate(unit, claim, original, &language, &ids.body(&body)?).await?;
        }
    }
    for entry in &case.statements {
        let (claim, body) = ids.of_claim(entry)?;
        statements::handlers::create(unit, claim, &ids.body(&body)?).await?;
    }
    for entry in &case.relations {
        let (claim, body) = ids.of_claim(entry)?;
        relations::changes::create(unit, claim, &ids.body(&body)?).await?;
    }
    for entry in &case.verdicts {
        let verdict = verdicts::handlers::create(unit, &ids.body(entry)?)
            .await?
            .id;
        let cited: Result<Vec<Value>> = parts(entry, "evidence")
            .map(|evidence| ids.resolved(evidence))
            .collect();
        verdicts::cite(unit, verdict, &check(&Value::Array(cited?))?).await?;
        let draft = verdicts::store::lock(unit.conn, verdict).await?;
        verdicts::publish(unit, &draft).await?;
        if let Some(correction) = entry.get("correction").and_then(Value::as_object) {
            let mut body = ids.resolved(correction)?;
            let cited: Result<Vec<Value>> = parts(correction, "evidence")
                .map(|evidence| ids.resolved(evidence))
                .collect();
            if let Some(fields) = body.as_object_mut() {
                fields.insert("evidence".to_owned(), Value::Array(cited?));
            }
            let standing = verdicts::store::lock(unit.conn, verdict).await?;
            verdicts::correct_by(unit, &standing, &CorrectionPatch::new(body)?).await?;
        }
    }
    Ok(())
}

/// The ids of what has been written, by the names in the file.
#[derive(Default)]
struct Ids(HashMap<String, Uuid>);

impl Ids {
    fn keep(&mut self, entry: &Entry, id: Uuid) {
        self.0.insert(member(entry, "ref").to_owned(), id);
    }

    fn of(&self, name: &str) -> Result<Uuid> {
        let id = self.0.get(name).copied();
        id.ok_or_else(|| Problem::internal(format!("the case has no {name:?}")))
    }

    /// The claim of an entry that is sent to where that is, and the rest of it.
    fn of_claim(&self, entry: &Entry) -> Result<(Uuid, Entry)> {
        let mut body = entry.clone();
        let claim = body.remove("claim").unwrap_or_default();
        let claim = self.of(claim.as_str().unwrap_or_default())?;
        Ok((claim, body))
    }

    /// An entry as the API would be sent it.
    fn body<T: DeserializeOwned + Validate>(&self, entry: &Entry) -> Result<T> {
        check(&self.resolved(entry)?)
    }

    fn resolved(&self, entry: &Entry) -> Result<Value> {
        let mut body = entry.clone();
        for own in ["ref", "translations", "evidence", "correction"] {
            body.remove(own);
        }
        for reference in REFERENCES {
            if let Some(name) = body.remove(reference) {
                let id = self.of(name.as_str().unwrap_or_default())?;
                body.insert(format!("{reference}_id"), id.to_string().into());
            }
        }
        Ok(Value::Object(body))
    }
}

fn member<'a>(entry: &'a Entry, name: &str) -> &'a str {
    entry.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn parts<'a>(entry: &'a Entry, name: &str) -> impl Iterator<Item = &'a Entry> {
    let list = entry.get(name).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_object)
}
