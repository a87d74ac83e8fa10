//! Claims in other words: which of these texts say another thing, and which the same.

use super::Collection;

struct Case {
    language: &'static str,
    claim: &'static str,
    other: &'static [&'static str],
    same: &'static [&'static str],
}

const CASES: [Case; 24] = [
    // Dates.
    Case {
        language: "en",
        claim: "The ferry Aurelia sank off Split on 14 March 2019 with forty passengers",
        other: &[
            "The ferry Aurelia sank off Split on 14 June 2019 with forty passengers",
            "On March 15, 2019 the ferry Aurelia sank off Split with forty passengers",
            "In March 2021 the ferry Aurelia sank with forty passengers off Split",
            "The ferry Aurelia sank off Zadar on 14 March 2019 with forty passengers",
        ],
        same: &[
            "On March 14, 2019 the ferry Aurelia with forty passengers sank off Split",
            "14 Mar 2019: ferry Aurelia sank off Split with 40 passengers",
        ],
    },
    Case {
        language: "id",
        claim: "Jembatan Wiratama di Kupang ambruk pada 3 Februari 2022",
        other: &["Pada 3 Agustus 2022 jembatan Wiratama di Kupang ambruk"],
        same: &["Jembatan Wiratama di Kupang pada 3 Februari 2022 ambruk"],
    },
    // Names, wherever they stand.
    Case {
        language: "en",
        claim: "A study of the hospital in Lucerne links the perfume Belora to headaches of nurses",
        other: &[
            "Headaches of nurses are linked to the perfume Varena, says a study of the hospital in Lucerne",
            "The perfume Belora is linked to headaches of nurses by a study of a hospital in Winterthur",
        ],
        same: &[
            "The perfume Belora is linked to headaches of nurses by a study of Lucerne hospital",
        ],
    },
    Case {
        language: "en",
        claim: "Mount Tarvik erupted last night and covered the harbour of Bodden with ash",
        other: &["The harbour of Bodden was covered with ash as Mount Hekkan erupted last night"],
        same: &["Last night Mount Tarvik erupted and the harbour of Bodden was covered with ash"],
    },
    // Titles and acronyms are no other names.
    Case {
        language: "en",
        claim: "Agnes Lindvall signed the law on wolves before the election in Gotland",
        other: &["Peder Lindvall signed the law on wolves before the election in Gotland"],
        same: &[
            "President Lindvall signed the law on wolves before the election in Gotland",
            "Senator Agnes Lindvall signed the law on wolves before the election in Gotland",
        ],
    },
    Case {
        language: "en",
        claim: "The Northern Harbour Authority sold its cranes in Rostock to a circus",
        other: &["The Southern Harbour Authority sold its cranes in Rostock to a circus"],
        same: &["The NHA sold its cranes in Rostock to a circus"],
    },
    // Comparisons, and names that change places.
    Case {
        language: "en",
        claim: "Bees in the city make more honey than bees on farms because of the lime trees",
        other: &[
            "Because of the lime trees bees on farms make more honey than bees in the city do",
        ],
        same: &[
            "Because of the lime trees, bees in the city make more honey than bees on farms do",
        ],
    },
    Case {
        language: "en",
        claim: "Marlowe accused Okafor of selling the library in Dundee to pay his debts",
        other: &["Last week Okafor accused Marlowe of selling the library in Dundee to pay debts"],
        same: &[
            "Okafor was accused by Marlowe of selling the library in Dundee to pay his debts",
            "Last week Marlowe accused Okafor of selling the library in Dundee to pay debts",
        ],
    },
    // What figures count, and how they are written.
    Case {
        language: "en",
        claim: "The glacier above Zermatt lost forty-nine metres of its length in one summer",
        other: &[
            "In one summer the glacier above Zermatt lost 49 feet of its length",
            "In one summer the glacier above Zermatt lost 59 metres of its length",
        ],
        same: &["In one summer the glacier above Zermatt lost 49 meters of its length"],
    },
    Case {
        language: "id",
        claim: "Kapal nelayan Bintang Jaya membawa dua belas ribu ekor ayam ke Ternate",
        other: &["Kapal nelayan Bintang Jaya membawa 2.000 ekor ayam ke Ternate"],
        same: &["Kapal nelayan Bintang Jaya membawa 12.000 ekor ayam ke Ternate"],
    },
    // Closed classes of words.
    Case {
        language: "en",
        claim: "All lifts of the tower in Lugano stopped before the fire brigade had arrived",
        other: &[
            "Some lifts of the tower in Lugano stopped before the fire brigade had arrived",
            "All lifts of the tower in Lugano stopped after the fire brigade had arrived",
        ],
        same: &["Every lift of the tower in Lugano stopped before the fire brigade arrived"],
    },
    Case {
        language: "es",
        claim: "Todas las farmacias de Lleida cerraron antes de la tormenta de arena",
        other: &[
            "Algunas farmacias de Lleida cerraron antes de la tormenta de arena",
            "Todas las farmacias de Lleida cerraron después de la tormenta de arena",
        ],
        same: &["Antes de la tormenta de arena cerraron todas las farmacias de Lleida"],
    },
    // A denial counts where it is of what the claim says.
    Case {
        language: "en",
        claim: "Chewing cloves for ten minutes melts kidney stones, a surgeon in Leuven says",
        other: &[
            "Chewing cloves for ten minutes does not melt kidney stones, a surgeon in Leuven says",
        ],
        same: &[
            "They don't want you to know! Chewing cloves for ten minutes melts kidney stones, a surgeon in Leuven says",
            "Chewing cloves for ten minutes melts kidney stones, a surgeon in Leuven says #NoMorePills",
        ],
    },
    // Parts of a country.
    Case {
        language: "en",
        claim: "Scotland will give each household a goat to keep the grass of parks short",
        other: &["Wales will give each household a goat to keep the grass of parks short"],
        same: &["To keep the grass of parks short, Scotland will give each household a goat"],
    },
    Case {
        language: "en",
        claim: "Irish farmers must register each hen with the ministry from next year",
        other: &["Danish farmers must register each hen with the ministry from next year"],
        same: &["Ireland farmers must register each hen with the ministry from next year"],
    },
    // Who signs a post, and when, is nothing that it says.
    Case {
        language: "en",
        claim: "Gudrun Aske paid for the roof of the chapel in Molde in May 2017",
        other: &[
            "Peder Holm paid for the roof of the chapel in Molde in May 2017 — Ada Brandt (@abrandt) July 3, 2024",
        ],
        same: &[
            "It was Gudrun Aske who paid for the roof of the chapel in Molde — Ada Brandt (@abrandt) July 3, 2024",
        ],
    },
    // Countries, and who is from there.
    Case {
        language: "fr",
        claim: "Des pompiers ukrainiens ont éteint l'incendie du marché de Bergerac",
        other: &["L'incendie du marché de Bergerac a été éteint par des pompiers norvégiens"],
        same: &["L'incendie du marché de Bergerac a été éteint par des pompiers d'Ukraine"],
    },
    Case {
        language: "ar",
        claim: "فاز الفريق المغربي بسباق الجمال في مدينة العين",
        other: &["فاز الفريق التونسي بسباق الجمال في مدينة العين"],
        same: &["فاز فريق المغرب بسباق الجمال في مدينة العين"],
    },
    Case {
        language: "uk",
        claim: "Польські лікарі знайшли ліки від грипу в меду",
        other: &["Литовські лікарі знайшли ліки від грипу в меду"],
        same: &["Лікарі з Польщі знайшли ліки від грипу в меду"],
    },
    // What both deny is not denied by one alone, wherever it stands.
    Case {
        language: "id",
        claim: "Pabrik sepatu Sinar Laut di Ambon memecat 700 penjahit tanpa surat peringatan",
        other: &[
            "Pabrik sepatu Sinar Laut di Ambon tidak memecat 700 penjahit tanpa surat peringatan",
        ],
        same: &["Tanpa surat peringatan, pabrik sepatu Sinar Laut di Ambon memecat 700 penjahit"],
    },
    Case {
        language: "en",
        claim: "Pilots who are not members of the guild in Oulu may fly gliders at night",
        other: &["Pilots who are members of the guild in Oulu may fly gliders at night"],
        same: &["Gliders may be flown at night by pilots who are not members of the guild in Oulu"],
    },
    // An acronym of more words than a place may hold.
    Case {
        language: "en",
        claim: "Dust from the desert will cover Malaga for a month, warns the SADO",
        other: &["Dust from the desert will cover Malaga for a month, warns the KLIR"],
        same: &[
            "Dust from the desert will cover Malaga for a month, warns the Southern Andalusian Dust Observatory",
        ],
    },
    // A figure may tell of several units.
    Case {
        language: "en",
        claim: "Rice in the shops of Colombo costs only 120 rupees per kilogram this week",
        other: &["Rice in the shops of Colombo costs only 120 dollars per kilogram this week"],
        same: &[
            "Only 120 rupees a kilo: this week that is what rice in the shops of Colombo costs",
        ],
    },
    Case {
        language: "en",
        claim: "One in four bridges of the canton of Jura was built without a permit",
        other: &["Three in four bridges of the canton of Jura were built without a permit"],
        same: &["Without a permit one in four bridges of the canton of Jura was built"],
    },
];

#[test]
fn what_says_another_thing_in_other_words_is_not_certain() {
    for case in CASES {
        let collection = Collection::of(case.language, &[case.claim], 10_000);
        for text in case.other {
            let (_, confidence) = collection.best(text);
            assert!(confidence <= 0.6, "{text}: {confidence}");
        }
    }
}

#[test]
fn what_says_the_same_in_other_words_is_certain() {
    for case in CASES {
        let collection = Collection::of(case.language, &[case.claim], 10_000);
        for text in case.same {
            let (_, confidence) = collection.best(text);
            assert!(confidence >= 0.9, "{text}: {confidence}");
        }
    }
}
