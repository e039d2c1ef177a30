"""What an upload is served as: never as a page or a script of ours, whatever it is called or holds."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.builders import a_document

pytestmark = pytest.mark.django_db

SCRIPT = b"<script>alert(1)</script>"


def stored(name, content=SCRIPT):
    """The address of a file that lies among the uploads, however it came there."""
    folder = settings.MEDIA_ROOT / "pictures" / "2026" / "Zx81"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    return f"/media/pictures/2026/Zx81/{name}"


@pytest.mark.parametrize(
    "name",
    [
        *["x.html", "x.HTM", "x.xhtml", "x.svg", "x.SVG", "x.svgz", "x.xml", "x.js", "x.mjs", "x.css", "x.pdf.html"],
        *["x.webp.svg", "x.json", "x.txt", "x.swf", "x.wasm", "x.mht", "x", "x.csv.gz", ".html", "x.pdf ", "x.unknown"],
    ],
)
def test_anything_else_than_what_may_be_uploaded_is_a_file_to_keep(client, name):
    response = client.get(stored(name))

    assert response.status_code == 200
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Content-Encoding" not in response


@pytest.mark.parametrize(
    ("name", "kind", "disposition"),
    [
        ("x.webp", "image/webp", 'inline; filename="x.webp"'),
        ("x.avif", "image/avif", 'inline; filename="x.avif"'),
        ("x.PDF", "application/pdf", 'inline; filename="x.PDF"'),
        ("x.svg.pdf", "application/pdf", 'inline; filename="x.svg.pdf"'),
        ("x.csv", "text/csv; charset=utf-8", 'attachment; filename="x.csv"'),
        ("x.odt", "application/vnd.oasis.opendocument.text", 'attachment; filename="x.odt"'),
        (
            "Größe.ods",
            "application/vnd.oasis.opendocument.spreadsheet",
            "attachment; filename*=utf-8''Gr%C3%B6%C3%9Fe.ods",
        ),
        (
            "x.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            'attachment; filename="x.docx"',
        ),
        (
            "x.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            'attachment; filename="x.xlsx"',
        ),
    ],
)
def test_what_it_is_served_as_goes_by_its_ending_and_not_by_what_it_holds(client, name, kind, disposition):
    response = client.get(stored(name))

    assert (response["Content-Type"], response["Content-Disposition"]) == (kind, disposition)
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_whole_file_comes_to_who_asks_for_a_part(client):
    response = client.get(stored("x.pdf", b"0123456789"), headers={"range": "bytes=2-4"})

    assert (response.status_code, b"".join(response.streaming_content)) == (200, b"0123456789")
    assert "Content-Range" not in response


@pytest.mark.parametrize("name", ["seite.html", "bild.svg", "skript.js", "ohne"])
def test_the_file_of_a_document_is_no_exception(client, name):
    document = a_document(file=SimpleUploadedFile(name, SCRIPT))  # past the form, which refuses it

    response = client.get(document.file.url)

    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "default-src 'none'" in response["Content-Security-Policy"]
