//! Which times can be asked for, and what there was at them.

use super::*;

#[actix_web::test]
async fn a_change_counts_from_its_very_instant() {
    let api = Api::start().await;
    let (newsroom, claim, published) = reviewed(&api).await;
    let corrected = api.corrected(&newsroom, &published).await;
    let before = TimeDelta::microseconds(-1);
    let verdict = path("verdicts", &published);
    for (time, expected) in [
        (since(&published), &published),
        (since(&corrected) + before, &published),
        (since(&corrected), &corrected),
    ] {
        let read = api.get(at(&verdict, time)).await.expect(200);
        assert_eq!(&read, expected, "{time}");
    }
    let early = api.get(at(&verdict, since(&published) + before)).await;
    early.problem(404, "not_found");
    let claim_path = path("claims", &claim);
    let read = api.get(at(&claim_path, since(&claim))).await;
    assert_eq!(read.expect(200), claim);
    let early = api.get(at(&claim_path, since(&claim) + before)).await;
    early.problem(404, "not_found");
    // The claim and its verdict change in one instant.
    let then = api.get(at(&claim_path, since(&published))).await;
    assert_eq!(then.expect(200)["verdicts"][0]["status"], "published");
}

#[actix_web::test]
async fn the_time_may_be_told_in_any_offset() {
    let api = Api::start().await;
    let (_, claim, _) = reviewed(&api).await;
    let time = since(&claim).with_timezone(&chrono::FixedOffset::east_opt(7 * 3600).unwrap());
    let time = time.to_rfc3339().replace('+', "%2B");
    let asked = format!("{}?as_of={time}", path("claims", &claim));
    assert_eq!(api.get(asked).await.expect(200), claim);
}

#[actix_web::test]
async fn what_was_deleted_since_is_still_there_before() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let claim_path = path("claims", &claim);
    let said = format!("{claim_path}/statements");
    let body = json!({"position": "asserts"});
    let statement = api.made(&said, &newsroom.key, body).await;
    let mut album = Album::of(&api, format!("{claim_path}?include=statements"));
    let last = album.takes().await;
    assert_eq!(last["statements"], json!([statement]));
    api.delete(&claim_path, &newsroom.key).await.expect(204);
    album.is_given_again().await;
    let gone = api.get(at(&claim_path, api.time())).await;
    gone.problem(404, "not_found");
    api.get(&claim_path).await.problem(404, "not_found");
}

#[actix_web::test]
async fn the_future_is_out_of_range_and_the_present_is_not() {
    let api = Api::start().await;
    let (_, claim, verdict) = reviewed(&api).await;
    for path in [path("claims", &claim), path("verdicts", &verdict)] {
        let present = api.get(&path).await;
        let read = api.get(at(&path, api.time())).await;
        assert_eq!(read.expect(200), present.expect(200));
        assert_eq!(read.etag(), present.etag());
        let ahead = api.time() + TimeDelta::minutes(1);
        api.get(at(&path, ahead)).await.fault("/as_of", "range");
        api.pass(TimeDelta::minutes(2));
        api.get(at(&path, ahead)).await.expect(200);
        let far = format!("{path}?as_of=9999-12-31T23:59:59Z");
        api.get(far).await.fault("/as_of", "range");
    }
}

#[actix_web::test]
async fn what_is_no_time_is_named() {
    let api = Api::start().await;
    let (_, claim, verdict) = reviewed(&api).await;
    for path in [path("claims", &claim), path("verdicts", &verdict)] {
        for (wrong, code) in [
            ("", "required"),
            ("yesterday", "invalid_value"),
            ("2024-10-20", "invalid_value"),
            ("2024-10-20T09:00:00", "invalid_value"),
            ("2024-02-30T09:00:00Z", "invalid_value"),
            ("1729414800", "invalid_value"),
            ("2016-12-31T23:59:60Z", "range"),
            ("0000-01-01T00:00:00Z", "range"),
        ] {
            let answer = api.get(format!("{path}?as_of={wrong}")).await;
            answer.fault("/as_of", code);
        }
        let twice = format!("{path}?as_of=2025-01-01T00:00:00Z&as_of=2025-01-01T00:00:00Z");
        api.get(twice).await.fault("/as_of", "invalid_value");
    }
}

#[actix_web::test]
async fn long_before_everything_there_was_nothing() {
    let api = Api::start().await;
    let (newsroom, claim, verdict) = reviewed(&api).await;
    for path in [path("claims", &claim), path("verdicts", &verdict)] {
        for time in ["2025-12-31T23:59:59Z", "0001-01-01T00:00:00Z"] {
            let asked = format!("{path}?as_of={time}");
            api.get(&asked).await.problem(404, "not_found");
            let own = api.get(&asked).key(&newsroom.key).await;
            own.problem(404, "not_found");
        }
    }
}

#[actix_web::test]
async fn what_is_of_another_kind_is_not_there() {
    let api = Api::start().await;
    let (newsroom, claim, verdict) = reviewed(&api).await;
    let source = api.source(&newsroom).await;
    let claimant = api.claimant(&newsroom).await;
    let organization = json!({"id": newsroom.id});
    for (kind, others) in [
        ("claims", [&verdict, &source, &claimant, &organization]),
        ("verdicts", [&claim, &source, &claimant, &organization]),
    ] {
        for other in others {
            let answer = api.get(at(&path(kind, other), api.time())).await;
            answer.problem(404, "not_found");
        }
    }
}

#[actix_web::test]
async fn the_past_is_held_like_the_present() {
    let api = Api::start().await;
    let (newsroom, _, verdict) = reviewed(&api).await;
    let then = at(&path("verdicts", &verdict), since(&verdict));
    let tag = api.get(&then).await.etag();
    api.corrected(&newsroom, &verdict).await;
    let held = api.get(&then).header("If-None-Match", &tag).await;
    held.expect(304);
}
