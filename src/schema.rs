//! The tables as diesel sees them, in the shape that `diesel print-schema` gives. A test checks
//! every column against the migrated database.

/// PostgreSQL's enums.
pub mod sql_types {
    #[derive(diesel::query_builder::QueryId, Clone, diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "ifcn_status"))]
    pub struct IfcnStatus;

    #[derive(diesel::query_builder::QueryId, Clone, diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "api_scope"))]
    pub struct ApiScope;

    #[derive(diesel::query_builder::QueryId, Clone, diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "claimant_kind"))]
    pub struct ClaimantKind;

    #[derive(diesel::query_builder::QueryId, Clone, diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "source_kind"))]
    pub struct SourceKind;

    #[derive(diesel::query_builder::QueryId, Clone, diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "source_reliability"))]
    pub struct SourceReliability;

    #[derive(diesel::query_builder::QueryId, Clone, diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "claim_kind"))]
    pub struct ClaimKind;

    #[derive(diesel::query_builder::QueryId, Clone, diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "date_precision"))]
    pub struct DatePrecision;

    #[derive(diesel::query_builder::QueryId, Clone, diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "translation_method"))]
    pub struct TranslationMethod;

    #[derive(diesel::query_builder::QueryId, Clone, diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "statement_position"))]
    pub struct StatementPosition;

    #[derive(diesel::query_builder::QueryId, Clone, diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "normalized_rating"))]
    pub struct NormalizedRating;

    #[derive(diesel::query_builder::QueryId, Clone, diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "verdict_status"))]
    pub struct VerdictStatus;

    #[derive(diesel::query_builder::QueryId, Clone, diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "evidence_stance"))]
    pub struct EvidenceStance;

    #[derive(diesel::query_builder::QueryId, Clone, diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "journal_subject"))]
    pub struct JournalSubject;

    #[derive(diesel::query_builder::QueryId, Clone, diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "journal_action"))]
    pub struct JournalAction;

    #[derive(diesel::query_builder::QueryId, Clone, diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "relation_kind"))]
    pub struct RelationKind;

    #[derive(diesel::query_builder::QueryId, Clone, diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "xid8"))]
    pub struct Xid8;
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::IfcnStatus;

    organizations (id) {
        id -> Uuid,
        slug -> Text,
        name -> Text,
        site -> Text,
        url -> Nullable<Text>,
        logo_url -> Nullable<Text>,
        country -> Nullable<Text>,
        ifcn_status -> IfcnStatus,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        version -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::ApiScope;

    api_keys (id) {
        id -> Uuid,
        organization_id -> Nullable<Uuid>,
        name -> Text,
        prefix -> Text,
        secret_sha256 -> Bytea,
        scopes -> Array<ApiScope>,
        expires_at -> Nullable<Timestamptz>,
        revoked_at -> Nullable<Timestamptz>,
        last_used_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::ClaimantKind;

    claimants (id) {
        id -> Uuid,
        kind -> ClaimantKind,
        name -> Text,
        job_title -> Nullable<Text>,
        country -> Nullable<Text>,
        url -> Nullable<Text>,
        same_as -> Array<Text>,
        created_by -> Uuid,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        version -> Int8,
        alternate_names -> Array<Text>,
        searched_names -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::SourceKind;
    use super::sql_types::SourceReliability;

    sources (id) {
        id -> Uuid,
        url -> Nullable<Text>,
        citation -> Nullable<Text>,
        kind -> SourceKind,
        title -> Text,
        publisher -> Nullable<Text>,
        author -> Nullable<Text>,
        published_at -> Nullable<Timestamptz>,
        language -> Nullable<Text>,
        archived_url -> Nullable<Text>,
        reliability -> SourceReliability,
        created_by -> Uuid,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        version -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::ClaimKind;
    use super::sql_types::DatePrecision;
    use super::sql_types::NormalizedRating;

    claims (id) {
        id -> Uuid,
        text -> Text,
        language -> Text,
        kind -> ClaimKind,
        claim_date -> Nullable<Date>,
        date_precision -> Nullable<DatePrecision>,
        location -> Nullable<Text>,
        tags -> Array<Text>,
        quantities -> Jsonb,
        external_id -> Nullable<Text>,
        reviewed_at -> Nullable<Timestamptz>,
        created_by -> Uuid,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        version -> Int8,
        newest_rating -> Nullable<NormalizedRating>,
        contested -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::RelationKind;

    claim_relations (id) {
        id -> Uuid,
        from_claim_id -> Uuid,
        to_claim_id -> Uuid,
        kind -> RelationKind,
        note -> Nullable<Text>,
        created_by -> Uuid,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        version -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    claimant_merges (id) {
        id -> Uuid,
        into_claimant_id -> Uuid,
        created_at -> Timestamptz,
    }
}

// A view.
diesel::table! {
    use diesel::sql_types::*;

    tag_counts (tag) {
        tag -> Text,
        claims -> Int8,
        id -> Uuid,
    }
}

// A view.
diesel::table! {
    use diesel::sql_types::*;

    claim_events (id) {
        claim_id -> Uuid,
        id -> Uuid,
        at -> Timestamptz,
        kind -> Text,
        rank -> Int4,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::TranslationMethod;

    claim_translations (claim_id, language) {
        claim_id -> Uuid,
        language -> Text,
        text -> Text,
        method -> TranslationMethod,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::DatePrecision;
    use super::sql_types::StatementPosition;

    statements (id) {
        id -> Uuid,
        claim_id -> Uuid,
        claimant_id -> Nullable<Uuid>,
        via_claimant_id -> Nullable<Uuid>,
        position -> StatementPosition,
        said_on -> Nullable<Date>,
        date_precision -> Nullable<DatePrecision>,
        quote -> Nullable<Text>,
        language -> Nullable<Text>,
        source_id -> Nullable<Uuid>,
        created_by -> Uuid,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        version -> Int8,
        begins_on -> Nullable<Date>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    rating_scales (id) {
        id -> Uuid,
        organization_id -> Uuid,
        name -> Text,
        worst -> Int4,
        best -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        version -> Int8,
        catalogue_slug -> Nullable<Text>,
        catalogue_version -> Nullable<Int4>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::NormalizedRating;

    ratings (id) {
        id -> Uuid,
        scale_id -> Uuid,
        label -> Text,
        language -> Text,
        value -> Nullable<Int4>,
        normalized -> NormalizedRating,
        position -> Int4,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::VerdictStatus;

    verdicts (id) {
        id -> Uuid,
        claim_id -> Uuid,
        organization_id -> Uuid,
        rating_id -> Nullable<Uuid>,
        title -> Nullable<Text>,
        summary -> Nullable<Text>,
        explanation -> Nullable<Text>,
        url -> Nullable<Text>,
        language -> Text,
        reviewed_at -> Nullable<Timestamptz>,
        status -> VerdictStatus,
        published_at -> Nullable<Timestamptz>,
        correction_note -> Nullable<Text>,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        version -> Int8,
        retraction_reason -> Nullable<Text>,
        corrected_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::EvidenceStance;

    evidence (id) {
        id -> Uuid,
        verdict_id -> Uuid,
        source_id -> Uuid,
        stance -> EvidenceStance,
        quote -> Nullable<Text>,
        note -> Nullable<Text>,
        position -> Int4,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::JournalAction;
    use super::sql_types::JournalSubject;
    use super::sql_types::Xid8;

    journal (id) {
        seq -> Int8,
        id -> Uuid,
        at -> Timestamptz,
        txid -> Xid8,
        organization_id -> Nullable<Uuid>,
        api_key_id -> Nullable<Uuid>,
        action -> JournalAction,
        subject_type -> JournalSubject,
        subject_id -> Uuid,
        version -> Int8,
        claim_id -> Nullable<Uuid>,
        private_to -> Nullable<Uuid>,
        snapshot -> Nullable<Jsonb>,
        note -> Nullable<Text>,
        other_claim_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    idempotency_keys (owner_id, key) {
        owner_id -> Uuid,
        key -> Text,
        fingerprint -> Bytea,
        status -> Nullable<Int2>,
        headers -> Nullable<Jsonb>,
        body -> Nullable<Bytea>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    imports (organization_id, fingerprint, first_line) {
        organization_id -> Uuid,
        fingerprint -> Bytea,
        first_line -> Int8,
        last_line -> Int8,
        created_at -> Timestamptz,
    }
}

diesel::joinable!(api_keys -> organizations (organization_id));
diesel::joinable!(claimants -> organizations (created_by));
diesel::joinable!(sources -> organizations (created_by));
diesel::joinable!(claims -> organizations (created_by));
diesel::joinable!(claim_translations -> claims (claim_id));
diesel::joinable!(claim_relations -> organizations (created_by));
diesel::joinable!(statements -> claims (claim_id));
diesel::joinable!(statements -> claimants (claimant_id));
diesel::joinable!(statements -> organizations (created_by));
diesel::joinable!(statements -> sources (source_id));
diesel::joinable!(rating_scales -> organizations (organization_id));
diesel::joinable!(ratings -> rating_scales (scale_id));
diesel::joinable!(verdicts -> claims (claim_id));
diesel::joinable!(verdicts -> organizations (organization_id));
diesel::joinable!(verdicts -> ratings (rating_id));
diesel::joinable!(evidence -> verdicts (verdict_id));
diesel::joinable!(evidence -> sources (source_id));
diesel::joinable!(journal -> organizations (organization_id));
diesel::joinable!(journal -> api_keys (api_key_id));

diesel::allow_tables_to_appear_in_same_query!(
    organizations,
    api_keys,
    claimants,
    sources,
    claims,
    claim_translations,
    claim_relations,
    statements,
    rating_scales,
    ratings,
    verdicts,
    evidence,
    journal,
);
