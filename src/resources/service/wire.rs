//! What the service says of itself.

use serde::Serialize;
use utoipa::ToSchema;

/// The program is alive.
#[derive(Debug, Serialize, ToSchema)]
pub struct Health {
    /// Always `ok`: a dead program does not answer.
    #[schema(examples("ok"))]
    pub status: &'static str,
    /// The program's version.
    #[schema(examples("0.1.0"))]
    pub version: &'static str,
}

/// The program can serve.
#[derive(Debug, Serialize, ToSchema)]
pub struct Readiness {
    /// `ready`; where it is not, the answer is a 503 problem.
    #[schema(examples("ready"))]
    pub status: &'static str,
    /// Migrations that the program has and the database has not.
    #[schema(minimum = 0, examples(0))]
    pub pending_migrations: usize,
    pub search: SearchReadiness,
}

/// How current the search index is. It does not decide whether the program can serve.
#[derive(Debug, Serialize, ToSchema)]
pub struct SearchReadiness {
    pub status: IndexStatus,
    /// Changes that the index has not taken up yet, counted up to 10,000; records that are still to
    /// be added while it is built.
    #[schema(minimum = 0, examples(0))]
    pub behind: u64,
    /// Seconds since the oldest of these changes was made; 0 while it is built.
    #[schema(minimum = 0, examples(0.0))]
    pub seconds: f64,
}

/// What the index does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum IndexStatus {
    /// It is built; searches are 503 until it is there.
    Building,
    /// It is searched, and follows what changes.
    Following,
}
