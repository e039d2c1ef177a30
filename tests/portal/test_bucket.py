"""Uploads in a bucket: on a real S3 server, closed to the public, and what happens while it does not answer."""

import socket
import time
from hashlib import sha256
from urllib.parse import urlsplit

import boto3
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from moto.server import ThreadedMotoServer

from portal.back_up import back_up, restore
from portal.models import Document, Image
from tests.builders import a_document
from tests.faults.running import wait_until
from tests.portal.forms import a_picture_file, add, change, errors_beside
from tests.portal.test_media import body_of
from tests.portal.whole_portal import an_empty_system, fill_every_table, rows
from tests.postgres import free_port

pytestmark = pytest.mark.django_db
DESCRIBED = {"alt_text_de": "Eine Bank", "credit": "Stadt", "licence": "CC BY 4.0"}
PDF = b"%PDF-1.7 Folien"
ACCOUNT = {"region_name": "eu-central-1", "access_key": "portal", "secret_key": "only-for-the-tests"}


@pytest.fixture(scope="module")
def server():
    server = ThreadedMotoServer("127.0.0.1", port=0)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def use(settings, tmp_path):
    """Lets the portal keep its uploads in the bucket of the store at this address."""

    def begin(address, bucket="portal"):
        options = {**ACCOUNT, "endpoint_url": address, "bucket_name": bucket}
        settings.STORAGES = {
            **settings.STORAGES,
            "default": {"BACKEND": "portal.bucket.BucketStorage", "OPTIONS": options},
        }

    settings.MEDIA_ROOT = tmp_path / "media"
    yield begin
    assert not settings.MEDIA_ROOT.exists()


@pytest.fixture
def bucket(server, use):
    """An empty bucket of which the portal makes use."""
    store = boto3.resource(
        "s3",
        endpoint_url=server,
        region_name=ACCOUNT["region_name"],
        aws_access_key_id="portal",
        aws_secret_access_key="only-for-the-tests",
    )
    bucket = store.Bucket("portal")
    bucket.create(CreateBucketConfiguration={"LocationConstraint": ACCOUNT["region_name"]})
    use(server)
    yield bucket
    bucket.objects.delete()
    bucket.delete()


def names_in(bucket):
    return sorted(one.key.rsplit("/", 1)[-1] for one in bucket.objects.all())


def files_in(bucket):
    return {one.key: sha256(one.get()["Body"].read()).hexdigest() for one in bucket.objects.all()}


def fetched(client, file):
    return client.get(urlsplit(file.url).path)


# As with a folder


def test_a_picture_is_uploaded_with_its_smaller_copies_and_served_by_the_portal(editor, client, bucket):
    response = add(editor, "portal/image", file=a_picture_file(), **DESCRIBED)

    image = Image.objects.get()
    served = fetched(client, image.file)
    assert response.status_code == 302
    assert names_in(bucket) == ["30.avif", "30.webp", "picture.webp"]
    assert (image.width, image.height, image.copy_widths) == (30, 20, [30])
    assert (served.status_code, served["Content-Type"]) == (200, "image/webp")
    assert served["Cache-Control"] == "public, max-age=31536000, immutable"
    assert body_of(served) == bucket.Object(image.file.name).get()["Body"].read()
    assert image.avif_srcset.startswith("/media/pictures/")


def test_a_document_is_uploaded_and_served_while_it_is_public(editor, client, bucket):
    file = SimpleUploadedFile("Folien für alle.csv", b"a;b")
    add(editor, "portal/document", title_de="Folien", is_public="on", file=file)

    document = Document.objects.get()
    served = fetched(client, document.file)
    Document.objects.update(is_public=False)
    hidden = fetched(client, document.file)

    assert (served.status_code, served["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert served["Content-Disposition"].startswith("attachment; filename")
    assert (body_of(served), document.size) == (b"a;b", 3)
    assert hidden.status_code == 404


def test_a_file_that_has_not_changed_is_not_sent_again(client, bucket):
    path = urlsplit(a_document(file=SimpleUploadedFile("folien.pdf", PDF)).file.url).path
    first = client.get(path)

    again = client.get(path, headers={"If-Modified-Since": first["Last-Modified"]})

    assert (first.status_code, again.status_code) == (200, 304)


@pytest.mark.parametrize("path", ["unknown.pdf", "pictures/", "pictures/2026", "x" * 1500, "%00", "../secret"])
def test_what_is_no_file_answers_404(client, bucket, path):
    bucket.put_object(Key="pictures/2026/a/picture.webp", Body=b"x")

    assert client.get(f"/media/{path}").status_code == 404


def test_the_store_itself_is_named_nowhere(editor, client, bucket, server):
    add(editor, "portal/image", file=a_picture_file(), **DESCRIBED)
    a_document(file=SimpleUploadedFile("folien.pdf", PDF))
    image = Image.objects.get()

    pages = [client.get("/de/downloads/"), editor.get(f"/de/admin/portal/image/{image.pk}/change/")]

    assert [image.file.url[:7], "/media/" in pages[0].content.decode()] == ["/media/", True]
    assert [page for page in pages if urlsplit(server).netloc in page.content.decode()] == []


def test_lost_copies_are_made_anew(editor, bucket):
    add(editor, "portal/image", file=a_picture_file(), **DESCRIBED)
    before = files_in(bucket)
    bucket.Object(next(key for key in before if key.endswith("avif"))).delete()

    call_command("make_picture_copies", verbosity=0)

    assert files_in(bucket) == before


@pytest.mark.django_db(transaction=True)
def test_a_back_up_holds_the_bucket_and_restoring_fills_it(bucket, tmp_path):
    fill_every_table()
    before = rows(), files_in(bucket)
    back_up(tmp_path / "portal.tar.gz")
    an_empty_system()
    bucket.objects.delete()

    restore(tmp_path / "portal.tar.gz")

    assert (rows(), files_in(bucket)) == before
    assert len(before[1]) > 5
    an_empty_system()


# While the store is away


def refusing():
    return f"http://127.0.0.1:{free_port()}"


@pytest.fixture
def silent():
    """A store that takes every request and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (
            "de",
            "Die Datei konnte nicht gespeichert werden. Bitte versuchen Sie es später noch einmal; "
            "es wurde nichts geändert.",
        ),
        ("en", "The file could not be stored. Please try again later; nothing was saved."),
    ],
)
def test_an_upload_is_refused_beside_its_field_while_the_store_is_away(editor, use, language, message):
    document = a_document()
    use(refusing())

    response = change(editor, document, language, title_de="Neu", file=SimpleUploadedFile("folien.pdf", PDF))

    assert errors_beside(response, "file") == [message]
    assert 'value="Neu"' in response.content.decode()
    assert Document.objects.values_list("title_de", "file").get() == ("Folien", "")


def test_a_picture_is_refused_in_the_bucket_of_somebody_else(editor, bucket, server, use):
    use(server, bucket="unknown")

    response = add(editor, "portal/image", file=a_picture_file(), **DESCRIBED)

    assert len(errors_beside(response, "file")) == 1
    assert (Image.objects.count(), names_in(bucket)) == (0, [])


def test_texts_can_be_changed_while_the_store_is_away(editor, bucket, use):
    document = a_document(file=SimpleUploadedFile("folien.pdf", PDF))
    use(refusing())

    response = change(editor, document, title_de="Neu")

    assert response.status_code == 302
    assert Document.objects.values_list("title_de", "size").get() == ("Neu", len(PDF))


def test_a_picture_of_a_store_that_refuses_is_an_outage(client, use):
    use(refusing())

    response = client.get("/media/pictures/2026/a/30.webp")

    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (503, "30", "no-store")


def test_one_waits_for_a_silent_store_and_the_others_do_not(client, use, silent):
    """For twice five seconds; two who wait would need twice as long."""
    use(silent)
    began = time.monotonic()

    answers = [client.get("/media/pictures/2026/a/30.webp") for _ in range(20)]

    assert [answer.status_code for answer in answers] == [503] * 20
    assert time.monotonic() - began < 20


def test_a_store_that_comes_back_is_asked_again(client, bucket, use, monkeypatch):
    bucket.put_object(Key="pictures/a.webp", Body=b"x")
    monkeypatch.setattr("portal.bucket.PAUSE", 0.5)
    port = free_port()
    use(f"http://127.0.0.1:{port}")
    before = client.get("/media/pictures/a.webp").status_code

    returned = ThreadedMotoServer("127.0.0.1", port=port)
    returned.start()
    wait_until(lambda: client.get("/media/pictures/a.webp").status_code == 200)
    returned.stop()

    assert before == 503
