//! Persons and bodies: who wrote a fact-check, and who made the claim.

use serde_json::Value;

use super::fault::{FaultCode, Severity};
use super::kind::one_of;
use super::link::{LIST_MAX, Target};
use super::nameless;
use super::place::{Object, Place};
use super::reader::Reader;
use super::web;
use super::words::Form;
use super::{Party, PartyKind};
use crate::lengths;

/// The longest name.
pub(super) const NAME: Form = Form::line(lengths::NAME);

const NAMES: [&str; 8] = [
    "@type",
    "@id",
    "name",
    "url",
    "sameAs",
    "jobTitle",
    "affiliation",
    "logo",
];
/// Those of schema.org that are persons or bodies and do not end in `Organization`.
const KINDS: [&str; 14] = [
    "Person",
    "Organization",
    "GovernmentOrganization",
    "NewsMediaOrganization",
    "EducationalOrganization",
    "ResearchOrganization",
    "MedicalOrganization",
    "SportsOrganization",
    "FundingAgency",
    "Corporation",
    "NGO",
    "PoliticalParty",
    "LocalBusiness",
    "PerformingGroup",
];

/// Whose name it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Who judges: a name or a URL tells.
    Checker,
    /// Who made the claim: needs a name, and where to find more.
    Claimant,
}

impl Role {
    /// The words of what is missing.
    const fn name(self) -> &'static str {
        match self {
            Self::Checker => "the name of the fact-checker (or its url)",
            Self::Claimant => "the name of who made the claim",
        }
    }
}

impl<'v> Reader<'v> {
    /// Everybody that a property names.
    pub fn parties(&mut self, place: &Place<'v>, role: Role) -> Vec<Party> {
        let entries = self.entries(place, Severity::Recommended).into_iter();
        let mut parties: Vec<Party> = entries
            .filter_map(|entry| self.party(entry, role))
            .collect();
        parties.truncate(LIST_MAX);
        parties
    }

    fn party(&mut self, place: Place<'v>, role: Role) -> Option<Party> {
        let place = self.only(place, Severity::Recommended)?;
        if let Value::String(text) = place.value {
            return self.bare(place.clone(), text, role);
        }
        let need = Severity::Recommended;
        let object = self.object(&place, &NAMES, need)?;
        if self.is_unresolved(&object, need) {
            return None;
        }
        if object.is_empty() && role == Role::Checker {
            let detail = "it says nothing of who judges";
            self.fault(&object.pointer, FaultCode::Empty, need, detail);
            return None;
        }
        let known = |name: &str| one_of(&KINDS, name);
        let kind = self.kind(&object, known, "Person or Organization", need);
        let name = self.name(&object, role);
        let is_nameless = name
            .as_deref()
            .is_some_and(|name| self.is_nameless(&object, name, role));
        let is_somebody = role == Role::Claimant && name.is_some() && !is_nameless;
        let (url, same_as) = self.addresses(&object, role, is_somebody);
        let job_title = self.text(&object, "jobTitle", Severity::Suspicious, NAME);
        let says = name.is_some() || role == Role::Checker && url.is_some();
        says.then_some(Party {
            id: object.id(),
            kind: kind.map_or(PartyKind::Unknown, of_kind),
            name,
            url,
            same_as,
            job_title,
            is_nameless,
        })
    }

    /// `url` and `sameAs`: of claimants where they are somebody, more is expected to be found.
    fn addresses(
        &mut self,
        object: &Object<'v>,
        role: Role,
        is_somebody: bool,
    ) -> (Option<String>, Vec<String>) {
        let needed = |is_needed| match is_needed {
            true => Severity::Recommended,
            false => Severity::Suspicious,
        };
        let need = needed(role == Role::Checker);
        let url = object.get("url");
        let url = url.and_then(|place| self.url_at(place, need, Target::Any));
        (url, self.same_as(object, needed(is_somebody)))
    }

    fn name(&mut self, object: &Object<'v>, role: Role) -> Option<String> {
        let need = Severity::Recommended;
        match object.get("name") {
            Some(place) => self.text_at(place, need, NAME),
            None if role == Role::Checker && object.get("url").is_some() => None,
            None => {
                self.missing(&object.at("name"), need, role.name());
                None
            }
        }
    }

    /// A party of which only a text is known: its name, or its URL.
    fn bare(&mut self, place: Place<'v>, text: &str, role: Role) -> Option<Party> {
        let detail = "an object with @type and name is expected, not a text";
        let at = place.pointer.clone();
        self.suspect(&at, FaultCode::BareText, detail);
        if web::is_link(text) {
            let url = self.url_at(place, Severity::Recommended, Target::Any)?;
            let url = Some(url);
            return (role == Role::Checker).then_some(Party {
                url,
                ..Party::default()
            });
        }
        let name = self.text_at(place, Severity::Recommended, NAME)?;
        let is_nameless = role == Role::Claimant && nameless::is_nobody(&name);
        if is_nameless {
            self.suspect(&at, FaultCode::NamelessAuthor, nameless::DETAIL);
        }
        Some(Party {
            name: Some(name),
            is_nameless,
            ..Party::default()
        })
    }

    fn is_nameless(&mut self, object: &Object<'v>, name: &str, role: Role) -> bool {
        let is_nameless = role == Role::Claimant && nameless::is_nobody(name);
        if is_nameless {
            let at = object.at("name");
            self.suspect(&at, FaultCode::NamelessAuthor, nameless::DETAIL);
        }
        is_nameless
    }

    fn same_as(&mut self, object: &Object<'v>, need: Severity) -> Vec<String> {
        match object.get("sameAs") {
            Some(place) => self.urls_at(place, need, Target::Any),
            None => {
                self.missing(&object.at("sameAs"), need, "sameAs");
                Vec::new()
            }
        }
    }
}

fn of_kind(kind: &'static str) -> PartyKind {
    match kind {
        "Person" => PartyKind::Person,
        "GovernmentOrganization" => PartyKind::Government,
        "NewsMediaOrganization" => PartyKind::Media,
        _ => PartyKind::Organization,
    }
}
