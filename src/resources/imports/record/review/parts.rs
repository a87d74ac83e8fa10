//! The parts of a line that a ClaimReview makes: what was said and where, and the verdict.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

use super::Conversion;
use crate::claim_review::{Date, Party, Review, Work, urn};
use crate::language::LanguageTag;
use crate::lengths;
use crate::resources::claim_reviews::kinds;
use crate::vocabulary::{DatePrecision, SourceKind, VerdictStatus};

const TITLE_MAX: usize = lengths::size(lengths::TITLE);
const SOURCE_TITLE_MAX: usize = lengths::size(lengths::SOURCE_TITLE);

pub(super) fn put(line: &mut Value, name: &str, value: Option<Value>) {
    if let (Some(fields), Some(value)) = (line.as_object_mut(), value) {
        fields.insert(name.to_owned(), value);
    }
}

fn own_id(id: Option<&str>) -> Option<Value> {
    id.and_then(urn).map(|id| json!(id))
}

pub(super) fn day(date: Date) -> (NaiveDate, DatePrecision) {
    (date.date, date.precision)
}

fn moment(date: Date) -> String {
    let time: DateTime<Utc> = date.instant();
    time.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// Who asserted it, and where: the first of those who did on the date of the claim. They are told
/// as lines tell them, the last first.
pub(super) fn statements(review: &Review) -> Vec<Value> {
    let claim = &review.claim;
    let authors: Vec<&Party> = claim
        .authors
        .iter()
        .filter(|it| it.name.is_some())
        .collect();
    // What is on the fact-checker's own site is no place where the claim was made.
    let places = claim.appearances.iter().filter(|it| !it.is_own);
    let places: Vec<&Work> = places.map(|it| &it.work).collect();
    let count = authors.len().max(places.len());
    let mut statements: Vec<Value> = (0..count)
        .map(|index| {
            let mut said = json!({"position": "asserts"});
            // Of one voice all places are its own.
            let author = match authors.as_slice() {
                [only] => Some(only),
                several => several.get(index),
            };
            put(&mut said, "claimant", author.map(|party| claimant(party)));
            put(
                &mut said,
                "source",
                places.get(index).map(|work| source(work)),
            );
            if let Some(date) = claim.date_published.filter(|_| index == 0) {
                let (date, precision) = day(date);
                put(&mut said, "said_on", Some(json!(date)));
                put(&mut said, "date_precision", Some(json!(precision)));
            }
            said
        })
        .collect();
    statements.reverse();
    statements
}

fn claimant(party: &Party) -> Value {
    let mut claimant = json!({
        "kind": kinds::read_party(party.kind), "name": party.name, "same_as": party.same_as
    });
    put(&mut claimant, "id", own_id(party.id.as_deref()));
    put(
        &mut claimant,
        "job_title",
        party.job_title.as_ref().map(|it| json!(it)),
    );
    put(&mut claimant, "url", party.url.as_ref().map(|it| json!(it)));
    claimant
}

fn source(work: &Work) -> Value {
    let name = work.name.as_ref().or(work.url.as_ref());
    let title = name.map(|it| it.chars().take(SOURCE_TITLE_MAX).collect());
    let title: String = title.unwrap_or_default();
    let mut source = Map::new();
    // What has no address is cited by its name.
    match &work.url {
        Some(url) => source.insert("url".to_owned(), json!(url)),
        None => source.insert("citation".to_owned(), json!(title)),
    };
    let kind = work
        .kind
        .as_deref()
        .map_or(SourceKind::Article, kinds::read_work);
    source.insert("kind".to_owned(), json!(kind));
    source.insert("title".to_owned(), json!(title));
    let mut source = Value::Object(source);
    put(&mut source, "id", own_id(work.id.as_deref()));
    put(
        &mut source,
        "publisher",
        work.publisher.as_ref().map(|it| json!(it)),
    );
    put(
        &mut source,
        "author",
        work.author.as_ref().map(|it| json!(it)),
    );
    put(
        &mut source,
        "published_at",
        work.date_published.map(|it| json!(moment(it))),
    );
    source
}

pub(super) fn verdict(review: &Review, language: &LanguageTag, conversion: &Conversion) -> Value {
    let title = review
        .title
        .clone()
        .unwrap_or_else(|| clipped(&review.claim_reviewed));
    let explanation = review.rating.explanation.as_ref().or(review.body.as_ref());
    let evidence = evidence(review, &title);
    let reviewed = review.date_published.map(moment);
    let corrected = review.correction.is_some();
    let status = match (conversion.publishes && reviewed.is_some(), corrected) {
        (false, _) => VerdictStatus::Draft,
        (true, false) => VerdictStatus::Published,
        (true, true) => VerdictStatus::Corrected,
    };
    let mut verdict = json!({
        "title": title, "url": review.url, "language": language, "status": status,
        "rating": rating(review), "evidence": evidence
    });
    put(&mut verdict, "id", own_id(review.id.as_deref()));
    put(
        &mut verdict,
        "summary",
        review.summary.as_ref().map(|it| json!(it)),
    );
    put(&mut verdict, "explanation", explanation.map(|it| json!(it)));
    put(
        &mut verdict,
        "reviewed_at",
        reviewed.as_ref().map(|it| json!(it)),
    );
    put(
        &mut verdict,
        "published_at",
        reviewed.as_ref().map(|it| json!(it)),
    );
    if status == VerdictStatus::Corrected {
        put(
            &mut verdict,
            "correction_note",
            review.correction.as_ref().map(|it| json!(it)),
        );
        put(
            &mut verdict,
            "corrected_at",
            review.date_modified.map(|it| json!(moment(it))),
        );
    }
    verdict
}

fn evidence(review: &Review, title: &str) -> Vec<Value> {
    let cited = |work: &Work| json!({"stance": "context", "source": source(work)});
    match review.citations.is_empty() {
        false => review.citations.iter().map(cited).collect(),
        // All that it rests on is what stands on its page.
        true => vec![cited(&page(review, title))],
    }
}

fn rating(review: &Review) -> Value {
    let mut rating = json!({"label": review.rating.label});
    if let Some(numbers) = review.rating.numbers {
        for (name, number) in [
            ("value", numbers.value),
            ("worst", numbers.worst),
            ("best", numbers.best),
        ] {
            // Those of our scales are whole.
            #[expect(clippy::cast_possible_truncation, reason = "it is within the range")]
            let whole = (number.fract() == 0.0 && number.abs() < 1e6).then_some(number as i32);
            put(&mut rating, name, whole.map(|it| json!(it)));
        }
    }
    rating
}

/// The page of a review, as what can be cited.
fn page(review: &Review, title: &str) -> Work {
    let newsroom = review.publisher.as_ref().or(review.author.as_ref());
    Work {
        url: Some(review.url.clone()),
        name: Some(title.to_owned()),
        publisher: newsroom.and_then(|party| party.name.clone()),
        date_published: review.date_published,
        ..Work::default()
    }
}

/// A claim as a title: one line, cut at a word where it is too long.
fn clipped(text: &str) -> String {
    let words = text.split_whitespace();
    let mut title = String::new();
    let mut length = 0;
    for word in words {
        let more = word.chars().count() + usize::from(length > 0);
        if length + more > TITLE_MAX - 1 {
            if length == 0 {
                title.extend(word.chars().take(TITLE_MAX - 1));
            }
            title.push('…');
            break;
        }
        if length > 0 {
            title.push(' ');
        }
        title.push_str(word);
        length += more;
    }
    title
}
