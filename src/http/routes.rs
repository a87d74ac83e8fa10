//! What the document knows of paths, put to use: 405 with `Allow` where a path has no such
//! method, 404 where there is no such path, and 400 for a parameter that an operation has not.

use actix_web::body::MessageBody;
use actix_web::dev::{ResourceDef, ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::ALLOW;
use actix_web::middleware::Next;
use actix_web::{HttpRequest, HttpResponse};
use utoipa::openapi::path::{Operation, ParameterIn, PathItem};
use utoipa::openapi::{OpenApi, RefOr};

use super::{google, query, rules};
use crate::app::State;
use crate::error::{Code, Problem, Result};

/// The documented paths.
pub struct Routes(Vec<Route>);

struct Route {
    path: ResourceDef,
    allow: String,
    operations: Vec<(Method, Vec<String>)>,
}

impl Routes {
    /// Those of a document.
    pub fn of(document: &OpenApi) -> Self {
        let routes = document.paths.paths.iter().map(|(path, item)| {
            let operations: Vec<_> = operations(item)
                .map(|(method, operation)| (method, query_parameters(operation)))
                .collect();
            let methods = operations.iter().flat_map(|(method, _)| {
                let head = (method == Method::GET).then_some("HEAD");
                [method.as_str()].into_iter().chain(head)
            });
            Route {
                path: ResourceDef::new(path.as_str()),
                allow: methods.chain(["OPTIONS"]).collect::<Vec<_>>().join(", "),
                operations: operations.clone(),
            }
        });
        let mut routes: Vec<Route> = routes.collect();
        // A path that is spelled out goes before one with a parameter in its place.
        let parameters = |route: &Route| route.path.pattern().map(|path| path.matches('{').count());
        routes.sort_by_key(parameters);
        Self(routes)
    }

    fn find(&self, path: &str) -> Option<&Route> {
        self.0.iter().find(|route| route.path.is_match(path))
    }
}

/// Whether a request is for what stands under a path, by its own as the router will match it: what
/// was sent may have any letter of it encoded.
pub fn is_under(request: &ServiceRequest, base: &str) -> bool {
    let below = request.match_info().as_str().strip_prefix(base);
    below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
}

/// The operations of a path with their methods.
pub fn operations(item: &PathItem) -> impl Iterator<Item = (Method, &Operation)> {
    [
        (Method::GET, &item.get),
        (Method::POST, &item.post),
        (Method::PUT, &item.put),
        (Method::PATCH, &item.patch),
        (Method::DELETE, &item.delete),
    ]
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
}

fn query_parameters(operation: &Operation) -> Vec<String> {
    operation
        .parameters
        .iter()
        .flatten()
        .filter_map(|parameter| match parameter {
            RefOr::T(own) if own.parameter_in == ParameterIn::Query => Some(own.name.clone()),
            _ => None,
        })
        .collect()
}

/// Refuses parameters that the operation does not have, and those without a value.
pub async fn known_parameters<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    // What stands in for Google's API reads its query by Google's rules.
    if !request.query_string().is_empty() && !google::is_for(&request) {
        let state = State::of(request.request())?;
        let operation = state.routes().find(request.path()).and_then(|route| {
            let (_, known) = route
                .operations
                .iter()
                .find(|(method, _)| method == request.method())?;
            Some(known)
        });
        if let Some(known) = operation {
            check(known, &query::pairs(request.query_string()))?;
        }
    }
    next.call(request).await
}

fn check(known: &[String], pairs: &[(String, String)]) -> Result<()> {
    for (name, value) in pairs {
        if !known.contains(name) {
            let shown: String = name.chars().take(64).collect();
            let hint = match rules::nearest(name, known.iter().map(String::as_str)) {
                Some(nearest) => format!(" The nearest is {nearest}."),
                None => String::new(),
            };
            return Err(Problem::new(
                Code::UnknownParameter,
                format!("There is no query parameter {shown:?} here.{hint}"),
            ));
        }
        if value.is_empty() {
            return Err(Problem::fault(
                format!("/{name}"),
                "required",
                "the parameter has no value",
            ));
        }
        if rules::has_control(value) {
            return Err(Problem::fault(
                format!("/{name}"),
                "control_character",
                "control characters are not allowed",
            ));
        }
    }
    Ok(())
}

/// The default of every path.
pub async fn fallback(request: HttpRequest) -> Result<HttpResponse> {
    let state = State::of(&request)?;
    let Some(route) = state.routes().find(request.path()) else {
        return Err(Problem::new(Code::NotFound, "There is no such path."));
    };
    if request.method() == Method::OPTIONS {
        let mut answer = HttpResponse::NoContent();
        return Ok(answer.insert_header((ALLOW, route.allow.as_str())).finish());
    }
    Err(Problem {
        allow: Some(route.allow.as_str().into()),
        ..Problem::new(
            Code::MethodNotAllowed,
            format!(
                "{} is not allowed here, only {}.",
                request.method(),
                route.allow
            ),
        )
    })
}
