//! `factcheck demo`: loads the reference case, once, then serves.

mod reference;

use std::fs;
use std::io::Write;
use std::net::SocketAddr;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::PathBuf;

use chrono::{DateTime, SecondsFormat, Utc};
use uuid::Uuid;

use super::Failure;
use super::serve;
use crate::app::State;
use crate::config::Settings;
use crate::db::Author;
use crate::error::Problem;
use crate::http::caller::keys;
use crate::http::caller::secret::Secret;
use crate::resources::api_keys::handlers::create;
use crate::resources::api_keys::wire::NewApiKey;
use crate::resources::{claims, organizations, rating_scales, sources, verdicts};
use crate::vocabulary::Scope;

/// What the demo newsroom's key may do.
const SCOPES: [Scope; 4] = [
    Scope::ClaimsWrite,
    Scope::VerdictsWrite,
    Scope::VerdictsPublish,
    Scope::OrganizationAdmin,
];

/// Whose report the introduction's verdict cites.
const SOURCE: &str = "Main Directorate of Intelligence of Ukraine";

pub(super) async fn run(settings: &Settings) -> Result<(), Failure> {
    serve::with(settings, async |state, address| {
        reference::load(state).await?;
        let named = named(state).await?;
        let secret = key(settings, state, named.organization).await?;
        eprintln!("{}", introduction(address, &named, &secret));
        Ok(())
    })
    .await
}

/// The demo newsroom's key: kept in the data folder, so that it stays the same.
async fn key(settings: &Settings, state: &State, newsroom: Uuid) -> Result<Secret, Failure> {
    let path = settings.data_dir.join("demo-key");
    let kept = fs::read_to_string(&path).ok();
    if let Some(secret) = kept.as_deref().and_then(|text| Secret::parse(text.trim())) {
        let found = state
            .db
            .lookup(async |conn| keys::find(conn, secret.prefix()).await)
            .await?;
        if found.is_some_and(|key| secret.matches(&key.secret_sha256) && key.revoked_at.is_none()) {
            return Ok(secret);
        }
    }
    let new = NewApiKey {
        name: "demo".to_owned(),
        scopes: SCOPES.to_vec(),
        expires_at: None,
    };
    let made = state.write_as(Author::organization(newsroom), async |unit| {
        create(unit, &new).await
    });
    let (_, secret) = made.await?;
    keep(&path, &secret).map_err(|error| format!("cannot write {}: {error}", path.display()))?;
    Ok(secret)
}

fn keep(path: &PathBuf, secret: &Secret) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = fs::OpenOptions::new()
        .create(true)
        .write(true)
        .truncate(true)
        .mode(0o600)
        .open(path)?;
    file.set_permissions(fs::Permissions::from_mode(0o600))?;
    writeln!(file, "{}", secret.expose())
}

/// What the introduction's requests name of the case.
struct Named {
    organization: Uuid,
    /// To be judged.
    claim: Uuid,
    rating: Uuid,
    source: Uuid,
    /// Judged, and then judged otherwise.
    corrected: Uuid,
    /// When its verdict was published, before it was corrected.
    published_at: DateTime<Utc>,
}

async fn named(state: &State) -> Result<Named, Failure> {
    let newsroom = state.db.read(async |conn| {
        let newsroom = organizations::store::find_by_slug(conn, reference::NEWSROOM)
            .await?
            .ok_or_else(Problem::not_found)?;
        let own = newsroom.id;
        let corrected = claims::store::find_by_external_id(conn, own, "kursk-1").await?;
        let verdicts = verdicts::store::of_claims(conn, &[corrected], None).await?;
        let first = verdicts.first().and_then(|(row, ..)| row.published_at);
        Ok(Named {
            organization: own,
            claim: claims::store::find_by_external_id(conn, own, "kursk-3").await?,
            rating: rating_scales::store::find_by_label(conn, own, "Tidak Terbukti").await?,
            source: sources::store::find_by_publisher(conn, own, SOURCE).await?,
            corrected,
            published_at: first.ok_or_else(Problem::not_found)?,
        })
    });
    Ok(newsroom.await?)
}

fn introduction(address: SocketAddr, named: &Named, secret: &Secret) -> String {
    let base = format!("http://{address}");
    let key = secret.expose();
    let Named {
        claim,
        rating,
        source,
        corrected,
        published_at,
        ..
    } = named;
    let published_at = published_at.to_rfc3339_opts(SecondsFormat::Micros, true);
    format!(
        r#"
The reference case is loaded: North Korean troops in Kursk, October 2024.

  Documentation  {base}/docs/
  Key            {key}   (newsroom "Meja Periksa (demo)")

1. Search by filter: Indonesian claims that were rated unproven

curl -s '{base}/v1/claims?language=id&rating=unproven'

2. Post a verdict, as a draft, with its evidence

VERDICT=$(curl -s {base}/v1/verdicts -H 'Authorization: Bearer {key}' -H 'Content-Type: application/json' -d '{{"claim_id":"{claim}","rating_id":"{rating}","title":"Belum terbukti: lima pangkalan latihan","language":"id","reviewed_at":"2024-10-28T12:00:00Z"}}' | sed -n 's/^{{"id":"\([^"]*\)".*/\1/p') && curl -s -X PUT {base}/v1/verdicts/$VERDICT/evidence -H 'Authorization: Bearer {key}' -H 'Content-Type: application/json' -H 'If-Match: *' -d '[{{"source_id":"{source}","stance":"context"}}]'

3. Publish it

curl -s -X POST {base}/v1/verdicts/$VERDICT/publish -H 'Authorization: Bearer {key}'

4. See how the first claim was judged before that was corrected, all that it has been, and its story

curl -s '{base}/v1/claims/{corrected}?as_of={published_at}'
curl -s '{base}/v1/claims/{corrected}/history'
curl -s '{base}/v1/claims/{corrected}/timeline?lang=en'
"#
    )
}
