//! API keys as the API speaks of them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::http::{Resource, rules};
use crate::journal::{About, Recorded};
use crate::resources::organizations::wire::OrganizationSummary;
use crate::vocabulary::{Scope, Subject};

/// A key by which a tool acts for an organization, or for the whole instance.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiKey {
    pub id: Uuid,
    /// What it is for.
    #[schema(examples("Publishing system"))]
    pub name: String,
    /// What follows `fc_` in its text, by which it is recognized; no secret.
    #[schema(examples("k7Qb2mX9LpZt"))]
    pub prefix: String,
    /// What it was given, in the order of the vocabulary.
    pub scopes: Vec<Scope>,
    /// When it stops working; null: never.
    #[schema(required)]
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was revoked; it has not worked since.
    #[schema(required)]
    pub revoked_at: Option<DateTime<Utc>>,
    /// When it was last used, to the minute, as far as that is known; null: not yet.
    #[schema(required)]
    pub last_used_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

impl Resource for ApiKey {
    const PATH: &'static str = "/v1/api-keys";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> Option<i64> {
        None
    }
}

/// A key as the journal keeps it, for its owner alone.
#[derive(Serialize)]
#[serde(transparent)]
pub struct RecordedApiKey {
    pub key: ApiKey,
    /// The organization; none for a key of the whole instance.
    #[serde(skip)]
    pub owner: Option<Uuid>,
}

impl Recorded for RecordedApiKey {
    const SUBJECT: Subject = Subject::ApiKey;

    fn about(&self) -> About {
        About {
            id: self.key.id,
            // It changes once: when it is revoked.
            version: if self.key.revoked_at.is_some() { 2 } else { 1 },
            // Those of the instance are nobody's to see in public.
            private_to: Some(self.owner.unwrap_or_default()),
            ..About::default()
        }
    }
}

/// A key just made, with its secret: nobody can show it again.
// It is not Debug: a secret has no place in a log.
#[derive(Serialize, ToSchema)]
pub struct CreatedApiKey {
    #[serde(flatten)]
    pub key: ApiKey,
    /// The whole text of the key, as it is sent: `Authorization: Bearer fc_…`.
    #[schema(examples("fc_k7Qb2mX9LpZt…"))]
    pub secret: String,
}

impl Resource for CreatedApiKey {
    const PATH: &'static str = ApiKey::PATH;
    const IS_SECRET: bool = true;

    fn id(&self) -> Uuid {
        self.key.id
    }

    fn version(&self) -> Option<i64> {
        self.key.version()
    }

    /// That of the key as it is read from now on, without the secret.
    fn tag(&self, body: &[u8]) -> String {
        match serde_json::to_vec(&self.key) {
            Ok(read) => self.key.tag(&read),
            Err(_) => self.key.tag(body),
        }
    }
}

/// A key to make.
#[derive(Debug, Clone, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "Publishing system", "scopes": ["claims:write", "verdicts:write"],
    "expires_at": "2030-01-01T00:00:00Z"
}))]
pub struct NewApiKey {
    /// What it is for.
    #[schema(min_length = 1, max_length = 200)]
    #[validate(length(min = 1, max = 200), custom(function = "rules::line"))]
    pub name: String,
    /// What it may do, each once; `instance:admin` is given by its holders alone.
    #[schema(value_type = std::collections::BTreeSet<Scope>, min_items = 1)]
    #[validate(length(min = 1), custom(function = "rules::distinct"))]
    pub scopes: Vec<Scope>,
    /// When it stops working, in the future; never when left out.
    #[validate(custom(function = "rules::calendar_time"))]
    pub expires_at: Option<DateTime<Utc>>,
}

/// Which keys to list.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct ApiKeyFilter {
    /// Those that work (true), or those that were revoked or have expired (false).
    #[param(nullable = false)]
    pub active: Option<bool>,
}

/// Who asks.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    /// In whose name the key acts; null for a key of the whole instance.
    #[schema(required)]
    pub organization: Option<OrganizationSummary>,
    /// The key itself.
    pub api_key: ApiKey,
    /// What it may do: its scopes, and with `instance:admin` all others.
    pub may: Vec<Scope>,
}
