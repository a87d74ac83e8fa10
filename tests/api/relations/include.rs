//! Claims with their relations in them.

use super::*;

#[actix_web::test]
async fn claims_include_relations_on_demand() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let [from, other, alone] = claims(&api, &newsroom).await;
    related(&api, &newsroom, &from, "contradicts", &other).await;
    related(&api, &newsroom, &other, "updates", &from).await;
    let all = api.list("/v1/claims?include=relations").await;
    assert_eq!(ids(&all), ids([&alone, &other, &from]));
    for (claim, listed) in [&alone, &other, &from].into_iter().zip(&all) {
        let own = json!(api.list(path(claim)).await);
        let plain = api.get(claim_path(claim)).await;
        assert_eq!(plain.expect(200).get("relations"), None);
        let full = api.get(format!("{}?include=relations", claim_path(claim)));
        let full = full.await;
        assert_ne!(full.etag(), plain.etag(), "another representation");
        let full = full.expect(200);
        assert_eq!(full["relations"], own);
        assert_eq!(full, with(plain.expect(200), json!({"relations": own})));
        assert_eq!(&full, listed);
        let both = format!("{}?include=statements,relations", claim_path(claim));
        let both = api.get(both).await.expect(200);
        assert_eq!(both, with(full, json!({"statements": []})));
        let repeated = format!("{}?include=statements&include=relations", claim_path(claim));
        assert_eq!(api.get(repeated).await.expect(200), both);
    }
    let kinds = |claim: &Value| {
        let relations = claim["relations"].as_array().unwrap();
        let kinds = column(relations, "kind").into_iter();
        kinds.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&all[0]), Vec::<String>::new());
    assert_eq!(kinds(&all[1]), ["updates", "contradicted_by"]);
    assert_eq!(kinds(&all[2]), ["updated_by", "contradicts"]);
    let plain = api.list("/v1/claims").await;
    assert!(plain.iter().all(|claim| claim.get("relations").is_none()));
}

#[actix_web::test]
async fn takes_as_many_statements_for_one_claim_as_for_several() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let key = &newsroom.key;
    let mut asked = Vec::new();
    for count in [1, 5] {
        for _ in 0..count {
            let body = with(a_claim(), json!({"tags": ["asked"]}));
            let claim = api.made("/v1/claims", key, body).await;
            let [before, after] = claims(&api, &newsroom).await;
            translated(&api, &newsroom, &after).await;
            related(&api, &newsroom, &before, "narrows", &claim).await;
            related(&api, &newsroom, &claim, "narrows", &after).await;
            let claimant = api.claimant(&newsroom).await;
            let said = json!({
                "claimant_id": claimant["id"], "via_claimant_id": claimant["id"],
                "position": "asserts"
            });
            let path = format!("{}/statements", claim_path(&claim));
            api.made(&path, key, said).await;
        }
        for lang in ["", "&lang=fr"] {
            let list = "/v1/claims?tag=asked&limit=100&include=statements,relations";
            let before = api.statements();
            let listed = api.list(format!("{list}{lang}")).await;
            asked.push(api.statements() - before);
            for claim in &listed {
                assert_eq!(claim["relations"].as_array().unwrap().len(), 2);
                assert_eq!(claim["statements"].as_array().unwrap().len(), 1);
            }
        }
    }
    // As without relations, the relations, and the claims at their other ends; and the
    // translations of these where somebody wants them.
    assert_eq!(asked, [8, 9, 8, 9]);
}
