//! What lines make.

use super::*;

#[actix_web::test]
async fn tells_of_each_line_what_became_of_it() {
    let desk = Desk::start().await;
    let (first, second) = (a_line(), a_line());
    let known = desk.api.imported(desk.key(), &first).await;
    let same = desk.api.imported(desk.key(), &second).await;
    let changed = with(first, json!({"text": "At six bases."}));
    let new = a_line();
    // Blank lines count, a line may end as on Windows, and the last one need not end at all.
    let body = format!("\u{feff}{new}\r\n\n{changed}\n \t\r\n{{\"text\":\"A\"}}\n{second}");
    let results = desk.api.importing(desk.key(), body).await.lines();
    let told: Vec<(u64, &str)> = results
        .iter()
        .map(|result| (result["line"].as_u64().unwrap(), text(&result["status"])))
        .collect();
    let expected = [
        (1, "created"),
        (3, "updated"),
        (5, "failed"),
        (6, "unchanged"),
    ];
    assert_eq!(told, expected);
    let made = desk
        .read(format!("/v1/claims/{}", text(&results[0]["id"])))
        .await;
    assert_eq!(made["text"], new["text"]);
    assert_eq!(
        (&results[1]["id"], &results[3]["id"]),
        (&json!(known), &json!(same))
    );
    assert_eq!(results[2].get("id"), None);
    assert_eq!(results[2]["problem"]["errors"][0]["pointer"], "/language");
    assert_eq!(results[0].get("problem"), None);
}

#[actix_web::test]
async fn makes_a_claim_with_everything_that_belongs_to_it() {
    let desk = Desk::start().await;
    let id = desk.api.imported(desk.key(), &whole()).await;
    let claim = desk
        .read(format!("/v1/claims/{id}?include=statements"))
        .await;
    let line = whole();
    for member in [
        "text",
        "language",
        "kind",
        "claim_date",
        "date_precision",
        "location",
    ] {
        assert_eq!(claim[member], line[member], "{member}");
    }
    for member in ["tags", "quantities", "translations"] {
        assert_eq!(claim[member], line[member], "{member}");
    }
    assert_eq!(
        (&claim["version"], &claim["created_by"]["slug"]),
        (&json!(1), &json!("one"))
    );
    let (said, meant) = (&claim["statements"][0], &line["statements"][0]);
    for member in ["position", "said_on", "date_precision", "quote", "language"] {
        assert_eq!(said[member], meant[member], "{member}");
    }
    let claimant = format!("/v1/claimants/{}", text(&said["claimant"]["id"]));
    assert_includes(&desk.read(claimant).await, &meant["claimant"]);
    assert_eq!(said["via_claimant"]["name"], "The Daily");
    assert_eq!(said["source"]["citation"], "The Daily, p. 5");

    let verdict = &desk.verdicts(&id).await[0];
    let meant = &line["verdicts"][0];
    for member in [
        "rating",
        "title",
        "summary",
        "explanation",
        "url",
        "language",
        "status",
        "reviewed_at",
        "published_at",
    ] {
        assert_eq!(verdict[member], meant[member], "{member}");
    }
    for (evidence, meant) in [0, 1].map(|n| (&verdict["evidence"][n], &meant["evidence"][n])) {
        for member in ["stance", "quote", "note"] {
            assert_eq!(evidence[member], meant[member], "{member}");
        }
        let source = format!("/v1/sources/{}", text(&evidence["source"]["id"]));
        assert_includes(&desk.read(source).await, &meant["source"]);
    }
    assert_eq!(verdict["evidence"][1]["source"]["id"], said["source"]["id"]);
    let shown = &claim["verdicts"][0];
    assert_eq!(
        (&shown["id"], &shown["title"]),
        (&verdict["id"], &meant["title"])
    );
}

#[actix_web::test]
async fn of_what_is_left_out_nothing_is_made_up() {
    let desk = Desk::start().await;
    let id = desk.api.imported(desk.key(), &a_claim()).await;
    let claim = desk
        .read(format!("/v1/claims/{id}?include=statements"))
        .await;
    for list in [
        "tags",
        "quantities",
        "translations",
        "claimants",
        "verdicts",
        "statements",
    ] {
        assert_eq!(claim[list], json!([]), "{list}");
    }
    for member in ["claim_date", "date_precision", "location"] {
        assert_eq!(claim[member], Value::Null, "{member}");
    }
    // Nor does it say that it is the same as another of these words.
    assert_ne!(desk.api.imported(desk.key(), &a_claim()).await, id);
}

#[actix_web::test]
async fn positions_of_claimants_serve_as_statements() {
    let desk = Desk::start().await;
    let claimants = json!([
        {"kind": "person", "name": "Rutte", "position": "confirms", "said_on": "2024-10-28"},
        {"kind": "government", "name": "Pyongyang", "country": "KP", "position": "denies"}
    ]);
    let line = with(a_line(), json!({"claimants": claimants}));
    let id = desk.api.imported(desk.key(), &line).await;
    let claim = desk.read(format!("/v1/claims/{id}")).await;
    assert_eq!(
        column(claim["claimants"].as_array().unwrap(), "name"),
        ["Rutte", "Pyongyang"]
    );
    assert_eq!(claim["claimants"][0]["position"], "confirms");
    desk.api
        .leaves_all_as_it_is(desk.key(), std::slice::from_ref(&line))
        .await;
    let both = with(line, json!({"statements": []}));
    let claim = desk.api.updated(desk.key(), &both).await;
    assert_eq!(
        claim["claimants"],
        json!([]),
        "statements are taken where both are there"
    );
}

#[actix_web::test]
async fn keeps_the_ids_of_a_line_unless_they_are_taken() {
    let desk = Desk::start().await;
    let mut line = with(
        whole(),
        json!({"id": "0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8e01"}),
    );
    line["statements"][0]["id"] = "0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8e02".into();
    line["statements"][0]["claimant"]["id"] = "0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8e03".into();
    line["verdicts"][0]["id"] = "0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8e04".into();
    line["verdicts"][0]["evidence"][0]["source"]["id"] =
        "0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8e05".into();
    assert_eq!(
        desk.api.imported(desk.key(), &line).await,
        text(&line["id"])
    );
    let exported = &desk.api.export_as(desk.key(), "claims").await[0];
    for pointer in [
        "/id",
        "/statements/0/id",
        "/statements/0/claimant/id",
        "/verdicts/0/id",
        "/verdicts/0/evidence/0/source/id",
    ] {
        assert_eq!(
            exported.pointer(pointer),
            line.pointer(pointer),
            "{pointer}"
        );
    }
    // Another claim of the same statement and verdict gets its own.
    line["external_id"] = "another".into();
    line.as_object_mut().unwrap().remove("id");
    desk.api.imported(desk.key(), &line).await;
    let exported = desk.api.export_as(desk.key(), "claims").await;
    for pointer in ["/statements/0/id", "/verdicts/0/id"] {
        assert_ne!(
            exported[0].pointer(pointer),
            exported[1].pointer(pointer),
            "{pointer}"
        );
    }
    let pointer = "/statements/0/claimant/id";
    assert_eq!(exported[0].pointer(pointer), exported[1].pointer(pointer));
}

#[actix_web::test]
async fn is_written_in_the_journal_as_if_each_part_had_been_posted() {
    let desk = Desk::start().await;
    let id = desk.api.imported(desk.key(), &whole()).await;
    let journal = desk.journal().await;
    // After the newsroom and its scale.
    let mut actions = column(&journal[2..], "action");
    actions.sort_unstable();
    let expected = [
        "claim.created",
        "claimant.created",
        "claimant.created",
        "source.created",
        "source.created",
        "statement.created",
        "verdict.published",
    ];
    assert_eq!(actions, expected);
    let claim = desk.read(format!("/v1/claims/{id}")).await;
    let told = journal.iter().find(|row| row["action"] == "claim.created");
    assert_eq!(told.unwrap()["snapshot"], claim);
    let verdict = &desk.verdicts(&id).await[0];
    let told = journal
        .iter()
        .find(|row| row["action"] == "verdict.published");
    assert_eq!(&told.unwrap()["snapshot"], verdict);
    let history = desk.read(format!("/v1/claims/{id}/history")).await;
    assert_eq!(history["data"].as_array().unwrap().len(), 1, "{history}");
}

#[actix_web::test]
async fn shows_what_it_made_as_of_then() {
    let desk = Desk::start().await;
    let id = desk.api.imported(desk.key(), &whole()).await;
    let path = format!("/v1/claims/{id}");
    let before = desk.read(&path).await;
    let mut line = whole();
    line["text"] = "Other words.".into();
    line["statements"] = json!([]);
    line["verdicts"][0]["title"] = "Otherwise".into();
    let after = desk.api.updated(desk.key(), &line).await;
    assert_ne!(after, before);
    let then = format!("{path}?as_of={}", text(&before["updated_at"]));
    assert_eq!(desk.read(then).await, before);
    let now = format!("{path}?as_of={}", text(&after["updated_at"]));
    assert_eq!(desk.read(now).await, after);
}

#[actix_web::test]
async fn needs_an_organization() {
    let desk = Desk::start().await;
    let key = desk.api.instance_admin().await;
    let answer = desk.api.importing(&key, ndjson(&[a_line()])).await;
    answer.problem(403, "organization_required");
    assert_eq!(desk.api.export("claims").await, Vec::<Value>::new());
}

#[actix_web::test]
async fn the_verdicts_of_a_line_need_their_scopes() {
    use factcheck::vocabulary::Scope::{ClaimsWrite, VerdictsPublish, VerdictsWrite};
    let desk = Desk::start().await;
    let draft = with(a_verdict(), json!({"status": "draft"}));
    let lines = [
        a_line(),
        judged(&draft),
        judged(&a_verdict()),
        with(a_line(), json!({"verdicts": []})),
    ];
    for (scopes, expected) in [
        (
            &[ClaimsWrite][..],
            ["", "verdicts:write", "verdicts:write", ""],
        ),
        (
            &[ClaimsWrite, VerdictsPublish],
            ["", "verdicts:write", "verdicts:write", ""],
        ),
        (
            &[ClaimsWrite, VerdictsWrite],
            ["", "", "verdicts:publish", ""],
        ),
        (
            &[ClaimsWrite, VerdictsWrite, VerdictsPublish],
            ["", "", "", ""],
        ),
    ] {
        let key = desk.api.key(Some(desk.newsroom.id), scopes).await;
        for (result, lacking) in desk.api.import(&key, &lines).await.iter().zip(expected) {
            let problem = &result["problem"];
            match lacking {
                "" => assert_ne!(result["status"], "failed", "{result}"),
                _ => {
                    assert_eq!(problem["code"], "missing_scope");
                    assert!(text(&problem["detail"]).contains(lacking), "{problem}");
                }
            }
        }
    }
}
