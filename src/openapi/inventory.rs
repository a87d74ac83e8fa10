//! The inventory: one line for each operation, so that a change of the API shows as a change of
//! a line.

use utoipa::openapi::OpenApi;
use utoipa::openapi::path::Operation;

use crate::http::routes::operations;

/// `METHOD path operation_id scope statuses`, a line each, in order of path.
pub fn inventory(document: &OpenApi) -> String {
    let mut lines: Vec<(String, String)> = document
        .paths
        .paths
        .iter()
        .flat_map(|(path, item)| {
            operations(item).map(move |(method, operation)| {
                let id = operation.operation_id.as_deref().unwrap_or("-");
                let statuses: Vec<_> = operation
                    .responses
                    .responses
                    .keys()
                    .map(String::as_str)
                    .collect();
                let line = format!(
                    "{method} {path} {id} {} {}\n",
                    scope(operation),
                    statuses.join(",")
                );
                (path.clone(), line)
            })
        })
        .collect();
    lines.sort();
    lines.into_iter().map(|(_, line)| line).collect()
}

/// The scope that the operation needs, `any` where any key will do, or `-`.
fn scope(operation: &Operation) -> String {
    let requirements = serde_json::to_value(&operation.security).unwrap_or_default();
    let ways = || requirements.as_array().into_iter().flatten();
    let scopes: Vec<&str> = ways()
        .filter_map(|requirement| requirement.get("api_key")?.as_array())
        .flatten()
        .filter_map(serde_json::Value::as_str)
        .collect();
    let needs_key = ways().count() > 0 && ways().all(|way| way.get("api_key").is_some());
    match (needs_key, scopes.is_empty()) {
        (false, _) => "-".to_owned(),
        (true, true) => "any".to_owned(),
        (true, false) => scopes.join("+"),
    }
}
