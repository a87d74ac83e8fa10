//! How a query string becomes a request, by the rules of Google's transcoding: names in either
//! case, texts that are empty are left out, and each fault in Google's words.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::{Ready, ready};
use url::form_urlencoded;
use validator::ValidateLength;

use super::wire::{LANGUAGE_MAX, QUERY_MAX, SITE_MAX, SearchQuery, SystemParameters, TOKEN_MAX};
use crate::error::{Code, Problem, Result};
use crate::http::rules;

/// Faults that are told of at once.
const TOLD: usize = 10;
/// Characters of what was sent that are told back.
const SHOWN: usize = 64;

impl FromRequest for SearchQuery {
    type Error = Problem;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::bound(request.query_string()))
    }
}

impl SearchQuery {
    fn bound(query: &str) -> Result<Self> {
        let mut bound = Self::default();
        let mut faults = Vec::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            faults.extend(bound.set(&name, &value).err());
        }
        let Some(code) = faults.first().map(|(code, _)| *code) else {
            return bound.checked();
        };
        let told: Vec<String> = faults.into_iter().take(TOLD).map(|it| it.1).collect();
        Err(Problem::new(code, told.join("\n")))
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), (Code, String)> {
        match name {
            "query" => text(&mut self.query, ("query", QUERY_MAX), value),
            "languageCode" | "language_code" => {
                let limit = ("language_code", LANGUAGE_MAX);
                text(&mut self.language_code, limit, value)
            }
            "reviewPublisherSiteFilter" | "review_publisher_site_filter" => {
                let limit = ("review_publisher_site_filter", SITE_MAX);
                text(&mut self.review_publisher_site_filter, limit, value)
            }
            "maxAgeDays" | "max_age_days" => number(&mut self.max_age_days, "max_age_days", value),
            "pageSize" | "page_size" => number(&mut self.page_size, "page_size", value),
            "pageToken" | "page_token" => {
                text(&mut self.page_token, ("page_token", TOKEN_MAX), value)
            }
            "offset" => number(&mut self.offset, "offset", value),
            "alt" if !matches!(value, "json" | "") => {
                Err(invalid("alt", "json is expected", value))
            }
            name if SystemParameters::has(name) => Ok(()),
            name => {
                let name = shown(name);
                let unknown = format!(
                    "Invalid JSON payload received. Unknown name \"{name}\": Cannot bind query \
                     parameter. Field '{name}' could not be found in request message."
                );
                Err((Code::UnknownParameter, unknown))
            }
        }
    }

    /// The request, where it asks for something; what says nothing is left out.
    fn checked(mut self) -> Result<Self> {
        for text in [
            &mut self.query,
            &mut self.language_code,
            &mut self.review_publisher_site_filter,
            &mut self.page_token,
        ] {
            text.take_if(|text| text.trim().is_empty());
        }
        if self.query.is_none() && self.review_publisher_site_filter.is_none() {
            let detail = "Request must specify query or reviewPublisherSiteFilter.";
            return Err(Problem::new(Code::ValidationFailed, detail));
        }
        Ok(self)
    }
}

type Bound = Result<(), (Code, String)>;

fn text(field: &mut Option<String>, (name, max): (&str, u64), value: &str) -> Bound {
    once(field, name)?;
    if !value.validate_length(None, Some(max), None) {
        let rule = format!("at most {max} characters are expected");
        return Err(invalid(name, &rule, value));
    }
    if rules::has_control(value) {
        return Err(invalid(name, "control characters are not allowed", value));
    }
    *field = Some(value.to_owned());
    Ok(())
}

fn number(field: &mut Option<i32>, name: &str, value: &str) -> Bound {
    once(field, name)?;
    let number = value
        .parse()
        .map_err(|_| invalid(name, "TYPE_INT32", value))?;
    if number < 0 {
        return Err(invalid(name, "0 or more is expected", value));
    }
    *field = Some(number);
    Ok(())
}

fn once<T>(field: &Option<T>, name: &str) -> Bound {
    if field.is_none() {
        return Ok(());
    }
    let twice = format!(
        "Invalid JSON payload received. Unknown name \"{name}\": Proto field is not repeating, \
         cannot start list."
    );
    Err((Code::ValidationFailed, twice))
}

fn invalid(name: &str, rule: &str, value: &str) -> (Code, String) {
    let value = shown(value);
    let told = format!("Invalid value at '{name}' ({rule}), \"{value}\"");
    (Code::ValidationFailed, told)
}

fn shown(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}
