//! Claimants and sources: one record each, however many lines name them.

use super::*;

fn said_by(claimants: &[Value]) -> Value {
    let said = claimants.iter();
    let said: Vec<Value> = said
        .map(|claimant| json!({"claimant": claimant, "position": "asserts"}))
        .collect();
    with(a_line(), json!({"statements": said}))
}

fn citing(sources: &[Value]) -> Value {
    let evidence = sources.iter();
    let evidence: Vec<Value> = evidence
        .map(|source| json!({"source": source, "stance": "context"}))
        .collect();
    judged(&with(a_verdict(), json!({"evidence": evidence})))
}

async fn named(desk: &Desk, kind: &str) -> Vec<Value> {
    desk.api
        .list(format!("/v1/{kind}?limit=100&sort=created_at"))
        .await
}

#[actix_web::test]
async fn claimants_are_the_same_by_kind_and_name_unless_their_countries_differ() {
    let desk = Desk::start().await;
    let line = said_by(&[
        json!({"kind": "person", "name": "Kim"}),
        json!({"kind": "person", "name": "Kim", "job_title": "Premier"}),
        json!({"kind": "person", "name": "Kim", "country": "KR"}),
        json!({"kind": "government", "name": "Kim"}),
    ]);
    desk.api.imported(desk.key(), &line).await;
    let claimants = named(&desk, "claimants").await;
    assert_eq!(claimants.len(), 2, "{claimants:#?}");
    assert_eq!(
        claimants[0]["job_title"],
        Value::Null,
        "the first that names it makes it"
    );
    let two = said_by(&[
        json!({"kind": "media", "name": "Post", "country": "US"}),
        json!({"kind": "media", "name": "Post", "country": "ID"}),
        json!({"kind": "media", "name": "Post", "country": "US"}),
    ]);
    desk.api.imported(desk.key(), &two).await;
    assert_eq!(named(&desk, "claimants").await.len(), 4);
    desk.api.leaves_all_as_it_is(desk.key(), &[line, two]).await;
}

#[actix_web::test]
async fn known_ones_are_found_again_and_stay_as_they_are() {
    let desk = Desk::start().await;
    let other = desk.api.newsroom("two").await;
    let claimant = desk.api.claimant(&other).await;
    let source = desk.api.source(&other).await;
    let cited = json!({"citation": "Page 5", "kind": "article", "title": "Five"});
    let cited = desk.api.made("/v1/sources", &other.key, cited).await;
    let mut line = citing(&[
        json!({"url": source["url"], "kind": "video", "title": "Called otherwise"}),
        json!({"citation": "Page 5", "kind": "video", "title": "Called otherwise"}),
        json!({"id": source["id"]}),
        json!({"id": cited["id"], "kind": "video", "title": "Called otherwise", "url": "https://other.example/"}),
    ]);
    let said = said_by(&[
        json!({"kind": "person", "name": claimant["name"], "job_title": "Another"}),
        json!({"id": claimant["id"]}),
        json!({"id": claimant["id"], "kind": "media", "name": "Called otherwise"}),
    ]);
    line["statements"] = said["statements"].clone();
    let id = desk.api.imported(desk.key(), &line).await;
    assert_eq!(named(&desk, "claimants").await, [uncounted(claimant)]);
    assert_eq!(
        named(&desk, "sources").await,
        [source.clone(), cited.clone()]
    );
    let evidence = desk.verdicts(&id).await[0]["evidence"].clone();
    let sources: Vec<&Value> = evidence
        .as_array()
        .unwrap()
        .iter()
        .map(|e| &e["source"]["id"])
        .collect();
    assert_eq!(
        sources,
        [&source["id"], &cited["id"], &source["id"], &cited["id"]]
    );
    desk.api.leaves_all_as_it_is(desk.key(), &[line]).await;
}

#[actix_web::test]
async fn ids_alone_must_be_known() {
    let desk = Desk::start().await;
    let unknown = json!({"id": UNKNOWN});
    let mut line = said_by(std::slice::from_ref(&unknown));
    let pointer = "/statements/0/claimant/id";
    desk.api
        .refuses_line(desk.key(), &line, pointer, "not_found")
        .await;
    line["statements"][0] = json!({"via_claimant": unknown, "position": "asserts"});
    let pointer = "/statements/0/via_claimant/id";
    desk.api
        .refuses_line(desk.key(), &line, pointer, "not_found")
        .await;
    line["statements"][0] = json!({"source": unknown, "position": "asserts"});
    let pointer = "/statements/0/source/id";
    desk.api
        .refuses_line(desk.key(), &line, pointer, "not_found")
        .await;
    let line = citing(&[a_source(), unknown]);
    let pointer = "/verdicts/0/evidence/1/source/id";
    desk.api
        .refuses_line(desk.key(), &line, pointer, "not_found")
        .await;
}

#[actix_web::test]
async fn many_lines_that_name_the_same_make_each_once() {
    let desk = Desk::start().await;
    // Several batches, of which two are under way at a time.
    let lines: Vec<Value> = (0..1_200)
        .map(|n| {
            let name = |n: usize| json!({"kind": "media", "name": format!("Voice {}", n % 50)});
            let mut line = citing(&[
                json!({"url": format!("https://a.example/{}", n % 40), "kind": "article", "title": "A"}),
                json!({"citation": format!("Page {}", n % 30), "kind": "article", "title": "B"}),
            ]);
            line["statements"] = said_by(&[name(n), name(n + 25)])["statements"].clone();
            line
        })
        .collect();
    let results = desk.api.import(desk.key(), &lines).await;
    assert!(results.iter().all(|result| result["status"] == "created"));
    assert_eq!(named(&desk, "claimants").await.len(), 50);
    assert_eq!(named(&desk, "sources").await.len(), 70);
    desk.api.counts("/v1/claims", 1_200).await;
    desk.api.leaves_all_as_it_is(desk.key(), &lines).await;
}

#[actix_web::test]
async fn one_that_a_failed_line_would_have_made_is_made_by_the_next() {
    let desk = Desk::start().await;
    let claimant = json!({"kind": "person", "name": "Rutte"});
    let mut failing = said_by(std::slice::from_ref(&claimant));
    failing["verdicts"] = json!([with(a_verdict(), json!({"rating": {"label": "None"}}))]);
    let results = desk
        .api
        .import(desk.key(), &[failing, said_by(&[claimant])])
        .await;
    assert_eq!(column(&results, "status"), ["failed", "created"]);
    assert_eq!(named(&desk, "claimants").await.len(), 1);
    assert_eq!(named(&desk, "sources").await.len(), 0);
}
