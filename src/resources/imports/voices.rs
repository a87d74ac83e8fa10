//! The claimants and sources that lines name: known ones are found again, so that a voice or a
//! page is one record however many lines name it, and the others are made.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::record::{Cited, Record, Voice};
use crate::db::Unit;
use crate::error::{Problem, Result};
use crate::journal;
use crate::resources::claimants::store::{self as claimants, ClaimantInsert};
use crate::resources::claimants::wire::NewClaimant;
use crate::resources::sources::store::{self as sources, SourceInsert};
use crate::vocabulary::ClaimantKind;

/// A claimant, and its country, which tells it from others of its name.
type Namesake = (Uuid, Option<String>);

/// What the lines of a batch name.
#[derive(Default)]
pub struct Named {
    /// Each with the record that it is now part of, which is itself for most.
    claimant_ids: HashMap<Uuid, Uuid>,
    claimants: HashMap<(ClaimantKind, String), Vec<Namesake>>,
    source_ids: HashSet<Uuid>,
    urls: HashMap<String, Uuid>,
    citations: HashMap<String, Uuid>,
    /// Ids that are or were a resource's.
    taken: HashSet<Uuid>,
    /// Claimants to be made.
    pub new_claimants: Vec<ClaimantInsert>,
    /// Sources to be made.
    pub new_sources: Vec<SourceInsert>,
}

impl Named {
    /// Looks up everything that the lines name.
    pub async fn find(unit: &Unit<'_>, records: &[&Record]) -> Result<Self> {
        let voices = || records.iter().flat_map(|record| record.voices());
        let cited = || records.iter().flat_map(|record| record.cited());
        let claimant_ids: Vec<Uuid> = voices().filter_map(|voice| voice.id).collect();
        let new = || voices().filter_map(|voice| voice.new.as_ref());
        let names = distinct(new().map(|new| new.name.as_str()));
        let source_ids: Vec<Uuid> = cited().filter_map(|cited| cited.id).collect();
        let new = || cited().filter_map(|cited| cited.new.as_ref());
        let urls = distinct(new().filter_map(|new| new.url.as_deref()));
        let unaddressed = new().filter(|new| new.url.is_none());
        let citations = distinct(unaddressed.filter_map(|new| new.citation.as_deref()));

        let (known, merged, named, source_ids, at_urls, cited_as) = futures_util::try_join!(
            claimants::known(unit.conn, &claimant_ids),
            claimants::merged(unit.conn, &claimant_ids),
            claimants::named(unit.conn, &names),
            sources::known(unit.conn, &source_ids),
            sources::at_urls(unit.conn, &urls),
            sources::cited_as(unit.conn, &citations),
        )?;
        let given = voices().filter_map(|voice| voice.id);
        let given: Vec<Uuid> = given.chain(cited().filter_map(|cited| cited.id)).collect();
        let mut found = Self {
            taken: journal::seen(unit.conn, &given)
                .await?
                .into_iter()
                .collect(),
            claimant_ids: known.into_iter().map(|id| (id, id)).chain(merged).collect(),
            source_ids: source_ids.into_iter().collect(),
            ..Self::default()
        };
        let mut add = |kind, name: &String, namesake: Namesake| {
            let namesakes = found.claimants.entry((kind, name.clone())).or_default();
            namesakes.push(namesake);
        };
        // Who is called so first is meant before who is also called so.
        for (id, kind, name, _, country) in &named {
            add(*kind, name, (*id, country.clone()));
        }
        for (id, kind, _, alternate_names, country) in &named {
            for name in alternate_names {
                add(*kind, name, (*id, country.clone()));
            }
        }
        for (url, id) in at_urls {
            found.urls.extend(url.map(|url| (url, id)));
        }
        for (citation, id) in cited_as {
            if let Some(citation) = citation {
                found.citations.entry(citation).or_insert(id);
            }
        }
        Ok(found)
    }

    /// What the lines name and there is not yet: what is about to be made.
    pub fn missing(&self, records: &[&Record]) -> Vec<String> {
        let voices = records.iter().flat_map(|record| record.voices());
        let voices = voices.filter(|voice| {
            !voice
                .id
                .is_some_and(|id| self.claimant_ids.contains_key(&id))
        });
        let voices = voices.filter_map(|voice| voice.new.as_ref());
        let unknown = voices.filter(|new| {
            let known = self.claimants.get(&(new.kind, new.name.clone()));
            known.is_none_or(|known| !known.iter().any(|it| is_same(it, new)))
        });
        let cited = records.iter().flat_map(|record| record.cited());
        let cited = cited.filter(|cited| !cited.id.is_some_and(|id| self.source_ids.contains(&id)));
        let cited = cited.filter_map(|cited| cited.new.as_ref());
        let unread = cited.filter_map(|new| match (&new.url, &new.citation) {
            (Some(url), _) => (!self.urls.contains_key(url)).then(|| format!("url {url}")),
            (None, Some(it)) => {
                (!self.citations.contains_key(it)).then(|| format!("citation {it}"))
            }
            (None, None) => None,
        });
        let names = unknown.map(|new| format!("claimant {}", new.name));
        let unmade = records.iter().flat_map(|record| {
            let voices = record.voices().filter_map(|voice| voice.id);
            let voices = voices.filter(|id| !self.claimant_ids.contains_key(id));
            let cited = record.cited().filter_map(|cited| cited.id);
            voices.chain(cited.filter(|id| !self.source_ids.contains(id)))
        });
        let ids = unmade.map(|id| format!("id {id}"));
        names.chain(unread).chain(ids).collect()
    }

    /// Refuses a line that names by its id what there is not, and says nothing else of it.
    pub fn check(&self, record: &Record) -> Result<()> {
        for voice in record.voices() {
            let is_known = voice
                .id
                .is_some_and(|id| self.claimant_ids.contains_key(&id));
            if voice.new.is_none() && !is_known {
                return Err(Problem::dangling(format!("{}/id", voice.at), "claimant"));
            }
        }
        for cited in record.cited() {
            let is_known = cited.id.is_some_and(|id| self.source_ids.contains(&id));
            if cited.new.is_none() && !is_known {
                return Err(Problem::dangling(format!("{}/id", cited.at), "source"));
            }
        }
        Ok(())
    }

    /// The claimant: by its id or, where it has none, by kind and name, unless the countries
    /// differ.
    pub fn claimant(&mut self, unit: &Unit<'_>, voice: &Voice) -> Result<Uuid> {
        if let Some(id) = voice.id.and_then(|id| self.claimant_ids.get(&id)) {
            return Ok(*id);
        }
        let Some(new) = &voice.new else {
            return Err(Problem::dangling(format!("{}/id", voice.at), "claimant"));
        };
        let named = self
            .claimants
            .entry((new.kind, new.name.clone()))
            .or_default();
        // One that has an id elsewhere is told by that from others of its name.
        let given = voice.id.filter(|id| !self.taken.contains(id));
        let same = named.iter().find(|known| is_same(known, new));
        if let (None, Some((id, _))) = (given, same) {
            return Ok(*id);
        }
        let id = given.unwrap_or_else(|| unit.id());
        self.taken.insert(id);
        named.push((id, new.country.clone()));
        self.claimant_ids.insert(id, id);
        self.new_claimants.push(ClaimantInsert {
            id,
            changes: new.clone().into(),
            created_by: unit.owner()?,
            created_at: unit.now(),
            updated_at: unit.now(),
            version: 1,
        });
        Ok(id)
    }

    /// The source: by its id, or else by its URL or, where it has neither, its citation.
    pub fn source(&mut self, unit: &Unit<'_>, cited: &Cited) -> Result<Uuid> {
        if let Some(id) = cited.id.filter(|id| self.source_ids.contains(id)) {
            return Ok(id);
        }
        let Some(new) = &cited.new else {
            return Err(Problem::dangling(format!("{}/id", cited.at), "source"));
        };
        let given = cited.id.filter(|id| !self.taken.contains(id));
        let (known, name, is_same) = match (&new.url, &new.citation) {
            (Some(url), _) => (&mut self.urls, url, true),
            // One that has an id elsewhere is told by that from others that are cited so.
            (None, citation) => {
                let citation = citation.as_ref().ok_or_else(|| {
                    Problem::internal("a source with neither a URL nor a citation")
                })?;
                (&mut self.citations, citation, given.is_none())
            }
        };
        if let Some(id) = known.get(name).filter(|_| is_same) {
            return Ok(*id);
        }
        let id = given.unwrap_or_else(|| unit.id());
        self.taken.insert(id);
        known.entry(name.clone()).or_insert(id);
        self.source_ids.insert(id);
        self.new_sources.push(SourceInsert {
            id,
            changes: new.clone().into(),
            created_by: unit.owner()?,
            created_at: unit.now(),
            updated_at: unit.now(),
            version: 1,
        });
        Ok(id)
    }
}

/// Whether a claimant of the same kind and name is the same one.
fn is_same((_, country): &Namesake, new: &NewClaimant) -> bool {
    country.is_none() || new.country.is_none() || *country == new.country
}

fn distinct<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let distinct: HashSet<&str> = texts.collect();
    distinct.into_iter().collect()
}

impl Record {
    fn voices(&self) -> impl Iterator<Item = &Voice> {
        let statements = self.statements.iter().flatten();
        statements.flat_map(|said| [&said.claimant, &said.via_claimant].into_iter().flatten())
    }

    fn cited(&self) -> impl Iterator<Item = &Cited> {
        let said = self.statements.iter().flatten();
        let judged = self.verdicts.iter().flatten();
        let judged = judged.flat_map(|verdict| verdict.evidence.iter().map(|(cited, _)| cited));
        said.filter_map(|said| said.source.as_ref()).chain(judged)
    }
}
