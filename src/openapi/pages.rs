//! The pages of lists, named and put together as one would by hand: utoipa calls `Page<Verdict>`
//! `Page_Verdict` and spells the entries out within it, and clients made from the document would
//! have every resource twice, under names that nobody looks for.

use std::collections::BTreeMap;

use utoipa::openapi::schema::{ArrayItems, Schema};
use utoipa::openapi::{OpenApi, Ref, RefOr, Response};

const GENERIC: &str = "Page_";

/// Calls them `VerdictPage`, and refers to the entries by name.
pub(super) fn complete(document: &mut OpenApi) {
    if let Some(components) = &mut document.components {
        let schemas = std::mem::take(&mut components.schemas);
        components.schemas = schemas
            .iter()
            .map(|(name, schema)| match name.strip_prefix(GENERIC) {
                Some(entry) => (page(entry), named(schema.clone(), entry, &schemas)),
                None => (name.clone(), schema.clone()),
            })
            .collect();
    }
    let items = document.paths.paths.values_mut();
    let operations = items.flat_map(|item| [&mut item.get, &mut item.post]);
    for operation in operations.flatten() {
        for response in operation.responses.responses.values_mut() {
            if let RefOr::T(response) = response {
                refer(response);
            }
        }
    }
}

fn page(entry: &str) -> String {
    format!("{entry}Page")
}

/// The page with its entries by name, where it has them as the component of that name is.
fn named(
    mut page: RefOr<Schema>,
    entry: &str,
    schemas: &BTreeMap<String, RefOr<Schema>>,
) -> RefOr<Schema> {
    if let RefOr::T(Schema::Object(page)) = &mut page
        && let Some(RefOr::T(Schema::Array(data))) = page.properties.get_mut("data")
        && let ArrayItems::RefOrSchema(items) = &mut data.items
        && schemas.get(entry) == Some(items)
    {
        **items = Ref::from_schema_name(entry).into();
    }
    page
}

fn refer(response: &mut Response) {
    for content in response.content.values_mut() {
        if let RefOr::T(content) = content
            && let Some(RefOr::Ref(schema)) = &mut content.schema
            && let Some((_, entry)) = schema.ref_location.split_once(GENERIC)
        {
            schema.ref_location = Ref::from_schema_name(page(entry)).ref_location;
        }
    }
}
