//! Searches as Google's API speaks of them: camelCase, and what is empty is left out.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::{IntoParams, ToSchema};

use crate::http::cursor;

/// The most characters of a query; what is longer is refused.
pub const QUERY_MAX: u64 = 10_000;
/// The most characters of a language code.
pub const LANGUAGE_MAX: u64 = 35;
/// The most characters of a site.
pub const SITE_MAX: u64 = 2048;
/// The most characters of a page token.
pub const TOKEN_MAX: u64 = cursor::LONGEST;

/// The claims of a page.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GoogleSearchResponse, example = json!({
    "claims": [{
        "text": "North Korean troops have been sent to Russia.",
        "claimant": "Mark Rutte",
        "claimDate": "2024-10-28T00:00:00Z",
        "claimReview": [{
            "publisher": {"name": "Meja Periksa", "site": "meja-periksa.example"},
            "url": "https://meja-periksa.example/troops",
            "title": "Troops in Kursk",
            "reviewDate": "2024-10-30T12:00:00Z",
            "textualRating": "Benar",
            "languageCode": "id"
        }]
    }],
    "nextPageToken": "u3Lk2mC8cNNbeyJUaW1lIjoi"
}))]
pub struct SearchResponse {
    /// The claims; left out where nothing matches.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub claims: Vec<Claim>,
    /// Continues the search as `pageToken`; left out at its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub next_page_token: Option<String>,
}

/// A claim that was reviewed.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GoogleClaim)]
pub struct Claim {
    /// The proposition as it was worded.
    pub text: String,
    /// Who first asserted it, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub claimant: Option<String>,
    /// The day on which it was made, at its beginning; of a month or a year the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub claim_date: Option<DateTime<Utc>>,
    /// The reviews that stand and were asked for, newest first.
    pub claim_review: Vec<ClaimReview>,
}

/// A review of a claim.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GoogleClaimReview)]
pub struct ClaimReview {
    /// Who published it.
    pub publisher: Publisher,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, format = "uri")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub review_date: Option<DateTime<Utc>>,
    /// The label as it was printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub textual_rating: Option<String>,
    /// Its language (BCP 47).
    pub language_code: String,
}

/// The publisher of a review.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = GooglePublisher)]
pub struct Publisher {
    pub name: String,
    /// The host of the review's address, or of the publisher's site where it has none, without
    /// `www.`.
    pub site: String,
}

/// What is looked for, and how much of it is wanted. An empty text counts as left out; an
/// empty number is none, and refused.
#[derive(Debug, Default, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub struct SearchQuery {
    /// Words that the claim, its translations or its reviews have, best match first. Required
    /// unless `reviewPublisherSiteFilter` is given; without it the newest reviewed come first.
    #[param(nullable = false, max_length = 10000)]
    pub query: Option<String>,
    /// The language of the reviews (BCP 47), such as `en-US`; only its primary language counts.
    #[param(nullable = false, max_length = 35)]
    pub language_code: Option<String>,
    /// The publisher's site, such as `nytimes.com`: that of the review's address, or of the
    /// organization.
    #[param(nullable = false, max_length = 2048)]
    pub review_publisher_site_filter: Option<String>,
    /// How many days (of UTC) ago the claim was made or reviewed, whichever is the newer; 0 for
    /// any.
    #[param(nullable = false, minimum = 0)]
    pub max_age_days: Option<i32>,
    /// Claims of a page; 0 for the default, and more than 100 are 100.
    #[param(nullable = false, minimum = 0, default = 10)]
    pub page_size: Option<i32>,
    /// `nextPageToken` of the page before, of the same search; the page may be of another size.
    #[param(nullable = false, max_length = 8000)]
    pub page_token: Option<String>,
    /// How many claims to pass over, where there is no `pageToken`; past 10,000 there are none.
    #[param(nullable = false, minimum = 0)]
    pub offset: Option<i32>,
}

/// Parameters that every API of Google takes.
const SYSTEM: [(&str, &str); 11] = [
    ("key", "A key of Google's: not needed, and not looked at."),
    ("alt", "The format of the answer: `json`, and no other."),
    ("fields", "Which fields are wanted: all are given."),
    ("prettyPrint", "Not looked at."),
    ("callback", "Not looked at: the answer is JSON."),
    ("access_token", "A token of Google's: not looked at."),
    ("oauth_token", "A token of Google's: not looked at."),
    ("quotaUser", "Not looked at."),
    ("$.xgafv", "The format of failures: not looked at."),
    ("uploadType", "Not looked at."),
    ("upload_protocol", "Not looked at."),
];

/// Parameters that every API of Google takes, and this one lets pass.
pub struct SystemParameters;

impl SystemParameters {
    /// Whether it is one of them.
    pub fn has(name: &str) -> bool {
        SYSTEM.iter().any(|(known, _)| *known == name)
    }
}

impl IntoParams for SystemParameters {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let parameters = SYSTEM.iter().map(|(name, description)| {
            let schema = ObjectBuilder::new().schema_type(Type::String);
            let schema = match *name {
                "alt" => schema.enum_values(Some(["json"])),
                _ => schema,
            };
            ParameterBuilder::new()
                .name(*name)
                .parameter_in(ParameterIn::Query)
                .required(Required::False)
                .description(Some(*description))
                .schema(Some(schema))
                .build()
        });
        let key = ParameterBuilder::new()
            .name("X-Goog-Api-Key")
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some("As `key`."))
            .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
            .build();
        parameters.chain([key]).collect()
    }
}
