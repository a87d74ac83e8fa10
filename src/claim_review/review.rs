//! A ClaimReview: its own properties, and what they say of each other.

use serde_json::Value;

use super::fault::{FaultCode, Severity, shown};
use super::find::{Candidate, NO_CONTEXT};
use super::kind::one_of;
use super::link::{Target, URL_MAX};
use super::party::Role;
use super::place::{Object, below};
use super::reader::Reader;
use super::repeated;
use super::web;
use super::words::Form;
use super::{Party, PartyKind, Reading, Review};
use crate::language::LanguageTag;
use crate::{lengths, site};

pub(super) const CLAIM: Form = Form::text(lengths::CLAIM);
/// The longest claim that is shown whole, in characters.
const CLAIM_ADVISED: usize = 75;
const TITLE: Form = Form::line(lengths::TITLE);
const SUMMARY: Form = Form::text(lengths::SUMMARY);
const BODY: Form = Form::text(lengths::EXPLANATION);
const CORRECTION: Form = Form::text(lengths::NOTE);
pub(super) const ID: Form = Form::line(255);

const NAMES: [&str; 21] = [
    "@context",
    "@type",
    "@id",
    "url",
    "claimReviewed",
    "reviewRating",
    "author",
    "publisher",
    "itemReviewed",
    "datePublished",
    "dateModified",
    "inLanguage",
    "headline",
    "name",
    "title",
    "description",
    "abstract",
    "reviewBody",
    "text",
    "citation",
    "correction",
];

impl<'v> Reader<'v> {
    /// Reads one ClaimReview.
    pub fn review(&mut self, candidate: &Candidate<'v>) -> Reading {
        let need = Severity::Required;
        self.faults.clear();
        self.is_unusable = false;
        let pointer = candidate.place.pointer.clone();
        let Some(object) = self.object(&candidate.place, &NAMES, need) else {
            return self.reading(pointer, None, None);
        };
        let known = |name: &str| one_of(&["ClaimReview"], name);
        self.kind(&object, known, "ClaimReview", need);
        self.context(candidate);
        let id = object.fields.get("@id").and_then(Value::as_str);
        self.is_ours = id.and_then(web::urn).is_some();
        let sent = object.get("url").and_then(|place| place.value.as_str());
        let sent = sent.map(|url| url.chars().take(URL_MAX).collect());
        self.own_site = None;
        let url = self.url(&object, "url", need, Target::Page);
        self.own_site = url.as_deref().and_then(site::of_url);
        let claim = self.text(&object, "claimReviewed", need, CLAIM);
        let rating = match object.get("reviewRating") {
            Some(place) => self.rating(place),
            None => {
                self.missing(&object.at("reviewRating"), need, "reviewRating");
                None
            }
        };
        let rest = self.rest(&object);
        let review = match (url, claim, rating) {
            (Some(url), Some(claim_reviewed), Some(rating)) => Some(Review {
                url,
                claim_reviewed,
                rating,
                ..rest
            }),
            _ => None,
        };
        let review = review.map(|review| self.compare(&object, review));
        self.reading(pointer, sent, review)
    }

    fn reading(&mut self, pointer: String, url: Option<String>, review: Option<Review>) -> Reading {
        Reading {
            pointer,
            url,
            review: review.filter(|_| !self.is_unusable),
            faults: std::mem::take(&mut self.faults),
        }
    }

    /// All that need not be there.
    fn rest(&mut self, object: &Object<'v>) -> Review {
        let optional = Severity::Suspicious;
        let author = self.checker(object, "author", Severity::Recommended);
        let publisher = self.checker(object, "publisher", optional);
        let claim = match object.get("itemReviewed") {
            Some(place) => self.item(place),
            None => {
                let at = object.at("itemReviewed");
                self.missing(&at, Severity::Recommended, "itemReviewed");
                Default::default()
            }
        };
        let mut first = |names: &[&str], form| {
            let place = object.first(names)?;
            self.text_at(place, optional, form)
        };
        let title = first(&["headline", "name", "title"], TITLE);
        let summary = first(&["description", "abstract"], SUMMARY);
        let body = first(&["reviewBody", "text"], BODY);
        let correction = first(&["correction"], CORRECTION);
        let id = first(&["@id"], ID);
        let citations = object.get("citation");
        Review {
            id,
            url: String::new(),
            claim_reviewed: String::new(),
            rating: super::Rating::default(),
            author,
            publisher,
            claim,
            date_published: self.date(object, "datePublished", optional),
            date_modified: self.date(object, "dateModified", optional),
            language: self.language(object),
            title,
            summary,
            body,
            citations: citations.map_or_else(Vec::new, |place| self.citations(&place)),
            correction,
        }
    }

    /// Who judges: of several the first that is a body.
    fn checker(&mut self, object: &Object<'v>, member: &str, need: Severity) -> Option<Party> {
        let Some(place) = object.get(member) else {
            self.missing(&object.at(member), need, member);
            return None;
        };
        let parties = self.parties(&place, Role::Checker);
        let is_body = |party: &&Party| party.kind != PartyKind::Person;
        parties.iter().find(is_body).or(parties.first()).cloned()
    }

    pub fn language(&mut self, object: &Object<'v>) -> Option<LanguageTag> {
        let place = object.get("inLanguage")?;
        let (pointer, text) = self.raw_text(place, Severity::Suspicious)?;
        let tag: Option<LanguageTag> = text.trim().replace('_', "-").parse().ok();
        if tag.is_none() || text.contains('_') {
            let detail = format!("a tag of BCP 47 is expected, not {}", shown(text));
            self.suspect(&pointer, FaultCode::UnknownLanguage, detail);
        }
        tag
    }

    /// What the properties say of each other.
    fn compare(&mut self, object: &Object<'v>, mut review: Review) -> Review {
        let claim_at = object.at("claimReviewed");
        let length = review.claim_reviewed.chars().count();
        if length > CLAIM_ADVISED {
            let detail = format!("it has {length} characters; {CLAIM_ADVISED} at most are advised");
            self.fault(
                &claim_at,
                FaultCode::LongClaim,
                Severity::Recommended,
                detail,
            );
        }
        if repeated::is_in(&review.claim_reviewed, &review.rating.label) {
            let detail = "the claim alone is expected, without the rating";
            self.suspect(&claim_at, FaultCode::RatingInClaim, detail);
        }
        self.compare_dates(object, &review);
        for appearance in &mut review.claim.appearances {
            let url = appearance.work.url.as_deref();
            appearance.is_own = url.is_some_and(|url| self.is_own(url));
        }
        review
    }

    fn compare_dates(&mut self, object: &Object<'v>, review: &Review) {
        let published = review.date_published;
        if let (Some(published), Some(claimed)) = (published, review.claim.date_published)
            && published.is_before(&claimed)
        {
            let detail = "it was judged before it was claimed (itemReviewed.datePublished)";
            let at = object.at("datePublished");
            self.suspect(&at, FaultCode::DatesOutOfOrder, detail);
        }
        if let (Some(published), Some(modified)) = (published, review.date_modified)
            && modified.is_before(&published)
        {
            let detail = "it was modified before it was published";
            let at = object.at("dateModified");
            self.suspect(&at, FaultCode::DatesOutOfOrder, detail);
        }
    }

    /// Whether something says whose names these are.
    fn context(&mut self, candidate: &Candidate<'v>) {
        match &candidate.context {
            Some(context) if context.is_schema_org => {}
            Some(context) => {
                let detail = "https://schema.org is expected";
                self.suspect(&context.pointer, FaultCode::UnknownContext, detail);
            }
            // Where others stand beside it, it is said of them all.
            None if candidate.root == candidate.place.pointer && !self.is_within => {
                let at = below(&candidate.root, "@context");
                self.suspect(&at, FaultCode::MissingContext, NO_CONTEXT);
            }
            None => {}
        }
    }
}
