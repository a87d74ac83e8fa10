//! What is in an export, and what is not.

use super::*;

#[actix_web::test]
async fn gives_each_record_as_reads_give_it() {
    let (api, newsroom) = desk().await;
    api.imported(&newsroom.key, &judged()).await;
    api.imported(&newsroom.key, &a_line()).await;
    let read = async |path: String| api.get(path).key(&newsroom.key).await.expect(200);
    let sources = api.export_as(&newsroom.key, "sources").await;
    assert_eq!(sources, api.list("/v1/sources?sort=created_at").await);
    let verdicts = api.export_as(&newsroom.key, "verdicts").await;
    assert_eq!(verdicts.len(), 4);
    for verdict in &verdicts {
        assert_eq!(
            *verdict,
            read(format!("/v1/verdicts/{}", id(verdict))).await
        );
    }
    let claims = api.export_as(&newsroom.key, "claims").await;
    assert_eq!(claims.len(), 2);
    for mut record in claims {
        let path = format!("/v1/claims/{}?include=statements", id(&record));
        let mut claim = read(path).await;
        let shown = claim.as_object_mut().unwrap();
        shown.remove("verdicts");
        let said = shown.remove("statements").unwrap();
        // In which language a reader is given it, and what others say of it together.
        for given in [
            "text_language",
            "text_method",
            "original_text",
            "assessment",
        ] {
            shown.remove(given).unwrap();
        }
        assert_includes(&record, &claim);
        for (given, statement) in record["statements"]
            .as_array_mut()
            .unwrap()
            .iter_mut()
            .zip(said.as_array().unwrap())
        {
            for voice in ["claimant", "via_claimant"] {
                if given[voice].is_null() {
                    continue;
                }
                let path = format!("/v1/claimants/{}", id(&given[voice]));
                assert_includes(&read(path).await, &given[voice]);
                given[voice] = statement[voice].clone();
            }
            let mut statement = statement.clone();
            statement.as_object_mut().unwrap().remove("claim_id");
            assert_eq!(*given, statement);
        }
        for verdict in record["verdicts"].as_array().unwrap() {
            assert_eq!(
                *verdict,
                read(format!("/v1/verdicts/{}", id(verdict))).await
            );
        }
    }
}

#[actix_web::test]
async fn drafts_and_own_ids_are_for_their_organization_alone() {
    let (api, newsroom) = desk().await;
    let line = judged();
    api.imported(&newsroom.key, &line).await;
    let own = &api.export_as(&newsroom.key, "claims").await[0];
    assert_eq!(own["external_id"], line["external_id"]);
    let statuses = ["draft", "published", "corrected", "retracted"];
    assert_eq!(
        column(own["verdicts"].as_array().unwrap(), "status"),
        statuses
    );
    assert_eq!(
        column(&api.export_as(&newsroom.key, "verdicts").await, "status"),
        statuses
    );

    let other = api.newsroom("two").await.key;
    let admin = api.instance_admin().await;
    let claims = [
        api.export("claims").await,
        api.export_as(&other, "claims").await,
        api.export_as(&admin, "claims").await,
    ];
    for claims in claims {
        assert_eq!(claims[0].get("external_id"), None);
        assert_eq!(
            column(claims[0]["verdicts"].as_array().unwrap(), "status"),
            statuses[1..]
        );
    }
    for verdicts in [
        api.export("verdicts").await,
        api.export_as(&other, "verdicts").await,
    ] {
        assert_eq!(column(&verdicts, "status"), statuses[1..]);
    }
}

#[actix_web::test]
async fn an_empty_database_has_no_lines() {
    let api = Api::start().await;
    for kind in ["claims", "verdicts", "sources"] {
        assert_eq!(api.export(kind).await, Vec::<Value>::new());
    }
}

#[actix_web::test]
async fn what_changed_since_a_time_is_given_in_the_order_of_its_changes() {
    let (api, newsroom) = desk().await;
    let lines = ["a", "b", "c"].map(|name| {
        let named =
            json!({"url": format!("https://a.example/{name}"), "kind": "article", "title": name});
        let evidence = json!([{"source": named, "stance": "context"}]);
        let verdict = with(a_verdict(), json!({"title": name, "evidence": evidence}));
        with(a_line(), json!({"text": name, "verdicts": [verdict]}))
    });
    for line in &lines {
        api.imported(&newsroom.key, line).await;
    }
    for (kind, member) in [
        ("claims", "text"),
        ("verdicts", "title"),
        ("sources", "title"),
    ] {
        let all = api.export(kind).await;
        assert_eq!(column(&all, member), ["a", "b", "c"], "{kind}");
        let path = |record: &Value| format!("/v1/{kind}/{}", id(record));
        match kind {
            "verdicts" => {
                api.corrected(&newsroom, &all[0]).await;
            }
            _ => {
                let patch = json!({member: "a "});
                let changed = json!({member: text(&patch[member]).trim().to_owned() + "!"});
                api.patch(path(&all[0]), &newsroom.key, &changed)
                    .await
                    .expect(200);
            }
        }
        let since = async |time: &Value| {
            let path = format!("{kind}.ndjson?updated_since={}", text(time));
            let answer = api.get(format!("/v1/exports/{path}")).await;
            let lines = answer.lines();
            column(&lines, member).concat().replace('!', "")
        };
        let all = api.export(kind).await;
        let changed = &all[0]["updated_at"];
        assert_eq!(since(&all[1]["updated_at"]).await, "bca", "{kind}");
        assert_eq!(since(&all[2]["updated_at"]).await, "ca", "{kind}");
        assert_eq!(since(changed).await, "a", "{kind}");
        assert_eq!(since(&json!("2027-01-01T00:00:00Z")).await, "", "{kind}");
    }
}

#[actix_web::test]
async fn a_time_that_is_none_is_refused() {
    let api = Api::start().await;
    for kind in ["claims", "verdicts", "sources"] {
        for (wrong, code) in [
            ("yesterday", "invalid_value"),
            ("2016-12-31T23:59:60Z", "range"),
            ("", "required"),
        ] {
            let path = format!("/v1/exports/{kind}.ndjson?updated_since={wrong}");
            api.get(path).await.fault("/updated_since", code);
        }
    }
}

#[actix_web::test]
async fn more_than_a_page_comes_whole_and_in_order() {
    let (api, newsroom) = desk().await;
    let lines: Vec<Value> = (0..1_100)
        .map(|n| {
            let source = json!({"citation": format!("{n}"), "kind": "article", "title": "A"});
            let evidence = json!([{"source": source, "stance": "context"}]);
            with(
                a_line(),
                json!({"verdicts": [with(a_verdict(), json!({"evidence": evidence}))]}),
            )
        })
        .collect();
    let made = api.import(&newsroom.key, &lines).await;
    let claims = api.export("claims").await;
    let mut sorted = ids(&claims);
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), 1_100);
    let mut expected = ids(&made);
    expected.sort_unstable();
    assert_eq!(sorted, expected);
    // Of one batch all have the same time.
    for kind in ["claims", "verdicts", "sources"] {
        let all = api.export(kind).await;
        let places: Vec<(&str, uuid::Uuid)> = all
            .iter()
            .map(|one| (text(&one["created_at"]), id(one)))
            .collect();
        assert!(places.is_sorted(), "{kind}");
        assert_eq!(places.len(), 1_100, "{kind}");
        let since = format!("/v1/exports/{kind}.ndjson?updated_since=2026-01-01T00:00:00Z");
        assert_eq!(api.get(since).await.lines(), all, "{kind}");
    }
}
