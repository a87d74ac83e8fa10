//! Organizations as the API speaks of them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::http::page::NamedSort;
use crate::http::{MergePatch, Resource, rules};
use crate::journal::{About, Recorded};
use crate::lengths;
use crate::vocabulary::{IfcnStatus, Subject};

/// A fact-checking newsroom (schema.org `Organization`): it owns API keys, rating scales and
/// verdicts.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Organization {
    pub id: Uuid,
    /// Its short name in addresses; unique.
    #[schema(examples("meja-periksa"))]
    pub slug: String,
    #[schema(examples("Meja Periksa"))]
    pub name: String,
    /// The host of its site.
    #[schema(examples("meja-periksa.example"))]
    pub site: String,
    #[schema(required)]
    pub url: Option<String>,
    #[schema(required)]
    pub logo_url: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[schema(required, examples("ID"))]
    pub country: Option<String>,
    pub ifcn_status: IfcnStatus,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    /// Raised by every change; the first part of the ETag.
    #[schema(minimum = 1)]
    pub version: i64,
}

impl Resource for Organization {
    const PATH: &'static str = "/v1/organizations";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}

impl Recorded for Organization {
    const SUBJECT: Subject = Subject::Organization;

    fn about(&self) -> About {
        About {
            id: self.id,
            version: self.version,
            ..About::default()
        }
    }
}

/// An organization, in brief.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OrganizationSummary {
    pub id: Uuid,
    #[schema(examples("Meja Periksa"))]
    pub name: String,
    #[schema(examples("meja-periksa"))]
    pub slug: String,
}

/// An organization to add.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "Meja Periksa", "slug": "meja-periksa", "site": "meja-periksa.example",
    "url": "https://meja-periksa.example/", "country": "ID", "ifcn_status": "none"
}))]
pub struct NewOrganization {
    #[schema(min_length = 1, max_length = 200)]
    #[validate(length(min = 1, max = 200), custom(function = "rules::line"))]
    pub name: String,
    /// Lower-case letters and digits, in words joined by single hyphens; unique.
    #[schema(min_length = 1, max_length = 64, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$")]
    #[validate(length(min = 1, max = 64), custom(function = "rules::slug"))]
    pub slug: String,
    /// The host of its site, without scheme and path.
    #[schema(min_length = 3, max_length = 253, examples("meja-periksa.example"))]
    #[validate(length(min = 3, max = 253), custom(function = "rules::host"))]
    pub site: String,
    #[schema(
        max_length = 2048,
        format = "uri",
        examples("https://meja-periksa.example/")
    )]
    #[validate(length(max = lengths::URL), custom(function = "rules::http_url"))]
    pub url: Option<String>,
    #[schema(
        max_length = 2048,
        format = "uri",
        examples("https://meja-periksa.example/logo.png")
    )]
    #[validate(length(max = lengths::URL), custom(function = "rules::http_url"))]
    pub logo_url: Option<String>,
    /// ISO 3166-1 alpha-2, in capitals.
    #[schema(min_length = 2, max_length = 2, pattern = "^[A-Z]{2}$", examples("ID"))]
    #[validate(custom(function = "rules::country"))]
    pub country: Option<String>,
    /// `none` when left out.
    pub ifcn_status: Option<IfcnStatus>,
}

/// A change of an organization.
pub type OrganizationPatch = MergePatch<NewOrganization>;

/// Which organizations to list.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct OrganizationFilter {
    /// The one with this slug.
    #[param(nullable = false, min_length = 1, max_length = 64)]
    #[validate(length(min = 1, max = 64))]
    pub slug: Option<String>,
    /// Of this country (ISO 3166-1 alpha-2).
    #[param(
        nullable = false,
        min_length = 2,
        max_length = 2,
        pattern = "^[A-Z]{2}$"
    )]
    #[validate(custom(function = "rules::country"))]
    pub country: Option<String>,
    /// With this standing.
    #[param(nullable = false)]
    pub ifcn_status: Option<IfcnStatus>,
    /// Changed at or after this time.
    #[param(nullable = false)]
    #[validate(custom(function = "rules::calendar_time"))]
    pub updated_since: Option<DateTime<Utc>>,
    /// Newest first when left out.
    #[param(nullable = false, inline)]
    pub sort: Option<NamedSort>,
}
