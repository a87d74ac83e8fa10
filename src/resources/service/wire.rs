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
}
