//! What a server does beside answering requests: it forgets what need not be kept any longer.

use std::convert::Infallible;
use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use crate::app::State;
use crate::http::idempotency;

/// Often enough that the table of kept answers never holds much more than a day of them; seldom
/// enough that nobody notices.
const EVERY: Duration = Duration::from_secs(10 * 60);

/// Does it at once and then for as long as it is awaited. A failure is logged, and what it left
/// undone is done the next time.
pub(super) async fn run(state: &State) -> Infallible {
    let mut times = interval(EVERY);
    times.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        times.tick().await;
        match idempotency::sweep(state).await {
            Ok(0) => tracing::debug!("no answers to forget"),
            Ok(count) => tracing::info!(count, "forgot old answers to retried requests"),
            Err(problem) => tracing::warn!(%problem, "old answers are not forgotten just now"),
        }
    }
}
