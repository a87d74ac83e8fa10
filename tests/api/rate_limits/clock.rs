//! Limits by the clock, without a service around them.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use factcheck::clock::Clock;
use factcheck::http::limits::{Limits, TrustedProxies};
use uuid::Uuid;

use crate::support::api::START;

/// Limits by a clock that shows the seconds of a number.
fn limits_by(seconds: &Arc<AtomicI64>, limits: &str) -> Limits {
    let start: DateTime<Utc> = START.parse().unwrap();
    let seconds = Arc::clone(seconds);
    let clock = Clock::from_fn(move || start + TimeDelta::seconds(seconds.load(Ordering::Relaxed)));
    let proxies = TrustedProxies::default();
    Limits::new(limits.parse().unwrap(), proxies, clock)
}

#[test]
fn clients_whose_quota_is_whole_again_are_forgotten() {
    let seconds = Arc::default();
    let limits = limits_by(&seconds, "anonymous=60,reads=60,writes=60");
    for client in 0..1000 {
        limits
            .anonymous(Ipv4Addr::from_bits(client).into())
            .unwrap();
        limits.read(Uuid::from_u128(client.into())).unwrap();
        limits.write(Uuid::from_u128(client.into())).unwrap();
    }
    assert_eq!(limits.clients(), 3000);
    seconds.store(59, Ordering::Relaxed);
    // Two requests of a quota of one a second: not whole before two seconds have passed.
    for _ in 0..2 {
        limits.read(Uuid::from_u128(7)).unwrap();
    }
    assert_eq!(limits.clients(), 3000);
    seconds.store(60, Ordering::Relaxed);
    limits.write(Uuid::from_u128(8)).unwrap();
    assert_eq!(
        limits.clients(),
        2,
        "the one that has read and the one that writes"
    );
    assert_eq!(limits.read(Uuid::from_u128(7)).unwrap().remaining, 58);
}

#[test]
fn a_clock_that_is_set_back_or_far_ahead_takes_no_quota_away() {
    let seconds = Arc::new(AtomicI64::new(0));
    let limits = limits_by(&seconds, "anonymous=2");
    let count = || limits.anonymous(Ipv4Addr::LOCALHOST.into()).unwrap();
    assert!(!count().is_refused && !count().is_refused && count().is_refused);
    for jump in [-3_600, -4_000_000_000, 0, 3_000_000_000, -10_000_000_000] {
        seconds.store(jump, Ordering::Relaxed);
        count();
        // From there on it goes as ever.
        seconds.fetch_add(60, Ordering::Relaxed);
        assert!(
            !count().is_refused && !count().is_refused && count().is_refused,
            "{jump}"
        );
        seconds.fetch_add(30, Ordering::Relaxed);
        assert!(!count().is_refused && count().is_refused, "{jump}");
    }
}
