//! The bytes of a body: of a type that is asked for, decompressed, and never more than allowed.

use std::io::Read;

use actix_web::HttpRequest;
use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use actix_web::web::{Bytes, BytesMut};
use flate2::read::MultiGzDecoder;
use futures_util::StreamExt;

use crate::app::State;
use crate::error::{Code, Problem, Result};
use crate::http::idempotency::BodyDigest;

pub(in crate::http::json) const JSON: &str = "application/json";
pub(in crate::http::json) const LINKED_DATA: &str = "application/ld+json";
pub(in crate::http::json) const MERGE_PATCH: &str = "application/merge-patch+json";

/// Reads the body of a request that comes as one of the media types.
pub(in crate::http::json) fn read(
    request: &HttpRequest,
    payload: &mut Payload,
    media_types: &'static [&'static str],
) -> impl Future<Output = Result<Bytes>> + use<> {
    let head = inspect(request, media_types);
    let payload = payload.take();
    let request = request.clone();
    async move {
        let head = head?;
        let mut body = collect(payload, head.limit, head.announced).await?;
        if head.is_gzip {
            body = decompress(&body, head.limit)?;
        }
        BodyDigest::leave(&request, &body);
        Ok(body)
    }
}

/// What the headers of a body say of it.
pub(in crate::http) struct Head {
    pub limit: usize,
    announced: Option<usize>,
    pub is_gzip: bool,
}

/// Refuses a body that does not come as one of the media types.
pub(in crate::http) fn inspect(request: &HttpRequest, media_types: &[&str]) -> Result<Head> {
    let header = |name| {
        request.headers().get(name).map(|value| {
            value
                .to_str()
                .unwrap_or_default()
                .trim()
                .to_ascii_lowercase()
        })
    };
    let sent = header(CONTENT_TYPE).unwrap_or_default();
    let mut parts = sent.split(';').map(str::trim);
    let media_type = parts.next().unwrap_or_default();
    let is_utf8 = parts
        .filter_map(|parameter| parameter.strip_prefix("charset="))
        .all(|charset| matches!(charset.trim_matches('"'), "utf-8" | "utf8"));
    if !media_types.contains(&media_type) || !is_utf8 {
        return Err(Problem::new(
            Code::UnsupportedMediaType,
            format!(
                "Content-Type must be {}, in UTF-8.",
                media_types.join(" or ")
            ),
        ));
    }
    let is_gzip = match header(CONTENT_ENCODING).as_deref() {
        None | Some("" | "identity") => false,
        Some("gzip" | "x-gzip") => true,
        Some(_) => {
            return Err(Problem::new(
                Code::UnsupportedMediaType,
                "Content-Encoding must be gzip or absent.",
            ));
        }
    };
    Ok(Head {
        limit: State::of(request)?.config.body_limit,
        announced: header(CONTENT_LENGTH).and_then(|length| length.parse().ok()),
        is_gzip,
    })
}

fn too_large(limit: usize) -> Problem {
    Problem::new(
        Code::BodyTooLarge,
        format!("A request body has at most {limit} bytes."),
    )
}

async fn collect(mut payload: Payload, limit: usize, announced: Option<usize>) -> Result<Bytes> {
    if announced.is_some_and(|length| length > limit) {
        return Err(too_large(limit));
    }
    let mut body = BytesMut::with_capacity(announced.unwrap_or_default().min(limit));
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| {
            Problem::new(Code::BadRequest, "The body ended before its end.").because(error)
        })?;
        if body.len() + chunk.len() > limit {
            return Err(too_large(limit));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

/// Unpacks at most one byte more than the limit, however much the sender packed.
fn decompress(packed: &[u8], limit: usize) -> Result<Bytes> {
    let mut body = Vec::new();
    let bound = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    MultiGzDecoder::new(packed)
        .take(bound)
        .read_to_end(&mut body)
        .map_err(|error| Problem::new(Code::BadRequest, "The body is not gzip.").because(error))?;
    if body.len() > limit {
        return Err(too_large(limit));
    }
    Ok(body.into())
}
