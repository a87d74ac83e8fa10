//! Values with the places where they stand, and the objects among them.

use serde_json::{Map, Value};

/// A value and where it stands in what was sent (RFC 6901).
#[derive(Debug, Clone)]
pub(super) struct Place<'v> {
    pub pointer: String,
    pub value: &'v Value,
}

impl<'v> Place<'v> {
    pub fn root(value: &'v Value) -> Self {
        Self {
            pointer: String::new(),
            value,
        }
    }

    /// What stands below it.
    pub fn below(&self, step: &str, value: &'v Value) -> Self {
        Self {
            pointer: below(&self.pointer, step),
            value,
        }
    }
}

/// The pointer to a member or an entry.
pub(super) fn below(pointer: &str, step: &str) -> String {
    let step = step.replace('~', "~0").replace('/', "~1");
    format!("{pointer}/{step}")
}

/// The longest `@id` that is kept, in bytes.
const ID_MAX: usize = 255;

/// The name of schema.org's vocabulary before a name.
const PREFIXES: [&str; 3] = ["schema:", "http://schema.org/", "https://schema.org/"];

/// A name of schema.org without the vocabulary before it.
pub(super) fn local(name: &str) -> &str {
    let mut known = PREFIXES.iter();
    known
        .find_map(|prefix| name.strip_prefix(prefix))
        .unwrap_or(name)
}

/// Whether two names differ in nothing but case, hyphens and underscores.
fn is_alike(one: &str, other: &str) -> bool {
    fn letters(name: &str) -> impl Iterator<Item = char> {
        let kept = name.chars().filter(|c| !matches!(c, '_' | '-'));
        kept.flat_map(char::to_lowercase)
    }
    letters(one).eq(letters(other))
}

/// An object, its members found by names however they are spelled.
#[derive(Debug)]
pub(super) struct Object<'v> {
    pub pointer: String,
    pub fields: &'v Map<String, Value>,
    found: Vec<(&'static str, &'v str)>,
}

impl<'v> Object<'v> {
    /// Looks for the names; gives also the members whose case is wrong, with the right names.
    pub fn new(
        pointer: String,
        fields: &'v Map<String, Value>,
        names: &[&'static str],
    ) -> (Self, Vec<(&'v str, &'static str)>) {
        let mut found: Vec<(&'static str, &'v str)> = Vec::new();
        let mut misspelled: Vec<(&'v str, &'static str)> = Vec::new();
        for key in fields.keys() {
            let name = local(key);
            if let Some(known) = names.iter().find(|known| **known == name) {
                found.push((known, key));
                continue;
            }
            // No name of schema.org is longer, whatever is sent.
            if key.len() > 64 {
                continue;
            }
            if let Some(known) = names.iter().find(|known| is_alike(known, name)) {
                misspelled.push((key, known));
            }
        }
        for (key, known) in &misspelled {
            if !found.iter().any(|(name, _)| name == known) {
                found.push((known, key));
            }
        }
        let object = Self {
            pointer,
            fields,
            found,
        };
        (object, misspelled)
    }

    /// A member, unless it is null: in JSON-LD that is none.
    pub fn get(&self, name: &str) -> Option<Place<'v>> {
        let (_, key) = self.found.iter().find(|(known, _)| *known == name)?;
        let value = self.fields.get(*key).filter(|value| !value.is_null())?;
        Some(Place {
            pointer: below(&self.pointer, key),
            value,
        })
    }

    /// The first of some members that is there.
    pub fn first(&self, names: &[&str]) -> Option<Place<'v>> {
        names.iter().find_map(|name| self.get(name))
    }

    /// `@id`, where it is one that can be kept.
    pub fn id(&self) -> Option<String> {
        let id = self.fields.get("@id")?.as_str()?.trim();
        let is_kept = !id.is_empty() && id.len() <= ID_MAX && !id.contains(char::is_control);
        is_kept.then(|| id.to_owned())
    }

    /// Where a member stands or should stand.
    pub fn at(&self, name: &str) -> String {
        below(&self.pointer, name)
    }

    /// Whether it says anything but what it is.
    pub fn is_empty(&self) -> bool {
        let said = |(name, value): (&String, &Value)| !name.starts_with('@') && !is_nothing(value);
        !self.fields.iter().any(said)
    }
}

/// Whether a value says nothing.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(entries) => entries.iter().all(Value::is_null),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}
