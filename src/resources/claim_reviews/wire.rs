//! What is asked about ClaimReviews.

use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

/// How to give a ClaimReview.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct ClaimReviewView {
    /// `html` gives it as a `<script>` block that is put into the page of the review as it is.
    #[param(nullable = false, inline)]
    pub format: Option<MarkupFormat>,
}

/// The form of a ClaimReview.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MarkupFormat {
    /// By itself.
    #[default]
    JsonLd,
    /// Within `<script type="application/ld+json">`.
    Html,
}
