//! Pages of a search: how large they are, and how they follow each other.

use super::*;

/// Claims with a review each, in bulk.
async fn many(api: &Api, newsroom: &Newsroom, numbers: std::ops::Range<usize>) {
    let lines: Vec<Value> = numbers
        .map(|n| {
            let mut line = a_line();
            let filler = "bridge ".repeat(n % 5);
            line["text"] = format!("The bridge {filler}number {n} is closed.").into();
            let day = format!("2024-{:02}-{:02}T12:00:00Z", n / 28 % 12 + 1, n % 28 + 1);
            line["verdicts"] = json!([with(a_verdict(), json!({"reviewed_at": day}))]);
            line
        })
        .collect();
    for result in api.import(&newsroom.key, &lines).await {
        assert_eq!(result["status"], "created", "{result}");
    }
}

async fn newsroom(api: &Api) -> Newsroom {
    let newsroom = api.newsroom("one").await;
    api.scale(&newsroom).await;
    newsroom
}

const SEARCHES: [(&str, &str); 2] = [
    ("query", "bridge closed"),
    ("reviewPublisherSiteFilter", "one.example"),
];

#[actix_web::test]
async fn are_of_ten_claims_unless_another_size_is_wanted_and_never_of_more_than_a_hundred() {
    let api = Api::start().await;
    let newsroom = newsroom(&api).await;
    many(&api, &newsroom, 0..104).await;
    for search in SEARCHES {
        for (size, expected) in [
            ("0", 10),
            ("", 10),
            ("1", 1),
            ("100", 100),
            ("101", 100),
            ("2147483647", 100),
        ] {
            let query = match size {
                "" => vec![search],
                size => vec![search, ("pageSize", size)],
            };
            let page = searched(&api, &query).await;
            assert_eq!(texts(&page).len(), expected, "{size}");
            assert!(page["nextPageToken"].is_string());
        }
    }
}

#[actix_web::test]
async fn give_each_claim_once_while_others_arrive() {
    let api = Api::start().await;
    let newsroom = newsroom(&api).await;
    many(&api, &newsroom, 0..30).await;
    for (search, next) in SEARCHES.into_iter().zip([1000, 2000]) {
        let whole = found(&api, &[search, ("pageSize", "100")]).await;
        let mut paged = Vec::new();
        let mut token = String::new();
        loop {
            // The size may change, and an offset counts nowhere but at the beginning.
            let size = (5 + paged.len() % 3).to_string();
            let query = [search, ("pageSize", &size), ("pageToken", &token)];
            let offset = [("offset", "7")];
            let offset = &offset[usize::from(token.is_empty())..];
            let page = searched(&api, &[&query[..], offset].concat()).await;
            paged.extend(texts(&page).into_iter().map(str::to_owned));
            let Some(more) = page["nextPageToken"].as_str() else {
                break;
            };
            more.clone_into(&mut token);
            // They were reviewed later than any: in a list by time they come before its beginning.
            let later = next + 27..next + 28;
            many(&api, &newsroom, later).await;
        }
        let is_first = |text: &&String| match search.0 {
            "query" => true,
            _ => whole.contains(text),
        };
        let paged: Vec<&String> = paged.iter().filter(is_first).collect();
        assert_eq!(paged, whole.iter().collect::<Vec<_>>(), "{search:?}");
    }
}

#[actix_web::test]
async fn end_without_a_token() {
    let api = Api::start().await;
    let newsroom = newsroom(&api).await;
    many(&api, &newsroom, 0..4).await;
    for search in SEARCHES {
        let first = searched(&api, &[search, ("pageSize", "2")]).await;
        let token = text(&first["nextPageToken"]);
        let last = searched(&api, &[search, ("pageSize", "2"), ("pageToken", token)]).await;
        assert_eq!(texts(&last).len(), 2);
        assert_eq!(last.get("nextPageToken"), None);
        let whole = searched(&api, &[search, ("pageSize", "4")]).await;
        assert_eq!(texts(&whole).len(), 4);
        assert_eq!(whole.get("nextPageToken"), None);
    }
}

#[actix_web::test]
async fn begin_after_an_offset() {
    let api = Api::start().await;
    let newsroom = newsroom(&api).await;
    many(&api, &newsroom, 0..12).await;
    for search in SEARCHES {
        let whole = found(&api, &[search, ("pageSize", "100")]).await;
        for offset in [0, 1, 5, 11, 12, 500, 10_000, 10_001, 2_147_483_647] {
            let written = offset.to_string();
            let query = [search, ("pageSize", "3"), ("offset", &written)];
            let page = searched(&api, &query).await;
            let begin = whole.len().min(offset);
            let end = whole.len().min(begin + 3);
            assert_eq!(texts(&page), whole[begin..end], "{offset}");
            assert_eq!(page.get("nextPageToken").is_some(), end < whole.len());
            if begin == end {
                assert_eq!(page, json!({}));
            }
        }
        let page = searched(&api, &[search, ("pageSize", "3"), ("offset", "5")]).await;
        let token = text(&page["nextPageToken"]);
        let next = searched(&api, &[search, ("pageSize", "3"), ("pageToken", token)]).await;
        assert_eq!(texts(&next), whole[8..11]);
    }
}

#[actix_web::test]
async fn keep_the_age_with_which_they_began() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    for day in ["30", "31"] {
        let members = json!({"reviewed_at": format!("2025-12-{day}T00:00:00Z")});
        reviewed(
            &api,
            &newsroom,
            &format!("Bridge of {day} closed."),
            members,
        )
        .await;
    }
    for search in SEARCHES {
        let query = [search, ("pageSize", "1"), ("maxAgeDays", "6")];
        let first = searched(&api, &query).await;
        let token = text(&first["nextPageToken"]);
        let query = [&query[..], &[("pageToken", token)]].concat();
        api.pass(chrono::TimeDelta::hours(12));
        let last = searched(&api, &query).await;
        assert_eq!(texts(&last).len(), 1);
        api.pass(chrono::TimeDelta::hours(-12));
    }
}

#[actix_web::test]
async fn of_a_token_are_of_its_own_search() {
    let api = Api::start().await;
    let newsroom = newsroom(&api).await;
    many(&api, &newsroom, 0..4).await;
    for (search, other) in [(SEARCHES[0], SEARCHES[1]), (SEARCHES[1], SEARCHES[0])] {
        let first = searched(&api, &[search, ("pageSize", "1")]).await;
        let token = text(&first["nextPageToken"]);
        let altered = format!("{}A", &token[..token.len() - 1]);
        let token = ("pageToken", token);
        let is_refused = async |query: &[(&str, &str)]| {
            let answer = api.get(path(query)).await;
            let told = answer.google(400, "INVALID_ARGUMENT");
            assert!(text(&told).contains("page token"), "{query:?}");
        };
        is_refused(&[other, token]).await;
        is_refused(&[search, other, token]).await;
        is_refused(&[(search.0, "closed"), token]).await;
        is_refused(&[search, token, ("languageCode", "en")]).await;
        is_refused(&[search, token, ("maxAgeDays", "9000")]).await;
        for wrong in [
            altered.as_str(),
            "A",
            "AAAAAAAAAAAAAAAAAAAA",
            "\u{e9}",
            "a b",
        ] {
            is_refused(&[search, ("pageToken", wrong)]).await;
        }
        let name = match search.0 {
            "query" => "query",
            _ => "review_publisher_site_filter",
        };
        // The other spelling of a name is the same search.
        searched(&api, &[(name, search.1), token]).await;
    }
}

#[actix_web::test]
async fn of_a_text_as_long_as_may_be_follow_each_other() {
    let api = Api::start().await;
    let newsroom = newsroom(&api).await;
    many(&api, &newsroom, 0..3).await;
    let words = (0..1100).map(|n| format!("closed{n} bridge"));
    let words = words.collect::<Vec<_>>().join(" ");
    let query = ("query", &words[..10_000]);
    let first = searched(&api, &[query, ("pageSize", "2")]).await;
    let token = ("pageToken", text(&first["nextPageToken"]));
    let last = searched(&api, &[query, token]).await;
    assert_eq!((texts(&first).len(), texts(&last).len()), (2, 1));
}

#[actix_web::test]
async fn take_as_many_statements_however_large_they_are() {
    let api = Api::start().await;
    let newsroom = newsroom(&api).await;
    many(&api, &newsroom, 0..50).await;
    for search in SEARCHES {
        searched(&api, &[search]).await;
        // Claims, reviews and claimants; and whose site it is.
        let expected = if search.0 == "query" { 3 } else { 4 };
        for size in ["1", "50"] {
            // The index looks now and then for what is new, with statements of its own.
            let mut fewest = usize::MAX;
            for _ in 0..100 {
                let before = api.statements();
                let page = searched(&api, &[search, ("pageSize", size)]).await;
                fewest = fewest.min(api.statements() - before);
                assert_eq!(texts(&page).len().to_string(), size);
                if fewest <= expected {
                    break;
                }
            }
            assert_eq!(fewest, expected, "{search:?} {size}");
        }
    }
}
