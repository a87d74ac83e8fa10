//! `factcheck openapi`: prints the OpenAPI document, or its inventory.

use super::Failure;
use crate::config::OpenapiFormat;
use crate::{app, openapi};

pub(super) fn run(format: OpenapiFormat) -> Result<(), Failure> {
    let document = app::document()?;
    match format {
        OpenapiFormat::Json => println!("{}", document.to_pretty_json()?),
        OpenapiFormat::Operations => print!("{}", openapi::inventory(&document)),
    }
    Ok(())
}
