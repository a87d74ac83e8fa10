mod bounds;
mod numbers;

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
fn what_directs_the_eye_is_not_seen() {
    numbers(
        "\u{200f}12,000 \u{202a}+62 812\u{202c} \u{200b}52%",
        "ar",
        &["12000", "62", "812", "52"],
    );
    same("en", &["vac\u{ad}cine", "\u{feff}vaccine", "vaccine 👨‍👩‍👧"]);
}

#[test]
fn addresses_that_are_glued_to_a_word_are_whole() {
    for (text, word, address) in [
        ("lookhttps://example.org/a", "look", "example.org/a"),
        ("lookHTTPS://example.org/a", "look", "example.org/a"),
        ("смотриt.co/AbC", "смотри", "t.co/abc"),
        ("сюдаyoutu.be/x", "сюда", "youtu.be/x"),
        ("见bit.ly/x", "见", "bit.ly/x"),
        ("见example.org/x", "见", "example.org/x"),
    ] {
        let words: Vec<String> = all(text, "und").into_iter().map(|it| it.word).collect();
        assert_eq!(words, [word, address], "{text}");
    }
    assert_eq!(terms("zürich.ch/x", "de"), ["zurich", "ch"]);
}

#[test]
fn languages_are_told_by_as_many_letters_in_every_script() {
    // A text of two languages, the second of which begins where the letters that are looked at
    // have come to an end.
    let russian = "мы не знаем когда мост будет открыт для машин ";
    let letters = russian.chars().filter(|c| c.is_alphabetic()).count();
    let text = russian.repeat(1_200 / letters) + &"the bridge is closed to all cars ".repeat(200);
    assert_eq!(detect(&text).unwrap().language.code(), "ru");
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
