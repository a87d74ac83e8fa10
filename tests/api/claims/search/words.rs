//! Words that lists of stop words have, figures in groups, hosts, and marks of other scripts.

use super::*;

async fn written(texts: &[(&str, &str)]) -> (Api, Vec<Value>) {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let mut claims = Vec::new();
    for (language, text) in texts {
        let body = json!({"text": text, "language": language, "kind": "statement"});
        claims.push(api.made("/v1/claims", &newsroom.key, body).await);
    }
    (api, claims)
}

#[actix_web::test]
async fn names_and_things_are_found_whatever_lists_say_of_them() {
    let (api, claims) = written(&[
        ("ru", "Россия объявила, что Москва не начинала переговоры."),
        ("vi", "Thành phố Hồ Chí Minh phong tỏa vì dịch bệnh."),
        ("it", "La città di Napoli chiude le scuole."),
        ("id", "Facebook dan TikTok akan ditutup pada Agustus."),
        ("id", "Cadangan devisa habis."),
    ])
    .await;
    for (q, expected) in [
        ("Россия", 0),
        ("Москва", 0),
        ("Hồ Chí Minh", 1),
        ("Thành phố Hồ Chí Minh", 1),
        ("città", 2),
        ("Facebook", 3),
        ("faceb", 3),
        ("TikTok Agustus", 3),
        ("cadangan", 4),
    ] {
        assert_eq!(found(&api, &claims, &[("q", q)]).await, [expected], "{q}");
        let highlighted = path(&[("q", q), ("highlight", "true")]);
        let entry = &api.list(highlighted).await[0];
        assert!(
            entry["highlights"].to_string().contains("<mark>"),
            "{q} {entry}"
        );
    }
}

#[actix_web::test]
async fn names_of_others_take_no_word_that_says_nothing_for_theirs() {
    let (api, claims) = written(&[
        ("en", "Vaccines contain tracking microchips."),
        ("en", "The dam of the river broke."),
    ])
    .await;
    let newsroom = api.newsroom("two").await;
    let key = &newsroom.key;
    let guardian = json!({"name": "The Guardian of Truth", "kind": "organization"});
    let guardian = api.made("/v1/claimants", key, guardian).await;
    let other = with(a_claim(), json!({"tags": ["in the news"]}));
    let other = api.made("/v1/claims", key, other).await;
    let said = json!({"claimant_id": guardian["id"], "position": "asserts"});
    let statements = format!("/v1/claims/{}/statements", id(&other));
    api.made(&statements, key, said).await;
    for q in [
        "vaccines",
        "the vaccines",
        "vaccines of",
        "what is in vaccines",
    ] {
        assert_eq!(found(&api, &claims, &[("q", q)]).await, [0], "{q}");
    }
}

#[actix_web::test]
async fn words_are_read_in_each_language_that_claims_are_in() {
    let tags = [
        "ar", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "hi", "hr",
    ];
    let mut texts: Vec<(&str, &str)> = tags.iter().map(|tag| (*tag, "Xylophon.")).collect();
    texts.push((
        "id",
        "Perusahaan itu menjadikan 12 ribu rumah sebagai sekolah.",
    ));
    let (api, claims) = written(&texts).await;
    for q in ["dijadikan", "12.000 rumah"] {
        assert_eq!(found(&api, &claims, &[("q", q)]).await, [15], "{q}");
    }
}

#[actix_web::test]
async fn a_host_is_the_same_with_its_scheme_and_without() {
    let (api, claims) = written(&[
        ("en", "Read example.net today."),
        ("en", "It says so on https://example.org, they write."),
    ])
    .await;
    for (q, expected) in [
        ("https://example.net", 0),
        ("example.net", 0),
        ("example.org", 1),
        ("https://example.org/", 1),
    ] {
        assert_eq!(found(&api, &claims, &[("q", q)]).await[0], expected, "{q}");
    }
}

#[actix_web::test]
async fn slips_are_forgiven_in_scripts_with_marks() {
    let (api, claims) = written(&[
        ("hi", "प्रधानमंत्री ने घोषणा की।"),
        ("bn", "নির্বাচন বাতিল হয়েছে।"),
    ])
    .await;
    for (q, expected) in [("प्रधानमत्री", 0), ("নিরবাচন", 1)] {
        assert_eq!(found(&api, &claims, &[("q", q)]).await, [expected], "{q}");
    }
}
