//! Copies of a claim with one thing altered, and what says the same in other words.

use super::super::super::analysis::Language;
use super::{CLAIMS, Collection};

/// A claim, copies that say something else, and texts that say the same.
struct Case {
    language: &'static str,
    claim: &'static str,
    altered: &'static [&'static str],
    same: &'static [&'static str],
}

const CASES: [Case; 16] = [
    Case {
        language: "en",
        claim: "Portugal invaded Morocco with two hundred ships last Tuesday",
        altered: &[
            "Morocco invaded Portugal with two hundred ships last Tuesday",
            "Portugal invaded Tunisia with two hundred ships last Tuesday",
            "Portugal never invaded Morocco with two hundred ships last Tuesday",
            "Portugal invaded Morocco with two hundred ships last Sunday",
            "Portugal invaded Morocco with six hundred ships last Tuesday",
            "It is a lie that Portugal invaded Morocco with two hundred ships last Tuesday",
        ],
        same: &[
            "Morocco was invaded by Portugal with 200 ships last Tuesday",
            "BREAKING! Portugal has invaded Morocco with 200 ships on Tuesday",
        ],
    },
    Case {
        language: "en",
        claim: "Councillor Edith Marlowe voted to approve the harbour tunnel in Bergen",
        altered: &[
            "Councillor Edith Marlowe voted to reject the harbour tunnel in Bergen",
            "Councillor Edith Marlowe voted against the harbour tunnel in Bergen",
            "Councillor Edith Marlowe refused to approve the harbour tunnel in Bergen",
            "Councillor Agnes Marlowe voted to approve the harbour tunnel in Bergen",
            "Councillor Edith Marlowe voted to approve the harbour tunnel in Trondheim",
        ],
        same: &["Edith Marlowe, councillor of Bergen, voted for approving the harbour tunnel"],
    },
    Case {
        language: "en",
        claim: "Drivers earn more than bakers in the city of Tampere",
        altered: &[
            "Bakers earn more than drivers in the city of Tampere",
            "Drivers earn less than bakers in the city of Tampere",
        ],
        same: &["In the city of Tampere, drivers earn more than bakers do"],
    },
    Case {
        language: "en",
        claim: "Employment of fishermen doubled in Iceland after the storm",
        altered: &[
            "Unemployment of fishermen doubled in Iceland after the storm",
            "Employment of fishermen halved in Iceland after the storm",
            "Employment of carpenters doubled in Iceland after the storm",
        ],
        same: &["After the storm, employment of fishermen in Iceland has doubled"],
    },
    Case {
        language: "id",
        claim: "Filipina melarang impor kopi dari Ethiopia mulai Maret",
        altered: &[
            "Ethiopia melarang impor kopi dari Filipina mulai Maret",
            "Filipina mengizinkan impor kopi dari Ethiopia mulai Maret",
            "Filipina melarang ekspor kopi dari Ethiopia mulai Maret",
            "Filipina melarang impor teh dari Ethiopia mulai Maret",
            "Filipina tidak melarang impor kopi dari Ethiopia mulai Maret",
        ],
        same: &["Mulai Maret impor kopi dari Ethiopia dilarang Filipina"],
    },
    Case {
        language: "id",
        claim: "Pelawak Darto Suryono masih hidup di Semarang",
        altered: &[
            "Pelawak Darto Suryono masih hidup di Cirebon",
            "Pelawak Budi Suryono masih hidup di Semarang",
            "Pelawak Darto Suryono wafat di Semarang",
        ],
        same: &["Darto Suryono, si pelawak, ternyata masih hidup di Semarang"],
    },
    Case {
        language: "es",
        claim: "Uruguay prohibió la venta de cigarrillos en todos los aeropuertos",
        altered: &[
            "Uruguay autorizó la venta de cigarrillos en todos los aeropuertos",
            "Uruguay no prohibió la venta de cigarrillos en todos los aeropuertos",
            "Uruguay prohibió la venta de helados en todos los aeropuertos",
        ],
        same: &["En todos los aeropuertos de Uruguay se prohibió la venta de cigarrillos"],
    },
    Case {
        language: "pt",
        claim: "A vacina contra a malária é segura para bebês",
        altered: &[
            "A vacina contra a malária é perigosa para bebês",
            "A vacina contra a dengue é segura para bebês",
        ],
        same: &["É segura para bebês a vacina contra malária"],
    },
    Case {
        language: "fr",
        claim: "La Suisse a interdit la vente de trottinettes en mars",
        altered: &[
            "La Suisse a autorisé la vente de trottinettes en mars",
            "La Suisse n'a pas interdit la vente de trottinettes en mars",
        ],
        same: &["En mars, la vente de trottinettes a été interdite en Suisse"],
    },
    Case {
        language: "de",
        claim: "Die Stadt Kassel erlaubt Lagerfeuer im Park ab Oktober",
        altered: &[
            "Die Stadt Kassel verbietet Lagerfeuer im Park ab Oktober",
            "Die Stadt Kassel erlaubt Hunde im Park ab Oktober",
            "Die Stadt Erfurt erlaubt Lagerfeuer im Park ab Oktober",
        ],
        same: &["Ab Oktober erlaubt Kassel Lagerfeuer im Park der Stadt"],
    },
    Case {
        language: "ru",
        claim: "Финляндия закрыла границу с Эстонией из-за урагана",
        altered: &[
            "Эстония закрыла границу с Финляндией из-за урагана",
            "Финляндия не закрыла границу с Эстонией из-за урагана",
            "Финляндия закрыла границу с Латвией из-за урагана",
        ],
        same: &["Границу с Эстонией закрыла Финляндия из-за урагана"],
    },
    Case {
        language: "tr",
        claim: "Yunanistan Arnavutluk'tan zeytin ithalatını durdurdu",
        altered: &[
            "Arnavutluk Yunanistan'dan zeytin ithalatını durdurdu",
            "Yunanistan Arnavutluk'tan zeytin ithalatını durdurmadı",
            "Yunanistan Makedonya'dan zeytin ithalatını durdurdu",
        ],
        same: &["Yunanistan, Arnavutluk'tan zeytin ithalatını durdurdu mu?"],
    },
    Case {
        language: "ar",
        claim: "أوقفت الحكومة الأردنية تصدير الطماطم إلى لبنان في الصيف",
        altered: &[
            "لم أوقفت الحكومة الأردنية تصدير الطماطم إلى لبنان في الصيف",
            "أوقفت الحكومة الأردنية استيراد الطماطم إلى لبنان في الصيف",
            "أوقفت الحكومة الأردنية تصدير الطماطم إلى العراق في الصيف",
        ],
        same: &["الحكومة الأردنية أوقفت في الصيف تصدير الطماطم إلى لبنان"],
    },
    Case {
        language: "hi",
        claim: "अस्पताल में नई दवा मरीजों के लिए सुरक्षित पाई गई",
        altered: &[
            "अस्पताल में नई दवा मरीजों के लिए सुरक्षित नहीं पाई गई",
            "अस्पताल में नई दवा मरीजों के लिए खतरनाक पाई गई",
        ],
        same: &["मरीजों के लिए नई दवा अस्पताल में सुरक्षित पाई गई"],
    },
    Case {
        language: "zh",
        claim: "韩国宣布允许从智利进口新鲜樱桃",
        altered: &[
            "智利宣布允许从韩国进口新鲜樱桃",
            "韩国宣布禁止从智利进口新鲜樱桃",
            "韩国宣布不允许从智利进口新鲜樱桃",
            "韩国宣布允许从秘鲁进口新鲜樱桃",
        ],
        same: &["韩国今天宣布允许从智利进口新鲜樱桃！"],
    },
    Case {
        language: "ko",
        claim: "정부가 서울에서 오래된 버스를 금지했다",
        altered: &[
            "정부가 서울에서 오래된 버스를 금지하지 않았다",
            "정부가 부산에서 오래된 버스를 금지했다",
        ],
        same: &["정부가 서울에서 오래된 버스를 금지했다고 한다"],
    },
];

/// What of each case is not as it should be.
fn wrong<'a>(
    texts: impl Fn(&'a Case) -> Vec<&'a str>,
    measured: impl Fn(&Collection, &Case, &str) -> f64,
    is_right: impl Fn(f64) -> bool,
) -> Vec<(&'a str, f64)> {
    let of_case = |case: &'a Case| {
        let collection = Collection::of(case.language, &[case.claim], 10_000);
        let texts = texts(case).into_iter();
        let measured: Vec<_> = texts
            .map(|text| (text, measured(&collection, case, text)))
            .collect();
        measured
    };
    let all = CASES.iter().flat_map(of_case);
    all.filter(|(_, measured)| !is_right(*measured)).collect()
}

const NONE: [(&str, f64); 0] = [];

#[test]
fn a_copy_with_one_thing_altered_is_not_certain() {
    let wrong = wrong(
        |case| case.altered.to_vec(),
        |collection, _, text| collection.best(text).1,
        |confidence| confidence <= 0.6,
    );
    assert_eq!(wrong, NONE);
}

#[test]
fn what_says_the_same_is_certain() {
    let wrong = wrong(
        |case| [case.same, &[case.claim]].concat(),
        |collection, _, text| collection.best(text).1,
        |confidence| confidence >= 0.9,
    );
    assert_eq!(wrong, NONE);
}

#[test]
fn a_copy_with_one_thing_altered_is_no_duplicate() {
    let similarity = |collection: &Collection, case: &Case, text: &str| {
        let (claim, same) = (case.claim, collection.similarity(case.claim, case.claim));
        assert_eq!(same, 1.0, "{claim}");
        collection.similarity(claim, text)
    };
    let wrong = wrong(|case| case.altered.to_vec(), similarity, |it| it < 0.85);
    assert_eq!(wrong, NONE);
}

#[test]
fn a_short_text_on_a_part_of_a_claim_may_conflict_as_well() {
    let collection = Collection::of(
        "en",
        &["Swiss engineers have been sent to Iceland and two teams are at work near the port"],
        10_000,
    );
    for altered in [
        "Swiss engineers have not been sent to Iceland",
        "Swiss engineers have been sent to Ireland",
        "Icelandic engineers have been sent to Switzerland",
        "Austrian engineers have been sent to Iceland",
    ] {
        let (_, confidence) = collection.best(altered);
        assert!(confidence <= 0.5, "{altered}: {confidence}");
    }
    let (_, confidence) =
        collection.best("Swiss engineers were sent to Iceland and two teams work there");
    assert!(confidence >= 0.8, "{confidence}");
}

#[test]
fn few_words_are_not_certain_in_a_small_collection() {
    let claims = [
        "Eating raw onions cures malaria infections",
        "Ada Brandt retired in 2019 at the age of 58",
    ];
    let collection = Collection::of("en", &claims, 2);
    for (post, most) in [
        ("onions", 0.3),
        ("Onions cure cancer", 0.6),
        ("Ada Brandt sings", 0.6),
        (
            "Malaria infections rise in Peru as people stop eating fish",
            0.7,
        ),
    ] {
        let (_, confidence) = collection.best(post);
        assert!(confidence <= most, "{post}: {confidence}");
    }
    for post in ["Raw onions cure malaria", "Ada Brandt retired in 2019"] {
        let (_, confidence) = collection.best(post);
        assert!(confidence >= 0.9, "{post}: {confidence}");
    }
}

#[test]
fn confidence_does_not_rise_down_the_list() {
    let collection = Collection::new();
    for post in CLAIMS
        .iter()
        .chain(&["France closed a nuclear plant, and a shark swam in Lyon"])
    {
        let matches = collection.matches(post);
        assert!(
            matches.is_sorted_by(|a, b| a.confidence >= b.confidence),
            "{post}"
        );
    }
}

#[test]
fn a_copy_is_certain_in_whatever_language_it_is_read() {
    let collection = Collection::new();
    let readings = ["de", "en"].map(Language::of_tag);
    for claim in CLAIMS {
        let matches = collection.matches_read(claim, &readings);
        assert_eq!(CLAIMS[matches[0].candidate], claim);
        assert!(matches[0].confidence >= 0.9, "{claim}");
        let denied = format!("It is not true that {claim}");
        let matches = collection.matches_read(&denied, &readings);
        assert!(matches[0].confidence <= 0.6, "{denied}");
    }
}
