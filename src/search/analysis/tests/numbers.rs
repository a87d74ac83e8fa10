//! Numbers, sums and dates.

use super::*;

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
    numbers(
        "forty-nine of two hundred and fifty thousand",
        "en",
        &["49", "250000"],
    );
    numbers(
        "one million, twenty 3, ten two, two ten",
        "en",
        &["1000000", "20", "3", "10", "2", "2", "10"],
    );
    numbers(
        "dua belas, dua puluh lima ribu, seratus dua, satu triliun",
        "id",
        &["12", "25000", "102", "1000000000000"],
    );
    numbers(
        "noventa e nove, um milhão, por cento",
        "pt",
        &["99", "1000000"],
    );
    numbers("treinta y tres mil", "es", &["33000"]);
    numbers("neunundvierzig", "de", &["49"]);
}

#[test]
fn figures_may_be_spelled_by_several_words() {
    numbers(
        "dua ratus dua belas, dua ratus lima puluh ribu",
        "id",
        &["212", "250000"],
    );
    numbers(
        "one of two hundred and six, the 40 nine",
        "en",
        &["206", "40", "9"],
    );
    numbers(
        "quatre Mds, deux cent trente",
        "fr",
        &["4000000000", "2", "30"],
    );
    numbers("सात लाख", "hi", &["700000"]);
    numbers("سبعين رجلا، ٥٠ ٣", "ar", &["70", "50", "3"]);
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
fn spaces_part_thousands_where_a_language_has_it_so() {
    for tag in ["fr", "ru", "sv"] {
        numbers("12 000", tag, &["12000"]);
        numbers("1 200 000", tag, &["1200000"]);
        numbers("2020 100", tag, &["2020", "100"]);
        numbers("12 0001", tag, &["12", "1"]);
        numbers("012 001", tag, &["12", "1"]);
        numbers("12, 001", tag, &["12", "1"]);
    }
    numbers("12 001", "en", &["12", "1"]);
}
