//! The document: what stands in it beside the operations, and what holds for all of them.

mod examples;
mod inventory;
mod pages;

use utoipa::OpenApi;
use utoipa::openapi::header::{Header, HeaderBuilder};
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{OpenApi as Document, Ref, RefOr, Required, Response, ResponseBuilder};

use crate::error::Result;
use crate::http::google::{self, GoogleError};
use crate::http::problem::ProblemDetails;
use crate::http::{failures, ndjson};

pub use inventory::inventory;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "factcheck",
        description = "What was claimed, by whom, on what evidence it was judged, and how that judgement changed.\n\n\
            **Reading is free; writing needs a key**, sent as `Authorization: Bearer fc_…`. JSON in snake_case, times in RFC 3339 UTC, ids UUIDv7.\n\n\
            **Lists** are `{data, next_cursor}` with `limit` (1–100, default 20), an opaque `cursor` bound to its query, `count=exact` for `total`, and a `Link` header to the next page.\n\n\
            **Limits** count requests a minute: the reads and the writes of each key, and all requests of an address without a valid key. \
            `RateLimit-Policy` names the limit that an answer was counted with, its quota `q` and its window `w` in seconds; \
            `RateLimit` has what remains of it, `r`, and the seconds `t` until it is whole again (with `r=0`, until one request is free). \
            A whole quota may be spent at once and comes back evenly; past it the answer is 429 `rate_limited` with `Retry-After`. \
            The server's settings say how large a quota is; where a limit is off, the headers are absent.\n\n\
            **Failures** are `application/problem+json` (RFC 9457); `code` is stable and has a page under `/problems/`.\n\n\
            **ETags** are `\"VERSION.VARIANT\"`: send one back as `If-None-Match` to be told 304 while nothing changed; a PATCH needs it as `If-Match`. \
            A PATCH is a JSON merge patch (RFC 7396).\n\n\
            **A POST may be sent again**: with an `Idempotency-Key` it has one effect and one answer, however often it is sent within 24 hours.\n\n\
            **Languages**: `lang` or `Accept-Language` picks the language of a claim's `text` by the lookup of RFC 4647, where there is a translation; `text_language` and `text_method` say what it is, `original_text` stays, and `Content-Language` names the languages of an answer.\n\n\
            **Nothing is forgotten**: every version of a claim, claimant, source and verdict stands in its `history`, and `as_of` gives a claim or a verdict as it was given at that time.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
        contact(name = "factcheck")
    ),
    components(schemas(ProblemDetails, GoogleError)),
    tags(
        (name = "claims", description = "Check-worthy propositions, each worded once in one language, with translations, the voices that take a position on them and the verdicts that stand (schema.org `Claim`)."),
        (name = "timeline", description = "Everything dated about a claim, in one order."),
        (name = "relations", description = "How claims hang together: what repeats, contradicts, supports, narrows, broadens or updates what."),
        (name = "tags", description = "The topics of claims, counted."),
        (name = "statements", description = "What one claimant said of one claim on one day: a position, a quote, the source it was said in."),
        (name = "claimants", description = "Persons and bodies that make, repeat or deny claims (schema.org `Claim.author`)."),
        (name = "sources", description = "Documents, pages, broadcasts, posts, data sets and records that can be cited."),
        (name = "verdicts", description = "Rated reviews of claims (schema.org `ClaimReview`): born as drafts that their organization alone sees, then published."),
        (name = "claim reviews", description = "Fact-checks in the form in which they travel (schema.org `ClaimReview`): verdicts given so, and the markup of others validated."),
        (name = "feeds", description = "Verdicts in the formats that other programs follow: DataFeed, Atom, JSON Feed."),
        (name = "rating scales", description = "The labels that a newsroom prints, each with its normalized value (schema.org `Rating`), and a built-in catalogue of those that fact-checkers all over the world print."),
        (name = "imports", description = "Whole claims in bulk, with what belongs to them: NDJSON in, NDJSON out."),
        (name = "exports", description = "All claims, verdicts or sources as NDJSON, of one snapshot."),
        (name = "google compatible", description = "Search in the shape of Google's Fact Check Tools API: what was written for that works here when its base address is changed."),
        (name = "journal", description = "The append-only record of every change: the history of a resource, and the feed of an organization's own changes."),
        (name = "organizations", description = "Fact-checking newsrooms (schema.org `Organization`)."),
        (name = "api keys", description = "Keys by which tools act for an organization: seen and managed by itself alone, and revoked at once."),
        (name = "service", description = "The service about itself."),
    ),
)]
struct Base;

/// What stands in the document beside the operations.
pub fn base() -> Document {
    let mut document = Base::openapi();
    let components = document.components.get_or_insert_with(Default::default);
    let scheme = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("fc_…")
        .description(Some(
            "A key of an organization, made by `factcheck keys create` or `POST /v1/api-keys`; `GET /v1/me` tells whose it is. Its scopes say what it may do: \
             `claims:write`, `verdicts:write`, `verdicts:publish`, `organization:admin`, `instance:admin` \
             (the last includes the others, but owns nothing and sees no drafts).",
        ))
        .build();
    components.examples = failures::examples()
        .map(|(code, example)| (code, example.into()))
        .collect();
    components.headers = LIMIT_HEADERS
        .map(|(name, description)| (name.to_owned(), header(description).into()))
        .into();
    components.add_security_scheme("api_key", SecurityScheme::Http(scheme));
    document
}

/// Adds what holds for every operation of a kind and need not be said by each.
pub fn complete(mut document: Document) -> Result<Document> {
    pages::complete(&mut document);
    examples::complete(&mut document)?;
    for (path, item) in &mut document.paths.paths {
        let is_api = ["/v1", google::BASE].iter().any(|base| {
            let below = path.strip_prefix(base);
            below.is_some_and(|below| below.starts_with('/'))
        });
        for (method, operation) in [
            ("GET", &mut item.get),
            ("POST", &mut item.post),
            ("PUT", &mut item.put),
            ("PATCH", &mut item.patch),
            ("DELETE", &mut item.delete),
        ] {
            if let Some(operation) = operation
                && is_api
            {
                annotate(method, operation);
            }
        }
    }
    Ok(document)
}

fn annotate(method: &str, operation: &mut Operation) {
    let is_stream = is_stream(operation);
    let id = operation.operation_id.as_deref().unwrap_or_default();
    let is_list = id.starts_with("list_");
    // What needs a key to be posted changes something.
    let changes = method == "POST" && operation.security.is_some();
    for (status, response) in &mut operation.responses.responses {
        let RefOr::T(response) = response else {
            continue;
        };
        document_header(
            response,
            "X-Request-Id",
            "Names the request in the server's log.",
        );
        document_limits(response);
        if is_stream || !matches!(status.as_str(), "200" | "201") {
            continue;
        }
        // What is read by a POST is kept by nobody.
        if method != "POST" || changes {
            document_header(response, "ETag", "The entity tag, `\"VERSION.VARIANT\"`.");
        }
        if status == "201" {
            document_header(response, "Location", "The path of what was made.");
        }
        if is_list {
            document_header(
                response,
                "Link",
                "The next page, `rel=\"next\"` (RFC 8288); absent on the last.",
            );
        }
        if changes {
            document_header(
                response,
                "Idempotency-Replayed",
                "`true` where the request was made before: this is the answer that it had.",
            );
        }
    }
    match method {
        "POST" if changes => header_parameter(
            operation,
            "Idempotency-Key",
            match is_stream {
                true => {
                    "A name for this import, of 1 to 255 characters, such as a UUID: a line that is sent again within 24 hours under the same name and number has no second effect and the same answer."
                }
                false => {
                    "A name for this request, of 1 to 255 characters, such as a UUID: sent again within 24 hours with the same name, it has no second effect and the same answer."
                }
            },
            false,
        ),
        "GET" if !is_stream => document_unchanged(operation),
        _ => {}
    }
    document_preconditions(operation);
    if is_worded(operation) {
        document_languages(operation);
    }
    if operation.security.is_none() {
        // Reading needs no key, but a key may be sent, and has its own limits.
        operation.security = Some(vec![
            utoipa::openapi::SecurityRequirement::default(),
            utoipa::openapi::SecurityRequirement::new("api_key", Vec::<String>::new()),
        ]);
    }
}

/// Whether it is answered by a stream, of which no tag can be told before its end.
fn is_stream(operation: &Operation) -> bool {
    let mut answers = operation.responses.responses.values();
    answers.any(|answer| match answer {
        RefOr::T(answer) => answer.content.contains_key(ndjson::MEDIA_TYPE),
        RefOr::Ref(_) => false,
    })
}

/// Whether its texts come in the language that is asked for.
fn is_worded(operation: &Operation) -> bool {
    let mut parameters = operation.parameters.iter().flatten();
    parameters.any(|parameter| match parameter {
        RefOr::T(parameter) => parameter.name == "lang",
        RefOr::Ref(_) => false,
    })
}

fn document_languages(operation: &mut Operation) {
    if let Some(RefOr::T(response)) = operation.responses.responses.get_mut("200") {
        document_header(
            response,
            "Content-Language",
            "The languages of the texts that were chosen for the reader.",
        );
    }
    header_parameter(
        operation,
        "Accept-Language",
        "The languages that are wanted, such as `en, id;q=0.5` (RFC 9110); `lang` goes before it.",
        false,
    );
}

fn document_unchanged(operation: &mut Operation) {
    let mut unchanged = ResponseBuilder::new()
        .description("Unchanged: the representation is the one that `If-None-Match` names.")
        .build();
    document_header(&mut unchanged, "ETag", "The entity tag that still holds.");
    document_limits(&mut unchanged);
    let responses = &mut operation.responses.responses;
    responses.insert("304".to_owned(), unchanged.into());
    header_parameter(
        operation,
        "If-None-Match",
        "An ETag that is held, such as `\"3.9f86d081884c7d65\"`; the answer is 304 while it holds.",
        false,
    );
}

fn document_preconditions(operation: &mut Operation) {
    let responses = &operation.responses.responses;
    if responses.contains_key("428") {
        header_parameter(
            operation,
            "If-Match",
            "The ETag of the last read, such as `\"3.9f86d081884c7d65\"`; its VERSION is compared. `*` for any.",
            true,
        );
    } else if responses.contains_key("412") {
        header_parameter(
            operation,
            "If-Match",
            "The ETag of the last read, to be sure that nothing has changed since.",
            false,
        );
    }
}

/// Said once, among the components: every answer of the API has them.
const LIMIT_HEADERS: [(&str, &str); 2] = [
    (
        "RateLimit",
        "What is left of the limit, such as `\"reads\";r=5999;t=1`; absent where the limit is off, \
         and where the server failed before it knew whose the request is.",
    ),
    (
        "RateLimit-Policy",
        "The limit that the request was counted with, such as `\"reads\";q=6000;w=60`; absent where \
         `RateLimit` is.",
    ),
];

fn document_limits(response: &mut Response) {
    for (name, _) in LIMIT_HEADERS {
        let header = Ref::new(format!("#/components/headers/{name}"));
        let header = RefOr::Ref(header);
        response.headers.insert(name.to_owned(), header);
    }
}

fn header(description: &str) -> Header {
    HeaderBuilder::new()
        .description(Some(description))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
        .build()
}

fn document_header(response: &mut Response, name: &str, description: &str) {
    response
        .headers
        .entry(name.to_owned())
        .or_insert_with(|| header(description).into());
}

fn header_parameter(operation: &mut Operation, name: &str, description: &str, required: bool) {
    let schema = ObjectBuilder::new().schema_type(Type::String);
    let schema = match name {
        // With quotes or without.
        "Idempotency-Key" => schema.pattern(Some(r#"^("[ -~]{1,255}"|[ -~]{1,255})$"#)),
        _ => schema,
    };
    let parameter = ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(if required {
            Required::True
        } else {
            Required::False
        })
        .description(Some(description))
        .schema(Some(schema))
        .build();
    operation
        .parameters
        .get_or_insert_default()
        .push(parameter.into());
}
