//! The tests of the API: over the real app, a real connection and a real PostgreSQL.

#[cfg(test)]
mod claims;
#[cfg(test)]
mod support;
