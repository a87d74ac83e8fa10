//! Atom (RFC 4287), with the entries that are no more (RFC 6721).

use std::io;

use chrono::{DateTime, Utc};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::entries::{Entry, Told};
use super::json_feed::text;
use crate::language;
use crate::resources::claim_reviews::assemble::{time, urn};
use crate::resources::claim_reviews::markup::ClaimReview;
use crate::resources::verdicts::wire::Verdict;

/// The media type.
pub const MEDIA_TYPE: &str = "application/atom+xml; charset=utf-8";
const ATOM: &str = "http://www.w3.org/2005/Atom";
const TOMBSTONES: &str = "http://purl.org/atompub/tombstones/1.0";

/// The tag of a text in several languages (ISO 639-2).
const SEVERAL_LANGUAGES: &str = "mul";

/// The addresses of a feed.
pub struct Addresses {
    /// Without paging: what the feed is called.
    pub id: String,
    /// Its own.
    pub own: String,
    /// The next older page.
    pub next: Option<String>,
    /// What to read of it.
    pub home: String,
}

fn updated(entry: &Entry) -> DateTime<Utc> {
    match entry {
        Entry::Standing(told) => told.updated_at,
        Entry::Retracted(verdict) => verdict.updated_at,
    }
}

/// The feed of a page.
pub fn feed(entries: &[Entry], addresses: &Addresses) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let updated = entries.iter().map(updated).max();
    xml.create_element("feed")
        .with_attribute(("xmlns", ATOM))
        .with_attribute(("xmlns:at", TOMBSTONES))
        .write_inner_content(|xml| {
            element(xml, "id", &addresses.id)?;
            element(xml, "title", "Verdicts")?;
            // An empty feed has never been changed.
            element(xml, "updated", &time(updated.unwrap_or_default()))?;
            link(xml, "self", &addresses.own)?;
            link(xml, "related", &addresses.home)?;
            if let Some(next) = &addresses.next {
                link(xml, "next", next)?;
            }
            element(xml, "generator", "factcheck")?;
            for entry in entries {
                match entry {
                    Entry::Standing(told) => standing(xml, told)?,
                    Entry::Retracted(verdict) => retracted(xml, verdict)?,
                }
            }
            Ok(())
        })?;
    let mut bytes = xml.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

type Xml = Writer<Vec<u8>>;

fn standing(xml: &mut Xml, told: &Told) -> io::Result<()> {
    let review = &told.review;
    let rating = told.rating.as_ref();
    xml.create_element("entry")
        .with_attribute(("xml:lang", review.in_language.as_str()))
        .write_inner_content(|xml| {
            element(xml, "id", &review.id)?;
            let title = review.name.as_ref().unwrap_or(&review.claim_reviewed);
            element(xml, "title", title)?;
            element(xml, "updated", &time(told.updated_at))?;
            element(xml, "published", &review.date_published)?;
            link(xml, "alternate", &review.url)?;
            xml.create_element("author").write_inner_content(|xml| {
                element(xml, "name", &review.author.name)?;
                match &review.author.url {
                    Some(url) => element(xml, "uri", url),
                    None => Ok(()),
                }
            })?;
            if let Some(rating) = rating {
                xml.create_element("category")
                    .with_attribute(("term", rating.normalized.as_str()))
                    .with_attribute(("label", printable(&rating.label).as_str()))
                    .write_empty()?;
            }
            if let Some(summary) = &review.description {
                element(xml, "summary", summary)?;
            }
            content(xml, review)
        })?;
    Ok(())
}

/// All that the review says: in the entry's language, unless the claim is in another.
fn content(xml: &mut Xml, review: &ClaimReview) -> io::Result<()> {
    let primary = language::primary(review.claim_language());
    let is_one = primary == language::primary(&review.in_language);
    let mut content = xml.create_element("content");
    if !is_one {
        content = content.with_attribute(("xml:lang", SEVERAL_LANGUAGES));
    }
    content.write_text_content(BytesText::new(&printable(&text(review))))?;
    Ok(())
}

/// That a verdict is no more, and why.
fn retracted(xml: &mut Xml, verdict: &Verdict) -> io::Result<()> {
    let id = urn(verdict.id);
    xml.create_element("at:deleted-entry")
        .with_attribute(("ref", id.as_str()))
        .with_attribute(("when", time(verdict.updated_at).as_str()))
        .write_inner_content(|xml| {
            let reason = verdict.retraction_reason.as_deref().unwrap_or_default();
            element(xml, "at:comment", reason)
        })?;
    Ok(())
}

fn element(xml: &mut Xml, name: &str, text: &str) -> io::Result<()> {
    xml.create_element(name)
        .write_text_content(BytesText::new(&printable(text)))?;
    Ok(())
}

fn link(xml: &mut Xml, relation: &str, address: &str) -> io::Result<()> {
    xml.create_element("link")
        .with_attribute(("rel", relation))
        .with_attribute(("href", address))
        .write_empty()?;
    Ok(())
}

/// Without the characters that XML 1.0 cannot have.
fn printable(text: &str) -> String {
    let is_xml = |c: &char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(is_xml).collect()
}
