//! As a list: filters, order and pages.

use super::*;

#[actix_web::test]
async fn filters() {
    let (api, newsroom, ann) = start().await;
    let claim = api.claim(&newsroom).await;
    let mut made = Vec::new();
    for (position, said_on) in [
        ("asserts", json!("2024-10-01")),
        ("denies", json!("2024-10-20")),
        ("asserts", json!("2024-10-28")),
        ("asserts", Value::Null),
    ] {
        made.push(said(&api, &newsroom, &claim, (&ann, position, said_on)).await);
    }
    let [first, second, third, undated] = [0, 1, 2, 3].map(|place| &made[place]);
    for (query, expected) in [
        ("", ids([third, second, first, undated])),
        ("position=asserts", ids([third, first, undated])),
        ("position=retracts", vec![]),
        ("said_from=2024-10-20", ids([third, second])),
        ("said_from=2024-10-21", ids([third])),
        ("said_to=2024-10-20", ids([second, first])),
        ("said_to=2024-10-19", ids([first])),
        ("said_from=2024-10-20&said_to=2024-10-20", ids([second])),
        ("said_to=2024-10-20&position=asserts", ids([first])),
        ("said_from=2024-10-28&said_to=2024-10-01", vec![]),
        ("sort=said_on", ids([first, second, third, undated])),
        (
            "sort=-said_on&position=asserts",
            ids([third, first, undated]),
        ),
    ] {
        let listed = api.list(format!("{}?{query}", list(&ann))).await;
        assert_eq!(ids(&listed), expected, "{query}");
    }
    for (query, pointer, code) in [
        ("said_from=yesterday", "/said_from", "invalid_value"),
        ("said_to=0000-01-01", "/said_to", "range"),
        ("position=shrugs", "/position", "invalid_value"),
        ("sort=position", "/sort", "invalid_value"),
    ] {
        let answer = api.get(format!("{}?{query}", list(&ann))).await;
        answer.fault(pointer, code);
    }
}

#[actix_web::test]
async fn pages_visit_every_statement_once_and_the_undated_last() {
    let (api, newsroom, ann) = start().await;
    let claims = [api.claim(&newsroom).await, api.claim(&newsroom).await];
    let days = [
        Some("2024-10-28"),
        None,
        Some("2024-10-29"),
        Some("2024-10-28"),
        None,
    ];
    let mut made = Vec::new();
    for (n, day) in days.into_iter().enumerate() {
        let claim = &claims[n % 2];
        let one = said(&api, &newsroom, claim, (&ann, "asserts", json!(day))).await;
        made.push(id(&one));
    }
    let order = |places: [usize; 5]| places.map(|place| made[place]).to_vec();
    for (query, expected) in [
        ("", order([2, 3, 0, 4, 1])),
        ("?sort=said_on", order([0, 3, 2, 1, 4])),
    ] {
        let list = format!("{}{query}", list(&ann));
        let whole = api.list(&list).await;
        assert_eq!(ids(&whole), expected, "{query}");
        assert_eq!(api.walk(&list).await, whole, "{query}");
    }
}

#[actix_web::test]
async fn counts_what_the_filter_leaves_when_asked() {
    let (api, newsroom, ann) = start().await;
    let bob = claimant(&api, &newsroom, "Bob").await;
    let claim = api.claim(&newsroom).await;
    for (who, position) in [
        (&ann, "denies"),
        (&ann, "denies"),
        (&ann, "asserts"),
        (&bob, "denies"),
    ] {
        said(&api, &newsroom, &claim, (who, position, Value::Null)).await;
    }
    api.counts(&list(&ann), 3).await;
    api.counts(&format!("{}?position=denies", list(&ann)), 2)
        .await;
}

#[actix_web::test]
async fn a_cursor_continues_its_own_query_in_any_language() {
    let (api, newsroom, ann) = start().await;
    let bob = claimant(&api, &newsroom, "Bob").await;
    let claim = api.claim(&newsroom).await;
    for who in [&ann, &ann, &ann, &bob] {
        said(&api, &newsroom, &claim, (who, "denies", Value::Null)).await;
    }
    let others = ["sort=said_on", "position=denies", "said_from=2024-10-01"];
    api.binds_cursors(&list(&ann), &others).await;
    let cursor = api.cursor(&list(&ann)).await;
    let foreign = api.get(format!("{}?cursor={cursor}", list(&bob))).await;
    foreign.problem(400, "cursor_mismatch");
    let rest = api
        .list(format!("{}?lang=fr&cursor={cursor}", list(&ann)))
        .await;
    assert_eq!(rest.len(), 2);
}
