//! The client of the tests: over a real connection, and with no mercy for an answer that the
//! document does not have.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use actix_web::http::header::HeaderMap;
use actix_web::web::Bytes;
use serde_json::{Value, json};

use super::api::Api;
use super::document::{self, JSON, Operation};

/// The media type of lines.
pub const NDJSON: &str = "application/x-ndjson";

/// A request that is being put together; awaiting it sends it.
pub struct Request {
    client: awc::Client,
    base: String,
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    is_one_line: bool,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
    asked: String,
}

impl Api {
    /// A request of any method.
    pub fn request(&self, method: &str, path: impl Into<String>) -> Request {
        Request {
            client: self.client.clone(),
            base: self.base.clone(),
            method: method.to_owned(),
            path: path.into(),
            headers: Vec::new(),
            body: Vec::new(),
            is_one_line: false,
        }
    }

    pub fn get(&self, path: impl Into<String>) -> Request {
        self.request("GET", path)
    }

    pub fn post(&self, path: impl Into<String>, key: &str, body: &Value) -> Request {
        self.request("POST", path).key(key).json(body)
    }

    /// A PUT whatever the version.
    pub fn put(&self, path: impl Into<String>, key: &str, body: &Value) -> Request {
        self.request("PUT", path).key(key).json(body).if_match("*")
    }

    /// A PATCH whatever the version.
    pub fn patch(&self, path: impl Into<String>, key: &str, body: &Value) -> Request {
        let request = self.request("PATCH", path).key(key).json(body);
        request
            .header("Content-Type", "application/merge-patch+json")
            .if_match("*")
    }

    pub fn delete(&self, path: impl Into<String>, key: &str) -> Request {
        self.request("DELETE", path).key(key)
    }
}

impl Request {
    /// Sets a header, in place of an earlier one of the name.
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers
            .retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.headers
            .retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self
    }

    pub fn key(self, key: &str) -> Self {
        self.header("Authorization", format!("Bearer {key}"))
    }

    pub fn if_match(self, tag: &str) -> Self {
        self.header("If-Match", tag)
    }

    pub fn json(self, body: &Value) -> Self {
        self.bytes(body.to_string())
            .header("Content-Type", "application/json")
    }

    pub fn bytes(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// Of an import of one line: where the line fails, its problem is taken for the answer.
    pub fn one_line(mut self) -> Self {
        self.is_one_line = true;
        self
    }

    async fn send(self) -> Answer {
        let asked = format!("{} {}", self.method, self.path);
        let url = format!("{}{}", self.base, self.path);
        let mut request = self.client.request(self.method.parse().unwrap(), url);
        for (name, value) in self.headers {
            request = request.insert_header((name, value));
        }
        let mut response = request
            .send_body(self.body)
            .await
            .unwrap_or_else(|error| panic!("{asked}: {error}"));
        let body = response.body().limit(64 << 20).await.unwrap();
        let answer = Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body,
            asked,
        };
        if answer.headers.get("content-encoding").is_none() {
            let media_type = answer.header("content-type").unwrap_or_default();
            document::check(
                &self.method,
                &self.path,
                answer.status,
                &media_type,
                &answer.body,
            );
        }
        assert!(
            answer
                .header("x-request-id")
                .is_some_and(|id| id.len() == 36),
            "{}: no request id",
            answer.asked
        );
        match self.is_one_line {
            true => answer.of_one_line(),
            false => answer,
        }
    }
}

impl IntoFuture for Request {
    type Output = Answer;
    type IntoFuture = Pin<Box<dyn Future<Output = Answer>>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<String> {
        Some(self.headers.get(name)?.to_str().unwrap().to_owned())
    }

    #[track_caller]
    pub fn etag(&self) -> String {
        self.header("etag").expect("an ETag")
    }

    /// The body, after a look at the status.
    #[track_caller]
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(
            self.status,
            status,
            "{}: {}",
            self.asked,
            String::from_utf8_lossy(&self.body)
        );
        if self.header("content-type").as_deref() == Some(NDJSON) {
            return self.lines().into();
        }
        if self.body.is_empty() {
            return Value::Null;
        }
        let media_type = self.header("content-type").unwrap_or_default();
        match media_type.ends_with("json") {
            true => serde_json::from_slice(&self.body).unwrap(),
            false => String::from_utf8(self.body.to_vec()).unwrap().into(),
        }
    }

    /// The lines of the body, each of which ends in a line feed.
    #[track_caller]
    pub fn lines(&self) -> Vec<Value> {
        assert_eq!(self.header("content-type").as_deref(), Some(NDJSON));
        let mut lines: Vec<&[u8]> = self.body.split(|byte| *byte == b'\n').collect();
        assert_eq!(lines.pop(), Some(&b""[..]), "{} breaks off", self.asked);
        let lines = lines.into_iter();
        lines
            .map(|line| serde_json::from_slice(line).unwrap())
            .collect()
    }

    fn of_one_line(self) -> Self {
        if self.header("content-type").as_deref() != Some(NDJSON) {
            return self;
        }
        let lines = self.lines();
        let [line] = lines.as_slice() else {
            panic!("{}: {lines:?}", self.asked);
        };
        if line["status"] != "failed" {
            return self;
        }
        let problem = &line["problem"];
        let mut headers = self.headers;
        let media_type = "application/problem+json".parse().unwrap();
        headers.insert("content-type".parse().unwrap(), media_type);
        Self {
            status: u16::try_from(problem["status"].as_u64().unwrap()).unwrap(),
            headers,
            body: problem.to_string().into(),
            asked: self.asked,
        }
    }

    /// The problem, after a look at its status and code.
    #[track_caller]
    pub fn problem(&self, status: u16, code: &str) -> Value {
        let problem = self.expect(status);
        assert_eq!(problem["code"], code, "{}: {problem}", self.asked);
        assert_eq!(
            self.header("content-type").as_deref(),
            Some("application/problem+json")
        );
        problem
    }

    /// The refusal of an operation, with a status and a code of ours, or with what these are among
    /// Google's where the document has its failures so; its detail.
    #[track_caller]
    pub fn failure(&self, operation: &Operation, status: u16, code: &str) -> String {
        let detail = match operation.fails_as_google() {
            true => {
                let (status, name) = match code {
                    "invalid_api_key" => (status, "UNAUTHENTICATED"),
                    "method_not_allowed" => (status, "UNIMPLEMENTED"),
                    "unknown_parameter" | "validation_failed" => (400, "INVALID_ARGUMENT"),
                    other => panic!("what is {other} among Google's?"),
                };
                self.google(status, name)
            }
            false => self.problem(status, code)["detail"].clone(),
        };
        detail.as_str().unwrap().to_owned()
    }

    /// The failure as Google tells it, after a look at its status and code; its message.
    #[track_caller]
    pub fn google(&self, status: u16, name: &str) -> Value {
        let failure = self.expect(status);
        let message = failure["error"]["message"].clone();
        let whole = json!({"error": {"code": status, "message": message, "status": name}});
        assert_eq!(failure, whole, "{}", self.asked);
        assert_eq!(self.header("content-type").as_deref(), Some(JSON));
        message
    }

    /// The one fault of a 422: where, and which.
    #[track_caller]
    pub fn fault(&self, pointer: &str, code: &str) {
        self.faults(&[(pointer, code)]);
    }

    /// The faults of a 422, in order.
    #[track_caller]
    pub fn faults(&self, expected: &[(&str, &str)]) {
        let problem = self.problem(422, "validation_failed");
        let faults: Vec<(&str, &str)> = problem["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|fault| {
                let text = |member: &str| fault[member].as_str().unwrap();
                let detail = text("detail");
                assert!(!names_a_type(detail), "{}: {detail}", self.asked);
                (text("pointer"), text("code"))
            })
            .collect();
        assert_eq!(faults, expected, "{}: {problem}", self.asked);
    }
}

/// Whether a text speaks of types of the program, which say nothing to who sent JSON.
fn names_a_type(detail: &str) -> bool {
    const WORDS: [&str; 14] = [
        "struct", "enum", "variant", "sequence", "map", "tuple", "i8", "i16", "i32", "i64", "u8",
        "u16", "u32", "u64",
    ];
    let mut words = detail.split(|c: char| !c.is_ascii_alphanumeric());
    detail.starts_with("expected") && words.any(|word| WORDS.contains(&word))
}
