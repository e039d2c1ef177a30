"""Uploaded files: who may fetch them, and under which addresses."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.models import Document, Image
from tests.builders import a_document
from tests.portal.forms import a_picture_file, change, errors_beside

pytestmark = pytest.mark.django_db


def a_file(content=b"%PDF-1.7"):
    return SimpleUploadedFile("folien.pdf", content)


def address_of(document):
    return urlsplit(document.file.url).path


def body_of(response):
    return b"".join(response.streaming_content)


def test_the_file_of_a_public_document_is_served_as_what_it_is(client):
    response = client.get(address_of(a_document(file=a_file())))

    assert (response.status_code, body_of(response)) == (200, b"%PDF-1.7")
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["folien.pdf", "FOLIEN.PDF"])
def test_the_viewer_of_a_browser_may_show_a_pdf(client, name):
    response = client.get(address_of(a_document(file=SimpleUploadedFile(name, b"%PDF-1.7"))))

    assert response["Content-Security-Policy"] == "frame-ancestors 'none'"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("folien.pdf", b"<html>Seite nicht gefunden</html>"),
        ("bericht.docx", b"\xd0\xcf\x11\xe0 mit Kennwort"),
        ("liste.xlsx", b"Name;Betrag"),
        ("text.odt", b"PK"),
    ],
)
def test_a_file_that_is_not_what_its_ending_says_is_refused(editor, name, content):
    document = a_document()

    response = change(editor, document, file=SimpleUploadedFile(name, content))

    assert errors_beside(response, "file") == [
        "Der Inhalt dieser Datei passt nicht zu ihrer Endung. Vielleicht ist sie beschädigt oder mit einem Kennwort "
        "geschützt: Bitte speichern Sie sie noch einmal mit dem Programm, aus dem sie stammt."
    ]
    assert not Document.objects.get().file


@pytest.mark.parametrize(
    ("name", "content"),
    [("folien.PDF", b"\n%PDF-1.7"), ("bericht.docx", b"PK\x03\x04"), ("liste.csv", "Straße".encode("cp1252"))],
)
def test_a_file_that_is_what_its_ending_says_is_taken_whole(editor, name, content):
    document = a_document()

    change(editor, document, file=SimpleUploadedFile(name, content))

    with Document.objects.get().file.open() as file:
        assert file.read() == content


def test_any_other_upload_keeps_the_strict_policy(client):
    document = a_document(file=SimpleUploadedFile("liste.xlsx", b"PK"))

    assert "default-src 'none'" in client.get(address_of(document))["Content-Security-Policy"]


def test_the_file_of_a_document_that_is_not_public_is_not_served(client):
    public, draft = a_document(file=a_file()), a_document(file=a_file(), is_public=False)

    assert [client.get(address_of(document)).status_code for document in (public, draft)] == [200, 404]


def test_the_file_of_a_document_that_is_public_no_longer_is_not_served(client):
    document = a_document(file=a_file())
    address = address_of(document)

    document.is_public = False
    document.save()

    assert client.get(address).status_code == 404


def test_a_file_that_belongs_to_no_document_is_not_served(client):
    document = a_document(file=a_file())
    address = address_of(document)

    document.delete()

    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "detour", ["/media//{}", "/media/./{}", "/media/pictures/../{}", "/media/%2e/{}", "/media/pictures/%2e%2e/{}"]
)
def test_no_detour_leads_to_the_file_of_a_document_that_is_not_public(client, detour):
    draft = a_document(file=a_file(), is_public=False)

    assert client.get(detour.format(draft.file.name)).status_code == 404


def test_a_picture_is_served(client):
    image = Image(file=a_picture_file(), alt_text_de="Eine Bank", credit="Stadt", licence="CC BY 4.0")
    image.full_clean()
    image.save()

    response = client.get(urlsplit(image.file.url).path)

    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "unknown.pdf",
        "documents/unknown.pdf",
        "documents/",
        "pictures/",
        "x" * 300,
        "documents/" + "x" * 300,
        "pictures/" + "x" * 5000,
        "%00",
        "pictures/%00.webp",
        "documents/%00.pdf",
        "%ff.webp",
    ],
)
def test_what_is_no_file_answers_404(client, path):
    a_document(file=a_file())

    assert client.get(f"/media/{path}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "../outside.txt",
        "%2e%2e/outside.txt",
        "..%2foutside.txt",
        "pictures/../../outside.txt",
        "documents/../../outside.txt",
        "..\\outside.txt",
        "/etc/hostname",
        "%2fetc/hostname",
    ],
)
def test_nothing_outside_of_the_uploads_is_served(client, path):
    (settings.MEDIA_ROOT.parent / "outside.txt").write_text("outside")

    response = client.get(f"/media/{path}")

    assert response.status_code == 404
    assert "Fehler 404" in response.content.decode()


def test_nobody_can_guess_the_address_of_an_upload():
    first, second = a_document(file=a_file()).file.name, a_document(file=a_file()).file.name

    folder, year, secret, name = first.split("/")
    assert (folder, year, name) == ("documents", str(timezone.localdate().year), "folien.pdf")
    assert len(secret) == 16  # twelve random bytes
    assert second.split("/")[2] != secret
