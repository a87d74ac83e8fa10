//! Anything at all in the place of anything: it is answered, never with a panic, and what is
//! required and broken is told.

use serde_json::{Value, json};

use super::{all, now, read, sound};
use crate::claim_review::{Document, FAULTS_MAX, Severity};

/// Random numbers that are the same in each run (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(sides).unwrap()).unwrap()
    }
}

/// Values that nobody expects.
fn odd(dice: &mut Dice) -> Value {
    let deep = || (0..100).fold(json!("x"), |inner, _| json!([inner]));
    let nested = || {
        (0..60).fold(json!({}), |inner, n| match n % 3 {
            0 => json!({"name": inner}),
            1 => json!({"@graph": [inner], "@id": "#a"}),
            _ => json!({"@type": ["ClaimReview"], "author": inner, "url": {}}),
        })
    };
    match dice.roll(22) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(-1),
        3 => json!(1e308),
        4 => json!(u64::MAX),
        5 => json!(""),
        6 => json!("\u{0}\r\u{7f}\u{85}"),
        7 => json!("a".repeat(100_000)),
        8 => json!("<".repeat(20_000)),
        9 => json!("<script>".repeat(5_000)),
        10 => json!("&amp;".repeat(5_000)),
        11 => json!("javascript:alert(document.cookie)"),
        12 => json!("https://[::1"),
        13 => json!("https://a.example/ ".repeat(2_000)),
        14 => json!([]),
        15 => json!({}),
        16 => json!([[[null, [1, "x"]], {}], {"@id": "#a"}]),
        17 => deep(),
        18 => nested(),
        19 => json!({"@value": {"@value": []}, "@type": 5}),
        20 => json!("9999999999999-99-99T99:99:99+99:99"),
        _ => json!("\u{202e}\u{feff}ﷺ\u{1F468}\u{200D}\u{1F469}".repeat(300)),
    }
}

/// The places in a value, to any depth.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| {
            let name = name.replace('~', "~0").replace('/', "~1");
            places(value, &format!("{at}/{name}"), found);
        }),
        Value::Array(entries) => entries.iter().enumerate().for_each(|(index, value)| {
            places(value, &format!("{at}/{index}"), found);
        }),
        _ => {}
    }
}

fn rich() -> Value {
    let mut rich = sound();
    rich["citation"] = json!([{"@type": "Report", "url": "https://b.example/1"}]);
    rich["inLanguage"] = "en".into();
    rich["dateModified"] = "2024-11-01T10:00:00Z".into();
    rich["publisher"] = rich["author"].clone();
    rich["itemReviewed"]["firstAppearance"] = json!({"url": "https://news.example/first"});
    rich["reviewRating"]["ratingExplanation"] = "They were seen.".into();
    json!({
        "@context": "https://schema.org",
        "@graph": [rich, {"@type": "Person", "@id": "#a", "name": "x"}, sound()],
        "dataFeedElement": [{"item": [sound()]}],
    })
}

#[test]
fn anything_in_the_place_of_anything_is_answered() {
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    for _ in 0..1_000 {
        let mut document = rich();
        for _ in 0..=dice.roll(3) {
            let mut all = Vec::new();
            places(&document, "", &mut all);
            let place = all.swap_remove(dice.roll(all.len()));
            *document.pointer_mut(&place).unwrap() = odd(&mut dice);
        }
        let read = read(&document);
        for fault in all(&read) {
            assert!(fault.detail.chars().count() < 400, "{fault:?}");
            assert!(fault.pointer.len() < 500, "{fault:?}");
        }
        for reading in &read.reviews {
            let is_unusable = reading
                .faults
                .iter()
                .any(|fault| fault.severity == Severity::Required);
            assert_eq!(reading.review.is_none(), is_unusable);
            assert!(document.pointer(&reading.pointer).is_some());
        }
    }
}

#[test]
fn what_is_required_and_broken_is_told() {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let required = [
        "/url",
        "/claimReviewed",
        "/reviewRating",
        "/reviewRating/alternateName",
    ];
    for place in required {
        for wrong in [
            json!(null),
            json!(true),
            json!(5),
            json!(""),
            json!(" \n"),
            json!([]),
            json!([null]),
            json!({}),
            json!([[]]),
            json!({"@value": 5}),
            json!("a".repeat(5_001)),
        ] {
            let mut document = sound();
            *document.pointer_mut(place).unwrap() = wrong.clone();
            let read = read(&document);
            let told = all(&read);
            let is_told = told.iter().any(|fault| {
                fault.severity == Severity::Required && fault.pointer.starts_with(place)
            });
            assert!(is_told, "{place} = {wrong}: {told:?}");
            assert_eq!(read.reviews[0].review, None);
        }
        // And whatever else stands there, what is taken keeps the rules of what is taken.
        for _ in 0..200 {
            let mut document = sound();
            *document.pointer_mut(place).unwrap() = odd(&mut dice);
            for reading in read(&document).reviews {
                let Some(review) = reading.review else {
                    continue;
                };
                assert!((1..=200).contains(&review.rating.label.chars().count()));
                assert!((1..=5_000).contains(&review.claim_reviewed.chars().count()));
                assert!(review.url.len() <= 2_048 && review.url.is_ascii());
            }
        }
    }
}

#[test]
fn bytes_in_the_place_of_bytes_are_answered() {
    let mut dice = Dice(0xD1B5_4A32_D192_ED03);
    let text = serde_json::to_vec(&rich()).unwrap();
    for _ in 0..5_000 {
        let mut broken = text.clone();
        for _ in 0..=dice.roll(3) {
            let at = dice.roll(broken.len());
            match dice.roll(4) {
                0 => broken[at] = b'"',
                1 => broken[at] = u8::try_from(dice.roll(256)).unwrap(),
                2 => broken.truncate(at.max(1)),
                _ => broken.insert(at, b"\"\\\n{}[],:"[dice.roll(9)]),
            }
        }
        let read = Document::of_text(&broken, now());
        assert!(!read.reviews.is_empty() || !read.faults.is_empty());
    }
}

#[test]
fn the_faults_of_the_worst_are_cut_off() {
    let worst: Value = (0..900)
        .map(|_| json!({"@type": "ClaimReview", "citation": ["x:", "", 5, {}, [], "<b>"], "itemReviewed": {"appearance": ["", "", "", 5, {}]}}))
        .collect();
    let read = read(&worst);
    assert_eq!(read.reviews.len(), 900);
    assert!(read.is_truncated);
    assert_eq!(all(&read).len(), FAULTS_MAX);
    assert!(read.reviews.iter().all(|reading| reading.review.is_none()));
}
