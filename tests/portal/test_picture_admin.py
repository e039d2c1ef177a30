"""What editors meet when they upload a picture."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError

from portal.models import Image
from tests.portal.forms import a_picture_file, add, change, errors_beside

pytestmark = pytest.mark.django_db

DESCRIBED = {"alt_text_de": "Eine Bank", "credit": "Stadt", "licence": "CC BY 4.0"}
NOT_STORED = (
    "Das Bild konnte nicht gespeichert werden. Bitte versuchen Sie es später noch einmal; es wurde nichts geändert."
)


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def an_image():
    return Image.objects.create(file=a_picture_file(), **DESCRIBED)


def stored_files():
    return [path.name for path in Path(settings.MEDIA_ROOT).rglob("*.*")]


def test_a_refused_replacement_leaves_the_picture_as_it_was(editor):
    image = an_image()
    before = image.file.name, stored_files()

    response = change(editor, image, "en", file=SimpleUploadedFile("foto.jpg", b"?"))

    assert errors_beside(response, "file") == ["This file cannot be read as a JPEG, PNG or WebP picture."]
    assert (Image.objects.get().file.name, stored_files()) == before
    assert f'src="{image.thumbnail_url}"' in response.content.decode()


def test_a_picture_without_its_description_is_not_stored_yet(editor):
    response = add(editor, "portal/image", file=a_picture_file(), **{**DESCRIBED, "credit": ""})

    assert errors_beside(response, "credit") == ["Dieses Feld ist zwingend erforderlich."]
    assert stored_files() == []


def test_a_replacement_waits_until_all_else_is_right(editor):
    image = an_image()
    before = stored_files()

    response = change(editor, image, file=a_picture_file(), alt_text_de="")

    assert errors_beside(response, "file") == []
    assert stored_files() == before
    assert "<img" not in response.content.decode()


@pytest.mark.parametrize(
    ("language", "message"),
    [("de", NOT_STORED), ("en", "The picture could not be stored. Please try again later; nothing was saved.")],
)
def test_an_editor_is_told_that_a_picture_cannot_be_stored(editor, settings, tmp_path, caplog, language, message):
    image = an_image()
    (tmp_path / "broken").write_text("no folder, so that nothing can be written into it")
    settings.MEDIA_ROOT = tmp_path / "broken"

    response = change(editor, image, language, file=a_picture_file(), credit="Andere")

    assert response.status_code == 200
    assert errors_beside(response, "file") == [message]
    assert Image.objects.get().credit == "Stadt"
    assert [record.getMessage() for record in caplog.records if record.name == "portal.admin"] == [
        "An upload could not be stored."
    ]


def test_an_editor_is_told_that_a_smaller_copy_cannot_be_made(editor, monkeypatch):
    monkeypatch.setattr("portal.images.COPY_FORMATS", {"webp": {}, "unknown": {}})

    response = add(editor, "portal/image", file=a_picture_file(), **DESCRIBED)

    assert errors_beside(response, "file") == [NOT_STORED]
    assert (list(Image.objects.all()), stored_files()) == ([], [])


@pytest.mark.parametrize("page", ["", "{}/change/"])
def test_an_editor_sees_the_picture_small_in_the_list_and_beside_its_texts(editor, page):
    image = an_image()

    response = editor.get(f"/de/admin/portal/image/{page.format(image.pk)}")

    folder = image.file.url.removesuffix("/picture.webp")
    assert (
        f'<img class="preview" src="{folder}/30.webp" width="30" height="20" alt="" loading="lazy">'
        in response.content.decode()
    )


def test_there_is_nothing_to_preview_before_the_first_upload(editor):
    response = editor.get("/de/admin/portal/image/add/")

    assert "Vorschau" not in response.content.decode()
    assert 'accept="image/jpeg,image/png,image/webp"' in response.content.decode()


@pytest.mark.parametrize(
    "description", ["IMG_2041", "DSC01234", "Bild 3", "park.jpg", "Park am Fluss.JPEG", "park_neu", "foto"]
)
def test_the_name_of_a_file_is_no_description(editor, description):
    response = add(editor, "portal/image", file=a_picture_file(), **{**DESCRIBED, "alt_text_de": description})

    assert errors_beside(response, "alt_text_de") == ["Das ist der Name einer Datei. Bitte sagen Sie, was man sieht."]
    assert stored_files() == []


@pytest.mark.parametrize("description", ["Eine Bank", "Bild 3 der Ausstellung", "Wir-Gefühl", "Foto des Rathauses"])
def test_what_one_sees_is_a_description(editor, description):
    response = add(editor, "portal/image", file=a_picture_file(), **{**DESCRIBED, "alt_text_de": description})

    assert response.status_code == 302


def test_a_decorative_picture_has_no_description_in_either_language(editor):
    values = {**DESCRIBED, "is_decorative": "on", "alt_text_de": "", "alt_text_en": "A bench"}

    response = add(editor, "portal/image", file=a_picture_file(), **values)

    assert errors_beside(response, "alt_text_en") == ["Ein Schmuckbild hat keine Beschreibung."]


def test_an_editor_says_what_matters_in_a_picture(editor):
    image = an_image()

    response = change(editor, image, focal_x="75", focal_y="0")

    assert response.status_code == 302
    assert Image.objects.values_list("focal_x", "focal_y").get() == (75, 0)


def test_a_place_outside_the_picture_is_refused(editor):
    image = an_image()

    response = change(editor, image, focal_x="120")

    assert len(errors_beside(response, "focal_x")) == 1
    with pytest.raises(IntegrityError):
        Image.objects.update(focal_x=120)
