"""What tests need in the database, with as little as possible said: everything else has a default."""

from datetime import datetime
from io import BytesIO
from itertools import count
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture

from contacts.models import Contact, OrganisationalUnit
from news.models import PressRelease
from portal.dates import DateSpan
from portal.models import Document, Image, Page
from strategy.models import (
    Accent,
    ActivityMilestone,
    Competency,
    CoreActivity,
    CouncilDecision,
    CrossCuttingIssue,
    Focus,
    Milestone,
    ProgressReport,
    StatusChange,
)

BERLIN = ZoneInfo("Europe/Berlin")
numbers = count(1)


def span(text):
    return DateSpan.parse(text)


def berlin(year, month, day, hour=12, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN)


def a_competency(number=1, **values):
    defaults = {
        "slug": f"kompetenz-{number}",
        "name_de": f"Kompetenz {number}",
        "name_en": f"Competency {number}",
        "accent": Accent.values[number - 1],
    }
    return Competency.objects.create(number=number, **{**defaults, **values})


def a_focus(competency, position=1, **values):
    defaults = {
        "slug": f"schwerpunkt-{competency.number}-{position}",
        "name_de": f"Schwerpunkt {competency.number}.{position}",
        "name_en": f"Focus {competency.number}.{position}",
        "name_is_complete": True,
    }
    return Focus.objects.create(competency=competency, position=position, **{**defaults, **values})


def a_core_activity(status="", as_of="", **values):
    """Public, of unknown competency; with a status log of one entry if `status` is given."""
    number = next(numbers)
    defaults = {
        "slug": f"projekt-{number}",
        "title_de": f"Projekt {number}",
        "title_en": f"Project {number}",
        "is_public": True,
    }
    core_activity = CoreActivity.objects.create(**{**defaults, **values})
    if status:
        a_status_change(core_activity, status, as_of)
    return core_activity


def a_status_change(core_activity, status, as_of="", **values):
    change = StatusChange(core_activity=core_activity, status=status, **values)
    change.as_of = span(as_of) if as_of else None
    change.save()
    return change


def an_activity_milestone(core_activity, planned="", reached="", **values):
    milestone = ActivityMilestone(core_activity=core_activity, **{"title_de": "Meilenstein", **values})
    milestone.planned = span(planned) if planned else None
    milestone.reached = span(reached) if reached else None
    milestone.save()
    return milestone


def a_cross_cutting_issue(position=1, **values):
    defaults = {"slug": f"thema-{position}", "name_de": f"Thema {position}", "name_en": f"Issue {position}"}
    return CrossCuttingIssue.objects.create(position=position, **{**defaults, **values})


def a_council_decision(decided="2017-05-18", batch=1, **values):
    defaults = {"slug": f"beschluss-{decided}", "title_de": f"Beschluss {decided}", "title_en": f"Decision {decided}"}
    decision = CouncilDecision(batch=batch, **{**defaults, **values})
    decision.decided = span(decided)
    decision.save()
    return decision


def a_milestone(occurs="2024-06-17", **values):
    milestone = Milestone(**{"title_de": "Ereignis", "title_en": "Event", **values})
    milestone.occurs = span(occurs)
    milestone.save()
    return milestone


def a_progress_report(reported_on, fixed=75, **values):
    return ProgressReport.objects.create(reported_on=reported_on, fixed=fixed, **values)


def a_press_release(published_at=None, **values):
    number = next(numbers)
    defaults = {
        "slug": f"meldung-{number}",
        "title_de": f"Meldung {number}",
        "title_en": f"Report {number}",
        "published_at": published_at or berlin(2024, 6, 17),
        "is_public": True,
    }
    return PressRelease.objects.create(**{**defaults, **values})


def a_unit(**values):
    number = next(numbers)
    defaults = {"slug": f"amt-{number}", "name_de": f"Amt {number}", "name_en": f"Office {number}"}
    return OrganisationalUnit.objects.create(**{**defaults, **values})


def a_contact(**values):
    number = next(numbers)
    unit = values.pop("unit", None) or a_unit()
    defaults = {
        "slug": f"kontakt-{number}",
        "name_de": f"Kontakt {number}",
        "name_en": f"Contact {number}",
        "is_public": True,
    }
    return Contact.objects.create(unit=unit, **{**defaults, **values})


def an_image(**values):
    """A picture of one colour, not used anywhere."""
    written = BytesIO()
    Picture.new("RGB", (30, 20)).save(written, "PNG")
    defaults = {"alt_text_de": "Eine Bank", "alt_text_en": "A bench", "credit": "Stadt", "licence": "CC BY 4.0"}
    return Image.objects.create(file=SimpleUploadedFile("foto.png", written.getvalue()), **{**defaults, **values})


def a_document(**values):
    return Document.objects.create(**{"title_de": "Folien", "title_en": "Slides", "is_public": True, **values})


def a_page(slug="imprint", **values):
    defaults = {"title_de": f"Seite {slug}", "title_en": f"Page {slug}", "is_public": True}
    return Page.objects.create(slug=slug, **{**defaults, **values})
