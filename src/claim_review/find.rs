//! Where ClaimReviews stand in what was sent: alone, in lists, in an `@graph`, in the items of a
//! DataFeed, or as what a page or an article has of its own.

use serde_json::Value;

use super::REVIEWS_MAX;
use super::fault::{FaultCode, Severity};
use super::kind::types;
use super::place::{Object, Place, below};
use super::reader::Reader;
use super::web;
use crate::site;

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
    pub context: Option<Context>,
}

/// What says whose names these are.
#[derive(Debug, Clone)]
pub(super) struct Context {
    pub pointer: String,
    /// Whether they are those of schema.org.
    pub is_schema_org: bool,
}

impl Context {
    fn of(place: &Place<'_>) -> Self {
        Self {
            is_schema_org: match place.value {
                Value::Array(several) => several.iter().any(is_schema_org),
                one => is_schema_org(one),
            },
            pointer: place.pointer.clone(),
        }
    }
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found<'v> {
    pub candidates: Vec<Candidate<'v>>,
    /// The first that is one too many.
    pub too_many: Option<String>,
}

/// Looks for ClaimReviews.
pub(super) fn find<'v>(reader: &mut Reader<'v>, root: Place<'v>) -> Found<'v> {
    let value = root.value;
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
        unnamed: Vec::new(),
    };
    let at = root.pointer.clone();
    search.visit(root, None, None, 0);
    search.finish(&at)
}

struct Search<'r, 'v> {
    reader: &'r mut Reader<'v>,
    found: Found<'v>,
    /// What has no `@context` although ClaimReviews stand in it.
    unnamed: Vec<String>,
}

impl<'v> Search<'_, 'v> {
    /// Says what is wrong with the whole, and gives what was found.
    fn finish(self, at: &str) -> Found<'v> {
        let reader = self.reader;
        if self.found.candidates.is_empty() {
            let detail = "no object of @type ClaimReview stands in it";
            reader.fault(at, FaultCode::NoClaimReview, Severity::Required, detail);
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
        context: Option<&Context>,
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
        context: Option<&Context>,
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
        context: Option<&Context>,
        depth: usize,
    ) {
        let Value::Object(fields) = place.value else {
            return;
        };
        let own = fields.get("@context").filter(|own| !own.is_null());
        let own = own.map(|own| Context::of(&place.below("@context", own)));
        let context = own.as_ref().or(context);
        if let Some(Value::String(id)) = fields.get("@id")
            && fields.keys().any(|name| !name.starts_with('@'))
        {
            let nodes = &mut self.reader.references.nodes;
            nodes.entry(id).or_insert_with(|| place.clone());
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

    fn take(&mut self, place: Place<'v>, root: String, context: Option<Context>) {
        if self.found.candidates.len() >= REVIEWS_MAX {
            self.found.too_many = Some(place.pointer);
            return;
        }
        let is_unnamed = context.is_none() && !self.reader.is_within;
        if is_unnamed && root != place.pointer && self.unnamed.last() != Some(&root) {
            self.unnamed.push(root.clone());
        }
        self.found.candidates.push(Candidate {
            place,
            root,
            context,
        });
    }
}

fn is_schema_org(context: &Value) -> bool {
    let url = match context {
        Value::Object(fields) => fields.get("@vocab").and_then(Value::as_str),
        other => other.as_str(),
    };
    let url = url.unwrap_or_default().trim();
    web::is_link(url) && site::of_url(url).as_deref() == Some("schema.org")
}

/// Whether an object is meant as a ClaimReview: by its type, or by what only those have.
pub(super) fn is_claim_review(place: &Place<'_>) -> bool {
    let Value::Object(fields) = place.value else {
        return false;
    };
    if types(fields).any(|kind| kind.trim().eq_ignore_ascii_case("ClaimReview")) {
        return true;
    }
    let (object, _) = Object::new(String::new(), fields, &["claimReviewed"]);
    object.get("claimReviewed").is_some()
}
