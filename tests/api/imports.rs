//! Imports: whole claims in bulk, a line each.

mod import {}
