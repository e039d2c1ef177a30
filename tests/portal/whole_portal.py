"""A portal with something in every table, and all that it holds as the database and the disk themselves say."""

from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path
from random import Random

from allauth.account.models import EmailAddress, EmailConfirmation
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, transaction
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from news.models import PressRelease
from portal import history, sample
from portal.accounts import set_up_roles
from portal.archive import intact
from portal.drafts import Draft
from portal.models import OutdatedTranslation, Page, Reminder
from strategy.models import ActivityLink, CoreActivity, Focus, RelatedPlan, SustainableDevelopmentGoal
from tests.builders import a_document, a_page
from tests.portal.accounts import recovery_codes_of, someone, with_second_factor

numbers = count(1)
LEFT_OUT = {"django_migrations", "django_session", "portal_cache", "portal_contentchange"}


@transaction.atomic
def fill_every_table():
    make_small_sample()
    editor = someone("editor", "contact keeper")
    give_account_everything(editor)
    give_pages_a_past(editor)
    connect_everything()


def make_small_sample():
    dice = Random(1)  # noqa: S311 - nothing secret
    sample.load_structure(settings.BASE_DIR / "strategy" / "content")
    contacts = [sample.make_contact(1, sample.make_unit(1))]
    images = [sample.make_image(number) for number in (1, 2)]
    focus = Focus.objects.with_competency().first()
    activities = [sample.make_core_activity(slot, focus, slot, dice, contacts, images) for slot in (1, 4, 5)]
    sample.make_strategy_milestones()
    sample.make_press_releases(3, activities, contacts, images, dice, iter)


def give_account_everything(editor):
    with_second_factor(editor)
    recovery_codes_of(editor)
    editor.user_permissions.add(Permission.objects.first())
    address = EmailAddress.objects.create(user=editor, email=editor.email, verified=True)
    EmailConfirmation.objects.create(email_address=address, key="schlüssel")
    Client().force_login(editor)  # a session
    Reminder.objects.create(user=editor, week=date(2026, 6, 29))


def give_pages_a_past(editor):
    """Versions, also of a page that is gone, former addresses, drafts, and what saving would make otherwise."""
    page = Page.objects.get(slug="imprint")
    history.record([page], editor, "Ein »Kommentar«\n")
    gone = a_page(slug="weg")
    history.delete(gone, editor)
    Draft.keep(page, QueryDict("title_de=Ä&zeilen=1&zeilen=2"), editor, Draft.State.SCHEDULED, timezone.now())
    LogEntry.objects.log_actions(editor.pk, [page], CHANGE, "geändert")
    OutdatedTranslation.objects.create(item=page, field="title")
    moved = a_page(slug="alt", body_de="<p>Text</p>")
    moved.slug = "neu"
    moved.save()
    with connection.cursor() as cursor:
        moment = datetime(2020, 2, 29, 23, 59, 59, 123456, tzinfo=UTC)
        unclean = '<p style="x" onclick="y">\u2028 € 😀</p><script></script>'
        cursor.execute(
            "UPDATE portal_page SET body_de = %s, title_en = NULL, updated_at = %s WHERE slug = 'neu'",
            [unclean, moment if connection.vendor == "postgresql" else moment.replace(tzinfo=None)],
        )


def connect_everything():
    activity = CoreActivity.objects.first()
    activity.documents.add(a_document(file=SimpleUploadedFile("folien.pdf", b"%PDF-1.7")))
    activity.also_contributes_to.add(Focus.objects.last())
    activity.sdgs.add(SustainableDevelopmentGoal.objects.first())
    activity.related_plans.add(RelatedPlan.objects.first())
    ActivityLink.objects.create(core_activity=activity, label_de="Mehr", url="https://www.bochum.de/")
    PressRelease.objects.first().competencies.add(activity.competency)


def an_empty_system():
    """As after »migrate«, but that kinds and rights have other numbers in each."""
    call_command("flush", interactive=False, verbosity=0)
    ContentType.objects.all().delete()
    ContentType.objects.bulk_create(ContentType(app_label="old", model=str(n)) for n in range(next(numbers)))
    ContentType.objects.clear_cache()
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
    set_up_roles()


def rows():
    """All rows that are to be found again, by table, as the database gives them out."""
    tables = set(connection.introspection.table_names()) - LEFT_OUT
    with connection.cursor() as cursor:
        return {table: rows_of(cursor, table) for table in sorted(tables) if not table.startswith("search_")}


def rows_of(cursor, table):
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - the database named the table
    names = [column[0] for column in cursor.description]
    return sorted((dict(zip(names, row, strict=True)) for row in cursor.fetchall()), key=repr)


def files():
    """All uploads with their checksums, by path."""
    root = Path(settings.MEDIA_ROOT)
    found = (path for path in root.rglob("*") if path.is_file())
    return {str(path.relative_to(root)): sha256(path.read_bytes()).hexdigest() for path in found}


def content_of(path):
    """The files in a back-up, by name."""
    with intact(path) as archive:
        return {name: file.read() for name, file in archive}
