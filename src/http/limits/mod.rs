//! Rate limits: so many requests a minute for each key, reads and writes apart, and for each
//! address without one. They are counted by this process alone, in memory, by the generic cell
//! rate algorithm: a whole minute's quota may be spent at once, and comes back evenly.

mod address;
mod elapsed;
mod settings;
mod standing;

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use actix_web::dev::ServiceRequest;
use actix_web::http::Method;
use governor::clock::Clock as _;
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use uuid::Uuid;

use super::Caller;
use crate::clock::Clock;
use crate::error::{Code, Problem, Result};
use elapsed::Elapsed;

pub use address::TrustedProxies;
pub use settings::RateLimits;
pub use standing::{Notice, Policy, Standing};

/// The time that a quota is for.
const WINDOW: Duration = Duration::from_secs(60);

/// The limits of a service.
pub struct Limits {
    anonymous: Option<Limit<IpAddr>>,
    reads: Option<Limit<Uuid>>,
    writes: Option<Limit<Uuid>>,
    proxies: TrustedProxies,
    elapsed: Elapsed,
    /// When keys were last dropped, in nanoseconds of `elapsed`.
    swept: AtomicU64,
}

/// One policy, with what each of its clients has left.
struct Limit<K: Hash + Eq + Clone> {
    policy: Policy,
    quota: NonZeroU32,
    limiter: RateLimiter<K, DashMapStateStore<K>, Elapsed, StateInformationMiddleware>,
}

impl<K: Hash + Eq + Clone> Limit<K> {
    fn new(policy: Policy, quota: Option<NonZeroU32>, elapsed: &Elapsed) -> Option<Self> {
        let quota = quota?;
        let limiter = RateLimiter::dashmap_with_clock(Quota::per_minute(quota), elapsed.clone());
        Some(Self {
            policy,
            quota,
            limiter: limiter.with_middleware(),
        })
    }

    fn count(&self, client: &K) -> Standing {
        let of_one = Quota::per_minute(self.quota).replenish_interval();
        let (remaining, wait, is_refused) = match self.limiter.check_key(client) {
            Ok(state) => {
                let remaining = state.remaining_burst_capacity();
                let missing = match remaining {
                    0 => 1,
                    _ => self.quota.get().saturating_sub(remaining),
                };
                (remaining, of_one * missing, false)
            }
            Err(until) => (0, until.wait_time_from(self.limiter.clock().now()), true),
        };
        Standing {
            policy: self.policy,
            quota: self.quota,
            remaining,
            wait,
            is_refused,
        }
    }

    /// Drops the clients whose quota is whole: they are as those never seen.
    fn sweep(&self) {
        self.limiter.retain_recent();
        self.limiter.shrink_to_fit();
    }
}

impl Limits {
    /// Those of the settings, by a clock.
    pub fn new(settings: RateLimits, proxies: TrustedProxies, clock: Clock) -> Self {
        let elapsed = Elapsed::new(clock);
        Self {
            anonymous: Limit::new(Policy::Anonymous, settings.anonymous, &elapsed),
            reads: Limit::new(Policy::Reads, settings.reads, &elapsed),
            writes: Limit::new(Policy::Writes, settings.writes, &elapsed),
            proxies,
            elapsed,
            swept: AtomicU64::new(0),
        }
    }

    /// Counts a request, by whom it was found to come from, and refuses it where nothing is left.
    /// A key that is not valid counts as none, so that whoever guesses keys is soon told nothing
    /// about them. Where it could not be told whether it is valid, the fault is ours and nobody
    /// is charged.
    pub fn admit(&self, request: &ServiceRequest, caller: &Result<Option<Caller>>) -> Result<()> {
        let standing = match caller {
            Ok(Some(caller)) if is_read(request.method()) => self.read(caller.key),
            Ok(Some(caller)) => self.write(caller.key),
            Err(problem) if problem.code != Code::InvalidApiKey => None,
            Ok(None) | Err(_) => self.anonymous(self.proxies.client(request)),
        };
        let Some(standing) = standing else {
            return Ok(());
        };
        Notice::put(request, standing);
        match standing.is_refused {
            true => Err(refusal(standing)),
            false => Ok(()),
        }
    }

    /// Counts a request of an address; of IPv6 its network, /64. None when that is off.
    pub fn anonymous(&self, address: IpAddr) -> Option<Standing> {
        self.count(self.anonymous.as_ref()?, &address::network(address))
    }

    /// Counts a read of a key. None when that is off.
    pub fn read(&self, key: Uuid) -> Option<Standing> {
        self.count(self.reads.as_ref()?, &key)
    }

    /// Counts a write of a key. None when that is off.
    pub fn write(&self, key: Uuid) -> Option<Standing> {
        self.count(self.writes.as_ref()?, &key)
    }

    fn count<K: Hash + Eq + Clone>(&self, limit: &Limit<K>, client: &K) -> Option<Standing> {
        self.sweep();
        Some(limit.count(client))
    }

    /// Whichever request comes first after a minute drops what need not be remembered. So
    /// memory, some 50 bytes a client, is bounded by the clients that were heard within two
    /// minutes, and no task has to run beside the requests.
    fn sweep(&self) {
        let now = self.elapsed.now().as_u64();
        let last = self.swept.load(Ordering::Relaxed);
        let is_due = u128::from(now.saturating_sub(last)) >= WINDOW.as_nanos();
        let is_ours = is_due
            && self
                .swept
                .compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed)
                .is_ok();
        if is_ours {
            self.anonymous.iter().for_each(Limit::sweep);
            self.reads.iter().for_each(Limit::sweep);
            self.writes.iter().for_each(Limit::sweep);
        }
    }

    /// The number of clients that are remembered.
    pub fn clients(&self) -> usize {
        let anonymous = self.anonymous.iter().map(|limit| limit.limiter.len());
        let keys = [&self.reads, &self.writes].into_iter().flatten();
        anonymous.chain(keys.map(|limit| limit.limiter.len())).sum()
    }
}

fn is_read(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

fn refusal(standing: Standing) -> Problem {
    let (quota, counted) = (standing.quota, standing.policy.counted());
    let seconds = standing.seconds();
    Problem::new(
        Code::RateLimited,
        format!("The limit is {quota} {counted}. Send it again in {seconds} s."),
    )
}
