"""What cannot be restored as a whole is not restored at all, and the reason says what to do."""

from pathlib import Path

import pytest
from django.conf import settings as present
from django.contrib.auth.models import User
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from portal.archive import BackUpError, intact, new_archive
from portal.back_up import back_up, restore
from portal.tables import json_line
from tests.builders import a_page
from tests.portal.whole_portal import files, rows

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def changed(original, tmp_path):
    """Writes the back-up with other facts, or with the lines of a table changed; its checksums are right."""

    def write(facts=None, **tables):
        path = tmp_path / "changed.tar.gz"
        with intact(original.path) as archive, new_archive(path) as new:
            for name, file in archive:
                change = tables.get(name.removeprefix("tables/").removesuffix(".jsonl"), list)
                new.add_lines(name, change(list(file)))
            new.finish({**archive.facts, **(facts or {})})
        return path

    return write


@pytest.fixture
def refused(empty):
    """Tries to restore, and returns the reason why nothing was restored: no row, no file."""

    def attempt(path):
        before = rows(), files()
        with pytest.raises(BackUpError) as reason:
            restore(path)
        assert (rows(), files()) == before
        return str(reason.value)

    return attempt


def migrations_in(path):
    with intact(path) as archive:
        return archive.facts["migrations"]


# Only into an empty system


@pytest.mark.parametrize("make", [lambda: a_page(), lambda: User.objects.create_user("anna")], ids=["page", "account"])
def test_what_is_there_is_not_mixed_with_a_back_up(original, refused, make):
    make()

    assert refused(original.path).startswith("The portal is not empty: there are rows in ")


def test_it_is_not_restored_twice(original, refused):
    restore(original.path)

    assert refused(original.path).startswith("The portal is not empty: there are rows in ")


# Only what is whole


def test_a_back_up_that_was_cut_off_is_refused(original, refused, tmp_path):
    cut = tmp_path / "cut.tar.gz"
    cut.write_bytes(original.path.read_bytes()[:-1000])

    assert "is damaged, or no back-up of the portal" in refused(cut)


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: [*lines, lines[-1]],
        lambda lines: [*lines, b'["no JSON\n'],
        lambda lines: [*lines, b"[1, 2]\n"],
        lambda lines: [lines[0].replace(b'"slug"', b'"another"'), *lines[1:]],
    ],
    ids=["key twice", "no JSON", "too short", "unknown column"],
)
def test_a_row_that_the_database_refuses_is_told_with_its_table(changed, refused, change):
    assert refused(changed(portal_page=change)).startswith("The database refuses a row of portal_page: ")


def test_a_row_that_names_one_that_is_not_there_is_refused(changed, refused):
    assert refused(changed(auth_user=lambda lines: lines[:1])).startswith("The rows do not fit together: ")


def test_a_table_of_another_program_is_refused(original, refused, tmp_path):
    path = tmp_path / "other.tar.gz"
    with new_archive(path) as new:
        new.add_lines("tables/other.jsonl", [b'["id"]\n'])
        with intact(original.path) as archive:
            new.finish(archive.facts)

    assert refused(path) == "The back-up holds »tables/other.jsonl«, for which there is no place here."


def test_where_an_upload_cannot_be_stored_nothing_is(original, empty):
    root = Path(present.MEDIA_ROOT)
    root.mkdir()
    (root / "pictures").write_text("a file where a folder must be")
    before = rows(), files()

    with pytest.raises(OSError, match="pictures"):
        restore(original.path)

    assert (rows(), files()) == before


# Only of the same version


def test_a_back_up_of_an_older_version_names_the_version_it_needs(changed, original, refused):
    older = [name for name in migrations_in(original.path) if name != "news.0004_publish_permissions"]

    reason = refused(changed({"migrations": older, "made_at": "2026-11-01T03:00:00+00:00"}))

    assert reason == (
        "The back-up, made on 2026-11-01, comes from an older version of the portal, without "
        "news.0004_publish_permissions. Please restore it with the version of that day into an empty database, "
        "then install this version and run »manage.py migrate«."
    )


def test_a_back_up_of_a_newer_version_names_what_it_needs(changed, original, refused):
    newer = [*migrations_in(original.path), "portal.9999_future"]

    reason = refused(changed({"migrations": newer, "made_at": "2031-11-01T03:00:00+00:00"}))

    assert reason == (
        "The back-up, made on 2031-11-01, comes from a newer version of the portal or one with other settings "
        "(single sign-on needs OIDC_SERVER_URL); not known here: portal.9999_future. "
        "Please install that version with these settings, run »manage.py migrate«, and restore again."
    )


def test_a_back_up_from_before_an_app_was_installed_can_be_restored(changed, original, empty):
    without_history = [name for name in migrations_in(original.path) if not name.startswith("reversion.")]

    restore(changed({"migrations": without_history}))

    assert rows() == original.rows


@pytest.mark.parametrize("deed", [back_up, restore])
def test_a_database_that_is_not_up_to_date_is_neither_backed_up_nor_filled(original, empty, tmp_path, deed):
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("news", "0004_publish_permissions")
    path = {back_up: tmp_path / "new.tar.gz", restore: original.path}[deed]

    try:
        with pytest.raises(BackUpError, match=r"not up to date\. Please run »manage.py migrate« first"):
            deed(path)
    finally:
        recorder.record_applied("news", "0004_publish_permissions")

    assert not (tmp_path / "new.tar.gz").exists()


def test_a_kind_of_value_that_nobody_has_thought_of_is_not_lost_silently():
    with pytest.raises(BackUpError, match="cannot hold values of the type complex yet"):
        json_line([1j])
