//! Lines of JSON (NDJSON).

use actix_web::HttpResponse;
use actix_web::http::header::CACHE_CONTROL;
use serde::Serialize;

use super::streaming::{self, Outgoing};
use crate::error::{Problem, Result};

/// The media type that is sent.
pub const MEDIA_TYPE: &str = "application/x-ndjson";
/// Those that lines may come as.
pub(super) const TAKEN: [&str; 3] = [MEDIA_TYPE, "application/ndjson", "application/jsonl"];

/// One value as a line.
pub fn line(value: &impl Serialize, to: &mut Vec<u8>) -> Result<()> {
    serde_json::to_writer(&mut *to, value).map_err(Problem::internal)?;
    to.push(b'\n');
    Ok(())
}

/// An answer of lines that are still to be made, as [`streaming::answer`] is.
pub fn answer(ahead: usize) -> (Outgoing, HttpResponse) {
    let mut head = HttpResponse::Ok();
    head.insert_header((CACHE_CONTROL, "no-store"));
    streaming::answer(head, MEDIA_TYPE, ahead)
}
