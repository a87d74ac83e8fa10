//! ClaimReviews as publishers print them, where they are at hand beside this repository.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use super::{all, read};

/// How often each code is told of them.
const CODES: [(&str, usize); 27] = [
    ("recommended empty", 14),
    ("recommended incomplete_rating", 9),
    ("recommended long_claim", 42),
    ("recommended missing", 64),
    ("recommended relative_url", 4),
    ("recommended too_long", 1),
    ("required relative_url", 2),
    ("suspicious appearance_in_url", 6),
    ("suspicious blank", 14),
    ("suspicious coded_label", 2),
    ("suspicious control_character", 1),
    ("suspicious html", 2),
    ("suspicious missing_context", 42),
    ("suspicious nameless_author", 22),
    ("suspicious not_a_url", 1),
    ("suspicious not_iso_date", 11),
    ("suspicious number_as_text", 71),
    ("suspicious placeholder_rating", 1),
    ("suspicious relative_url", 3),
    ("suspicious scale_without_range", 1),
    ("suspicious sentence_as_label", 4),
    ("suspicious several_values", 1),
    ("suspicious stray_space", 10),
    ("suspicious unexpected_list", 3),
    ("suspicious worst_below_one", 1),
    ("suspicious wrong_case", 1),
    ("suspicious wrong_type", 3),
];

#[test]
fn each_sample_has_its_answer() {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/claim-reviews/samples.jsonl");
    let Ok(lines) = std::fs::read_to_string(file) else {
        return;
    };
    let mut codes: BTreeMap<String, usize> = BTreeMap::new();
    let (mut sent, mut valid, mut flawless) = (0, 0, 0);
    for line in lines.lines() {
        let sample: Value = serde_json::from_str(line).unwrap();
        let read = read(&sample["claimreview"]);
        sent += 1;
        let [reading] = read.reviews.as_slice() else {
            panic!("{line}");
        };
        valid += usize::from(reading.review.is_some());
        flawless += usize::from(reading.faults.is_empty());
        for fault in all(&read) {
            let severity = serde_json::to_value(fault.severity).unwrap();
            let name = format!("{} {}", severity.as_str().unwrap(), fault.code.as_str());
            *codes.entry(name).or_default() += 1;
        }
    }
    assert_eq!((sent, valid, flawless), (65, 63, 0));
    let codes: Vec<(&str, usize)> = codes
        .iter()
        .map(|(code, it)| (code.as_str(), *it))
        .collect();
    assert_eq!(codes, CODES);
}
