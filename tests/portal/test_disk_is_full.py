"""A disk without room for what is uploaded: said where the file was chosen, and nothing half written stays."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.models import Document
from tests.builders import a_document
from tests.html import text_of
from tests.portal.forms import add, change, errors_beside, form_values
from tests.portal.test_pictures import room_for_files_of

pytestmark = pytest.mark.django_db
KILOBYTE, MEGABYTE = 1024, 1024 * 1024
NOT_STORED = (
    "Die Datei konnte nicht gespeichert werden. Bitte versuchen Sie es später noch einmal; es wurde nichts geändert."
)


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def stored():
    """What lies in the folders that nobody can guess, and those folders."""
    return sorted(path.name for path in Path(settings.MEDIA_ROOT).glob("*/*/**/*"))


def a_file(size):
    return SimpleUploadedFile("folien.pdf", b"%PDF-1.7" + b"x" * size)


def test_a_document_that_the_disk_has_no_room_for_is_refused_beside_its_field(editor):
    with room_for_files_of(100 * KILOBYTE):
        response = add(editor, "portal/document", title_de="Folien", file=a_file(200 * KILOBYTE))

    assert errors_beside(response, "file") == [NOT_STORED]
    assert form_values(response)["title_de"] == "Folien"
    assert (Document.objects.count(), stored()) == (0, [])


def test_the_old_file_stays_if_there_is_no_room_for_the_new_one(editor, client):
    document = a_document(file=SimpleUploadedFile("alt.pdf", b"%PDF-1.7 alt"))
    before = stored()

    with room_for_files_of(100 * KILOBYTE):
        response = change(editor, document, title_de="Neu", file=a_file(200 * KILOBYTE))

    assert errors_beside(response, "file") == [NOT_STORED]
    assert stored() == before
    assert Document.objects.values_list("title_de", "size").get() == ("Folien", 12)
    assert b"".join(client.get(document.file.url).streaming_content) == b"%PDF-1.7 alt"


def test_a_disk_without_room_for_the_upload_itself_is_said_on_a_page_of_its_own(editor):
    """More than 2.5 MB wait in a file until all of the form has come: there is no form yet to say it in."""
    editor.raise_request_exception = False

    with room_for_files_of(MEGABYTE):
        response = add(editor, "portal/document", title_de="Folien", file=a_file(3 * MEGABYTE))

    assert response.status_code == 503
    assert text_of(response, **{"class": "wrap error"}).startswith("Es wurde nichts gespeichert Das Portal kann im")
    assert (Document.objects.count(), stored()) == (0, [])
