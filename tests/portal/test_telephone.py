import pytest

from portal.telephone import dialled, in_german_form, international, link, parsed


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("0234 910-0", "tel:+492349100"),
        ("(0234) 910 - 0", "tel:+492349100"),
        ("0234/9100", "tel:+492349100"),
        ("+49 234 910-0", "tel:+492349100"),
        ("+49 (0)234 910-0", "tel:+492349100"),
        ("0049 234 910-0", "tel:+492349100"),
        ("+31 20 555 1111", "tel:+31205551111"),
        ("115", "tel:115"),
        ("4711", ""),
        ("Apparat 5", ""),
    ],
)
def test_a_number_can_be_dialled_from_anywhere(typed, address):
    assert link(typed) == address


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("+49 (0)234 / 910 - 0", "0234 910-0"),
        ("0234/9101234", "0234 9101234"),
        ("0234-9101", "0234 9101"),  # that hyphen stands behind the area code
        ("0234-910-12", "0234 910-12"),
        ("0031 20 5551111", "+31 20 555 1111"),
        ("0800 3344556", "0800 3344556"),
        ("115", "115"),
        ("Apparat 5", "Apparat 5"),
    ],
)
def test_a_number_is_shown_as_is_usual_in_germany(typed, shown):
    assert in_german_form(typed) == shown


@pytest.mark.parametrize(
    ("typed", "shown"), [("0234 910-12", "+49 234 91012"), ("115", "115"), ("0234 910-0 oder 910-1", "")]
)
def test_a_number_has_an_international_form(typed, shown):
    assert international(typed) == shown


@pytest.mark.parametrize("typed", ["", "4711", "0234", "0234 910-0 oder 910-1", "0234 910 1 App. 5", "+", "1" * 50])
def test_what_is_not_one_complete_number_is_none(typed):
    assert parsed(typed) is None


@pytest.mark.parametrize("typed", ["0234 910-12", "+49 234 91012", "0049 (0)234/910 12", "(0234) 91012"])
def test_all_spellings_are_dialled_alike(typed):
    assert dialled(typed) == "023491012"


def test_a_part_of_a_number_is_a_part_of_what_is_dialled():
    assert dialled("910-12") in dialled("+49 234 91012")
