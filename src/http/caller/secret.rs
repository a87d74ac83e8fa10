//! The text of a key: `fc_`, a public prefix of 12 characters by which it is found, and a
//! secret of 256 random bits, both in base64url. Only the SHA-256 of the whole is ever stored.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

const MARK: &str = "fc_";
const PREFIX_BYTES: usize = 9;
const PREFIX_LENGTH: usize = 12;
const SECRET_BYTES: usize = 32;
const SECRET_LENGTH: usize = 43;

/// A key as its holder knows it. It is not `Debug`: a secret has no place in a log.
pub struct Secret {
    text: String,
}

impl Secret {
    /// A new one, from the machine's source of randomness.
    pub fn generate() -> Result<Self, getrandom::Error> {
        let mut prefix = [0; PREFIX_BYTES];
        let mut secret = [0; SECRET_BYTES];
        getrandom::fill(&mut prefix)?;
        getrandom::fill(&mut secret)?;
        let text = format!(
            "{MARK}{}{}",
            URL_SAFE_NO_PAD.encode(prefix),
            URL_SAFE_NO_PAD.encode(secret)
        );
        Ok(Self { text })
    }

    /// Whether what was sent is meant to be a key of ours, of whatever form the rest is.
    pub fn is_marked(text: &str) -> bool {
        text.starts_with(MARK)
    }

    /// One that was sent, if it has the form of a key.
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix(MARK)?;
        let is_key = rest.len() == PREFIX_LENGTH + SECRET_LENGTH
            && rest
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        is_key.then(|| Self {
            text: text.to_owned(),
        })
    }

    /// The key's text.
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// The part by which it is found; no secret.
    pub fn prefix(&self) -> &str {
        let start = MARK.len();
        self.text
            .get(start..start + PREFIX_LENGTH)
            .unwrap_or_default()
    }

    /// What is stored of it.
    pub fn sha256(&self) -> Vec<u8> {
        Sha256::digest(self.text.as_bytes()).to_vec()
    }

    /// Whether it is the stored one, in a time that does not depend on where they differ.
    pub fn matches(&self, stored: &[u8]) -> bool {
        self.sha256().ct_eq(stored).into()
    }
}
