"""A back-up restored into an empty system is the portal again, row by row and file by file."""

from pathlib import Path

import pytest
from django.conf import settings as present
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from portal import generation
from portal.back_up import back_up, restore
from portal.models import Image, Page
from tests.builders import a_page, a_press_release, an_image
from tests.html import text_of
from tests.portal.whole_portal import an_empty_system, content_of, files, rows

pytestmark = pytest.mark.django_db(transaction=True)


# All of it


def test_the_portal_that_is_compared_has_rows_in_every_table(original):
    assert [table for table, found in original.rows.items() if not found] == []
    assert {name.rpartition("/")[2] for name in original.files} >= {"folien.pdf", "picture.webp", "720.avif"}


def test_every_row_and_every_file_is_there_again(original, empty):
    restore(original.path)

    assert rows() == original.rows
    assert files() == original.files


def test_visitors_see_the_same_and_finished_pages_are_forgotten(client, original, empty):
    current, counted = generation.current(), generation.counter.value()

    restore(original.path)

    assert text_of(client.get("/de/")) == original.home
    assert (generation.current() != current, generation.counter.value() != counted) == (True, True)


def test_a_back_up_of_what_was_restored_is_the_same_but_for_its_date(original, empty, tmp_path):
    restore(original.path)

    back_up(tmp_path / "second.tar.gz")

    assert content_of(tmp_path / "second.tar.gz") == content_of(original.path)


def test_what_names_a_row_of_any_kind_names_the_same_one(original, empty):
    other = ContentType.objects.get_for_model(Page).pk

    restore(original.path)

    page = Page.objects.get(slug="neu")
    assert other != ContentType.objects.get_for_model(Page).pk
    assert [former.slug for former in page.former_slugs.all()] == ["alt"]


def test_the_number_of_a_deleted_row_is_not_given_to_another(empty, tmp_path):
    a_page(slug="bleibt")
    gone = a_page(slug="weg")
    number = gone.pk
    gone.delete()
    back_up(tmp_path / "portal.tar.gz")
    an_empty_system()

    restore(tmp_path / "portal.tar.gz")

    assert a_page(slug="neu").pk == number + 1


def test_sessions_are_left_out(original):
    tables = {name for name in content_of(original.path) if name.startswith("tables/")}

    assert "tables/auth_user.jsonl" in tables
    assert tables == {f"tables/{table}.jsonl" for table in original.rows}


# Uploads


def test_a_portal_without_uploads_is_backed_up_too(empty, tmp_path):
    a_page(slug="impressum")

    back_up(tmp_path / "portal.tar.gz")

    assert not [name for name in content_of(tmp_path / "portal.tar.gz") if name.startswith("media/")]


def test_an_upload_that_is_lost_is_named_when_backing_up_and_when_restoring(empty, tmp_path, capsys):
    with transaction.atomic():
        image = an_image()
    Path(image.file.path).unlink()
    path = tmp_path / "portal.tar.gz"

    call_command("back_up", path, verbosity=0)
    told = capsys.readouterr().err
    an_empty_system()
    call_command("restore", path, verbosity=0)

    assert told == f"Missing in the folder of uploads: {image.file.name}\n"
    assert capsys.readouterr().err == f"Missing, as it was when the back-up was made: {image.file.name}\n"
    assert Image.objects.count() == 1


def test_uploads_that_have_survived_are_kept_and_mended(original, empty):
    restore(original.path)
    root = Path(present.MEDIA_ROOT)
    lost, half, *_others = (root / name for name in original.files)
    lost.unlink()
    half.write_bytes(half.read_bytes()[:9])
    (root / "eigenes.txt").write_text("bleibt")
    an_empty_system()

    restore(original.path)

    assert files().items() - original.files.items() == {("eigenes.txt", files()["eigenes.txt"])}
    assert original.files.items() <= files().items()


# While the portal runs


@pytest.fixture
def imprint(empty):
    return a_page(slug="imprint")


def test_what_changes_meanwhile_is_not_in_it_and_waits_for_nothing(imprint, at_once, tmp_path):
    def change(_value):
        a_press_release(slug="neu")
        return Page.objects.update(title_de="Neu"), Page.objects.get().title_de

    def disturbed(steps, what):
        for step in steps:
            if what == "Tables" and step is Page:
                assert at_once(change, [1]) == {1: (1, "Neu")}
            yield step

    at_once(back_up, [tmp_path / "before.tar.gz"])
    at_once(lambda path: back_up(path, disturbed), [tmp_path / "meanwhile.tar.gz"])
    at_once(back_up, [tmp_path / "after.tar.gz"])

    before, meanwhile, after = (content_of(tmp_path / f"{name}.tar.gz") for name in ("before", "meanwhile", "after"))
    assert before == meanwhile
    assert before["tables/portal_page.jsonl"] != after["tables/portal_page.jsonl"]


# The commands


def test_the_commands_say_what_they_have_done(original, empty, tmp_path, capsys):
    call_command("restore", original.path, verbosity=0)
    call_command("back_up", tmp_path / "second.tar.gz", verbosity=0)

    told = capsys.readouterr()
    restored, backed_up = told.out.splitlines()
    number = sum(len(found) for found in original.rows.values())
    assert restored.startswith(f"Restored {number} rows and all uploads of 20")
    assert backed_up == f"{tmp_path / 'second.tar.gz'} holds {number} rows and all uploads. It is to be kept secret."
    assert told.err == ""


def test_who_restores_with_another_key_is_told_what_becomes_of_second_factors(original, empty, settings, capsys):
    settings.SECRET_KEY = "another"

    call_command("restore", original.path, verbosity=0)

    assert "Please name it in SECRET_KEY_FALLBACKS" in capsys.readouterr().err


def test_a_back_up_that_cannot_be_written_is_an_error(original, capsys):
    with pytest.raises(CommandError, match=r"Nothing was backed up\. There is .* already"):
        call_command("back_up", original.path, verbosity=0)


def test_a_file_that_cannot_be_restored_is_an_error(tmp_path):
    with pytest.raises(CommandError, match=r"Nothing was restored\. .* cannot be read: No such file"):
        call_command("restore", tmp_path / "nichts.tar.gz", verbosity=0)


def test_the_database_can_be_used_after_a_back_up(empty, tmp_path):
    back_up(tmp_path / "portal.tar.gz")

    assert a_page(slug="danach").pk
    assert connection.in_atomic_block is False
