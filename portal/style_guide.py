"""Every component of the design in every state, for those who change it. Its pieces are made here and never stored."""

from datetime import date

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import Contact, OrganisationalUnit
from news.models import PressRelease
from portal.dates import DateSpan
from portal.filters import Answers, Choice, Facet, Filters
from portal.kept import STATE
from portal.models import Image, Source
from portal.search.answers import Result
from portal.search.documents import KINDS
from strategy.charts import competency_row, plan, progress
from strategy.models import (
    Accent,
    ActivityMilestone,
    Competency,
    CoreActivity,
    CrossCuttingIssue,
    Focus,
    FormulaValue,
    Milestone,
    ProgressReport,
    Status,
)
from strategy.places import target_system
from strategy.wheel import fan, small_wheel, wheel

COLOURS = ["paper", "tint", "rule", "ink-soft", "ink", "link", "error", "sample"]
STEPS = range(-1, 5)
WORDS = {"alt_text_de": "Was zu sehen wäre", "caption_de": "Eine Bildunterschrift", "credit": "Stadtarchiv"}
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmütze"


def competencies():
    names = ["Kurz", "Zwei Wörter", "Ein Name mit Live-Kultur", LONG_WORD, "Ein Name, der über mehrere Zeilen geht"]
    return [
        Competency(number=number, slug=f"c-{number}", name_de=name, tagline_de="Ein Satz, der sie vorstellt.", accent=a)
        for number, (name, a) in enumerate(zip(names, Accent.values, strict=True), start=1)
    ]


def foci(of):
    return [
        Focus(
            number=c.number * 10 + place, competency=c, position=place, slug=f"f-{place}", name_de="Name" * (place % 2)
        )
        for c in of
        for place in range(1, 6)
    ]


def core_activity(status, competency=None, **values):
    made = CoreActivity(slug=f"a-{status}", title_de=f"Projekt: {status.label}", competency=competency, **values)
    made.status, made.status_from, made.status_until = status, date(2024, 6, 17), date(2024, 6, 17)
    return made


def filters():
    """Two chosen answers, one without a hit, and an unknown one."""
    choices = [Choice("1", "Kurz", group="Gruppe"), Choice("2", LONG_WORD, group="Gruppe"), Choice("3", "Zusammen")]
    facets = [Facet(name, name.title(), "mit „{}“", choices, str) for name in ("erstens", "zweitens", "unbekannt")]
    answers = Answers(facets, ["1", "2", "13"])
    return Filters(answers, {"erstens": "3", "zweitens": "1", "unbekannt": "4"}, lambda chosen: "?")


def core_activities(of):
    """Two foci of each competency filled with every status, one core activity of each status without a focus."""
    for competency in of:
        for slot, status in enumerate(list(Status)[:5], start=1):
            yield core_activity(status, competency, focus_id=competency.number * 10 + 1, slot=slot)
        for slot, status in enumerate(list(Status)[5:], start=2):
            yield core_activity(status, competency, focus_id=competency.number * 10 + 3, slot=slot)
        if competency.number % 2:
            for status in Status:
                yield core_activity(status, competency)


def milestones():
    today = timezone.localdate()
    for title, day, is_planned in [
        ("Vergangen", DateSpan.parse("2017-05-18"), False),
        ("Ungenau datiert", DateSpan.parse("2025-Q4"), False),
        ("Geplant", DateSpan.parse(str(today.year + 2)), True),
    ]:
        milestone = Milestone(title_de=title, is_planned=is_planned)
        milestone.occurs = day
        yield milestone


def activity_milestones():
    for title, planned, reached in [
        ("Pünktlich", "2023", "2023-05"),
        ("Später als geplant", "2023-06", "2024-03"),
        ("Früher als geplant", "2024-12", "2024-08-05"),
        ("Überfällig", "2024-10-31", None),
        ("Ohne Plan", None, "2022-08-31"),
        ("Geplant", str(timezone.localdate().year + 1), None),
    ]:
        milestone = ActivityMilestone(title_de=title)
        milestone.planned = DateSpan.parse(planned) if planned else None
        milestone.reached = DateSpan.parse(reached) if reached else None
        yield milestone


def progress_reports():
    """The newest first, as they come from the database; of the oldest only the sum is known."""
    return [
        ProgressReport(
            pk=0, reported_on=date(2026, 6, 1), fixed=90, implemented=40, ongoing=45, discontinued_or_merged=5
        ),
        ProgressReport(
            pk=0, reported_on=date(2023, 6, 1), fixed=60, implemented=9, ongoing=50, discontinued_or_merged=1
        ),
        ProgressReport(pk=0, reported_on=date(2018, 6, 1), fixed=40),
    ]


def search_result():
    title, text = (
        [("Treffer im ", False), ("Titel", True)],
        [("… und einer im ", False), ("Auszug", True), (" …", False)],
    )
    return Result(KINDS[0], "/", "17. Juni 2024", title, "de", text, "de")


def style_guide(request):
    request.META.pop(STATE, None)  # what is shown here is in no database
    today, reports = timezone.localdate(), progress_reports()
    shown = competencies()
    issues = [CrossCuttingIssue(position=n, slug=f"i-{n}", name_de=f"Querschnitt {n}") for n in range(1, 6)]
    system, _elsewhere = target_system(shown, foci(shown), list(core_activities(shown)))
    unit = OrganisationalUnit(
        slug="amt", name_de=f"Amt für {LONG_WORD}", email="amt@bochum.example", phone="0234 910-1"
    )
    return render(
        request,
        "style_guide.html",
        {
            "page_title": _("Style guide"),
            "translations": {},
            "breadcrumbs": [(_("Home"), "/"), (LONG_WORD, "/"), (_("Style guide"), request.path)],
            "colours": COLOURS,
            "steps": STEPS,
            "accents": Accent.values,
            "long_word": LONG_WORD,
            "formula_values": [FormulaValue(name_de=name) for name in ("Wissen", "Wandel", "Wir-Gefühl")],
            "wheel": wheel(system, issues),
            "fan": fan(system[3]),
            "small_wheels": [small_wheel(), small_wheel(2), small_wheel(4, 42)],
            "system": system,
            "places": system[3],
            "search_result": search_result(),
            "core_activities": [core_activity(status, shown[3]) for status in Status],
            # One field with an error, the others without.
            "filters": filters(),
            "milestones": list(milestones()),
            "rows": [competency_row(places) for places in system],
            "progress_reports": reports,
            "progress": progress(reports, today),
            "plan": plan(list(activity_milestones()), today),
            "press_releases": [
                PressRelease(slug="m", title_de=title, lead_de=lead, published_at=timezone.now())
                for title, lead in [("Kurze Meldung", ""), (f"Meldung über {LONG_WORD}", "Ein Satz dazu." * 5)]
            ],
            # There is no such file: a picture that does not load is a state, too.
            "pictures": [
                {"image": Image(file="nicht-da.webp", width=width, height=800, **WORDS)} for width in (1200, 600)
            ],
            "sources": [Source(citation_de="Ein Titel mit Datum", as_of=today)],
            "unit": unit,
            "contact": Contact(slug="k", name_de="Projektbüro", unit=unit, email=unit.email, phone=unit.phone),
        },
    )
