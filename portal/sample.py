"""A complete, invented strategy for demonstrations, tests at size and benchmarks.

Every place of the 5 x 5 x 5 is filled; every text says that it is a sample. Nothing here is about the real
city but the names of the competencies.
"""

import random
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import cycle, islice

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import Image as Canvas
from PIL import ImageDraw

from contacts.models import Contact, OrganisationalUnit
from news.models import PressRelease, PressReleaseImage
from portal.content import load
from portal.models import SITE_NOTICE, Image, Page
from portal.search.index import at_the_end
from strategy.models import (
    ActivityContact,
    ActivityImage,
    ActivityMilestone,
    CoreActivity,
    CouncilDecision,
    CrossCuttingIssue,
    Focus,
    KeyFigure,
    Milestone,
    Status,
    StatusChange,
)

SEED = 2030  # the same sample every time
TODAY = date(2026, 6, 30)  # the sample's own day, so that it never changes by itself
STATUSES = [Status.IMPLEMENTED, Status.ONGOING, Status.ONGOING, Status.PLANNED, Status.PERMANENT, Status.DISCONTINUED]
SUBJECTS = [
    ("Grüne Wege", "Green paths"),
    ("Offene Werkstatt", "Open workshop"),
    ("Digitale Sprechstunde", "Digital advice hour"),
    ("Bühne im Park", "Stage in the park"),
    ("Lernpatenschaften", "Learning partners"),
    ("Labor für junge Firmen", "Laboratory for young firms"),
    ("Wasser in der Stadt", "Water in the city"),
    ("Quartier der kurzen Wege", "Neighbourhood of short distances"),
]
NOTE_DE = "Dies ist ein erfundenes Beispiel. Es sagt nichts über die Stadt Bochum."
NOTE_EN = "This is an invented sample. It says nothing about the City of Bochum."
COLOURS = ["#0b57a6", "#136c3a", "#ab165b", "#9a4400", "#6631ad"]
BATCH = 1000  # rows a statement


@transaction.atomic
def make(folder, *, press_releases, progress=iter):
    """Fill an empty database: the structure from the content files, and `press_releases` invented reports."""
    dice = random.Random(SEED)  # noqa: S311 - nothing secret
    with at_the_end():
        load_structure(folder)
        note = {"title_de": NOTE_DE, "title_en": NOTE_EN, "is_public": True}
        Page.objects.update_or_create(slug=SITE_NOTICE, defaults=note)
        name_foci()
        units = [make_unit(number) for number in range(1, 11)]
        contacts = [make_contact(number, dice.choice(units)) for number in range(1, 31)]
        images = [make_image(number) for number in range(1, 11)]
        places = [(focus, slot) for focus in Focus.objects.with_competency() for slot in range(1, 6)]
        core_activities = [
            make_core_activity(number, focus, slot, dice, contacts, images)
            for number, (focus, slot) in enumerate(progress(places), start=1)
        ]
        make_strategy_milestones()
    make_press_releases(press_releases, core_activities, contacts, images, dice, progress)


def load_structure(folder):
    """The real content without its core activities, news and milestones, which the sample replaces."""
    load(folder, leave_out={"core_activities", "press_releases", "milestones", "contacts", "organisational_units"})


def name_foci():
    for focus in Focus.objects.all():
        focus.name_de = f"Beispiel-Schwerpunkt {focus.place}"
        focus.name_en = f"Sample focus {focus.place}"
        focus.note_de, focus.note_en = NOTE_DE, NOTE_EN
        focus.name_is_complete = True
        focus.save()


def make_unit(number):
    return OrganisationalUnit.objects.create(
        slug=f"beispielamt-{number}",
        name_de=f"Beispielamt {number}",
        name_en=f"Sample office {number}",
        text_de=NOTE_DE,
        text_en=NOTE_EN,
        email=f"amt{number}@example.org",
        phone=f"0234 0000-{number:02}",
        internal_note="Beispiel",
    )


def make_contact(number, unit):
    return Contact.objects.create(
        slug=f"beispielkontakt-{number}",
        name_de=f"Projektbüro {number} (Beispiel)",
        name_en=f"Project office {number} (sample)",
        unit=unit,
        email=f"projekt{number}@example.org",
        phone=f"0234 0000-1{number:02}",
        room=f"{number}.{number:02}",
        is_public=True,
        internal_phone=f"{number:04}",
        is_general=number == 1,
    )


def make_image(number):
    """Rings and spokes in two of the portal's hues, drawn by us."""
    canvas = Canvas.new("RGB", (1600, 1000), "#f3f6fb")
    draw = ImageDraw.Draw(canvas)
    for ring, colour in zip(range(9, 0, -1), islice(cycle(COLOURS), number, None), strict=False):
        radius = ring * 55
        draw.pieslice(
            (800 - radius, 500 - radius, 800 + radius, 500 + radius), number * 36, number * 36 + ring * 38, colour
        )
    stored = BytesIO()
    canvas.save(stored, "PNG")
    image = Image(
        file=ContentFile(stored.getvalue(), name=f"beispiel-{number}.png"),
        alt_text_de="Beispielbild: farbige Kreisausschnitte um eine gemeinsame Mitte",
        alt_text_en="Sample picture: coloured sectors around one centre",
        caption_de="Gezeichnetes Beispielbild",
        caption_en="Drawn sample picture",
        credit="Beispiel",
        licence="CC0",
    )
    image.full_clean()
    image.save()
    return image


def make_core_activity(number, focus, slot, dice, contacts, images):
    german, english = SUBJECTS[number % len(SUBJECTS)]
    started = TODAY - timedelta(days=dice.randrange(200, 3000))
    core_activity = CoreActivity.objects.create(
        slug=f"beispiel-{number}",
        title_de=f"{german} {number} (Beispiel)",
        title_en=f"{english} {number} (sample)",
        summary_de=f"Ein erfundenes Projekt im Schwerpunkt {focus.place}. {NOTE_DE}",
        summary_en=f"An invented project in focus {focus.place}. {NOTE_EN}",
        body_de=f"<p>{NOTE_DE}</p><p>So sieht ein vollständiger Eintrag aus: Zahlen, Meilensteine, Kontakt.</p>",
        body_en=f"<p>{NOTE_EN}</p><p>A complete entry looks like this: with figures, milestones and a contact.</p>",
        is_public=True,
        competency=focus.competency,
        competency_basis="stated",
        focus=focus,
        slot=slot,
        council_decision=CouncilDecision.objects.order_by("decided_from")[number % CouncilDecision.objects.count()],
        council_decision_basis="stated",
        organisation=contacts[0].unit,
        partners_de="Beispielverein\nBeispielgesellschaft",
        partners_en="Sample association\nSample company",
        last_confirmed_on=TODAY,
    )
    contact = contacts[number % len(contacts)]
    core_activity.departments.add(contact.unit)
    core_activity.cross_cutting_issues.set(dice.sample(list(CrossCuttingIssue.objects.all()), 2))
    ActivityContact.objects.create(
        core_activity=core_activity, contact=contact, role_de="Projektbüro", role_en="Project office"
    )
    for position in range(1 + number % 4):
        image = images[(number + position) % len(images)]
        ActivityImage.objects.create(core_activity=core_activity, image=image, position=position)
    KeyFigure.objects.create(
        core_activity=core_activity,
        value_de=str(number * 7),
        value_en=str(number * 7),
        label_de="erfundene Beispiele",
        label_en="invented samples",
    )
    make_milestones(core_activity, started, dice)
    StatusChange.objects.create(
        core_activity=core_activity,
        status=STATUSES[number % len(STATUSES)],
        as_of_from=TODAY,
        as_of_until=TODAY,
        reason_de="Erfundener Status.",
        reason_en="Invented status.",
    )
    return core_activity


def make_milestones(core_activity, started, dice):
    for position, (german, english) in enumerate(
        [("Auftakt", "Kick-off"), ("Zwischenbericht", "Interim report"), ("Abschluss", "Completion")]
    ):
        planned = started + timedelta(days=400 * position)
        reached = planned + timedelta(days=dice.randrange(0, 200))
        is_reached = reached < TODAY
        ActivityMilestone.objects.create(
            core_activity=core_activity,
            position=position,
            title_de=german,
            title_en=english,
            planned_from=planned,
            planned_until=planned,
            reached_from=reached if is_reached else None,
            reached_until=reached if is_reached else None,
        )


def make_strategy_milestones():
    """Two a year from the beginning to the target year; the last one that should have happened is overdue."""
    days = [date(year, month, 15) for year in range(2016, 2031) for month in (4, 10)]
    latest = max(day for day in days if day < TODAY)
    for number, (day, (german, english)) in enumerate(zip(days, cycle(SUBJECTS), strict=False), start=1):
        Milestone.objects.create(
            title_de=f"{number}. Konferenz: {german} (Beispiel)",
            title_en=f"Conference {number}: {english} (sample)",
            starts_on=day,
            ends_on=day,
            is_planned=day >= latest,
        )


def make_press_releases(count, core_activities, contacts, images, dice, progress):
    """In batches, so that 100,000 of them take a minute and not an hour."""
    newest = timezone.make_aware(datetime.combine(TODAY, time(12)))
    step = timedelta(days=3650) / max(count, 1)
    links = PressRelease.core_activities.through
    for start in progress(range(0, count, BATCH)):
        rows = PressRelease.objects.bulk_create(
            make_press_release(number, newest - step * number, contacts)
            for number in range(start, min(start + BATCH, count))
        )
        links.objects.bulk_create(links(pressrelease=row, coreactivity=dice.choice(core_activities)) for row in rows)
        PressReleaseImage.objects.bulk_create(
            PressReleaseImage(press_release=row, image=dice.choice(images)) for row in rows[::10]
        )


def make_press_release(number, published_at, contacts):
    german, english = SUBJECTS[number % len(SUBJECTS)]
    return PressRelease(
        slug=f"beispielmeldung-{number + 1}",
        title_de=f"{german}: Beispielmeldung {number + 1}",
        title_en=f"{english}: sample report {number + 1}",
        lead_de=NOTE_DE,
        lead_en=NOTE_EN,
        body_de=f"<p>{NOTE_DE}</p><p>Hier stünde, was geschehen ist, wer beteiligt war und wie es weitergeht.</p>",
        body_en=f"<p>{NOTE_EN}</p><p>Here one would read what happened, who took part and what comes next.</p>",
        published_at=published_at.replace(microsecond=0),
        is_public=True,
        contact=contacts[number % len(contacts)],
    )
