//! One object of a line, and its place there.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use validator::Validate;

use crate::error::{Fault, Problem, Result};
use crate::http::json;

/// An object, and the pointer that leads to it.
pub(super) struct Part<'a> {
    fields: &'a Map<String, Value>,
    at: String,
}

impl<'a> Part<'a> {
    pub(super) fn of(value: &'a Value, at: String) -> Result<Self> {
        match value {
            Value::Object(fields) => Ok(Self { fields, at }),
            _ => Err(Problem::fault(at, "wrong_type", "expected an object")),
        }
    }

    pub(super) fn at(&self) -> &str {
        &self.at
    }

    /// A fault of one member.
    pub(super) fn fault(&self, name: &str, code: &'static str, detail: &str) -> Problem {
        Problem::fault(format!("{}/{name}", self.at), code, detail)
    }

    /// Refuses members that are in none of the lists.
    pub(super) fn knows(&self, known: &[&[&str]]) -> Result<()> {
        let all = || known.iter().copied().flatten().copied();
        for name in self.fields.keys() {
            if all().any(|member| member == name) {
                continue;
            }
            return Err(json::unknown_field(&self.at, name, all()));
        }
        Ok(())
    }

    /// Whether the member has a value.
    pub(super) fn has(&self, name: &str) -> bool {
        self.fields.get(name).is_some_and(|value| !value.is_null())
    }

    /// Some of the members, as the body of a request that they would make, with others added.
    pub(super) fn take<T: DeserializeOwned + Validate>(
        &self,
        members: &[&str],
        added: &[(&str, Value)],
    ) -> Result<T> {
        let mut body: Map<String, Value> = members
            .iter()
            .filter(|name| self.has(name))
            .filter_map(|name| Some(((*name).to_owned(), self.fields.get(*name)?.clone())))
            .collect();
        for (name, value) in added {
            body.insert((*name).to_owned(), value.clone());
        }
        json::check(&Value::Object(body)).map_err(|problem| self.placed(problem))
    }

    /// One member that may be left out.
    pub(super) fn value<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>> {
        match self.fields.get(name).filter(|value| !value.is_null()) {
            Some(value) => json::read(value).map(Some).map_err(|fault| {
                let pointer = format!("{}/{name}{}", self.at, fault.pointer);
                Problem::invalid(vec![Fault { pointer, ..fault }])
            }),
            None => Ok(None),
        }
    }

    /// One member that may not.
    pub(super) fn required<T: DeserializeOwned>(&self, name: &str) -> Result<T> {
        self.value(name)?
            .ok_or_else(|| self.fault(name, "required", "it is required"))
    }

    /// An object that may be left out.
    pub(super) fn child(&self, name: &str) -> Result<Option<Part<'a>>> {
        let value = self.fields.get(name).filter(|value| !value.is_null());
        value
            .map(|value| Part::of(value, format!("{}/{name}", self.at)))
            .transpose()
    }

    /// A list of objects that may be left out.
    pub(super) fn list(&self, name: &str, max: usize) -> Result<Option<Vec<Part<'a>>>> {
        let values = match self.fields.get(name) {
            None | Some(Value::Null) => return Ok(None),
            Some(Value::Array(values)) => values,
            Some(_) => return Err(self.fault(name, "wrong_type", "expected an array")),
        };
        if values.len() > max {
            let detail = format!("at most {max} are expected");
            return Err(self.fault(name, "length", &detail));
        }
        let parts = values.iter().enumerate();
        parts
            .map(|(index, value)| Part::of(value, format!("{}/{name}/{index}", self.at)))
            .collect::<Result<_>>()
            .map(Some)
    }

    /// The faults of a part as faults of the line.
    fn placed(&self, problem: Problem) -> Problem {
        let faults = problem.errors.into_iter().map(|fault| {
            let pointer = format!("{}{}", self.at, fault.pointer);
            Fault { pointer, ..fault }
        });
        Problem::invalid(faults.collect())
    }
}
