//! `reviewRating`: the label, which is what counts, and the numbers beside it.

use serde_json::Value;

use super::fault::{FaultCode, Severity, shown};
use super::kind::one_of;
use super::link::Target;
use super::place::{Object, Place};
use super::reader::Reader;
use super::web;
use super::words::{self, Form};
use super::{Numbers, Rating};
use crate::lengths;

const LABEL: Form = Form::line(lengths::LABEL);
const EXPLANATION: Form = Form::text(lengths::EXPLANATION);
/// Labels are shorter; what is longer tells what was found.
const WORDS_MAX: usize = 7;
const CHARACTERS_MAX: usize = 50;

const NAMES: [&str; 8] = [
    "@type",
    "alternateName",
    "name",
    "ratingValue",
    "bestRating",
    "worstRating",
    "ratingExplanation",
    "image",
];

/// A number of a rating, as it is given.
enum Given {
    Not,
    /// It is there, but has nothing in it, or no number.
    Useless,
    Number(f64),
}

impl Given {
    const fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Not | Self::Useless => None,
        }
    }
}

impl<'v> Reader<'v> {
    pub fn rating(&mut self, place: Place<'v>) -> Option<Rating> {
        let need = Severity::Required;
        let place = match place.value {
            // Several ratings are not several labels of one.
            Value::Array(_) => self.only(place, need)?,
            _ => place,
        };
        if place.value.is_string() {
            let detail = "an object with @type and alternateName is expected, not a text";
            self.suspect(&place.pointer, FaultCode::BareText, detail);
            return self.label_at(place);
        }
        let object = self.object(&place, &NAMES, need)?;
        if self.is_unresolved(&object, need) {
            return None;
        }
        if object.fields.contains_key("@type") {
            let known = |name: &str| one_of(&["Rating"], name);
            self.kind(&object, known, "Rating", Severity::Suspicious);
        }
        let label = self.label(&object);
        let numbers = self.numbers(&object);
        let optional = Severity::Suspicious;
        let explanation = self.text(&object, "ratingExplanation", optional, EXPLANATION);
        let image = self.image(&object);
        Some(Rating {
            numbers,
            explanation,
            image,
            ..label?
        })
    }

    /// The image of the label, of which a URL is enough.
    fn image(&mut self, object: &Object<'v>) -> Option<String> {
        let place = object.get("image")?;
        self.url_at(place, Severity::Suspicious, Target::Any)
    }

    /// A rating that is no more than its label.
    fn label(&mut self, object: &Object<'v>) -> Option<Rating> {
        let is_said = |place: &Place<'_>| {
            let text = place.value.as_str();
            text.is_none_or(|text| !text.trim().is_empty())
        };
        let own = object.get("alternateName");
        if let Some(place) = own.clone().filter(is_said) {
            return self.label_at(place);
        }
        if let Some(place) = object.get("name").filter(is_said) {
            let detail = "the label is expected in alternateName";
            self.suspect(&place.pointer, FaultCode::LabelInName, detail);
            return self.label_at(place);
        }
        if let Some(place) = own {
            return self.label_at(place);
        }
        let what = "the label as the page prints it";
        self.missing(&object.at("alternateName"), Severity::Required, what);
        None
    }

    fn label_at(&mut self, place: Place<'v>) -> Option<Rating> {
        let need = Severity::Required;
        let place = self.only(place, need)?;
        if let Value::Object(fields) = place.value
            && fields.get("@value").is_some_and(Value::is_string)
        {
            let detail = "a text is expected; its @value is taken";
            self.suspect(&place.pointer, FaultCode::ObjectInsteadOfText, detail);
        }
        let (label_at, printed) = self.raw_text(place, need)?;
        let label = self.cleaned(&label_at, printed, need, LABEL)?;
        // As it stands there it is told beside, whoever printed it.
        let label = match words::clean(&label, LABEL.is_line).text {
            nothing if nothing.is_empty() => label,
            cleaned => cleaned,
        };
        self.judge_label(&label_at, &label);
        Some(Rating {
            label,
            printed: printed.to_owned(),
            label_at,
            ..Rating::default()
        })
    }

    fn judge_label(&mut self, at: &str, label: &str) {
        let words = label.split_whitespace().count();
        if web::is_link(label) || label.contains('_') && words == 1 {
            let detail = format!(
                "the words that the page prints are expected, not {}",
                shown(label)
            );
            self.suspect(at, FaultCode::CodedLabel, detail);
        } else if words > WORDS_MAX || label.chars().count() > CHARACTERS_MAX {
            let detail =
                "a label is expected, not a sentence, which belongs into ratingExplanation";
            self.suspect(at, FaultCode::SentenceAsLabel, detail);
        }
    }

    /// The numbers, where they make sense together.
    fn numbers(&mut self, object: &Object<'v>) -> Option<Numbers> {
        let mut read = |name: &str| {
            let place = object.get(name);
            place.map_or(Given::Not, |place| self.number(place))
        };
        let (value, best, worst) = (read("ratingValue"), read("bestRating"), read("worstRating"));
        let numbers = [&value, &best, &worst].map(Given::number);
        if numbers == [None; 3] {
            return None;
        }
        if let [Some(value), Some(best), Some(worst)] = numbers
            && value.total_cmp(&best).is_eq()
            && best.total_cmp(&worst).is_eq()
            && value < 1.0
        {
            let detail = format!("all three numbers are {value}; leave them out instead");
            self.suspect(&object.pointer, FaultCode::PlaceholderRating, detail);
            return None;
        }
        if numbers.contains(&None) {
            self.incomplete(object, numbers);
        }
        let [value, best, worst] = numbers;
        let is_scale = self.scale(object, best, worst);
        // As schema.org has it where they are left out.
        let (best, worst) = (best.unwrap_or(5.0), worst.unwrap_or(1.0));
        let value = value?;
        if value < worst.min(best) || value > worst.max(best) {
            let detail = format!("{value} is not between {worst} and {best}");
            self.suspect(
                &object.at("ratingValue"),
                FaultCode::RatingOutsideScale,
                detail,
            );
            return None;
        }
        (is_scale && worst < best).then_some(Numbers { value, best, worst })
    }

    fn incomplete(&mut self, object: &Object<'v>, numbers: [Option<f64>; 3]) {
        let names = ["ratingValue", "bestRating", "worstRating"];
        let lacking = names.iter().zip(numbers).filter(|(_, it)| it.is_none());
        let lacking: Vec<&str> = lacking.map(|(name, _)| *name).collect();
        let detail = format!(
            "all three numbers are expected, or none: there is no {}",
            lacking.join(" and no ")
        );
        self.fault(
            &object.pointer,
            FaultCode::IncompleteRating,
            Severity::Recommended,
            detail,
        );
    }

    /// Whether a scale makes sense, as far as it is given.
    fn scale(&mut self, object: &Object<'v>, best: Option<f64>, worst: Option<f64>) -> bool {
        let mut is_sound = true;
        if let (Some(best), Some(worst)) = (best, worst) {
            let at = object.at("bestRating");
            if best < worst {
                let detail = format!("bestRating {best} is below worstRating {worst}");
                self.suspect(&at, FaultCode::ScaleReversed, detail);
                is_sound = false;
            } else if best.total_cmp(&worst).is_eq() {
                let detail = format!("bestRating and worstRating are both {best}");
                self.suspect(&at, FaultCode::ScaleWithoutRange, detail);
                is_sound = false;
            }
        }
        if worst.is_some_and(|worst| worst < 1.0) {
            let detail = "worstRating is at least 1";
            self.suspect(&object.at("worstRating"), FaultCode::WorstBelowOne, detail);
            is_sound = false;
        }
        is_sound
    }

    fn number(&mut self, place: Place<'v>) -> Given {
        let need = Severity::Recommended;
        let Some(place) = self.only(place, need) else {
            return Given::Useless;
        };
        let at = &place.pointer;
        let text = match place.value {
            Value::Number(number) => return number.as_f64().map_or(Given::Useless, Given::Number),
            Value::String(text) => text.trim(),
            _ => {
                self.wrong_type(&place, need, "a number");
                return Given::Useless;
            }
        };
        if text.is_empty() {
            let detail = "there is nothing in it";
            self.suspect(at, FaultCode::Blank, detail);
            return Given::Useless;
        }
        // Only figures, not the names that Rust reads as numbers.
        let is_figure = text.len() <= 32 && !text.contains(|c: char| c.is_ascii_alphabetic());
        let Some(number) = text.parse().ok().filter(|_| is_figure) else {
            let detail = format!("a number is expected, not {}", shown(text));
            self.fault(at, FaultCode::NotANumber, need, detail);
            return Given::Useless;
        };
        let detail = "a number is expected, not a text";
        self.suspect(at, FaultCode::NumberAsText, detail);
        Given::Number(number)
    }
}
