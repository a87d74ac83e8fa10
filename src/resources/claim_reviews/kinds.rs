//! What schema.org calls the kinds of claimants and sources.

use crate::claim_review::PartyKind;
use crate::vocabulary::{ClaimantKind, SourceKind};

/// Of several that are read as the same, the first is the one that is written; of several that
/// are written the same, the first is the one that is read.
const WORKS: [(&str, SourceKind); 13] = [
    ("Article", SourceKind::Article),
    ("Article", SourceKind::PressRelease),
    ("SocialMediaPosting", SourceKind::SocialPost),
    ("DiscussionForumPosting", SourceKind::SocialPost),
    ("VideoObject", SourceKind::Video),
    ("Clip", SourceKind::Video),
    ("ImageObject", SourceKind::Image),
    ("Photograph", SourceKind::Image),
    ("Dataset", SourceKind::Dataset),
    ("DigitalDocument", SourceKind::OfficialRecord),
    ("Legislation", SourceKind::OfficialRecord),
    ("Conversation", SourceKind::Interview),
    ("Report", SourceKind::Report),
];

const PARTIES: [(&str, ClaimantKind); 5] = [
    ("Person", ClaimantKind::Person),
    ("Person", ClaimantKind::SocialAccount),
    ("Organization", ClaimantKind::Organization),
    ("GovernmentOrganization", ClaimantKind::Government),
    ("NewsMediaOrganization", ClaimantKind::Media),
];

/// What is read as a source of which kind: what is not known is an article.
pub fn read_work(name: &str) -> SourceKind {
    let known = WORKS.iter().find(|(it, _)| *it == name);
    known.map_or(SourceKind::Article, |(_, kind)| *kind)
}

/// What is read as a claimant of which kind.
pub fn read_party(kind: PartyKind) -> ClaimantKind {
    match kind {
        PartyKind::Person => ClaimantKind::Person,
        PartyKind::Government => ClaimantKind::Government,
        PartyKind::Media => ClaimantKind::Media,
        PartyKind::Organization | PartyKind::Unknown => ClaimantKind::Organization,
    }
}

/// What a source is called.
pub fn of_work(kind: SourceKind) -> &'static str {
    let known = WORKS.iter().find(|(_, it)| *it == kind);
    known.map_or("CreativeWork", |(name, _)| name)
}

/// What a claimant is called.
pub fn of_party(kind: ClaimantKind) -> &'static str {
    let known = PARTIES.iter().find(|(_, it)| *it == kind);
    known.map_or("Organization", |(name, _)| name)
}
