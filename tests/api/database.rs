//! Migrations and their tables: reversible, commented, named, and as `schema.rs` has them.

use std::collections::BTreeSet;
use std::process::Command;

use diesel::sql_types::Text;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use factcheck::db::migrations;

use crate::support::cluster;

#[derive(diesel::QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

async fn lines(url: &str, query: &str) -> Vec<String> {
    let mut connection = AsyncPgConnection::establish(url).await.unwrap();
    let rows: Vec<Line> = diesel::sql_query(query)
        .load(&mut connection)
        .await
        .unwrap();
    rows.into_iter().map(|row| row.line).collect()
}

/// The database as pg_dump tells it.
fn dump(url: &str) -> String {
    let found = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten();
    let versions = found.filter_map(|entry| {
        let folder = entry.unwrap().path();
        let version: u32 = folder.file_name()?.to_str()?.parse().ok()?;
        let pg_dump = folder.join("bin/pg_dump");
        pg_dump.is_file().then_some((version, pg_dump))
    });
    let newest = versions.max().map(|(_, pg_dump)| pg_dump);
    let pg_dump = newest.unwrap_or_else(|| "pg_dump".into());
    let output = Command::new(pg_dump)
        .args(["--schema-only", url])
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{told}");
    let dump = String::from_utf8(output.stdout).unwrap();
    // Newer ones fence the dump with a key that is another one each time.
    let fence = |line: &&str| !line.starts_with("\\restrict") && !line.starts_with("\\unrestrict");
    dump.lines().filter(fence).collect::<Vec<_>>().join("\n")
}

#[actix_web::test]
async fn up_down_up_leaves_the_same_database() {
    let database = cluster::empty().await;
    let nothing = dump(&database.url);
    migrations::run(&database.url).await.unwrap();
    let first = dump(&database.url);
    assert!(first.contains("CREATE TABLE public.claims"));
    migrations::revert_all(&database.url).await.unwrap();
    // diesel's own table stays; nothing of ours does.
    let left = lines(
        &database.url,
        "SELECT relname::text AS line FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace \
         WHERE nspname = 'public' AND relname NOT LIKE '\\_\\_diesel%'
         UNION ALL SELECT typname::text FROM pg_type JOIN pg_namespace n ON n.oid = typnamespace \
         WHERE nspname = 'public' AND typname NOT LIKE '%\\_\\_diesel%'
         UNION ALL SELECT proname::text FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace \
         WHERE nspname = 'public' AND proname NOT LIKE 'diesel%'",
    );
    assert_eq!(left.await, Vec::<String>::new());
    migrations::run(&database.url).await.unwrap();
    assert_eq!(dump(&database.url), first);
    assert_ne!(first, nothing);
}

#[actix_web::test]
async fn migrating_twice_does_nothing_more() {
    let database = cluster::empty().await;
    let ran = migrations::run(&database.url).await.unwrap();
    assert!(ran.len() >= 8, "{ran:?}");
    assert_eq!(
        migrations::run(&database.url).await.unwrap(),
        Vec::<String>::new()
    );
}

#[actix_web::test]
async fn every_table_and_column_has_a_comment() {
    let database = cluster::migrated().await;
    let silent = lines(
        &database.url,
        "SELECT c.relname || coalesce('.' || a.attname, '') AS line FROM pg_class c
         JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
         JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum >= 0 AND NOT a.attisdropped
         WHERE c.relkind = 'r' AND c.relname NOT LIKE '\\_\\_diesel%'
           AND (col_description(c.oid, a.attnum) IS NULL OR obj_description(c.oid) IS NULL)",
    );
    assert_eq!(silent.await, Vec::<String>::new());
}

#[actix_web::test]
async fn every_constraint_is_named_after_its_table() {
    let database = cluster::migrated().await;
    let strange = lines(
        &database.url,
        "SELECT conname::text AS line FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
         JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
         WHERE c.relname NOT LIKE '\\_\\_diesel%'
           AND (conname NOT LIKE c.relname || '\\_%' OR conname ~ '_check[0-9]*$')",
    );
    assert_eq!(strange.await, Vec::<String>::new());
}

#[actix_web::test]
async fn every_foreign_key_has_an_index() {
    let database = cluster::migrated().await;
    let bare = lines(
        &database.url,
        "SELECT conname::text AS line FROM pg_constraint k
         WHERE contype = 'f' AND NOT EXISTS (
           SELECT FROM pg_index i WHERE i.indrelid = k.conrelid
             AND (i.indkey::int2[])[0] = k.conkey[1])",
    );
    assert_eq!(bare.await, Vec::<String>::new());
}

#[actix_web::test]
async fn schema_rs_is_the_catalogue() {
    let database = cluster::migrated().await;
    let catalogue: BTreeSet<String> = lines(
        &database.url,
        "SELECT table_name || '.' || column_name
            || CASE WHEN is_nullable = 'YES' AND table_type = 'BASE TABLE' THEN ' null' ELSE '' END
            || CASE data_type WHEN 'ARRAY' THEN ' array' ELSE '' END AS line
         FROM information_schema.columns JOIN information_schema.tables
            USING (table_schema, table_name)
         -- The catalogue does not know what may be null of a view.
         WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_diesel%'",
    )
    .await
    .into_iter()
    .collect();
    assert_eq!(declared(), catalogue);
}

/// What `schema.rs` declares, as `table.column`, with what may be null or is an array.
fn declared() -> BTreeSet<String> {
    let schema = include_str!("../../src/schema.rs");
    let mut table = "";
    let mut declared = BTreeSet::new();
    for line in schema.lines().map(str::trim) {
        if let Some((name, _)) = line.split_once(" (") {
            table = name;
        } else if let Some((column, kind)) = line.split_once(" -> ") {
            let null = if kind.starts_with("Nullable<") {
                " null"
            } else {
                ""
            };
            let array = if kind.contains("Array<") {
                " array"
            } else {
                ""
            };
            declared.insert(format!("{table}.{column}{null}{array}"));
        }
    }
    declared
}
