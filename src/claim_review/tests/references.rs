//! What is referred to by its `@id`: in the same document, and in parts of one that is read part by
//! part.

use serde_json::{Value, json};

use super::{all, has, now, read, sound, with};
use crate::claim_review::Severity::{Recommended, Required};
use crate::claim_review::{Document, FaultCode, Nodes, Part, Review};

/// The sound one with nothing but references, and what they refer to.
fn referring() -> (Value, Vec<Value>) {
    let mut review = sound();
    let mut nodes = Vec::new();
    for (pointer, id) in [
        ("/itemReviewed/author", "#roe"),
        ("/itemReviewed/appearance", "#post"),
        ("/itemReviewed", "#claim"),
        ("/author", "#us"),
        ("/reviewRating", "#rating"),
    ] {
        let place = review.pointer_mut(pointer).unwrap();
        let mut node = place.take();
        node["@id"] = id.into();
        nodes.push(node);
        *place = json!({"@id": id});
    }
    (review, nodes)
}

fn graph(entries: Vec<Value>) -> Value {
    json!({"@context": "https://schema.org", "@graph": entries})
}

/// What is taken of the first, but for where it stood.
fn taken(document: &Document) -> Review {
    let mut review = document.reviews[0].review.clone().unwrap();
    review.rating.label_at.clear();
    review.claim.id = None;
    let claim = &mut review.claim;
    let parties = claim.authors.iter_mut().chain(&mut review.author);
    parties.for_each(|party| party.id = None);
    let works = claim.appearances.iter_mut().map(|it| &mut it.work);
    works.for_each(|work| work.id = None);
    review
}

#[test]
fn a_claim_of_which_nothing_but_its_id_is_told_keeps_it() {
    let urn = "urn:uuid:0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8e9f";
    let empty = ("/itemReviewed", "empty", Recommended);
    let unresolved = ("/itemReviewed/@id", "unresolved_reference", Recommended);
    for (item, told) in [
        (json!({"@type": "Claim", "@id": urn}), empty),
        (json!({"@id": urn}), empty),
        (
            json!({"@type": "Claim", "@id": "https://checks.example/#claim"}),
            empty,
        ),
        (json!({"@id": "#claim"}), unresolved),
    ] {
        let read = read(&with("/itemReviewed", item.clone()));
        has(&read, &[told], &item.to_string());
        let claim = &read.reviews[0].review.as_ref().unwrap().claim;
        assert_eq!(claim.id.as_deref(), item["@id"].as_str());
    }
    // Of a part, more of what is not ours may still come.
    for (id, is_taken) in [(urn, true), ("#claim", false)] {
        let review = with("/itemReviewed", json!({"@type": "Claim", "@id": id}));
        let read = part("/0", &review, &mut Nodes::default());
        assert_eq!(read.reviews[0].review.is_some(), is_taken, "{id}");
    }
}

#[test]
fn what_is_referred_to_is_read_wherever_it_stands() {
    let (review, nodes) = referring();
    let first: Vec<Value> = [vec![review.clone()], nodes.clone()].concat();
    let last: Vec<Value> = [nodes, vec![review]].concat();
    for (entries, label_at) in [
        (first, "/@graph/5/alternateName"),
        (last, "/@graph/4/alternateName"),
    ] {
        let read = read(&graph(entries));
        has(&read, &[], "graph");
        let review = read.reviews[0].review.as_ref().unwrap();
        assert_eq!(review.rating.label_at, label_at);
        assert_eq!(taken(&read), taken(&super::read(&sound())));
    }
}

#[test]
fn faults_are_told_where_what_is_referred_to_stands() {
    let review = with("/author", json!({"@id": "#us"}));
    let us = json!({"@id": "#us", "@type": "Organization", "name": "Checks", "url": "/us"});
    let read = read(&graph(vec![review, us]));
    assert_eq!(all(&read)[0].pointer, "/@graph/1/url");
}

#[test]
fn more_is_not_read_through_references_than_what_was_sent_allows() {
    // Each of the authors is the same long name.
    let mut review = sound();
    review["itemReviewed"]["author"] = vec![json!({"@id": "#a"}); 100].into();
    let reviews = (0..100).map(|n| {
        let mut review = review.clone();
        review["url"] = format!("https://checks.example/{n}").into();
        review
    });
    let name = "a".repeat(100_000);
    let node = json!({"@id": "#a", "@type": "Person", "name": name});
    let document = graph(reviews.chain([node]).collect());
    let size = document.to_string().len();
    let read = read(&document);
    let told = all(&read).into_iter();
    let refused = told.filter(|it| it.code == FaultCode::TooManyReferences);
    let followed = 100 * 100 - refused.count();
    assert!((1..=17 * size / 100_000).contains(&followed), "{followed}");
    assert!(read.reviews.iter().all(|it| it.review.is_some()));
}

#[test]
fn what_many_refer_to_as_they_do_is_read_for_all() {
    let us = json!({
        "@id": "#us", "@type": "Organization", "name": "Checks", "url": "https://checks.example/",
        "sameAs": (0..20).map(|n| format!("https://social.example/{n}")).collect::<Vec<_>>(),
        "logo": {"@type": "ImageObject", "@id": "#logo", "url": "https://checks.example/logo.png"},
    });
    let reviews = (0..1_000).map(|n| {
        let mut review = with("/url", json!(format!("https://checks.example/{n}")));
        review["author"] = json!({"@id": "#us"});
        review["publisher"] = json!({"@id": "#us"});
        review
    });
    let read = read(&graph(reviews.chain([us]).collect()));
    has(&read, &[], "graph");
}

fn part(pointer: &str, value: &Value, nodes: &mut Nodes) -> Document {
    let text = value.to_string();
    let part = Part {
        text: text.as_bytes(),
        pointer,
        is_within: true,
    };
    Document::of_part(part, nodes, now())
}

#[test]
fn parts_refer_to_those_before_them_and_need_what_is_not_there() {
    let (mut review, nodes) = referring();
    review.as_object_mut().unwrap().remove("@context");
    let mut before = Nodes::default();
    let early = part("/@graph/0", &review, &mut before);
    let pointers: Vec<&str> = all(&early).iter().map(|it| it.pointer.as_str()).collect();
    let expected = [
        "/@graph/0/reviewRating/@id",
        "/@graph/0/author/@id",
        "/@graph/0/itemReviewed/@id",
    ];
    assert_eq!(pointers, expected);
    for fault in all(&early) {
        let told = (fault.code, fault.severity);
        assert_eq!(told, (FaultCode::UnresolvedReference, Required));
    }
    assert_eq!(early.reviews[0].review, None);
    for (index, node) in nodes.iter().enumerate() {
        let read = part(&format!("/@graph/{}", index + 1), node, &mut before);
        assert!(read.reviews.is_empty());
    }
    let late = part("/@graph/6", &review, &mut before);
    has(&late, &[], "late");
    assert_eq!(taken(&late), taken(&read(&sound())));
    let label_at = &late.reviews[0].review.as_ref().unwrap().rating.label_at;
    assert_eq!(label_at, "/@graph/5/alternateName");
}

#[test]
fn of_nodes_no_more_is_kept_than_there_is_space_for() {
    let mut nodes = Nodes::default();
    let us = |id: &str, size: usize| json!({"@id": id, "@type": "Organization", "name": "Checks", "text": "a".repeat(size)});
    part("/0", &us("#small", 10), &mut nodes);
    part("/1", &us("#large", 5 << 20), &mut nodes);
    part("/2", &us("#next", 10), &mut nodes);
    for (id, is_kept) in [("#small", true), ("#large", false), ("#next", true)] {
        let read = part("/3", &with("/author", json!({"@id": id})), &mut nodes);
        assert_eq!(read.reviews[0].review.is_some(), is_kept, "{id}");
    }
    // Nor more read through references than what was sent allows.
    let heavy = json!({"@id": "#heavy", "@type": "Organization", "name": "Checks", "logo": vec![1; 10_000]});
    part("/4", &heavy, &mut nodes);
    let count = (0..1_000).take_while(|_| {
        let read = part("/5", &with("/author", json!({"@id": "#heavy"})), &mut nodes);
        read.faults.is_empty() && read.reviews[0].faults.is_empty()
    });
    assert!((1..1_000).contains(&count.count()));
}
