"""The pictures that stand for a page where its address is shared."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image

from portal.share import share_image_of
from strategy.wheel import small_wheel
from tests.builders import a_competency, a_core_activity, a_focus, a_page, a_press_release, berlin
from tests.design import tokens

pytestmark = pytest.mark.django_db


def picture(response):
    return Image.open(BytesIO(response.content)).convert("RGB")


def colours(image):
    return {f"#{red:02x}{green:02x}{blue:02x}" for _count, (red, green, blue) in image.getcolors(maxcolors=1 << 24)}


@pytest.mark.parametrize(
    "address",
    [
        "/de/",
        "/en/",
        "/de/strategie/",
        "/de/kompetenzen/kompetenz-1/",
        "/en/competencies/kompetenz-1/schwerpunkt-1-1/",
        "/de/projekte/pocket-parks/",
        "/de/aktuelles/",
        "/de/aktuelles/2024/",
        "/de/aktuelles/2024/hdw/",
        "/de/impressum/",
    ],
)
def test_page_names_a_picture_of_1200_by_630_that_is_there(client, address):
    competency = a_competency()
    a_focus(competency)
    a_core_activity(slug="pocket-parks", competency=competency)
    a_press_release(berlin(2024, 6, 17), slug="hdw")
    a_page("strategy")
    a_page("imprint")

    html = client.get(address).content.decode()
    response = client.get(f"{address}share.png")

    assert f'<meta property="og:image" content="http://testserver{address}share.png">' in html
    assert response["Content-Type"] == "image/png"
    assert response["Cache-Control"] == "public, max-age=3600"
    assert picture(response).size == (1200, 630)


@pytest.mark.parametrize("number", range(1, 6))
def test_picture_wears_the_accent_of_its_page(client, number):
    competency = a_competency(number)

    image = picture(client.get(f"/de/kompetenzen/{competency.slug}/share.png"))

    hues = {name: tokens("light")[f"--hue-{name}"] for name in ("ink", "meadow", "stage", "forge", "spark")}
    assert {name for name, hue in hues.items() if hue in colours(image)} == {competency.accent}


def test_picture_of_a_page_without_a_place_shows_all_five_accents(client):
    image = picture(client.get("/de/share.png"))

    hues = [tokens("light")[f"--hue-{name}"] for name in ("ink", "meadow", "stage", "forge", "spark")]
    assert all(hue in colours(image) for hue in hues)


def test_picture_changes_with_the_title_and_its_language(client):
    core_activity = a_core_activity(slug="parks", title_de="Parks", title_en="Parks and squares")
    german, english = (client.get(f"/{path}/parks/share.png").content for path in ("de/projekte", "en/projects"))

    core_activity.title_de = "Kleine Parks"
    core_activity.save()

    assert german != english
    assert client.get("/de/projekte/parks/share.png").content != german
    assert client.get("/en/projects/parks/share.png").content == english


@pytest.mark.parametrize(
    "address",
    [
        "/de/projekte/geheim/share.png",
        "/de/aktuelles/2024/geheim/share.png",
        "/de/aktuelles/2024/geplant/share.png",
        "/de/seite/geheim/share.png",
        "/de/gibt-es-nicht/share.png",
        "/de/share.png/share.png",
        "/de//share.png",
        "/de/projekte/share.png/",
    ],
)
def test_there_is_no_picture_of_what_is_not_public(client, address):
    a_core_activity(slug="geheim", is_public=False)
    a_press_release(berlin(2024, 6, 17), slug="geheim", is_public=False)
    a_press_release(timezone.now() + timedelta(days=1), slug="geplant")
    a_page("geheim", is_public=False)

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/de/admin/share.png", "/de/admin/login/share.png", "/de/admin/logout/share.png"])
def test_the_admin_has_no_pictures(admin_client, address):
    assert admin_client.get(address).status_code in {302, 404}


@pytest.mark.parametrize(
    "title",
    [
        "#panic()",
        '"; #read("/etc/passwd")',
        "$x^2$ *fett* _kursiv_ @niemand <b>",
        "\\",
        "Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüsselanhänger",
        "Wort " * 60,
        "שלום Bochum 🌍",
        "",
    ],
)
def test_any_title_makes_a_picture(title):
    image = share_image_of({"page_title": title, "small_wheel": small_wheel(4, 42), "accent": "forge"}, "de")

    assert Image.open(BytesIO(image)).size == (1200, 630)
