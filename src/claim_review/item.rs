//! `itemReviewed`: the claim, who made it, when and where.

use serde_json::Value;

use super::fault::{FaultCode, Severity};
use super::kind::{one_of, types};
use super::link::{LIST_MAX, Target};
use super::party::{NAME, Role};
use super::place::{Object, Place};
use super::reader::Reader;
use super::review::{CLAIM, ID};
use super::web;
use super::words::Form;
use super::{Appearance, ReviewedClaim, Work};
use crate::lengths;

/// The longest title of a document.
const TITLE: Form = Form::line(lengths::SOURCE_TITLE);
/// The longest name of a type.
const KIND_MAX: usize = 64;

const NAMES: [&str; 11] = [
    "@type",
    "@id",
    "author",
    "datePublished",
    "appearance",
    "firstAppearance",
    "url",
    "sameAs",
    "inLanguage",
    "name",
    "text",
];
/// What a claim may be said to be.
const KINDS: [&str; 19] = [
    "Claim",
    "CreativeWork",
    "Article",
    "NewsArticle",
    "SocialMediaPosting",
    "BlogPosting",
    "DiscussionForumPosting",
    "Comment",
    "Message",
    "MediaObject",
    "ImageObject",
    "VideoObject",
    "AudioObject",
    "WebPage",
    "WebContent",
    "Photograph",
    "Quotation",
    "Report",
    "Book",
];
const WORK_NAMES: [&str; 8] = [
    "@id",
    "@type",
    "url",
    "name",
    "headline",
    "publisher",
    "author",
    "datePublished",
];

impl<'v> Reader<'v> {
    pub fn item(&mut self, place: Place<'v>) -> ReviewedClaim {
        let need = Severity::Recommended;
        let Some(place) = self.only(place, need) else {
            return ReviewedClaim::default();
        };
        if let Value::String(text) = place.value {
            return self.bare_item(&place, text);
        }
        let Some(object) = self.object(&place, &NAMES, need) else {
            return ReviewedClaim::default();
        };
        let id = object.get("@id");
        let id = id.and_then(|place| self.text_at(place, Severity::Suspicious, ID));
        let bare = ReviewedClaim {
            id,
            ..ReviewedClaim::default()
        };
        if !self.stands_alone(&object, &bare) && self.is_unresolved(&object, need) {
            return bare;
        }
        let kind = match object.is_empty() {
            true => {
                let detail = "it says nothing: of the claim's author, date and appearance";
                self.fault(&object.pointer, FaultCode::Empty, need, detail);
                return bare;
            }
            false => self.kind(&object, |name| one_of(&KINDS, name), "Claim", need),
        };
        let authors = match object.get("author") {
            Some(place) => self.parties(&place, Role::Claimant),
            None => {
                self.missing(&object.at("author"), need, "who made the claim");
                Vec::new()
            }
        };
        let optional = Severity::Suspicious;
        let mut told = |name, form| {
            let place = object.get(name)?;
            self.text_at(place, optional, form)
        };
        ReviewedClaim {
            id: bare.id,
            text: told("text", CLAIM),
            authors,
            date_published: self.date(&object, "datePublished", need),
            appearances: self.appearances(&object, kind),
            language: self.language(&object),
        }
    }

    /// Whether a claim is meant by its `@id` alone: it is one of ours, or it is said to be a claim
    /// and all that was sent is at hand.
    fn stands_alone(&self, object: &Object<'v>, claim: &ReviewedClaim) -> bool {
        let is_ours = claim.id.as_deref().and_then(web::urn).is_some();
        let is_typed = types(object.fields).next().is_some();
        is_ours || is_typed && !self.references.are_of_part()
    }

    /// A claim of which only a text is told: it may be where it appeared.
    fn bare_item(&mut self, place: &Place<'v>, text: &str) -> ReviewedClaim {
        let at = &place.pointer;
        let need = Severity::Recommended;
        let detail = "an object with @type Claim is expected, not a text";
        self.fault(at, FaultCode::BareText, need, detail);
        let mut claim = ReviewedClaim::default();
        if web::is_link(text) {
            let urls = self.several(at, text, need, Target::Page).into_iter();
            claim.appearances = urls.map(|url| Appearance::at(url, false)).collect();
        }
        claim
    }

    /// Where the claim appeared, each place once.
    fn appearances(&mut self, object: &Object<'v>, kind: Option<&str>) -> Vec<Appearance> {
        let need = Severity::Recommended;
        let mut found: Vec<Appearance> = Vec::new();
        for name in ["firstAppearance", "appearance"] {
            if let Some(place) = object.get(name) {
                let is_first = name == "firstAppearance";
                for place in self.entries(&place, need) {
                    self.appearance(place, is_first, &mut found);
                }
            }
        }
        let is_told = object.first(&["firstAppearance", "appearance"]).is_some();
        // What older markup has instead.
        for name in ["url", "sameAs"] {
            let Some(place) = object.get(name) else {
                continue;
            };
            if name == "url" && place.value.is_array() {
                let detail = "one URL is expected; several appearances stand in appearance";
                self.suspect(&place.pointer, FaultCode::UnexpectedList, detail);
            } else if kind == Some("Claim") {
                let detail = "where a claim appeared is expected in appearance";
                self.suspect(&place.pointer, FaultCode::AppearanceInUrl, detail);
            }
            for url in self.urls_at(place, need, Target::Page) {
                found.push(Appearance::at(url, false));
            }
        }
        if !is_told && object.first(&["url", "sameAs"]).is_none() {
            let what = "where the claim appeared";
            self.missing(&object.at("appearance"), need, what);
        }
        once(found)
    }

    fn appearance(&mut self, place: Place<'v>, is_first: bool, found: &mut Vec<Appearance>) {
        let need = Severity::Recommended;
        if let Value::String(text) = place.value {
            let urls = self.several(&place.pointer, text, need, Target::Page);
            found.extend(urls.into_iter().map(|url| Appearance::at(url, is_first)));
            return;
        }
        let Some(work) = self.work(place, need, Target::Page) else {
            return;
        };
        found.push(Appearance {
            work,
            is_first,
            is_own: false,
        });
    }

    /// The documents that are cited.
    pub fn citations(&mut self, place: &Place<'v>) -> Vec<Work> {
        let need = Severity::Suspicious;
        let mut works = Vec::new();
        for place in self.entries(place, need) {
            match place.value {
                Value::String(text) if web::is_link(text) => {
                    let urls = self.several(&place.pointer, text, need, Target::Any);
                    works.extend(urls.into_iter().map(Work::at));
                }
                Value::String(_) => works.extend(self.text_at(place, need, TITLE).map(|name| {
                    let name = Some(name);
                    Work {
                        name,
                        ..Work::default()
                    }
                })),
                _ => works.extend(self.work(place, need, Target::Any)),
            }
        }
        works.truncate(LIST_MAX);
        works
    }

    /// A document; one that has neither URL nor name is none.
    fn work(&mut self, place: Place<'v>, need: Severity, target: Target) -> Option<Work> {
        let place = self.only(place, need)?;
        let object = self.object(&place, &WORK_NAMES, need)?;
        // What is named by a URN has no address by that.
        let is_named = object.id().is_some_and(|id| id.starts_with("urn:"));
        let url = match is_named {
            true => object.get("url"),
            false => object.first(&["url", "@id"]),
        };
        let is_told = |place: &Place<'_>| place.value.as_str().is_some_and(web::is_link);
        if !url.as_ref().is_some_and(is_told) && self.is_unresolved(&object, need) {
            return None;
        }
        let name = object.first(&["name", "headline"]);
        if url.is_none() && name.is_none() {
            let detail = "neither its url nor its name is told";
            self.fault(&object.pointer, FaultCode::Empty, need, detail);
            return None;
        }
        let optional = Severity::Suspicious;
        let url = url.and_then(|place| self.url_at(place, need, target));
        let name = name.and_then(|place| self.text_at(place, optional, TITLE));
        if url.is_none() && name.is_none() {
            return None;
        }
        let kind = types(object.fields).find(|kind| kind.len() <= KIND_MAX);
        Some(Work {
            id: object.id(),
            url,
            name,
            publisher: self.name_of(&object, "publisher"),
            author: self.name_of(&object, "author"),
            date_published: self.date(&object, "datePublished", optional),
            kind: kind.map(str::to_owned),
        })
    }

    /// Somebody's name: of the first where there are several.
    fn name_of(&mut self, object: &Object<'v>, member: &str) -> Option<String> {
        let mut value = object.get(member)?;
        if let Value::Array(several) = value.value {
            value = value.below("0", several.first()?);
        }
        match value.value {
            Value::Object(_) => {
                let optional = Severity::Suspicious;
                let party = self.object(&value, &["name"], optional)?;
                match self.is_unresolved(&party, optional) {
                    true => None,
                    false => self.text(&party, "name", optional, NAME),
                }
            }
            _ => self.text_at(value, Severity::Suspicious, NAME),
        }
    }
}

/// Each place once; as the first appearance where it is said to be that.
fn once(found: Vec<Appearance>) -> Vec<Appearance> {
    let mut kept: Vec<Appearance> = Vec::new();
    for appearance in found {
        if kept.len() == LIST_MAX {
            break;
        }
        let url = &appearance.work.url;
        let is_known = url.is_some() && kept.iter().any(|known| known.work.url == *url);
        if !is_known {
            kept.push(appearance);
        }
    }
    kept
}

impl Work {
    fn at(url: String) -> Self {
        Self {
            url: Some(url),
            ..Self::default()
        }
    }
}

impl Appearance {
    fn at(url: String, is_first: bool) -> Self {
        Self {
            work: Work::at(url),
            is_first,
            is_own: false,
        }
    }
}
