from datetime import date

import pytest
from django.contrib.contenttypes.models import ContentType

from portal.dates import DateSpan
from strategy.models import CouncilDecision, Message, ProgressReport, RelatedPlan, SustainableDevelopmentGoal
from tests.builders import a_core_activity, a_council_decision, a_progress_report, span
from tests.strategy.constraints import BROKEN_SPANS, EARLY, LATE, SPAN_IS_WRONG, database_refuses, editor_reads


def test_council_decision_does_not_end_before_it_begins(db):
    decision = CouncilDecision(title_de="Beschluss", batch=1, decided_from=LATE, decided_until=EARLY)

    assert editor_reads(decision) == SPAN_IS_WRONG
    with database_refuses("council_decision_date_is_ordered"):
        decision.save()


def test_council_decision_may_be_known_to_the_month(db):
    decision = a_council_decision("2017-05")

    decision.full_clean()

    assert CouncilDecision.objects.get().decided == DateSpan(date(2017, 5, 1), date(2017, 5, 31))


def test_council_decision_counts_batches_from_1(db):
    decision = CouncilDecision(title_de="Beschluss", batch=0, decided_from=EARLY, decided_until=EARLY)

    assert editor_reads(decision) == {
        "de": ["Die Zählung der Staffeln beginnt bei 1."],
        "en": ["Batches are counted from 1."],
    }
    with database_refuses("council_decision_batch_is_counted_from_1"):
        decision.save()


def test_council_decisions_come_by_date(db):
    for day in ("2020-03-26", "2017-05-18", "2018-06-28"):
        a_council_decision(day)

    assert [str(decision) for decision in CouncilDecision.objects.all()] == [
        "Beschluss 2017-05-18",
        "Beschluss 2018-06-28",
        "Beschluss 2020-03-26",
    ]


@pytest.mark.parametrize("number", [0, 18])
def test_there_are_17_sustainable_development_goals(db, number):
    goal = SustainableDevelopmentGoal(number=number, name_de="Keine Armut")

    assert editor_reads(goal) == {
        "de": ["Bitte geben Sie eine Zahl von 1 bis 17 ein."],
        "en": ["Please enter a number from 1 to 17."],
    }
    with database_refuses("sdg_number_is_1_to_17"):
        goal.save()


@pytest.mark.parametrize("number", [1, 17])
def test_first_and_last_sustainable_development_goal_are_accepted(db, number):
    goal = SustainableDevelopmentGoal(number=number, name_de="Keine Armut")

    goal.full_clean()
    goal.save()

    assert str(SustainableDevelopmentGoal.objects.get()) == f"{number} Keine Armut"


@BROKEN_SPANS
def test_related_plan_has_a_whole_date(db, first, last):
    plan = RelatedPlan(name_de="Klimaplan 2035", decided_from=first, decided_until=last)

    assert editor_reads(plan) == SPAN_IS_WRONG
    with database_refuses("related_plan_date_is_ordered"):
        plan.save()


@pytest.mark.parametrize("decided", [None, span("2021"), span("2021-11-25")])
def test_related_plan_is_dated_as_precisely_as_it_is_known(db, decided):
    plan = RelatedPlan(name_de="Klimaplan 2035")
    plan.decided = decided

    plan.full_clean()
    plan.save()

    assert RelatedPlan.objects.get().decided == decided


def test_related_plan_brings_its_public_core_activities_only(db, django_assert_num_queries):
    plan = RelatedPlan.objects.create(slug="klimaplan", name_de="Klimaplan 2035")
    plan.core_activities.add(
        a_core_activity(title_de="Mission Solar"), a_core_activity(title_de="Entwurf", is_public=False)
    )

    ContentType.objects.get_for_model(RelatedPlan)  # Django asks for it once in the life of a process

    with django_assert_num_queries(3):
        (found,) = RelatedPlan.objects.with_published_core_activities()
        assert [str(core_activity) for core_activity in found.core_activities.all()] == ["Mission Solar"]
        assert list(found.sources.all()) == []


@pytest.mark.parametrize(
    ("number", "messages"),
    [
        (
            0,
            {
                "de": ["Dieser Wert muss größer oder gleich 1 sein."],
                "en": ["Ensure this value is greater than or equal to 1."],
            },
        ),
        (
            6,
            {
                "de": ["Dieser Wert muss kleiner oder gleich 5 sein."],
                "en": ["Ensure this value is less than or equal to 5."],
            },
        ),
    ],
)
def test_there_are_five_messages(db, number, messages):
    message = Message(number=number, title_de="Bochum bewegt")

    assert editor_reads(message) == messages
    with database_refuses("message_number_is_1_to_5"):
        message.save()


@pytest.mark.parametrize("number", [1, 5])
def test_first_and_last_message_are_accepted(db, number):
    message = Message(number=number, title_de="Bochum bewegt")

    message.full_clean()
    message.save()

    assert list(Message.objects.values_list("number", "slug")) == [(number, "bochum-bewegt")]


def test_messages_have_different_numbers(db):
    Message.objects.create(number=1, slug="erste", title_de="Erste")
    second = Message(number=1, title_de="Zweite")

    assert editor_reads(second) == {
        "de": ["Botschaft mit diesem Wert für das Feld Nummer existiert bereits."],
        "en": ["Message with this Number already exists."],
    }
    with database_refuses():
        second.save()


@pytest.mark.parametrize(
    "counts",
    [
        {"implemented": 10, "ongoing": 60, "discontinued_or_merged": 4},
        {"implemented": 75},
        {"implemented": 10, "ongoing": 65},
        {"implemented": 10, "ongoing": 65, "discontinued_or_merged": None},
        {"ongoing": 70, "discontinued_or_merged": 5},
    ],
    ids=str,
)
def test_progress_report_must_add_up(db, counts):
    report = ProgressReport(reported_on=EARLY, fixed=75, **counts)

    assert editor_reads(report) == {
        "de": [
            "Die Zahlen für „umgesetzt“, „in Umsetzung“ und „eingestellt oder zusammengeführt“ müssen zusammen die "
            "Zahl der festgelegten Kernaktivitäten ergeben. Oder lassen Sie alle drei Felder leer."
        ],
        "en": [
            "Implemented, ongoing and discontinued or merged must add up to the number fixed, "
            "or all three must be left empty."
        ],
    }
    with database_refuses("progress_report_adds_up"):
        report.save()


@pytest.mark.parametrize(
    ("counts", "has_details"),
    [({}, False), ({"implemented": 10, "ongoing": 61, "discontinued_or_merged": 4}, True)],
    ids=["without details", "with details"],
)
def test_progress_report_that_adds_up_is_accepted(db, counts, has_details):
    report = ProgressReport(reported_on=EARLY, fixed=75, **counts)

    report.full_clean()
    report.save()

    assert (str(report), report.has_details) == ("16.06.2024", has_details)


def test_progress_report_with_all_counts_at_zero_has_details(db):
    report = a_progress_report(EARLY, fixed=0, implemented=0, ongoing=0, discontinued_or_merged=0)

    assert report.has_details is True


def test_there_is_one_progress_report_a_day(db):
    a_progress_report(EARLY)
    second = ProgressReport(reported_on=EARLY, fixed=80)

    assert editor_reads(second) == {
        "de": ["Zwischenstand mit diesem Wert für das Feld Stand existiert bereits."],
        "en": ["Progress report with this As of already exists."],
    }
    with database_refuses():
        second.save()


def test_newest_progress_report_comes_first(db):
    early, late = a_progress_report(EARLY), a_progress_report(LATE)

    assert list(ProgressReport.objects.all()) == [late, early]
    assert ProgressReport.objects.first() == late
