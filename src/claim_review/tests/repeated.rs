//! Ratings in claims, and common words that are none.

use crate::claim_review::repeated::is_in;

#[test]
fn a_rating_that_is_divided_from_the_claim_is_found() {
    for claim in [
        "Benar",
        "Benar: pasukan itu ada",
        "Benar - pasukan itu ada",
        "Benar. Pasukan itu ada",
        "Benar! Pasukan itu ada.",
        "BENAR!! Pasukan itu ada",
        "Benar ? Pasukan itu ada",
        "Benar\nPasukan itu ada",
        "«Benar» pasukan itu ada",
        "\"Benar!\" pasukan itu ada",
        "Pasukan itu ada. Benar",
        "Pasukan itu ada! Benar.",
        "Pasukan itu ada, benar",
        "Pasukan itu ada?\nBenar!",
        "Pasukan itu ada | Benar",
        "Pasukan itu ada. “Benar”",
        "Pasukan itu ada. “Benar.”",
        "Pasukan itu {benar} ada",
        "Pasukan itu [Benar] ada",
    ] {
        assert!(is_in(claim, "Benar"), "{claim}");
    }
    assert!(is_in("军队在那里。正确的", "正确的"));
}

#[test]
fn a_common_word_within_a_sentence_is_none() {
    for claim in [
        "False teeth are made of plastic",
        "False, misleading and invented stories are told",
        "False-colour images show water",
        "False.example is a site",
        "Falsehoods. They are told",
        "The story is false",
        "The story is false.",
        "They ask whether the story is true or false?",
        "They call the story “false”",
        "They said, “false”",
        "They said: “False.”",
        "A \"false\" story was told",
        "“False teeth” are made of plastic",
        "“False teeth are made of plastic”",
        "See www.false",
    ] {
        assert!(!is_in(claim, "False"), "{claim}");
    }
    assert!(!is_in("No. 5 is there", "No"));
}
