//! A newsroom with one resource of each kind, and for every operation of the document a request
//! that succeeds on it: what the generated tests vary.

use std::cell::Cell;

use serde_json::{Value, json};
use uuid::Uuid;

use super::api::Api;
use super::client::{NDJSON, Request};
use super::document::Operation;
use super::newsroom::{Newsroom, a_claim, a_claimant, a_scale, a_source, fresh, id, text};

pub struct Scene {
    pub newsroom: Newsroom,
    /// Of another organization, with the same scopes.
    pub other: Newsroom,
    pub admin: String,
    organization: Uuid,
    claimant: Uuid,
    claim: Uuid,
    /// Cited by nothing.
    source: Uuid,
    statement: Uuid,
    /// Other claims, to relate the claim to, and how many relations were asked for.
    others: Vec<Uuid>,
    related: Cell<usize>,
    relation: Uuid,
    /// Another record of the claimant.
    duplicate: Uuid,
    scale: Uuid,
    /// With all that publishing needs.
    draft: Uuid,
    published: Uuid,
    rating: Uuid,
    api_key: Uuid,
}

impl Scene {
    pub async fn set(api: &Api) -> Self {
        let newsroom = api.newsroom(&format!("own-{}", fresh())).await;
        let other = api.newsroom(&format!("other-{}", fresh())).await;
        let organization = api.newsroom_without_key().await;
        let judged = api.claim(&newsroom).await;
        let used = api.scale(&newsroom).await;
        let draft = api.draft(&newsroom, &judged, &used["ratings"][0]).await;
        let other_draft = api.draft(&newsroom, &judged, &used["ratings"][0]).await;
        let published = api.published(&newsroom, &other_draft).await;
        let mut scale = a_scale();
        scale["name"] = "Spare".into();
        let scale = api.made("/v1/rating-scales", &newsroom.key, scale).await;
        let spare = json!({"name": "Spare", "scopes": ["claims:write"]});
        let api_key = api.made("/v1/api-keys", &newsroom.key, spare).await;
        let path = format!("/v1/claims/{}/statements", text(&judged["id"]));
        let statement = api.made(&path, &newsroom.key, json!({"position": "asserts"}));
        let mut others = Vec::new();
        for _ in 0..3 {
            others.push(id(&api.claim(&newsroom).await));
        }
        let path = format!("/v1/claims/{}/relations", text(&judged["id"]));
        let relation = json!({"to_claim_id": others[0], "kind": "supports"});
        let relation = api.made(&path, &newsroom.key, relation).await;
        Self {
            relation: id(&relation),
            others,
            related: Cell::new(0),
            duplicate: id(&api.claimant(&newsroom).await),
            statement: id(&statement.await),
            admin: api.instance_admin().await,
            organization,
            claimant: id(&api.claimant(&newsroom).await),
            claim: id(&api.claim(&newsroom).await),
            source: id(&api.source(&newsroom).await),
            scale: id(&scale),
            draft: id(&draft),
            published: id(&published),
            rating: id(&used["ratings"][0]),
            api_key: id(&api_key),
            newsroom,
            other,
        }
    }

    /// The path of an operation, on the scene's resources.
    pub fn path(&self, operation: &Operation) -> String {
        let collection = operation.path.split('/').nth(2).unwrap();
        let id = match collection {
            "journal" => return operation.path.clone(),
            "claimants" if operation.id == "merge_claimant" => self.duplicate,
            "relations" => self.relation,
            "organizations" => self.organization,
            "claimants" => self.claimant,
            "claims" => self.claim,
            "sources" => self.source,
            "statements" => self.statement,
            "rating-scales" => self.scale,
            "verdicts" if operation.is_on_public_verdict() => self.published,
            "verdicts" => self.draft,
            "api-keys" => self.api_key,
            _ if !operation.path.contains("{id}") => Uuid::nil(),
            other => panic!("the scene has no {other}"),
        };
        let path = operation.path.replace("{id}", &id.to_string());
        path.replace("{language}", "fr").replace("{slug}", "tempo")
    }

    /// A body that the operation takes; each call gives one that collides with no other.
    pub fn body(&self, operation: &Operation) -> Option<Value> {
        operation.body()?;
        Some(match operation.id.as_str() {
            "create_organization" | "update_organization" => {
                let slug = format!("slug-{}", fresh());
                json!({"name": "Newsroom", "slug": slug, "site": "newsroom.example"})
            }
            "create_claimant" | "update_claimant" => a_claimant(),
            "create_claim" | "update_claim" => {
                let mut body = a_claim();
                body["quantities"] = json!([{"subject": "bases", "comparator": "between", "value": 1, "value_max": 9}]);
                body
            }
            "match_claims" => json!({"text": "North Korean soldiers are in Russia."}),
            "validate_claim_reviews" => json!({"@type": "ClaimReview"}),
            "import_claims" => {
                let mut body = a_claim();
                body["external_id"] = format!("own-{}", fresh()).into();
                body
            }
            "create_relation" => {
                const KINDS: [&str; 5] =
                    ["repeats", "contradicts", "supports", "narrows", "updates"];
                let number = self.related.replace(self.related.get() + 1);
                let other = self.others[number % self.others.len()];
                let kind = KINDS[number / self.others.len() % KINDS.len()];
                json!({"to_claim_id": other, "kind": kind})
            }
            "merge_claimant" => json!({"into_claimant_id": self.claimant}),
            "update_statement" => json!({"position": "denies", "quote": "Not so."}),
            "create_statement" => json!({"claimant_id": self.claimant, "position": "confirms"}),
            "put_translation" => json!({"text": "Les troupes s'entraînent.", "method": "human"}),
            "create_source" | "update_source" => {
                let mut body = a_source();
                body["url"] = format!("https://example.org/{}", fresh()).into();
                body
            }
            "create_rating_scale" | "update_rating_scale" => {
                let mut body = a_scale();
                body["name"] = format!("Scale {}", fresh()).into();
                body
            }
            "adopt_rating_scale" => {
                json!({"catalogue": "tempo", "name": format!("Adopted {}", fresh())})
            }
            "create_verdict" => json!({"claim_id": self.claim, "language": "id"}),
            "update_verdict" => json!({"rating_id": self.rating, "title": "Changed"}),
            "create_api_key" => json!({"name": "Another", "scopes": ["verdicts:write"]}),
            "put_evidence" => json!([self.evidence()]),
            "correct_verdict" => json!({"title": "Corrected", "correction_note": "It was wrong."}),
            "retract_verdict" => json!({"reason": "Its source was forged."}),
            other => panic!("the scene has no body for {other}"),
        })
    }

    /// A piece of evidence.
    pub fn evidence(&self) -> Value {
        json!({"source_id": self.source, "stance": "refutes"})
    }

    /// The request of an operation, with everything that it needs but a key.
    pub fn request(&self, api: &Api, operation: &Operation) -> Request {
        self.request_with(api, operation, self.body(operation).as_ref())
    }

    /// The same with another body.
    pub fn request_with(&self, api: &Api, operation: &Operation, body: Option<&Value>) -> Request {
        let path = match asked(operation) {
            Some((name, value)) => format!("{}?{name}={value}", self.path(operation)),
            None => self.path(operation),
        };
        let mut request = api.request(&operation.method, path);
        if let (Some(body), Some((_, media_type))) = (body, operation.body()) {
            request = request.json(body).header("Content-Type", media_type);
        }
        if matches!(operation.method.as_str(), "PATCH" | "PUT") {
            request = request.if_match("*");
        }
        match operation.takes_lines() {
            true => request.one_line(),
            false => request,
        }
    }

    /// The request of a GET with a query, with a key only where it needs one.
    pub fn query(&self, api: &Api, operation: &Operation, query: &str) -> Request {
        let mut path = format!("{}?{query}", self.path(operation));
        if let Some((name, value)) = asked(operation)
            && !query.starts_with(&format!("{name}="))
        {
            path = format!("{path}&{name}={value}");
        }
        if operation.takes_lines() {
            // None, of which there is nothing to tell.
            let request = api.request(&operation.method, path).bytes("");
            let request = request.header("Content-Type", NDJSON);
            return request.key(self.key(operation));
        }
        // What is asked for by a POST has its question in the body.
        let request = match self.body(operation).filter(|_| operation.scope().is_none()) {
            Some(body) => api.request(&operation.method, path).json(&body),
            None => api.get(path),
        };
        match operation.scope().is_some() || operation.is_on_draft() {
            true => request.key(self.key(operation)),
            false => request,
        }
    }

    /// The key that may do it.
    pub fn key(&self, operation: &Operation) -> &str {
        match operation.scope() {
            Some("instance:admin") => &self.admin,
            _ => &self.newsroom.key,
        }
    }
}

/// The parameter that an operation cannot do without.
fn asked(operation: &Operation) -> Option<(&'static str, &'static str)> {
    (operation.id == "search_claims").then_some(("query", "troops"))
}

impl Operation {
    /// Whether it is done to verdicts that are public, rather than to drafts.
    pub fn is_on_public_verdict(&self) -> bool {
        let id = self.id.as_str();
        matches!(
            id,
            "correct_verdict" | "retract_verdict" | "get_claim_review"
        )
    }

    /// Whether it is done to a draft, which others may not see.
    pub fn is_on_draft(&self) -> bool {
        self.path.starts_with("/v1/verdicts/{id}") && !self.is_on_public_verdict()
    }
}

impl Api {
    async fn newsroom_without_key(&self) -> Uuid {
        let body =
            json!({"name": "Spare", "slug": format!("spare-{}", fresh()), "site": "spare.example"});
        let admin = self.instance_admin().await;
        let made = self.made("/v1/organizations", &admin, body).await;
        text(&made["id"]).parse().unwrap()
    }

    /// A digest of all that the database holds, but for when keys were used.
    pub async fn contents(&self) -> String {
        self.contents_but(&[]).await
    }

    /// The same without some of the tables.
    pub async fn contents_but(&self, left_out: &[&str]) -> String {
        use diesel::dsl::sql;
        use diesel::sql_types::Text;
        use diesel_async::RunQueryDsl;

        const TABLES: [&str; 16] = [
            "organizations",
            "claimants",
            "sources",
            "claims",
            "claim_translations",
            "claim_relations",
            "claimant_merges",
            "statements",
            "rating_scales",
            "ratings",
            "verdicts",
            "evidence",
            "journal",
            "idempotency_keys",
            "api_keys",
            "imports",
        ];
        let tables = TABLES.iter().filter(|table| !left_out.contains(table));
        let digests = tables.map(|table| {
            let row = "(to_jsonb(t) - 'last_used_at')::text";
            format!(
                "coalesce((SELECT md5(string_agg({row}, '|' ORDER BY {row})) FROM {table} t), '')"
            )
        });
        let digest = format!("concat({})", digests.collect::<Vec<_>>().join(", "));
        let query = diesel::select(sql::<Text>(&digest));
        query
            .get_result(&mut self.connection().await)
            .await
            .unwrap()
    }
}
