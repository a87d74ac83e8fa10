//! Bad lines among good ones, which they do not harm.

use super::*;

#[actix_web::test]
async fn one_that_is_too_long_harms_no_other() {
    use crate::support::api::BODY_LIMIT;
    let desk = Desk::start().await;
    let long = |bytes: usize| {
        let line = a_line().to_string();
        let spaces = " ".repeat(bytes - line.len());
        format!("{line}{spaces}\n")
    };
    let body = [
        long(BODY_LIMIT),
        long(BODY_LIMIT + 1),
        long(3 * BODY_LIMIT),
        long(200),
    ]
    .concat();
    let results = desk.api.importing(desk.key(), body).await.lines();
    let statuses = ["created", "failed", "failed", "created"];
    assert_eq!(column(&results, "status"), statuses);
    assert_eq!(results[1]["problem"]["code"], "body_too_large");
}

#[actix_web::test]
async fn one_that_the_database_refuses_harms_no_other() {
    let desk = Desk::start().await;
    let (line, _) = desk.judged(&a_verdict()).await;
    let (known, other_id) = (a_line(), a_line());
    let known_id = desk.api.imported(desk.key(), &known).await;
    desk.api.imported(desk.key(), &other_id).await;
    let illegal = judged_so(&line, with(a_verdict(), json!({"status": "draft"})));
    let new = judged(&a_verdict());
    let results = desk
        .api
        .import(
            desk.key(),
            &[
                a_line(),
                illegal,
                new,
                with(known, json!({"text": "Other."})),
                a_line(),
            ],
        )
        .await;
    let statuses = ["created", "failed", "created", "updated", "created"];
    assert_eq!(column(&results, "status"), statuses, "{results:#?}");
    assert_eq!(results[1]["problem"]["code"], "illegal_transition");
    assert_eq!(
        results[1]["problem"]["legal_moves"],
        json!(["correct", "retract"])
    );
    assert_eq!(results[3]["id"], known_id.as_str());
    desk.api.counts("/v1/claims", 6).await;
}

#[actix_web::test]
async fn many_among_many_good_ones_harm_none() {
    let desk = Desk::start().await;
    let lines: Vec<Value> = (0..600)
        .map(|n| match n % 3 {
            0 => json!({"text": "A", "kind": "quote"}),
            1 => judged(&with(a_verdict(), json!({"rating": {"label": "None"}}))),
            _ => a_line(),
        })
        .collect();
    let results = desk.api.import(desk.key(), &lines).await;
    for (index, result) in results.iter().enumerate() {
        assert_eq!(result["line"], index + 1);
        let expected = ["failed", "failed", "created"][index % 3];
        assert_eq!(result["status"], expected, "{result}");
    }
    desk.api.counts("/v1/claims", 200).await;
}
