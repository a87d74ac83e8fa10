//! Whose address a request has, behind proxies and without: told by what shares a rate limit.

use chrono::TimeDelta;
use factcheck::config::Service;
use factcheck::db::DbConfig;

use crate::support::*;

async fn behind(proxies: &str) -> Api {
    let adjust = |service: &mut Service, _: &mut DbConfig| {
        service.rate_limits = "anonymous=1".parse().unwrap();
        service.trusted_proxies = proxies.parse().unwrap();
    };
    Api::start_with(adjust).await
}

/// Whether what is told of two clients by the proxy counts as one, where one request is allowed.
async fn share(api: &Api, one: &str, other: &str) -> bool {
    api.pass(TimeDelta::minutes(1));
    let told = |addresses| api.get("/v1/claims").header("X-Forwarded-For", addresses);
    told(one).await.expect(200);
    told(other).await.status == 429
}

#[actix_web::test]
async fn behind_a_trusted_proxy_each_address_has_its_own_quota() {
    let api = behind("127.0.0.1").await;
    for (one, other, is_same) in [
        ("203.0.113.5", "203.0.113.5", true),
        ("203.0.113.5", "203.0.113.6", false),
        ("203.0.113.5", "203.0.113.5:4711", true),
        ("203.0.113.5", "::ffff:203.0.113.5", true),
        ("203.0.113.5", "::ffff:203.0.113.6", false),
        ("::ffff:203.0.113.5", "::ffff:203.0.113.6", false),
    ] {
        assert_eq!(share(&api, one, other).await, is_same, "{one} and {other}");
    }
}

#[actix_web::test]
async fn an_ipv6_address_counts_as_its_network() {
    let api = behind("127.0.0.1").await;
    for (one, other, is_same) in [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true),
        ("2001:db8:1:2::1", "[2001:db8:1:2::2]", true),
        ("2001:db8:1:2::1", "[2001:db8:1:2::2]:443", true),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", false),
    ] {
        assert_eq!(share(&api, one, other).await, is_same, "{one} and {other}");
    }
}

#[actix_web::test]
async fn only_what_a_trusted_proxy_has_added_is_believed() {
    let api = behind("127.0.0.0/8, 10.0.0.0/8,2001:db8::7").await;
    for (one, other, is_same) in [
        // What the client itself has sent stands further left.
        (
            "198.51.100.1, 203.0.113.5",
            "198.51.100.2,203.0.113.5",
            true,
        ),
        (
            "198.51.100.1, 203.0.113.5",
            "198.51.100.1,203.0.113.6",
            false,
        ),
        (
            "203.0.113.5, 10.0.0.1",
            "203.0.113.5, 2001:db8::7, 10.9.8.7",
            true,
        ),
        ("203.0.113.5, 10.0.0.1", "203.0.113.6, 10.0.0.1", false),
        // What is no address ends the way back at the last that was one.
        ("203.0.113.5, unknown", "203.0.113.6, unknown", true),
        ("203.0.113.5, , 10.0.0.1", "203.0.113.6, , 10.0.0.1", true),
        ("unknown, 10.0.0.1", "unknown, 10.0.0.2", false),
        ("unknown", "127.0.0.1", true),
        ("", "127.0.0.1", true),
        ("10.0.0.1", "10.0.0.2, 127.0.0.1", false),
    ] {
        assert_eq!(share(&api, one, other).await, is_same, "{one} and {other}");
    }
    // A second line of the header goes on where the first ends.
    api.pass(TimeDelta::minutes(1));
    for (first, status) in [
        ("203.0.113.5", 200),
        ("203.0.113.6", 200),
        ("203.0.113.5", 429),
    ] {
        let request = api.client.get(format!("{}/v1/claims", api.base));
        let request = request.append_header(("X-Forwarded-For", first));
        let request = request.append_header(("X-Forwarded-For", "10.0.0.1"));
        assert_eq!(request.send().await.unwrap().status().as_u16(), status);
    }
}

#[actix_web::test]
async fn nobody_else_is_believed() {
    for proxies in ["", "192.0.2.1", "10.0.0.0/8,::1"] {
        let api = behind(proxies).await;
        assert!(share(&api, "203.0.113.5", "203.0.113.6").await, "{proxies}");
    }
}
