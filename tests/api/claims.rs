//! Claims.

use serde_json::json;

use crate::support::*;

mod create {
    use super::*;

    #[actix_web::test]
    async fn stores_what_was_sent() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let sent = json!({
            "text": "Two ships carried 3,000 soldiers.", "language": "EN-us", "kind": "statistic",
            "claim_date": "2024-10-01", "date_precision": "month", "location": "Vladivostok",
            "tags": ["ships"], "external_id": "a-1", "quantities": [
                {"subject": "soldiers", "comparator": "approx", "value": 3000, "unit": "persons", "as_of": "2024-10-13"},
                {"subject": "ships", "comparator": "between", "value": 2, "value_max": 2.5},
            ],
        });
        let answer = api.post("/v1/claims", &newsroom.key, &sent).await;
        let claim = answer.expect(201);
        for member in [
            "text",
            "kind",
            "claim_date",
            "date_precision",
            "location",
            "tags",
        ] {
            assert_eq!(claim[member], sent[member], "{member}");
        }
        assert_eq!(claim["language"], "en-US", "in canonical case");
        let read = api.get(answer.header("location").unwrap()).await;
        assert_eq!(read.expect(200), claim);
        assert_eq!(read.etag(), answer.etag());
    }
}
