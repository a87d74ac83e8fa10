//! What is wrong with the markup of real publishers.

use super::*;

/// The faults that a collector of real markup has met, each in a ClaimReview of its own.
#[actix_web::test]
async fn finds_what_is_wrong_with_real_markup() {
    let api = Api::start().await;
    for (at, value, pointer, code) in [
        (
            "/reviewRating",
            json!("False"),
            "/reviewRating",
            "bare_text",
        ),
        (
            "/reviewRating/alternateName",
            json!(["False"]),
            "/reviewRating/alternateName",
            "unexpected_list",
        ),
        (
            "/reviewRating/alternateName",
            json!({"name": "False"}),
            "/reviewRating/alternateName",
            "object_instead_of_text",
        ),
        (
            "/reviewRating",
            json!({"alternateName": "False", "bestRating": 10, "ratingValue": 0, "worstRating": 1}),
            "/reviewRating/ratingValue",
            "rating_outside_scale",
        ),
        (
            "/reviewRating/ratingValue",
            json!(7),
            "/reviewRating/ratingValue",
            "rating_outside_scale",
        ),
        (
            "/reviewRating",
            json!({"alternateName": "False", "bestRating": -1, "ratingValue": -1, "worstRating": -1}),
            "/reviewRating",
            "placeholder_rating",
        ),
        (
            "/reviewRating",
            json!({"alternateName": "False", "bestRating": 1, "ratingValue": 4, "worstRating": 5}),
            "/reviewRating/bestRating",
            "scale_reversed",
        ),
        (
            "/itemReviewed/appearance",
            json!("https://a.example/1, https://b.example/2"),
            "/itemReviewed/appearance",
            "several_urls",
        ),
        (
            "/itemReviewed/appearance",
            json!(["https://checks.example/post"]),
            "/itemReviewed/appearance/0",
            "own_appearance",
        ),
        (
            "/itemReviewed/url",
            json!(["https://a.example/1", "https://a.example/2"]),
            "/itemReviewed/url",
            "unexpected_list",
        ),
        (
            "/@type",
            json!(["ClaimReview"]),
            "/@type",
            "unexpected_list",
        ),
        (
            "/datePublished",
            json!("30th of October"),
            "/datePublished",
            "not_a_date",
        ),
        (
            "/claimReviewed",
            json!("Mostly true: the soldiers are there"),
            "/claimReviewed",
            "rating_in_claim",
        ),
        ("/author", json!("Checks"), "/author", "bare_text"),
    ] {
        let mut markup = a_claim_review();
        let (parent, name) = at.rsplit_once('/').unwrap();
        markup.pointer_mut(parent).unwrap()[name] = value;
        let told = validated(&api, &markup).await;
        let expected = [(pointer, code, "suspicious")];
        assert_eq!(faults(&told["data"][0]["faults"]), expected, "{markup}");
        assert_eq!(told["data"][0]["valid"], true);
        assert_eq!(told["counts"]["suspicious"], 1);
    }
    let mut markup = a_claim_review();
    markup["itemReviewed"] = json!({});
    let told = validated(&api, &markup).await;
    let expected = [("/itemReviewed", "empty", "recommended")];
    assert_eq!(faults(&told["data"][0]["faults"]), expected);
    assert_eq!(told["counts"]["recommended"], 1);
}
