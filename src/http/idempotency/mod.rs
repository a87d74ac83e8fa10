//! Idempotency of POSTs (draft-ietf-httpapi-idempotency-key-header): a request that is sent again
//! with the same `Idempotency-Key` has one effect and one answer. The answer is stored in the
//! transaction of the effect, so that neither is ever there without the other; a duplicate that
//! comes while the first is under way waits for it on the table's unique index.

mod seal;
mod store;

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::{AUTHORIZATION, HeaderName};
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use chrono::TimeDelta;
use futures_util::future::{Ready, ready};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::caller::Caller;
use super::reply::{Answer, Written};
use crate::app::State;
use crate::db::{Author, Unit};
use crate::error::{Code, Problem, Result};
use store::{Claimed, Slot};

/// Names an attempt.
pub const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// Marks an answer that was given before.
pub const IDEMPOTENCY_REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// The longest key, in characters.
const KEY_MAX: usize = 255;
/// So long an answer is kept.
const KEPT: TimeDelta = TimeDelta::hours(24);

/// One sending of a request that may be sent again.
#[derive(Debug)]
pub struct Attempt {
    request: HttpRequest,
    key: Option<String>,
}

/// The digest of a body, left in its request by whoever read the body.
pub(super) struct BodyDigest(pub [u8; 32]);

impl BodyDigest {
    /// Leaves it in a request that may be sent again.
    pub(super) fn leave(request: &HttpRequest, body: &[u8]) {
        if request.headers().contains_key(IDEMPOTENCY_KEY) {
            let digest = Self(Sha256::digest(body).into());
            request.extensions_mut().insert(digest);
        }
    }
}

impl FromRequest for Attempt {
    type Error = Problem;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let attempt = key(request).map(|key| Self {
            request: request.clone(),
            key,
        });
        ready(attempt)
    }
}

/// The key of a request: an item of RFC 8941, that is a quoted string, or the same without its
/// quotes.
fn key(request: &HttpRequest) -> Result<Option<String>> {
    let mut sent = request.headers().get_all(IDEMPOTENCY_KEY);
    let Some(value) = sent.next() else {
        return Ok(None);
    };
    let refuse = |detail| Err(Problem::fault("/Idempotency-Key", "invalid_value", detail));
    if sent.next().is_some() {
        return refuse("the header stands there twice");
    }
    let text = value.to_str().unwrap_or_default().trim();
    let quoted = text
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let key = match quoted {
        Some(inner) => inner.replace("\\\"", "\"").replace("\\\\", "\\"),
        None => text.to_owned(),
    };
    if !(1..=KEY_MAX).contains(&key.len()) || key.bytes().any(|b| !(b' '..=b'~').contains(&b)) {
        return refuse("1 to 255 visible characters of ASCII are expected");
    }
    Ok(Some(key))
}

impl Attempt {
    /// Makes a change, or gives the answer that it had when it was made before.
    pub async fn once<R: Written>(
        &self,
        unit: &Unit<'_>,
        caller: &Caller,
        change: impl AsyncFnOnce(&Unit<'_>) -> Result<R>,
    ) -> Result<Answer> {
        let Some(key) = &self.key else {
            return change(unit).await?.answer();
        };
        let slot = Slot {
            owner: owner(caller),
            key,
        };
        let fingerprint = self.fingerprint(R::IS_SECRET.then_some(caller.key));
        let cutoff = unit.now() - KEPT;
        let secret = R::IS_SECRET.then(|| self.secret(key));
        let claimed = store::claim(unit.conn, slot, &fingerprint, unit.now(), cutoff);
        // What waited for another attempt is of the time at which it goes on.
        match unit.hold(claimed).await? {
            Claimed::New => {
                let answer = change(unit).await?.answer()?;
                let kept = match secret {
                    Some(secret) => secret.seal(&answer.body)?,
                    None => answer.body.clone(),
                };
                store::keep(unit.conn, slot, &answer, kept).await?;
                Ok(answer)
            }
            Claimed::Before(stored) if stored.fingerprint == fingerprint => {
                let mut answer = stored.answer()?;
                if let Some(secret) = secret {
                    answer.body = secret.open(&answer.body)?;
                }
                answer
                    .headers
                    .push((IDEMPOTENCY_REPLAYED, "true".to_owned()));
                Ok(answer)
            }
            Claimed::Before(_) => Err(Problem::new(
                Code::IdempotencyMismatch,
                "The Idempotency-Key came with another request in the last 24 hours.",
            )),
        }
    }

    /// The parts of the request, where it names itself.
    pub fn parts(&self, caller: &Caller) -> Option<Parts> {
        let key = self.key.clone()?;
        let owner = owner(caller);
        Some(Parts { owner, key })
    }

    /// What the request is: its method, path, query and body, and the key that may see a secret
    /// in its answer.
    fn fingerprint(&self, key: Option<Uuid>) -> [u8; 32] {
        let head = self.request.head();
        let mut digest = Sha256::new();
        for part in [
            head.method.as_str(),
            self.request.path(),
            self.request.query_string(),
        ] {
            digest.update(part);
            digest.update([0]);
        }
        if let Some(BodyDigest(body)) = self.request.extensions().get() {
            digest.update(body);
        }
        digest.update(key.unwrap_or_default());
        digest.finalize().into()
    }

    /// What only the sender of the request knows.
    fn secret(&self, key: &str) -> seal::Seal {
        let sent = self.request.headers().get(AUTHORIZATION);
        let sent = sent
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        // The scheme may be spelt in many ways, the key in one.
        let (_, secret) = sent.split_once(' ').unwrap_or_default();
        seal::Seal::of(secret.trim().as_bytes(), key)
    }
}

/// The parts of a request that is too large for one transaction: each has an effect, and an
/// answer that is kept, of its own.
pub struct Parts {
    owner: Uuid,
    key: String,
}

impl Parts {
    /// The answer that a part had when it was made before; none where it is still to be made.
    pub async fn begin(
        &self,
        unit: &Unit<'_>,
        number: u64,
        fingerprint: &[u8; 32],
    ) -> Result<Option<Vec<u8>>> {
        let key = self.slot_key(number);
        let slot = self.slot(&key);
        let cutoff = unit.now() - KEPT;
        match store::claim(unit.conn, slot, fingerprint, unit.now(), cutoff).await? {
            Claimed::New => Ok(None),
            Claimed::Before(stored) if stored.fingerprint == fingerprint => {
                Ok(Some(stored.answer()?.body))
            }
            Claimed::Before(_) => Err(Problem::new(
                Code::IdempotencyMismatch,
                "Another line came with this Idempotency-Key and number in the last 24 hours.",
            )),
        }
    }

    /// Keeps the answer of a part whose effect is about to be committed; one that had none may
    /// be made anew.
    pub async fn end(&self, unit: &Unit<'_>, number: u64, answer: Option<Vec<u8>>) -> Result<()> {
        let key = self.slot_key(number);
        match answer {
            Some(body) => {
                let answer = Answer {
                    status: StatusCode::OK,
                    headers: Vec::new(),
                    body: Vec::new(),
                };
                store::keep(unit.conn, self.slot(&key), &answer, body).await
            }
            None => store::forget(unit.conn, self.slot(&key)).await,
        }
    }

    fn slot<'a>(&self, key: &'a str) -> Slot<'a> {
        Slot {
            owner: self.owner,
            key,
        }
    }

    /// A line feed is in no key that a client can send.
    fn slot_key(&self, number: u64) -> String {
        format!("{}\n{number}", self.key)
    }
}

fn owner(caller: &Caller) -> Uuid {
    caller.organization.unwrap_or(caller.key)
}

/// Forgets what is no longer kept; tells how many answers that were. Each round is a transaction
/// of its own: what it has forgotten stays so when a later one fails, and no retry waits for more
/// than one. Any number of servers may do this at once.
pub async fn sweep(state: &State) -> Result<usize> {
    let mut swept = 0;
    loop {
        let round = state.write_as(Author::default(), async |unit| {
            store::sweep(unit.conn, unit.now() - KEPT).await
        });
        let (count, may_have_left_some) = round.await?;
        swept += count;
        if !may_have_left_some {
            return Ok(swept);
        }
    }
}
