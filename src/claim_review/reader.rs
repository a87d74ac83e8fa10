//! What all properties are read with: where faults are put, and texts out of whatever stands
//! there.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::FAULTS_MAX;
use super::fault::{Fault, FaultCode, Severity, shown};
use super::place::{Object, Place, below};
use super::reference::References;
use super::words::{self, Form};

/// The most bytes of a text for each character that is taken of it: four for itself, the others
/// for the markup around it.
const RAW_BYTES: usize = 16;

/// Reads, and keeps what is wrong. What a property is needed for is told by a severity: what is
/// [`Severity::Required`] or [`Severity::Recommended`] is missed, and everything that is of no use
/// weighs as much.
pub(super) struct Reader<'v> {
    pub now: DateTime<Utc>,
    pub references: References<'v>,
    /// Whether something around what was sent may say whose names these are.
    pub is_within: bool,
    /// Whether what is read now is markup of this service, or of another instance of it: what can
    /// be stored as it stands there was stored so, and is not cleaned.
    pub is_ours: bool,
    /// The site of the fact-check that is read now, once it is known.
    pub own_site: Option<String>,
    /// Of what is read now.
    pub faults: Vec<Fault>,
    /// Whether one of them is [`Severity::Required`].
    pub is_unusable: bool,
    /// How many more are listed.
    pub room: usize,
    /// Whether there were more.
    pub is_truncated: bool,
}

impl<'v> Reader<'v> {
    /// With nothing read yet.
    pub fn new(now: DateTime<Utc>, references: References<'v>) -> Self {
        Self {
            now,
            is_within: false,
            references,
            is_ours: false,
            own_site: None,
            faults: Vec::new(),
            is_unusable: false,
            room: FAULTS_MAX,
            is_truncated: false,
        }
    }

    pub fn fault(
        &mut self,
        pointer: &str,
        code: FaultCode,
        severity: Severity,
        detail: impl Into<String>,
    ) {
        self.is_unusable |= severity == Severity::Required;
        if self.room == 0 {
            self.is_truncated = true;
            return;
        }
        self.room -= 1;
        self.faults.push(Fault {
            pointer: pointer.to_owned(),
            code,
            severity,
            detail: detail.into(),
        });
    }

    /// What is there, but probably wrong.
    pub fn suspect(&mut self, pointer: &str, code: FaultCode, detail: impl Into<String>) {
        self.fault(pointer, code, Severity::Suspicious, detail);
    }

    /// What is not there; nothing is said of what need not be.
    pub fn missing(&mut self, pointer: &str, need: Severity, what: &str) {
        if need != Severity::Suspicious {
            let detail = format!("{what} is missing");
            self.fault(pointer, FaultCode::Missing, need, detail);
        }
    }

    /// An object, and what its names are wrong in.
    pub fn members(
        &mut self,
        pointer: String,
        fields: &'v serde_json::Map<String, Value>,
        names: &[&'static str],
    ) -> Object<'v> {
        let (object, misspelled) = Object::new(pointer, fields, names);
        for (key, name) in misspelled {
            let detail = format!("schema.org spells it {name}");
            self.suspect(&below(&object.pointer, key), FaultCode::WrongCase, detail);
        }
        object
    }

    pub fn wrong_type(&mut self, place: &Place<'_>, need: Severity, expected: &str) {
        let detail = format!("{expected} is expected, not {}", kind(place.value));
        self.fault(&place.pointer, FaultCode::WrongType, need, detail);
    }

    /// The one value that stands there, also where it stands in a list.
    pub fn only(&mut self, place: Place<'v>, need: Severity) -> Option<Place<'v>> {
        let mut place = place;
        while let Value::Array(entries) = place.value {
            let mut said = entries.iter().enumerate().filter(|(_, it)| !it.is_null());
            let Some((index, first)) = said.next() else {
                self.fault(&place.pointer, FaultCode::Blank, need, "the list is empty");
                return None;
            };
            let at = &place.pointer;
            if said.next().is_none() {
                let detail = "one value is expected, not a list";
                self.suspect(at, FaultCode::UnexpectedList, detail);
            } else if need == Severity::Required {
                let detail = "one value is expected, and which of them it is cannot be told";
                self.fault(at, FaultCode::SeveralValues, need, detail);
                return None;
            } else {
                let detail = "one value is expected; the first is taken";
                self.suspect(at, FaultCode::SeveralValues, detail);
            }
            place = place.below(&index.to_string(), first);
        }
        Some(place)
    }

    /// The text of a member.
    pub fn text(
        &mut self,
        object: &Object<'v>,
        name: &str,
        need: Severity,
        form: Form,
    ) -> Option<String> {
        let Some(place) = object.get(name) else {
            self.missing(&object.at(name), need, name);
            return None;
        };
        self.text_at(place, need, form)
    }

    /// A text, cleaned and within its length.
    pub fn text_at(&mut self, place: Place<'v>, need: Severity, form: Form) -> Option<String> {
        let (pointer, raw) = self.raw_text(place, need)?;
        self.cleaned(&pointer, raw, need, form)
    }

    /// What stands somewhere as a text of a form.
    pub fn cleaned(
        &mut self,
        pointer: &str,
        raw: &str,
        need: Severity,
        form: Form,
    ) -> Option<String> {
        if raw.len() > form.max * RAW_BYTES {
            let (size, max) = (raw.len(), form.max);
            let detail = format!("it has {size} bytes; at most {max} characters are taken");
            self.fault(pointer, FaultCode::TooLong, need, detail);
            return None;
        }
        let cleaned = words::clean(raw, form.is_line);
        if cleaned.had_html {
            let detail = "tags and entities of HTML have no place in plain text";
            self.suspect(pointer, FaultCode::Html, detail);
        }
        if cleaned.had_control {
            let detail = "there is a control character, such as a carriage return";
            self.suspect(pointer, FaultCode::ControlCharacter, detail);
        }
        let stays = self.is_ours && form.has(raw);
        if cleaned.text.is_empty() && !stays {
            self.fault(pointer, FaultCode::Blank, need, "there is nothing in it");
            return None;
        }
        if cleaned.had_space {
            let detail = "there are spaces before or after it";
            self.suspect(pointer, FaultCode::StraySpace, detail);
        }
        if stays {
            return Some(raw.to_owned());
        }
        let length = cleaned.text.chars().count();
        if length > form.max {
            let detail = format!("it has {length} characters; at most {} are taken", form.max);
            self.fault(pointer, FaultCode::TooLong, need, detail);
            return None;
        }
        Some(cleaned.text)
    }

    /// A text as it was sent, with the place where it stands.
    pub fn raw_text(&mut self, place: Place<'v>, need: Severity) -> Option<(String, &'v str)> {
        let place = self.only(place, need)?;
        match place.value {
            Value::String(text) => Some((place.pointer, text)),
            Value::Object(fields) => {
                // A value of JSON-LD with its language or its type.
                if let Some(Value::String(text)) = fields.get("@value") {
                    return Some((below(&place.pointer, "@value"), text));
                }
                let Some((name, text)) = only_text(fields) else {
                    self.wrong_type(&place, need, "a text");
                    return None;
                };
                let detail = format!("a text is expected; its {} is taken", shown(name));
                self.suspect(&place.pointer, FaultCode::ObjectInsteadOfText, detail);
                Some((below(&place.pointer, name), text))
            }
            _ => {
                self.wrong_type(&place, need, "a text");
                None
            }
        }
    }
}

/// The text that an object stands for: its name, or the only one in it.
fn only_text(fields: &serde_json::Map<String, Value>) -> Option<(&str, &str)> {
    let text = |(name, value): (&'_ String, &'_ Value)| -> Option<()> {
        (!name.starts_with('@') && value.is_string()).then_some(())
    };
    let named = fields
        .get_key_value("name")
        .filter(|it| text(*it).is_some());
    let mut texts = fields.iter().filter(|it| text(*it).is_some());
    let (name, value) = match named {
        Some(named) => named,
        None => texts.next().filter(|_| texts.next().is_none())?,
    };
    // A name as long as a body may be is not sent back in pointers.
    (name.len() <= 64).then_some((name.as_str(), value.as_str()?))
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
