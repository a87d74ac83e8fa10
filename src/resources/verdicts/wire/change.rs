//! How a public verdict is changed: by a correction, or by its retraction.

use std::borrow::Cow;
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use chrono::{DateTime, Utc};
use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;
use utoipa::{PartialSchema, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::NewEvidence;
use crate::error::{Problem, Result};
use crate::http::{MergePatch, rules};
use crate::language::LanguageTag;
use crate::lengths;

/// What a correction leaves: complete, as a published verdict is.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// A rating of a scale of one's own organization.
    pub rating_id: Uuid,
    #[schema(min_length = 1, max_length = 300)]
    #[validate(length(min = 1, max = lengths::TITLE), custom(function = "rules::line"))]
    pub title: String,
    /// The verdict in brief.
    #[schema(min_length = 1, max_length = 2000)]
    #[validate(length(min = 1, max = lengths::SUMMARY), custom(function = "rules::not_blank"))]
    pub summary: Option<String>,
    /// The reasoning.
    #[schema(min_length = 1, max_length = 50000)]
    #[validate(length(min = 1, max = lengths::EXPLANATION), custom(function = "rules::not_blank"))]
    pub explanation: Option<String>,
    /// The review on the organization's site.
    #[schema(
        max_length = 2048,
        format = "uri",
        examples("https://meja-periksa.example/kursk")
    )]
    #[validate(length(max = lengths::URL), custom(function = "rules::http_url"))]
    pub url: Option<String>,
    pub language: LanguageTag,
    /// When the claim was reviewed.
    #[validate(custom(function = "rules::calendar_time"))]
    pub reviewed_at: DateTime<Utc>,
    /// All of its evidence, in order.
    #[schema(min_items = 1, max_items = 100)]
    #[validate(length(min = 1, max = 100), nested)]
    pub evidence: Vec<NewEvidence>,
    /// What changed, and why: for readers.
    #[schema(min_length = 1, max_length = 5000)]
    #[validate(length(min = 1, max = lengths::NOTE), custom(function = "rules::not_blank"))]
    pub correction_note: String,
}

/// A correction to make: what changes of a verdict, and a note that is always needed.
#[derive(Debug)]
pub struct CorrectionPatch(MergePatch<Correction>);

impl CorrectionPatch {
    /// One that comes from elsewhere than a request.
    pub fn new(patch: Value) -> Result<Self> {
        MergePatch::new(patch).map(Self)
    }
}

impl Deref for CorrectionPatch {
    type Target = MergePatch<Correction>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl FromRequest for CorrectionPatch {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let patch = MergePatch::from_json(request, payload);
        patch.map(|patch| patch.map(Self)).boxed_local()
    }
}

impl PartialSchema for CorrectionPatch {
    fn schema() -> RefOr<Schema> {
        let RefOr::T(Schema::Object(mut object)) = MergePatch::<Correction>::schema() else {
            return Correction::schema();
        };
        object.required = vec!["correction_note".to_owned()];
        object.description = Some(
            "What changes (a merge patch, RFC 7396: absent members stay as they are, null removes one), and why."
                .to_owned(),
        );
        object.example = Some(json!({
            "rating_id": "0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8ea0",
            "title": "Benar: tentara Korea Utara berada di Kursk",
            "correction_note": "NATO confirmed the deployment on 28 October 2024."
        }));
        RefOr::T(Schema::Object(object))
    }
}

impl ToSchema for CorrectionPatch {
    fn name() -> Cow<'static, str> {
        "CorrectionPatch".into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        MergePatch::<Correction>::schemas(schemas);
    }
}

/// A retraction to make.
#[derive(Debug, Clone, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "The source that it rests on was forged."}))]
pub struct Retraction {
    /// Why: for readers.
    #[schema(min_length = 1, max_length = 5000)]
    #[validate(length(min = 1, max = lengths::NOTE), custom(function = "rules::not_blank"))]
    pub reason: String,
}
