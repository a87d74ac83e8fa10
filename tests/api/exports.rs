//! Exports: all of a kind in bulk, from one snapshot.

mod export {}
