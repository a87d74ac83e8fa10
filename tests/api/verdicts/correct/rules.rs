//! What a correction must be, by whom, and of what.

use super::*;

/// Bodies that are refused, each for one fault; none of them changes anything.
async fn refuses(desk: &Desk, of: &Value, changes: Vec<(Value, &str, &str)>) {
    let before = desk.api.contents().await;
    for (change, pointer, code) in changes {
        let answer = desk.correction(of, change).await;
        answer.fault(pointer, code);
    }
    assert_eq!(desk.api.contents().await, before);
}

#[actix_web::test]
async fn needs_a_note_that_says_something() {
    let desk = Desk::start().await;
    let published = desk.publish().await;
    let faults = [
        (json!(null), "required"),
        (json!(" \n"), "blank"),
        (json!("n".repeat(5001)), "length"),
        (json!(1), "wrong_type"),
    ];
    let changes = faults.map(|(note, code)| {
        let change = json!({"title": "Another", "correction_note": note});
        (change, "/correction_note", code)
    });
    refuses(&desk, &published, changes.into()).await;
    let empty = json!({"correction_note": ""});
    let answer = desk.correction(&published, empty).await;
    let at = "/correction_note";
    answer.faults(&[(at, "length"), (at, "blank")]);
    let none = format!("{}/correct", path(&published));
    let silent = json!({"title": "Another"});
    let answer = desk.api.post(&none, &desk.newsroom.key, &silent).await;
    answer.fault("/correction_note", "required");
    // The note of a correction before does not serve for the next.
    desk.correction(&published, json!({})).await.expect(200);
    let answer = desk.api.post(&none, &desk.newsroom.key, &silent).await;
    answer.fault("/correction_note", "required");
    let longest = json!({"correction_note": "\u{e4}".repeat(5000)});
    desk.correction(&published, longest).await.expect(200);
}

#[actix_web::test]
async fn what_publishing_demands_stays_demanded() {
    let desk = Desk::start().await;
    let published = desk.publish().await;
    let removed = ["rating_id", "title", "language", "reviewed_at", "evidence"];
    let removed = removed.map(|member| format!("/{member}"));
    let changes = removed.iter().map(|pointer| {
        let change = json!({&pointer[1..]: null});
        (change, pointer.as_str(), "required")
    });
    refuses(&desk, &published, changes.collect()).await;
    let empty = (json!({"evidence": []}), "/evidence", "length");
    refuses(&desk, &published, vec![empty]).await;
}

#[actix_web::test]
async fn names_what_it_does_not_know() {
    let desk = Desk::start().await;
    let published = desk.publish().await;
    let claim = &desk.api.claim(&desk.newsroom).await["id"];
    let unknown = [
        ("claim_id", claim.clone()),
        ("claim_id", Value::Null),
        ("status", json!("published")),
        ("published_at", json!("2024-10-28T12:00:00Z")),
        ("retraction_reason", json!("None.")),
        ("zebra", json!(1)),
    ];
    for (member, value) in unknown {
        let answer = desk.correction(&published, json!({member: value})).await;
        match (member, value.is_null()) {
            // Null removes nothing where nothing is, whatever the name (RFC 7396).
            ("claim_id", true) => assert_eq!(answer.expect(200)["claim_id"], desk.claim["id"]),
            _ => answer.fault(&format!("/{member}"), "unknown_field"),
        }
    }
}

#[actix_web::test]
async fn names_the_reference_that_leads_nowhere() {
    let desk = Desk::start().await;
    let published = desk.publish().await;
    let other = desk.api.newsroom("two").await;
    let foreign = &desk.api.scale(&other).await["ratings"][0]["id"];
    let known = desk.api.source(&desk.newsroom).await;
    let pieces = |ids: &[&Value]| -> Value {
        let pieces = ids.iter();
        pieces
            .map(|id| json!({"source_id": id, "stance": "context"}))
            .collect()
    };
    let (nothing, known) = (json!(UNKNOWN), &known["id"]);
    let evidence = json!({"evidence": pieces(&[known, &nothing, known])});
    let changes = vec![
        (json!({"rating_id": nothing}), "/rating_id", "not_found"),
        (json!({"rating_id": foreign}), "/rating_id", "not_found"),
        (evidence, "/evidence/1/source_id", "not_found"),
    ];
    refuses(&desk, &published, changes).await;
    let both = json!({"evidence": pieces(&[&nothing, &nothing])});
    let answer = desk.correction(&published, both).await;
    answer.faults(&[
        ("/evidence/0/source_id", "not_found"),
        ("/evidence/1/source_id", "not_found"),
    ]);
}

#[actix_web::test]
async fn takes_a_hundred_pieces_of_evidence_and_no_more() {
    let desk = Desk::start().await;
    let published = desk.publish().await;
    let source = desk.api.source(&desk.newsroom).await;
    let one = json!({"source_id": source["id"], "stance": "context"});
    let pieces = |count: usize| json!({"evidence": vec![&one; count]});
    let too_many = (pieces(101), "/evidence", "length");
    refuses(&desk, &published, vec![too_many]).await;
    let corrected = desk.correction(&published, pieces(100)).await.expect(200);
    assert_eq!(corrected["evidence"].as_array().unwrap().len(), 100);
}

#[actix_web::test]
async fn honours_the_version_that_it_is_told() {
    let desk = Desk::start().await;
    let published = desk.publish().await;
    let first = desk.read(&published).await.etag();
    let correct = || desk.correction(&published, json!({"title": "Another"}));
    let corrected = correct().if_match(&first).await;
    corrected.expect(200);
    let stale = correct().if_match(&first).await;
    stale.problem(412, "precondition_failed");
    let read = desk.read(&published).await;
    assert_eq!(read.expect(200), corrected.expect(200));
    let again = correct().if_match(&corrected.etag()).await;
    assert_eq!(again.expect(200)["version"], 5);
}

#[actix_web::test]
async fn is_for_what_stands_alone() {
    let desk = Desk::start().await;
    let refused = async |verdict: &Value, moves: Value| {
        let before = desk.api.contents().await;
        let answer = desk.correction(verdict, json!({"title": "Another"})).await;
        let problem = answer.problem(409, "illegal_transition");
        assert_eq!(problem["legal_moves"], moves);
        assert_eq!(desk.api.contents().await, before);
    };
    refused(&desk.draft, json!(["update", "publish", "delete"])).await;
    let published = desk.publish().await;
    desk.correction(&published, json!({})).await.expect(200);
    desk.correction(&published, json!({})).await.expect(200);
    desk.api.retracted(&desk.newsroom, &published).await;
    refused(&published, json!([])).await;
}

#[actix_web::test]
async fn is_for_its_organization() {
    let desk = Desk::start().await;
    let other = desk.api.newsroom("two").await.key;
    let admin = desk.api.instance_admin().await;
    let theirs = async |verdict: &Value, status: u16, code: &str| {
        for key in [&other, &admin] {
            let change = json!({"title": "Theirs"});
            let answer = desk.correction_with(key, verdict, change).await;
            answer.problem(status, code);
        }
    };
    theirs(&desk.draft, 404, "not_found").await;
    desk.is_unchanged().await;
    let published = desk.publish().await;
    theirs(&published, 403, "not_owner").await;
    assert_eq!(desk.read(&published).await.expect(200), published);
    let retracted = desk.api.retracted(&desk.newsroom, &published).await;
    theirs(&published, 403, "not_owner").await;
    assert_eq!(desk.read(&published).await.expect(200), retracted);
}

#[actix_web::test]
async fn an_unknown_one_is_not_found() {
    let desk = Desk::start().await;
    let unknown = json!({"id": Uuid::nil()});
    let answer = desk.correction(&unknown, json!({})).await;
    answer.problem(404, "not_found");
}
