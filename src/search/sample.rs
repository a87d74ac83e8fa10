//! A small index, for tests.

use std::path::Path;

use chrono::DateTime;
use uuid::Uuid;

use super::analysis::Analyzer;
use super::compose::Composer;
use super::index::Live;
use super::position::{Make, Position};
use super::store::SourceRow;
use crate::vocabulary::{Reliability, SourceKind};

fn source(number: u128) -> SourceRow {
    SourceRow {
        id: Uuid::from_u128(number),
        url: None,
        citation: None,
        kind: SourceKind::Article,
        title: format!("A report on harvests and floods, part {number}"),
        publisher: None,
        author: None,
        published_at: None,
        language: Some("en".to_owned()),
        reliability: Reliability::Unclassified,
        created_by: Uuid::nil(),
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
        version: 1,
    }
}

/// An index of three sources, in a folder or in memory.
pub(super) fn three(folder: Option<&Path>, analyzer: &Analyzer) -> Live {
    let live = Live::create(folder, Make::of(analyzer)).unwrap();
    let composer = Composer {
        layout: &live.layout,
        analyzer,
    };
    let records = composer.sources((1..=3).map(source).collect());
    live.add(records).unwrap();
    live.commit(Position::default()).unwrap();
    live
}
