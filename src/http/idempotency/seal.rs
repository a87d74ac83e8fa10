//! Answers that have a secret are stored encrypted, under a key that only the sender of the
//! request can make again: from the API key and the `Idempotency-Key` that came with it. The
//! server keeps neither.

use chacha20poly1305::aead::Aead;
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use sha2::{Digest, Sha256};

use crate::error::{Problem, Result};

const NONCE: usize = 24;

/// The key of one answer.
pub(super) struct Seal(XChaCha20Poly1305);

impl Seal {
    /// Out of what came with the request.
    pub(super) fn of(authorization: &[u8], idempotency_key: &str) -> Self {
        let mut digest = Sha256::new();
        digest.update(b"factcheck: an answer kept for a retry\0");
        digest.update(Sha256::digest(authorization));
        digest.update(idempotency_key);
        let key: [u8; 32] = digest.finalize().into();
        Self(XChaCha20Poly1305::new(&key.into()))
    }

    pub(super) fn seal(&self, body: &[u8]) -> Result<Vec<u8>> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).map_err(Problem::internal)?;
        let sealed = self
            .0
            .encrypt(&XNonce::from(nonce), body)
            .map_err(Problem::internal)?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    pub(super) fn open(&self, sealed: &[u8]) -> Result<Vec<u8>> {
        let broken = || Problem::internal("a kept answer cannot be opened");
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or_else(broken)?;
        self.0
            .decrypt(&XNonce::from(*nonce), sealed)
            .map_err(|_| broken())
    }
}
