//! Long queries: texts that somebody pasted, and those that stand for very many words.

use super::*;

/// Fourteen words that nobody wrote.
const FILLER: &str = "qaa qbb qcc qdd qee qff qgg qhh qii qjj qkk qll qmm qnn";

#[actix_web::test]
async fn a_pasted_text_leaves_out_only_what_it_ends_with() {
    let api = Api::start().await;
    let (_, claims) = some(&api).await;
    let long = |text: &str| format!("{FILLER} {text}");
    for (q, expected) in [
        (long("measles schools now"), vec![0, 1]),
        (long("measles and schools -minister"), vec![0]),
        (long("measles and schools -\"has returned\""), vec![0]),
        (long("measles and schools -minister -vaccinated"), vec![]),
        (long("measles -minister and schools now"), vec![0, 1]),
        (long("measles - minister in schools"), vec![0, 1]),
        (long("measles – minister schools and more"), vec![0, 1]),
        (long("measles and schools. -minister"), vec![0, 1]),
    ] {
        let mut found = found(&api, &claims, &[("q", &q)]).await;
        found.sort_unstable();
        assert_eq!(found, expected, "{q}");
    }
}

#[actix_web::test]
async fn a_text_without_spaces_is_as_long_as_its_words_are_many() {
    let api = Api::start().await;
    let (_, claims) = some(&api).await;
    for (short, long, expected) in [
        (
            "“东京的公园”电车",
            "大家都说“东京的公园”今年关闭了但是没有人知道电车为什么会这样",
            5,
        ),
        (
            "“ประเทศค่าแรง”ทั่วประเทศ",
            "มีคนบอกว่า“ประเทศค่าแรง”ทั่วประเทศแต่ไม่มีใครรู้ว่าจะเกิดอะไรขึ้นในเดือนหน้าหรือปีหน้า",
            4,
        ),
    ] {
        // In what is typed, quotes ask for a phrase; in what is pasted they are its own.
        assert_eq!(found(&api, &claims, &[("q", short)]).await, [0; 0]);
        assert_eq!(found(&api, &claims, &[("q", long)]).await, [expected]);
    }
}

/// What makes them long.
const TAIL: &str = "kolumbarzonokidrofanuk";

/// A word of one's own, and those that it may be a slip for.
fn slips(n: u32) -> (String, Vec<String>) {
    let letter = |n| char::from_u32(u32::from('b') + n).unwrap();
    let word = format!("zw{}x{}v{TAIL}", letter(n), letter(n + 1));
    let slip = |at: u32| {
        let (before, after) = word.split_at(usize::try_from(at % 6).unwrap());
        format!("{before}{}{after}", letter(at))
    };
    let slips = (0..24).map(slip).collect();
    (word, slips)
}

#[actix_web::test]
async fn however_many_words_it_stands_for_its_cursor_is_taken() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    api.scale(&newsroom).await;
    let (words, slips): (Vec<String>, Vec<Vec<String>>) = (0..16).map(slips).unzip();
    let mut lines = Vec::new();
    for n in 0..24 {
        let text: Vec<&str> = slips.iter().map(|slips| slips[n].as_str()).collect();
        let language = [
            "en", "id", "de", "fr", "es", "pt", "ru", "tr", "nl", "it", "sv", "fi",
        ][n % 12];
        let mut line = with(
            a_line(),
            json!({"text": text.join(" "), "language": language}),
        );
        line["verdicts"] = json!([a_verdict()]);
        lines.push(line);
    }
    for result in api.import(&newsroom.key, &lines).await {
        assert_eq!(result["status"], "created", "{result}");
    }
    let q = words.join("+");
    let first = api
        .get(format!("/v1/claims?q={q}&limit=1"))
        .await
        .expect(200);
    let cursor = text(&first["next_cursor"]);
    // All of the words, each with all of its slips.
    assert!(cursor.len() > 16 * 24 * 14, "{}", cursor.len());
    let all = api.walk(&format!("/v1/claims?q={q}")).await;
    assert_eq!(all.len(), 24);
    let path = format!("/v1alpha1/claims:search?query={q}&pageSize=1&maxAgeDays=10000");
    let first = api.get(&path).await.expect(200);
    let token = text(&first["nextPageToken"]);
    let second = api
        .get(format!("{path}&pageToken={token}"))
        .await
        .expect(200);
    assert_ne!(second["claims"][0]["text"], first["claims"][0]["text"]);
}
