//! What else a claimant is called.

use super::*;

fn called(names: Value) -> Value {
    with(a_claimant(), json!({"alternate_names": names}))
}

#[actix_web::test]
async fn other_names_come_back_in_their_order_wherever_it_is_read() {
    let (api, newsroom) = start().await;
    let names = json!(["Rutte", "Марк Рютте", "M. Rutte"]);
    let key = &newsroom.key;
    let made = api.gives_back(PATH, key, &called(names.clone())).await;
    assert_eq!(api.list(PATH).await[0]["alternate_names"], names);
    let history = api.list(format!("{}/history", at(&made))).await;
    assert_eq!(history[0]["snapshot"]["alternate_names"], names);
}

#[actix_web::test]
async fn a_claimant_has_fifty_other_names_at_most() {
    let (api, newsroom) = start().await;
    let names = |count: usize| -> Value { (0..count).map(|n| format!("Name {n}")).collect() };
    let made = api.made(PATH, &newsroom.key, called(names(50))).await;
    assert_eq!(made["alternate_names"], names(50));
    let fault = ("/alternate_names", "length");
    let answer = api.post(PATH, &newsroom.key, &called(names(51))).await;
    answer.fault(fault.0, fault.1);
    let patch = json!({"alternate_names": names(51)});
    api.refuses_patches(&at(&made), &newsroom.key, &[(patch, fault.0, fault.1)])
        .await;
}

#[actix_web::test]
async fn a_name_has_three_hundred_characters_at_most() {
    let (api, newsroom) = start().await;
    let names = json!(["\u{17c}".repeat(300)]);
    let made = api.made(PATH, &newsroom.key, called(names.clone())).await;
    assert_eq!(made["alternate_names"], names);
    let names = json!(["Short", "\u{17c}".repeat(301)]);
    let answer = api.post(PATH, &newsroom.key, &called(names)).await;
    answer.fault("/alternate_names/1", "length");
}

#[actix_web::test]
async fn each_is_a_line_that_says_something_and_stands_there_once() {
    let (api, newsroom) = start().await;
    for (names, pointer, code) in [
        (json!(["Rutte", ""]), "/alternate_names/1", "blank"),
        (json!([" \u{a0}"]), "/alternate_names/0", "blank"),
        (
            json!(["Rut\nte"]),
            "/alternate_names/0",
            "control_character",
        ),
        (json!(["A", "B", "A"]), "/alternate_names/2", "duplicate"),
        (json!(["A", null]), "/alternate_names/1", "wrong_type"),
        (json!("Rutte"), "/alternate_names", "wrong_type"),
    ] {
        let answer = api.post(PATH, &newsroom.key, &called(names)).await;
        answer.fault(pointer, code);
    }
    assert!(api.list(PATH).await.is_empty());
}
