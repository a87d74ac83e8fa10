//! Bodies that are never in memory whole: read as they come, and sent as they are made.

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest, HttpResponse, HttpResponseBuilder};
use flate2::write::MultiGzDecoder;
use futures_util::future::{Ready, ready};
use futures_util::{Stream, StreamExt, stream};
use tokio::sync::{Semaphore, mpsc};

use super::json::body;
use super::ndjson;
use super::negotiation::LINKED_DATA;
use crate::app::State;
use crate::error::{Code, Problem, Result};

/// The longest wait for a client to read on.
const REST: Duration = Duration::from_secs(60);
/// Bytes that are unpacked at once: packed ones may hold a thousand times as many.
const SLICE: usize = 1 << 10;

/// The media types of documents that are read as they come.
const DOCUMENTS: [&str; 2] = ["application/json", LINKED_DATA];

/// A body of lines, or a document, as it comes in.
pub struct Incoming {
    payload: Payload,
    gzip: Option<MultiGzDecoder<Vec<u8>>>,
    /// Still to be unpacked.
    packed: Bytes,
    /// The longest wait for more of it.
    wait: Duration,
    /// The most bytes of one line.
    pub line_limit: usize,
    is_document: bool,
}

impl FromRequest for Incoming {
    type Error = Problem;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let mut incoming = || {
            let taken = [&ndjson::TAKEN[..], &DOCUMENTS].concat();
            let head = body::inspect(request, &taken)?;
            Ok(Self {
                payload: payload.take(),
                gzip: head.is_gzip.then(|| MultiGzDecoder::new(Vec::new())),
                packed: Bytes::new(),
                wait: State::of(request)?.config.request_timeout,
                line_limit: head.limit,
                is_document: body::inspect(request, &DOCUMENTS).is_ok(),
            })
        };
        ready(incoming())
    }
}

impl Incoming {
    /// Refuses what does not come as lines.
    pub fn check_lines(&self) -> Result<()> {
        match self.is_document {
            false => Ok(()),
            true => Err(Problem::new(
                Code::UnsupportedMediaType,
                format!(
                    "Content-Type must be {}, in UTF-8.",
                    ndjson::TAKEN.join(" or ")
                ),
            )),
        }
    }

    /// The next bytes, decompressed; none at the end.
    pub async fn next(&mut self) -> Result<Option<Bytes>> {
        if self.packed.is_empty() {
            let next = tokio::time::timeout(self.wait, self.payload.next()).await;
            let Ok(next) = next else {
                let detail = format!("Nothing came for {} s.", self.wait.as_secs_f32());
                return Err(Problem::new(Code::RequestTimeout, detail));
            };
            let Some(chunk) = next else {
                return self.rest();
            };
            let chunk = chunk.map_err(|error| broken(&error))?;
            if self.gzip.is_none() {
                return Ok(Some(chunk));
            }
            self.packed = chunk;
        }
        let Some(gzip) = &mut self.gzip else {
            return Ok(Some(std::mem::take(&mut self.packed)));
        };
        let slice = self.packed.split_to(self.packed.len().min(SLICE));
        gzip.write_all(&slice)
            .and_then(|()| gzip.flush())
            .map_err(|error| {
                Problem::new(Code::BadRequest, "The body is not gzip.").because(error)
            })?;
        Ok(Some(std::mem::take(gzip.get_mut()).into()))
    }

    /// What is left when everything has come.
    fn rest(&mut self) -> Result<Option<Bytes>> {
        let Some(mut gzip) = self.gzip.take() else {
            return Ok(None);
        };
        gzip.try_finish().map_err(|error| broken(&error))?;
        let rest = std::mem::take(gzip.get_mut());
        Ok((!rest.is_empty()).then(|| rest.into()))
    }
}

fn broken(error: &dyn std::fmt::Display) -> Problem {
    Problem::new(Code::BadRequest, "The body ended before its end.").because(error)
}

/// Where bytes are put that are to be sent.
pub struct Outgoing {
    sender: mpsc::UnboundedSender<Result<Bytes>>,
    budget: Arc<Semaphore>,
    size: usize,
}

/// An answer whose body is still to be made: so many bytes may be made ahead of what the client has
/// read, past which the maker waits.
pub fn answer(
    mut head: HttpResponseBuilder,
    media_type: &str,
    budget: usize,
) -> (Outgoing, HttpResponse) {
    let (sender, receiver) = mpsc::unbounded_channel();
    let permits = Arc::new(Semaphore::new(budget));
    let outgoing = Outgoing {
        sender,
        budget: Arc::clone(&permits),
        size: budget,
    };
    let response = head
        .content_type(media_type)
        .streaming(sent(receiver, permits));
    (outgoing, response)
}

/// The same without a body: who asks for the head alone, or holds what it would be, is sent none.
pub fn bodiless(head: HttpResponseBuilder, media_type: &str) -> HttpResponse {
    let (outgoing, answer) = answer(head, media_type, 0);
    outgoing.finish();
    answer
}

fn sent(
    receiver: mpsc::UnboundedReceiver<Result<Bytes>>,
    budget: Arc<Semaphore>,
) -> impl Stream<Item = Result<Bytes>> {
    let start = (Some(receiver), budget, 0);
    stream::unfold(start, |(receiver, budget, before)| async move {
        let mut receiver = receiver?;
        // What was given before has gone out by now.
        budget.add_permits(before);
        match receiver.recv().await {
            Some(Ok(bytes)) if bytes.is_empty() => None,
            Some(Ok(bytes)) => {
                let size = bytes.len();
                Some((Ok(bytes), (Some(receiver), budget, size)))
            }
            Some(Err(problem)) => Some((Err(problem), (None, budget, 0))),
            // Whoever made it ended before the end.
            None => Some((
                Err(Problem::internal("a stream ended too early")),
                (None, budget, 0),
            )),
        }
    })
}

impl Outgoing {
    /// Sends bytes, once there is room; tells whether there is still anybody who reads them.
    pub async fn send(&self, bytes: Vec<u8>) -> bool {
        if bytes.is_empty() {
            return !self.sender.is_closed();
        }
        let mut bytes = Bytes::from(bytes);
        while !bytes.is_empty() {
            let part = bytes.split_to(bytes.len().min(self.size));
            let permits = u32::try_from(part.len()).unwrap_or(u32::MAX);
            tokio::select! {
                permit = self.budget.acquire_many(permits) => match permit {
                    Ok(permit) => permit.forget(),
                    Err(_) => return false,
                },
                () = self.sender.closed() => return false,
                // Whoever reads nothing for so long holds others up for nothing.
                () = tokio::time::sleep(REST) => return false,
            }
            if self.sender.send(Ok(part)).is_err() {
                return false;
            }
        }
        true
    }

    /// Ends the answer: it is whole.
    pub fn finish(self) {
        // Nobody may be there any more.
        let _ = self.sender.send(Ok(Bytes::new()));
    }

    /// Breaks the answer off: without its end, a client knows that it is not whole.
    pub fn fail(self, problem: Problem) {
        tracing::error!(%problem, "an answer is broken off");
        // Nobody may be there any more.
        let _ = self.sender.send(Err(problem));
    }
}
