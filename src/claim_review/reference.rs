//! References: an object that has nothing but an `@id` stands for the one that has the same `@id`
//! and more, elsewhere in what was sent. Many may stand for the same one: how much is read through
//! them grows with what was sent, and no faster.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value};

use super::fault::{FaultCode, Severity};
use super::find;
use super::place::{Object, Place, below};
use super::reader::Reader;

/// How many bytes are read through references: so many, and so many for each that was sent.
const BASE: usize = 64 << 10;
const FACTOR: usize = 16;
/// What a value weighs in bytes, beside its text.
const WEIGHT: usize = 64;
/// How many bytes of nodes are kept of a document that is read part by part.
const KEPT: usize = 4 << 20;

/// What may be referred to, and how much more is followed.
#[derive(Debug)]
pub(super) struct References<'v> {
    pub nodes: BTreeMap<&'v str, Place<'v>>,
    /// Those of parts that came before.
    before: Option<&'v Nodes>,
    room: usize,
}

/// What later parts of a document may refer to that is read part by part.
#[derive(Debug)]
pub struct Nodes {
    kept: HashMap<String, (String, Value)>,
    /// How many more bytes are kept, and are read through references.
    space: usize,
    room: usize,
}

/// What stands for an object.
enum Referred<'v> {
    /// Itself: it is no reference, or to nothing that is at hand.
    Itself,
    Node(String, &'v Map<String, Value>),
    /// It would be more than is followed.
    TooMuch,
}

impl Default for Nodes {
    fn default() -> Self {
        Self {
            kept: HashMap::new(),
            space: KEPT,
            room: BASE,
        }
    }
}

/// What was read of a part that later ones may refer to.
pub(super) struct Read {
    nodes: Vec<(String, String, Value)>,
    space: usize,
    room: usize,
}

impl Nodes {
    /// Keeps what was read, as far as there is space for it.
    pub(super) fn keep(&mut self, read: Read) {
        self.space = read.space;
        self.room = read.room;
        for (id, pointer, node) in read.nodes {
            self.kept.insert(id, (pointer, node));
        }
    }
}

impl<'v> References<'v> {
    /// Within all that was sent.
    pub fn within(value: &Value) -> Self {
        Self {
            nodes: BTreeMap::new(),
            before: None,
            room: BASE + earned(value),
        }
    }

    /// Within a part, and to those that came before.
    pub fn of_part(value: &Value, before: &'v Nodes) -> Self {
        Self {
            nodes: BTreeMap::new(),
            before: Some(before),
            room: before.room + earned(value),
        }
    }

    /// What later parts may refer to.
    pub fn read(self, before: &Nodes) -> Read {
        let mut read = Read {
            nodes: Vec::new(),
            space: before.space,
            room: self.room,
        };
        for (id, node) in self.nodes {
            if find::is_claim_review(&node) || before.kept.contains_key(id) {
                continue;
            }
            let space = read.space.checked_sub(id.len() + node.pointer.len());
            if let Some(space) = space.and_then(|space| without(space, node.value, WEIGHT)) {
                read.space = space;
                let node = (id.to_owned(), node.pointer, node.value.clone());
                read.nodes.push(node);
            }
        }
        read
    }

    /// Whether there may be nodes that are not at hand.
    pub fn are_of_part(&self) -> bool {
        self.before.is_some()
    }

    fn follow(&mut self, fields: &Map<String, Value>) -> Referred<'v> {
        let Some(id) = reference(fields) else {
            return Referred::Itself;
        };
        let here = self.nodes.get(id).map(|it| (&it.pointer, it.value));
        let before = || {
            let node = self.before?.kept.get(id);
            node.map(|(pointer, node)| (pointer, node))
        };
        let Some((pointer, node)) = here.or_else(before) else {
            return Referred::Itself;
        };
        let Value::Object(fields) = node else {
            return Referred::Itself;
        };
        // Once it is too much nothing is followed, so that nothing is weighed in vain again.
        let room = without(self.room, node, WEIGHT);
        let pointer = pointer.clone();
        self.room = room.unwrap_or_default();
        match room {
            Some(_) => Referred::Node(pointer, fields),
            None => Referred::TooMuch,
        }
    }
}

/// The `@id` of an object that says nothing else of what it is about.
fn reference(fields: &Map<String, Value>) -> Option<&str> {
    let id = fields.get("@id")?.as_str()?;
    let is_reference = fields.keys().all(|name| name.starts_with('@'));
    is_reference.then_some(id)
}

/// What is read through references for what a value has of its own.
fn earned(value: &Value) -> usize {
    let size = usize::MAX - without(usize::MAX, value, 1).unwrap_or_default();
    size.saturating_mul(FACTOR)
}

/// A room less a value: each value in it weighs as much, and its text and names their bytes; none
/// where it does not fit.
fn without(room: usize, value: &Value, weight: usize) -> Option<usize> {
    let room = room.checked_sub(weight)?;
    match value {
        Value::String(text) => room.checked_sub(text.len()),
        Value::Array(entries) => entries
            .iter()
            .try_fold(room, |room, entry| without(room, entry, weight)),
        Value::Object(fields) => fields.iter().try_fold(room, |room, (name, value)| {
            without(room.checked_sub(name.len())?, value, weight)
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => Some(room),
    }
}

impl<'v> Reader<'v> {
    /// An object with the names that it may have; a reference is followed.
    pub fn object(
        &mut self,
        place: &Place<'v>,
        names: &[&'static str],
        need: Severity,
    ) -> Option<Object<'v>> {
        let Value::Object(fields) = place.value else {
            self.wrong_type(place, need, "an object");
            return None;
        };
        match self.references.follow(fields) {
            Referred::Itself => Some(self.members(place.pointer.clone(), fields, names)),
            Referred::Node(pointer, fields) => Some(self.members(pointer, fields, names)),
            Referred::TooMuch => {
                let at = below(&place.pointer, "@id");
                let detail = "more is referred to than is followed: write it out here";
                self.fault(&at, FaultCode::TooManyReferences, need, detail);
                None
            }
        }
    }

    /// Whether an object is only a reference, to what is not at hand. Where it may be that it was
    /// sent all the same, nothing is taken without it.
    pub fn is_unresolved(&mut self, object: &Object<'v>, need: Severity) -> bool {
        if reference(object.fields).is_none() {
            return false;
        }
        let is_of_part = self.references.are_of_part();
        let (need, detail) = match is_of_part && need != Severity::Suspicious {
            true => (
                Severity::Required,
                "nothing before it has this @id, and the document was not read whole",
            ),
            false => (need, "nothing that was sent has this @id"),
        };
        let at = object.at("@id");
        self.fault(&at, FaultCode::UnresolvedReference, need, detail);
        true
    }
}
