//! The database of a command: a server that the settings name, or one of the program's own.

use super::Failure;
use crate::app::State;
use crate::clock::Clock;
use crate::config::Settings;
use crate::db::embedded::{Cluster, Options};
use crate::db::{Db, migrations};

/// Connections that are kept for other commands beside the server's own.
const SPARE_CONNECTIONS: u16 = 20;

pub(super) struct Database {
    url: String,
    cluster: Option<Cluster>,
}

impl Database {
    /// For a server: takes the data folder for itself.
    pub(super) async fn own(settings: &Settings) -> Result<Self, Failure> {
        Self::open(settings, async |options| Cluster::start(options).await).await
    }

    /// For a command that may run beside a server.
    pub(super) async fn beside(settings: &Settings) -> Result<Self, Failure> {
        Self::open(settings, async |options| {
            Cluster::attach_or_start(options).await
        })
        .await
    }

    async fn open(
        settings: &Settings,
        start: impl AsyncFnOnce(Options) -> Result<Cluster, crate::db::embedded::Error>,
    ) -> Result<Self, Failure> {
        // Compose files set what they leave out to nothing.
        let url = settings.database_url.as_ref().filter(|url| !url.is_empty());
        let (url, cluster) = match url {
            Some(url) => (url.clone(), None),
            None => {
                let connections = settings.database_connections + settings.lookup_connections;
                let cluster = start(Options {
                    data_dir: settings.data_dir.clone(),
                    programs: settings.postgres_bin.clone(),
                    durable: true,
                    ephemeral: false,
                    max_connections: connections + SPARE_CONNECTIONS,
                })
                .await?;
                (cluster.url(), Some(cluster))
            }
        };
        Ok(Self { url, cluster })
    }

    /// Brings the database up to date.
    pub(super) async fn migrate(&self) -> Result<Vec<String>, Failure> {
        Ok(migrations::run(&self.url).await?)
    }

    /// The state of a service over it.
    pub(super) fn state(&self, settings: &Settings) -> Result<State, Failure> {
        let db = Db::new(&settings.database(self.url.clone()))?;
        Ok(State::new(db, Clock::system(), settings.service()?)?)
    }

    /// Resolves when a server of our own ends by itself.
    pub(super) async fn exited(&mut self) {
        match &mut self.cluster {
            Some(cluster) => cluster.exited().await,
            None => std::future::pending().await,
        }
    }

    /// Stops what was started.
    pub(super) async fn close(self) -> Result<(), Failure> {
        match self.cluster {
            Some(cluster) => Ok(cluster.stop().await?),
            None => Ok(()),
        }
    }

    /// Does something with the database, and stops it however that ends.
    pub(super) async fn with<R>(
        mut self,
        work: impl AsyncFnOnce(&mut Self) -> Result<R, Failure>,
    ) -> Result<R, Failure> {
        let done = work(&mut self).await;
        let closed = self.close().await;
        let done = done?;
        closed?;
        Ok(done)
    }
}
