"""Where a picture is used: what its form tells, and what that protects."""

import pytest

from portal.models import Draft, Image
from strategy.models import ActivityImage
from tests.builders import a_competency, a_core_activity, a_page, a_press_release, an_image
from tests.html import links_of, text_of
from tests.portal.accounts import sign_in, someone
from tests.portal.forms import a_picture_file, change, errors_beside, form_values

pytestmark = pytest.mark.django_db

REPLACED = (
    "2 Stellen zeigen dieses Bild und würden das neue zeigen: Kernaktivität: Bänke; Seite: Park. "
    "Wenn das richtig ist, setzen Sie diesen Haken und wählen Sie die Datei noch einmal."
)


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def shows(image):
    return f'<p>a</p><figure data-picture="{image.pk}"></figure>'


def form_of(image):
    return f"/de/admin/portal/image/{image.pk}/change/"


def keep_draft(editor, item, **values):
    address = f"/de/admin/{item._meta.app_label}/{item._meta.model_name}/{item.pk}/change/"
    editor.post(address, {**form_values(editor.get(address)), **values, "_draft": "1"})
    assert Draft.objects.of(item)


def test_a_picture_tells_all_places_that_show_it(editor):
    image, other = an_image(), an_image()
    core_activity = a_core_activity(title_de="Bänke", is_public=False, body_en=shows(image))
    ActivityImage.objects.create(core_activity=core_activity, image=image)
    press_release = a_press_release(title_de="Richtfest")
    press_release.press_release_images.create(image=image)
    page = a_page(title_de="Park", body_de=shows(image))
    waiting = a_page("wiese", title_de="Wiese")
    keep_draft(editor, waiting, body_en=shows(image))
    competency = a_competency(name_de="Großstadt", vision_de=shows(image))
    a_page("leer", body_de=f'{shows(other)}<p>data-picture="{image.pk}"</p>')

    response = editor.get(form_of(image))

    assert links_of(response, **{"class": "form-row field-where_used"}) == [
        ("Bänke", f"/de/admin/strategy/coreactivity/{core_activity.pk}/change/"),
        ("Richtfest", f"/de/admin/news/pressrelease/{press_release.pk}/change/"),
        ("Park", f"/de/admin/portal/page/{page.pk}/change/"),
        ("Großstadt", f"/de/admin/strategy/competency/{competency.pk}/change/"),
        ("Wiese", f"/de/admin/portal/page/{waiting.pk}/change/"),
    ]
    assert text_of(response, **{"class": "form-row field-where_used"}) == (
        "Verwendet in: Kernaktivität: Bänke (nicht öffentlich) Pressemitteilung: Richtfest (öffentlich) "
        "Seite: Park (öffentlich) Kompetenz: Großstadt (öffentlich) Seite: Wiese (in dessen Entwurf)"
    )


def test_a_picture_that_nothing_shows_says_so(editor):
    response = editor.get(form_of(an_image()))

    assert text_of(response, **{"class": "form-row field-where_used"}) == "Verwendet in: nirgends verwendet"


def test_a_picture_chosen_in_a_draft_is_used(editor):
    image = an_image()
    press_release = a_press_release(title_de="Richtfest")
    rows = {"press_release_images-TOTAL_FORMS": "1", "press_release_images-0-image": str(image.pk)}

    keep_draft(editor, press_release, **rows, **{"press_release_images-0-position": "0"})

    assert text_of(editor.get(form_of(image)), **{"class": "form-row field-where_used"}) == (
        "Verwendet in: Pressemitteilung: Richtfest (in dessen Entwurf)"
    )


def a_used_picture():
    image = an_image()
    ActivityImage.objects.create(core_activity=a_core_activity(title_de="Bänke"), image=image)
    a_page(title_de="Park", body_de=shows(image))
    return image


def test_another_file_for_a_used_picture_is_refused_until_the_editor_has_seen_what_changes(editor):
    image = a_used_picture()

    response = change(editor, image, file=a_picture_file())

    assert errors_beside(response, "replaces_everywhere") == [REPLACED]
    assert Image.objects.get().file.name == image.file.name


def test_another_file_takes_the_place_of_a_used_picture_once_that_is_confirmed(editor):
    image = a_used_picture()

    response = change(editor, image, file=a_picture_file(), replaces_everywhere="on")

    assert response.status_code == 302
    assert Image.objects.get().file.name != image.file.name
    assert image.file.storage.exists(image.file.name)


@pytest.mark.parametrize("values", [{"credit": "Andere"}, {"file": ""}])
def test_nothing_is_asked_while_the_file_stays(editor, values):
    assert change(editor, a_used_picture(), **values).status_code == 302


def test_nothing_is_asked_of_a_picture_that_nothing_shows(editor):
    assert change(editor, an_image(), file=a_picture_file()).status_code == 302


def test_a_picture_in_a_text_or_a_draft_cannot_be_deleted(editor):
    image, unused = an_image(), an_image()
    a_page(title_de="Park", body_de=shows(image))
    keep_draft(editor, a_page("wiese", title_de="Wiese"), body_de=shows(image))

    page = editor.get(f"/de/admin/portal/image/{image.pk}/delete/")
    for each in (image, unused):
        editor.post(f"/de/admin/portal/image/{each.pk}/delete/", {"post": "yes"})

    assert "Seite: Park" in text_of(page)
    assert "Seite: Wiese" in text_of(page)
    assert list(Image.objects.all()) == [image]


def test_a_picture_in_a_text_or_a_draft_is_not_called_unused(editor):
    in_text, in_draft, unused = an_image(), an_image(), an_image()
    a_page(body_en=shows(in_text))
    keep_draft(editor, a_page("wiese"), body_de=f"<p>[[Bild {in_draft.pk}]]</p>")

    assert list(Image.objects.unused()) == [unused]


@pytest.mark.parametrize(("is_public", "status"), [(True, 403), (False, 302)])
def test_an_author_does_not_change_a_picture_that_a_public_text_shows(client, is_public, status):
    image = an_image()
    a_page(body_de=shows(image), is_public=is_public)
    sign_in(client, someone("editor"))
    values = form_values(client.get(form_of(image)))
    sign_in(client, someone("author"))

    response = client.post(form_of(image), {**values, "credit": "Andere"})

    assert response.status_code == status


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_of_a_picture_costs_the_same_wherever_it_is_used(editor, django_assert_num_queries, count):
    image = an_image()
    for number in range(count):
        a_page(f"seite-{number}", body_de=shows(image))
        a_press_release().press_release_images.create(image=image)
    editor.get(form_of(image))

    with django_assert_num_queries(18):
        editor.get(form_of(image))
