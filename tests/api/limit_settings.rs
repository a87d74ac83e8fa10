//! How rate limits are set, and whom they are to believe.

use factcheck::http::limits::RateLimits;
use rustix::process::Signal;

use crate::support::process::{Folder, Running, client, on, program};

#[test]
fn what_is_not_set_keeps_its_default() {
    for (set, expected) in [
        ("", "anonymous=1200,reads=6000,writes=1200"),
        ("reads=10", "anonymous=1200,reads=10,writes=1200"),
        (
            "writes=off, anonymous=4294967295",
            "anonymous=4294967295,reads=6000,writes=off",
        ),
        ("off", "anonymous=off,reads=off,writes=off"),
    ] {
        let limits: RateLimits = set.parse().unwrap();
        assert_eq!(limits.to_string(), expected);
        assert_eq!(expected.parse(), Ok(limits));
    }
}

/// The line in which the program refuses a setting.
fn refusal(setting: &str, value: &str) -> String {
    let output = program().args(["serve", setting, value]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{value}");
    let told = String::from_utf8(output.stderr).unwrap();
    told.lines().next().unwrap().to_owned()
}

#[test]
fn what_is_no_limit_is_refused_at_the_start_and_told_what_is_one() {
    for (value, why) in [
        ("reads=0", "\"0\" is no number of requests"),
        ("reads=-1", "\"-1\" is no number of requests"),
        ("reads=many", "\"many\" is no number of requests"),
        (
            "reads=4294967296",
            "\"4294967296\" is no number of requests",
        ),
        ("reads=", "\"\" is no number of requests"),
        ("reads", "\"reads\" is no limit"),
        ("reads=1,off", "\"off\" is no limit"),
        ("reads=1,", "\"\" is no limit"),
        ("looks=1", "there is no limit \"looks\""),
        ("reads=1,writes=2,reads=1", "reads is given twice"),
    ] {
        let told = refusal("--rate-limits", value);
        assert!(told.contains(why), "{told}");
        assert!(
            told.contains("off is expected, or any of anonymous=N"),
            "{told}"
        );
    }
}

#[actix_web::test]
async fn the_program_limits_as_its_settings_say() {
    let folder = Folder::new();
    let policy = async |server: &Running| {
        let request = client().get(format!("{}/v1/claims", server.address));
        let answer = request.send().await.unwrap();
        let policy = answer.headers().get("ratelimit-policy").cloned();
        policy.map(|policy| policy.to_str().unwrap().to_owned())
    };
    let usual = Running::start(&folder, &[]);
    let expected = "\"anonymous\";q=1200;w=60";
    assert_eq!(policy(&usual).await.as_deref(), Some(expected));
    assert!(usual.end(Signal::TERM).success());
    let mut command = on(&folder, &["--bind", "127.0.0.1:0"]);
    command.env("FACTCHECK_RATE_LIMITS", "off");
    let off = Running::spawn(command);
    assert_eq!(policy(&off).await, None);
    assert!(off.end(Signal::TERM).success());
}

#[test]
fn what_is_no_address_is_refused_at_the_start() {
    for value in [
        "proxy.example",
        "10.0.0.0/33",
        "10.0.0.1,",
        "10.0.0.1:80",
        "10.0.0",
    ] {
        let told = refusal("--trusted-proxies", value);
        assert!(
            told.contains("is neither an address nor a network"),
            "{told}"
        );
        assert!(told.contains("192.0.2.7 or 2001:db8::/32"), "{told}");
    }
}

#[actix_web::test]
async fn the_program_trusts_whom_its_settings_name() {
    let folder = Folder::new();
    let settings = [
        "--rate-limits",
        "anonymous=1",
        "--trusted-proxies",
        "127.0.0.0/8",
    ];
    let server = Running::start(&folder, &settings);
    for (address, status) in [
        ("203.0.113.5", 200),
        ("203.0.113.6", 200),
        ("203.0.113.5", 429),
    ] {
        let request = client().get(format!("{}/v1/claims", server.address));
        let request = request.insert_header(("X-Forwarded-For", address));
        assert_eq!(request.send().await.unwrap().status().as_u16(), status);
    }
}
