//! In which language a reader wants texts: `lang` or else `Accept-Language`, matched by the
//! lookup of RFC 4647 (section 3.4).

use actix_web::body::BoxBody;
use actix_web::dev::Payload;
use actix_web::http::header::{ACCEPT_LANGUAGE, CONTENT_LANGUAGE, HeaderValue, VARY};
use actix_web::{FromRequest, HttpRequest, HttpResponse, Responder};
use futures_util::future::{Ready, ready};
use serde::Deserialize;
use utoipa::IntoParams;
use validator::Validate;

use super::query;
use crate::error::{Problem, Result};
use crate::language::{LanguageTag, MAX_LENGTH};

/// Ranges of a header that count.
const RANGES_MAX: usize = 50;

/// In which language to give texts.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct LanguageChoice {
    /// In this language where there is such a text, `pt` also where `pt-BR` is wanted (RFC 4647,
    /// lookup), and else in the original one. Goes before `Accept-Language`.
    #[param(nullable = false)]
    lang: Option<LanguageTag>,
}

/// Language ranges, the most wanted first.
#[derive(Debug, Clone, Default)]
pub struct Languages(Vec<String>);

impl Languages {
    /// Whether none is wanted: originals will do.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The best of the tags that there are, by its place among them.
    pub fn choose<'a>(&self, tags: impl Iterator<Item = &'a str> + Clone) -> Option<usize> {
        let mut ranges = self.0.iter();
        ranges.find_map(|range| looked_up(range, tags.clone()))
    }

    /// Those of a header, as far as it can be understood.
    fn of_header(header: &str) -> Self {
        let mut weighed: Vec<(&str, f32)> = header
            .split(',')
            .take(RANGES_MAX)
            .filter_map(weighed)
            .filter(|(range, weight)| *range != "*" && *weight > 0.0)
            .collect();
        // Stable: of two with one weight the first is wanted more.
        weighed.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        let ranges = weighed.into_iter().map(|(range, _)| range.to_owned());
        Self(ranges.collect())
    }
}

/// The best of the tags for one range, by its place among them.
pub fn looked_up<'a>(range: &str, tags: impl Iterator<Item = &'a str> + Clone) -> Option<usize> {
    let mut range = range;
    loop {
        if let Some(place) = tags.clone().position(|tag| tag.eq_ignore_ascii_case(range)) {
            return Some(place);
        }
        range = shortened(range)?;
    }
}

/// A range without its last subtag, and without the single letter that would then end it.
fn shortened(range: &str) -> Option<&str> {
    let (head, _) = range.rsplit_once('-')?;
    match head.rsplit_once('-') {
        Some((head, last)) if last.len() == 1 => Some(head),
        _ => Some(head),
    }
}

/// A range and its weight (RFC 9110, section 12.4.2).
fn weighed(part: &str) -> Option<(&str, f32)> {
    let (range, parameters) = part.split_once(';').unwrap_or((part, ""));
    let weight = match parameters.trim() {
        "" => 1.0,
        weight => {
            let (name, value) = weight.split_once('=')?;
            let value: f32 = value.trim().parse().ok()?;
            let is_weight = name.trim().eq_ignore_ascii_case("q") && (0.0..=1.0).contains(&value);
            is_weight.then_some(value)?
        }
    };
    let range = range.trim();
    let is_range = range
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'*'));
    // Nothing is worded in a language with a longer name.
    let is_range = is_range && (1..=MAX_LENGTH).contains(&range.len());
    is_range.then_some((range, weight))
}

impl FromRequest for Languages {
    type Error = Problem;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(of_request(request))
    }
}

fn of_request(request: &HttpRequest) -> Result<Languages> {
    let LanguageChoice { lang } = query::parse(request.query_string())?;
    if let Some(lang) = lang {
        return Ok(Languages(vec![lang.into_string()]));
    }
    let headers = request.headers().get_all(ACCEPT_LANGUAGE);
    let headers: Vec<&str> = headers.filter_map(|value| value.to_str().ok()).collect();
    Ok(Languages::of_header(&headers.join(",")))
}

/// An answer whose texts are in the languages that were chosen for the reader.
pub struct Worded<R> {
    /// The answer.
    pub answer: R,
    /// The languages of its texts.
    pub languages: Vec<LanguageTag>,
}

impl<R: Responder<Body = BoxBody>> Responder for Worded<R> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let mut response = self.answer.respond_to(request);
        let mut languages = self.languages;
        languages.sort_unstable();
        languages.dedup();
        let languages: Vec<&str> = languages.iter().map(LanguageTag::as_str).collect();
        let headers = response.headers_mut();
        headers.append(VARY, HeaderValue::from_static("Accept-Language"));
        if !languages.is_empty()
            && let Ok(languages) = languages.join(", ").parse()
        {
            headers.insert(CONTENT_LANGUAGE, languages);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(header: &str, tags: &[&'static str]) -> Option<&'static str> {
        let place = Languages::of_header(header).choose(tags.iter().copied());
        place.map(|place| tags[place])
    }

    #[test]
    fn the_best_of_the_header_is_looked_up_first() {
        let tags = ["id", "en", "zh-Hant"];
        for (header, tag) in [
            ("en", Some("en")),
            ("EN-us", Some("en")),
            ("en;q=0.5, id", Some("id")),
            ("fr, en;q=0.8, id;q=0.9", Some("id")),
            ("zh-Hant-TW", Some("zh-Hant")),
            ("zh-Hant-x-private", Some("zh-Hant")),
            ("zh", None),
            ("fr", None),
            ("en;q=0", None),
            ("*", None),
            ("", None),
            ("*, en;q=0.1", Some("en")),
            ("en;q=2, id;q=0.1", Some("id")),
            ("en;level=1, id;q=0.1", Some("id")),
            ("\u{fffd}, id", Some("id")),
            ("en-a2345678-b2345678-c2345678-d2345678", None),
        ] {
            assert_eq!(chosen(header, &tags), tag, "{header}");
        }
    }
}
