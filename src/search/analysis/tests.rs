use super::*;

fn all(text: &str, tag: &str) -> Vec<Token> {
    Analyzer::new(Synonyms::builtin()).analyze_all(text, Language::of_tag(tag))
}

fn terms(text: &str, tag: &str) -> Vec<String> {
    let analyzer = Analyzer::new(Synonyms::builtin());
    let tokens = analyzer.analyze(text, Language::of_tag(tag));
    tokens.into_iter().map(|token| token.term).collect()
}

/// Each of the texts has the same terms as the first one.
#[track_caller]
fn same(tag: &str, texts: &[&str]) {
    let first = terms(texts[0], tag);
    assert!(!first.is_empty(), "{} has no terms", texts[0]);
    for text in texts {
        assert_eq!(terms(text, tag), first, "{text} in {tag}");
    }
}

/// Every term of the query is one of the text's.
#[track_caller]
fn finds(tag: &str, query: &str, text: &str) {
    let known = terms(text, tag);
    let asked = terms(query, tag);
    assert!(!asked.is_empty(), "{query} has no terms");
    assert!(
        asked.iter().all(|term| known.contains(term)),
        "{asked:?} in {known:?}"
    );
}

#[track_caller]
fn numbers(text: &str, tag: &str, expected: &[&str]) {
    let tokens = all(text, tag).into_iter();
    let numbers: Vec<String> = tokens
        .filter(|token| token.kind == TokenKind::Number)
        .map(|token| token.term)
        .collect();
    assert_eq!(numbers, expected, "{text} in {tag}");
}

#[test]
fn inflected_forms_meet() {
    same("en", &["vaccines", "vaccinated", "Vaccination"]);
    same("id", &["menjadikan", "dijadikan"]);
    same("id", &["berita-berita", "berita berita"]);
    same("ms", &["menjadikan", "dijadikan"]);
    same("pt-BR", &["eleição", "eleições"]);
    same("es", &["elección", "elecciones"]);
    same("fr", &["élection", "élections", "l’élection", "l'élection"]);
    same("it", &["dell'università", "università"]);
    same("de", &["Land", "Länder"]);
    same("ru", &["выборы", "выборов"]);
    same("ar", &["حكومة", "الحكومة", "للحكومة", "الحكومات", "حكومات"]);
    same("hi", &["टीका", "टीके"]);
    same("tr", &["kitap", "kitaplar"]);
}

#[test]
fn words_typed_without_accents_meet_those_with() {
    same("pt", &["eleições", "eleicoes"]);
    same("es", &["vacunación española", "vacunacion espanola"]);
    same("fr", &["député français", "depute francais"]);
    same("de", &["Präsident Straße", "prasident strasse"]);
    same("vi", &["điện Việt", "dien Viet"]);
    same("tr", &["İSTANBUL ısı", "istanbul isi"]);
    same("ru", &["ёлка", "елка"]);
    same("ar", &["الحُكُومَة", "الحكومه", "الحكـومة"]);
    same("he", &["שָׁלוֹם", "שלום"]);
    same("pl", &["Łódź", "lodz"]);
    same("en", &["cafe\u{301} ﬁne ＦＵＬＬ", "café fine full"]);
    assert_ne!(terms("йод", "ru"), terms("иод", "ru"));
}

#[test]
fn apostrophes_are_all_alike_and_possessives_are_none() {
    same("en", &["McDonald's", "McDonald’s", "McDonalds"]);
    same("uk", &["п'ять", "п’ять", "пʼять"]);
    assert!(terms("don’t don't", "en").is_empty());
}

#[test]
fn scripts_without_spaces_are_found_by_a_part() {
    finds("zh", "新冠病毒", "武汉感染新冠病毒的病例");
    finds("ja", "オリンピック", "東京オリンピックが中止");
    finds("ko", "대한민국", "대한민국에서 발견");
    finds("th", "สาธารณสุข", "กระทรวงสาธารณสุข");
    same("ja", &["ガト", "ｶﾞﾄ", "カ\u{3099}ト"]);
    same(
        "ko",
        &["한국", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}"],
    );
}

#[test]
fn a_number_has_one_spelling() {
    let twelve_thousand =
        "12.000 12,000 12\u{a0}000 12\u{2009}000 12000 12K 12k १२००० １２０００ ١٢٬٠٠٠";
    numbers(twelve_thousand, "und", &["12000"; 10]);
    numbers("12 thousand, 12 ribu", "en", &["12000", "12"]);
    numbers("12 ribu, 12rb", "id", &["12000", "12000"]);
    numbers(
        "1.5 1,5 0.500 ١٢٫٥ 1.234",
        "en",
        &["1.5", "1.5", "0.5", "12.5", "1234"],
    );
    numbers(
        "1.000.000,50 1,234.5 1,00,000",
        "en",
        &["1000000.5", "1234.5", "100000"],
    );
    numbers(
        "1.5 million, 1,5 milliards",
        "fr",
        &["1500000", "1500000000"],
    );
    numbers("12 тыс. и 5 млн", "ru", &["12000", "5000000"]);
    numbers("12 lakh ₹5 crore", "hi", &["1200000", "50000000"]);
    numbers("1st 2nd 1990s", "en", &["1", "2", "1990"]);
    same("id", &["tiga jenderal", "3 jenderal"]);
    numbers("three generals, no one", "en", &["3"]);
}

#[test]
fn sums_of_money_are_numbers_though_the_currency_is_glued_to_them() {
    numbers(
        "Rp5.000 Rp1,5 triliun RM5 $5 €5",
        "id",
        &["5000", "1500000000000", "5", "5", "5"],
    );
    numbers("Rp 901 T Rp20M", "id", &["901000000000000", "20000000000"]);
    assert_eq!(terms("Rp5.000", "id"), terms("Rp 5000", "id"));
    same("id", &["Rp50juta", "Rp 50 juta", "Rp50.000.000"]);
}

#[test]
fn a_letter_after_a_number_multiplies_it_only_where_it_is_no_unit() {
    numbers(
        "100 m race, 5m people, $5 b",
        "en",
        &["100", "5000000", "5000000000"],
    );
    numbers("lari 100 m, gempa 8,7 M", "id", &["100", "8.7"]);
    numbers(
        "uang 13T, dana 300 T",
        "id",
        &["13000000000000", "300000000000000"],
    );
    numbers("In 12. Million people", "en", &["12"]);
}

#[test]
fn characters_multiply_numbers_in_east_asia() {
    numbers(
        "12万人 1.5亿 1億2千万人",
        "zh",
        &["120000", "150000000", "120000000"],
    );
    numbers("3억원 12만명", "ko", &["300000000", "120000"]);
    numbers(
        "2024年10月28日武汉2020年",
        "zh",
        &["2024", "10", "28", "2020"],
    );
    numbers("๑๒ ล้าน", "th", &["12000000"]);
}

#[test]
fn dates_and_versions_are_several_numbers() {
    numbers(
        "28/10/2024 28.10.2024",
        "en",
        &["28", "10", "2024", "28", "10", "2024"],
    );
    numbers("192.168.1.1", "en", &["192", "168", "1", "1"]);
}

#[test]
fn what_directs_the_eye_is_not_seen() {
    numbers(
        "\u{200f}12,000 \u{202a}+62 812\u{202c} \u{200b}52%",
        "ar",
        &["12000", "62", "812", "52"],
    );
    same("en", &["vac\u{ad}cine", "\u{feff}vaccine", "vaccine 👨‍👩‍👧"]);
}

#[test]
fn addresses_mentions_and_hashtags_are_whole() {
    let tokens = all(
        "see https://T.co/AbC. (www.bbc.com/x), a.name@host.org @WHO",
        "en",
    );
    let kinds: Vec<_> = tokens
        .iter()
        .map(|it| (it.kind, it.term.as_str()))
        .collect();
    assert!(kinds.contains(&(TokenKind::Url, "t.co/abc")), "{kinds:?}");
    assert!(kinds.contains(&(TokenKind::Url, "bbc.com/x")), "{kinds:?}");
    assert!(
        kinds.contains(&(TokenKind::Handle, "a.name@host.org")),
        "{kinds:?}"
    );
    assert!(kinds.contains(&(TokenKind::Handle, "@who")), "{kinds:?}");
    assert!(!kinds.iter().any(|(_, term)| *term == "host"), "{kinds:?}");
    let fires = ["#australianfires", "australian", "fire"];
    assert_eq!(terms("#AustralianFires", "en"), fires);
    assert_eq!(terms("#vaccine", "en"), ["#vaccine", "vaccin"]);
    assert_eq!(all("22go@example.com", "en").len(), 1);
}

#[test]
fn stop_words_say_nothing_unless_they_are_acronyms() {
    assert!(terms("who is it", "en").is_empty());
    assert_eq!(terms("the IT crowd", "en"), ["it", "crowd"]);
    // Where all is in capitals, or nearly, they are words.
    assert!(terms("WHO IS IT FOR THEM", "en").is_empty());
    let positions: Vec<u32> = all("state of the union", "en")
        .iter()
        .map(|it| it.position)
        .collect();
    assert_eq!(positions, [0, 1, 2, 3]);
}

#[test]
fn what_claims_are_about_is_no_stop_word() {
    for (tag, words) in [
        ("en", "million states united world new"),
        ("es", "estado estados nueva trabajo verdad pais general"),
        ("pt", "estado novo sistema valor saude mundo"),
        ("fr", "etat monde personne effet"),
        ("de", "jahr tag menschen mann recht"),
        ("it", "stato anno lavoro mondo persone"),
        ("ru", "год люди мир жизнь"),
    ] {
        for word in words.split(' ') {
            assert!(!Language::of_tag(tag).is_stop(word), "{word} in {tag}");
        }
    }
}

#[test]
fn synonyms_are_spelled_in_one_way() {
    same("id", &["Korut", "Korea Utara"]);
    same("id", &["AS", "Amerika Serikat", "Amerika"]);
    assert_eq!(terms("as roda", "id"), ["as", "roda"]);
    same("en", &["COVID-19", "covid19", "coronavirus"]);
    same(
        "en",
        &[
            "U.S. troops",
            "US soldiers",
            "United States of America soldiers",
        ],
    );
    assert_eq!(terms("WHO", "en"), terms("World Health Organization", "en"));
    // In a text of capitals, those that are stop words are words.
    assert!(!terms("THIS IS FOR US ALL", "en").contains(&"unit".to_owned()));
    finds("id", "Amerika Serikat", "MENLU AS TIBA DI JAKARTA");
    assert!(!terms("South America", "en").contains(&"unit".to_owned()));
    assert!(!terms("Amerika Latin", "id").contains(&"serikat".to_owned()));
}

#[test]
fn a_synonym_has_the_bytes_of_what_it_stands_for() {
    let text = "dari Korut.";
    let spans: Vec<_> = all(text, "id")
        .into_iter()
        .map(|it| &text[it.span])
        .collect();
    assert_eq!(spans, ["dari", "Korut", "Korut"]);
}

#[test]
fn files_of_synonyms_are_read_as_texts_are() {
    assert!(Synonyms::parse(include_str!("synonyms.txt")).is_ok());
    let own = Synonyms::parse("# own\nen: mRNA-1273 = vaccine # of Moderna\nen: U.K. = britain\n");
    let analyzer = Analyzer::new(Synonyms::builtin().extended_by(own.unwrap()));
    assert_eq!(
        analyzer.analyze("mRNA-1273", Language::of_tag("en"))[0].term,
        "vaccin"
    );
    assert_ne!(
        analyzer.fingerprint(),
        Analyzer::new(Synonyms::builtin()).fingerprint()
    );
    for (text, line) in [
        ("en: a", 1),
        ("\nen a = b", 2),
        ("xx: a = b", 1),
        ("en: = b", 1),
    ] {
        let wrong = Synonyms::parse(text).unwrap_err();
        assert!(wrong.starts_with(&format!("line {line}: ")), "{wrong}");
    }
}

#[test]
fn tags_name_languages() {
    for (tag, code) in [
        ("id-ID", "id"),
        ("pt-BR", "pt"),
        ("zh-Hant", "zh"),
        ("nb", "no"),
        ("nn", "no"),
        ("ms", "ms"),
        ("EN", "en"),
        ("tlh", "und"),
        ("", "und"),
    ] {
        assert_eq!(Language::of_tag(tag).code(), code, "{tag}");
    }
    assert!(Language::all().any(|language| language.code() == "id"));
}

#[test]
fn languages_are_told() {
    for (text, code) in [
        (
            "The president said on Monday that the vaccine was safe for children",
            "en",
        ),
        (
            "Presiden mengatakan bahwa vaksin itu aman untuk anak-anak di seluruh Indonesia",
            "id",
        ),
        ("กระทรวงสาธารณสุข", "th"),
        ("대한민국에서", "ko"),
        ("東京オリンピックが中止になった", "ja"),
        ("武汉感染新冠病毒的病例", "zh"),
        ("ממשלת ישראל הודיעה", "he"),
        ("@someone https://t.co/abcdef กระทรวง", "th"),
    ] {
        assert_eq!(detect(text).unwrap().language.code(), code, "{text}");
    }
    assert!(detect("https://t.co/abc @who 12").is_none());
}

#[test]
fn odd_texts_have_whole_spans_and_bounded_terms() {
    let odd = [
        "\u{301}",
        "\u{200d}\u{200f}\u{feff}",
        "\0",
        "👨‍👩‍👧",
        "@",
        "#",
        "#ـ",
        "1\u{fe0f}\u{20e3}",
        "\"١ŉǄ\"",
        "１１１１１１１１１㍿㍿",
        "ह\u{94d}",
        "Rp",
        "1億万億万億万",
        "'",
        "ß１ẞ",
        "\u{1160}",
        "ﷺ12ﷺ",
        "a@",
        "@@a@b.c",
        "https://",
        "www.",
        "½²①Ⅷ",
    ];
    for first in odd {
        for second in odd {
            let text = format!("{first}{second}a1.{first}");
            for language in Language::all() {
                let tokens = Analyzer::new(Synonyms::default()).analyze_all(&text, language);
                for token in tokens {
                    assert!(
                        text.get(token.span.clone())
                            .is_some_and(|it| !it.is_empty()),
                        "{token:?} of {text:?}"
                    );
                    assert!(
                        (1..=60).contains(&token.term.len()),
                        "{token:?} of {text:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn long_texts_have_bounded_terms() {
    let analyzer = Analyzer::new(Synonyms::builtin());
    for unit in [
        "a",
        "ing",
        "@",
        "#",
        "1,1,",
        "中",
        "a.",
        "a' ",
        "www.",
        "1 million ",
        "covid ",
        "\u{301}",
    ] {
        let text = unit.repeat(200_000 / unit.len());
        for tag in ["en", "lt", "und"] {
            let tokens = analyzer.analyze_all(&text, Language::of_tag(tag));
            assert!(tokens.len() <= 20_000, "{unit} in {tag}");
        }
    }
}
