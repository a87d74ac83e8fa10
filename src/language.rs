//! Language tags: BCP 47 (RFC 5646), in their canonical case.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use oxilangtag::LanguageTag as Tag;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// The longest tag, in characters.
pub const MAX_LENGTH: usize = 35;

/// A well-formed language tag with a primary language of two or three letters (longer ones are
/// reserved and none is registered), at most 35 characters, in canonical case: `id`, `pt-BR`,
/// `zh-Hant-TW`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct LanguageTag(String);

/// The primary language of a tag, whatever follows: `pt` of `pt-BR`.
pub fn primary(tag: &str) -> String {
    let first = tag.split(['-', '_']).next().unwrap_or_default();
    first.to_ascii_lowercase()
}

/// Whether a tag is in a range of languages: the range itself or a variety of it, whatever their
/// capitals (RFC 4647, basic filtering).
pub fn is_within(tag: &str, range: &str) -> bool {
    let Some((first, rest)) = tag.split_at_checked(range.len()) else {
        return false;
    };
    first.eq_ignore_ascii_case(range) && (rest.is_empty() || rest.starts_with('-'))
}

impl LanguageTag {
    /// The tag as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is in a range of languages, as [`is_within`] has it.
    pub fn is_within(&self, range: &Self) -> bool {
        is_within(&self.0, &range.0)
    }

    /// A tag that comes from where only checked ones are kept.
    pub fn stored(tag: String) -> Self {
        Self(tag)
    }

    /// That of a text whose language nobody has said.
    pub fn undetermined() -> Self {
        Self("und".to_owned())
    }

    /// The tag, taken out.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for LanguageTag {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let refused = || {
            let shown: String = text.chars().take(MAX_LENGTH + 1).collect();
            format!("{shown:?} is no language tag of BCP 47, such as id or pt-BR")
        };
        if text.len() > MAX_LENGTH {
            return Err(refused());
        }
        let tag = Tag::parse_and_normalize(text).map_err(|_| refused())?;
        let primary = tag.primary_language();
        if !(2..=3).contains(&primary.len()) || !primary.bytes().all(|b| b.is_ascii_alphabetic()) {
            return Err(refused());
        }
        Ok(Self(tag.into_inner()))
    }
}

impl<'de> Deserialize<'de> for LanguageTag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl PartialSchema for LanguageTag {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(
                "A language tag of BCP 47 (RFC 5646), well-formed, its primary language of two or three letters; answers give it in canonical case.",
            ))
            .min_length(Some(2))
            .max_length(Some(MAX_LENGTH))
            .pattern(Some("^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"))
            .examples(["id", "pt-BR"])
            .into()
    }
}

impl ToSchema for LanguageTag {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_has_its_varieties() {
        for (tag, range, expected) in [
            ("pt-BR", "pt", true),
            ("pt-BR", "PT-br", true),
            ("pt", "pt-BR", false),
            ("zh-Hant-TW", "zh-Hant", true),
            ("zh-Hant-TW", "zh-TW", false),
            ("ptx", "pt", false),
            ("", "pt", false),
        ] {
            assert_eq!(is_within(tag, range), expected, "{tag} in {range}");
        }
    }
}
