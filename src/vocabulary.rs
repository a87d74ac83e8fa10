//! The closed vocabularies of the field, each once: the Rust name, the word that the API
//! speaks and the label of the PostgreSQL enum are one table here and cannot drift apart.

mod define;

use std::cmp::Reverse;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use define::vocabulary;

vocabulary! {
    /// Standing with the International Fact-Checking Network's code of principles.
    IfcnStatus, IfcnStatus {
        /// No signatory.
        None = "none",
        /// A verified signatory.
        Verified = "verified",
        /// A signatory whose renewal is under review.
        InRenewal = "in_renewal",
        /// A former signatory.
        Expired = "expired",
    }
}

vocabulary! {
    /// What a key may do.
    Scope, ApiScope {
        /// Add claims, claimants, sources, statements, relations and translations; change one's own.
        ClaimsWrite = "claims:write",
        /// Write one's own organization's draft verdicts.
        VerdictsWrite = "verdicts:write",
        /// Publish one's own organization's verdicts.
        VerdictsPublish = "verdicts:publish",
        /// Manage one's own organization's rating scales and keys.
        OrganizationAdmin = "organization:admin",
        /// Manage organizations, and any claim, claimant, source, statement or relation.
        InstanceAdmin = "instance:admin",
    }
}

vocabulary! {
    /// What kind of voice a claimant is.
    ClaimantKind, ClaimantKind {
        Person = "person",
        Organization = "organization",
        Government = "government",
        Media = "media",
        SocialAccount = "social_account",
    }
}

vocabulary! {
    /// What kind of document, page, broadcast or record a source is.
    SourceKind, SourceKind {
        Article = "article",
        PressRelease = "press_release",
        SocialPost = "social_post",
        Video = "video",
        Image = "image",
        Dataset = "dataset",
        OfficialRecord = "official_record",
        Interview = "interview",
        Report = "report",
    }
}

vocabulary! {
    /// How far a source can be relied on.
    Reliability, SourceReliability {
        Primary = "primary",
        Reliable = "reliable",
        Mixed = "mixed",
        Unreliable = "unreliable",
        Unclassified = "unclassified",
    }
}

vocabulary! {
    /// What kind of proposition a claim is.
    ClaimKind, ClaimKind {
        Statement = "statement",
        Denial = "denial",
        Prediction = "prediction",
        Statistic = "statistic",
        Quote = "quote",
        Media = "media",
    }
}

vocabulary! {
    /// How much of a date is known.
    DatePrecision, DatePrecision {
        Day = "day",
        Month = "month",
        Year = "year",
    }
}

impl DatePrecision {
    /// Orders dates of which more or less is known: a month before its first day, whichever day of
    /// it is given.
    pub fn order(
        date: Option<NaiveDate>,
        precision: Option<Self>,
    ) -> (Option<NaiveDate>, Reverse<Option<Self>>) {
        let begin = |date: NaiveDate| match precision {
            Some(Self::Year) => date.with_day(1)?.with_month(1),
            Some(Self::Month) => date.with_day(1),
            _ => Some(date),
        };
        (date.and_then(begin), Reverse(precision))
    }
}

vocabulary! {
    /// Who translated a claim.
    TranslationMethod, TranslationMethod {
        Human = "human",
        Machine = "machine",
    }
}

vocabulary! {
    /// How a claimant stands to a claim.
    Position, StatementPosition {
        Asserts = "asserts",
        Confirms = "confirms",
        Denies = "denies",
        DoesNotDeny = "does_not_deny",
        DeclinesToComment = "declines_to_comment",
        Retracts = "retracts",
    }
}

vocabulary! {
    /// How one claim stands to another.
    RelationKind, RelationKind {
        /// Says the same.
        Repeats = "repeats",
        /// Says what cannot be true as well.
        Contradicts = "contradicts",
        /// Makes it likelier.
        Supports = "supports",
        /// Says the same of a part of it, or more exactly.
        Narrows = "narrows",
        /// Says the same of more, or less exactly.
        Broadens = "broadens",
        /// Says what has become of it since.
        Updates = "updates",
    }
}

vocabulary! {
    /// The value that ratings of all scales are mapped to: `true` 5, `mostly_true` 4, `mixed` 3,
    /// `mostly_false` and `misleading` 2, `false` 1; the others have no number.
    Normalized, NormalizedRating {
        True = "true",
        MostlyTrue = "mostly_true",
        Mixed = "mixed",
        MostlyFalse = "mostly_false",
        Misleading = "misleading",
        False = "false",
        Unproven = "unproven",
        Outdated = "outdated",
        Satire = "satire",
        NotRatable = "not_ratable",
    }
}

impl Normalized {
    /// Whether a rating so normalized has a place on a scale of numbers.
    pub const fn has_number(self) -> bool {
        !matches!(
            self,
            Self::Unproven | Self::Outdated | Self::Satire | Self::NotRatable
        )
    }

    /// Whether two organizations that rate so say the same: `mostly_false` and `misleading` have
    /// the same number.
    pub fn agrees_with(self, other: Self) -> bool {
        let low = |it| matches!(it, Self::MostlyFalse | Self::Misleading);
        self == other || (low(self) && low(other))
    }
}

vocabulary! {
    /// Where a verdict stands in its life.
    #[schema(example = "published")]
    VerdictStatus, VerdictStatus {
        /// Seen by its organization alone.
        Draft = "draft",
        /// Public.
        Published = "published",
        /// Public, and changed since it was published.
        Corrected = "corrected",
        /// Withdrawn; still readable.
        Retracted = "retracted",
    }
}

impl VerdictStatus {
    /// The statuses of verdicts that stand: those that a claim shows.
    pub const STANDING: [Self; 2] = [Self::Published, Self::Corrected];
}

vocabulary! {
    /// What a piece of evidence does to the claim.
    Stance, EvidenceStance {
        Supports = "supports",
        Refutes = "refutes",
        Mixed = "mixed",
        Context = "context",
    }
}

vocabulary! {
    /// What kind of resource a change was of.
    Subject, JournalSubject {
        Organization = "organization",
        ApiKey = "api_key",
        Claimant = "claimant",
        Source = "source",
        Claim = "claim",
        Statement = "statement",
        RatingScale = "rating_scale",
        Verdict = "verdict",
        Relation = "relation",
    }
}

vocabulary! {
    /// What was done to a resource.
    #[schema(example = "verdict.corrected")]
    Action, JournalAction {
        OrganizationCreated = "organization.created",
        OrganizationUpdated = "organization.updated",
        OrganizationDeleted = "organization.deleted",
        ApiKeyCreated = "api_key.created",
        ApiKeyRevoked = "api_key.revoked",
        ClaimantCreated = "claimant.created",
        ClaimantUpdated = "claimant.updated",
        ClaimantDeleted = "claimant.deleted",
        /// It was found to be recorded twice, and is part of the other record since.
        ClaimantMerged = "claimant.merged",
        SourceCreated = "source.created",
        SourceUpdated = "source.updated",
        SourceDeleted = "source.deleted",
        ClaimCreated = "claim.created",
        /// Also when something that it embeds changed.
        ClaimUpdated = "claim.updated",
        ClaimDeleted = "claim.deleted",
        StatementCreated = "statement.created",
        StatementUpdated = "statement.updated",
        StatementDeleted = "statement.deleted",
        RatingScaleCreated = "rating_scale.created",
        RatingScaleUpdated = "rating_scale.updated",
        VerdictCreated = "verdict.created",
        VerdictUpdated = "verdict.updated",
        VerdictPublished = "verdict.published",
        VerdictCorrected = "verdict.corrected",
        VerdictRetracted = "verdict.retracted",
        VerdictDeleted = "verdict.deleted",
        RelationCreated = "relation.created",
        RelationDeleted = "relation.deleted",
    }
}

// Figures lie in a JSON document, and so this one has no type in PostgreSQL.
/// How a figure is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Comparator {
    /// Exactly.
    Eq,
    /// About.
    Approx,
    /// Less than.
    Lt,
    /// At most.
    Lte,
    /// More than.
    Gt,
    /// At least.
    Gte,
    /// From `value` to `value_max`.
    Between,
}
