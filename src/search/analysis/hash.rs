//! A quick hash for the tables that every word is looked up in. Their keys are the program's or
//! the operator's own, so nobody can choose them to collide.

use std::hash::{BuildHasherDefault, Hasher};

/// Builds the hash of tables of words.
pub(super) type Quick = BuildHasherDefault<Fnv>;

/// FNV-1a.
#[derive(Debug, Clone)]
pub(super) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
