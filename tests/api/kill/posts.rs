//! What the clients post, and what can come of it.

use actix_web::web::Bytes;
use awc::error::{ConnectError, SendRequestError};
use factcheck::vocabulary::Action;
use futures_util::{StreamExt, stream};
use serde_json::{Value, json};

use super::progress::Progress;
use crate::support::*;

/// Drafts that are published on one claim.
const DRAFTS_OF_A_CLAIM: u64 = 10;
/// Claims to which statements are added: clients often want the same one.
const SHARED_CLAIMS: u64 = 4;

/// What a post does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Claim,
    Statement,
    Source,
    Publication,
}

impl Kind {
    pub const ALL: [Self; 4] = [
        Self::Claim,
        Self::Statement,
        Self::Source,
        Self::Publication,
    ];

    /// How the journal calls it.
    pub fn action(self) -> Action {
        match self {
            Self::Claim => Action::ClaimCreated,
            Self::Statement => Action::StatementCreated,
            Self::Source => Action::SourceCreated,
            Self::Publication => Action::VerdictPublished,
        }
    }
}

/// A request that is sent until it is answered.
pub struct Post {
    pub kind: Kind,
    /// The `Idempotency-Key`.
    pub key: String,
    /// What its effect alone has in the database.
    pub mark: String,
    path: String,
    body: String,
}

/// An answer to it.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    /// Those that are stored with it.
    pub headers: [Option<String>; 3],
    pub body: Bytes,
    pub is_replayed: bool,
}

/// What came of one sending.
#[derive(Debug)]
pub enum Outcome {
    Answered(Reply),
    /// 409 `idempotency_in_progress`, or 503.
    PutOff(u16),
    /// The connection was lost or never made, or the client has waited for long enough.
    Cut,
}

/// What the posts rest on.
pub struct Stage {
    /// Over the same database; it prepares and checks, and is never killed.
    pub api: Api,
    pub newsroom: Newsroom,
    /// The last entry of the journal that is none of theirs.
    pub last_seq: i64,
    shared: Vec<Value>,
    drafts: Vec<Value>,
}

impl Stage {
    /// With so many drafts to publish.
    pub async fn set(drafts: u64) -> Self {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let source = api.source(&newsroom).await;
        let scale = api.scale(&newsroom).await;
        let on_a_claim = async |first: u64| {
            let claim = api.claim(&newsroom).await;
            let last = drafts.min(first + DRAFTS_OF_A_CLAIM);
            let mut made = Vec::new();
            for number in first..last {
                let body = json!({
                    "claim_id": claim["id"], "rating_id": scale["ratings"][0]["id"],
                    "title": format!("Verdict {number}"), "language": "en",
                    "reviewed_at": "2024-10-28T12:00:00Z"
                });
                let draft = api.made("/v1/verdicts", &newsroom.key, body).await;
                let path = format!("/v1/verdicts/{}/evidence", text(&draft["id"]));
                let evidence = json!([{"source_id": source["id"], "stance": "supports"}]);
                api.put(path, &newsroom.key, &evidence).await.expect(200);
                made.push(draft);
            }
            made
        };
        let firsts = (0..drafts).step_by(DRAFTS_OF_A_CLAIM as usize);
        let drafts: Vec<Vec<Value>> = stream::iter(firsts.map(on_a_claim))
            .buffered(4)
            .collect()
            .await;
        let mut shared = Vec::new();
        for _ in 0..SHARED_CLAIMS {
            shared.push(api.claim(&newsroom).await);
        }
        Self {
            last_seq: api
                .number("SELECT last_value AS number FROM journal_seq_seq")
                .await,
            drafts: drafts.concat(),
            shared,
            newsroom,
            api,
        }
    }

    /// The post of a number.
    pub fn post(&self, number: u64) -> Post {
        match number % 7 {
            0 | 1 => self.post_of(Kind::Claim, number),
            2 | 3 => self.post_of(Kind::Statement, number),
            6 if number / 7 < self.drafts.len() as u64 => {
                self.post_of(Kind::Publication, number / 7)
            }
            _ => self.post_of(Kind::Source, number),
        }
    }

    /// The post of a kind and a number; a publication's is that of its draft.
    pub fn post_of(&self, kind: Kind, number: u64) -> Post {
        let (mark, path, body) = match kind {
            Kind::Claim => {
                let text = format!("Claim {number}");
                let body = with(a_claim(), json!({"text": text}));
                (text, "/v1/claims".to_owned(), Some(body))
            }
            Kind::Statement => {
                let quote = format!("Quote {number}");
                let body = json!({"position": "asserts", "quote": quote});
                let claim = text(&self.shared[(number % SHARED_CLAIMS) as usize]["id"]);
                (quote, format!("/v1/claims/{claim}/statements"), Some(body))
            }
            Kind::Source => {
                let url = format!("https://kill.example/{number}");
                let body = with(a_source(), json!({"url": url}));
                (url, "/v1/sources".to_owned(), Some(body))
            }
            Kind::Publication => {
                let draft = text(&self.drafts[number as usize]["id"]);
                let mark = format!("Verdict {number}");
                (mark, format!("/v1/verdicts/{draft}/publish"), None)
            }
        };
        Post {
            key: format!("{kind:?} {number}"),
            body: body.map(|body| body.to_string()).unwrap_or_default(),
            kind,
            mark,
            path,
        }
    }

    /// The bytes of a post.
    pub fn raw(&self, post: &Post) -> Vec<u8> {
        let Post {
            key, path, body, ..
        } = post;
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {}\r\n\
             Idempotency-Key: {key}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            self.newsroom.key,
            body.len()
        );
        [head.as_bytes(), body.as_bytes()].concat()
    }

    /// Sends a post once.
    pub async fn attempt(
        &self,
        client: &awc::Client,
        address: &str,
        post: &Post,
        progress: &Progress,
    ) -> Outcome {
        progress.note(|numbers| numbers.begun += 1);
        let outcome = self.exchange(client, address, post).await;
        // A connection that was made and then lost counts as one that could not be, to awc.
        let refused = matches!(
            outcome,
            Err(Some(SendRequestError::Connect(ConnectError::Io(_))))
        );
        let outcome = outcome.unwrap_or(Outcome::Cut);
        progress.note(|numbers| {
            numbers.ended += 1;
            match outcome {
                Outcome::Answered(_) => (),
                Outcome::PutOff(_) => numbers.put_off += 1,
                Outcome::Cut if refused => numbers.refused += 1,
                Outcome::Cut => numbers.cut += 1,
            }
        });
        outcome
    }

    async fn exchange(
        &self,
        client: &awc::Client,
        address: &str,
        post: &Post,
    ) -> Result<Outcome, Option<SendRequestError>> {
        let request = client
            .post(format!("{address}{}", post.path))
            .insert_header(("Authorization", format!("Bearer {}", self.newsroom.key)))
            .insert_header(("Content-Type", "application/json"))
            .insert_header(("Idempotency-Key", post.key.as_str()));
        let mut response = request.send_body(post.body.clone()).await.map_err(Some)?;
        // One that breaks off is none.
        let body = response.body().await.map_err(|_| None)?;
        let header = |name: &str| Some(response.headers().get(name)?.to_str().unwrap().to_owned());
        let status = response.status().as_u16();
        let code = || -> Value { serde_json::from_slice::<Value>(&body).unwrap()["code"].take() };
        match status {
            200 | 201 => Ok(Outcome::Answered(Reply {
                status,
                headers: ["Location", "ETag", "Content-Type"].map(header),
                is_replayed: header("Idempotency-Replayed").is_some_and(|told| told == "true"),
                body,
            })),
            503 => Ok(Outcome::PutOff(status)),
            409 if code() == "idempotency_in_progress" => Ok(Outcome::PutOff(status)),
            _ => panic!("{}: {status} {}", post.key, String::from_utf8_lossy(&body)),
        }
    }
}
