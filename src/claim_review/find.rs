//! Where ClaimReviews stand in what was sent: alone, in lists, in an `@graph`, in the items of a
//! DataFeed, or as what a page or an article has of its own.

use std::collections::HashMap;

use serde_json::Value;

use super::REVIEWS_MAX;
use super::fault::{FaultCode, Severity};
use super::kind::types;
use super::place::{Object, Place, below};
use super::reader::Reader;

/// Members in which ClaimReviews stand.
const CONTAINERS: [&str; 9] = [
    "@graph",
    "dataFeedElement",
    "item",
    "itemListElement",
    "review",
    "mainEntity",
    "mainEntityOfPage",
    "hasPart",
    "subjectOf",
];
/// Those in which nothing else stands.
const LISTS: [&str; 3] = ["@graph", "dataFeedElement", "item"];
/// What is said where nothing tells whose names these are.
pub(super) const NO_CONTEXT: &str = "\"@context\": \"https://schema.org\" is expected";
/// How deep they may stand in each other.
const DEPTH_MAX: usize = 16;

/// A ClaimReview that is still to be read.
#[derive(Debug)]
pub(super) struct Candidate<'v> {
    pub place: Place<'v>,
    /// What it stands in, or itself.
    pub root: String,
    /// The nearest `@context`.
    pub context: Option<Place<'v>>,
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found<'v> {
    pub candidates: Vec<Candidate<'v>>,
    /// The first that is one too many.
    pub too_many: Option<String>,
}

/// Looks for ClaimReviews.
pub(super) fn find<'v>(reader: &mut Reader<'v>, value: &'v Value) -> Found<'v> {
    let root = Place::root(value);
    if !(value.is_object() || value.is_array()) {
        reader.wrong_type(&root, Severity::Required, "an object or a list");
        return Found::default();
    }
    if value
        .as_array()
        .is_some_and(|list| list.len() > REVIEWS_MAX)
    {
        return Found {
            too_many: Some(root.pointer),
            ..Found::default()
        };
    }
    let mut search = Search {
        reader,
        found: Found::default(),
        nodes: HashMap::new(),
        unnamed: Vec::new(),
    };
    search.visit(root, None, None, 0);
    search.finish()
}

struct Search<'r, 'v> {
    reader: &'r mut Reader<'v>,
    found: Found<'v>,
    nodes: HashMap<&'v str, Place<'v>>,
    /// What has no `@context` although ClaimReviews stand in it.
    unnamed: Vec<String>,
}

impl<'v> Search<'_, 'v> {
    /// Says what is wrong with the whole, and gives what was found.
    fn finish(self) -> Found<'v> {
        let reader = self.reader;
        reader.nodes = self.nodes;
        if self.found.candidates.is_empty() {
            let detail = "no object of @type ClaimReview stands in it";
            reader.fault("", FaultCode::NoClaimReview, Severity::Required, detail);
        }
        for root in self.unnamed {
            let at = below(&root, "@context");
            reader.suspect(&at, FaultCode::MissingContext, NO_CONTEXT);
        }
        self.found
    }

    fn visit(
        &mut self,
        place: Place<'v>,
        root: Option<&str>,
        context: Option<&Place<'v>>,
        depth: usize,
    ) {
        if self.found.too_many.is_some() {
            return;
        }
        if depth > DEPTH_MAX {
            let detail = format!("nothing is looked for deeper than {DEPTH_MAX} levels");
            let need = Severity::Suspicious;
            self.reader
                .fault(&place.pointer, FaultCode::TooDeep, need, detail);
            return;
        }
        match place.value {
            Value::Array(entries) => {
                for (index, entry) in entries.iter().enumerate() {
                    let entry = place.below(&index.to_string(), entry);
                    self.entry(entry, root, context, depth);
                }
            }
            Value::Object(_) => self.object(place, root, context, depth),
            _ => {}
        }
    }

    /// What stands where only objects are expected.
    fn entry(
        &mut self,
        place: Place<'v>,
        root: Option<&str>,
        context: Option<&Place<'v>>,
        depth: usize,
    ) {
        match place.value {
            Value::Null => self.null(&place),
            Value::Object(_) | Value::Array(_) => self.visit(place, root, context, depth + 1),
            _ => {
                let need = Severity::Suspicious;
                self.reader.wrong_type(&place, need, "an object");
            }
        }
    }

    fn null(&mut self, place: &Place<'v>) {
        let detail = "an object is expected, not null";
        self.reader
            .suspect(&place.pointer, FaultCode::NullElement, detail);
    }

    fn object(
        &mut self,
        place: Place<'v>,
        root: Option<&str>,
        context: Option<&Place<'v>>,
        depth: usize,
    ) {
        let Value::Object(fields) = place.value else {
            return;
        };
        let own = fields.get("@context").filter(|own| !own.is_null());
        let own = own.map(|own| place.below("@context", own));
        let context = own.as_ref().or(context);
        if let Some(Value::String(id)) = fields.get("@id")
            && fields.keys().any(|name| !name.starts_with('@'))
        {
            self.nodes.entry(id).or_insert_with(|| place.clone());
        }
        let root = root.map_or_else(|| place.pointer.clone(), str::to_owned);
        if is_claim_review(&place) {
            self.take(place, root, context.cloned());
            return;
        }
        for name in CONTAINERS {
            let Some(value) = fields.get(name) else {
                continue;
            };
            let member = place.below(name, value);
            match LISTS.contains(&name) && !value.is_array() {
                true => self.entry(member, Some(&root), context, depth),
                false => self.visit(member, Some(&root), context, depth + 1),
            }
        }
    }

    fn take(&mut self, place: Place<'v>, root: String, context: Option<Place<'v>>) {
        if self.found.candidates.len() >= REVIEWS_MAX {
            self.found.too_many = Some(place.pointer);
            return;
        }
        if context.is_none() && root != place.pointer && self.unnamed.last() != Some(&root) {
            self.unnamed.push(root.clone());
        }
        self.found.candidates.push(Candidate {
            place,
            root,
            context,
        });
    }
}

/// Whether an object is meant as a ClaimReview: by its type, or by what only those have.
fn is_claim_review(place: &Place<'_>) -> bool {
    let Value::Object(fields) = place.value else {
        return false;
    };
    if types(place.value).any(|kind| kind.trim().eq_ignore_ascii_case("ClaimReview")) {
        return true;
    }
    let (object, _) = Object::new(String::new(), fields, &["claimReviewed"]);
    object.get("claimReviewed").is_some()
}
