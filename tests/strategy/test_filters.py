"""The filter reads the address against rows that were fetched before: no test here has a database."""

import pytest
from django.http import QueryDict
from django.utils import translation

from strategy.filters import CoreActivityFilter
from strategy.models import Competency, CrossCuttingIssue, Focus
from tests.html import text_of

COMPETENCY = Competency(number=1, slug="wissen", name_de="Wissen", name_en="Knowledge")
FOCUS = Focus(number=11, competency_id=1, position=1, slug="bildung", name_de="Bildung", name_en="Education")
NAMELESS = Focus(number=12, competency_id=1, position=2, slug="schwerpunkt-1-2")
ISSUE = CrossCuttingIssue(position=1, slug="inklusion", name_de="Inklusion", name_en="Inclusion")
FIELDS = ["competency", "focus", "status", "issue", "batch"]


def the_filter(**given):
    query = QueryDict(mutable=True)
    query.update(given)
    return CoreActivityFilter(query, competencies=[COMPETENCY], foci=[FOCUS, NAMELESS], issues=[ISSUE], batches=[1, 2])


def test_filter_without_values_narrows_nothing():
    form = the_filter()

    assert form.chosen() == {}
    assert form.in_words() == []
    assert form.errors == {}


def test_filter_with_empty_values_narrows_nothing():
    form = the_filter(**dict.fromkeys(FIELDS, ""))

    assert form.chosen() == {}
    assert form.errors == {}


@pytest.mark.parametrize(
    ("field", "value", "chosen", "in_words"),
    [
        ("competency", "wissen", COMPETENCY, ("Kompetenz", "Wissen")),
        ("focus", "bildung", FOCUS, ("Schwerpunkt", "Bildung")),
        ("status", "ongoing", "ongoing", ("Status", "in Umsetzung")),
        ("issue", "inklusion", ISSUE, ("Querschnittsthema", "Inklusion")),
        ("batch", "2", 2, ("Staffel", "Staffel 2")),
    ],
)
def test_filter_passes_on_what_was_chosen(field, value, chosen, in_words):
    form = the_filter(**{field: value})

    assert form.chosen() == {field: chosen}
    assert form.in_words() == [(*in_words, "?")]


def test_filter_passes_on_all_values_together():
    form = the_filter(competency="wissen", focus="bildung", status="ongoing", issue="inklusion", batch="1")

    assert form.chosen() == {"competency": COMPETENCY, "focus": FOCUS, "status": "ongoing", "issue": ISSUE, "batch": 1}


def test_each_filter_can_be_left_out_by_itself():
    form = the_filter(competency="wissen", status="ongoing")

    assert [query for _label, _value, query in form.in_words()] == ["?status=ongoing", "?competency=wissen"]


def test_filter_speaks_english_on_english_pages():
    with translation.override("en"):
        form = the_filter(competency="wissen", focus="bildung", status="ongoing", issue="inklusion", batch="1")

        assert [(str(label), str(value)) for label, value, _query in form.in_words()] == [
            ("Competency", "Knowledge"),
            ("Main focus", "Education"),
            ("Status", "ongoing"),
            ("Cross-cutting issue", "Inclusion"),
            ("Batch", "Batch 1"),
        ]


def test_filter_offers_all_and_then_what_there_is():
    form = the_filter()

    assert {name: [str(label) for _value, label in form.fields[name].choices] for name in FIELDS} == {
        "competency": ["alle", "Wissen"],
        "focus": ["alle", "Bildung"],
        "status": [
            "alle",
            "geplant",
            "in Umsetzung",
            "umgesetzt",
            "verstetigt",
            "eingestellt",
            "zusammengeführt",
            "Status noch nicht erfasst",
        ],
        "issue": ["alle", "Inklusion"],
        "batch": ["alle", "Staffel 1", "Staffel 2"],
    }


def test_filter_does_not_offer_foci_without_a_name():
    form = the_filter(focus="schwerpunkt-1-2")

    assert form.chosen() == {}
    assert list(form.errors) == ["focus"]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(
    "value", ["unbekannt", "\0", "wissen\0", "x" * 10_000, "' OR 1=1 --", "０", "-1", "wissen bildung"], ids=ascii
)
def test_invalid_value_narrows_nothing_and_has_an_error_beside_its_field(field, value):
    form = the_filter(**{field: value})

    assert form.chosen() == {}
    assert form.in_words() == []
    assert list(form.errors) == [field]
    assert text_of(str(form[field].errors)) == text_of(
        f"Bitte eine gültige Auswahl treffen. {value} ist keine gültige Auswahl."
    )


def test_invalid_value_leaves_the_other_filters_on():
    form = the_filter(competency="unbekannt", status="ongoing")

    assert form.chosen() == {"status": "ongoing"}
    assert form.in_words() == [("Status", "in Umsetzung", "?")]


def test_value_is_shown_as_text_never_as_markup():
    form = the_filter(status="<script>alert(1)</script>")

    form.chosen()

    assert "<script>" not in str(form)
    assert "&lt;script&gt;" in str(form)


def test_unknown_parameter_is_ignored():
    form = the_filter(page="2", status="ongoing")

    assert form.chosen() == {"status": "ongoing"}
