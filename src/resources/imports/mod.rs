//! Imports: whole claims in bulk, a line each.

mod batch;
mod insert;
mod lines;
mod ratings;
mod record;
mod update;
mod voices;

/// What of an import a key allows; that it may add claims, it has shown before.
#[derive(Debug, Clone, Copy)]
pub struct Rights {
    /// `verdicts:write`
    pub may_draft: bool,
    /// `verdicts:publish`
    pub may_publish: bool,
    /// `organization:admin`
    pub may_manage_scales: bool,
}
