import pytest

from portal.search.words import distance, endings, fold, joined, pieces, split, stem, stems_of, tokens, vocabulary


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müll", "Muell"),
        ("MÜLL", "müll"),
        ("Straße", "STRASSE"),
        ("Straße", "strasse"),
        ("Café", "cafe"),
        ("Mu\u0308ll", "Müll"),  # the umlaut as two characters
        ("Größe", "Groesse"),
        ("ﬁn ℡", "FIN TEL"),  # ligatures and signs that stand for letters
    ],
)
def test_spellings_of_a_word_are_one(one, other):
    assert fold(one) == fold(other)


def test_the_u_of_a_q_keeps_its_e():
    assert fold("Quelle") == "quelle"


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("Häuser", "Haus", "de"),
        ("Haeuser", "Haus", "de"),
        ("Bänke", "Bank", "de"),
        ("Konzepte", "Konzept", "de"),
        ("cities", "city", "en"),
        ("swimming", "swims", "en"),
    ],
)
def test_forms_of_a_word_have_one_stem(one, other, language):
    assert stem(one, language) == stem(other, language)


@pytest.mark.parametrize(
    ("one", "other"), [("Öse", "Oese"), ("Öse", "Ose"), ("Neuer", "Neür"), ("Häuser", "Haeuser"), ("Café", "cafe")]
)
def test_what_is_written_the_same_has_a_stem_in_common(one, other):
    assert fold(one) == fold(other)
    assert stems_of(one, "de") & stems_of(other, "de")


def test_words_are_split_at_everything_that_is_no_letter_or_digit():
    assert split("Wir-Gefühl, 2030: a_b 🙂 e.V.") == ["Wir", "Gefühl", "2030", "a", "b", "e", "V"]


def test_neighbours_that_may_be_one_word_are_joined():
    assert joined("Der Pocket Park und die Live-Kultur der Stadt, für Senior*innen. Die Stadt", "de") == [
        "PocketPark",
        "LiveKultur",
        "Seniorinnen",
    ]


def test_a_compound_with_a_star_is_also_what_others_write():
    assert joined("Senior*innenportal, Bürger:innenkonferenz", "de") == [
        "Seniorinnenportal",
        "Bürgerinnenkonferenz",
        "Seniorportal",
        "Seniorenportal",
        "Bürgerkonferenz",
        "Bürgerenkonferenz",
    ]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1.000 Bänke, 1,000 benches", ["1000", "1000"]),
        ("372.490 Menschen und 1.234.567 Bäume.", ["372490", "1234567"]),
        ("am 17.06.2024, die 3.2.1, 7,85 Millionen, 202.035,88 Euro", []),
    ],
)
def test_large_numbers_are_also_found_without_separators(text, numbers):
    assert joined(text, "de") == numbers


def test_tokens_tell_the_title_from_the_text_and_end_each_text():
    assert tokens(("Weite Wege", "de"), [("Ein Haus", "de"), ("für alle", "de")]) == (
        " +weite +wege +=weg +=weit +=weiteweg +weitewege . weite wege =weg =weit =weiteweg weitewege"
        " . ein haus =ein =haus . fur alle =all =fur "
    )


def test_the_vocabulary_holds_words_only():
    assert vocabulary(" +wege wege =weg 2030 x115 . ") == {"wege"}


def test_a_long_word_has_endings_in_which_a_part_could_begin():
    assert "konzept" in endings("radwegekonzept")
    assert endings("rathaus")[-1] == "haus"
    assert endings("haus") == []


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("haus", "haus", 0),
        ("warmewnde", "warmewende", 1),  # one missing
        ("glasfasser", "glasfaser", 1),  # one too many
        ("ehremamt", "ehrenamt", 1),  # another
        ("rahtaus", "rathaus", 1),  # exchanged
        ("", "abc", 3),
    ],
)
def test_distance_counts_slips_of_the_pen(one, other, slips):
    assert distance(one, other) == slips


def is_house(word):
    return word.startswith("Haus")


def test_pieces_tell_what_is_a_hit():
    assert pieces("Ein Haus.", is_house) == [("Ein ", False), ("Haus", True), (".", False)]


def test_an_extract_begins_shortly_before_the_first_hit_and_ends_at_a_word():
    text = "Wort " * 20 + "Haus " + "Wort " * 20

    extract = pieces(text.strip(), is_house, 40)

    assert ("Haus", True) in extract
    assert extract[0] == ("… ", False)
    assert "".join(piece for piece, _is_hit in extract) == "… Wort Wort Wort Haus Wort Wort Wort Wort Wort …"


def test_a_short_text_is_its_own_extract():
    assert pieces("Kurz", is_house, 40) == [("Kurz", False)]
    assert pieces("", is_house, 40) == []
