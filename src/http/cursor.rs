//! Cursors: the place of the last row of a page, sealed together with the query that it is
//! for, opaque to clients. The seal finds mistakes; it keeps no secret and needs none, since a
//! place that somebody makes up gives nobody anything that the query would not, and is held to
//! the kind of the sort key all the same. So what a place is made of is to be what who asks may
//! know anyway.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use twox_hash::XxHash3_64;

use crate::error::{Code, Problem, Result};

const SEAL: usize = 8;
/// Characters of a cursor at most. What lists have to keep in one is bounded so that it fits.
pub const LONGEST: u64 = 8_000;

/// What a cursor is bound to: path, filters and sort of its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// Of a path and the pairs of its query; their order does not matter.
    pub fn of<'a>(path: &str, pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut pairs: Vec<_> = pairs.collect();
        pairs.sort_unstable();
        let mut text = path.to_owned();
        for (name, value) in pairs {
            text.push('\0');
            text.push_str(name);
            text.push('\0');
            text.push_str(value);
        }
        Self(XxHash3_64::oneshot(text.as_bytes()))
    }

    fn seal(self, payload: &[u8]) -> [u8; SEAL] {
        XxHash3_64::oneshot_with_seed(self.0, payload).to_be_bytes()
    }

    /// The cursor that continues after a place.
    pub fn cursor(self, place: &impl Serialize) -> Result<String> {
        let payload = serde_json::to_vec(place).map_err(Problem::internal)?;
        let mut sealed = self.seal(&payload).to_vec();
        sealed.extend_from_slice(&payload);
        Ok(URL_SAFE_NO_PAD.encode(sealed))
    }

    /// The place that a cursor of this query stands for, as JSON.
    pub fn place(self, cursor: &str) -> Result<Vec<u8>> {
        let sealed = URL_SAFE_NO_PAD
            .decode(cursor)
            .map_err(|_| Self::mismatch())?;
        let (seal, payload) = sealed.split_at_checked(SEAL).ok_or_else(Self::mismatch)?;
        if seal != self.seal(payload) {
            return Err(Self::mismatch());
        }
        Ok(payload.to_vec())
    }

    /// The refusal of a cursor of another query.
    pub fn mismatch() -> Problem {
        Problem::new(
            Code::CursorMismatch,
            "The cursor is not of this query, or was altered. Start again without it.",
        )
    }
}
