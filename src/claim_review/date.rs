//! Dates as they are met: in ISO 8601, in other forms that can be told, or none at all.

use chrono::{DateTime, Datelike, Months, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use serde_json::Value;

use super::Date;
use super::fault::{FaultCode, Severity, shown};
use super::place::{Object, Place};
use super::reader::Reader;
use crate::vocabulary::DatePrecision;

/// The longest text that can be a date.
const LENGTH_MAX: usize = 64;

/// Forms of times with a zone that are not those of ISO 8601.
const ZONED: [&str; 6] = [
    "%Y-%m-%d %H:%M:%S%.f%:z",
    "%Y-%m-%d %H:%M:%S%.f %z",
    "%Y-%m-%d %H:%M%#z",
    "%Y-%m-%dT%H:%M:%S%.f %z",
    "%Y/%m/%d %H:%M:%S %z",
    "%a %b %d %H:%M:%S %z %Y",
];
/// Those without.
const LOCAL: [&str; 10] = [
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%B %d, %Y %H:%M",
    "%d %B %Y %H:%M",
    "%a %b %d %H:%M:%S %Y",
];
/// Days alone.
const DAYS: [&str; 7] = [
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%d.%m.%Y",
    "%B %d, %Y",
    "%B %d %Y",
    "%d %B %Y",
];

/// A day, or a month or a year.
fn day(date: NaiveDate, precision: DatePrecision) -> Date {
    Date {
        date,
        precision,
        time: None,
    }
}

/// A time of a day that is written in some zone.
fn time(local: NaiveDateTime, time: DateTime<Utc>) -> Option<Date> {
    Some(Date {
        date: local.date(),
        precision: DatePrecision::Day,
        // A leap second is the second after it: no column can hold one.
        time: Some(DateTime::from_timestamp_micros(time.timestamp_micros())?),
    })
}

/// Digits where the shape has zeroes, and the rest as it is there.
fn has_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(c, form)| match form {
            b'0' => c.is_ascii_digit(),
            form => c == form,
        })
}

/// A date as ISO 8601 has it: a year, a month, a day, or a day with a time.
fn iso(text: &str) -> Option<Date> {
    let ymd = |text: &str, format| NaiveDate::parse_from_str(text, format).ok();
    if has_shape(text, "0000") {
        return Some(day(
            ymd(&format!("{text}-01-01"), "%Y-%m-%d")?,
            DatePrecision::Year,
        ));
    }
    if has_shape(text, "0000-00") {
        return Some(day(
            ymd(&format!("{text}-01"), "%Y-%m-%d")?,
            DatePrecision::Month,
        ));
    }
    if has_shape(text, "0000-00-00") {
        return Some(day(ymd(text, "%Y-%m-%d")?, DatePrecision::Day));
    }
    if has_shape(text, "00000000") {
        return Some(day(ymd(text, "%Y%m%d")?, DatePrecision::Day));
    }
    let (date, clock) = text.split_once('T')?;
    if !has_shape(date, "0000-00-00") || clock.contains(char::is_whitespace) {
        return None;
    }
    for format in ["%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M%#z"] {
        if let Ok(read) = DateTime::parse_from_str(text, format) {
            return time(read.naive_local(), read.to_utc());
        }
    }
    for format in ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"] {
        if let Ok(read) = NaiveDateTime::parse_from_str(text, format) {
            return time(read, read.and_utc());
        }
    }
    None
}

/// A date in another form.
fn other(text: &str) -> Option<Date> {
    if let Ok(read) = DateTime::parse_from_rfc2822(text) {
        return time(read.naive_local(), read.to_utc());
    }
    let text = [" UTC", " GMT", " Z", "Z"]
        .iter()
        .find_map(|zone| text.strip_suffix(zone))
        .unwrap_or(text);
    for format in ZONED {
        if let Ok(read) = DateTime::parse_from_str(text, format) {
            return time(read.naive_local(), read.to_utc());
        }
    }
    for format in LOCAL {
        if let Ok(read) = NaiveDateTime::parse_from_str(text, format) {
            return time(read, read.and_utc());
        }
    }
    let mut days = DAYS.iter();
    let read = days.find_map(|format| NaiveDate::parse_from_str(text, format).ok());
    Some(day(read.or_else(|| slashed(text))?, DatePrecision::Day))
}

/// `23/06/2020` or `06/23/2020`, where day and month can be told apart.
fn slashed(text: &str) -> Option<NaiveDate> {
    let as_day_first = NaiveDate::parse_from_str(text, "%d/%m/%Y");
    let as_month_first = NaiveDate::parse_from_str(text, "%m/%d/%Y");
    match (as_day_first, as_month_first) {
        (Ok(date), Err(_)) | (Err(_), Ok(date)) => Some(date),
        (Ok(one), Ok(other)) if one == other => Some(one),
        _ => None,
    }
}

/// Seconds or milliseconds since 1970.
fn stamp(number: &serde_json::Number) -> Option<Date> {
    let number = number.as_i64()?;
    let read = match number {
        100_000_000..100_000_000_000 => DateTime::from_timestamp(number, 0)?,
        100_000_000_000..100_000_000_000_000 => DateTime::from_timestamp_millis(number)?,
        _ => return None,
    };
    time(read.naive_utc(), read)
}

impl Date {
    /// Whether it is over before another one begins. Days are as they were written, in whatever
    /// zone. Of two times it is told which is the earlier one, but hours of one day (in UTC)
    /// contradict nothing.
    pub(super) fn is_before(&self, other: &Self) -> bool {
        match (self.time, other.time) {
            (Some(one), Some(other)) => one < other && one.date_naive() != other.date_naive(),
            _ => self.last_day() < other.date,
        }
    }

    /// Its last day, where it is a month or a year.
    fn last_day(&self) -> NaiveDate {
        let months = match self.precision {
            DatePrecision::Day => return self.date,
            DatePrecision::Month => Months::new(1),
            DatePrecision::Year => Months::new(12),
        };
        let next = self.date.checked_add_months(months);
        next.and_then(|next| next.pred_opt()).unwrap_or(self.date)
    }
}

impl<'v> Reader<'v> {
    /// The date of a member.
    pub fn date(&mut self, object: &Object<'v>, name: &str, need: Severity) -> Option<Date> {
        let Some(place) = object.get(name) else {
            self.missing(&object.at(name), need, name);
            return None;
        };
        self.date_at(place, need)
    }

    fn date_at(&mut self, place: Place<'v>, need: Severity) -> Option<Date> {
        let place = self.only(place, need)?;
        if let Value::Number(number) = place.value {
            let read = stamp(number);
            return self.judged_date(&place.pointer, &number.to_string(), read, false, need);
        }
        let (pointer, raw) = self.raw_text(place, need)?;
        let text = raw.trim();
        if text.is_empty() {
            self.fault(&pointer, FaultCode::Blank, need, "there is nothing in it");
            return None;
        }
        if text.len() > LENGTH_MAX {
            return self.judged_date(&pointer, text, None, false, need);
        }
        let read = iso(text);
        let is_iso = read.is_some() && text.len() == raw.len();
        let read = read.or_else(|| other(text));
        self.judged_date(&pointer, text, read, is_iso, need)
    }

    fn judged_date(
        &mut self,
        pointer: &str,
        text: &str,
        read: Option<Date>,
        is_iso: bool,
        need: Severity,
    ) -> Option<Date> {
        let years = 1..=9999;
        let Some(date) = read.filter(|read| {
            let instant = read.instant().year();
            years.contains(&read.date.year()) && years.contains(&instant)
        }) else {
            let detail = format!("a date of ISO 8601 is expected, not {}", shown(text));
            self.fault(pointer, FaultCode::NotADate, need, detail);
            return None;
        };
        if !is_iso {
            let written = match date.time {
                Some(time) => time.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
                None => date.date.to_string(),
            };
            let detail = format!("ISO 8601 is expected; it is read as {written}");
            self.suspect(pointer, FaultCode::NotIsoDate, detail);
        }
        let tomorrow = self.now.checked_add_signed(TimeDelta::days(1));
        if tomorrow.is_some_and(|tomorrow| date.instant() > tomorrow) {
            let detail = "the date is in the future";
            self.suspect(pointer, FaultCode::FutureDate, detail);
        }
        let placeholders = [(1, 1, 1), (1900, 1, 1), (1970, 1, 1)];
        let placeholders = placeholders.iter();
        let mut placeholders =
            placeholders.filter_map(|(y, m, d)| NaiveDate::from_ymd_opt(*y, *m, *d));
        if placeholders.any(|known| known == date.date) && date.precision == DatePrecision::Day {
            let detail = "that day is what software writes where it knows none";
            self.suspect(pointer, FaultCode::ImplausibleDate, detail);
        }
        Some(date)
    }
}
