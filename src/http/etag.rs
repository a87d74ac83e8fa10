//! Entity tags `"VERSION.VARIANT"` and the preconditions of RFC 9110 that compare them.
//! VERSION is the resource's own and is what `If-Match` compares; VARIANT digests the whole
//! representation, so that `If-None-Match` also notices an embedded name that changed.

use actix_web::dev::Payload;
use actix_web::http::header::{HeaderMap, HeaderName, IF_MATCH, IF_NONE_MATCH};
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::{Ready, ready};
use twox_hash::XxHash3_64;

use crate::error::{Code, Problem, Result};

/// Encodings that a compressed answer's tag carries as a suffix, so that the tags of two
/// encodings differ, as strong tags must.
const ENCODINGS: [&str; 4] = ["gzip", "br", "zstd", "deflate"];

/// The tag of a representation of a resource's version.
pub(super) fn of_version(version: i64, body: &[u8]) -> String {
    format!("\"{version}.{:016x}\"", XxHash3_64::oneshot(body))
}

/// The tag of a representation that has no version of its own, such as a page of a list.
pub(super) fn of_bytes(body: &[u8]) -> String {
    format!("\"{:016x}\"", XxHash3_64::oneshot(body))
}

/// The tag of the same representation compressed.
pub(super) fn suffixed(tag: &str, encoding: &str) -> Option<String> {
    let open = tag.strip_suffix('"')?;
    Some(format!("{open}-{encoding}\""))
}

/// The tags of a header, without weakness marks and quotes; `*` stays as it is.
fn tags(headers: &HeaderMap, name: &HeaderName) -> Vec<String> {
    headers
        .get_all(name)
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|tag| {
            let tag = tag.trim();
            tag.strip_prefix("W/")
                .unwrap_or(tag)
                .trim_matches('"')
                .to_owned()
        })
        .collect()
}

/// Whether the client says that it holds this very representation.
pub(super) fn is_held(request: &HttpRequest, tag: &str) -> bool {
    let tag = tag.trim_matches('"');
    tags(request.headers(), &IF_NONE_MATCH).iter().any(|held| {
        let plain = ENCODINGS
            .iter()
            .find_map(|encoding| held.strip_suffix(encoding)?.strip_suffix('-'))
            .unwrap_or(held);
        held == "*" || plain == tag
    })
}

/// The versions that a change may be applied to. Proxies weaken tags when they compress, so
/// weak ones count as well: versions are compared, not bytes.
#[derive(Debug)]
pub struct IfMatch(Vec<Expected>);

#[derive(Debug, PartialEq, Eq)]
enum Expected {
    Any,
    Version(i64),
    Never,
}

impl IfMatch {
    fn of(request: &HttpRequest) -> Option<Self> {
        let tags = tags(request.headers(), &IF_MATCH);
        if tags.is_empty() {
            return None;
        }
        let expected = tags.iter().map(|tag| match tag.as_str() {
            "*" => Expected::Any,
            tag => tag
                .split('.')
                .next()
                .and_then(|version| version.parse().ok())
                .map_or(Expected::Never, Expected::Version),
        });
        Some(Self(expected.collect()))
    }

    /// Refuses the change when the resource's version is another one by now.
    pub fn check(&self, version: i64) -> Result<()> {
        if self.0.iter().any(|expected| {
            matches!(expected, Expected::Any) || *expected == Expected::Version(version)
        }) {
            return Ok(());
        }
        Err(Problem::new(
            Code::PreconditionFailed,
            "It was changed since the read that If-Match names.",
        ))
    }
}

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request).ok_or_else(|| {
            Problem::new(
                Code::PreconditionRequired,
                "Send If-Match with the ETag of the last read.",
            )
        }))
    }
}

/// `If-Match` where it may be left out.
#[derive(Debug)]
pub struct OptionalIfMatch(Option<IfMatch>);

impl OptionalIfMatch {
    /// As [`IfMatch::check`], when there is anything to check.
    pub fn check(&self, version: i64) -> Result<()> {
        self.0.as_ref().map_or(Ok(()), |tags| tags.check(version))
    }
}

impl FromRequest for OptionalIfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(IfMatch::of(request))))
    }
}
