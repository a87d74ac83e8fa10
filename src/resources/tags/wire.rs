//! Tags as the API speaks of them.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::http::rules;

/// A topic.
#[derive(Debug, Serialize, ToSchema)]
pub struct Tag {
    #[schema(examples("ukraine-war"))]
    pub tag: String,
    /// How many claims have it; each is in `GET /v1/claims?tag=…`.
    #[schema(minimum = 1, examples(9))]
    pub claims: i64,
}

/// Which tags to list.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct TagFilter {
    /// That begin so, as they are spelled.
    #[param(nullable = false, min_length = 1, max_length = 100)]
    #[validate(length(min = 1, max = 100), custom(function = "rules::line"))]
    pub prefix: Option<String>,
    /// Most claims first when left out.
    #[param(nullable = false, inline)]
    pub sort: Option<TagSort>,
}

/// The order of tags.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
pub enum TagSort {
    /// Most claims first, and by name those with as many.
    #[default]
    #[serde(rename = "-claims")]
    MostClaimsFirst,
    /// By name.
    #[serde(rename = "tag")]
    Name,
}
