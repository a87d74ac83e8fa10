//! A claim's text in the language that a reader wants. What is translated is never given as the
//! original: its language and who translated it stand beside it.

use std::iter::once;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Claim, Translation};
use crate::http::Languages;
use crate::language::LanguageTag;
use crate::vocabulary::{ClaimKind, TranslationMethod};

/// A claim, in brief.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ClaimSummary {
    pub id: Uuid,
    /// The proposition, in the language that was asked for where there is a translation into it.
    #[schema(examples("The troops are trained at five military bases in Russia."))]
    pub text: String,
    /// The language of `text`.
    #[schema(examples("en"))]
    pub text_language: LanguageTag,
    /// Who translated `text`; null where it is the original.
    #[schema(required, examples("human"))]
    pub text_method: Option<TranslationMethod>,
    /// The proposition as it was worded.
    #[schema(examples("Pasukan itu berlatih di lima pangkalan militer di Rusia."))]
    pub original_text: String,
    /// The language in which it was worded.
    pub language: LanguageTag,
    pub kind: ClaimKind,
}

/// What a summary is made of, as it is kept and as snapshots have it.
#[derive(Debug, Clone, Deserialize)]
pub struct ClaimWording {
    pub id: Uuid,
    /// The original.
    pub text: String,
    pub language: LanguageTag,
    pub kind: ClaimKind,
    pub translations: Vec<Translation>,
}

impl ClaimWording {
    /// In the language that is wanted most.
    pub fn summary(self, languages: &Languages) -> ClaimSummary {
        let (text, text_language, text_method) =
            match chosen(&self.language, &self.translations, languages) {
                Some(it) => (it.text.clone(), it.language.clone(), Some(it.method)),
                None => (self.text.clone(), self.language.clone(), None),
            };
        ClaimSummary {
            id: self.id,
            text,
            text_language,
            text_method,
            original_text: self.text,
            language: self.language,
            kind: self.kind,
        }
    }
}

impl Claim {
    /// Gives its text, which is the original, in the language that is wanted most.
    pub fn speak(&mut self, languages: &Languages) {
        if let Some(it) = chosen(&self.language, &self.translations, languages) {
            self.text.clone_from(&it.text);
            self.text_language = it.language.clone();
            self.text_method = Some(it.method);
        }
    }

    /// The languages of its text, and of the claims to which it stands in relations.
    pub fn languages(&self) -> impl Iterator<Item = LanguageTag> {
        let related = self.relations.iter().flatten();
        once(&self.text_language)
            .chain(related.map(|relation| &relation.claim.text_language))
            .cloned()
    }
}

/// The translation that is wanted rather than the original.
fn chosen<'a>(
    original: &LanguageTag,
    translations: &'a [Translation],
    languages: &Languages,
) -> Option<&'a Translation> {
    let translated = translations.iter().map(|it| it.language.as_str());
    let place = languages.choose(once(original.as_str()).chain(translated))?;
    translations.get(place.checked_sub(1)?)
}
