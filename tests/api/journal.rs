//! The journal: what is written of every change, the histories that everyone reads, and the
//! feed that an organization follows.

use diesel::dsl::sql;
use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::*;

mod appending;
mod deletions;
mod feed;
mod following;
mod list;
mod rows;

/// All rows of the journal, in the order in which they were written.
async fn rows(api: &Api) -> Vec<Value> {
    let rows = sql::<Text>("SELECT to_jsonb(journal)::text FROM journal ORDER BY seq");
    let rows: Vec<String> = rows.load(&mut api.connection().await).await.unwrap();
    rows.iter()
        .map(|row| serde_json::from_str(row).unwrap())
        .collect()
}

/// The id of a key.
async fn key_id(api: &Api, key: &str) -> Uuid {
    let prefix = &key[3..15];
    let query = format!("SELECT id::text FROM api_keys WHERE prefix = '{prefix}'");
    let id = sql::<Text>(&query);
    let id: String = id.get_result(&mut api.connection().await).await.unwrap();
    id.parse().unwrap()
}

/// A journal that is looked at after each step of a test.
struct Watched<'a> {
    api: &'a Api,
    seen: usize,
    organization: Option<Uuid>,
    key: Uuid,
}

impl<'a> Watched<'a> {
    /// From now on, for changes of a newsroom.
    async fn by(api: &'a Api, newsroom: &Newsroom) -> Self {
        Self {
            api,
            seen: rows(api).await.len(),
            organization: Some(newsroom.id),
            key: key_id(api, &newsroom.key).await,
        }
    }

    /// From now on, for changes of the operator.
    async fn by_operator(api: &'a Api, key: &str) -> Self {
        Self {
            api,
            seen: rows(api).await.len(),
            organization: None,
            key: key_id(api, key).await,
        }
    }

    /// Asserts that since the last look these rows came, in this order and no others: of each
    /// the action, and the resource as the API gives it or, where it was deleted, as it was.
    async fn has_more(&mut self, expected: &[(&str, &Value)]) {
        let rows = rows(self.api).await.split_off(self.seen);
        self.seen += rows.len();
        let told: Vec<&str> = column(&rows, "action");
        let actions: Vec<&str> = expected.iter().map(|(action, _)| *action).collect();
        assert_eq!(told, actions);
        for (row, (action, resource)) in rows.iter().zip(expected) {
            let (kind, verb) = action.split_once('.').unwrap();
            let version = resource["version"].as_i64().unwrap();
            let left = match verb {
                "deleted" => (json!(version + 1), Value::Null),
                _ => (json!(version), uncounted((*resource).clone())),
            };
            assert_eq!((&row["version"], &row["snapshot"]), (&left.0, &left.1));
            let told = json!({
                "subject_type": kind, "subject_id": resource["id"],
                "organization_id": self.organization, "api_key_id": self.key
            });
            assert_includes(row, &told);
        }
    }

    /// A claim as everyone reads it.
    async fn claim(&self, claim: &Value) -> Value {
        let path = format!("/v1/claims/{}", text(&claim["id"]));
        self.api.get(path).await.expect(200)
    }
}
