//! One batch of lines in one transaction.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::Rights;
use super::earlier::Earlier;
use super::insert::Insertion;
use super::pending::Ticket;
use super::ratings::Ratings;
use super::record::{Markup, Record, VerdictRecord};
use super::relate::relate;
use super::update::update;
use super::voices::Named;
use crate::db::Unit;
use crate::error::{Code, Problem, Result};
use crate::journal;
use crate::resources::{claims, organizations, verdicts};
use crate::site;
use crate::vocabulary::{Scope, VerdictStatus};

/// What a line did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Done {
    Created(Uuid),
    Updated(Uuid),
    Unchanged(Uuid),
    /// Nothing, since an earlier one had told the same review.
    Repeated(Uuid),
}

impl Done {
    /// As it is kept for when the line is sent again.
    pub fn kept(self) -> Vec<u8> {
        json!(self).to_string().into_bytes()
    }

    /// The claim.
    pub const fn claim(self) -> Uuid {
        match self {
            Self::Created(id) | Self::Updated(id) | Self::Unchanged(id) | Self::Repeated(id) => id,
        }
    }

    /// The same, where it has changed the claim.
    pub const fn changed(self) -> Self {
        match self {
            Self::Unchanged(id) => Self::Updated(id),
            done => done,
        }
    }

    /// As it was kept.
    pub fn read(kept: &[u8]) -> Result<Self> {
        serde_json::from_slice(kept).map_err(Problem::internal)
    }
}

/// Writes the lines, no two of which are of one claim. A line that cannot be written for what it
/// says is told so and the others go on; a failure of the whole means that nothing is written.
pub async fn write(
    unit: &Unit<'_>,
    rights: Rights,
    records: &[&Record],
    (making, earlier): (&Ticket<'_>, &Earlier),
) -> Result<Vec<Result<Done>>> {
    let mut named = find(unit, records, making).await?;
    let known = Known::find(unit, records).await?;
    let mut ratings = Ratings::hold(unit).await?;
    let mut new = Insertion::default();
    let mut outcomes = Vec::with_capacity(records.len());
    for record in records {
        let checked = async {
            rights.check(record)?;
            known.check(record)?;
            named.check(record)?;
            earlier.check(record)?;
            ratings.complete(unit, rights, record).await
        };
        let outcome = match (checked.await, known.claim(record)) {
            (Err(problem), _) if problem.code.status().is_server_error() => return Err(problem),
            // Nothing may be kept of a line that fails.
            (Err(problem), _) if ratings.added_in_vain => return Err(problem),
            (Err(problem), _) => Err(problem),
            (Ok(()), id) if earlier.has_reviewed(record) => {
                Ok(Done::Repeated(id.unwrap_or_else(|| unit.id())))
            }
            (Ok(()), Some(id)) => {
                Ok(update(unit, id, record, (&mut named, &ratings), &known).await?)
            }
            (Ok(()), None) => {
                let id = new.id(unit, record.id, &known);
                new.add(unit, id, record, (&mut named, &ratings), &known)?;
                Ok(Done::Created(id))
            }
        };
        outcomes.push(outcome);
    }
    new.write(unit, &mut named).await?;
    relate(unit, records, &mut outcomes, earlier).await?;
    Ok(outcomes)
}

/// Looks up what the lines name, and takes what they lack for this transaction alone to make.
/// Nothing is locked yet, so that whoever waits here keeps nobody waiting.
async fn find(unit: &Unit<'_>, records: &[&Record], making: &Ticket<'_>) -> Result<Named> {
    loop {
        let (named, ratings) = (
            Named::find(unit, records).await?,
            Ratings::find(unit).await?,
        );
        let mut missing = named.missing(records);
        if ratings.lacks_any(records) {
            missing.push("ratings".to_owned());
        }
        if making.take(missing).await {
            return Ok(named);
        }
    }
}

/// What there is already of what the lines name.
pub struct Known {
    organization: Uuid,
    by_external_id: HashMap<String, Uuid>,
    owners: HashMap<Uuid, Uuid>,
    /// Ids that new records cannot have.
    taken: HashSet<Uuid>,
    /// Public verdicts of other organizations, which a line may well have beside its own.
    others: HashSet<Uuid>,
    slugs: HashMap<String, Uuid>,
    /// Organizations by their sites, of which several may have one.
    sites: HashSet<(String, Uuid)>,
}

impl Known {
    async fn find(unit: &Unit<'_>, records: &[&Record]) -> Result<Self> {
        let organization = unit.owner()?;
        let own: Vec<&str> = records
            .iter()
            .filter_map(|record| record.claim.external_id.as_deref())
            .collect();
        let ids: Vec<Uuid> = records.iter().filter_map(|record| record.id).collect();
        let said = records
            .iter()
            .flat_map(|record| record.statements.iter().flatten());
        let said: Vec<Uuid> = said.filter_map(|said| said.id).collect();
        let judged = || {
            records
                .iter()
                .flat_map(|record| record.verdicts.iter().flatten())
        };
        let slugs: HashSet<&str> = judged()
            .filter_map(|verdict| verdict.organization.as_deref())
            .collect();
        let slugs: Vec<&str> = slugs.into_iter().collect();
        let markup = judged().filter_map(|verdict| verdict.markup.as_ref());
        let sites: HashSet<&str> = markup
            .flat_map(|markup| &markup.judges)
            .flat_map(|(site, _)| site::around(site))
            .collect();
        let sites: Vec<&str> = sites.into_iter().collect();
        let judged: Vec<Uuid> = judged().filter_map(|verdict| verdict.id).collect();
        let given = [ids.as_slice(), said.as_slice(), judged.as_slice()].concat();
        let (claims, taken, judged, slugs, sites) = futures_util::try_join!(
            claims::store::identified(unit.conn, organization, &own, &ids),
            journal::seen(unit.conn, &given),
            verdicts::store::owners(unit.conn, &judged),
            organizations::store::slugs(unit.conn, &slugs),
            organizations::store::at_sites(unit.conn, &sites),
        )?;
        let of_others = judged
            .into_iter()
            .filter(|(_, owner, status)| *owner != organization && *status != VerdictStatus::Draft);
        let mut known = Self {
            organization,
            by_external_id: HashMap::new(),
            owners: HashMap::new(),
            taken: taken.into_iter().collect(),
            others: of_others.map(|(id, ..)| id).collect(),
            slugs: slugs.into_iter().collect(),
            sites: sites.into_iter().collect(),
        };
        for (id, owner, external_id) in claims {
            known.owners.insert(id, owner);
            known.taken.insert(id);
            if owner == organization {
                known
                    .by_external_id
                    .extend(external_id.map(|own| (own, id)));
            }
        }
        Ok(known)
    }

    /// The claim that a line is of, where there is one.
    fn claim(&self, record: &Record) -> Option<Uuid> {
        let own = record.claim.external_id.as_ref();
        own.and_then(|own| self.by_external_id.get(own).copied())
            .or_else(|| record.id.filter(|id| self.owners.contains_key(id)))
    }

    /// Whether a new record may have the id.
    pub fn is_free(&self, id: &Uuid) -> bool {
        !self.taken.contains(id)
    }

    /// Whether it is a verdict of another organization that is here, and is left alone.
    pub fn is_of_others(&self, verdict: &VerdictRecord) -> bool {
        verdict.id.is_some_and(|id| self.others.contains(&id))
    }

    /// Refuses what would be made in another organization's stead: a verdict, by the slug of who
    /// made it; a ClaimReview, by the site of who judged, and one that is another's verdict here.
    fn check(&self, record: &Record) -> Result<()> {
        for verdict in record.verdicts.iter().flatten() {
            let pointer = match &verdict.markup {
                Some(markup) if self.is_of_others(verdict) => {
                    Some(format!("{}/@id", markup.pointer))
                }
                Some(markup) => self.judge_elsewhere(markup),
                None if self.is_of_others(verdict) => None,
                None => {
                    let slug = verdict.organization.as_ref();
                    let of = slug.and_then(|slug| self.slugs.get(slug));
                    let is_another = of.is_some_and(|of| *of != self.organization);
                    is_another.then(|| format!("{}/organization/slug", verdict.at))
                }
            };
            if let Some(pointer) = pointer {
                let detail = "the verdict is another organization's";
                return Err(Problem {
                    code: Code::NotOwner,
                    ..Problem::fault(pointer, "not_owner", detail)
                });
            }
        }
        Ok(())
    }

    /// Where a ClaimReview names another organization of this instance, and not one's own, as who
    /// judged. Of sites within each other the narrower one counts; those of no organization may be
    /// one's own under another name.
    fn judge_elsewhere(&self, markup: &Markup) -> Option<String> {
        let mut elsewhere = None;
        for (site, pointer) in &markup.judges {
            let is_at = |site: &str, of: &dyn Fn(Uuid) -> bool| {
                let mut known = self.sites.iter();
                known.any(|(known, owner)| known == site && of(*owner))
            };
            let known = site::around(site).find(|site| is_at(site, &|_| true));
            match known {
                Some(known) if is_at(known, &|owner| owner == self.organization) => return None,
                Some(_) => elsewhere = elsewhere.or_else(|| Some(pointer.clone())),
                None => {}
            }
        }
        elsewhere
    }
}

impl Rights {
    /// Refuses what the key may not do.
    fn check(self, record: &Record) -> Result<()> {
        let mut verdicts = record.verdicts.iter().flatten().peekable();
        if verdicts.peek().is_some() && !self.may_draft {
            return Err(lacks(Scope::VerdictsWrite));
        }
        let is_public = verdicts.any(|verdict| verdict.status != VerdictStatus::Draft);
        match is_public && !self.may_publish {
            true => Err(lacks(Scope::VerdictsPublish)),
            false => Ok(()),
        }
    }
}

fn lacks(scope: Scope) -> Problem {
    Problem::new(
        Code::MissingScope,
        format!("The key lacks the scope {}.", scope.as_str()),
    )
}
