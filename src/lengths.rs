//! How long the texts are at most that are stored, in characters: for the requests that bring
//! them and for the markup of others alike. The document states them in figures beside the
//! fields, which the tests of its limits hold against these.

/// The wording of a claim, and its translations.
pub const CLAIM: u64 = 5_000;
/// The title of a verdict.
pub const TITLE: u64 = 300;
/// A verdict in brief.
pub const SUMMARY: u64 = 2_000;
/// The reasoning of a verdict.
pub const EXPLANATION: u64 = 50_000;
/// What a correction changed, and why a verdict was retracted.
pub const NOTE: u64 = 5_000;
/// The label of a rating.
pub const LABEL: u64 = 200;
/// Names of claimants, publishers and authors, and what they are.
pub const NAME: u64 = 300;
/// The title of a source.
pub const SOURCE_TITLE: u64 = 500;
/// An address of the web.
pub const URL: u64 = 2_048;

/// One of them, to count with.
pub const fn size(max: u64) -> usize {
    #[expect(clippy::cast_possible_truncation, reason = "none is that long")]
    let size = max as usize;
    size
}
