//! What an object says that it is: its `@type`.

use serde_json::{Map, Value};

use super::fault::{FaultCode, Severity, shown};
use super::place::{Object, Place, local};
use super::reader::Reader;

/// The types of an object, without the vocabulary before them.
pub(super) fn types(fields: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let kind = fields.get("@type");
    let several = kind.and_then(Value::as_array);
    let one = kind.and_then(Value::as_str);
    let several = several.into_iter().flatten().filter_map(Value::as_str);
    several.chain(one).map(local)
}

impl<'v> Reader<'v> {
    /// The type of an object out of those that may stand there; without one where it says none,
    /// or another. Of several that fit it is the first.
    pub fn kind(
        &mut self,
        object: &Object<'v>,
        known: impl Fn(&str) -> Option<&'static str>,
        expected: &str,
        need: Severity,
    ) -> Option<&'static str> {
        let at = object.at("@type");
        let Some(value) = object.fields.get("@type").filter(|it| !it.is_null()) else {
            self.missing(&at, need, "@type");
            return None;
        };
        let place = Place { pointer: at, value };
        let said = self.said_types(&place);
        if said.is_empty() {
            self.wrong_type(&place, need, "the name of a type");
            return None;
        }
        let at = &place.pointer;
        for name in &said {
            if let Some(known) = known(local(name)) {
                if known != local(name) {
                    let detail = format!("schema.org spells it {known}");
                    self.suspect(at, FaultCode::WrongCase, detail);
                }
                return Some(known);
            }
        }
        let said = said.first().copied().unwrap_or_default();
        let detail = format!("{expected} is expected, not {}", shown(said));
        self.fault(at, FaultCode::UnknownType, need, detail);
        None
    }

    /// The types that are said; that they are said as a list is told.
    fn said_types(&mut self, place: &Place<'v>) -> Vec<&'v str> {
        match place.value {
            Value::String(name) if !name.trim().is_empty() => vec![name.trim()],
            Value::Array(names) => {
                let said: Vec<&str> = names.iter().filter_map(Value::as_str).collect();
                if !said.is_empty() {
                    let detail = "not everybody reads a list of types";
                    self.suspect(&place.pointer, FaultCode::UnexpectedList, detail);
                }
                said
            }
            _ => Vec::new(),
        }
    }
}

/// One of some names, whatever its case.
pub(super) fn one_of(names: &'static [&'static str], said: &str) -> Option<&'static str> {
    let mut names = names.iter().copied();
    names.find(|name| name.eq_ignore_ascii_case(said))
}
