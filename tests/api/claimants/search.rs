//! Finding claimants by what they are called.

use url::form_urlencoded::byte_serialize;

use super::*;

/// A query for words.
fn q(words: &str) -> String {
    let words: String = byte_serialize(words.as_bytes()).collect();
    format!("q={words}")
}

/// Claimants of these names, the first of which is called `a`, the next `b` and so on.
async fn named(names: &[&str]) -> (Api, Newsroom) {
    let (api, newsroom) = start().await;
    for (letter, name) in ('a'..).zip(names) {
        let body = lettered(&letter.to_string(), json!({"name": name}));
        api.made(PATH, &newsroom.key, body).await;
    }
    (api, newsroom)
}

/// Searches find those that have these letters, in this order.
async fn finds(api: &Api, searches: &[(&str, &str)]) {
    for (words, letters) in searches {
        let query = q(words);
        api.finds(PATH, "job_title", &[(&query, letters)]).await;
    }
}

#[actix_web::test]
async fn by_a_name_or_a_part_of_it() {
    let (api, _) = named(&["Mark Rutte", "Jens Stoltenberg", "Blue House"]).await;
    let searches = [
        ("Mark Rutte", "a"),
        ("Rutte", "a"),
        ("Mar", "a"),
        ("toltenber", "b"),
        ("ens Sto", "b"),
        ("e H", "c"),
        ("Rutte Mark", "a"),
        ("Kremlin", ""),
    ];
    finds(&api, &searches).await;
}

#[actix_web::test]
async fn by_another_name_for_as_long_as_it_has_it() {
    let (api, newsroom) = start().await;
    let members = json!({"name": "Main Directorate", "alternate_names": ["GUR", "HUR MO"]});
    let made = api.made(PATH, &newsroom.key, lettered("a", members)).await;
    api.made(PATH, &newsroom.key, lettered("b", json!({"name": "SBU"})))
        .await;
    let searches = [("gur", "a"), ("hur mo", "a"), ("directorate", "a")];
    finds(&api, &searches).await;
    // What parts one name from the next is no part of either.
    finds(&api, &[("/", "")]).await;

    let patch = json!({"alternate_names": ["Military Intelligence"]});
    let patched = api.patch(at(&made), &newsroom.key, &patch).await;
    patched.expect(200);
    finds(&api, &[("gur", ""), ("intelligence", "a")]).await;
}

#[actix_web::test]
async fn accents_and_case_do_not_count() {
    let names = [
        "Volodymyr Zelenský",
        "Żeleński",
        "Зеленський",
        "Lodz",
        "Søren ﬁsh",
    ];
    let (api, _) = named(&names).await;
    let searches = [
        ("ZELENSKY", "a"),
        ("zelenský", "a"),
        ("Zélénsky\u{301}", "a"),
        ("żeleński", "b"),
        ("ZELENSKI", "b"),
        ("зеленський", "c"),
        ("ЗЕЛЕНСЬКИЙ", "c"),
        ("Łódź", "d"),
        ("soren FISH", "e"),
    ];
    for (words, letter) in searches {
        let found = api.list(format!("{PATH}?{}", q(words))).await;
        let best = column(&found, "job_title");
        assert_eq!(best.first(), Some(&letter), "{words}");
    }
}

#[actix_web::test]
async fn though_a_letter_is_wrong_missing_or_too_many() {
    let (api, _) = named(&["Mark Rutte", "Volodymyr Zelensky", "Kim Jong Un"]).await;
    let searches = [
        ("Rutta", "a"),
        ("Rute", "a"),
        ("Ruttte", "a"),
        ("Mark Rute", "a"),
        ("Zelinsky", "b"),
        ("Zalensky", "b"),
        ("Zelenksy", "b"),
        ("Zelenskyy", "b"),
        ("Kin", "c"),
        ("Biden", ""),
        ("Zxqxnsky", ""),
    ];
    finds(&api, &searches).await;
}

#[actix_web::test]
async fn what_is_special_to_patterns_is_meant_literally() {
    let (api, _) = named(&["100% Fact", "snake_case", r"C:\Temp", "Plain"]).await;
    let searches = [
        ("%", "a"),
        ("0% f", "a"),
        ("_", "b"),
        ("snake_c", "b"),
        (r"\", "c"),
        (r":\t", "c"),
        (r"\%", ""),
        ("p%n", ""),
        ("pl_in", ""),
        ("'", ""),
        ("?", ""),
        // Of full width, these are the same characters to whoever types them.
        ("\u{ff05}", "a"),
        ("\u{ff3f}", "b"),
        ("\u{ff3c}", "c"),
    ];
    for (words, letters) in searches {
        let found = api.list(format!("{PATH}?{}", q(words))).await;
        assert_eq!(column(&found, "job_title").concat(), letters, "{words}");
    }
}

#[actix_web::test]
async fn the_best_match_comes_first_and_of_equals_the_oldest() {
    let names = [
        "Rutter",
        "Marc Rutte",
        "Mark Rutta",
        "Mark Rutte",
        "Rutger",
        "Mark Rutte",
    ];
    let (api, _) = named(&names).await;
    let found = api.list(format!("{PATH}?{}", q("Mark Rutte"))).await;
    let found = column(&found, "name");
    assert_eq!(found[..2], ["Mark Rutte", "Mark Rutte"]);
    assert!(found.contains(&"Mark Rutta") && !found.contains(&"Rutger"));
    let letters = api
        .list(format!("{PATH}?{}&limit=2", q("Mark Rutte")))
        .await;
    assert_eq!(column(&letters, "job_title"), ["d", "f"]);
    let best = api
        .list(format!("{PATH}?{}&limit=1", q("Marc Rutte")))
        .await;
    assert_eq!(column(&best, "name"), ["Marc Rutte"]);
}

#[actix_web::test]
async fn ranked_pages_visit_each_once() {
    let names = [
        "Rutter", "Rutte", "Rutta", "Rutte", "Ruttens", "Other", "Rutte",
    ];
    let (api, _) = named(&names).await;
    let search = format!("{PATH}?{}", q("Rutte"));
    let whole = api.list(&search).await;
    assert_eq!(whole.len(), 6);
    assert_eq!(column(&whole[..3], "job_title"), ["b", "d", "g"]);
    assert_eq!(api.walk(&search).await, whole);
    api.counts(&search, 6).await;
}

#[actix_web::test]
async fn a_cursor_goes_on_where_it_was_whatever_comes_before_it_since() {
    let (api, newsroom) = named(&["Rutter", "Rutte", "Rutta"]).await;
    let search = format!("{PATH}?{}", q("Rutte"));
    let whole = api.list(&search).await;
    let cursor = api.cursor(&search).await;
    let body = lettered("d", json!({"name": "Stef", "alternate_names": ["Rutte"]}));
    api.made(PATH, &newsroom.key, body).await;
    let worse = lettered("e", json!({"name": "Rut"}));
    api.made(PATH, &newsroom.key, worse).await;
    let rest = api.list(format!("{search}&cursor={cursor}")).await;
    let letters = column(&rest, "job_title").concat();
    let seen: String = letters
        .chars()
        .filter(|letter| "bac".contains(*letter))
        .collect();
    assert_eq!(seen, column(&whole[1..], "job_title").concat());
    for other in [q("Rutter"), format!("{}&sort=name", q("Rutte"))] {
        let answer = api.get(format!("{PATH}?{other}&cursor={cursor}")).await;
        answer.problem(400, "cursor_mismatch");
    }
    let answer = api.get(format!("{PATH}?cursor={cursor}")).await;
    answer.problem(400, "cursor_mismatch");
}

#[actix_web::test]
async fn within_what_filters_leave_and_in_another_order_when_asked() {
    let (api, newsroom) = start().await;
    let two = api.newsroom("two").await;
    for (key, letter, name, kind, country) in [
        (&newsroom.key, "a", "Zoe Rutte", "person", "NL"),
        (&newsroom.key, "b", "Rutte", "media", "NL"),
        (&two.key, "c", "Mark Rutte", "person", "US"),
        (&two.key, "d", "Other", "person", "NL"),
        (&two.key, "e", "Rutten", "person", "NL"),
    ] {
        let members = json!({"name": name, "kind": kind, "country": country});
        api.made(PATH, key, lettered(letter, members)).await;
    }
    let own = format!("q=rutte&organization_id={}&sort=name", newsroom.id);
    let queries = [
        ("q=rutte&kind=person", "ace"),
        ("q=rutte&country=NL", "abe"),
        ("q=rutte&kind=person&country=NL", "ae"),
        (&own, "ba"),
        ("q=rutte&sort=name", "cbea"),
        ("q=rutte&sort=-name", "aebc"),
        ("q=rutte&sort=created_at", "abce"),
        ("q=rutte&sort=-created_at", "ecba"),
        ("q=rutte&updated_since=2027-01-01T00:00:00Z", ""),
    ];
    api.finds(PATH, "job_title", &queries).await;
    api.walks(PATH, "job_title", &queries).await;
    api.counts(&format!("{PATH}?q=rutte&kind=person"), 3).await;
    api.counts(&format!("{PATH}?q=rutte&sort=name"), 4).await;
}

#[actix_web::test]
async fn nothing_found_is_an_empty_list() {
    let (api, _) = named(&["Mark Rutte"]).await;
    let answer = api.get(format!("{PATH}?q=Nobody&count=exact")).await;
    let nothing = json!({"data": [], "next_cursor": null, "total": 0});
    assert_eq!(answer.expect(200), nothing);
}

#[actix_web::test]
async fn needs_something_to_search_for() {
    let (api, _) = named(&["Mark Rutte"]).await;
    for (words, code) in [
        ("", "required"),
        (" ", "blank"),
        ("a\nb", "control_character"),
        (&"a".repeat(301), "length"),
    ] {
        let answer = api.get(format!("{PATH}?{}", q(words))).await;
        answer.fault("/q", code);
    }
    let longest = q(&"a".repeat(300));
    assert!(api.list(format!("{PATH}?{longest}")).await.is_empty());
}
