//! What the database's failures mean to a client.

use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind as Kind, Error};
use diesel_async::pooled_connection::PoolError;

use crate::error::{Code, Problem};

/// The messages by which PostgreSQL tells these apart; diesel passes no SQLSTATE on.
const TRANSIENT: [&str; 2] = ["deadlock detected", "could not serialize access"];
const TIMED_OUT: [&str; 2] = [
    "canceling statement due to statement timeout",
    "canceling statement due to lock timeout",
];
const GOING_AWAY: [&str; 5] = [
    "terminating connection",
    "the database system is",
    "remaining connection slots",
    "too many clients",
    "too many connections",
];

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::not_found(),
            Error::DatabaseError(kind, info) => of_database(kind, info.as_ref()),
            Error::BrokenTransactionManager => unavailable(error),
            other => Self::internal(other),
        }
    }
}

fn of_database(kind: Kind, info: &dyn DatabaseErrorInformation) -> Problem {
    let says = |messages: &[&str]| messages.iter().any(|m| info.message().contains(m));
    let cause = match info.constraint_name() {
        Some(constraint) => format!("{} [{constraint}]", info.message()),
        None => info.message().to_owned(),
    };
    match kind {
        Kind::SerializationFailure => transient(cause),
        _ if says(&TRANSIENT) => transient(cause),
        Kind::UnableToSendCommand | Kind::ClosedConnection => unavailable(cause),
        _ if says(&GOING_AWAY) => unavailable(cause),
        _ if says(&TIMED_OUT) => Problem::new(
            Code::DatabaseBusy,
            "The database did not finish the work in time.",
        )
        .because(cause),
        _ => Problem::internal(format!("{kind:?}: {cause}")),
    }
}

fn transient(cause: String) -> Problem {
    Problem {
        transient: true,
        ..Problem::new(
            Code::DatabaseBusy,
            "Too many changes of the same records at once.",
        )
        .because(cause)
    }
}

impl Problem {
    /// Another transaction was faster; run again, this one may well succeed.
    pub fn lost_race() -> Self {
        transient("what was to be changed had just been changed".to_owned())
    }
}

fn unavailable(cause: impl std::fmt::Display) -> Problem {
    Problem::new(
        Code::DatabaseUnavailable,
        "The database cannot be reached just now.",
    )
    .because(cause)
}

/// What a pool that gives no connection means.
pub(super) fn of_pool(error: deadpool::managed::PoolError<PoolError>) -> Problem {
    use deadpool::managed::{PoolError as Pool, TimeoutType};
    match error {
        Pool::Timeout(TimeoutType::Wait) => busy(),
        other => unavailable(other),
    }
}

/// A connection that could not be made.
pub(super) fn unreachable(error: diesel::ConnectionError) -> Problem {
    unavailable(error)
}

/// Every connection is taken, and the wait for one is over.
pub(super) fn busy() -> Problem {
    Problem::new(
        Code::DatabaseBusy,
        "All database connections are taken; try again shortly.",
    )
}

/// A violated constraint: which one, and what kind.
#[derive(Debug)]
pub struct Constraint<'a> {
    /// The constraint's name.
    pub name: &'a str,
    /// A foreign key, and so either a reference to nothing or a deletion of what is used.
    pub is_reference: bool,
}

/// Maps a violated constraint by its name, beside the query that can violate it; every other
/// failure passes through.
pub fn on_constraint(error: Error, map: impl FnOnce(Constraint<'_>) -> Option<Problem>) -> Problem {
    if let Error::DatabaseError(
        kind @ (Kind::UniqueViolation | Kind::ForeignKeyViolation | Kind::RestrictViolation),
        info,
    ) = &error
        && let Some(name) = info.constraint_name()
    {
        let constraint = Constraint {
            name,
            is_reference: matches!(kind, Kind::ForeignKeyViolation | Kind::RestrictViolation),
        };
        if let Some(problem) = map(constraint) {
            return problem;
        }
    }
    error.into()
}
