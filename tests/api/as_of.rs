//! `as_of`: what the API answered at a time, names included.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::support::*;

mod drafts;
mod names;
mod relations;
mod statements;
mod times;

/// The address of a resource at a time.
fn at(path: &str, time: DateTime<Utc>) -> String {
    let joint = if path.contains('?') { '&' } else { '?' };
    let time = time.to_rfc3339().replace("+00:00", "Z");
    format!("{path}{joint}as_of={time}")
}

fn path(kind: &str, resource: &Value) -> String {
    format!("/v1/{kind}/{}", text(&resource["id"]))
}

/// When a representation came to be.
fn since(representation: &Value) -> DateTime<Utc> {
    text(&representation["updated_at"]).parse().unwrap()
}

/// Answers of one address, each with a time at which it was given.
struct Album<'a> {
    api: &'a Api,
    path: String,
    key: Option<&'a str>,
    pictures: Vec<(DateTime<Utc>, Answer)>,
}

impl<'a> Album<'a> {
    fn of(api: &'a Api, path: impl Into<String>) -> Self {
        Self {
            api,
            path: path.into(),
            key: None,
            pictures: Vec::new(),
        }
    }

    async fn ask(&self, path: String) -> Answer {
        let request = self.api.get(path);
        match self.key {
            Some(key) => request.key(key).await,
            None => request.await,
        }
    }

    /// Takes the present answer, in a minute in which nothing else happens.
    async fn takes(&mut self) -> Value {
        self.api.pass(TimeDelta::seconds(30));
        let answer = self.ask(self.path.clone()).await;
        self.pictures.push((self.api.time(), answer.clone()));
        self.api.pass(TimeDelta::seconds(30));
        answer.expect(200)
    }

    /// Asserts that each answer is given again for its time, to the tag.
    async fn is_given_again(&self) {
        for (time, then) in &self.pictures {
            let again = self.ask(at(&self.path, *time)).await;
            assert_eq!(
                again.expect(200),
                then.expect(200),
                "{} at {time}",
                self.path
            );
            assert_eq!(again.etag(), then.etag(), "{} at {time}", self.path);
        }
    }
}

/// A newsroom's published verdict on a claim of its own.
async fn reviewed(api: &Api) -> (Newsroom, Value, Value) {
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let verdict = api.verdict(&newsroom, &claim).await;
    (newsroom, claim, verdict)
}

#[actix_web::test]
async fn a_claim_is_given_as_it_was_at_each_of_its_versions() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let key = &newsroom.key;
    let quantity =
        json!({"subject": "bases", "comparator": "between", "value": 0.1, "value_max": 1e15});
    let body = with(
        a_claim(),
        json!({"quantities": [quantity], "tags": ["kursk"]}),
    );
    let claim = api.made("/v1/claims", key, body).await;
    let claimant = api.claimant(&newsroom).await;
    let path = path("claims", &claim);
    let mut album = Album::of(&api, &path);
    album.takes().await;
    let change = json!({"location": "Kursk", "claim_date": "2024-10-28", "tags": null});
    api.patch(&path, key, &change).await.expect(200);
    album.takes().await;
    let translation = json!({"text": "Autrement.", "method": "machine"});
    let put = api.put(format!("{path}/translations/fr"), key, &translation);
    put.await.expect(200);
    album.takes().await;
    let said = json!({"claimant_id": claimant["id"], "position": "denies"});
    api.made(&format!("{path}/statements"), key, said).await;
    album.takes().await;
    let verdict = api.verdict(&newsroom, &claim).await;
    album.takes().await;
    api.corrected(&newsroom, &verdict).await;
    album.takes().await;
    api.retracted(&newsroom, &verdict).await;
    let last = album.takes().await;
    assert_eq!(last["version"], 7);
    assert_eq!(album.pictures.len(), 7);
    album.is_given_again().await;
}

#[actix_web::test]
async fn a_verdict_is_given_as_it_was_all_its_life() {
    let api = Api::start().await;
    let (newsroom, _, verdict) = reviewed(&api).await;
    let mut album = Album::of(&api, path("verdicts", &verdict));
    album.takes().await;
    let correct = format!("{}/correct", path("verdicts", &verdict));
    let source = api.source(&newsroom).await;
    let evidence = json!([{"source_id": source["id"], "stance": "refutes", "note": "Page 3."}]);
    for correction in [
        json!({"title": "Another", "summary": "In brief.", "correction_note": "One."}),
        json!({"summary": null, "evidence": evidence, "correction_note": "Two."}),
    ] {
        let made = api.post(&correct, &newsroom.key, &correction).await;
        made.expect(200);
        album.takes().await;
    }
    api.retracted(&newsroom, &verdict).await;
    album.takes().await;
    let statuses: Vec<Value> = album
        .pictures
        .iter()
        .map(|(_, answer)| answer.expect(200)["status"].clone())
        .collect();
    assert_eq!(
        statuses,
        ["published", "corrected", "corrected", "retracted"]
    );
    album.is_given_again().await;
}

#[actix_web::test]
async fn statements_are_included_as_they_were() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let claimant = api.claimant(&newsroom).await;
    let source = api.source(&newsroom).await;
    let path = path("claims", &claim);
    let mut album = Album::of(&api, format!("{path}?include=statements"));
    album.takes().await;
    for (position, said_on) in [
        ("denies", json!("2024-10-20")),
        ("asserts", Value::Null),
        ("confirms", json!("2024-10-28")),
        ("retracts", json!("2024-10-20")),
    ] {
        let body = json!({
            "claimant_id": claimant["id"], "via_claimant_id": claimant["id"],
            "position": position, "said_on": said_on, "source_id": source["id"], "quote": "So."
        });
        let said = format!("{path}/statements");
        api.made(&said, &newsroom.key, body).await;
        album.takes().await;
    }
    let (_, last) = album.pictures.last().unwrap();
    let last = last.expect(200);
    let order = column(last["statements"].as_array().unwrap(), "position");
    assert_eq!(order, ["confirms", "retracts", "denies", "asserts"]);
    album.is_given_again().await;
    let without = api.get(at(&path, api.time())).await.expect(200);
    assert_eq!(without.get("statements"), None);
}

/// The reference case: first unproven, then corrected to true.
#[actix_web::test]
async fn between_a_verdict_and_its_correction_the_first_is_shown() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let reviewed_at = "2024-10-20T09:00:00Z";
    let first = api.rated(&newsroom, &claim, 2, reviewed_at).await;
    api.pass(TimeDelta::days(8));
    let between = api.time();
    let scale = api.list("/v1/rating-scales").await.remove(0);
    let note = "NATO confirmed the deployment on 28 October 2024.";
    let correction = json!({
        "rating_id": scale["ratings"][0]["id"], "reviewed_at": "2024-10-28T12:00:00Z",
        "correction_note": note
    });
    let verdict = path("verdicts", &first);
    let correct = format!("{verdict}/correct");
    let second = api.post(correct, &newsroom.key, &correction).await;
    let second = second.expect(200);
    let rated = |verdict: &Value| verdict["rating"]["normalized"].clone();
    assert_eq!(
        (rated(&first), rated(&second)),
        (json!("unproven"), json!("true"))
    );

    assert_eq!(api.get(at(&verdict, between)).await.expect(200), first);
    assert_eq!(api.get(at(&verdict, api.time())).await.expect(200), second);
    let claim = path("claims", &claim);
    let then = api.get(at(&claim, between)).await.expect(200);
    assert_eq!(rated(&then["verdicts"][0]), "unproven");
    assert_eq!(then["verdicts"][0]["reviewed_at"], reviewed_at);
    assert_eq!(then["verdicts"][0]["status"], "published");
    let now = api.get(&claim).await.expect(200);
    assert_eq!(rated(&now["verdicts"][0]), "true");

    let history = api.list(format!("{verdict}/history?sort=at")).await;
    let told: Vec<(&Value, &Value, &Value)> = history
        .iter()
        .map(|entry| {
            (
                &entry["snapshot"],
                &entry["organization"]["slug"],
                &entry["note"],
            )
        })
        .collect();
    let one = json!("one");
    let why = json!(note);
    assert_eq!(told, [(&first, &one, &Value::Null), (&second, &one, &why)]);
}
