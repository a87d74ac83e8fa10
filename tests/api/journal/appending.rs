//! Rows of the journal are only ever added, whoever in the service has a connection.

use diesel_async::SimpleAsyncConnection;

use super::*;

#[actix_web::test]
async fn rows_can_neither_be_changed_nor_deleted() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    api.claim(&newsroom).await;
    let before = rows(&api).await;
    assert_eq!(before.len(), 2);
    let insert = "INSERT INTO journal (id, at, action, subject_type, subject_id, version)
        SELECT id, at, action, subject_type, subject_id, version FROM journal";
    let upsert = format!("{insert} ON CONFLICT (id) DO UPDATE SET note = 'b'");
    for statement in [
        "UPDATE journal SET note = 'another'",
        "UPDATE journal SET note = 'another' WHERE false",
        "DELETE FROM journal",
        "DELETE FROM journal WHERE seq = 1",
        "TRUNCATE journal",
        "TRUNCATE organizations, journal CASCADE",
        &upsert,
        "MERGE INTO journal j USING organizations o ON j.subject_id = o.id
            WHEN MATCHED THEN DELETE",
        "WITH gone AS (DELETE FROM journal RETURNING id) SELECT id FROM gone",
    ] {
        let mut connection = api.connection().await;
        let refused = connection.batch_execute(statement).await.unwrap_err();
        let told = refused.to_string();
        assert!(told.contains("append-only"), "{statement}: {told}");
    }
    assert_eq!(rows(&api).await, before);
}

#[actix_web::test]
async fn a_version_of_a_resource_has_one_row() {
    let api = Api::start().await;
    api.newsroom("one").await;
    let again = "INSERT INTO journal (id, at, action, subject_type, subject_id, version)
        SELECT subject_id, at, action, subject_type, subject_id, version FROM journal";
    let mut connection = api.connection().await;
    let refused = connection.batch_execute(again).await.unwrap_err();
    let told = refused.to_string();
    assert!(told.contains("journal_subject_version_key"), "{told}");
}
