//! The life of verdicts, by imports: the same moves as through the API, and no others.

use super::*;

fn in_status(status: &str) -> Value {
    let notes = match status {
        "corrected" => json!({"correction_note": "It was wrong."}),
        "retracted" => json!({"retraction_reason": "Forged."}),
        _ => json!({}),
    };
    with(with(a_verdict(), json!({"status": status})), notes)
}

#[actix_web::test]
async fn verdicts_come_in_any_status() {
    let desk = Desk::start().await;
    for (status, action) in [
        ("draft", "verdict.created"),
        ("published", "verdict.published"),
        ("corrected", "verdict.corrected"),
        ("retracted", "verdict.retracted"),
    ] {
        let given = with(
            in_status(status),
            json!({"published_at": "2024-10-29T08:00:00Z"}),
        );
        let (line, id) = desk.judged(&given).await;
        let verdict = &desk.verdicts(&id).await[0];
        assert_eq!(
            (&verdict["status"], &verdict["version"]),
            (&json!(status), &json!(1))
        );
        let published_at = match status {
            "draft" => Value::Null,
            _ => given["published_at"].clone(),
        };
        assert_eq!(verdict["published_at"], published_at, "{status}");
        let corrected_at = match status {
            "corrected" => verdict["updated_at"].clone(),
            _ => Value::Null,
        };
        assert_eq!(verdict["corrected_at"], corrected_at, "{status}");
        for note in ["correction_note", "retraction_reason"] {
            assert_eq!(
                verdict[note],
                *given.get(note).unwrap_or(&Value::Null),
                "{status}"
            );
        }
        assert_eq!(desk.journal().await.last().unwrap()["action"], action);
        let shown = desk.read(format!("/v1/claims/{id}")).await["verdicts"].clone();
        let stands = matches!(status, "published" | "corrected");
        assert_eq!(
            shown.as_array().unwrap().len(),
            usize::from(stands),
            "{status}"
        );
        desk.api.leaves_all_as_it_is(desk.key(), &[line]).await;
    }
}

#[actix_web::test]
async fn a_verdict_without_a_status_is_a_draft_and_may_be_incomplete() {
    let desk = Desk::start().await;
    let (line, id) = desk.judged(&json!({"language": "en"})).await;
    assert_eq!(desk.verdicts(&id).await[0]["status"], "draft");
    let more = json!({"language": "en", "title": "So far"});
    desk.api.updated(desk.key(), &judged_so(&line, more)).await;
    assert_eq!(desk.verdicts(&id).await[0]["title"], "So far");
}

#[actix_web::test]
async fn a_draft_becomes_whatever_the_line_says() {
    let desk = Desk::start().await;
    for status in ["published", "corrected", "retracted"] {
        let (line, id) = desk.judged(&json!({"language": "en"})).await;
        let line = judged_so(&line, in_status(status));
        desk.api.updated(desk.key(), &line).await;
        let verdicts = desk.verdicts(&id).await;
        assert_eq!(column(&verdicts, "status"), [status]);
        assert_eq!(verdicts[0]["title"], a_verdict()["title"]);
        assert_eq!(verdicts[0]["evidence"].as_array().unwrap().len(), 1);
        desk.api.leaves_all_as_it_is(desk.key(), &[line]).await;
    }
}

#[actix_web::test]
async fn what_is_public_and_changed_is_corrected_with_a_note() {
    let desk = Desk::start().await;
    for (member, value) in [
        ("title", json!("Six bases")),
        ("summary", json!("In brief.")),
        ("language", json!("id")),
        ("reviewed_at", json!("2024-10-29T12:00:00Z")),
        ("url", json!("https://one.example/kursk")),
        ("rating", json!({"label": "Sesat"})),
        (
            "evidence",
            json!([{"source": a_source(), "stance": "refutes"}]),
        ),
    ] {
        let (line, id) = desk.judged(&a_verdict()).await;
        let before = desk.verdicts(&id).await.remove(0);
        let changed = with(a_verdict(), json!({member: value}));
        desk.api
            .updated(desk.key(), &judged_so(&line, changed.clone()))
            .await;
        let after = desk.verdicts(&id).await.remove(0);
        assert_eq!(after["id"], before["id"], "{member}");
        assert_eq!(after["status"], "corrected", "{member}");
        assert_eq!(after["correction_note"], "Changed by an import.");
        assert_eq!(after["published_at"], before["published_at"]);
        assert_ne!(after[member], before[member], "{member}");
        let noted = json!({"status": "corrected", "correction_note": "A figure was wrong."});
        let noted = with(changed, noted);
        desk.api
            .updated(desk.key(), &judged_so(&line, noted.clone()))
            .await;
        let after = desk.verdicts(&id).await.remove(0);
        assert_eq!(after["correction_note"], "A figure was wrong.");
        desk.api
            .leaves_all_as_it_is(desk.key(), &[judged_so(&line, noted)])
            .await;
        // A line from before the correction says the same of all but its status.
        let published = with(a_verdict(), json!({member: value}));
        desk.api
            .leaves_all_as_it_is(desk.key(), &[judged_so(&line, published)])
            .await;
    }
}

#[actix_web::test]
async fn what_changes_under_the_same_note_is_one_correction_with_that_note() {
    let desk = Desk::start().await;
    let (line, id) = desk.judged(&in_status("corrected")).await;
    let changed = with(in_status("corrected"), json!({"title": "Otherwise"}));
    let changed = judged_so(&line, changed);
    desk.api.updated(desk.key(), &changed).await;
    let note = desk.verdicts(&id).await[0]["correction_note"].clone();
    assert_eq!(note, in_status("corrected")["correction_note"]);
    desk.api.leaves_all_as_it_is(desk.key(), &[changed]).await;
}

#[actix_web::test]
async fn what_is_public_can_be_retracted_and_that_is_final() {
    let desk = Desk::start().await;
    for status in ["published", "corrected"] {
        let (line, id) = desk.judged(&in_status(status)).await;
        let retracted = judged_so(&line, in_status("retracted"));
        let claim = desk.api.updated(desk.key(), &retracted).await;
        assert_eq!(claim["verdicts"], json!([]));
        assert_eq!(desk.verdicts(&id).await[0]["retraction_reason"], "Forged.");
        for back in ["draft", "published", "corrected"] {
            is_illegal(&desk, &judged_so(&line, in_status(back)), json!([])).await;
        }
        let other = with(in_status("retracted"), json!({"title": "Otherwise"}));
        is_illegal(&desk, &judged_so(&line, other), json!([])).await;
        desk.api.leaves_all_as_it_is(desk.key(), &[retracted]).await;
    }
}

#[actix_web::test]
async fn what_is_public_is_no_draft_again() {
    let desk = Desk::start().await;
    for status in ["published", "corrected"] {
        let (line, _) = desk.judged(&in_status(status)).await;
        let back = judged_so(&line, in_status("draft"));
        is_illegal(&desk, &back, json!(["correct", "retract"])).await;
    }
}

async fn is_illegal(desk: &Desk, line: &Value, moves: Value) {
    let before = desk.api.contents().await;
    // Other words as well: nothing of the line may be kept.
    let line = with(line.clone(), json!({"text": "Other words."}));
    let request = desk.api.importing(desk.key(), line.to_string()).one_line();
    let problem = request.await.problem(409, "illegal_transition");
    assert_eq!(problem["legal_moves"], moves);
    assert_eq!(desk.api.contents().await, before);
}

#[actix_web::test]
async fn what_is_or_was_public_is_complete() {
    let desk = Desk::start().await;
    for member in ["rating", "title", "reviewed_at", "evidence"] {
        for status in ["published", "corrected", "retracted"] {
            let mut verdict = in_status(status);
            verdict.as_object_mut().unwrap().remove(member);
            let pointer = format!("/verdicts/0/{member}");
            desk.api
                .refuses_line(desk.key(), &judged(&verdict), &pointer, "required")
                .await;
        }
    }
    for (status, note) in [
        ("corrected", "correction_note"),
        ("retracted", "retraction_reason"),
    ] {
        let mut verdict = in_status(status);
        verdict[note] = Value::Null;
        let pointer = format!("/verdicts/0/{note}");
        desk.api
            .refuses_line(desk.key(), &judged(&verdict), &pointer, "required")
            .await;
    }
}

#[actix_web::test]
async fn verdicts_are_found_again_by_id_then_url_then_order() {
    let desk = Desk::start().await;
    let at = |url: &str, title: &str| {
        let url = format!("https://one.example/{url}");
        with(a_verdict(), json!({"url": url, "title": title}))
    };
    let line = a_line();
    let two = json!({"verdicts": [at("a", "A"), at("b", "B")]});
    let id = desk
        .api
        .imported(desk.key(), &with(line.clone(), two))
        .await;
    let turned = json!({"verdicts": [at("b", "B"), at("a", "A")]});
    desk.api
        .leaves_all_as_it_is(desk.key(), &[with(line.clone(), turned)])
        .await;
    let second = desk.verdicts(&id).await[1]["id"].clone();
    let by_id = with(at("c", "C"), json!({"id": second}));
    desk.api.updated(desk.key(), &judged_so(&line, by_id)).await;
    let verdicts = desk.verdicts(&id).await;
    assert_eq!((verdicts.len(), &verdicts[1]["title"]), (2, &json!("C")));
    // Of an address that no other has, it is a new one.
    desk.api
        .updated(desk.key(), &judged_so(&line, at("d", "D")))
        .await;
    assert_eq!(column(&desk.verdicts(&id).await, "title"), ["A", "C", "D"]);
}
